//! What people say of a task takes the place of what was read; all else stays as it was.

use kernel::Line;
use plan::{
    Comparator, Correction, Plan, SafeguardCorrection, StageCorrection, TargetCorrection, Watch, corrected,
    corrected_schedule, rhythms_of_safeguard, target_numbers, written_point,
};

use crate::documents;

const TEXT: &str = "某区知识产权强区建设方案（2024-2026年）

三、工作任务
（一）创造工程
1、培育企业。开展入园进企服务行动。（牵头单位：区市场监管局；责任单位：区财政局、区科技局）
2、发展版权。建立版权服务工作站。（牵头单位：区委宣传部；责任单位：各街道）
";

fn read() -> Plan {
    plan::read(&Line::split(TEXT), &Watch::default())
}

fn names(names: &[&str]) -> Option<Vec<String>> {
    Some(names.iter().map(|name| (*name).to_owned()).collect())
}

#[test]
fn what_is_not_said_stays_as_it_was_read() {
    let read = read();
    let lead = Correction { task: "1.1".to_owned(), lead: names(&["区科技局"]), ..Correction::default() };
    let plan = corrected(&read, &[lead], &[]);
    assert_eq!(plan.tasks[0].lead, ["区科技局"]);
    assert_eq!(plan.tasks[0].responsible, ["区财政局"], "who leads does not share as well");
    assert_eq!(plan.tasks[0].title, read.tasks[0].title);
    assert_eq!(plan.tasks[1], read.tasks[1]);
    let none = Correction { task: "1.2".to_owned(), responsible: names(&[]), ..Correction::default() };
    assert!(corrected(&read, &[none], &[]).tasks[1].responsible.is_empty());
}

#[test]
fn what_is_said_of_a_task_that_is_not_there_changes_nothing() {
    let read = read();
    let title = Some("别的".to_owned());
    let other = Correction { task: "7.1".to_owned(), title, ..Correction::default() };
    assert_eq!(corrected(&read, &[other], &[]).tasks, read.tasks);
}

const DATED: &str = "某区知识产权强区建设方案（2024-2026年）

二、工作目标
到2026年底，每万人有效发明专利拥有量突破120件，贯标企业20家。

三、工作任务
（一）创造工程
1、培育企业。每季度调度一次，定期通报。2025年6月底前建成服务站3个。（牵头单位：区市场监管局）
2、发展版权。每年评估一次。（牵头单位：区委宣传部）
";

fn dated() -> Plan {
    plan::read(&Line::split(DATED), &Watch::default())
}

fn every(plan: &Plan) -> Vec<&str> {
    plan.frequencies.iter().map(|it| it.every.as_str()).collect()
}

#[test]
fn a_day_that_is_corrected_is_corrected_where_the_text_names_it_too() {
    let read = dated();
    assert_eq!(read.tasks[0].deadline.as_deref(), Some("2025-06-30"));
    assert_eq!(read.deadlines.len(), 1);
    let say = |task: &str, deadline: &str| {
        let (task, deadline) = (task.to_owned(), Some(deadline.to_owned()));
        corrected(&read, &[Correction { task, deadline, ..Correction::default() }], &[])
    };
    let other = say("1.1", "2025-09-30");
    assert_eq!(other.tasks[0].deadline.as_deref(), Some("2025-09-30"));
    assert_eq!(other.deadlines[0].date, "2025-09-30");
    for nothing_of_a_day in ["", "ongoing"] {
        assert!(say("1.1", nothing_of_a_day).deadlines.is_empty(), "{nothing_of_a_day}");
    }
    assert_eq!(say("1.1", "").tasks[0].deadline, None);
    let of_another = say("1.2", "2026-12-31");
    assert_eq!(of_another.tasks[1].deadline.as_deref(), Some("2026-12-31"));
    assert_eq!(of_another.deadlines, read.deadlines);
}

#[test]
fn rhythms_of_one_task_are_corrected_in_their_order() {
    let read = dated();
    assert_eq!(every(&read), ["quarter", "unstated", "year"]);
    let say = |rhythms: &[&str]| {
        let correction =
            Correction { task: "1.1".to_owned(), rhythms: names(rhythms), ..Correction::default() };
        corrected(&read, &[correction], &[])
    };
    let stated = say(&["quarter", "half_year"]);
    assert_eq!(every(&stated), ["quarter", "half_year", "year"]);
    assert_eq!(stated.frequencies[1].text, read.frequencies[1].text, "the words stay");
    assert_eq!(every(&say(&[])), ["year"]);
    let more = say(&["quarter", "unstated", "month"]);
    assert_eq!(every(&more), ["quarter", "unstated", "month", "year"]);
    assert_eq!(more.frequencies[2].text, "培育企业");
}

#[test]
fn what_is_said_of_the_rhythms_of_a_task_leaves_those_of_all_others() {
    for document in documents::all() {
        let read = plan::read(&Line::split(&document.text), &Watch::default());
        let rhythms: Vec<usize> = read.tasks.iter().map(|task| plan::rhythms(&read, task).count()).collect();
        for (at, task) in plan::numbers(&read).into_iter().enumerate() {
            let said = Correction { task, rhythms: names(&["month", "week"]), ..Correction::default() };
            let plan = corrected(&read, &[said], &[]);
            for (place, task) in plan.tasks.iter().enumerate() {
                let expected = if place == at { 2 } else { rhythms[place] };
                let context = format!("{} {at} {place}: {} {:?}", document.name, task.line, task.path);
                assert_eq!(plan::rhythms(&plan, task).count(), expected, "{context}");
            }
        }
    }
}

#[test]
fn targets_are_numbered_by_their_lines_and_corrected_one_by_one() {
    let read = dated();
    assert_eq!(target_numbers(&read), ["4.1", "4.2", "8.1"]);
    assert!(read.targets[1].reading, "a bare number is a guess");
    let looked = TargetCorrection { target: "4.2".to_owned(), ..TargetCorrection::default() };
    assert!(!looked.says_something());
    let plan = corrected(&read, &[], std::slice::from_ref(&looked));
    assert!(!plan.targets[1].reading, "and none any more when somebody has looked at it");
    assert_eq!(plan.targets[1].number, read.targets[1].number);
    let said = TargetCorrection {
        subject: Some("通过贯标认证的企业".to_owned()),
        comparator: Some(Comparator::More),
        number: Some(22.5),
        unit: Some(String::new()),
        by: Some(String::new()),
        ..looked
    };
    let plan = corrected(&read, &[], std::slice::from_ref(&said));
    let target = &plan.targets[1];
    assert_eq!((target.subject.as_str(), target.comparator), ("通过贯标认证的企业", Comparator::More));
    assert_eq!((target.number, target.unit.as_str(), &target.by), (22.5, "", &None));
    assert_eq!(plan.targets[0], read.targets[0]);
    let nowhere = TargetCorrection { target: "9.1".to_owned(), ..said };
    assert_eq!(corrected(&read, &[], &[nowhere]).targets, read.targets);
}

#[test]
fn comparators_have_names_and_signs() {
    for comparator in Comparator::ALL {
        assert_eq!(Comparator::named(comparator.id()), Some(comparator));
        assert_eq!(Comparator::named(comparator.sign()), Some(comparator));
    }
    assert_eq!(Comparator::named("≥"), Some(Comparator::AtLeast));
    assert_eq!(Comparator::named("差不多"), None);
}

const SCHEDULED: &str = "某区知识产权强区建设方案（2024-2026年）

四、实施步骤
（一）启动动员阶段（2024年1月-2024年4月）。制定方案。
（二）组织实施阶段（2024年5月及之后）。分解任务。

五、保障措施
（一）加强组织领导。每季度研究一次。
（二）加强资金保障。加大投入。
";

#[test]
fn stages_and_safeguards_are_what_people_say_they_are() {
    let read = plan::read(&Line::split(SCHEDULED), &Watch::default());
    assert_eq!((read.stages.len(), read.safeguards.len(), read.frequencies.len()), (2, 2, 1));
    let stage = StageCorrection {
        stage: "2".to_owned(),
        to: Some("2026-05".to_owned()),
        from: Some(String::new()),
        ..StageCorrection::default()
    };
    let gone = StageCorrection { stage: "3".to_owned(), ..stage.clone() };
    let first = SafeguardCorrection {
        safeguard: "1".to_owned(),
        title: Some("加强领导".to_owned()),
        rhythms: names(&["half_year", "month"]),
        ..SafeguardCorrection::default()
    };
    let second = SafeguardCorrection {
        safeguard: "2".to_owned(),
        lead: names(&["区财政局"]),
        rhythms: names(&["year"]),
        ..SafeguardCorrection::default()
    };
    let plan = corrected_schedule(&read, &[stage, gone], &[first, second]);
    assert_eq!(plan.stages[0], read.stages[0]);
    assert_eq!((plan.stages[1].from.as_deref(), plan.stages[1].to.as_deref()), (None, Some("2026-05")));
    assert_eq!(plan.stages[1].title, read.stages[1].title);
    assert_eq!(plan.safeguards[0].title, "加强领导");
    assert_eq!(plan.safeguards[1].lead, ["区财政局"]);
    let of = |at: usize| {
        let every = rhythms_of_safeguard(&plan, &plan.safeguards[at]).map(|it| it.every.as_str());
        every.collect::<Vec<&str>>()
    };
    assert_eq!((of(0), of(1)), (vec!["half_year", "month"], vec!["year"]));
}

#[test]
fn a_day_of_a_stage_is_written_as_people_write_it() {
    for (text, expected) in [
        ("2024年1月", Some("2024-01")),
        ("2024-01", Some("2024-01")),
        ("2024", Some("2024")),
        ("2024年", Some("2024")),
        ("2024年1月15日", Some("2024-01-15")),
        ("2024-01-15", Some("2024-01-15")),
        ("1月", None),
        ("2024年1月-4月", None),
        ("2024年1月起", None),
        ("尽快", None),
        ("", None),
    ] {
        assert_eq!(written_point(text).as_deref(), expected, "{text}");
    }
}
