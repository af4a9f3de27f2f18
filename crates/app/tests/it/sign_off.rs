//! What waits for a signature comes with a link in the letter: it works once, for 72 hours, for whom it was sent to, and only shows the way.

use std::fs;

use app::accounts::{follow_sign_off, sign_off};
use app::cases::{list, path, start, take};
use app::records::Mode;
use app::sessions::{Next, Way, Who};
use app::{Actor, jobs};
use store::accounts::{self, AccountKind, HandleKind};
use store::seals;

use crate::mail::body_of;
use crate::world::{World, taking, told, world_with_mail};

const OFFICE: &str = "market-supervision";
const STREET: &str = "street-shaping";

/// Somebody of the staff with a mailbox, second factor given.
async fn person(world: &World, role: &str, body: &str) -> Who {
    let account = world.account(role, Some(body)).await;
    let write = world.app.begin(&Actor::system(), "test", ("account", "1"), None).await.unwrap();
    let address = format!("leader{account}@example.cn");
    let sealed = seals::seal(&write, &format!("account/{account}"), "mail", &address).await.unwrap();
    let digest = [u8::try_from(account).unwrap(); 32];
    accounts::add_handle(&write, account, HandleKind::Mail, digest, &sealed).await.unwrap();
    write.commit().await.unwrap();
    let actor =
        Actor { account: Some(account), name: format!("account:{account}"), ..world.actor(role, Some(body)) };
    let (session, kind, way) = (Some(account), Some(AccountKind::Staff), Some(Way::Password));
    Who { actor, session, kind, way, next: Next::Nothing }
}

/// The tokens in the letters that are in the post, and where each goes; the letters are gone then.
async fn tokens(world: &World) -> Vec<(String, String)> {
    jobs::run_due(&world.app).await.unwrap();
    let Ok(files) = fs::read_dir(world.mailbox()) else { return Vec::new() };
    let mut found = Vec::new();
    for file in files.flatten() {
        let letter = fs::read_to_string(file.path()).unwrap();
        fs::remove_file(file.path()).unwrap();
        let to = letter.lines().find_map(|line| line.strip_prefix("To: ")).unwrap().to_owned();
        let body = body_of(&letter);
        let token = body.split("/signoff/").nth(1).and_then(|rest| rest.split_whitespace().next());
        found.extend(token.map(|token| (to, token.to_owned())));
    }
    found.sort();
    found
}

/// A report of the street that its liaison sends for signature.
async fn sent(world: &World, liaison: &Who, report: &str) {
    let measures = "measures=走访企业十二家，逐户核对台账并当场答复企业所提的问题（演示数据）";
    let send = taking("send", &["judgement=behind", measures]);
    take(&world.app, &liaison.actor, report, &send, Mode::Save).await.unwrap();
}

#[tokio::test]
async fn a_link_for_sign_off_works_once_in_time_and_for_whom_it_was_sent_to() {
    let world = world_with_mail().await;
    let app = &world.app;
    let clerk = person(&world, "clerk", OFFICE).await;
    let liaison = person(&world, "liaison", STREET).await;
    let leader = person(&world, "leader", STREET).await;
    let other = person(&world, "leader", "street-tongtai").await;
    let plan = world.load_plan(&clerk.actor, &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk.actor, &plan).await;
    let draft = taking("draft", &["quarter=2026-q3"]);
    let round = start(app, &clerk.actor, "round", &draft, Mode::Save).await.unwrap().number.unwrap();
    take(app, &clerk.actor, &round, &taking("issue", &[]), Mode::Save).await.unwrap();
    let wanted = app::cases::Wanted::default();
    let mut reports = list(app, &liaison.actor, "report", &wanted).await.unwrap().cases;
    let (first, second) = (reports.remove(0).current.number, reports.remove(0).current.number);
    assert_eq!(tokens(&world).await, [], "nothing is to be signed yet");

    sent(&world, &liaison, &first).await;
    let found = tokens(&world).await;
    let [(to, token)] = found.as_slice() else { panic!("{found:?}") };
    assert!(to.starts_with(&format!("leader{}@", leader.actor.account.unwrap())), "{to}");
    let waiting = sign_off(app, &leader, token).await.unwrap();
    let page = format!("{}/steps/sign", path(&first));
    assert_eq!((waiting.path.as_str(), waiting.procedure.zh.as_str()), (&*page, "季度报告"));
    assert!(sign_off(app, &leader, token).await.is_ok(), "looking does not use it up");
    let refused =
        async |who: &Who, token: &str| told(follow_sign_off(app, who, token).await).swap_remove(0).0;
    assert_eq!(refused(&other, token).await, "link-of-another");
    assert_eq!(refused(&leader, "0123").await, "link-unknown");
    assert_eq!(follow_sign_off(app, &leader, token).await.unwrap(), waiting);
    assert_eq!(refused(&leader, token).await, "link-used");
    // The link signs nothing: that is a step of its own, with the second factor.
    let unproved = Actor { second_factor: false, ..leader.actor.clone() };
    let sign = taking("sign", &[]);
    assert!(take(app, &unproved, &first, &sign, Mode::Save).await.is_err());
    take(app, &leader.actor, &first, &sign, Mode::Save).await.unwrap();

    sent(&world, &liaison, &second).await;
    let [(_, late)] = tokens(&world).await.try_into().unwrap();
    world.later("2026-09-04T12:00:01+08:00");
    assert_eq!(refused(&leader, &late).await, "link-late");
    // Who leads another body now is not shown what the former one signs.
    let hand_back = app::cases::Taking {
        reason: Some("补充（演示数据）".to_owned()),
        ..taking("hand-back", &[])
    };
    take(app, &leader.actor, &second, &hand_back, Mode::Save).await.unwrap();
    sent(&world, &liaison, &second).await;
    let [(_, token)] = tokens(&world).await.try_into().unwrap();
    take(app, &leader.actor, &second, &hand_back, Mode::Save).await.unwrap();
    assert_eq!(
        sign_off(app, &leader, &token).await.unwrap().path,
        path(&second),
        "nothing is to be signed now"
    );
    let moved = Who { actor: Actor { roles: other.actor.roles.clone(), ..leader.actor.clone() }, ..leader };
    assert_eq!(refused(&moved, &token).await, "link-of-former-body");
}
