//! Texts made to be hard give a result, never a panic. (That they give it in linear time is shown by the benchmark.)

use kernel::Line;
use plan::{Watch, diff, read};

fn check(name: &str, text: &str) {
    let lines = Line::split(text);
    let plan = read(&lines, &Watch::default());
    assert!(plan.coverage.characters >= plan.coverage.read, "{name}");
    assert!(diff(&plan, &plan).is_empty(), "{name}: a plan differs from itself");
}

#[test]
fn hard_texts_give_a_result() {
    let long = |unit: &str| unit.repeat(60_000 / unit.len());
    let cases = [
        ("nothing", String::new()),
        ("blanks", " \t\u{3000}\n\n\r\n".to_owned()),
        ("one line without end", long("加强知识产权保护，")),
        ("opening brackets", long("（")),
        ("closing brackets", long("）")),
        ("brackets in brackets", format!("{}{}", long("（甲"), long("）"))),
        ("owner brackets without end", long("（牵头单位：区财政局、")),
        ("numbers", long("达到30件、")),
        ("dates", long("2026年1月-")),
        ("markers", long("一、\n（一）\n1.\n（1）\n①\n")),
        ("chapters", long("第一章 总则\n第一条 目的。\n")),
        ("decimals", long("1.1.1.1.1 建设。\n")),
        ("labels", long("牵头单位：责任单位：完成时限：")),
        ("tabs", long("\t")),
        ("a table of headings", long("序号\t任务\t牵头单位\n")),
        ("pipes", long("|")),
        ("blanks as columns", long("序号    任务    责任单位\n    区财政局\n")),
        ("control characters", long("\u{0}\u{1}\u{8}\u{1b}[31m")),
        ("replacement characters", long("\u{fffd}")),
        ("marks of direction", long("\u{202e}\u{2066}一、")),
        ("bullets", long("- - - ")),
        ("numerals", long("一二三四五六七八九十百零")),
        ("quotation marks", long("“《")),
        ("annexes", long("附件1\n")),
    ];
    for (name, text) in cases {
        check(name, &text);
    }
}

#[test]
fn names_of_bodies_keep_what_they_are_however_long() {
    let name = "某某".repeat(100);
    let text = format!("三、工作任务\n1.建设。做。（牵头单位：{name}局）\n");
    let plan = read(&Line::split(&text), &Watch::default());
    assert!(plan.tasks[0].lead.is_empty(), "no body has a name of 201 characters");
}
