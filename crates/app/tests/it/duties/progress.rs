//! How far tasks, stages and answers are.

use app::answers::answers;
use app::cases::{start, take};
use app::duties::progress;
use app::plans;
use app::records::Mode;
use jiff::civil::date;
use plan::Light;

use super::{PROOF, STREET, issued, say, stranger};
use crate::world::{taking, told};

#[tokio::test]
async fn how_far_a_task_is_goes_by_evidence_alone() {
    let (world, clerk) = issued().await;
    let of = async || progress(&world.app).await.unwrap()["1.2"];
    let none = of().await;
    assert_eq!((none.duties(), none.unlisted, none.light()), (22, 22, Light::Grey));
    say(&world, &clerk, "proofs", &PROOF).await;
    world.later("2026-09-02T09:00:00+08:00");
    let late = of().await;
    assert_eq!((late.wanted, late.accepted, late.missing, late.unlisted), (21, 0, 21, 1));
    assert_eq!(late.light(), Light::Red, "a task stands as its worst duty does");
    // A report that is late is nobody else's business.
    let before = progress(&world.app).await.unwrap()["1.1"];
    let round = ["quarter=2026-q3", "title=三季度（演示数据）", "due_date=2026-09-25"];
    let round = start(&world.app, &clerk, "round", &taking("draft", &round), Mode::Save).await.unwrap();
    take(&world.app, &clerk, &round.number.unwrap(), &taking("issue", &[]), Mode::Save).await.unwrap();
    world.later("2026-09-28T09:00:00+08:00");
    assert_eq!(progress(&world.app).await.unwrap()["1.1"], before);
}

#[tokio::test]
async fn a_stage_closes_with_its_four_proofs_and_on_the_day_on_which_it_really_does() {
    let (world, clerk) = issued().await;
    let given = ["period=2024-2026", "stage=1", "title=启动动员阶段", "from=2024-01-01", "until=2024-04-30"];
    let number = start(&world.app, &clerk, "stage", &taking("mobilize", &given), Mode::Save).await;
    let number = number.unwrap().number.unwrap();
    let early = take(&world.app, &clerk, &number, &taking("close-mobilization", &[]), Mode::Save).await;
    let codes: Vec<String> = told(early).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["document-present"; 4]);
    let mut proofs = Vec::new();
    for field in ["plan_issued", "duty_sheets", "meeting", "publicity"] {
        let file = ("佐证.txt", "演示数据".as_bytes());
        let file = app::files::keep(&world.app, &clerk, field, file).await.unwrap();
        proofs.push(format!("{field}={}", file.reference));
    }
    let proofs: Vec<&str> = proofs.iter().map(String::as_str).collect();
    take(&world.app, &clerk, &number, &taking("add-to-mobilization", &proofs), Mode::Save).await.unwrap();
    take(&world.app, &clerk, &number, &taking("close-mobilization", &[]), Mode::Save).await.unwrap();
    let stranger = stranger(&world);
    let current = plans::current(&world.app, &stranger).await.unwrap().unwrap();
    let stages = plans::stages(&world.app, &stranger, &current.plan).await.unwrap();
    assert_eq!(stages[&1].closed_on, Some(date(2026, 9, 1)), "late, as it was");
}

#[tokio::test]
async fn the_working_days_to_answer_are_counted_by_body() {
    let (world, clerk) = issued().await;
    let street = world.actor("liaison", Some(STREET));
    let finance = world.actor("liaison", Some("finance"));
    for (answered, subject) in
        [(Some("2026-09-04T09:00:00+08:00"), "一"), (Some("2026-09-09T09:00:00+08:00"), "二"), (None, "三")]
    {
        let subject = format!("subject={subject}（演示数据）");
        let raised = [&*subject, "body=street-shaping", "description=演示数据"];
        let number = start(&world.app, &street, "problem", &taking("raise", &raised), Mode::Save).await;
        let number = number.unwrap().number.unwrap();
        let assign = taking("assign", &["owner=finance", "dimension=protection", "due_date=2026-12-31"]);
        take(&world.app, &clerk, &number, &assign, Mode::Save).await.unwrap();
        if let Some(day) = answered {
            world.later(day);
            let answer = taking("answer", &["answer=已答复（演示数据）"]);
            take(&world.app, &finance, &number, &answer, Mode::Save).await.unwrap();
        }
    }
    let found = answers(&world.app, &clerk).await.unwrap();
    let of: Vec<_> =
        found.iter().map(|of| (of.name.as_str(), of.answered, of.waiting, of.median())).collect();
    // 1 to 4 September and 4 to 9 September 2026, three working days each.
    assert_eq!(of, [("区财政局", 2, 1, Some("3".to_owned()))]);
}
