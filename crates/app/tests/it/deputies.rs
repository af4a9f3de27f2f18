//! Deputies, and what is to be done as it follows a role: to whoever gets it, away from whoever loses it.

use app::cases::{Shown, Taking, show, start, take};
use app::deputies::{self, NewDeputy};
use app::records::Mode;
use app::sessions::{Next, Who};
use app::{Actor, Error, grants, inbox, trail};
use jiff::ToSpan;
use jiff::civil::Date;
use store::accounts::AccountKind;

use crate::county::on_both;
use crate::world::{World, world, world_on};

const STREET: &str = "street-shaping";
/// The duty sheet waits for leader and liaison of the street as well.
const SHEET: &str = "请于2026-09-15前签收职责单：实施方案（演示数据）";
const REPORT: [(&str, &str); 5] = [
    ("round", "2026-q3"),
    ("duty", "1.2_street-shaping_share"),
    ("subject", "健全机构（演示数据）"),
    ("body", STREET),
    ("due_date", "2026-09-25"),
];

fn clerk(world: &World) -> Actor {
    world.actor("clerk", Some("market-supervision"))
}

/// Somebody as they come in now, with the second factor given.
async fn who(world: &World, account: i64) -> Who {
    let actor = Actor {
        account: Some(account),
        name: format!("account:{account}"),
        roles: world.roles(account).await,
        second_factor: true,
        ..Actor::stranger(None)
    };
    Who { actor, session: Some(1), kind: Some(AccountKind::Staff), way: None, next: Next::Nothing }
}

fn security(world: &World) -> Actor {
    Actor {
        account: Some(999),
        name: "account:999".to_owned(),
        ..world.actor("security-administrator", None)
    }
}

fn taking(step: &str, fields: &[(&str, &str)]) -> Taking {
    let pair = |(field, value): &(&str, &str)| ((*field).to_owned(), vec![(*value).to_owned()]);
    Taking::new(step, fields.iter().map(pair).collect())
}

/// A report that the street has to write; its number.
async fn report(world: &World) -> String {
    let first = world.account("clerk", Some("market-supervision")).await;
    assert_eq!(Some(first), clerk(world).account, "the first account is that of the clerk of these tests");
    let plan = world.load_plan(&clerk(world), &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk(world), &plan).await;
    let begun = start(&world.app, &clerk(world), "report", &taking("open", &REPORT), Mode::Save).await;
    begun.unwrap().number.unwrap()
}

async fn step(world: &World, account: i64, number: &str, step: &str) -> Result<String, Error> {
    let said = match step {
        "send" => taking(
            "send",
            &[
                ("judgement", "on-course"),
                ("measures", "走访企业十二家，逐户核对台账并当场答复企业所提的问题（演示数据）"),
            ],
        ),
        step => taking(step, &[]),
    };
    let actor = who(world, account).await.actor;
    take(&world.app, &actor, number, &said, Mode::Save).await.map(|taken| taken.state)
}

/// The grant of the only role of an account.
async fn grant(world: &World, account: i64) -> i64 {
    grants::of_account(&world.app, &security(world), account).await.unwrap()[0].id
}

async fn appoint(world: &World, holder: i64, deputy: i64, days: (i64, i64)) -> Result<i64, Error> {
    let day = |days: i64| -> Date { world.app.today().checked_add(days.days()).unwrap() };
    let (grant, reason) = (grant(world, holder).await, "出差（演示数据）".to_owned());
    let new = NewDeputy { grant, deputy, from: day(days.0), to: day(days.1), reason };
    deputies::appoint(&world.app, &who(world, holder).await, &new).await
}

/// What somebody still has to do.
async fn to_do(world: &World, account: i64) -> Vec<String> {
    let messages =
        inbox::list(&world.app, &who(world, account).await.actor, true, None).await.unwrap().messages;
    let is_to_do = |message: &inbox::Message| message.kind == inbox::MessageKind::ToDo;
    messages.into_iter().filter(is_to_do).map(|message| message.title_zh).collect()
}

fn code(refused: Result<impl std::fmt::Debug, Error>) -> String {
    let Err(Error::Invalid(problems)) = refused else { panic!("{refused:?}") };
    problems[0].code.to_string()
}

/// Who took the last step, and for whom.
fn last(shown: &Shown) -> (String, Option<String>) {
    let event = &shown.told.last().unwrap().event;
    (event.actor.clone(), event.deputy_for.clone())
}

#[test]
fn a_deputy_signs_for_the_leader_and_the_record_says_so() {
    on_both(async |database| signed(&world_on(database).await).await);
}

async fn signed(world: &World) {
    let number = report(world).await;
    let liaison = world.account("liaison", Some(STREET)).await;
    let leader = world.account("leader", Some(STREET)).await;
    let other = world.account("leader", Some("street-tongtai")).await;
    let mediator = world.account("mediator", Some(STREET)).await;
    assert_eq!(step(world, liaison, &number, "send").await.unwrap(), "awaiting-signature");
    assert_eq!(code(appoint(world, leader, other, (0, 5)).await), "no-deputy", "of another body");
    assert_eq!(code(appoint(world, leader, leader, (0, 5)).await), "no-deputy");
    assert_eq!(code(appoint(world, leader, mediator, (0, 90)).await), "deputy-too-long", "91 days");
    assert_eq!(code(appoint(world, leader, mediator, (-1, 5)).await), "deputy-from");
    assert!(matches!(step(world, mediator, &number, "sign").await, Err(Error::NotFound)));
    let deputation = appoint(world, leader, mediator, (0, 89)).await.unwrap();
    assert_eq!(code(appoint(world, leader, liaison, (5, 6)).await), "deputy-twice");
    let waiting = ["待签批：健全机构（演示数据）", SHEET];
    assert_eq!(to_do(world, mediator).await, waiting, "what waits for the leader");
    let unproved = Actor { second_factor: false, ..who(world, mediator).await.actor };
    let early = take(&world.app, &unproved, &number, &taking("sign", &[]), Mode::Save).await;
    assert!(
        matches!(early, Err(Error::NotFound)),
        "the role asks for a second factor of the deputy as well: {early:?}"
    );

    assert_eq!(step(world, mediator, &number, "sign").await.unwrap(), "submitted");
    let shown = show(&world.app, &clerk(world), &number).await.unwrap();
    assert_eq!(last(&shown), (format!("account:{mediator}"), Some(format!("account:{leader}"))));
    assert!(
        to_do(world, leader).await.iter().all(|title| !title.starts_with("待签批")),
        "it is done for both"
    );
    let audit = world.actor("audit-administrator", None);
    let asked = trail::Asked { limit: 50, ..trail::Asked::default() };
    let operations = trail::list(&world.app, &audit, &asked).await.unwrap();
    let stood_in = trail::deputised(&world.app, &audit, &operations).await.unwrap();
    assert_eq!(stood_in, [(shown.told.last().unwrap().operation, format!("account:{leader}"))].into());

    let passed_on = who(world, mediator).await;
    assert!(deputies::own(&world.app, &passed_on).await.unwrap().grants.is_empty(), "nothing to pass on");
    let new = NewDeputy {
        grant: grant(world, leader).await,
        deputy: liaison,
        from: world.app.today(),
        to: world.app.today(),
        reason: "转交".to_owned(),
    };
    let passed_on = deputies::appoint(&world.app, &passed_on, &new).await;
    assert!(matches!(passed_on, Err(Error::NotFound)), "{passed_on:?}");
    deputies::end(&world.app, &who(world, leader).await, deputation).await.unwrap();
    assert!(world.roles(mediator).await.iter().all(|granted| granted.role.id != "leader"));
}

#[tokio::test]
async fn who_sent_a_report_does_not_sign_it_as_the_deputy_of_the_leader() {
    let world = world().await;
    let number = report(&world).await;
    let liaison = world.account("liaison", Some(STREET)).await;
    let leader = world.account("leader", Some(STREET)).await;
    appoint(&world, leader, liaison, (0, 5)).await.unwrap();
    step(&world, liaison, &number, "send").await.unwrap();
    let own = show(&world.app, &clerk(&world), &number).await.unwrap();
    assert_eq!(
        last(&own),
        (format!("account:{liaison}"), None),
        "by their own role, though they have another"
    );
    assert_eq!(code(step(&world, liaison, &number, "sign").await), "two-persons");
    assert_eq!(
        step(&world, leader, &number, "sign").await.unwrap(),
        "submitted",
        "the leader is somebody else"
    );
}

#[tokio::test]
async fn what_somebody_sent_their_deputy_may_sign_for_they_are_two_persons() {
    let world = world().await;
    let number = report(&world).await;
    let both = world.account("leader", Some(STREET)).await;
    world.grant(both, "liaison", Some(STREET)).await;
    let deputy = world.account("mediator", Some(STREET)).await;
    step(&world, both, &number, "send").await.unwrap();
    assert_eq!(code(step(&world, both, &number, "sign").await), "two-persons");
    appoint(&world, both, deputy, (0, 5)).await.unwrap();
    assert_eq!(step(&world, deputy, &number, "sign").await.unwrap(), "submitted");
}

#[tokio::test]
async fn a_deputation_ends_with_the_role_the_account_and_the_last_day() {
    let world = world().await;
    report(&world).await;
    let leader = world.account("leader", Some(STREET)).await;
    let liaison = world.account("liaison", Some(STREET)).await;
    let deputy = world.account("mediator", Some(STREET)).await;
    let stands_in = async || world.roles(deputy).await.iter().any(|granted| granted.deputy_for.is_some());
    let unlock = async |account| {
        let administrator = world.actor("system-administrator", None);
        app::accounts::unlock(&world.app, &administrator, account, "返岗").await.unwrap();
    };
    let writing = vec!["请于2026年9月25日前报送：健全机构（演示数据）".to_owned(), SHEET.to_owned()];

    appoint(&world, liaison, deputy, (1, 3)).await.unwrap();
    assert!(!stands_in().await && to_do(&world, deputy).await.is_empty(), "it has not begun");
    world.later("2026-09-02T00:10:00+08:00");
    assert!(stands_in().await);
    assert_eq!(deputies::turn(&world.app).await.unwrap(), 1);
    assert_eq!(deputies::turn(&world.app).await.unwrap(), 0);
    assert_eq!(to_do(&world, deputy).await, writing);
    world.lock(liaison).await;
    assert!(
        !stands_in().await && to_do(&world, deputy).await.is_empty(),
        "the account of the liaison is locked"
    );
    unlock(liaison).await;
    assert!(stands_in().await && to_do(&world, deputy).await == writing);
    world.later("2026-09-04T23:59:00+08:00");
    assert!(stands_in().await, "the last day is not over");
    world.later("2026-09-05T00:10:00+08:00");
    assert!(!stands_in().await);
    assert_eq!(deputies::turn(&world.app).await.unwrap(), 1);
    assert!(to_do(&world, deputy).await.is_empty());

    appoint(&world, leader, deputy, (0, 3)).await.unwrap();
    assert!(stands_in().await);
    grants::take(&world.app, &security(&world), grant(&world, leader).await, "调离").await.unwrap();
    assert!(!stands_in().await && to_do(&world, deputy).await.is_empty(), "the leader is one no more");
    let second = appoint(&world, liaison, deputy, (0, 3)).await.unwrap();
    deputies::revoke(&world.app, &security(&world), second, "不需要了").await.unwrap();
    assert!(!stands_in().await && deputies::all(&world.app, &security(&world)).await.unwrap().is_empty());
    let administrator = world.account("security-administrator", Some(STREET)).await;
    let none = deputies::own(&world.app, &who(&world, administrator).await).await.unwrap();
    assert!(none.grants.is_empty(), "nobody stands in for an administrator");
}

#[tokio::test]
async fn what_is_to_be_done_follows_the_role_and_the_gap_is_seen() {
    let world = world().await;
    let number = report(&world).await;
    let writing = "请于2026年9月25日前报送：健全机构（演示数据）".to_owned();
    let gaps = async || {
        let all = grants::unattended(&world.app, &security(&world)).await.unwrap();
        let of_street = all.into_iter().filter(|it| it.body.as_deref() == Some(STREET));
        of_street.map(|it| (it.role, it.to_dos)).collect::<Vec<_>>()
    };
    // The duty sheet waits for the leader, who alone signs it, the report for the liaison.
    assert_eq!(gaps().await, [("leader".to_owned(), 1), ("liaison".to_owned(), 1)]);
    let (first, second) = (world.account("mediator", None).await, world.account("mediator", None).await);
    let give = async |account| {
        let given = grants::GivenRole {
            account,
            role: "liaison".to_owned(),
            body: Some(STREET.to_owned()),
            case: None,
            from: world.app.today(),
            until: None,
            reason: "接替（演示数据）".to_owned(),
        };
        grants::give(&world.app, &security(&world), &given).await.unwrap()
    };
    let sheet = SHEET.to_owned();
    let both = [writing, sheet.clone()];
    let grant = give(first).await;
    assert_eq!(to_do(&world, first).await, both);
    assert_eq!(gaps().await, [("leader".to_owned(), 1)]);
    give(first).await;
    assert_eq!(to_do(&world, first).await.len(), 2, "not twice");
    give(second).await;
    assert_eq!(to_do(&world, second).await, both);
    grants::take(&world.app, &security(&world), grant, "调离").await.unwrap();
    assert_eq!(to_do(&world, first).await, both, "they still have it, by the other grant");
    world.lock(first).await;
    assert!(to_do(&world, first).await.is_empty());
    assert_eq!(to_do(&world, second).await, both, "that of others stays");
    world.lock(second).await;
    assert_eq!(gaps().await, [("leader".to_owned(), 1), ("liaison".to_owned(), 1)]);
    let administrator = world.actor("system-administrator", None);
    app::accounts::unlock(&world.app, &administrator, second, "返岗").await.unwrap();
    assert_eq!(to_do(&world, second).await, both);
    step(&world, second, &number, "send").await.unwrap();
    assert_eq!(to_do(&world, second).await, [sheet]);
    assert_eq!(gaps().await, [("leader".to_owned(), 2)], "the report waits for a signature");
}

/// A role of the street from a day to the day on which it holds no more, both counted from today.
async fn give(world: &World, role: &str, account: i64, (from, until): (i64, i64)) {
    let day = |days: i64| -> Date { world.app.today().checked_add(days.days()).unwrap() };
    let given = grants::GivenRole {
        account,
        role: role.to_owned(),
        body: Some(STREET.to_owned()),
        case: None,
        from: day(from),
        until: Some(day(until)),
        reason: "临时接替（演示数据）".to_owned(),
    };
    grants::give(&world.app, &security(world), &given).await.unwrap();
}

#[tokio::test]
async fn tasks_follow_a_dated_role_from_its_first_day_until_it_has_run_out() {
    let world = world().await;
    report(&world).await;
    let account = world.account("mediator", None).await;
    give(&world, "liaison", account, (2, 4)).await;
    let writing = vec!["请于2026年9月25日前报送：健全机构（演示数据）".to_owned(), SHEET.to_owned()];
    for (day, turned, expected) in [
        ("2026-09-02", 0, vec![]),
        ("2026-09-03", 1, writing.clone()),
        ("2026-09-04", 0, writing),
        ("2026-09-05", 1, vec![]),
    ] {
        world.later(&format!("{day}T00:10:00+08:00"));
        assert_eq!(deputies::turn(&world.app).await.unwrap(), turned, "{day}");
        assert_eq!(deputies::turn(&world.app).await.unwrap(), 0, "{day}, asked again");
        assert_eq!(to_do(&world, account).await, expected, "{day}");
    }
}

#[tokio::test]
async fn a_deputation_is_over_with_the_last_day_of_the_role_on_which_it_rests() {
    let world = world().await;
    report(&world).await;
    let leader = world.account("mediator", None).await;
    let deputy = world.account("mediator", Some(STREET)).await;
    give(&world, "leader", leader, (0, 3)).await;
    let grants = grants::of_account(&world.app, &security(&world), leader).await.unwrap();
    let grant = grants.iter().find(|grant| grant.role == "leader").unwrap().id;
    let today = world.app.today();
    let to = today.checked_add(20.days()).unwrap();
    let new = NewDeputy { grant, deputy, from: today, to, reason: "出差（演示数据）".to_owned() };
    deputies::appoint(&world.app, &who(&world, leader).await, &new).await.unwrap();
    assert_eq!(to_do(&world, deputy).await, [SHEET]);
    let standing = async || deputies::all(&world.app, &security(&world)).await.unwrap().len();
    world.later("2026-09-03T23:50:00+08:00");
    assert_eq!(deputies::turn(&world.app).await.unwrap(), 0, "the last day of the role is not over");
    assert_eq!((standing().await, to_do(&world, deputy).await.len()), (1, 1));
    world.later("2026-09-04T00:10:00+08:00");
    assert!(deputies::turn(&world.app).await.unwrap() > 0);
    assert_eq!(standing().await, 0, "though seventeen days of the deputation are left");
    assert!(to_do(&world, deputy).await.is_empty());
    assert_eq!(deputies::turn(&world.app).await.unwrap(), 0);
}
