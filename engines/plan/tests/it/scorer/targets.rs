//! Targets found and true, and whether their comparator, unit, kind and date agree.

use std::collections::BTreeSet;

use plan::{Plan, Target};
use serde_json::Value;

use super::{Score, note, plain, readings, same_date};

/// Pairs the targets that were read with those of the truth.
pub(super) fn compare(plan: &Plan, truth: &Value, score: &mut Score) {
    let mut free: Vec<&Target> = plan.targets.iter().collect();
    let expected: Vec<&Value> = truth["targets"].as_array().into_iter().flatten().collect();
    let required = |target: &&&Value| target["strength"] != "optional";
    for expected in expected.iter().filter(required).chain(expected.iter().filter(|target| !required(target)))
    {
        let optional = expected["strength"] == "optional";
        let likeness = |target: &Target| likeness(target, expected);
        let best = (0..free.len())
            .filter(|&i| likeness(free[i]) > 0)
            .max_by_key(|&i| (likeness(free[i]), std::cmp::Reverse(i)));
        let name = format!(
            "{} {} {} line {}",
            expected["subject"], expected["number"], expected["unit"], expected["line"]
        );
        match best {
            Some(at) => {
                let target = free.remove(at);
                if !optional {
                    score.targets.right += 1;
                    details(target, expected, &name, score);
                }
            }
            None if !optional => {
                score.targets.missed += 1;
                score.notes.push(format!("target missed: {name}"));
            }
            None => {}
        }
    }
    let in_words: Vec<String> = truth["qualitative_targets"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|target| target["text"].as_str())
        .map(plain)
        .collect();
    for target in free {
        // A place in an order may be read as a number or as words.
        if target.kind == plan::TargetKind::Rank
            && in_words.iter().any(|words| plain(&target.sentence).contains(words))
        {
            continue;
        }
        score.targets.wrong += 1;
        score.notes.push(format!(
            "target not in the text: {} {} {}{} line {}",
            target.subject, target.op_text, target.number, target.unit, target.line
        ));
    }
}

/// 0 for another target; more the more alike the subjects are.
fn likeness(target: &Target, expected: &Value) -> usize {
    let number = |value: &Value| value.as_f64().is_some_and(|number| (number - target.number).abs() < 1e-9);
    let line = expected["line"].as_u64().is_none_or(|line| usize::try_from(line).unwrap() == target.line);
    let sentence = plain(expected["sentence"].as_str().unwrap_or(""));
    let found = plain(&target.sentence);
    let overlap = found.contains(&sentence) || sentence.contains(&found);
    if !(number(&expected["number"]) || number(&expected["number_alt"])) || !(line || overlap) {
        return 0;
    }
    let grams = |text: &str| -> BTreeSet<String> {
        text.chars().collect::<Vec<_>>().windows(2).map(|pair| pair.iter().collect()).collect()
    };
    let (a, b) = (grams(&plain(&target.subject)), grams(&plain(expected["subject"].as_str().unwrap_or(""))));
    let shared = a.intersection(&b).count();
    if a.is_empty() || b.is_empty() {
        return 1;
    }
    let alike = 200 * shared / (a.len() + b.len());
    if alike >= 30 || shared == a.len().min(b.len()) { 1 + alike } else { 0 }
}

fn details(target: &Target, expected: &Value, name: &str, score: &mut Score) {
    let allowed: Vec<&str> =
        expected["comparator_ok"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let comparator = allowed.contains(&target.comparator.sign());
    note(&mut score.details, comparator, &mut score.notes, || {
        format!("comparator of {name}: found {}", target.comparator.sign())
    });
    let units = readings(expected, "unit");
    let unit = units.iter().flatten().any(|unit| plain(unit) == plain(&target.unit))
        || expected.get("unit_note").is_some()
        || (units[0].is_none() && target.unit.is_empty());
    note(&mut score.details, unit, &mut score.notes, || format!("unit of {name}: found {}", target.unit));
    let kind = serde_json::to_value(target.kind).unwrap();
    let kinds = readings(expected, "kind");
    let same =
        kinds.iter().flatten().any(|expected| kind.as_str().is_some_and(|kind| is_same_kind(kind, expected)));
    note(&mut score.details, same, &mut score.notes, || {
        format!("kind of {name}: found {kind}, true {kinds:?}")
    });
    let by = readings(expected, "by");
    let same = by.iter().any(|by| same_date(by.as_deref(), target.by.as_deref()));
    note(&mut score.details, same, &mut score.notes, || {
        format!("date of {name}: found {:?}, true {by:?}", target.by)
    });
}

/// Kinds that careful readers tell apart differently: a rate is a level in per cent, a count a level of things, and a
/// change by so many per cent is growth or a difference.
fn is_same_kind(found: &str, expected: &str) -> bool {
    let alike = [
        ["level", "rate"],
        ["level", "count"],
        ["delta", "growth_over_base"],
        ["annual_growth", "growth_over_base"],
        ["delta", "count"],
        ["delta", "level"],
        ["per_year", "level"],
    ];
    found == expected || alike.iter().any(|pair| pair.contains(&found) && pair.contains(&expected))
}
