use std::collections::BTreeMap;

use kernel::declaration::{Item, Table, Value};
use kernel::{Problem, Wording};

use super::kinds::grace;
use super::{File, applies, basis, fen, link};
use crate::rights::rule::{Annuity, Band, Offer, Payments, Reduction, RequestBefore, RuleKind, Surcharge};

/// Percent are of a hundred.
const PERCENT_MAX: u32 = 100;

pub(super) fn annuity(table: &Table<'_>, file: &File) -> Option<RuleKind> {
    let (from, granted) = (table.required("from"), table.required("granted"));
    let first = table.required_table("first").and_then(|table| basis(&table, &file.statute));
    let regime = table.required("regime");
    let amounts = table.required_table("amounts").and_then(|table| basis(&table, &file.statute));
    let bands = bands(table);
    let grace = table.required_table("grace").and_then(|table| grace(&table, file));
    let surcharge = table.required_table("surcharge").and_then(|table| surcharge(&table, file));
    let reduction = table.optional_table("reduction").map(|table| reduction(&table, file));
    let offer = table.optional_table("offer").map(|table| offer(&table, file));
    let payments = table.required_table("payments").and_then(|table| payments(&table));
    Some(RuleKind::Annuity(Box::new(Annuity {
        from: from?,
        granted: granted?,
        first: first?,
        regime: regime?,
        bands: bands?,
        amounts: amounts?,
        grace: grace?,
        surcharge: surcharge?,
        reduction: match reduction {
            Some(reduction) => Some(reduction?),
            None => None,
        },
        offer: match offer {
            Some(offer) => Some(offer?),
            None => None,
        },
        payments: payments?,
    })))
}

/// The bands follow each other without a hole, from the first year on.
fn bands(table: &Table<'_>) -> Option<Vec<Band>> {
    let mut bands: Vec<Band> = Vec::new();
    for band in table.tables("band") {
        let (first, last, fen) = (band.required("first"), band.required("last"), fen(&band, "fen"));
        let band_read = Band { first: first?, last: last?, fen: fen? };
        let expected = bands.last().map_or(1, |before| before.last + 1);
        if band_read.first != expected || band_read.last < band_read.first {
            band.problem(Problem::error(
                "bands",
                band.place(),
                Wording::new("各档年度不连续", "the years of the bands do not follow each other"),
                Wording::new(
                    format!("本档应从第{expected}年度开始"),
                    format!("this band begins with year {expected}"),
                ),
            ));
            return None;
        }
        bands.push(band_read);
    }
    if bands.is_empty() {
        table.problem(Problem::error(
            "bands",
            table.place(),
            Wording::new("没有年费金额", "there is no amount"),
            Wording::new("请补上 [[annuity.band]]", "add [[annuity.band]]"),
        ));
        return None;
    }
    Some(bands)
}

fn surcharge(table: &Table<'_>, file: &File) -> Option<Surcharge> {
    let percents: Option<Vec<u32>> = table.required("percents");
    let restoration = fen(table, "restoration_fen");
    let basis = basis(table, &file.statute);
    let percents = percents?;
    percents.iter().try_for_each(|percent| percent_of(table, "percents", *percent))?;
    Some(Surcharge { percents, restoration_fen: restoration?, basis: basis? })
}

fn reduction(table: &Table<'_>, file: &File) -> Option<Reduction> {
    let field = table.required("field");
    let percents = table.required_table("percents").map(|table| percents(&table));
    let years = table.required("years");
    let before = table.required_table("request_before").and_then(|table| {
        let (months, days) = (table.required("months"), table.required("days"));
        Some(RequestBefore { months: months?, days: days? })
    });
    let basis = basis(table, &file.statute);
    Some(Reduction {
        field: field?,
        percents: percents??,
        years: years?,
        request_before: before?,
        basis: basis?,
    })
}

/// By the value of the field, how many percent are left off.
fn percents(table: &Table<'_>) -> Option<BTreeMap<String, u32>> {
    let read = |(value, item): (&str, Item<'_>)| Some((value.to_owned(), u32::read(&item)?));
    let percents: Option<BTreeMap<String, u32>> = table.entries().into_iter().map(read).collect();
    let percents = percents?;
    if percents.values().all(|percent| *percent <= PERCENT_MAX) {
        return Some(percents);
    }
    table.problem(too_many(table.place()));
    None
}

fn offer(table: &Table<'_>, file: &File) -> Option<Offer> {
    let (link, applies) = (link(table), applies(table));
    let (since, until) = (table.required("since"), table.required("until"));
    let (percent, basis) = (table.required("percent"), basis(table, &file.statute));
    let percent = percent?;
    percent_of(table, "percent", percent)?;
    Some(Offer { link: link?, applies, since: since?, until: until?, percent, basis: basis? })
}

fn payments(table: &Table<'_>) -> Option<Payments> {
    let (link, applies) = (link(table), applies(table));
    let (year, amount) = (table.required("year"), table.required("amount"));
    let (paid_on, proof) = (table.required("paid_on"), table.required("proof"));
    Some(Payments { link: link?, applies, year: year?, amount: amount?, paid_on: paid_on?, proof: proof? })
}

fn percent_of(table: &Table<'_>, key: &'static str, percent: u32) -> Option<()> {
    if percent <= PERCENT_MAX {
        return Some(());
    }
    table.problem(too_many(table.place_of(key)));
    None
}

fn too_many(place: kernel::Place) -> Problem {
    Problem::error(
        "bad-percent",
        place,
        Wording::new("百分数大于100", "there are more than a hundred percent"),
        Wording::new("应为0至100的整数", "write a whole number from 0 to 100"),
    )
}
