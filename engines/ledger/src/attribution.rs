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

use form::{Field, Kind, Value};
use kernel::declaration::{Located, Table};
use serde::Serialize;

use crate::Patch;
use crate::declaration::{Fault, Names, Use, one};

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
        let text = |text: &str| Some(Value::Text(text.to_owned()));
        let there = found.iter().filter(|area| area.body.is_some() && area.division == county);
        patch.extend(agreed(there, |area| area.body.clone()).map(|body| (self.body.clone(), text(&body))));
        patch.insert(self.division.clone(), text(&county));
        patch.insert(self.by_rule.clone(), text(&self.rule));
        patch.insert(self.decided_by.clone(), text(BY_RULE));
        patch
    }
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
