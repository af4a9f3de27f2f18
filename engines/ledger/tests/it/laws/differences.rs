use std::collections::BTreeMap;

use form::Fields;
use ledger::{DifferenceKind, canonical, compare, compare_lists, digest};
use proptest::collection::vec;
use proptest::prelude::*;

use super::random::fields;

proptest! {
    #[test]
    fn differences_lead_from_left_to_right(left in fields(), right in fields()) {
        let mut fields = left.clone();
        for difference in compare(&left, &right) {
            prop_assert_eq!(fields.get(&difference.field), difference.left.as_ref());
            prop_assert_ne!(&difference.left, &difference.right);
            match difference.right {
                Some(value) => fields.insert(difference.field, value),
                None => fields.remove(&difference.field),
            };
        }
        prop_assert_eq!(&fields, &right);
        prop_assert_eq!(left == right, canonical(&left) == canonical(&right));
        prop_assert_eq!(left == right, digest(&left) == digest(&right));
    }

    #[test]
    fn differences_of_lists_lead_from_left_to_right(left in list(), right in list()) {
        let (left, right): (Vec<_>, Vec<_>) = (left.into_iter().rev().collect(), right.into_iter().collect());
        let mut list: BTreeMap<String, Fields> = left.iter().cloned().collect();
        let differences = compare_lists(&left, &right);
        prop_assert!(differences.is_sorted_by(|one, next| one.key < next.key));
        let new: BTreeMap<String, Fields> = right.iter().cloned().collect();
        for difference in differences {
            let (old, new) = (list.remove(&difference.key), new.get(&difference.key));
            match difference.kind {
                DifferenceKind::Added(fields) => prop_assert_eq!((None, Some(&fields)), (old, new)),
                DifferenceKind::Removed(fields) => prop_assert_eq!((Some(fields), None), (old, new)),
                DifferenceKind::Changed(differences) => {
                    prop_assert!(!differences.is_empty());
                    prop_assert_eq!(differences, compare(&old.unwrap(), new.unwrap()));
                }
            }
            list.extend(new.map(|fields| (difference.key, fields.clone())));
        }
        prop_assert_eq!(list, new);
    }
}

fn list() -> impl Strategy<Value = BTreeMap<String, Fields>> {
    let key = prop_oneof![Just("1"), Just("2"), Just("3"), Just("4"), Just("5")].prop_map(str::to_owned);
    vec((key, fields()), 0..5).prop_map(|pairs| pairs.into_iter().collect())
}
