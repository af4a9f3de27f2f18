//! What somebody began to fill in: theirs alone, sealed, gone once it is sent or its time is over.

use app::cases::drafts::{self, DRAFT_DAYS, Of};
use app::cases::{Taking, prefilled, start, take};
use app::records::Mode;
use app::sessions::{Next, Way, Who};
use app::{Actor, Error, accounts, jobs};
use form::Input;
use store::Database;
use store::accounts::AccountKind;

use crate::county::on_both;
use crate::people::stage::{Stage, password};
use crate::world::{World, taking, world, world_on};

const STREET: &str = "street-shaping";
const OFFICE: &str = "market-supervision";
const PARK: &str = "jinxia-park";

const ROUND: Of<'_> = Of { procedure: "round", step: "draft", number: None };
const PROBLEM: Of<'_> = Of { procedure: "problem", step: "raise", number: None };

/// Somebody with an account of their own, who has signed in.
async fn person(world: &World, role: &str, body: Option<&str>) -> Who {
    let account = world.account(role, body).await;
    let roles = world.roles(account).await;
    let actor = Actor {
        account: Some(account),
        name: format!("account:{account}"),
        roles,
        ..world.actor(role, body)
    };
    Who {
        actor,
        session: Some(account),
        kind: Some(AccountKind::Staff),
        way: Some(Way::Password),
        next: Next::Nothing,
    }
}

fn texts(pairs: &[(&str, &str)]) -> Input {
    pairs.iter().map(|(id, text)| ((*id).to_owned(), vec![(*text).to_owned()])).collect()
}

#[test]
fn a_draft_is_the_own_and_gone_once_it_is_sent() {
    on_both(sent);
}

async fn sent(database: Database) {
    let world = world_on(database).await;
    let app = &world.app;
    let (clerk, other) = (person(&world, "clerk", None).await, person(&world, "clerk", None).await);
    let begun = texts(&[("quarter", "2026-q3"), ("title", "三季度（演示数据）")]);
    let code = drafts::keep(app, &clerk, ROUND, None, &begun).await.unwrap().code;
    let more = texts(&[("quarter", "2026-q3"), ("title", "三季度"), ("due_date", "不知道")]);
    assert_eq!(drafts::keep(app, &clerk, ROUND, Some(&code), &more).await.unwrap().code, code);
    let draft = drafts::read(app, &clerk, &code).await.unwrap();
    assert_eq!(
        (draft.texts, draft.begun.step.as_str()),
        (more, "draft"),
        "as it was written, right or wrong"
    );
    assert_eq!(drafts::list(app, &clerk).await.unwrap().len(), 1);
    // Nobody else reads, changes or removes it, or finds it in a list.
    assert!(matches!(drafts::read(app, &other, &code).await, Err(Error::NotFound)));
    assert!(matches!(drafts::keep(app, &other, ROUND, Some(&code), &begun).await, Err(Error::NotFound)));
    assert!(matches!(drafts::remove(app, &other, &code).await, Err(Error::NotFound)));
    assert_eq!(drafts::list(app, &other).await.unwrap(), []);
    // What is refused leaves it; what is done takes it along.
    let wanted = |fields: &[&str]| Taking { draft: Some(code.clone()), ..taking("draft", fields) };
    let wrong = wanted(&["quarter=2026-q3", "title=三季度", "due_date=不知道"]);
    let refused = start(app, &clerk.actor, "round", &wrong, Mode::Save).await;
    assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
    let right = wanted(&["quarter=2026-q3", "title=三季度（演示数据）", "due_date=2026-09-25"]);
    start(app, &clerk.actor, "round", &right, Mode::Check).await.unwrap();
    assert!(drafts::read(app, &clerk, &code).await.is_ok());
    start(app, &clerk.actor, "round", &right, Mode::Save).await.unwrap();
    assert!(matches!(drafts::read(app, &clerk, &code).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn of_a_step_of_a_case_there_is_one_draft_of_each_person() {
    let world = world().await;
    let app = &world.app;
    let (clerk, liaison) =
        (person(&world, "clerk", Some(OFFICE)).await, person(&world, "liaison", Some(STREET)).await);
    let slip = [
        "subject=补报（演示数据）",
        "body=street-shaping",
        "colour=blue",
        "demand=补报",
        "dimension=management",
        "due_date=2026-09-04",
    ];
    let slip = start(app, &clerk.actor, "slip", &taking("issue", &slip), Mode::Save).await.unwrap();
    let number = slip.number.unwrap();
    let answer = Of { procedure: "slip", step: "answer", number: Some(&number) };
    let first = drafts::keep(app, &liaison, answer, None, &texts(&[("answer", "正在补")])).await.unwrap();
    let again = drafts::keep(app, &liaison, answer, None, &texts(&[("answer", "已补报")])).await.unwrap();
    assert_eq!(first.code, again.code);
    let draft = drafts::of_step(app, &liaison, &number, "answer").await.unwrap().unwrap();
    assert_eq!(draft.texts, texts(&[("answer", "已补报")]));
    assert_eq!(drafts::of_step(app, &clerk, &number, "answer").await.unwrap(), None);
    // A case that one does not see has no step to be filled in, and a step belongs to its procedure.
    let park = person(&world, "liaison", Some(PARK)).await;
    let wrong = Of { procedure: "problem", ..answer };
    for (who, of) in [(&park, answer), (&liaison, wrong), (&liaison, Of { step: "issue", ..answer })] {
        let kept = drafts::keep(app, who, of, None, &Input::new()).await;
        assert!(matches!(kept, Err(Error::NotFound)), "{kept:?}");
    }
    take(app, &liaison.actor, &number, &taking("answer", &["answer=已补报"]), Mode::Save).await.unwrap();
    assert_eq!(drafts::of_step(app, &liaison, &number, "answer").await.unwrap(), None);
}

#[tokio::test]
async fn drafts_are_not_kept_without_end() {
    let world = world().await;
    let app = &world.app;
    let clerk = person(&world, "clerk", None).await;
    let long = texts(&[("note", &"长".repeat(2_000_000))]);
    let refused = drafts::keep(app, &clerk, ROUND, None, &long).await;
    let Err(Error::Invalid(problems)) = refused else { panic!("{refused:?}") };
    assert_eq!(problems[0].code, "draft-too-long");
    for _ in 0..100 {
        drafts::keep(app, &clerk, ROUND, None, &Input::new()).await.unwrap();
    }
    let refused = drafts::keep(app, &clerk, ROUND, None, &Input::new()).await;
    let Err(Error::Invalid(problems)) = refused else { panic!("{refused:?}") };
    assert_eq!(problems[0].code, "too-many-drafts");
    let code = drafts::list(app, &clerk).await.unwrap()[0].code.clone();
    let again = drafts::keep(app, &clerk, ROUND, Some(&code), &texts(&[("title", "甲")])).await.unwrap();
    assert_eq!(again.code, code);
    // A night after their time is over they are gone; the one that was kept again stays.
    let days = |days: i64| app.now() + jiff::SignedDuration::from_hours(24 * days);
    world.later(&days(DRAFT_DAYS - 1).to_string());
    drafts::keep(app, &clerk, ROUND, Some(&code), &texts(&[("title", "乙")])).await.unwrap();
    world.later(&days(2).to_string());
    jobs::tidy_now(app, &world.actor("system-administrator", None)).await.unwrap();
    jobs::run_due(app).await.unwrap();
    let left: Vec<String> = drafts::list(app, &clerk).await.unwrap().into_iter().map(|it| it.code).collect();
    assert_eq!(left, [code]);
}

#[tokio::test]
async fn a_page_is_judged_by_its_own_fields() {
    let world = world().await;
    let app = &world.app;
    let liaison = person(&world, "liaison", Some(STREET)).await;
    let check = async |page: &str, texts: &Input| {
        let problems = drafts::check_page(app, &liaison.actor, PROBLEM, page, texts).await.unwrap();
        problems.into_iter().map(|it| (it.code, it.place.field.unwrap())).collect::<Vec<_>>()
    };
    let missing = |field: &str| ("missing-field".to_owned(), field.to_owned());
    assert_eq!(check("what", &Input::new()).await, [missing("subject"), missing("description")]);
    let what = texts(&[("subject", "资料共享（演示数据）"), ("description", "需要数据"), ("body", "")]);
    assert_eq!(check("what", &what).await, []);
    let nobody = texts(&[("body", "nobody")]);
    assert_eq!(check("who", &nobody).await, [("dangling-reference".to_owned(), "body".to_owned())]);
    // A body that can only be one is filled in; whoever acts for several says for which.
    let declarations = app.declarations();
    let known = |actor: &Actor, procedure: &str, step: &str| {
        let procedure = &declarations.procedures[procedure];
        prefilled(actor, procedure, procedure.step(step).unwrap(), app.today())
    };
    assert_eq!(known(&liaison.actor, "problem", "raise"), texts(&[("body", STREET)]));
    assert_eq!(known(&liaison.actor, "round", "draft"), texts(&[("quarter", "2026-q3")]));
    world.grant(liaison.actor.account.unwrap(), "liaison", Some(PARK)).await;
    let roles = world.roles(liaison.actor.account.unwrap()).await;
    let several = Actor { roles, ..liaison.actor.clone() };
    assert_eq!(known(&several, "problem", "raise"), Input::new());
}

#[tokio::test]
async fn drafts_belong_to_what_is_kept_of_a_person() {
    const CANARY: &str = "canary of a draft";
    let mut stage = Stage::new(Database::Sqlite).await;
    stage.with_role("clerk", "clerk").await;
    let who = stage.who("clerk").await;
    let account = who.actor.account.unwrap();
    drafts::keep(&stage.app, &who, ROUND, None, &texts(&[("title", CANARY)])).await.unwrap();
    let exported = accounts::export(&stage.app, &who).await.unwrap();
    assert_eq!(exported["drafts"][0]["texts"]["title"][0], CANARY);
    let files = stage.database_files();
    assert!(!files.windows(CANARY.len()).any(|window| window == CANARY.as_bytes()), "it is sealed");
    // Until the second factor is given, there is nothing to be read.
    let waiting = Who { next: Next::GiveSecondFactor, ..who.clone() };
    let read = drafts::list(&stage.app, &waiting).await;
    assert!(matches!(&read, Err(Error::NotAllowed(denied)) if denied.needs_second_factor), "{read:?}");
    accounts::close(&stage.app, &who, password("clerk")).await.unwrap();
    let reader = stage.app.store().reader().await.unwrap();
    assert_eq!(store::drafts::list(&reader, account).await.unwrap(), []);
}

#[tokio::test]
async fn a_report_counts_as_begun_once_somebody_keeps_a_draft_of_it() {
    let world = world().await;
    let app = &world.app;
    let (clerk, liaison) =
        (person(&world, "clerk", Some(OFFICE)).await, person(&world, "liaison", Some(STREET)).await);
    let plan = world.load_plan(&clerk.actor, &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk.actor, &plan).await;
    let round = ["quarter=2026-q3", "title=三季度（演示数据）", "due_date=2026-09-25"];
    let round = start(app, &clerk.actor, "round", &taking("draft", &round), Mode::Save).await.unwrap();
    take(app, &clerk.actor, &round.number.unwrap(), &taking("issue", &[]), Mode::Save).await.unwrap();
    let report = async || {
        let board = app::duties::board(&world.app, &clerk.actor).await.unwrap();
        board.reports[&("1.2_street-shaping_share".to_owned(), "2026-q3".to_owned())][0].clone()
    };
    let first = report().await;
    assert!(first.is_untouched, "{first:?}");
    // That it was prompted is nothing that its body did.
    take(app, &clerk.actor, &first.number, &taking("prompt", &[]), Mode::Save).await.unwrap();
    assert!(report().await.is_untouched);
    let send = Of { procedure: "report", step: "send", number: Some(&first.number) };
    let kept = drafts::keep(app, &liaison, send, None, &texts(&[("measures", "走访")])).await.unwrap();
    let begun = report().await;
    assert!(!begun.is_untouched && begun.state == first.state, "{begun:?}");
    drafts::remove(app, &liaison, &kept.code).await.unwrap();
    assert!(report().await.is_untouched);
    let send =
        ["judgement=on-course", "measures=走访十二家，逐户核对台账并当场答复企业所提的问题（演示数据）"];
    take(app, &liaison.actor, &first.number, &taking("send", &send), Mode::Save).await.unwrap();
    assert!(!report().await.is_untouched);
}
