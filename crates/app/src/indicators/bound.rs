//! Which target of the plan an indicator is to reach. A pack binds the two by a quote that stands in the plan once; what the target is,
//! and whether somebody corrected its reading, is known by the plan. Where the words have no number that is that of the indicator, the pack
//! says how they are read.

use indicators::{Binding, Comparator, Exact, Indicator, Rate, Reading, Target};
use jiff::civil::Date;
use kernel::Wording;

use crate::Declarations;
use crate::plans::Standing;

/// A target of the plan, and how an indicator is compared with it.
#[derive(Debug, Clone)]
pub struct Bound {
    /// Its place among the targets of the plan; none if its words have no number.
    pub at: Option<usize>,
    /// The words that bind it.
    pub quote: String,
    /// What the plan says, or how its words are read.
    pub said: plan::Target,
    /// Why its words are read so, where their number is not that of the indicator.
    pub reading: Option<Wording>,
    /// How a figure is compared with it. What each year is to be better than is put in with the figure.
    pub target: Target,
}

/// The targets that an indicator is bound to by the plan that counts, in the order of the pack: the first is the one by which it is
/// judged, and the plan may promise the same again. None where nothing binds them or the plan does not bind.
pub(crate) fn bound(
    declarations: &Declarations,
    standing: Option<&Standing>,
    indicator: &Indicator,
) -> Vec<Bound> {
    let Some(standing) = standing.filter(|standing| standing.binds()) else { return Vec::new() };
    let last_year = *standing.years(indicator.in_force.year()).end();
    let of_it = declarations.bindings.iter().filter(|binding| binding.indicator.value == indicator.id);
    of_it.filter_map(|binding| find(standing, (binding, indicator), last_year)).collect()
}

fn find(standing: &Standing, (binding, indicator): (&Binding, &Indicator), last_year: i16) -> Option<Bound> {
    let quote = binding.quote.value.as_str();
    let at = target_of(standing, quote);
    let (said, number) = match &binding.reading {
        Some(reading) => {
            let number = reading.number.of(indicator)?;
            (as_read(standing, (quote, reading, &number), indicator)?, number)
        }
        None => {
            let said = standing.plan.targets.get(at?)?.clone();
            let number = Exact::parse(&written(said.number))?;
            (said, number)
        }
    };
    let target = Target {
        comparator: comparator(said.comparator),
        rate: binding.reading.as_ref().map_or(Rate::Compound, |reading| reading.rate),
        number,
        unit: Some(said.unit.clone()).filter(|unit| !unit.is_empty()),
        by: said.by.as_deref().and_then(last_day).or_else(|| Date::new(last_year, 12, 31).ok()),
        baseline: binding.baseline.as_ref().map(|(number, on, _)| (number.clone(), *on)),
        years: Vec::new(),
    };
    let reading = binding.reading.as_ref().map(|reading| reading.why.clone());
    Some(Bound { at, quote: quote.to_owned(), said, reading, target })
}

/// The target of the plan whose number stands in the quote.
fn target_of(standing: &Standing, quote: &str) -> Option<usize> {
    // The sentence is that of the text; what people corrected stands in the target itself, at the same place.
    let named = |(_, target): &(usize, &plan::Target)| {
        target.sentence.contains(quote) && names(quote, &written(target.number))
    };
    let mut read: Vec<(usize, &plan::Target)> =
        standing.read.targets.iter().enumerate().filter(named).collect();
    // A sentence may say the same number of several things: that whose subject stands in the quote is meant, or whose unit does.
    let says_subject = |target: &plan::Target| says(quote, &target.subject);
    let says_unit = |target: &plan::Target| says(quote, &target.unit);
    for says in [&says_subject as &dyn Fn(&plan::Target) -> bool, &says_unit] {
        if read.len() > 1 && read.iter().any(|(_, target)| says(target)) {
            read.retain(|(_, target)| says(target));
        }
    }
    // Where several still could be meant, none is: a figure is never held against a target that nobody named.
    let [(at, _)] = read[..] else { return None };
    Some(at)
}

/// The words of the plan as the pack reads them, with the task in which they stand; none where the plan that counts does not have them.
fn as_read(
    standing: &Standing,
    (quote, reading, number): (&str, &Reading, &Exact),
    indicator: &Indicator,
) -> Option<plan::Target> {
    let clause = clause_of(standing, quote)?;
    let stands_in = |task: &&plan::Task| (task.line..=task.last_line).contains(&clause.line);
    let task = standing.read.tasks.iter().find(stands_in);
    Some(plan::Target {
        sentence: clause.text.clone(),
        subject: indicator.title.zh.clone(),
        op_text: String::new(),
        comparator: of_plan(reading.comparator),
        reading: true,
        number: number.to_f64(),
        unit: indicator.unit.zh.clone(),
        by: None,
        by_how: plan::ByHow::None,
        kind: plan::TargetKind::Level,
        task: task.map(|task| task.path.clone()),
        section: clause.path.clone(),
        line: clause.line,
    })
}

fn clause_of<'s>(standing: &'s Standing, quote: &str) -> Option<&'s plan::Clause> {
    standing.read.clauses.iter().find(|clause| clause.text.contains(quote))
}

/// The words of the plan that counts which promise an indicator a number that nobody has decided yet, such as 大幅.
pub(crate) fn undecided(
    declarations: &Declarations,
    standing: Option<&Standing>,
    indicator: &Indicator,
) -> Option<String> {
    let standing = standing.filter(|standing| standing.binds())?;
    let of_it = declarations.bindings.iter().filter(|binding| binding.indicator.value == indicator.id);
    let mut waiting = of_it.filter(|binding| {
        let number = binding.reading.as_ref().map(|reading| &reading.number);
        number.is_some_and(|number| number.of(indicator).is_none())
    });
    let quote = &waiting.find(|binding| clause_of(standing, &binding.quote.value).is_some())?.quote;
    Some(quote.value.clone())
}

fn says(quote: &str, word: &str) -> bool {
    !word.is_empty() && quote.contains(word)
}

/// Whether a text says a number, and not only one in which its digits stand.
fn names(text: &str, number: &str) -> bool {
    let is_of_number = |sign: char| sign.is_ascii_digit() || sign == '.';
    text.match_indices(number).any(|(at, _)| {
        !text[..at].ends_with(is_of_number) && !text[at + number.len()..].starts_with(is_of_number)
    })
}

/// A number as the plan writes it: without a fraction where it has none.
fn written(number: f64) -> String {
    format!("{number}")
}

/// The last day of a year, a month or a day, as plans are read.
pub(super) fn last_day(written: &str) -> Option<Date> {
    let mut parts = written.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let Some(month) = parts.next() else { return Date::new(year, 12, 31).ok() };
    let first = Date::new(year, month.parse().ok()?, 1).ok()?;
    match parts.next() {
        Some(day) => Date::new(first.year(), first.month(), day.parse().ok()?).ok(),
        None => Some(first.last_of_month()),
    }
}

fn comparator(said: plan::Comparator) -> Comparator {
    match said {
        plan::Comparator::More => Comparator::More,
        plan::Comparator::AtLeast => Comparator::AtLeast,
        plan::Comparator::Exactly => Comparator::Exactly,
        plan::Comparator::AtMost => Comparator::AtMost,
        plan::Comparator::Less => Comparator::Less,
        plan::Comparator::About => Comparator::About,
    }
}

fn of_plan(read: Comparator) -> plan::Comparator {
    match read {
        Comparator::More => plan::Comparator::More,
        Comparator::AtLeast => plan::Comparator::AtLeast,
        Comparator::Exactly => plan::Comparator::Exactly,
        Comparator::AtMost => plan::Comparator::AtMost,
        Comparator::Less => plan::Comparator::Less,
        Comparator::About => plan::Comparator::About,
    }
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_number_is_named_as_a_whole() {
        for (text, number, is_named) in [
            ("突破120件", "120", true),
            ("突破1120件", "120", false),
            ("达到12.5件", "12", false),
            ("达到12.5件", "12.5", true),
            ("完成5个，达到15个", "5", true),
            ("达到15个", "5", false),
        ] {
            assert_eq!(names(text, number), is_named, "{text} {number}");
        }
    }
}
