//! What bodies fill in: the matrix of what covers each task, and the burden that is counted.

use app::Actor;
use app::burden::burden;
use app::cases::{Taking, start, take};
use app::duties::matrix;
use app::records::Mode;
use jiff::civil::date;

use super::{STREET, issued, say};
use crate::supervision::designate;
use crate::world::{World, taking};

#[tokio::test]
async fn a_hole_is_filled_or_somebody_signs_that_nothing_belongs_there() {
    let (world, clerk) = issued().await;
    let cover = async |number: &str, fields: &[(&str, &str)]| {
        let all = [&[("task", "1.1"), ("system", "policy"), ("number", number)][..], fields].concat();
        say(&world, &clerk, "coverage", &all).await;
    };
    let policy = async || {
        let rows = matrix(&world.app, &clerk).await.unwrap();
        assert_eq!(rows.len(), 20, "one row for each task");
        rows[0].systems[1].iter().map(|cover| cover.what.clone()).collect::<Vec<String>>()
    };
    assert!(policy().await.is_empty());
    cover("1", &[("kind", "document"), ("what", "工作规则（演示数据）")]).await;
    assert_eq!(policy().await, ["工作规则（演示数据）"]);
    let decision = ["meeting=2026-01", "number=9", "subject=建立台账（演示数据）", "lead=finance"];
    let decision = [&decision[..], &["dimension=management", "due_date=2026-10-30"]].concat();
    start(&world.app, &clerk, "decision", &taking("assign", &decision), Mode::Save).await.unwrap();
    policy().await;

    // Who enters that nothing belongs there has signed for it; nobody types who that was.
    let service = [("task", "1.1"), ("system", "service"), ("number", "1"), ("kind", "not-applicable")];
    let service = [&service[..], &[("what", "不面向公众（演示数据）")]].concat();
    say(&world, &clerk, "coverage", &service).await;
    let rows = matrix(&world.app, &clerk).await.unwrap();
    let signed = rows[0].systems[2][0].not_applicable.as_ref().unwrap();
    assert_eq!((signed.actor.as_str(), signed.on), ("account:1", date(2026, 9, 1)));
    let program = Actor { name: "key:3".to_owned(), ..clerk.clone() };
    let management = [("task", "1.1"), ("system", "management"), ("number", "1"), ("kind", "not-applicable")];
    let management = [&management[..], &[("what", "不适用（演示数据）")]].concat();
    say(&world, &program, "coverage", &management).await;
    assert!(
        matrix(&world.app, &clerk).await.unwrap()[0].systems[0].is_empty(),
        "a program signs for nothing"
    );
}

#[tokio::test]
async fn what_a_body_fills_in_is_counted_and_what_fills_itself_in_is_not() {
    let (world, clerk) = issued().await;
    let round = ["quarter=2026-q3", "title=三季度（演示数据）", "due_date=2026-09-25"];
    let round = start(&world.app, &clerk, "round", &taking("draft", &round), Mode::Save).await.unwrap();
    take(&world.app, &clerk, &round.number.unwrap(), &taking("issue", &[]), Mode::Save).await.unwrap();
    let of = async |name: &str| {
        let all = burden(&world.app).await.unwrap();
        all.into_iter().find(|burden| burden.name == name).map(|burden| (burden.steps, burden.fields))
    };
    // The plan: title and text, number and day. The round: quarter, title and day, and its issue. No report.
    assert_eq!(of("区市场监督管理局（知识产权局）").await, Some((4, 7)));
    assert_eq!(of("沙坪街道").await, Some((0, 0)), "it has answered nothing");
    let street = world.actor("liaison", Some(STREET));
    let wanted = app::cases::Wanted::default();
    let mut reports = app::cases::list(&world.app, &street, "report", &wanted).await.unwrap();
    let report = reports.cases.remove(0).current.number;
    let said = taking(
        "send",
        &["judgement=on-course", "measures=走访企业十二家，逐户核对台账并当场答复企业所提的问题（演示数据）"],
    );
    take(&world.app, &street, &report, &said, Mode::Save).await.unwrap();
    assert_eq!(of("沙坪街道").await, Some((1, 2)));
    let asked = async |name: &str| {
        let all = burden(&world.app).await.unwrap();
        all.into_iter().find(|burden| burden.name == name).map(|burden| (burden.asked, burden.revisions))
    };
    let procedure = world.app.declarations().procedures["report"].clone();
    let asks = &procedure.step("send").unwrap().asks;
    // The answers to what the round asked beside: it asked nothing.
    let send = asks.len() - procedure.replies.len();
    assert!(send > 2, "the form asks for more than was filled in");
    assert_eq!(asked("沙坪街道").await, Some((send, 0)));
    let open = async |name: &str| {
        let all = burden(&world.app).await.unwrap();
        all.into_iter().find(|burden| burden.name == name).unwrap().open
    };
    // What is asked and not answered: every other report, and the sheet with its duties, which asks one thing.
    let reports = app::cases::list(&world.app, &street, "report", &wanted).await.unwrap().cases.len() - 1;
    let before = open("沙坪街道").await;
    assert_eq!(before, reports * send + 1);
    let back = app::cases::Taking {
        reason: Some("补充（演示数据）".to_owned()), ..taking("hand-back", &[])
    };
    let leader =
        Actor { account: Some(9), name: "account:9".to_owned(), ..world.actor("leader", Some(STREET)) };
    take(&world.app, &leader, &report, &back, Mode::Save).await.unwrap();
    assert_eq!(open("沙坪街道").await, before + send, "it is asked again");

    // What somebody who works for a body says of records is counted too, once.
    let account = world.account("liaison", Some(STREET)).await;
    let keeper = Actor { name: format!("account:{account}"), account: Some(account), ..street.clone() };
    let post = [
        ("body", STREET),
        ("number", "7"),
        ("title", "演示岗位"),
        ("office", "演示科室"),
        ("filled", "否"),
        ("duties", "演示数据"),
    ];
    say(&world, &keeper, "posts", &post).await;
    for _ in 0..2 {
        assert_eq!(asked("沙坪街道").await, Some((send, 1)));
    }
}

/// What was asked of the street, and what waits for it.
async fn asked_and_open(world: &World) -> (usize, usize) {
    let all = burden(&world.app).await.unwrap();
    let street = all.iter().find(|burden| burden.name == "沙坪街道");
    street.map_or((0, 0), |burden| (burden.asked, burden.open))
}

#[tokio::test]
async fn what_was_asked_to_the_end_and_never_answered_stays_asked() {
    let (world, clerk) = issued().await;
    let taken = async |actor: &Actor, number: &str, taking: Taking| {
        take(&world.app, actor, number, &taking, Mode::Save).await.unwrap().state
    };
    let round = ["quarter=2026-q3", "title=三季度（演示数据）", "due_date=2026-09-25"];
    let round = start(&world.app, &clerk, "round", &taking("draft", &round), Mode::Save).await.unwrap();
    taken(&clerk, &round.number.unwrap(), taking("issue", &[])).await;
    let street = world.actor("liaison", Some(STREET));
    let wanted = app::cases::Wanted::default();
    let mut reports = app::cases::list(&world.app, &street, "report", &wanted).await.unwrap();
    let report = reports.cases.remove(0).current.number;
    let procedure = world.app.declarations().procedures["report"].clone();
    let fields = |step: &str| procedure.step(step).unwrap().asks.len() - procedure.replies.len();
    let (asked, open) = asked_and_open(&world).await;
    assert_eq!(asked, 0, "nothing was answered, and nothing has ended");
    world.later("2026-09-28T09:00:00+08:00");
    assert_eq!(taken(&clerk, &report, taking("close", &[])).await, "missing");
    let (before, waiting) = asked_and_open(&world).await;
    assert_eq!((before, waiting), (0, open - fields("send") + fields("supplement")), "it can still come");
    assert_eq!(taken(&clerk, &report, taking("leave", &[])).await, "unreported");
    let gone = (fields("supplement"), waiting - fields("supplement"));
    assert_eq!(asked_and_open(&world).await, gone, "nobody answered, and it was asked all the same");

    // A slip that is taken back asked for an answer and for evidence; one that was answered is counted by its answer alone.
    let slip = ["subject=补报（演示数据）", "body=street-shaping", "colour=blue", "dimension=management"];
    let slip = [&slip[..], &["demand=补报（演示数据）", "due_date=2026-09-30"]].concat();
    for (ending, all) in [("withdraw", 2), ("close", 4)] {
        let sent = start(&world.app, &clerk, "slip", &taking("issue", &slip), Mode::Save).await;
        let sent = sent.unwrap().number.unwrap();
        assert_eq!(asked_and_open(&world).await.1, gone.1 + 2);
        if ending == "close" {
            taken(&street, &sent, taking("answer", &["answer=已补（演示数据）"])).await;
        }
        let reason = (ending == "withdraw").then(|| "发错了（演示数据）".to_owned());
        taken(&clerk, &sent, Taking { reason, ..taking(ending, &[]) }).await;
        assert_eq!(asked_and_open(&world).await, (gone.0 + all, gone.1), "{ending}");
    }

    // That a review can be asked for is asked of nobody; that the body reports what it put right is, whether it did or not.
    designate(&world).await;
    let notice = ["inspector=market-supervision", "designation=1", "body=street-shaping"];
    let about = ["subject=软件正版化（演示数据）", "scope=核对台账（演示数据）", "dimension=protection"];
    let notice = [&notice[..], &about, &["due_date=2026-10-16"]].concat();
    let notice = start(&world.app, &clerk, "supervision-notice", &taking("issue", &notice), Mode::Save).await;
    let notice = notice.unwrap().number.unwrap();
    let before = asked_and_open(&world).await;
    let head = world.actor("leader", Some("market-supervision"));
    taken(&head, &notice, taking("conclude", &["conclusion=整改到位（演示数据）"])).await;
    assert_eq!(asked_and_open(&world).await, (before.0, before.1 - 2));
    world.later("2026-11-02T09:00:00+08:00");
    taken(&clerk, &notice, taking("close", &[])).await;
    assert_eq!(asked_and_open(&world).await, (before.0 + 2, before.1 - 2));
}

#[tokio::test]
async fn what_somebody_entered_stays_with_the_body_at_which_they_worked_that_day() {
    let (world, _) = issued().await;
    let counted = async || {
        let all = burden(&world.app).await.unwrap();
        let street = all.iter().find(|burden| burden.name == "沙坪街道");
        let of_all: usize = all.iter().map(|burden| burden.revisions).sum();
        (street.map_or(0, |burden| burden.revisions), of_all)
    };
    let account = world.account("liaison", Some(STREET)).await;
    let enter = async |body: &str| {
        let liaison = world.actor("liaison", Some(body));
        let keeper = Actor { name: format!("account:{account}"), account: Some(account), ..liaison };
        let post = [("body", body), ("number", "7"), ("title", "演示岗位"), ("office", "演示科室")];
        let post = [&post[..], &[("filled", "否"), ("duties", "演示数据")]].concat();
        say(&world, &keeper, "posts", &post).await;
    };
    enter(STREET).await;
    // The role ends, and another body takes the person on, before anybody has looked.
    world.later("2026-09-02T09:00:00+08:00");
    let write = world.app.begin(&Actor::system(), "take", ("account", "1"), None).await.unwrap();
    store::grants::end_all(&write, account).await.unwrap();
    write.commit().await.unwrap();
    world.grant(account, "liaison", Some("finance")).await;
    assert_eq!(counted().await, (1, 1));
    enter("finance").await;
    assert_eq!(counted().await, (1, 2), "what is done for the other body is counted for that one");
}
