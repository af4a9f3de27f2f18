//! What is said of the clauses of a version, in the order in which the plan has them.

use app::cases::start;
use app::plans::comments;
use app::records::Mode;

use crate::world::{taking, world};

#[tokio::test]
async fn comments_stand_in_the_order_of_the_clauses_and_those_of_no_clause_behind_them() {
    let world = world().await;
    let clerk = world.actor("clerk", Some("market-supervision"));
    let plan = world.load_plan(&clerk, &world.text_of_plan()).await.unwrap();
    let version = format!("version={plan}");
    for (clause, subject) in [
        ("1.10", "甲"),
        ("保障措施", "乙"),
        ("1.2", "丙"),
        ("2.1", "丁"),
        ("1.2", "戊"),
        ("1.2.1", "己"),
        ("1", "庚"),
    ] {
        let (clause, subject) = (format!("clause={clause}"), format!("subject={subject}（演示数据）"));
        let made = taking("make", &[&version, &clause, &subject, "text=演示数据"]);
        start(&world.app, &clerk, "comment", &made, Mode::Save).await.unwrap();
    }
    let found = comments(&world.app, &clerk, &plan).await.unwrap();
    let found: Vec<(&str, char)> =
        found.iter().map(|it| (it.clause.as_str(), it.subject.chars().next().unwrap())).collect();
    assert_eq!(
        found,
        [
            ("1", '庚'),
            ("1.2", '丙'),
            ("1.2", '戊'),
            ("1.2.1", '己'),
            ("1.10", '甲'),
            ("2.1", '丁'),
            ("保障措施", '乙')
        ]
    );
}
