//! A figure in parts: breakdowns, the largest owner, the bridge from one day to another.

use indicators::{
    By, Exact, Group, GroupName, Indicator, RowSet, Sql, breakdown, bridge, count, largest_owner, merge_small,
};

use crate::world::{indicator, table, toml, year};

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
    let group =
        |name: &str, rows| Group { name: GroupName::Value(name.to_owned()), sum: 1, rows, whole: None };
    let check = |groups: &[Group], expected: &[&str]| {
        assert_eq!(show(&merge_small(groups.to_vec(), 5)), expected);
    };
    check(&[group("a", 9), group("b", 5)], &["a 1 9", "b 1 5"]);
    check(&[group("a", 9), group("b", 3), group("c", 2)], &["a 1 9", "其他 2 5"]);
    check(&[group("a", 9), group("b", 6), group("c", 2)], &["a 1 9", "其他 2 8"]);
    check(&[group("a", 9), group("b", 1), group("c", 1)], &["其他 3 11"]);
    check(&[group("a", 1)], &["其他 1 1"]);
}

/// A ratio by the origin of who asked, which the rows of the denominator have as well.
fn by_origin() -> Indicator {
    let more = "direction = \"none\"\nper = 100\nsmall = 20\n\
                [[column]]\nid = \"origin\"\ntitle = { zh = \"来源\", en = \"origin\" }\nby = true\n";
    let sql = Sql {
        rows: Some("select key, title as origin from patents"),
        base: Some("select key, title as origin from patents"),
        ..Sql::default()
    };
    let read = Indicator::read("indicators/worked/indicator.toml", &toml("level", more), sql);
    read.unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// So many rows of each origin.
fn of_origins(origins: &[(&str, usize)]) -> RowSet {
    let mut csv = "key,origin\n".to_owned();
    for (origin, rows) in origins {
        csv.extend((0..*rows).map(|row| format!("{origin}{row},{origin}\n")));
    }
    table(&csv)
}

#[test]
fn a_part_has_its_whole_and_one_of_twenty_is_a_percentage() {
    let indicator = by_origin();
    let rows = of_origins(&[("本地", 5), ("境外", 19)]);
    let base = of_origins(&[("本地", 20), ("境外", 19), ("外省", 25)]);
    let counted = count(&indicator, &rows, Some(&base), &year()).unwrap();
    let groups = breakdown(&counted, By::Column("origin")).unwrap();
    let told: Vec<String> = groups
        .iter()
        .map(|group| {
            let GroupName::Value(name) = &group.name else { panic!("{group:?}") };
            let value = group.value(&indicator).map(|value| value.rounded(0)).unwrap_or_default();
            format!("{name} {} {} {value}", group.sum, group.whole.unwrap().sum)
        })
        .collect();
    // Of 19 there are the numbers alone; of which nothing was upheld is no less than others.
    assert_eq!(told, ["境外 19 19 ", "本地 5 20 25", "外省 0 25 0"]);
    let merged = merge_small(groups, 20);
    assert_eq!(show(&merged), ["其他 24 24"]);
    assert_eq!(merged[0].whole.map(|whole| (whole.sum, whole.rows)), Some((64, 64)));
    // By what the denominator does not tell apart there are no wholes.
    assert_eq!(breakdown(&counted, By::Body), None);
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
