//! Steps: statements that several indicators share, each a table by its name.

use std::collections::BTreeMap;

use sqlparser::ast::Spanned;

use super::tables::tables;
use super::{Source, parse};

/// The steps that a statement names, and those that they name themselves, in an order in which each stands behind those it needs. One
/// that names itself, by whatever way, is there once.
pub(crate) fn used<'s>(text: &str, steps: &'s BTreeMap<String, String>) -> Vec<(&'s str, &'s str)> {
    let mut found = Vec::new();
    add(text, steps, &mut Vec::new(), &mut found);
    found
}

fn add<'s>(
    text: &str,
    steps: &'s BTreeMap<String, String>,
    above: &mut Vec<&'s str>,
    found: &mut Vec<(&'s str, &'s str)>,
) {
    for table in tables(text) {
        let Some((name, step)) = steps.get_key_value(&table) else { continue };
        if found.iter().any(|(known, _)| known == name) || above.contains(&name.as_str()) {
            continue;
        }
        above.push(name);
        add(step, steps, above, found);
        above.pop();
        found.push((name, step));
    }
}

/// Whether a step comes to need itself, by whatever way.
pub fn is_circle(name: &str, steps: &BTreeMap<String, String>) -> bool {
    steps.get(name).is_some_and(|text| used(text, steps).iter().any(|(by, _)| *by == name))
}

/// The statement with the steps that it names before it, as engines run it: each becomes a table of its `with`.
pub(crate) fn composed(text: &str, steps: &BTreeMap<String, String>) -> String {
    let used = used(text, steps);
    // What cannot be read is told where it is checked, and by the engine that would run it.
    let (false, Ok(query)) = (used.is_empty(), parse(Source::whole("", text))) else {
        return text.to_owned();
    };
    let begins = match &query.with {
        Some(with) => with.span().start,
        None => query.span().start,
    };
    let at = place(text, begins.line, begins.column);
    let (before, rest) = text.split_at(at);
    let made: Vec<String> = used
        .iter()
        .map(|(name, step)| format!("{} as (\n{}\n)", name.replace('-', "_"), step.trim()))
        .collect();
    let made = made.join(",\n");
    match query.with {
        Some(_) => {
            format!("{before}with {made},\n{}", rest.get(WITH.len()..).unwrap_or_default().trim_start())
        }
        None => format!("{before}with {made}\n{rest}"),
    }
}

const WITH: &str = "with";

/// The byte at which a line and a column of the parser begin; both count from 1, columns in characters.
fn place(text: &str, line: u64, column: u64) -> usize {
    let (line, column) = (usize::try_from(line).unwrap_or(1), usize::try_from(column).unwrap_or(1));
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(before..).unwrap_or_default();
    before + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{composed, is_circle};

    fn steps(all: &[(&str, &str)]) -> BTreeMap<String, String> {
        all.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn steps_stand_before_the_statement_that_names_them() {
        let steps = steps(&[
            ("next-fees", "-- 下一笔年费\nselect key from living"),
            ("living", "select key from patents"),
            ("other", "select key from marks"),
        ]);
        for (text, whole) in [
            ("select key from patents", "select key from patents"),
            (
                "-- 专利\nselect key from living",
                "-- 专利\nwith living as (\nselect key from patents\n)\nselect key from living",
            ),
            (
                "-- 应缴\nwith due as (select key from next_fees)\nselect key from due",
                "-- 应缴\nwith living as (\nselect key from patents\n),\nnext_fees as (\n-- 下一笔年费\nselect key from living\n),\ndue as (select key from next_fees)\nselect key from due",
            ),
            ("select key from", "select key from"),
        ] {
            assert_eq!(composed(text, &steps), whole);
        }
    }

    #[test]
    fn a_step_that_needs_itself_is_found_and_ends() {
        let steps =
            steps(&[("a", "select key from b"), ("b", "select key from a"), ("c", "select key from a")]);
        assert!(is_circle("a", &steps) && is_circle("b", &steps) && !is_circle("c", &steps));
        assert!(composed("select key from c", &steps).starts_with("with "));
    }
}
