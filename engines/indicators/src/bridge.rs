use std::collections::BTreeMap;

use serde::Serialize;

use crate::figure::{Counted, sum};

/// How a sum became another: opening + came − went + revalued = closing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bridge {
    /// The sum before.
    pub opening: i128,
    /// What was not there before.
    pub came: i128,
    /// What is not there any more.
    pub went: i128,
    /// By how much the weights changed of what was there before and is now.
    pub revalued: i128,
    /// The sum after.
    pub closing: i128,
    /// The keys of what came, in their order.
    pub keys_came: Vec<String>,
    /// The keys of what went.
    pub keys_went: Vec<String>,
    /// The keys of what weighs something else.
    pub keys_revalued: Vec<String>,
}

/// What leads from the rows of one day to those of another.
pub fn bridge(opening: &Counted<'_>, closing: &Counted<'_>) -> Bridge {
    let weights = |counted: &Counted<'_>| -> BTreeMap<String, i128> {
        counted.counting().map(|row| (row.key.to_owned(), row.weight.into())).collect()
    };
    let (before, after) = (weights(opening), weights(closing));
    let came = after.iter().filter(|(key, _)| !before.contains_key(*key));
    let went = before.iter().filter(|(key, _)| !after.contains_key(*key));
    let changes = after.iter().filter_map(|(key, weight)| Some((key, weight - before.get(key)?)));
    let changes: Vec<(&String, i128)> = changes.filter(|(_, change)| *change != 0).collect();
    Bridge {
        opening: sum(opening.counting()),
        came: came.clone().map(|(_, weight)| weight).sum(),
        went: went.clone().map(|(_, weight)| weight).sum(),
        revalued: changes.iter().map(|(_, change)| change).sum(),
        closing: sum(closing.counting()),
        keys_came: came.map(|(key, _)| key.clone()).collect(),
        keys_went: went.map(|(key, _)| key.clone()).collect(),
        keys_revalued: changes.into_iter().map(|(key, _)| key.clone()).collect(),
    }
}
