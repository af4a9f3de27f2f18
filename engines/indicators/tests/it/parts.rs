//! A figure in parts: breakdowns, the largest owner, the bridge from one day to another.

use indicators::{By, Exact, Group, GroupName, breakdown, bridge, count, largest_owner, merge_small};

use crate::world::{indicator, table, year};

const ROWS: &str = "key,weight,body,owner,on\n\
    A,5,qst,大学,2024-03-01\n\
    B,2,qst,甲公司,2025-03-01\n\
    C,1,fdz,乙公司,2025-04-01\n\
    D,1,,大学,2026-04-01\n";

fn show(groups: &[Group]) -> Vec<String> {
    let name = |name: &GroupName| match name {
        GroupName::Value(value) => value.clone(),
        GroupName::Undecided => "待判定".to_owned(),
        GroupName::Merged => "其他".to_owned(),
    };
    groups.iter().map(|group| format!("{} {} {}", name(&group.name), group.sum, group.rows)).collect()
}

#[test]
fn parts_add_up_and_what_is_undecided_is_one_of_them() {
    let indicator = indicator("level", "", false);
    let rows = table(ROWS);
    let counted = count(&indicator, &rows, None, &year()).unwrap();
    assert_eq!(show(&breakdown(&counted, By::Body).unwrap()), ["qst 7 2", "fdz 1 1", "待判定 1 1"]);
    assert_eq!(show(&breakdown(&counted, By::Year).unwrap()), ["2024 5 1", "2025 3 2", "2026 1 1"]);
    assert_eq!(show(&breakdown(&counted, By::Column("owner")).unwrap())[0], "大学 6 2");
    assert_eq!(breakdown(&counted, By::Column("industry")), None);
}

#[test]
fn the_largest_owner_can_be_left_out() {
    let indicator = indicator("level", "", false);
    let rows = table(ROWS);
    let counted = count(&indicator, &rows, None, &year()).unwrap();
    let largest = largest_owner(&indicator, &counted).unwrap();
    assert_eq!((largest.owner.as_str(), largest.sum, largest.rows), ("大学", 6, 2));
    assert_eq!((largest.numerator_without, largest.value_without), (3, Some(Exact::whole(3))));
}

#[test]
fn a_small_cell_cannot_be_told_from_the_total() {
    let group = |name: &str, rows| Group { name: GroupName::Value(name.to_owned()), sum: 1, rows };
    let check = |groups: &[Group], expected: &[&str]| {
        assert_eq!(show(&merge_small(groups.to_vec(), 5)), expected);
    };
    check(&[group("a", 9), group("b", 5)], &["a 1 9", "b 1 5"]);
    check(&[group("a", 9), group("b", 3), group("c", 2)], &["a 1 9", "其他 2 5"]);
    check(&[group("a", 9), group("b", 6), group("c", 2)], &["a 1 9", "其他 2 8"]);
    check(&[group("a", 9), group("b", 1), group("c", 1)], &["其他 3 11"]);
    check(&[group("a", 1)], &["其他 1 1"]);
}

#[test]
fn a_bridge_leads_from_one_day_to_another() {
    let indicator = indicator("level", "", false);
    let (before, after) = (table("key,weight\nA,1\nB,2\nC,3\n"), table("key,weight\nB,2\nC,5\nD,7\n"));
    let (opening, closing) = (
        count(&indicator, &before, None, &year()).unwrap(),
        count(&indicator, &after, None, &year()).unwrap(),
    );
    let bridge = bridge(&opening, &closing);
    assert_eq!((bridge.opening, bridge.came, bridge.went, bridge.revalued, bridge.closing), (6, 7, 1, 2, 14));
    assert_eq!(
        (bridge.keys_came, bridge.keys_went, bridge.keys_revalued),
        (vec!["D".to_owned()], vec!["A".to_owned()], vec!["C".to_owned()])
    );
}
