//! A task keeps its number in the versions that follow, because what is owed and proved hangs on it.

use std::collections::BTreeSet;

use kernel::Line;
use plan::{Plan, Watch, carried, numbers};

const FIRST: &str = "某区知识产权强区建设方案（2024-2026年）

三、工作任务
（一）创造工程
1、培育企业。开展入园进企服务行动。鼓励企业申报专利奖。（牵头单位：区市场监管局；责任单位：区财政局、区科技局）
2、发展版权。建立版权服务工作站。（牵头单位：区委宣传部；责任单位：各街道）
（二）运用工程
1、金融创新。开展质押融资对接活动。（牵头单位：区市场监管局；责任单位：区金融事务中心）
";

fn read(text: &str) -> Plan {
    plan::read(&Line::split(text), &Watch::default())
}

/// The titles of the tasks with their numbers.
fn named(plan: &Plan) -> Vec<(&str, &str)> {
    plan.tasks.iter().map(|task| (&*task.number, task.title.as_deref().unwrap_or_default())).collect()
}

/// The version that follows the first.
fn followed(change: impl Fn(&str) -> String) -> Plan {
    carried(&read(FIRST), &read(&change(FIRST)), &BTreeSet::new())
}

#[test]
fn a_first_version_counts() {
    let first = read(FIRST);
    assert_eq!(named(&first), [("1.1", "培育企业"), ("1.2", "发展版权"), ("2.1", "金融创新")]);
    assert_eq!(numbers(&followed(str::to_owned)), ["1.1", "1.2", "2.1"]);
}

#[test]
fn an_inserted_task_takes_no_number_from_another() {
    let inserted =
        "2、品牌培育。建设商标品牌指导站。（牵头单位：区市场监管局；责任单位：各街道）\n3、发展版权";
    let second = followed(|text| text.replace("2、发展版权", inserted));
    assert_eq!(
        named(&second),
        [("1.1", "培育企业"), ("1.3", "品牌培育"), ("1.2", "发展版权"), ("2.1", "金融创新")]
    );
    // A number that was had once is never had again.
    let used = numbers(&second).into_iter().collect();
    let first_again = carried(&second, &read(FIRST), &BTreeSet::new());
    let third = carried(&first_again, &read(&FIRST.replace("2、发展版权", inserted)), &used);
    assert_eq!(named(&third)[1], ("1.4", "品牌培育"));
}

#[test]
fn a_task_that_is_split_or_moved_keeps_its_number() {
    let split = followed(|text| {
        text.replace(
            "鼓励企业申报专利奖。",
            "（牵头单位：区市场监管局；责任单位：区财政局）\n2、奖励企业。鼓励企业申报专利奖。",
        )
        .replace("2、发展版权", "3、发展版权")
    });
    let titles = [("1.1", "培育企业"), ("1.3", "奖励企业"), ("1.2", "发展版权"), ("2.1", "金融创新")];
    assert_eq!(named(&split), titles);
    let moved = followed(|text| {
        let copyright = text.lines().find(|line| line.starts_with("2、发展版权")).unwrap();
        format!("{}{copyright}\n", text.replace(&format!("{copyright}\n"), ""))
    });
    assert_eq!(named(&moved), [("1.1", "培育企业"), ("2.1", "金融创新"), ("1.2", "发展版权")]);
}

#[test]
fn another_project_has_numbers_of_its_own() {
    let project = "（一）管理工程\n1、加强领导。每季度调度部署。（牵头单位：区政府办；责任单位：各街道）\n（二）创造工程";
    let second = followed(|text| text.replace("（二）运用", "（三）运用").replace("（一）创造工程", project));
    assert_eq!(
        named(&second),
        [("3.1", "加强领导"), ("1.1", "培育企业"), ("1.2", "发展版权"), ("2.1", "金融创新")]
    );
}
