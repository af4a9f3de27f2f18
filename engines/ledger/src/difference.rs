use std::collections::BTreeMap;

use form::{Fields, Value};

/// A field that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The field.
    pub field: String,
    /// Its value on the left; none if it is empty.
    pub left: Option<Value>,
    /// Its value on the right; none if it is empty.
    pub right: Option<Value>,
}

/// A record that differs between two lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListDifference {
    /// The key of the record.
    pub key: String,
    /// What is different.
    pub kind: DifferenceKind,
}

/// How a record differs between two lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DifferenceKind {
    /// Only the right list has it, with these fields.
    Added(Fields),
    /// Only the left list has it, with these fields.
    Removed(Fields),
    /// Both have it, with these differences.
    Changed(Vec<Difference>),
}

/// The fields that differ, in the order of their ids.
pub fn compare(left: &Fields, right: &Fields) -> Vec<Difference> {
    let added = right.keys().filter(|id| !left.contains_key(*id));
    let mut ids: Vec<&String> = left.keys().chain(added).collect();
    ids.sort();
    let pairs = ids.into_iter().map(|id| (id, left.get(id), right.get(id)));
    pairs
        .filter(|(_, left, right)| left != right)
        .map(|(id, left, right)| Difference { field: id.clone(), left: left.cloned(), right: right.cloned() })
        .collect()
}

/// The records that differ between two lists of keys and fields, in the order of their keys.
pub fn compare_lists(left: &[(String, Fields)], right: &[(String, Fields)]) -> Vec<ListDifference> {
    let mut pairs: BTreeMap<&str, (Option<&Fields>, Option<&Fields>)> = BTreeMap::new();
    for (key, fields) in left {
        pairs.entry(key).or_default().0 = Some(fields);
    }
    for (key, fields) in right {
        pairs.entry(key).or_default().1 = Some(fields);
    }
    let difference = |(key, (left, right)): (&str, (Option<&Fields>, Option<&Fields>))| {
        let kind = match (left, right) {
            (Some(left), Some(right)) if left == right => return None,
            (Some(left), Some(right)) => DifferenceKind::Changed(compare(left, right)),
            (Some(left), None) => DifferenceKind::Removed(left.clone()),
            (None, right) => DifferenceKind::Added(right?.clone()),
        };
        Some(ListDifference { key: key.to_owned(), kind })
    };
    pairs.into_iter().filter_map(difference).collect()
}
