//! Questions of the plan: to whom each is put, which answer counts, and what waits for it.

use app::cases::{Taking, annul, held_by_records, show, start, take};
use app::duties::progress;
use app::plans::{self, Question};
use app::records::{Given, Mode};
use app::{Actor, Error};
use jiff::civil::date;
use plan::Light;
use serde_json::json;

use crate::world::{World, taking, told, world};

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
async fn what_was_dropped_is_asked_again_and_taking_the_drop_back_finds_the_place_taken() {
    let world = world().await;
    let clerk = world.actor("clerk", Some("market-supervision"));
    let number = world.load_plan(&clerk, &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk, &number).await;
    let question = questions(&world, &clerk).await.swap_remove(0);
    let first = put(&world, &clerk, &question).await;
    let asked = async || {
        let all = questions(&world, &clerk).await;
        all.into_iter().find(|it| it.name == question.name).unwrap()
    };
    assert!(!asked().await.may_be_put(), "it is under way");
    let mut drop = taking("drop", &[]);
    drop.reason = Some("等上级文件（演示数据）".to_owned());
    take(&world.app, &clerk, &first, &drop, Mode::Save).await.unwrap();
    assert!(asked().await.may_be_put());
    annul(&world.app, &clerk, &first, 2, "仍要答复（演示数据）").await.unwrap();
    assert!(!asked().await.may_be_put(), "the drop counts no longer");
    take(&world.app, &clerk, &first, &drop, Mode::Save).await.unwrap();

    let second = put(&world, &clerk, &question).await;
    assert_ne!(first, second);
    assert_eq!(asked().await.put.unwrap().number, second, "the newest is shown");
    let refused = annul(&world.app, &clerk, &first, 4, "仍要答复（演示数据）").await;
    assert!(matches!(refused, Err(Error::Conflict(why)) if why.zh.contains(&second)));
}

#[tokio::test]
async fn a_question_stands_with_the_body_and_the_day_of_its_case_also_after_it_was_passed_on() {
    let world = world().await;
    let clerk = world.actor("clerk", Some("market-supervision"));
    let number = world.load_plan(&clerk, &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk, &number).await;
    let question = questions(&world, &clerk).await.swap_remove(0);
    assert!(question.put.is_none());
    let number = put(&world, &clerk, &question).await;
    // Everybody may know who has to answer, and until when.
    let stranger = Actor::stranger(None);
    let shown = async || {
        let all = questions(&world, &stranger).await;
        let put = all.into_iter().find(|it| it.name == question.name).unwrap().put.unwrap();
        (put.owner.unwrap(), put.due.unwrap())
    };
    assert_eq!(shown().await, ("区财政局".to_owned(), date(2026, 9, 30)));
    let mut passed = taking("pass-on", &["owner=market-supervision", "due_date=2026-10-15"]);
    passed.reason = Some("属知识产权管理部门职责（演示数据）".to_owned());
    take(&world.app, &clerk, &number, &passed, Mode::Save).await.unwrap();
    assert_eq!(shown().await, ("区市场监督管理局（知识产权局）".to_owned(), date(2026, 10, 15)));
}

/// A question about this, answered; gives its number.
async fn answered(world: &World, clerk: &Actor, finding: &str, about: &[&str]) -> String {
    let mut fields = vec!["question=怎样理解？", "owner=finance", "due_date=2026-09-30", finding];
    fields.extend(about);
    let asked = start(&world.app, clerk, "question", &taking("ask", &fields), Mode::Save).await.unwrap();
    let number = asked.number.unwrap();
    let finance = world.actor("liaison", Some("finance"));
    let finance = Actor { name: "account:2".to_owned(), account: Some(2), ..finance };
    let answer = taking("answer", &["answer=已议定（演示数据）"]);
    take(&world.app, &finance, &number, &answer, Mode::Save).await.unwrap();
    number
}

#[tokio::test]
async fn an_answer_that_is_adopted_corrects_the_task_it_is_about() {
    let world = world().await;
    let clerk = world.actor("clerk", Some("market-supervision"));
    let plan = world.load_plan(&clerk, &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk, &plan).await;
    let about = ["version=plan-2026-0001", "task=1.2"];
    let number = answered(&world, &clerk, "finding=甲", &about).await;
    let case = show(&world.app, &clerk, &number).await.unwrap();
    assert!(case.steps.iter().any(|step| step.id == "adopt-task"));
    assert!(!case.steps.iter().any(|step| step.id == "adopt-target"), "it is about no target");
    let step = case.procedure.step("adopt-task").unwrap().clone();
    let read = held_by_records(&world.app, &clerk, &case, &step).await.unwrap();
    assert_eq!(read["title"], ["健全行业管理体制"]);
    assert_eq!(read["lead"], ["区市场监督管理局（知识产权局）"]);

    let mut taking = Taking::new("adopt-task", read.clone());
    let Given::Texts(given) = &mut taking.given else { unreachable!() };
    given.extend([("version", "plan-2026-0001"), ("task", "1.2")].map(|(id, text)| one(id, text)));
    let as_read = taking.clone();
    let Given::Texts(given) = &mut taking.given else { unreachable!() };
    given.extend([one("lead", "区某某局"), one("deadline", "尽快")]);
    let refused = take(&world.app, &clerk, &number, &taking, Mode::Save).await;
    let expected = [("unknown-body", "lead"), ("no-day", "deadline")];
    assert_eq!(told(refused), expected.map(|(code, field)| (code.to_owned(), field.to_owned())));
    let Given::Texts(given) = &mut taking.given else { unreachable!() };
    given.extend([one("lead", "区科技局"), one("deadline", "2026年底前")]);
    world.later("2026-09-08T09:00:00+08:00");
    take(&world.app, &clerk, &number, &taking, Mode::Save).await.unwrap();

    let standing = plans::version(&world.app, &clerk, &plan).await.unwrap();
    let reading = &standing.readings.tasks["1.2"];
    assert!(reading.is_corrected && reading.case.as_deref() == Some(&*number));
    assert_eq!((reading.since, reading.basis.as_str()), (date(2026, 9, 8), &*number));
    let task = &standing.plan.tasks[1];
    assert_eq!(task.lead, ["区科技局"]);
    assert_eq!(task.deadline.as_deref(), Some("2026-12-31"));
    assert_eq!(task.title, standing.read.tasks[1].title);

    // What is not otherwise than it was read is confirmed, and undoes what was said before.
    let again = answered(&world, &clerk, "finding=乙", &about).await;
    take(&world.app, &clerk, &again, &as_read, Mode::Save).await.unwrap();
    let standing = plans::version(&world.app, &clerk, &plan).await.unwrap();
    assert!(!standing.readings.tasks["1.2"].is_corrected);
    assert_eq!(standing.plan.tasks[1].lead, standing.read.tasks[1].lead);
}

#[tokio::test]
async fn an_answer_corrects_a_target_or_says_why_it_changes_nothing() {
    let world = world().await;
    let clerk = world.actor("clerk", Some("market-supervision"));
    let plan = world.load_plan(&clerk, &world.text_of_plan()).await.unwrap();
    let about = ["version=plan-2026-0001", "target=14.2"];
    let number = answered(&world, &clerk, "finding=甲", &about).await;
    let adopt = take(&world.app, &clerk, &number, &taking("adopt", &[]), Mode::Save).await;
    assert_eq!(told(adopt), [("field-present".to_owned(), "unchanged".to_owned())]);
    let said = ["subject=每万人高价值发明专利拥有量", "comparator=more", "value=55", "unit=件"];
    let mut fields = vec!["target=14.2", "version=plan-2026-0001", "by=2026-12-31"];
    fields.extend(said);
    take(&world.app, &clerk, &number, &taking("adopt-target", &fields), Mode::Save).await.unwrap();
    let standing = plans::version(&world.app, &clerk, &plan).await.unwrap();
    let target = &standing.plan.targets[1];
    assert_eq!(
        (target.number, target.comparator, target.unit.as_str()),
        (55.0, plan::Comparator::More, "件")
    );

    let second = answered(&world, &clerk, "finding=乙", &about).await;
    let same = taking("adopt", &["unchanged=只说明数据来源（演示数据）"]);
    take(&world.app, &clerk, &second, &same, Mode::Save).await.unwrap();
    let standing = plans::version(&world.app, &clerk, &plan).await.unwrap();
    assert_eq!(standing.readings.targets["14.2"].basis, number, "nothing changes");

    let third = answered(&world, &clerk, "finding=丙", &about).await;
    for (field, expected) in [
        ("version=plan-2026-0009", ("unknown-number", "version")),
        ("target=14.9", ("unknown-number", "target")),
    ] {
        let mut fields = fields.clone();
        fields[usize::from(field.starts_with("version"))] = field;
        let refused = take(&world.app, &clerk, &third, &taking("adopt-target", &fields), Mode::Save).await;
        assert_eq!(told(refused), [(expected.0.to_owned(), expected.1.to_owned())]);
    }
    let mut drop = taking("drop", &[]);
    drop.reason = Some("换文本（演示数据）".to_owned());
    take(&world.app, &clerk, &plan, &drop, Mode::Save).await.unwrap();
    let refused = take(&world.app, &clerk, &third, &taking("adopt-target", &fields), Mode::Save).await;
    assert_eq!(told(refused), [("plan-replaced".to_owned(), "version".to_owned())]);
}

#[tokio::test]
async fn an_answer_corrects_a_stage_and_another_a_safeguard() {
    let world = world().await;
    let clerk = world.actor("clerk", Some("market-supervision"));
    let plan = world.load_plan(&clerk, &world.text_of_plan()).await.unwrap();
    let number = answered(&world, &clerk, "finding=甲", &["version=plan-2026-0001", "stage=1"]).await;
    let case = show(&world.app, &clerk, &number).await.unwrap();
    let offered: Vec<&str> = case.steps.iter().map(|step| step.id.as_str()).collect();
    assert!(offered.contains(&"adopt-stage") && !offered.contains(&"adopt-safeguard"), "{offered:?}");
    let adopt = take(&world.app, &clerk, &number, &taking("adopt", &[]), Mode::Save).await;
    assert_eq!(told(adopt), [("field-present".to_owned(), "unchanged".to_owned())]);
    let read = plans::version(&world.app, &clerk, &plan).await.unwrap().read.clone();
    let step = case.procedure.step("adopt-stage").unwrap().clone();
    let held = held_by_records(&world.app, &clerk, &case, &step).await.unwrap();
    assert_eq!(held["title"], [read.stages[0].title.as_str()], "the form begins with what was read");
    let title = format!("title={}", read.stages[0].title);
    let fields = ["version=plan-2026-0001", "stage=1", &*title, "from=2024年2月", "until=不久"];
    let refused = take(&world.app, &clerk, &number, &taking("adopt-stage", &fields), Mode::Save).await;
    assert_eq!(told(refused)[0], ("no-day".to_owned(), "until".to_owned()));
    let fields = ["version=plan-2026-0001", "stage=1", &*title, "from=2024年2月", "until=2024年6月"];
    take(&world.app, &clerk, &number, &taking("adopt-stage", &fields), Mode::Save).await.unwrap();
    let standing = plans::version(&world.app, &clerk, &plan).await.unwrap();
    let stage = &standing.plan.stages[0];
    assert_eq!((stage.from.as_deref(), stage.to.as_deref()), (Some("2024-02"), Some("2024-06")));
    assert_eq!(stage.title, read.stages[0].title);
    assert_eq!(standing.readings.stages["1"].case.as_deref(), Some(&*number));

    // What a program leaves out stays as it was read.
    let second = answered(&world, &clerk, "finding=乙", &["version=plan-2026-0001", "safeguard=2"]).await;
    let given = json!({ "lead": ["区财政局"] });
    take(&world.app, &clerk, &second, &sent("adopt-safeguard", given), Mode::Save).await.unwrap();
    let standing = plans::version(&world.app, &clerk, &plan).await.unwrap();
    let (safeguard, was) = (&standing.plan.safeguards[1], &read.safeguards[1]);
    assert_eq!(safeguard.lead, ["区财政局"]);
    assert_eq!((&safeguard.title, &safeguard.responsible), (&was.title, &was.responsible));
    assert_eq!(standing.readings.safeguards["2"].basis, second);

    let third = answered(&world, &clerk, "finding=丙", &["version=plan-2026-0001", "stage=19"]).await;
    let fields = ["version=plan-2026-0001", "stage=19", "title=甲"];
    let nowhere = take(&world.app, &clerk, &third, &taking("adopt-stage", &fields), Mode::Save).await;
    assert_eq!(told(nowhere), [("unknown-number".to_owned(), "stage".to_owned())]);
}

/// A step with what a program sends for it.
fn sent(step: &str, given: serde_json::Value) -> Taking {
    Taking { given: Given::Object(given), ..taking(step, &[]) }
}

#[tokio::test]
async fn what_a_program_leaves_out_of_an_answer_stays_as_it_was_read() {
    let world = world().await;
    let clerk = world.actor("clerk", Some("market-supervision"));
    let plan = world.load_plan(&clerk, &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk, &plan).await;
    let alone = ["question=怎样理解？", "owner=finance", "due_date=2026-09-30", "finding=无版本"];
    for about in ["task=1.2", "target=14.2"] {
        let fields = [alone.as_slice(), &[about]].concat();
        let refused = start(&world.app, &clerk, "question", &taking("ask", &fields), Mode::Save).await;
        assert_eq!(told(refused), [("field-present".to_owned(), "version".to_owned())], "{about}");
    }

    let about = ["version=plan-2026-0001", "task=1.2"];
    for (finding, given) in [
        ("finding=甲", json!({ "deadline": "2026年底前" })),
        // What was corrected before stays as well.
        ("finding=乙", json!({ "lead": ["区科技局"] })),
    ] {
        let number = answered(&world, &clerk, finding, &about).await;
        take(&world.app, &clerk, &number, &sent("adopt-task", given), Mode::Save).await.unwrap();
    }
    let standing = plans::version(&world.app, &clerk, &plan).await.unwrap();
    let (task, read) = (&standing.plan.tasks[1], &standing.read.tasks[1]);
    assert_eq!(task.lead, ["区科技局"]);
    assert_eq!(task.deadline.as_deref(), Some("2026-12-31"));
    assert_eq!((&task.title, &task.responsible), (&read.title, &read.responsible));
    assert!(!read.responsible.is_empty(), "there is something to lose");

    let about = ["version=plan-2026-0001", "target=14.2"];
    let number = answered(&world, &clerk, "finding=丙", &about).await;
    let given = json!({ "value": "55" });
    take(&world.app, &clerk, &number, &sent("adopt-target", given), Mode::Save).await.unwrap();
    let standing = plans::version(&world.app, &clerk, &plan).await.unwrap();
    let (target, read) = (&standing.plan.targets[1], &standing.read.targets[1]);
    assert_eq!(target.number, 55.0);
    assert_eq!(
        (&target.subject, target.comparator, &target.unit, &target.by),
        (&read.subject, read.comparator, &read.unit, &read.by)
    );
}

fn one(id: &str, text: &str) -> (String, Vec<String>) {
    (id.to_owned(), vec![text.to_owned()])
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
