use std::collections::BTreeMap;

use jiff::civil::Date;
use kernel::Wording;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Signed;
use serde::Serialize;

use super::count::sum;
use super::measure::Made;
use super::{Counted, CountedRow, Detail, Window};
use crate::exact::{Exact, power_of_ten};
use crate::indicator::Indicator;

/// How yearly sums grow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Growth {
    /// The sums from the base year on, without a gap.
    pub years: Vec<YearSum>,
    /// The compound yearly rate in percent, rounded to the digits that are shown.
    pub compound: Option<Exact>,
    /// The mean of the yearly rates in percent, exact; none if a year before the last has nothing to grow from.
    pub mean: Option<Exact>,
    /// Whether the last year is not over: then every year counts as far as the same day.
    pub is_running: bool,
}

/// The sum of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct YearSum {
    /// The year.
    pub year: i16,
    /// The sum over the whole year, of the last one as far as it goes.
    pub sum: i128,
    /// The sum from its first day to the day on which the period ends: what is compared.
    pub same_period: i128,
}

impl YearSum {
    /// How much more it is than the year before, in percent, exact, as far as both are compared; none if that year is nothing to grow from.
    pub fn rate(&self, before: &YearSum) -> Option<Exact> {
        let grown = self.same_period.checked_sub(before.same_period)?;
        let rate = (before.same_period > 0).then(|| Exact::ratio(grown, before.same_period))??;
        Some(&rate * &Exact::whole(100))
    }
}

/// A year beside the one before.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair {
    pub(crate) year: i16,
    /// What is compared of the year before.
    pub(crate) before: i128,
    /// What is compared of the year.
    pub(crate) after: i128,
    /// Whether the year is over: then the whole of both is compared, otherwise both as far as the same day.
    pub(crate) is_over: bool,
}

impl Growth {
    /// Each year beside the one before. What a year came to does not change with the day on which somebody looks.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = Pair> + '_ {
        let last = self.years.last().map(|last| last.year);
        self.years.iter().zip(self.years.iter().skip(1)).map(move |(before, after)| {
            let is_over = !(self.is_running && last == Some(after.year));
            let of = |year: &YearSum| if is_over { year.sum } else { year.same_period };
            Pair { year: after.year, before: of(before), after: of(after), is_over }
        })
    }

    /// The years that are over and not more than the one before: what is to rise every year (逐年上升) did not rise in these.
    pub fn years_without_growth(&self) -> Vec<i16> {
        let pairs = self.pairs().filter(|pair| pair.is_over && pair.after <= pair.before);
        pairs.map(|pair| pair.year).collect()
    }

    /// Whether a year is more than the one before; none of the first, and of one that is not over and not more yet.
    pub fn rises(&self, year: i16) -> Option<bool> {
        let at = self.years.iter().position(|it| it.year == year)?;
        let (before, after) = (self.years.get(at.checked_sub(1)?)?, self.years.get(at)?);
        let is_over = !(self.is_running && at + 1 == self.years.len());
        let is_more = after.sum > before.sum;
        (is_more || is_over).then_some(is_more)
    }
}

pub(super) fn make(indicator: &Indicator, counted: &Counted<'_>, window: &Window) -> Made {
    let base_year = indicator.base_year.unwrap_or(window.to.year());
    let years = years(&counted.rows, base_year, window.to);
    let (Some(first), Some(last)) = (years.first().copied(), years.last().copied()) else {
        let why = Wording::new("期末早于基期", "the period ends before the base year");
        return Made { value: Err(why), text: None, numerator: 0, denominator: None, detail: Detail::None };
    };
    let compound = compound(first, last, indicator.decimals);
    let (value, text) = match &compound {
        Ok(rate) => (Ok(rate.clone()), None),
        Err(why) => (Err(why.clone()), no_base(indicator, first, last)),
    };
    let growth = Growth {
        mean: mean(&years),
        compound: compound.ok(),
        is_running: (window.to.month(), window.to.day()) != (12, 31),
        years,
    };
    Made {
        value,
        text,
        numerator: last.same_period,
        denominator: Some(first.same_period),
        detail: Detail::Growth(growth),
    }
}

fn years(rows: &[CountedRow<'_>], base_year: i16, to: Date) -> Vec<YearSum> {
    let mut by_year: BTreeMap<i16, (Vec<&CountedRow<'_>>, Vec<&CountedRow<'_>>)> =
        (base_year..=to.year()).map(|year| (year, Default::default())).collect();
    for row in rows {
        let Some(on) = row.on.filter(|on| *on <= to) else { continue };
        let Some((whole, same)) = by_year.get_mut(&on.year()) else { continue };
        whole.push(row);
        if (on.month(), on.day()) <= (to.month(), to.day()) {
            same.push(row);
        }
    }
    let sums = by_year.into_iter().map(|(year, (whole, same))| YearSum {
        year,
        sum: sum(whole),
        same_period: sum(same),
    });
    sums.collect()
}

/// The compound rate in percent, rounded half away from zero. Nothing is computed in floating point: the root is that of a
/// whole number so large that twice the digit to be shown is whole.
fn compound(first: YearSum, last: YearSum, decimals: u32) -> Result<Exact, Wording> {
    let years = u32::try_from(last.year - first.year).unwrap_or_default();
    if years == 0 {
        return Err(Wording::new("基期之后还没有一年", "there is no year after the base year yet"));
    }
    if first.same_period <= 0 {
        return Err(Wording::new("基期为零，增长率没有意义", "the base is zero, so a rate means nothing"));
    }
    if last.same_period < 0 {
        return Err(Wording::new(
            "期末为负，增长率没有意义",
            "the last sum is negative, so a rate means nothing",
        ));
    }
    // In halves of the last digit of a percentage.
    let one: BigInt = BigInt::from(2) * BigInt::from(100) * power_of_ten(decimals);
    let grown = BigInt::from(last.same_period) * one.pow(years);
    let halves: BigInt = (grown / BigInt::from(first.same_period)).nth_root(years) - &one;
    let is_whole = (&halves + &one).pow(years) * BigInt::from(first.same_period)
        == BigInt::from(last.same_period) * one.pow(years);
    let parts = rounded(&halves, is_whole);
    Ok(Exact(BigRational::new(parts, power_of_ten(decimals))))
}

/// Half of a number that was rounded down, rounded half away from zero.
fn rounded(halves: &BigInt, is_whole: bool) -> BigInt {
    let half = BigRational::new(halves.clone(), BigInt::from(2));
    // Between two halves the truth lies above what is written here.
    let is_above_negative_half = halves.is_negative() && !is_whole && !half.is_integer();
    if is_above_negative_half { half.ceil().to_integer() } else { half.round().to_integer() }
}

fn mean(years: &[YearSum]) -> Option<Exact> {
    let pairs = years.iter().zip(years.iter().skip(1));
    let rates: Vec<Exact> = pairs.map(|(before, after)| after.rate(before)).collect::<Option<_>>()?;
    let total = rates.iter().fold(Exact::whole(0), |total, rate| &total + rate);
    total.over(&Exact::whole(i128::try_from(rates.len()).ok()?))
}

/// What is shown where there is nothing to grow from: `+3`.
fn no_base(indicator: &Indicator, first: YearSum, last: YearSum) -> Option<Wording> {
    if first.same_period > 0 || last.year == first.year {
        return None;
    }
    let grown = Exact::scaled(last.same_period.checked_sub(first.same_period)?, indicator.weight_decimals);
    let sign = if grown.is_positive() { "+" } else { "" };
    Some(Wording::new(format!("{sign}{grown}（无基数）"), format!("{sign}{grown} (no base)")))
}
