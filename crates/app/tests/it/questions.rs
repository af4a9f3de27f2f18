//! Questions of the plan: to whom each is put, which answer counts, and what waits for it.

use app::Actor;
use app::cases::{start, take};
use app::duties::progress;
use app::plans::{self, Question};
use app::records::Mode;
use jiff::civil::date;
use plan::Light;

use crate::world::{World, taking, world};

async fn questions(world: &World, actor: &Actor) -> Vec<Question> {
    plans::questions(&world.app, actor).await.unwrap().unwrap().1
}

/// Puts a question to the finance bureau; gives the number of its case.
async fn put(world: &World, clerk: &Actor, question: &Question) -> String {
    let fields = [
        format!("finding={}", question.name),
        format!("question={}", question.finding.question.zh),
        "owner=finance".to_owned(),
        "due_date=2026-09-30".to_owned(),
    ];
    let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
    let started = start(&world.app, clerk, "question", &taking("ask", &fields), Mode::Save).await;
    started.unwrap().number.unwrap()
}

#[tokio::test]
async fn only_an_answer_that_was_adopted_counts_with_its_day_and_the_name_of_its_body() {
    let world = world().await;
    let clerk = world.actor("clerk", Some("market-supervision"));
    let number = world.load_plan(&clerk, &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk, &number).await;
    let open = questions(&world, &clerk).await;
    let (first, second) = (&open[0], &open[1]);
    assert!(first.name != second.name && second.is_open());
    let (dropped, kept) = (put(&world, &clerk, first).await, put(&world, &clerk, second).await);

    world.later("2026-09-03T09:00:00+08:00");
    let finance = world.actor("liaison", Some("finance"));
    let finance = Actor { name: "account:2".to_owned(), account: Some(2), ..finance };
    let answer = taking("answer", &["answer=以统计公报为准（演示数据）"]);
    for number in [&dropped, &kept] {
        take(&world.app, &finance, number, &answer, Mode::Save).await.unwrap();
    }
    let of =
        async |name: &str| questions(&world, &clerk).await.into_iter().find(|it| it.name == name).unwrap();
    assert!(of(&first.name).await.is_open() && of(&second.name).await.is_open(), "nobody has adopted them");
    world.later("2026-09-05T09:00:00+08:00");
    let mut drop = taking("drop", &[]);
    drop.reason = Some("另有规定（演示数据）".to_owned());
    take(&world.app, &clerk, &dropped, &drop, Mode::Save).await.unwrap();
    take(&world.app, &clerk, &kept, &taking("adopt", &[]), Mode::Save).await.unwrap();

    assert!(of(&first.name).await.is_open(), "what was dropped answers nothing");
    let answered = of(&second.name).await.answer.unwrap();
    assert_eq!((answered.by.as_str(), answered.on), ("区财政局", Some(date(2026, 9, 3))));
}

#[tokio::test]
async fn beside_each_question_stand_its_owner_and_what_stays_grey() {
    let world = world().await;
    let clerk = world.actor("clerk", Some("market-supervision"));
    let number = world.load_plan(&clerk, &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk, &number).await;
    let (standing, questions) = plans::questions(&world.app, &clerk).await.unwrap().unwrap();
    for question in &questions {
        for at in &question.tasks {
            let (task, finding) = (&standing.plan.tasks[*at], &question.finding);
            let lines = [finding.line].into_iter().chain(finding.related.iter().map(|it| it.line));
            assert!(
                lines.into_iter().any(|line| (task.line..=task.last_line).contains(&line)),
                "{finding:?}"
            );
        }
        if question.finding.owner.as_deref() == Some("区市场监督管理局（知识产权局）") {
            assert_eq!(question.owner.as_deref(), Some("market-supervision"));
        }
    }
    assert!(questions.iter().any(|it| it.owner.is_some()), "somebody is known by name");
    assert!(questions.iter().any(|it| !it.tasks.is_empty()), "some bear on tasks");
    assert!(questions.iter().any(|it| !it.targets.is_empty()), "some bear on targets");
    let progress = progress(&world.app).await.unwrap();
    let task = &progress["1.2"];
    assert_eq!((task.duties(), task.lights[Light::Grey as usize], task.light()), (22, 22, Light::Grey));
    assert_eq!(progress.values().map(app::duties::Progress::duties).sum::<usize>(), 172);
}
