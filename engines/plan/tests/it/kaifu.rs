//! The plan of 开福区, counted by hand in the requirements: the reader finds exactly that.

use plan::{ByHow, ClauseKind, Comparator, DutyRole, Meant, Plan, TargetKind, Watch};

use crate::documents;

fn kaifu() -> Plan {
    plan::read(&documents::named("00-kaifu").lines(), &Watch::default())
}

#[test]
fn the_frame_is_that_of_the_draft() {
    let plan = kaifu();
    assert_eq!(
        plan.title.as_deref(),
        Some("长沙市开福区国家知识产权强县（市、区）建设示范县（市、区）创建实施方案（2024-2026年）")
    );
    assert_eq!(plan.status.as_deref(), Some("征求意见稿"));
    assert_eq!(plan.place.as_deref(), Some("长沙市开福区"));
    let period = plan.period.expect("the title names years");
    assert_eq!((period.from.as_str(), period.to.as_deref()), ("2024", Some("2026")));
}

#[test]
fn twenty_tasks_hang_on_twenty_leads_and_ninety_two_shares() {
    let plan = kaifu();
    assert_eq!(plan.tasks.len(), 20);
    assert_eq!(plan.task_groups.len(), 5);
    assert_eq!(plan.tasks.iter().map(|task| task.lead.len()).sum::<usize>(), 20);
    assert_eq!(plan.tasks.iter().map(|task| task.responsible.len()).sum::<usize>(), 92);
    assert_eq!(plan.bodies.len(), 29);
    let groups: Vec<&str> =
        plan.bodies.iter().filter(|body| body.group).map(|body| body.name.as_str()).collect();
    assert_eq!(groups, ["各街道", "区知识产权协调领导小组成员单位"]);
    let first = &plan.bodies[0];
    assert_eq!((first.name.as_str(), first.leads, first.shares), ("区市场监督管理局（知识产权局）", 16, 2));
}

#[test]
fn four_stages_follow_one_another_and_the_last_is_open() {
    let stages: Vec<_> =
        kaifu().stages.into_iter().map(|stage| (stage.title, stage.from, stage.to)).collect();
    let month = |text: &str| Some(text.to_owned());
    let expected = [
        ("启动动员阶段".to_owned(), month("2024-01"), month("2024-04")),
        ("组织实施阶段".to_owned(), month("2024-05"), month("2026-05")),
        ("验收总结阶段".to_owned(), month("2026-06"), month("2026-12")),
        ("巩固提高阶段".to_owned(), month("2027-01"), None),
    ];
    assert_eq!(stages, expected);
    assert_eq!(kaifu().safeguards.len(), 4);
}

/// 突破 is more than, 以上 is at least, and a bare number is read as at least and marked as a reading.
#[test]
fn the_words_of_a_target_decide_its_comparison() {
    let plan = kaifu();
    let find = |subject: &str| {
        plan.targets
            .iter()
            .find(|target| target.subject == subject)
            .unwrap_or_else(|| panic!("no target {subject}"))
    };
    let density = find("每万人有效发明专利拥有量");
    assert_eq!(
        (density.comparator, density.number, density.unit.as_str(), density.reading),
        (Comparator::More, 120.0, "件", false)
    );
    assert_eq!((density.by.as_deref(), density.by_how), (Some("2026-12-31"), ByHow::Stated));
    let valuable = find("每万人高价值发明专利拥有量");
    assert_eq!((valuable.comparator, valuable.number, valuable.reading), (Comparator::AtLeast, 50.0, false));
    let growth = find("PCT专利授权量");
    assert_eq!(
        (growth.comparator, growth.reading, growth.kind),
        (Comparator::AtLeast, true, TargetKind::AnnualGrowth)
    );
    let firms = find("知识产权培育企业");
    assert_eq!(
        (firms.comparator, firms.number, firms.reading, firms.op_text.as_str()),
        (Comparator::AtLeast, 30.0, true, "完成")
    );
    let satisfied = find("社会满意度");
    assert_eq!((satisfied.by.as_deref(), satisfied.by_how), (Some("2026"), ByHow::Inherited));
}

#[test]
fn every_character_has_its_clause() {
    let plan = kaifu();
    assert_eq!(plan.coverage.unread, 0);
    assert_eq!(plan.coverage.read, plan.coverage.characters);
    assert_eq!(plan.clauses.iter().filter(|clause| clause.kind == ClauseKind::Owners).count(), 20);
}

#[test]
fn rhythms_are_kept() {
    let rhythms: Vec<_> =
        kaifu().frequencies.into_iter().map(|frequency| (frequency.every, frequency.line)).collect();
    assert!(
        rhythms.contains(&("quarter".to_owned(), 26)) && rhythms.contains(&("year".to_owned(), 68)),
        "{rhythms:?}"
    );
}

/// 20 leads and 92 shares: the sixteen streets owe each for themselves, the members that nobody has listed owe once.
#[test]
fn each_body_owes_what_it_is_named_with() {
    let plan = kaifu();
    let streets: Vec<String> = (1..=16).map(|number| format!("street-{number}")).collect();
    let count = |streets: &[String]| {
        plan::duties(&plan, |written| match written {
            "各街道" => Meant::Group(streets.to_vec()),
            name if name.contains("成员单位") => Meant::Group(Vec::new()),
            name => Meant::Body(name.to_owned()),
        })
    };
    let whole = count(&[]);
    assert_eq!(whole.len(), 112, "one for each name");
    let duties = count(&streets);
    assert_eq!(duties.len(), 172);
    assert_eq!(duties.iter().filter(|duty| duty.role == DutyRole::Lead).count(), 20);
    assert_eq!(duties.iter().filter(|duty| duty.body.is_none()).count(), 1);
    assert_eq!(duties.iter().filter(|duty| duty.body.as_deref() == Some("street-7")).count(), 4);
    let ids: std::collections::BTreeSet<&str> = duties.iter().map(|duty| duty.id.as_str()).collect();
    assert_eq!(ids.len(), 172, "each has a name of its own");
    assert_eq!((duties[0].task.as_str(), duties.last().unwrap().task.as_str()), ("1.1", "5.5"));
}
