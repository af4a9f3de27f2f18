//! The demonstration county: its past is real to the software, its people can sign in, and no other county is made like it.

use std::collections::BTreeSet;

use app::accounts::second_factor;
use app::demonstration::{SignIns, make};
use app::plans;
use app::records::{ListRequest, When, list, show};
use app::secrets::Password;
use app::{App, Clock, Surroundings, Visitor, sessions};
use form::Value;
use jiff::Timestamp;
use jiff::civil::date;
use ledger::StepKind;
use pack::Pack;
use store::{Store, operations};
use tempfile::TempDir;

use crate::world::settings;

/// A demonstration that was made at this time, and where it lies.
async fn made(now: &str) -> (TempDir, App, SignIns) {
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(folder.path());
    let pack = Pack::built_in("kaifu-demo").unwrap();
    let now: Timestamp = now.parse().unwrap();
    let sign_ins = make(&settings, pack.clone(), now, &mut |_| ()).await.unwrap();
    let app = app::county::open(&settings, Some(pack), Surroundings::default()).await.unwrap();
    (folder, app, sign_ins)
}

/// The name of the demonstration's station on a day, as it was known on a day.
async fn station(app: &App, as_of: (i16, i8, i8), known_on: Option<(i16, i8, i8)>) -> Option<String> {
    let stranger = Visitor::default().stranger(app);
    let day = |(year, month, day)| date(year, month, day);
    let when = When { as_of: Some(day(as_of)), known_on: known_on.map(day), known: None };
    let shown = show(app, &stranger, "bodies", "demo-station", when).await.unwrap();
    shown.record?.fields.get("name").and_then(Value::as_text).map(str::to_owned)
}

#[tokio::test]
async fn its_past_lies_before_now_in_order_and_by_several_people() {
    let now = "2026-11-25T12:00:00+08:00";
    let (_folder, app, _) = made(now).await;
    let reader = app.store().reader().await.unwrap();
    let asked = operations::Asked { limit: 1000, ..operations::Asked::default() };
    let all = operations::list(&reader, &asked).await.unwrap();
    let now: Timestamp = now.parse().unwrap();
    assert!(all[0].recorded_at < now);
    assert!(all.windows(2).all(|pair| pair[0].recorded_at > pair[1].recorded_at));
    assert!(all.iter().all(operations::Operation::is_as_committed));
    let said: BTreeSet<&str> =
        all.iter().filter(|one| one.act == "create").map(|one| one.actor.as_str()).collect();
    assert!(said.len() >= 2, "{said:?}");
    for act in ["create", "change", "correct", "end", "merge", "seed", "sign-out", "grant-role"] {
        assert!(all.iter().any(|one| one.act == act), "{act}");
    }
}

/// Whether a change is called a change or a correction is what the person said, not what its days look like.
#[tokio::test]
async fn its_history_calls_a_correction_what_it_was_said_to_be() {
    let (_folder, app, _) = made("2026-11-25T12:00:00+08:00").await;
    let stranger = Visitor::default().stranger(&app);
    let shown = show(&app, &stranger, "bodies", "demo-station", When::default()).await.unwrap();
    let told: Vec<_> =
        shown.entries.iter().map(|entry| (entry.operation.act.as_str(), &entry.steps[0].kind)).collect();
    let expected =
        [("correct", &StepKind::Corrected), ("change", &StepKind::Changed), ("create", &StepKind::Began)];
    assert_eq!(told, expected);
}

#[tokio::test]
async fn both_times_have_something_to_show() {
    let (_folder, app, _) = made("2026-11-25T12:00:00+08:00").await;
    let (old, new) = ("演示知识产权服务站（演示数据）", "演示知识产权公共服务站（演示数据）");
    for (as_of, known_on, name) in [
        ((2026, 2, 28), None, None),
        ((2026, 6, 30), None, Some(old)),
        ((2026, 7, 1), None, Some(new)),
        ((2026, 7, 1), Some((2026, 7, 19)), Some(old)),
        ((2026, 7, 1), Some((2026, 7, 20)), Some(new)),
        ((2026, 7, 1), Some((2026, 3, 1)), None),
    ] {
        assert_eq!(station(&app, as_of, known_on).await.as_deref(), name, "{as_of:?} {known_on:?}");
    }
}

#[tokio::test]
async fn what_has_not_happened_yet_is_not_known() {
    let (_folder, app, _) = made("2026-07-10T12:00:00+08:00").await;
    let stranger = Visitor::default().stranger(&app);
    let request = ListRequest { limit: 50, ..ListRequest::default() };
    let meetings = list(&app, &stranger, "meetings", &request).await.unwrap().page.records;
    let dates: Vec<String> = meetings.iter().map(|record| format!("{:?}", record.fields["date"])).collect();
    assert!(dates.iter().any(|date| date.contains("2026-06-24")), "{dates:?}");
    assert!(!dates.iter().any(|date| date.contains("2026-09-25")), "{dates:?}");
    let name = station(&app, (2026, 7, 1), None).await;
    assert_eq!(name.as_deref(), Some("演示知识产权服务站（演示数据）"), "the new name is told on 20 July");
}

#[tokio::test]
async fn everybody_can_sign_in_and_has_the_role_they_are_said_to_have() {
    let (folder, app, sign_ins) = made("2026-11-25T12:00:00+08:00").await;
    let kept = SignIns::of(&folder.path().join("data")).unwrap().unwrap();
    assert_eq!(kept.iter().count(), sign_ins.iter().count());
    for sign_in in kept.iter() {
        let password = Password::new(sign_in.password.clone());
        let signed_in = sessions::sign_in(&app, &Visitor::default(), &sign_in.name, password).await.unwrap();
        let mut visitor = Visitor { session: Some(signed_in.token.text().to_owned()), ..Visitor::default() };
        let mut who = sessions::who(&app, &visitor).await.unwrap();
        if let Some(code) = sign_in.code(app.now()) {
            assert_eq!(who.next, sessions::Next::GiveSecondFactor, "{}", sign_in.name);
            let given = second_factor::give(&app, &who, &code).await.unwrap();
            visitor.session = Some(given.token.text().to_owned());
            who = sessions::who(&app, &visitor).await.unwrap();
        }
        assert_eq!(who.next, sessions::Next::Nothing, "{}", sign_in.name);
        let firms = app::firms::own(&app, &who).await.unwrap();
        let titles: Vec<String> =
            who.actor.roles.iter().map(|granted| granted.role.title.zh.clone()).collect();
        let acts_for_firms = !firms.users.is_empty();
        assert!(titles.contains(&sign_in.role.zh) || acts_for_firms, "{}: {titles:?}", sign_in.name);
    }
}

/// What stands on the page of the task, to who works here.
#[tokio::test]
async fn its_comment_on_a_task_stands_there_with_its_answer() {
    let (_folder, app, sign_ins) = made("2026-11-25T12:00:00+08:00").await;
    let clerk = sign_ins.iter().find(|sign_in| sign_in.name == "clerk").unwrap();
    let password = Password::new(clerk.password.clone());
    let signed_in = sessions::sign_in(&app, &Visitor::default(), &clerk.name, password).await.unwrap();
    let mut visitor = Visitor { session: Some(signed_in.token.text().to_owned()), ..Visitor::default() };
    let mut who = sessions::who(&app, &visitor).await.unwrap();
    if let Some(code) = clerk.code(app.now()) {
        let given = second_factor::give(&app, &who, &code).await.unwrap();
        visitor.session = Some(given.token.text().to_owned());
        who = sessions::who(&app, &visitor).await.unwrap();
    }
    let version = plans::current(&app, &who.actor).await.unwrap().unwrap().version.unwrap();
    let comments = plans::comments(&app, &who.actor, &version.number).await.unwrap();
    let comment = comments.iter().find(|comment| comment.clause == "1.2").unwrap();
    assert_eq!(comment.subject, "建议明确街道兼职人员的经费渠道（演示数据）");
    let said = |field: &str| comment.fields.get(field).and_then(Value::as_text);
    let answer = (said("outcome"), said("reply"));
    assert_eq!(answer, (Some("partly"), Some("经费渠道另文明确，方案不作改动。（演示数据）")));
}

#[tokio::test]
async fn no_other_county_takes_a_clock_that_is_set_or_is_made_as_a_demonstration() {
    let folder = tempfile::tempdir().unwrap();
    let (settings, pack) = (settings(folder.path()), Pack::built_in("kaifu").unwrap());
    let clock = Clock::demonstration(Timestamp::UNIX_EPOCH);
    let refused = app::county::create(&settings, pack.clone(), false, clock, Surroundings::default()).await;
    assert!(matches!(refused, Err(app::Error::Internal(_))));
    let refused = make(&settings, pack, Clock::System.now(), &mut |_| ()).await;
    assert!(matches!(refused, Err(app::Error::Invalid(_))));
    assert!(matches!(Store::open(&settings).await, Err(store::Error::Missing { .. })), "nothing was made");
}
