//! The words to watch for: what their file may say, and how the findings sound that come from it.

use kernel::Line;
use plan::Watch;

use crate::findings::{findings, watch};

#[test]
fn a_watch_file_tells_all_its_problems_with_their_lines() {
    let text = "schema = 1\nchecked_on = 2026-11-23\n[[term]]\ncode = \"Bad Code\"\nseverity = \"loud\"\nwhere = \"text\"\n\
                words = []\nquestion = { zh = \"问\" }\nbasis = \"b\"\nsource = \"s\"\ncertainty = \"sure\"\n\
                [[slip]]\nwrong = \"错\"\nrihgt = \"对\"\n";
    let problems = Watch::read("watch.toml", text).expect_err("nothing here is right");
    let lines: Vec<usize> = problems.iter().filter_map(|problem| problem.place.line).collect();
    assert!(problems.len() >= 7, "{problems:#?}");
    for line in [4, 5, 7, 8, 11, 14] {
        assert!(lines.contains(&line), "no problem at line {line}: {problems:#?}");
    }
}

#[test]
fn a_fact_from_memory_says_so() {
    let found = findings("一、工作任务\n1、加强诚信建设。落实失信惩戒机制。\n");
    let finding =
        found.iter().find(|finding| finding.code == "credit-sanction-basis").expect("the term fires");
    assert!(finding.question.zh.contains("（依据待核实：") && finding.question.en.contains("to be verified"));
}

#[test]
fn only_what_was_read_in_its_source_warns() {
    let term = |severity: &str, certainty: &str| {
        let text = format!(
            "schema = 1\nchecked_on = 2026-11-23\n[[term]]\ncode = \"a\"\nseverity = \"{severity}\"\nwhere = \"text\"\n\
             words = [\"甲\"]\nquestion = {{ zh = \"问\", en = \"q\" }}\nbasis = \"b\"\nsource = \"s\"\n\
             certainty = \"{certainty}\"\n"
        );
        Watch::read("watch.toml", &text)
    };
    for certainty in ["memory", "reported"] {
        for severity in ["warning", "error"] {
            let problems = term(severity, certainty).expect_err("nobody has read the source");
            assert_eq!(problems.len(), 1, "{problems:#?}");
            assert_eq!((problems[0].code.as_str(), problems[0].place.line), ("unread-warning", Some(5)));
        }
        assert!(term("information", certainty).is_ok());
    }
    assert!(term("warning", "read").is_ok());
}

#[test]
fn questions_of_the_pack_ask_and_do_not_assert() {
    let codes =
        |text: &str| -> Vec<String> { findings(text).into_iter().map(|finding| finding.code).collect() };
    let campus = "一、工作任务\n1、加强宣传。开展版权进校园活动。\n";
    assert!(!codes(campus).contains(&"personal-data".to_owned()));
    let volunteers = "一、工作任务\n1、加强宣传。建立知识产权志愿者制度。\n";
    assert!(codes(volunteers).contains(&"personal-data".to_owned()));
    let court = "一、工作任务\n1、完善调解。落实司法确认制度。（牵头单位：县人民法院）\n";
    assert!(!codes(court).contains(&"body-expected".to_owned()));
    let no_court = "一、工作任务\n1、完善调解。落实司法确认制度。（牵头单位：县教育局）\n";
    assert!(codes(no_court).contains(&"body-expected".to_owned()));
}

#[test]
fn the_years_of_five_year_plans_come_from_the_pack() {
    let plan = "云溪县质量提升实施方案（2024-2026年）\n根据《云溪县“十四五”质量发展规划》，制定本方案。\n一、工作目标\n提升质量。\n";
    let early = |watch: &Watch| {
        let found = plan::read(&Line::split(plan), watch).findings;
        found.iter().any(|finding| finding.code == "basis-ends-early")
    };
    assert!(early(&watch()) && !early(&Watch::default()));
    let turned = "schema = 1\nchecked_on = 2026-11-23\n[[period]]\nname = \"甲\"\nfirst_year = 2025\nlast_year = 2021\nsource = \"s\"\n";
    let problems = Watch::read("watch.toml", turned).expect_err("the years are turned");
    assert_eq!(problems[0].place.line, Some(6), "{problems:#?}");
}
