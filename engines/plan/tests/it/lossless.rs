//! Every character of the input belongs to exactly one clause, or is listed as unread.

use std::collections::BTreeMap;

use kernel::Line;
use plan::{Plan, Watch};
use proptest::prelude::*;

use crate::documents;

/// How often each visible character occurs.
fn counts<'t>(texts: impl Iterator<Item = &'t str>) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for c in texts
        .flat_map(str::chars)
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{feff}' | '\u{200b}' | '\u{2060}'))
    {
        *counts.entry(c).or_default() += 1;
    }
    counts
}

/// What is in the input and in no clause, less what is in the clauses and not in the input.
fn check(lines: &[Line], plan: &Plan) -> Result<(), String> {
    let given = counts(lines.iter().map(|line| line.text.as_str()));
    let mut read = counts(plan.clauses.iter().map(|clause| clause.text.as_str()));
    for place in &plan.coverage.unread_places {
        for code in place.text.split_whitespace() {
            let number = code.strip_prefix("U+").and_then(|hex| u32::from_str_radix(hex, 16).ok());
            let c = number.and_then(char::from_u32).ok_or_else(|| format!("{code} names no character"))?;
            *read.entry(c).or_default() += 1;
        }
    }
    for c in given.keys().chain(read.keys()) {
        let (given, read) = (given.get(c).copied().unwrap_or(0), read.get(c).copied().unwrap_or(0));
        if given != read {
            return Err(format!("{c:?} stands {given} times in the input and {read} times in the clauses"));
        }
    }
    let coverage = &plan.coverage;
    let sum = coverage.read + coverage.unread == coverage.characters
        && coverage.characters == given.values().sum::<usize>();
    if sum {
        Ok(())
    } else {
        Err(format!(
            "the counts do not add up: {} {} {}",
            coverage.characters, coverage.read, coverage.unread
        ))
    }
}

#[test]
fn every_document_is_read_without_loss() {
    for document in documents::all() {
        let lines = document.lines();
        let plan = plan::read(&lines, &Watch::default());
        check(&lines, &plan).unwrap_or_else(|error| panic!("{}: {error}", document.name));
        assert_eq!(plan.coverage.unread, 0, "{}", document.name);
    }
}

/// Pieces that plans are made of, in any order, with marks of both widths, tabs, pipes and control characters.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("一、工作任务\n"),
        Just("（一）加强领导。"),
        Just("1."),
        Just("1.1.1"),
        Just("第三条 "),
        Just("行动一："),
        Just("一是"),
        Just("——"),
        Just("①"),
        Just("附件1\n"),
        Just("（牵头单位：区财政局；责任单位：各街道）"),
        Just("牵头单位："),
        Just("【责任单位】"),
        Just("区市场监管局牵头，区财政局配合"),
        Just("由"),
        Just("按职责分工负责"),
        Just("完成时限：2026年底前"),
        Just("到2026年，"),
        Just("2024年1月-4月"),
        Just("突破120件"),
        Just("达到10%以上"),
        Just("分别达到"),
        Just("、"),
        Just("和"),
        Just("（"),
        Just("）"),
        Just("("),
        Just(")"),
        Just("《"),
        Just("》"),
        Just("“"),
        Just("”"),
        Just("。"),
        Just("；"),
        Just("，"),
        Just("："),
        Just("\n"),
        Just("\n\n"),
        Just("\r\n"),
        Just("\t"),
        Just(" | "),
        Just("|---|---|\n"),
        Just("序号\t任务\t牵头单位\n"),
        Just("序号    任务    责任单位    完成时限\n"),
        Just("# "),
        Just("**"),
        Just("- "),
        Just("　　"),
        Just("    "),
        Just("— 3 —\n"),
        Just("第2页\n"),
        Just("\u{0}"),
        Just("\u{7}"),
        Just("\u{200b}"),
        Just("\u{202e}"),
        Just("\u{fffd}"),
        Just("😀"),
        Just("\u{1f468}\u{200d}\u{1f469}"),
        Just("注：排在第一位的为牵头单位，下同\n"),
        Just("知识产权"),
        Just("翻一番"),
        Just("前三"),
        Just("序号：1\n"),
        Just("任务名称：培育\n"),
        Just("第一阶段（2024年3月底前）："),
        Just("关于印发《方案》的通知\n"),
        Just("（征求意见稿）\n"),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_arrangement_of_pieces_is_read_without_loss(text in pieces()) {
        let lines = Line::split(&text);
        let plan = plan::read(&lines, &Watch::default());
        prop_assert_eq!(check(&lines, &plan), Ok(()), "{:?}", text);
    }

    #[test]
    fn any_text_is_read_without_loss(text in "\\PC{0,400}") {
        let lines = Line::split(&text);
        let plan = plan::read(&lines, &Watch::default());
        prop_assert_eq!(check(&lines, &plan), Ok(()), "{:?}", text);
    }

    #[test]
    fn lines_in_the_model_are_lines_of_the_input(text in pieces()) {
        let lines = Line::split(&text);
        let plan = plan::read(&lines, &Watch::default());
        let last = lines.len().max(1);
        let tasks = plan.tasks.iter().flat_map(|task| [task.line, task.last_line]);
        let others = plan.targets.iter().map(|target| target.line).chain(plan.stages.iter().map(|stage| stage.line)).chain(plan.clauses.iter().map(|clause| clause.line));
        for line in tasks.chain(others) {
            prop_assert!((1..=last).contains(&line), "line {} of {} in {:?}", line, last, text);
        }
    }

    #[test]
    fn who_leads_does_not_share(text in pieces()) {
        for task in plan::read(&Line::split(&text), &Watch::default()).tasks {
            prop_assert!(task.responsible.iter().all(|body| !task.lead.contains(body)), "{:?}", task);
        }
    }
}
