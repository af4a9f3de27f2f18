//! A figure in parts: breakdowns, the largest owner, the bridge from one day to another.

use indicators::{
    By, Exact, Group, GroupName, Indicator, Owners, RowSet, Sql, breakdown, bridge, count, largest_owner,
    measure, merge_small,
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
    let group = |name: &str, rows| {
        let name = GroupName::Value(name.to_owned());
        Group { name, sum: 1, rows, whole: None, owners: Owners::Untold }
    };
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
fn what_is_all_of_one_owner_does_not_stand_alone() {
    let indicator = indicator("level", "", false);
    let merged = |rows: &str| {
        let rows = table(rows);
        let counted = count(&indicator, &rows, None, &year()).unwrap();
        show(&merge_small(breakdown(&counted, By::Body).unwrap(), 2))
    };
    // Three patents of one firm in a street are that firm.
    let rows = "key,body,owner\nA,甲街道,企业1\nB,甲街道,企业1\nC,甲街道,企业1\nD,乙街道,企业2\nE,乙街道,企业3\n\
                F,丙街道,企业4\nG,丙街道,企业5\nH,丙街道,企业6\n";
    assert_eq!(merged(rows), ["丙街道 3 3", "其他 5 5"]);
    // Two streets of the same firm together are still that firm.
    let same = "key,body,owner\nA,甲街道,企业1\nB,甲街道,企业1\nC,丁街道,企业1\nD,丁街道,企业1\n\
                E,乙街道,企业2\nF,乙街道,企业3\nG,丙街道,企业4\nH,丙街道,企业5\nI,丙街道,企业6\n";
    assert_eq!(merged(same), ["丙街道 3 3", "其他 6 6"]);
    // Rows that name nobody may be of one; without a column of owners there is nothing to tell.
    let nobody = "key,body,owner\nA,甲街道,\nB,甲街道,\nC,乙街道,企业2\nD,乙街道,\nE,乙街道,企业3\n";
    assert_eq!(merged(nobody), ["其他 5 5"]);
    assert_eq!(merged("key,body\nA,甲街道\nB,甲街道\nC,乙街道\nD,乙街道\n"), ["乙街道 2 2", "甲街道 2 2"]);
}

#[test]
fn what_everybody_sees_has_a_guard_unless_it_declares_one() {
    let small = |more: &str| indicator("level", more, false).small;
    assert_eq!(
        (small(""), small("public = true\n"), small("public = true\nsmall = 9\n")),
        (None, Some(5), Some(9))
    );
}

#[test]
fn of_less_than_twenty_there_is_no_percentage() {
    let indicator = by_origin();
    let figure = |above, below| {
        let (rows, base) = (of_origins(&[("本地", above)]), of_origins(&[("本地", below)]));
        measure(&indicator, &rows, Some(&base), &year()).unwrap()
    };
    let few = figure(8, 19);
    assert_eq!((few.value.clone(), few.numerator, few.denominator, few.rows), (None, 8, Some(19), 8));
    assert_eq!((few.text.zh.as_str(), few.text.en.as_str()), ("8/19（不计比率）", "8 of 19 (no rate)"));
    let why = few.unknown.as_ref().map(|why| (why.zh.as_str(), why.en.as_str()));
    assert_eq!(why, Some(("分母不足20，不计算比率", "the denominator is less than 20: no rate is computed")));
    assert!(few.is_of_few(&indicator));
    let enough = figure(8, 20);
    assert_eq!((enough.text.zh.as_str(), enough.unknown.clone()), ("40", None));
    assert!(!enough.is_of_few(&indicator));
}

#[test]
fn a_mean_needs_one_to_divide_by_and_a_percentage_enough() {
    let of_one = |per: &str| {
        let indicator = indicator("level", &format!("{per}public = true\n"), true);
        let (rows, base) = (table("key,weight\nA,7\n"), table("key,weight\nA,1\n"));
        let figure = measure(&indicator, &rows, Some(&base), &year()).unwrap();
        (indicator.small, figure.value.clone(), figure.is_of_few(&indicator))
    };
    assert_eq!(of_one(""), (Some(5), Some(Exact::whole(7)), false));
    assert_eq!(of_one("per = 100\n"), (Some(5), None, true));
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
