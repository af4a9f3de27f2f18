//! Two versions of a plan: what came, what went, what moved.

use kernel::Line;
use plan::{Change, ClauseChange, Diff, Plan, Watch};

const BEFORE: &str = "某区知识产权强区建设方案（2024-2026年）

二、工作目标
到2026年底，每万人有效发明专利拥有量突破120件，贯标企业达到20家。

三、工作任务
（一）创造工程
1、培育企业。开展入园进企服务行动。鼓励企业申报专利奖。（牵头单位：区市场监管局；责任单位：区财政局、区科技局）
2、发展版权。建立版权服务工作站。（牵头单位：区委宣传部；责任单位：各街道）
3、金融创新。开展质押融资对接活动。（牵头单位：区市场监管局；责任单位：区金融事务中心；完成时限：2025年底前）
";

fn read(text: &str) -> Plan {
    plan::read(&Line::split(text), &Watch::default())
}

fn diff(change: impl Fn(&str) -> String) -> Diff {
    plan::diff(&read(BEFORE), &read(&change(BEFORE)))
}

#[test]
fn the_same_text_has_no_differences() {
    assert!(diff(str::to_owned).is_empty());
}

#[test]
fn another_lead_is_a_changed_task() {
    let diff = diff(|text| text.replace("牵头单位：区委宣传部", "牵头单位：区文化旅游体育局"));
    assert_eq!(diff.tasks.len(), 1);
    let task = &diff.tasks[0];
    assert_eq!((task.name.as_str(), task.change), ("发展版权", Change::Changed));
    let field = &task.fields[0];
    assert_eq!(
        (field.field.as_str(), field.before.as_str(), field.after.as_str()),
        ("lead", "区委宣传部", "区文化旅游体育局")
    );
    assert!(matches!(&diff.clauses[..], [ClauseChange::Changed { .. }]));
    assert!(diff.targets.is_empty());
}

#[test]
fn another_number_and_date_is_a_changed_target() {
    let diff = diff(|text| text.replace("突破120件", "达到110件").replace("2025年底前", "2026年6月底前"));
    let fields: Vec<_> = diff.targets[0]
        .fields
        .iter()
        .map(|field| (field.field.as_str(), field.before.as_str(), field.after.as_str()))
        .collect();
    assert_eq!(fields, [("comparator", ">", ">="), ("number", "120", "110")]);
    let due: Vec<_> = diff
        .tasks
        .iter()
        .flat_map(|task| &task.fields)
        .map(|field| (field.field.as_str(), field.before.as_str(), field.after.as_str()))
        .collect();
    assert_eq!(due, [("deadline", "2025-12-31", "2026-06-30")]);
}

#[test]
fn a_task_can_come_and_go() {
    let added = diff(|text| {
        format!("{text}4、加强宣传。开展宣传周活动。（牵头单位：区市场监管局；责任单位：区教育局）\n")
    });
    assert_eq!(
        added.tasks.iter().map(|task| (task.name.as_str(), task.change)).collect::<Vec<_>>(),
        [("加强宣传", Change::Added)]
    );
    let removed = plan::diff(
        &read(BEFORE),
        &read(&BEFORE.lines().filter(|line| !line.starts_with("2、")).collect::<Vec<_>>().join("\n")),
    );
    assert_eq!(
        removed.tasks.iter().map(|task| (task.name.as_str(), task.change)).collect::<Vec<_>>(),
        [("发展版权", Change::Removed)]
    );
    assert!(
        removed.clauses.iter().all(|change| matches!(change, ClauseChange::Removed { .. })),
        "{:?}",
        removed.clauses
    );
}

#[test]
fn a_sentence_in_other_words_is_changed_and_one_in_another_place_moved() {
    let changed = diff(|text| text.replace("鼓励企业申报专利奖", "鼓励和支持企业申报国家专利奖"));
    assert!(
        matches!(&changed.clauses[..], [ClauseChange::Changed { before, after }] if before.text.contains("鼓励企业") && after.text.contains("国家")),
        "{:?}",
        changed.clauses
    );
    let moved = diff(|text| {
        text.replace("开展入园进企服务行动。", "")
            .replace("建立版权服务工作站。", "建立版权服务工作站。开展入园进企服务行动。")
    });
    assert!(
        moved.clauses.iter().any(
            |change| matches!(change, ClauseChange::Moved { after, .. } if after.text.contains("入园进企"))
        ),
        "{:?}",
        moved.clauses
    );
}
