use app::records::When;
use form::Context;
use jiff::civil::Date;
use kernel::Problem;
use ledger::Known;

use super::day::day_of;
use crate::components::{Field as Asked, FieldControl};
use crate::error::Error;
use crate::input::Input;
use crate::page::Page;
use crate::query::Query;

/// The names of the two times in an address.
pub(crate) const AS_OF: &str = "as-of";
/// As known on a day, or by an operation.
pub(crate) const KNOWN: &str = "known";

/// The past that a page is about, as it was asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Moment {
    pub(crate) when: When,
    as_of: String,
    known: String,
    pub(crate) problems: Vec<Problem>,
}

impl Moment {
    /// Reads both times; what cannot be read is a problem and counts as now.
    pub(crate) fn read(input: &Input, context: Context<'_>) -> Moment {
        Moment::read_from(input, [AS_OF, KNOWN], context)
    }

    /// Reads the day alone, for what is told as it is known now.
    pub(crate) fn read_day(input: &Input, context: Context<'_>) -> Moment {
        let mut moment = Moment { as_of: input.text(AS_OF).to_owned(), ..Moment::default() };
        moment.when.as_of = moment.day(AS_OF, &moment.as_of.clone(), context);
        moment
    }

    /// When it is about, for what has no page of its own to show a mistake on.
    ///
    /// # Errors
    /// What cannot be read.
    pub(crate) fn readable(self) -> Result<Moment, Error> {
        if self.problems.is_empty() { Ok(self) } else { Err(Error::Invalid(self.problems)) }
    }

    /// The same under other names, where a page is about two pasts.
    pub(crate) fn read_from(input: &Input, [as_of, known]: [&str; 2], context: Context<'_>) -> Moment {
        let mut moment = Moment {
            as_of: input.text(as_of).to_owned(),
            known: input.text(known).to_owned(),
            ..Moment::default()
        };
        moment.when.as_of = moment.day(as_of, &moment.as_of.clone(), context);
        match moment.known.parse::<Known>().ok().filter(|operation| *operation >= 0) {
            Some(operation) => moment.when.known = Some(operation),
            None => moment.when.known_on = moment.day(known, &moment.known.clone(), context),
        }
        moment
    }

    fn day(&mut self, name: &str, text: &str, context: Context<'_>) -> Option<Date> {
        match day_of(name, text, context) {
            Ok(day) => day,
            Err(problems) => {
                self.problems.extend(problems);
                None
            }
        }
    }

    /// Whether it is about another time than now.
    pub(crate) fn is_past(&self) -> bool {
        !self.when.is_now()
    }

    /// The past as part of an address.
    pub(crate) fn add_to(&self, query: Query) -> Query {
        query.with(AS_OF, self.as_of.as_str()).with(KNOWN, self.known.as_str())
    }

    /// The two fields that ask for it.
    pub(crate) fn fields(&self, page: &Page) -> Vec<Asked> {
        let known = Asked::new(page.words, KNOWN, page.words.past_known(), FieldControl::Day);
        vec![self.day_field(page), known.filled(std::slice::from_ref(&self.known))]
    }

    /// The field that asks for the day.
    pub(crate) fn day_field(&self, page: &Page) -> Asked {
        let day = Asked::new(page.words, AS_OF, page.words.past_as_of(), FieldControl::Day);
        day.filled(std::slice::from_ref(&self.as_of))
    }

    /// In words: what one sees.
    pub(crate) fn sentence(&self, page: &Page) -> String {
        let words = page.words;
        match (self.as_of.as_str(), self.known.as_str()) {
            ("", known) => words.past_seen_known(known),
            (as_of, "") => words.past_seen_as_of(as_of),
            (as_of, known) => words.past_seen_both(as_of, known),
        }
    }
}
