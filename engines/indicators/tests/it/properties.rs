//! Laws that hold for any rows.

use indicators::{
    By, Cell, Column, Comparator, Exact, Rate, RowSet, Target, Type, breakdown, bridge, count, measure,
    merge_small, reached, rows_digest, sql,
};
use proptest::prelude::*;

use crate::world::{indicator, year};

/// Rows with different keys, small weights and few bodies.
fn rows() -> impl Strategy<Value = RowSet> {
    let row = (0u16..400, -50i64..1000, prop::option::of(0u8..4));
    prop::collection::btree_map(0u16..400, row, 0..60).prop_map(|rows| RowSet {
        columns: ["key", "weight", "body"]
            .map(|name| Column {
                name: name.to_owned(),
                kind: if name == "weight" { Type::Integer } else { Type::Text },
            })
            .to_vec(),
        rows: rows
            .into_iter()
            .map(|(key, (_, weight, body))| {
                let body = body.map_or(Cell::Empty, |body| Cell::Text(format!("b{body}")));
                vec![Cell::Text(format!("k{key}")), Cell::Integer(weight), body]
            })
            .collect(),
    })
}

proptest! {
    #[test]
    fn parts_add_up_to_the_figure(rows in rows(), small in 0u32..8) {
        let indicator = indicator("level", "", false);
        let counted = count(&indicator, &rows, None, &year()).unwrap();
        let figure = measure(&indicator, &rows, None, &year()).unwrap();
        for by in [By::Body, By::Column("key")] {
            let groups = breakdown(&counted, by).unwrap();
            prop_assert_eq!(groups.iter().map(|group| group.sum).sum::<i128>(), figure.numerator);
            prop_assert_eq!(groups.iter().map(|group| group.rows).sum::<usize>(), figure.rows);
            let merged = merge_small(groups, small);
            prop_assert_eq!(merged.iter().map(|group| group.sum).sum::<i128>(), figure.numerator);
            let alone = merged.iter().filter(|group| group.rows < small as usize).count();
            prop_assert!(alone == 0 || merged.len() == 1);
        }
    }

    #[test]
    fn a_bridge_always_closes(before in rows(), after in rows()) {
        let indicator = indicator("level", "", false);
        let opening = count(&indicator, &before, None, &year()).unwrap();
        let closing = count(&indicator, &after, None, &year()).unwrap();
        let bridge = bridge(&opening, &closing);
        prop_assert_eq!(bridge.opening + bridge.came - bridge.went + bridge.revalued, bridge.closing);
    }

    #[test]
    fn the_order_of_rows_and_columns_changes_no_digest(rows in rows(), turned in any::<prop::sample::Index>()) {
        let mut other = rows.clone();
        if !other.rows.is_empty() {
            let by = turned.index(other.rows.len());
            other.rows.rotate_left(by);
        }
        other.columns.rotate_left(1);
        other.rows.iter_mut().for_each(|row| row.rotate_left(1));
        prop_assert_eq!(rows_digest(&rows), rows_digest(&other));
    }

    #[test]
    fn growth_is_decided_by_whole_numbers(first in 1i64..100_000, last in 0i64..200_000, rate in -90i128..300) {
        let indicator = indicator("growth", "base_year = 2023\ndecimals = 2\n", false);
        let row = |key: &str, weight, year| {
            let on = jiff::civil::date(year, 6, 1);
            vec![Cell::Text(key.to_owned()), Cell::Integer(weight), Cell::Date(on)]
        };
        let column = |name: &str, kind| Column { name: name.to_owned(), kind };
        let rows = RowSet {
            columns: vec![column("key", Type::Text), column("weight", Type::Integer), column("on", Type::Date)],
            rows: vec![row("a", first, 2023), row("b", last, 2026)],
        };
        let figure = measure(&indicator, &rows, None, &year()).unwrap();
        let target = Target {
            comparator: Comparator::AtLeast,
            rate: Rate::Compound,
            number: Exact::whole(rate),
            unit: None,
            by: None,
            baseline: None,
            years: Vec::new(),
        };
        let said = reached(&indicator, &figure, &target).unwrap();
        let truth = i128::from(last) * 1_000_000 >= i128::from(first) * (100 + rate).pow(3);
        prop_assert_eq!(said, truth);
        // The rounded rate is never more than half of its last digit away from the true one.
        let shown = figure.value.unwrap().to_f64();
        let real = ((last as f64 / first as f64).cbrt() - 1.0) * 100.0;
        prop_assert!((shown - real).abs() <= 0.005 + 1e-6, "{} {}", shown, real);
    }

    #[test]
    fn no_statement_makes_the_parser_panic(text in "[a-z0-9$'\"(),.* ;=<>/_-]{0,80}") {
        let allowed = sql::Allowed::default();
        let whole = format!("select {text}");
        let _ = sql::check(sql::Source::whole("a", &text), &allowed);
        let _ = sql::check(sql::Source::whole("a", &whole), &allowed);
        let _ = sql::tables(&whole);
    }

    #[test]
    fn no_story_makes_the_reader_panic(text in "(# a\n|as-of 2026-01-01\n|as-of x\n|\\[(figure|target|light|x)\\]\n|[a-z,\"]{0,9}\n){0,12}") {
        let _ = indicators::Story::read("a", &text);
    }
}
