//! Which county and which sub-district or park a right counts for, by the address that a register gives.
//!
//! ```toml
//! [attribution]                       # in ledger.toml
//! rule = "首位权利人登记地址，2026-01版"   # kept with each decision
//! address = "address"                 # the field by which it is decided
//! division = "division"               # the fields that are decided
//! body = "body"
//! by_rule = "attribution_rule"        # where rule and decider are kept
//! decided_by = "attributed_by"
//! ```
//!
//! What the rule cannot tell stays empty and is decided by people. Which words of an address mean which place is data: names of bodies, and
//! what people have decided before.

use form::{Field, Fields, Kind, Value};
use jiff::civil::Date;
use kernel::declaration::{Located, Table};
use serde::Serialize;

use crate::declaration::{Fault, Names, Use, one};
use crate::interval::still_known;
use crate::{Change, Interval, Known, Patch, Revision};

/// How records of a ledger are attributed, as its declaration says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attribution {
    /// The rule, with its version.
    pub rule: String,
    /// The field with the address.
    pub address: String,
    /// The field with the county.
    pub division: String,
    /// The field with the sub-district or park.
    pub body: String,
    /// The field with the rule that was applied.
    pub by_rule: String,
    /// The field with who decided.
    pub decided_by: String,
}

/// Words of addresses that mean a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// The words, such as the name of a sub-district or a road.
    pub words: String,
    /// The county, by its code of six digits.
    pub division: String,
    /// The sub-district or park; none if the words tell the county alone.
    pub body: Option<String>,
}

/// What stands for the rule where people would stand who decide.
pub const BY_RULE: &str = "规则";

impl Attribution {
    /// Reads the table `attribution` of a declaration.
    pub(crate) fn declared(root: &Table<'_>, names: &Names<'_>) -> Option<Attribution> {
        let table = root.optional_table("attribution")?;
        let field = |key: &'static str, fits: fn(&Field) -> bool| {
            let id: Located<String> = table.required(key)?;
            let name = one(&table, names, &id, (key, Use::Import))?;
            if names.field(&name).is_some_and(|field| field.many || !fits(field)) {
                table.problem(Fault::OfOtherKind { id: &name, key }.at(id.place.clone()));
            }
            Some(name)
        };
        let is_text = |field: &Field| matches!(field.kind, Kind::Text(_));
        let rule = table.required("rule");
        let address = field("address", |field| field.kind == Kind::Address);
        let division = field("division", |field| field.kind.column().is_some());
        let body = field("body", |field| field.kind == Kind::Body);
        let (by_rule, decided_by) = (field("by_rule", is_text), field("decided_by", is_text));
        Some(Attribution {
            rule: rule?,
            address: address?,
            division: division?,
            body: body?,
            by_rule: by_rule?,
            decided_by: decided_by?,
        })
    }

    /// What follows from an address: the county, and the sub-district or park as far as the words tell. Words that name a county alone
    /// count before all others; of several the longest count, and where they mean different places they tell nothing.
    pub fn of(&self, areas: &[Area], address: &str) -> Patch {
        let mut patch = Patch::new();
        let found: Vec<&Area> = areas.iter().filter(|area| address.contains(area.words.as_str())).collect();
        let division = |area: &&Area| Some(area.division.clone());
        let county = agreed(found.iter().filter(|area| area.body.is_none()), division);
        let Some(county) = county.or_else(|| agreed(found.iter(), division)) else { return patch };
        let said = |text: &str| Some(Value::Text(text.to_owned()));
        let there = found.iter().filter(|area| area.body.is_some() && area.division == county);
        patch.extend(agreed(there, |area| area.body.clone()).map(|body| (self.body.clone(), said(&body))));
        patch.insert(self.division.clone(), said(&county));
        patch.insert(self.by_rule.clone(), said(&self.rule));
        patch.insert(self.decided_by.clone(), said(BY_RULE));
        patch
    }

    /// What the rule changes of a record: nothing where a person has decided, and where it says what is known already.
    pub fn changes(&self, areas: &[Area], fields: &Fields) -> Option<Patch> {
        let said = self.of(areas, text(fields, &self.address)?);
        let is_new = said.iter().any(|(id, value)| fields.get(id) != value.as_ref());
        (is_new && !self.is_by_person(fields)).then_some(said)
    }

    /// The same of a record as it stands on a day, with the days for which it is said; nothing where there is no such record any more.
    pub fn follows(&self, areas: &[Area], history: &[(Known, Revision)], day: Date) -> Option<Change> {
        let (_, now) = on(&still_known(history), history, day)?;
        let fields = self.changes(areas, now)?;
        let (from, to) = self.days(history, day)?;
        Some(Change::WasAlways { from, to, fields })
    }

    /// For which days that is said which is decided of a record as it stands on one: from the first until before the second, if one is known.
    /// At the same address it has counted there all the time, only nobody had said so; what a person decided otherwise of other days stays.
    /// None where there is no such record on that day.
    pub fn days(&self, history: &[(Known, Revision)], day: Date) -> Option<(Date, Option<Date>)> {
        let all = still_known(history);
        let (at, now) = on(&all, history, day)?;
        let decided = [&self.division, &self.body, &self.by_rule, &self.decided_by];
        let goes_with = |interval: &&Interval| {
            interval.fields(history).is_some_and(|fields| {
                let is_same = decided.iter().all(|id| fields.get(*id) == now.get(*id));
                fields.get(&self.address) == now.get(&self.address) && (is_same || !self.is_by_person(fields))
            })
        };
        let first = all[..=at].iter().rev().take_while(goes_with).last()?;
        let last = all[at..].iter().take_while(goes_with).last()?;
        Some((first.valid_from, Some(last.valid_to).filter(|to| *to != Interval::FOREVER)))
    }

    /// Whether a person has decided, and not the rule.
    fn is_by_person(&self, fields: &Fields) -> bool {
        text(fields, &self.decided_by).is_some_and(|by| by != BY_RULE)
    }
}

/// Which of the intervals that are still known speaks for a day, and what holds then.
pub(crate) fn on<'h>(
    all: &[Interval],
    history: &'h [(Known, Revision)],
    day: Date,
) -> Option<(usize, &'h Fields)> {
    let at = all.iter().position(|interval| interval.valid_from <= day && day < interval.valid_to)?;
    Some((at, all[at].fields(history)?))
}

fn text<'f>(fields: &'f Fields, id: &str) -> Option<&'f str> {
    fields.get(id).and_then(Value::as_text)
}

/// What the areas with the longest words say, if they say the same.
fn agreed<'a>(
    areas: impl Iterator<Item = &'a &'a Area> + Clone,
    said: impl Fn(&&'a Area) -> Option<String>,
) -> Option<String> {
    let length = areas.clone().map(|area| area.words.chars().count()).max()?;
    let mut longest = areas.filter(|area| area.words.chars().count() == length).map(said);
    let first = longest.next()?;
    longest.all(|other| other == first).then_some(first)?
}
