//! What the reader finds doubtful, and that it is right to.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use kernel::{Line, Severity};
use plan::{ClauseKind, Finding, Watch};
use proptest::prelude::*;

use crate::documents::{self, Document};
use crate::findings_stories::STORIES;

pub(crate) fn watch() -> Watch {
    let text = include_str!("../../../../packs/china/watch.toml");
    Watch::read("watch.toml", text).expect("the watch file of the pack is right")
}

pub(crate) fn findings(text: &str) -> Vec<Finding> {
    plan::read(&Line::split(text), &watch()).findings
}

/// The rules by code, as their list declares them.
fn declared() -> Vec<&'static str> {
    let list = include_str!("../../src/findings/rules/mod.rs");
    list.split("code: \"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn show(findings: &[Finding]) -> String {
    let mut text = String::new();
    for finding in findings {
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Information => "information",
        };
        text.push_str(&format!(
            "{:>3}  {severity:<11}  {:<24}  {}\n",
            finding.line, finding.code, finding.quote
        ));
        for quote in &finding.related {
            text.push_str(&format!("{:>3}  {:<11}  {:<24}  {}\n", quote.line, "", "", quote.text));
        }
    }
    text
}

/// `UPDATE=1 cargo test -p plan findings` writes the file anew; the reviewer judges it.
#[test]
#[expect(clippy::disallowed_methods, reason = "the table is a file that the reviewer reads")]
fn the_findings_on_kaifu_are_those_of_the_table() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/findings/00-kaifu.txt");
    let found = show(&findings(&documents::named("00").text));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &found).expect("the table can be written");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == expected, "run with UPDATE=1 and review the change:\n{found}");
}

#[test]
fn a_clerk_can_work_through_the_findings_on_kaifu() {
    let found = findings(&documents::named("00").text);
    let count = |severity| found.iter().filter(|finding| finding.severity == severity).count();
    assert!((1..=3).contains(&count(Severity::Error)), "{}", count(Severity::Error));
    assert!(count(Severity::Warning) <= 25, "{}", count(Severity::Warning));
    let error = found.iter().find(|finding| finding.severity == Severity::Error).unwrap();
    assert_eq!((error.code.as_str(), error.line), ("period-contradiction", 76));
    assert_eq!(error.owner.as_deref(), Some("区知识产权协调领导小组办公室"));
}

#[test]
fn every_rule_fires_where_it_should_and_is_quiet_where_it_should() {
    let told: BTreeSet<&str> = STORIES.iter().map(|(code, _, _)| *code).collect();
    let untold: Vec<&str> = declared().into_iter().filter(|code| !told.contains(code)).collect();
    assert!(untold.is_empty(), "rules without a story: {untold:?}");
    let mut wrong = String::new();
    for (code, fires, quiet) in STORIES {
        let fired = |text: &str| findings(text).iter().any(|finding| finding.code == *code);
        if !fired(fires) {
            wrong.push_str(&format!("{code} does not fire on\n{fires}\nbut\n{}\n", show(&findings(fires))));
        }
        if fired(quiet) {
            wrong.push_str(&format!("{code} fires on\n{quiet}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn what_most_plans_have_is_information() {
    let mut fired: BTreeMap<(String, Severity), BTreeSet<String>> = BTreeMap::new();
    for document in ["00", "01", "02", "03", "04"].map(documents::named) {
        for finding in findings(&document.text) {
            fired.entry((finding.code, finding.severity)).or_default().insert(document.name.clone());
        }
    }
    for ((code, severity), documents) in fired {
        assert!(documents.len() <= 2 || severity == Severity::Information, "{code} fires on {documents:?}");
    }
}

#[test]
fn every_finding_can_be_looked_up_and_forwarded() {
    for document in documents::all() {
        check(&document.name, &document.text);
    }
}

#[test]
fn a_quote_goes_on_in_a_line_that_has_marks_of_markdown() {
    let text = "养老服务实施方案\n五、保障措施\n1 完善基本养老服务    动态调整《服务清单（2023    区民政局    2025年6月底前\n\
                到2027年，产业规模达到**260亿元**，企业超过60家。\n二、做实保护\n（一）建强龙头。建设新院区。（牵头单位：县卫生健康局）\n";
    assert!(findings(text).iter().any(|finding| finding.quote.ends_with("2025年6月底前到2027年")), "{text}");
    check("bold", text);
}

#[test]
fn a_plan_that_leaves_nothing_open_has_no_warnings() {
    let text = "开福区标准化工作实施方案（2024-2026年）\n一、工作目标\n到2026年底，新增主导制定国家标准达到6项以上。\n\
                二、工作任务\n1、完善标准体系。每季度发布一次标准清单。（牵头单位：区市场监督管理局；责任单位：区财政局）\n\
                2、开展标准培训。每年组织培训2次。（牵头单位：区教育局；责任单位：区财政局）\n\
                三、实施步骤\n（一）启动阶段（2024年1月-2024年6月）。印发本方案。\n（二）实施阶段（2024年7月-2026年12月）。落实各项任务。\n";
    let found = findings(text);
    let loud: Vec<&Finding> =
        found.iter().filter(|finding| finding.severity > Severity::Information).collect();
    assert!(loud.is_empty(), "{loud:#?}");
}

/// Line in range, quotes of the text, both languages.
fn check(name: &str, text: &str) {
    let lines = Line::split(text);
    let plan = plan::read(&lines, &watch());
    // Page numbers, running heads and the marks of Markdown are no part of the words around them.
    let clauses: Vec<_> = plan.clauses.iter().filter(|it| it.kind != ClauseKind::Furniture).collect();
    for finding in &plan.findings {
        let own = (finding.line, finding.quote.as_str());
        let related = finding.related.iter().map(|quote| (quote.line, quote.text.as_str()));
        for (line, quote) in std::iter::once(own).chain(related) {
            let context = format!("{name}: {line} {quote}\n{finding:#?}");
            assert!((1..=lines.len()).contains(&line), "{context}");
            let quote = bare(quote);
            let first = quote.chars().next().unwrap_or_else(|| panic!("empty: {context}"));
            assert!(bare(&lines[line - 1].text).contains(first), "begins elsewhere: {context}");
            // From the clause that is going on where the line begins.
            let from = clauses.partition_point(|it| it.line < line).saturating_sub(1);
            let words: String = clauses[from..].iter().take(60).map(|it| bare(&it.text)).collect();
            // A cell of a drawn table goes on in the next line under the other columns.
            let mut cells = clauses.iter().filter(|it| it.kind == ClauseKind::Cell && it.line <= line);
            let stands = words.contains(&quote) || cells.any(|cell| bare(&cell.text).contains(&quote));
            assert!(stands, "{context}");
        }
        assert!(!finding.question.zh.is_empty() && !finding.question.en.is_empty(), "{name}: {finding:#?}");
        assert!(
            finding.question.en.is_ascii() || finding.question.en.chars().filter(char::is_ascii).count() > 10
        );
    }
}

/// The words without blanks and without the marks of tables and Markdown.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !c.is_control() && !"|｜*#>`\u{feff}\u{200b}".contains(*c))
        .collect()
}

fn all_lines() -> &'static [String] {
    static LINES: std::sync::OnceLock<Vec<String>> = std::sync::OnceLock::new();
    LINES.get_or_init(|| {
        let texts = documents::all().into_iter().map(|Document { text, .. }| text);
        texts.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()).collect()
    })
}

/// Pieces that the rules look for, to be put together in any order.
const PIECES: &[&str] = &[
    "一、",
    "（一）",
    "1、",
    "\n",
    "\n",
    "《",
    "》",
    "（",
    "）",
    "(",
    ")",
    "“",
    "”",
    "、",
    "，",
    ",",
    "。",
    "；",
    "：",
    " ",
    "2024-2026年",
    "2027年1月及之后",
    "到2026年",
    "实施方案",
    "工作任务",
    "工作目标",
    "实施步骤",
    "保障措施",
    "验收阶段",
    "创建",
    "争创",
    "建设",
    "示范学校",
    "服务中心",
    "知识产权",
    "强县",
    "强区",
    "示范业",
    "等3个",
    "等十个",
    "年均增长10%",
    "逐年上升",
    "每万人有效发明专利拥有量",
    "突破120件",
    "培育企业30个",
    "牵头单位：",
    "责任单位：",
    "县财政局",
    "各街道",
    "领导小组办公室",
    "绩效考核",
    "定期",
    "市市委",
    "的的",
    "创造、运用、保护、管理",
    "创造、运用、保护管理",
    "附件",
    "\t",
    "|",
    "**",
    "𠮷",
    "\u{feff}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn quotes_stand_in_the_text_whatever_the_lines(picked in proptest::collection::vec(0..all_lines().len(), 1..60)) {
        let text: Vec<&str> = picked.iter().map(|&i| all_lines()[i].as_str()).collect();
        check("picked lines", &text.join("\n"));
    }

    #[test]
    fn nothing_in_a_text_makes_the_rules_panic(picked in proptest::collection::vec(0..PIECES.len(), 0..120)) {
        let text: String = picked.iter().map(|&i| PIECES[i]).collect();
        let lines = Line::split(&text);
        for finding in plan::read(&lines, &watch()).findings {
            prop_assert!((1..=lines.len()).contains(&finding.line) && !finding.quote.is_empty());
        }
    }
}
