//! How long each body takes to answer what others need it for: the problems that were assigned to it.

use std::collections::BTreeMap;

use cases::{Event, Happening};
use jiff::civil::Date;
use pack::programme::Raised;
use store::cases::{self as rows, Current, Query, Sight};

use crate::access::works_here;
use crate::duties::{all, text};
use crate::{Actor, App, Error};

/// Problems read at most, the newest first: what happened in all of them is read for the page.
const PROBLEMS_MAX: u32 = 2_000;

/// How a body answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// What the body is called.
    pub name: String,
    /// How many it has answered.
    pub answered: usize,
    /// How many wait for its answer.
    pub waiting: usize,
    /// For each answer, the working days since it was assigned, in order.
    days: Vec<i64>,
}

impl Answers {
    /// Half of the answers took no longer than so many working days, to one decimal; none without an answer.
    pub fn median(&self) -> Option<String> {
        let (count, half) = (self.days.len(), self.days.len() / 2);
        let upper = *self.days.get(half)?;
        Some(match count % 2 {
            1 => upper.to_string(),
            _ => {
                let sum = self.days[half - 1] + upper;
                if sum % 2 == 0 { (sum / 2).to_string() } else { format!("{}.5", sum / 2) }
            }
        })
    }
}

/// How each body answers the problems that were assigned to it, the slowest first, for who works here.
///
/// # Errors
/// [`Error::NotFound`] to all others.
pub async fn answers(app: &App, actor: &Actor) -> Result<Vec<Answers>, Error> {
    if !works_here(actor) {
        return Err(Error::NotFound);
    }
    let declarations = app.declarations();
    let Some(part) = &declarations.programme.problem else { return Ok(Vec::new()) };
    let reader = app.store().reader().await?;
    let mut bodies: BTreeMap<String, Answers> = BTreeMap::new();
    let query = Query { procedure: &part.procedure, limit: PROBLEMS_MAX, ..Query::default() };
    let problems: Vec<Current> =
        rows::list(&reader, &query, &Sight::All).await?.into_iter().map(|(current, _)| current).collect();
    let ids: Vec<i64> = problems.iter().map(|current| current.id).collect();
    let mut events = rows::events_of(&reader, &ids).await?;
    for current in problems {
        let events = events.remove(&current.id).unwrap_or_default().into_iter().map(|(_, event)| event);
        for span in spans(part, &current, events.collect()) {
            let of = bodies.entry(span.body).or_default();
            match span.to {
                Some(to) => {
                    of.answered += 1;
                    // Days outside of the calendar are in nobody's working year.
                    of.days.extend(declarations.calendar.working_days_between(span.from, to).ok());
                }
                None => of.waiting += 1,
            }
        }
    }
    for (key, fields) in all(&reader, &declarations, form::BODIES, app.today()).await? {
        if let Some(of) = bodies.get_mut(&key) {
            of.name = text(&fields, "name").unwrap_or(key);
        }
    }
    let mut all: Vec<Answers> = bodies.into_values().collect();
    all.iter_mut().for_each(|of| of.days.sort_unstable());
    all.sort_by_key(|of| (std::cmp::Reverse(of.days.get(of.days.len() / 2).copied()), of.name.clone()));
    Ok(all)
}

/// That a problem was assigned to a body, and answered by it.
struct Span {
    body: String,
    from: Date,
    /// None while it is not answered.
    to: Option<Date>,
}

/// Each time that a problem was assigned to another body, or again after an answer.
fn spans(part: &Raised, current: &Current, events: Vec<Event>) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let annulled: Vec<u32> = events
        .iter()
        .filter_map(|event| match event.what {
            Happening::Annulment { of, .. } => Some(of),
            Happening::Step { .. } => None,
        })
        .collect();
    for Event { happened, what, .. } in events.into_iter().filter(|event| !annulled.contains(&event.seq)) {
        let Happening::Step { step, fields, .. } = what else { continue };
        let open = spans.last_mut().filter(|span| span.to.is_none());
        match open {
            open if step == part.assign => {
                let body = text(&fields, &part.body);
                // Who is asked again before the answer has had the whole time; who is not asked any more owes nothing.
                if open.is_some_and(|open| body.as_ref().is_none_or(|body| *body == open.body)) {
                    continue;
                }
                if spans.last().is_some_and(|span| span.to.is_none()) {
                    spans.pop();
                }
                spans.extend(body.map(|body| Span { body, from: happened.date(), to: None }));
            }
            Some(open) if step == part.answer => open.to = Some(happened.date()),
            _ => {}
        }
    }
    if current.ended && spans.last().is_some_and(|span| span.to.is_none()) {
        spans.pop();
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::Answers;

    #[test]
    fn the_median_is_the_middle_or_between_the_two_in_the_middle() {
        for (days, median) in [
            (&[][..], None),
            (&[3], Some("3")),
            (&[1, 9], Some("5")),
            (&[1, 2], Some("1.5")),
            (&[0, 4, 90], Some("4")),
        ] {
            let of = Answers { days: days.to_vec(), ..Answers::default() };
            assert_eq!(of.median().as_deref(), median, "{days:?}");
        }
    }
}
