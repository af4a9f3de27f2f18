//! What people say of a task takes the place of what was read; all else stays as it was.

use kernel::Line;
use plan::{Correction, Plan, Watch, corrected};

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
    let plan = corrected(&read, &[lead]);
    assert_eq!(plan.tasks[0].lead, ["区科技局"]);
    assert_eq!(plan.tasks[0].responsible, ["区财政局"], "who leads does not share as well");
    assert_eq!(plan.tasks[0].title, read.tasks[0].title);
    assert_eq!(plan.tasks[1], read.tasks[1]);
    let none = Correction { task: "1.2".to_owned(), responsible: names(&[]), ..Correction::default() };
    assert!(corrected(&read, &[none]).tasks[1].responsible.is_empty());
}

#[test]
fn what_is_said_of_a_task_that_is_not_there_changes_nothing() {
    let read = read();
    let title = Some("别的".to_owned());
    let other = Correction { task: "7.1".to_owned(), title, ..Correction::default() };
    assert_eq!(corrected(&read, &[other]).tasks, read.tasks);
}
