use std::collections::{BTreeMap, BTreeSet};

use kernel::period::{Basis, Period as Length, Unit};
use kernel::{Place, Wording};

/// What a version of a statute lets follow from the records of one ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RightRule {
    /// A stable name; the same in every version of its statute.
    pub id: String,
    /// What the deadline is called.
    pub title: Wording,
    /// The ledger.
    pub ledger: String,
    /// The records to which it applies.
    pub applies: Applies,
    /// What makes it done, where records of other ledgers do, and which of them: one is enough.
    pub settled_by: Vec<(Link, Applies)>,
    /// What follows.
    pub kind: RuleKind,
    /// The article.
    pub basis: Basis,
    /// What happens when the day passes and nothing was done.
    pub consequence: Wording,
    /// So many days before the last day people are reminded.
    pub remind: Vec<u32>,
    /// Nothing is owed: who lets the day pass has failed in nothing, and nobody is told of it afterwards.
    pub is_optional: bool,
    /// Where it is declared.
    pub place: Place,
}

/// To which records a rule applies: all conditions hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applies {
    /// Fields that have one of these values.
    pub only: BTreeMap<String, Vec<String>>,
    /// Fields that have none of these values.
    pub except: BTreeMap<String, Vec<String>>,
    /// Fields that are filled.
    pub filled: Vec<String>,
    /// Fields that are empty.
    pub empty: Vec<String>,
    /// Fields that say yes.
    pub yes: Vec<String>,
    /// Fields that do not say yes.
    pub no: Vec<String>,
}

/// Records of another ledger that belong to a record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// The other ledger.
    pub ledger: String,
    /// The field of theirs that names the record.
    pub by: String,
    /// The field of the record whose value stands there; none for its key.
    pub own: Option<String>,
}

/// What follows from a record, by kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleKind {
    /// A right lasts so long.
    Term(Term),
    /// A right can be renewed again and again.
    Renewal(Box<Renewal>),
    /// A fee is due each year.
    Annuity(Box<Annuity>),
    /// Something can be done so long after a day.
    Period(Period),
    /// The record names the last day.
    Day(DayGiven),
}

/// From which day something counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// Fields with days.
    pub fields: Vec<String>,
    /// Which of them.
    pub pick: Pick,
}

/// Which of several days counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick {
    /// The first in their order that is known.
    First,
    /// The earliest that is known.
    Earliest,
}

/// How long a right lasts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// From when.
    pub start: Start,
    /// How long.
    pub length: Length,
    /// The regime by which it is counted; none if it ends with a year.
    pub regime: Option<String>,
    /// It lasts until 31 December of the last year.
    pub end_of_year: bool,
    /// It ends at the latest so long after another day.
    pub latest: Option<(String, Length)>,
    /// A field with a day that takes the place of the computed one.
    pub instead: Option<String>,
}

/// How a right is renewed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewal {
    /// The field with the last day of the term.
    pub until: String,
    /// How the last day is found where the field is empty.
    pub term: Term,
    /// The renewals, each of which adds a term; and what makes a record of theirs one.
    pub renewals: Option<(Link, Applies)>,
    /// So long before the last day the renewal can be applied for.
    pub opens: Length,
    /// What is left after the last day.
    pub grace: Grace,
    /// What it costs.
    pub fee: Option<Fee>,
}

/// Time after the last day in which it can still be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grace {
    /// How long.
    pub length: Length,
    /// It counts from the beginning of the period, not from its end.
    pub from_start: bool,
    /// The regime by which it is counted.
    pub regime: String,
    /// The article.
    pub basis: Basis,
}

/// A fee that is no annuity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fee {
    /// What is paid in time, in fen.
    pub fen: i64,
    /// What is paid besides in the time of grace, in fen.
    pub late_fen: i64,
    /// What one should know of it.
    pub note: Option<Wording>,
    /// The list it stands in.
    pub basis: Basis,
}

/// Something that can be done so long after a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// From when.
    pub start: Start,
    /// How long.
    pub length: Length,
    /// The regime by which it is counted.
    pub regime: String,
    /// What is left afterwards.
    pub grace: Option<Grace>,
    /// What it costs.
    pub fee: Option<Fee>,
}

/// A last day that the record names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayGiven {
    /// The field.
    pub field: String,
}

/// A fee for each year of a right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annuity {
    /// The field with the day on which the first year begins.
    pub from: String,
    /// The field with the day of the grant: the year in which it lies is paid with the grant.
    pub granted: String,
    /// The article on the year of the grant.
    pub first: Basis,
    /// The regime by which days are counted.
    pub regime: String,
    /// What a year costs.
    pub bands: Vec<Band>,
    /// The list of the amounts.
    pub amounts: Basis,
    /// What is left after the last day.
    pub grace: Grace,
    /// What being late costs.
    pub surcharge: Surcharge,
    /// Who pays less.
    pub reduction: Option<Reduction>,
    /// What offering the right to everybody saves.
    pub offer: Option<Offer>,
    /// What of the years is paid.
    pub payments: Payments,
}

/// Years that cost the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    /// The first year.
    pub first: u32,
    /// The last year.
    pub last: u32,
    /// What each costs, in fen.
    pub fen: i64,
}

/// What being late costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surcharge {
    /// Percent of the full fee, for the first month after the last day, the second, and so on.
    pub percents: Vec<u32>,
    /// What getting the right back costs besides, in fen.
    pub restoration_fen: i64,
    /// The article.
    pub basis: Basis,
}

/// Who pays less, and for how long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reduction {
    /// The field that says so.
    pub field: String,
    /// By its value, how many percent are left off.
    pub percents: BTreeMap<String, u32>,
    /// For so many years from that of the grant.
    pub years: u32,
    /// It is asked for so long before the last day.
    pub request_before: RequestBefore,
    /// The article.
    pub basis: Basis,
}

/// How long before a last day something has to be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestBefore {
    /// Months.
    pub months: u32,
    /// And days.
    pub days: u32,
}

/// What offering a right to everybody saves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The offers.
    pub link: Link,
    /// Which of them are in force.
    pub applies: Applies,
    /// The field with their first day.
    pub since: String,
    /// Fields with their last day; the earliest that is known counts.
    pub until: Vec<String>,
    /// Percent of the fee.
    pub percent: u32,
    /// The article.
    pub basis: Basis,
}

/// The records that tell which years are paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payments {
    /// Where they are.
    pub link: Link,
    /// Which of them are payments.
    pub applies: Applies,
    /// The field with the year.
    pub year: String,
    /// The field with the amount.
    pub amount: String,
    /// The field with the day.
    pub paid_on: String,
    /// The field with the proof.
    pub proof: String,
}

impl RightRule {
    /// The records of other ledgers that it looks at.
    pub fn links(&self) -> Vec<&Link> {
        let mut links: Vec<&Link> = self.settled_by.iter().map(|(link, _)| link).collect();
        match &self.kind {
            RuleKind::Annuity(annuity) => {
                links.push(&annuity.payments.link);
                links.extend(annuity.offer.iter().map(|offer| &offer.link));
            }
            RuleKind::Renewal(renewal) => links.extend(renewal.renewals.iter().map(|(link, _)| link)),
            RuleKind::Term(_) | RuleKind::Period(_) | RuleKind::Day(_) => {}
        }
        links
    }

    /// The fields that it looks at, each with its ledger.
    pub fn reads(&self) -> BTreeSet<(&str, &str)> {
        let mut own = self.applies.fields();
        let mut read = BTreeSet::new();
        for link in self.links() {
            read.insert((link.ledger.as_str(), link.by.as_str()));
            own.extend(link.own.as_deref());
        }
        for (link, applies) in &self.settled_by {
            read.extend(of(link, applies.fields()));
        }
        match &self.kind {
            RuleKind::Term(term) => own.extend(term.fields()),
            RuleKind::Period(period) => own.extend(texts(&period.start.fields)),
            RuleKind::Day(day) => own.push(&day.field),
            RuleKind::Renewal(renewal) => {
                own.extend(renewal.term.fields().into_iter().chain([renewal.until.as_str()]));
                if let Some((link, applies)) = &renewal.renewals {
                    read.extend(of(link, applies.fields()));
                }
            }
            RuleKind::Annuity(annuity) => {
                own.extend([annuity.from.as_str(), &annuity.granted]);
                own.extend(annuity.reduction.iter().map(|reduction| reduction.field.as_str()));
                let Payments { link, applies, year, amount, paid_on, proof } = &annuity.payments;
                read.extend(of(link, applies.fields()));
                read.extend(of(link, texts([year, amount, paid_on, proof])));
                if let Some(offer) = &annuity.offer {
                    read.extend(of(&offer.link, offer.applies.fields()));
                    read.extend(of(&offer.link, texts(offer.until.iter().chain([&offer.since]))));
                }
            }
        }
        read.extend(own.into_iter().map(|field| (self.ledger.as_str(), field)));
        read
    }

    /// How many months its time of grace has, as the law counts them; 0 where there is none.
    pub fn grace_months(&self) -> u32 {
        let (grace, before) = match &self.kind {
            RuleKind::Annuity(annuity) => (Some(&annuity.grace), None),
            RuleKind::Renewal(renewal) => (Some(&renewal.grace), None),
            RuleKind::Period(period) => (period.grace.as_ref(), Some(period.length)),
            RuleKind::Term(_) | RuleKind::Day(_) => (None, None),
        };
        let Some(grace) = grace else { return 0 };
        let before = before.filter(|_| grace.from_start).map_or(0, months);
        months(grace.length).saturating_sub(before)
    }
}

impl Applies {
    fn fields(&self) -> Vec<&str> {
        let valued = self.only.keys().chain(self.except.keys());
        texts(valued.chain(&self.filled).chain(&self.empty).chain(&self.yes).chain(&self.no))
    }
}

impl Term {
    fn fields(&self) -> Vec<&str> {
        let latest = self.latest.iter().map(|(field, _)| field);
        texts(self.start.fields.iter().chain(latest).chain(&self.instead))
    }
}

fn texts<'f>(fields: impl IntoIterator<Item = &'f String>) -> Vec<&'f str> {
    fields.into_iter().map(String::as_str).collect()
}

/// Fields of the records of a link, each with their ledger.
fn of<'f>(link: &'f Link, fields: Vec<&'f str>) -> impl Iterator<Item = (&'f str, &'f str)> {
    fields.into_iter().map(|field| (link.ledger.as_str(), field))
}

/// So many months, a month begun counting as one.
fn months(length: Length) -> u32 {
    match length.unit() {
        Unit::Year => length.amount() * 12,
        Unit::Month => length.amount(),
        Unit::Day | Unit::WorkingDay => length.amount().div_ceil(30),
        Unit::Hour => 1,
    }
}
