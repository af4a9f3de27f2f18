//! Those who take a task on together: the lead sees who has answered, accepts the parts of its partners, and closes the task; and what a
//! report need not ask or be told again, because it is on record.

use app::cases::{board, context, offered, parts, show, start, take};
use app::grants::{GivenRole, give};
use app::records::Mode;
use app::{Actor, Error};
use store::inbox::MessageKind;

use crate::rounds::{DUTY, OFFICE, STREET, answer, clerk, draft, in_force, of, report};
use crate::world::{World, taking, told};

/// The lead's own duty in the task of [`DUTY`].
const LEADS: &str = "1.2_market-supervision_lead";
/// A duty of the street in a task with targets that are measured.
const SATISFIED: &str = "4.4_street-shaping_share";

/// A round on two tasks is issued; gives its number.
async fn issued(world: &World, more: &[&str]) -> String {
    let fields = [&["quarter=2026-q3", "tasks=1.2", "tasks=4.4"][..], more].concat();
    let round = draft(world, &fields).await.unwrap();
    take(&world.app, &clerk(world), &round, &taking("issue", &[]), Mode::Save).await.unwrap();
    round
}

async fn taken(world: &World, actor: &Actor, number: &str, step: &str, fields: &[&str]) -> String {
    take(&world.app, actor, number, &taking(step, fields), Mode::Save).await.unwrap().state
}

const MEASURES: &str = "走访企业三家，逐户核对台账，当场答复所提的问题";

#[tokio::test]
async fn the_lead_accepts_the_parts_of_its_partners_and_closes_the_task_naming_who_did_not_answer() {
    let world = in_force().await;
    let app = &world.app;
    let round = issued(&world, &[]).await;
    let (lead, head) = (of(&world, "liaison", OFFICE, 20), of(&world, "leader", OFFICE, 21));
    let elsewhere = of(&world, "liaison", "street-laodaohe", 22);
    let part = report(&world, &round, DUTY).await;
    let own = report(&world, &round, LEADS).await;

    // On the board the lead finds its partners with their states; a partner finds itself alone.
    let seen = board(app, &lead, &round).await.unwrap();
    assert!(seen.rows.contains_key(STREET) && seen.rows.contains_key(OFFICE), "{:?}", seen.rows.keys());
    let alone = board(app, &elsewhere, &round).await.unwrap();
    assert_eq!(alone.rows.keys().map(String::as_str).collect::<Vec<_>>(), ["street-laodaohe"]);
    let shown = show(app, &lead, &own).await.unwrap();
    let (_, all, names) = parts(app, &lead, &shown).await.unwrap().expect("it leads the task");
    let partners = shown.current.fields["partners"].values().len();
    assert_eq!((all.len(), all.iter().filter(|part| part.is_accepted).count()), (partners, 0));
    let shown = show(app, &clerk(&world), &part).await.unwrap();
    assert!(parts(app, &clerk(&world), &shown).await.unwrap().is_none(), "who shares a task closes nothing");

    // The lead prompts, gives back once and accepts; nobody else of those who share it does.
    taken(&world, &lead, &part, "prompt", &[]).await;
    answer(&world, &part, "on-course", MEASURES, true).await;
    let other = take(app, &elsewhere, &part, &taking("accept", &[]), Mode::Save).await;
    assert!(matches!(other, Err(Error::NotFound)), "{other:?}");
    assert_eq!(taken(&world, &lead, &part, "accept", &[]).await, "accepted");

    // What it reports itself is for somebody else to accept.
    let said =
        ["judgement=on-course", "measures=汇总各责任单位进展，召开调度会一次，逐项明确责任（演示数据）"];
    taken(&world, &lead, &own, "send", &said).await;
    taken(&world, &head, &own, "sign", &[]).await;
    let by_itself = take(app, &head, &own, &taking("accept", &[]), Mode::Save).await;
    assert!(matches!(by_itself, Err(Error::NotAllowed(_))), "{by_itself:?}");
    let leader = of(&world, "district-leader", "leading-group", 23);
    taken(&world, &leader, &own, "accept", &[]).await;

    // It closes the task once it has named everybody who has not answered.
    let closing = "closing=走访全部完成（演示数据）";
    let silent = take(app, &lead, &own, &taking("close-task", &[closing]), Mode::Save).await;
    let Err(Error::Invalid(problems)) = &silent else { panic!("{silent:?}") };
    assert!(problems[0].what.zh.contains(&format!("等{}家", partners - 1)), "{problems:?}");
    assert_eq!(told(silent), [("parts-accepted".to_owned(), "unanswered".to_owned())]);
    let open = all.iter().filter(|it| it.current.number != part);
    let open: Vec<&str> = open.map(|part| names["bodies"][&part.bodies[0]].as_str()).collect();
    let some = format!("unanswered={}：联络员空缺（演示数据）", open[1..].join("、"));
    let some = take(app, &lead, &own, &taking("close-task", &[closing, &some]), Mode::Save).await;
    let Err(Error::Invalid(problems)) = &some else { panic!("{some:?}") };
    assert!(problems[0].what.zh.contains(&format!("{}等1家", open[0])), "{problems:?}");
    let unanswered = format!("unanswered={}：联络员空缺（演示数据）", open.join("、"));
    assert_eq!(taken(&world, &lead, &own, "close-task", &[closing, &unanswered]).await, "task-closed");
    let closed = board(app, &clerk(&world), &round).await.unwrap();
    assert!(closed.totals.contains(&("task-closed".to_owned(), 1)), "{:?}", closed.totals);
}

/// The cases in which an account has something to do.
async fn to_dos(world: &World, account: i64) -> Vec<String> {
    let reader = world.app.store().reader().await.unwrap();
    let all = store::inbox::list(&reader, account, true, None, 500).await.unwrap().into_iter();
    let all = all.filter(|it| it.kind == MessageKind::ToDo);
    all.filter_map(|it| it.path?.strip_prefix("/cases/").map(str::to_owned)).collect()
}

#[tokio::test]
async fn what_the_office_owes_itself_is_put_before_whoever_can_accept_it() {
    let world = in_force().await;
    let app = &world.app;
    let clerks = world.account("clerk", Some(OFFICE)).await;
    let leaders = world.account("district-leader", Some("leading-group")).await;
    let round = issued(&world, &[]).await;
    let (lead, head) = (of(&world, "liaison", OFFICE, 20), of(&world, "leader", OFFICE, 21));
    let (own, part) = (report(&world, &round, LEADS).await, report(&world, &round, DUTY).await);
    let measures = format!("measures={MEASURES}（演示数据）");
    taken(&world, &lead, &own, "send", &["judgement=on-course", &*measures]).await;
    taken(&world, &head, &own, "sign", &[]).await;
    let waiting = [own.clone()];
    assert_eq!((to_dos(&world, leaders).await, to_dos(&world, clerks).await), (waiting.to_vec(), vec![]));

    // What others owe is for the clerk, and the leader is left alone.
    answer(&world, &part, "on-course", MEASURES, true).await;
    assert_eq!(to_dos(&world, clerks).await, std::slice::from_ref(&part));
    assert_eq!(to_dos(&world, leaders).await, waiting);

    // A slip of the leader to the office, and a proof of the office: likewise.
    let file = app::files::keep(app, &lead, "documents", ("岗位清单.txt", "演示数据".as_bytes())).await;
    let file = format!("documents={}", file.unwrap().reference);
    let (duty, body) = (format!("duty={LEADS}"), format!("body={OFFICE}"));
    let piece = [&*duty, &*body, "what=岗位清单（演示数据）", "date=2026-08-20", &*file];
    let piece = start(app, &lead, "evidence", &taking("offer", &piece), Mode::Save).await.unwrap();
    let leader = of(&world, "district-leader", "leading-group", 23);
    let slip = ["subject=核对（演示数据）", &*body, "colour=blue", "demand=请核对（演示数据）"];
    let slip = taking("issue", &[&slip[..], &["dimension=management", "due_date=2026-09-30"]].concat());
    let slip = start(app, &leader, "slip", &slip, Mode::Save).await.unwrap().number.unwrap();
    taken(&world, &lead, &slip, "answer", &["answer=已核对（演示数据）"]).await;
    let mut found = to_dos(&world, leaders).await;
    found.sort();
    let mut expected = [piece.number.unwrap(), own.clone(), slip];
    expected.sort();
    assert_eq!(found, expected);
    assert_eq!(to_dos(&world, clerks).await, [part], "what no clerk can do is put before none");

    // A leader who comes new finds it as well, and it goes with the role.
    let next = world.account("mediator", None).await;
    let given = GivenRole {
        account: next,
        role: "district-leader".to_owned(),
        body: Some("leading-group".to_owned()),
        case: None,
        from: app.today(),
        until: None,
        reason: "接替（演示数据）".to_owned(),
    };
    let security = world.actor("security-administrator", None);
    let security = Actor { account: Some(70), name: "account:70".to_owned(), ..security };
    let grant = give(app, &security, &given).await.unwrap();
    let mut handed = to_dos(&world, next).await;
    handed.sort();
    assert_eq!(handed, expected);
    app::grants::take(app, &security, grant, "调离（演示数据）").await.unwrap();
    assert!(to_dos(&world, next).await.is_empty());
}

#[tokio::test]
async fn a_report_shows_the_figures_of_its_task_and_those_the_round_asks_about() {
    let world = in_force().await;
    let street = of(&world, "liaison", STREET, 8);
    let figures = async |round: &str, duty: &str| {
        let number = report(&world, round, duty).await;
        let shown = show(&world.app, &street, &number).await.unwrap();
        let context = context(&world.app, &street, &shown).await.unwrap().unwrap();
        context.figures.iter().map(|card| card.indicator.id.clone()).collect::<Vec<String>>()
    };
    let round = issued(&world, &[]).await;
    let of_task = figures(&round, SATISFIED).await;
    assert_eq!(of_task, ["satisfaction"], "its task wants 85 points");
    assert_eq!(figures(&round, DUTY).await, ["staffed-places"], "its task wants somebody in every place");

    let unknown = draft(&world, &["quarter=2026-q4", "indicators=nothing"]).await;
    assert_eq!(told(unknown), [("no-indicator".to_owned(), "indicators".to_owned())]);
    let fourth = ["quarter=2026-q4", "indicators=satisfaction", "indicators=inventions-per-10000"];
    let fourth = draft(&world, &fourth).await.unwrap();
    take(&world.app, &clerk(&world), &fourth, &taking("issue", &[]), Mode::Save).await.unwrap();
    let density = "inventions-per-10000".to_owned();
    let asked = figures(&fourth, SATISFIED).await;
    assert_eq!((asked.len(), asked.contains(&density)), (2, true), "{asked:?}");
    assert_eq!(figures(&fourth, DUTY).await, [density], "a goal of the whole plan is put before everybody");
}

#[tokio::test]
async fn accepted_evidence_is_ticked_and_not_sent_again_and_the_notice_of_the_round_goes_along() {
    let world = in_force().await;
    let app = &world.app;
    let file =
        app::files::keep(app, &clerk(&world), "attachments", ("通知.txt", "演示数据".as_bytes())).await;
    let notice = format!("attachments={}", file.unwrap().reference);
    let round = draft(&world, &["quarter=2026-q3", "tasks=1.2", &notice]).await.unwrap();
    // Another clerk issues what the first one drafted.
    let colleague = of(&world, "clerk", OFFICE, 30);
    take(app, &colleague, &round, &taking("issue", &[]), Mode::Save).await.unwrap();
    let street = of(&world, "liaison", STREET, 8);
    let number = report(&world, &round, DUTY).await;
    let shown = show(app, &street, &number).await.unwrap();
    assert_eq!(shown.current.fields["attachments"].values().len(), 1, "the body finds the notice");

    let proof = app::files::keep(app, &street, "documents", ("任命.txt", "演示数据".as_bytes())).await;
    let proof = format!("documents={}", proof.unwrap().reference);
    let (duty, body) = (format!("duty={DUTY}"), format!("body={STREET}"));
    let piece = [&*duty, &*body, "what=任命文件（演示数据）", "date=2026-08-20", &*proof];
    let piece = start(app, &street, "evidence", &taking("offer", &piece), Mode::Save).await.unwrap();
    let piece = piece.number.unwrap();
    let to_tick = async || {
        let offered = offered(app, &street, &shown.procedure, Some(&shown)).await.unwrap();
        assert!(!offered["records"].all, "nothing is meant until it is ticked");
        offered["records"].choices.clone()
    };
    assert!(to_tick().await.is_empty(), "what is only offered proves nothing");
    let records = format!("records={piece}");
    let measures = format!("measures={MEASURES}（演示数据）");
    let send = async |fields: &[&str]| {
        let fields = [&["judgement=done", &*measures][..], fields].concat();
        take(app, &street, &number, &taking("send", &fields), Mode::Save).await
    };
    assert_eq!(told(send(&[]).await), [("at-least".to_owned(), "evidence".to_owned())]);
    assert_eq!(told(send(&[&records]).await), [("no-evidence".to_owned(), "records".to_owned())]);
    take(app, &clerk(&world), &piece, &taking("accept", &[]), Mode::Save).await.unwrap();
    assert_eq!(to_tick().await, [(piece.clone(), format!("{piece} 任命文件（演示数据）（2026-08-20）"))]);
    assert_eq!(send(&[&records]).await.unwrap().state, "awaiting-signature");
}

#[tokio::test]
async fn what_needs_others_goes_to_the_office_with_who_could_settle_it() {
    let world = in_force().await;
    let app = &world.app;
    let round = issued(&world, &[]).await;
    let number = report(&world, &round, DUTY).await;
    let (street, head) = (of(&world, "liaison", STREET, 8), of(&world, "leader", STREET, 9));
    let measures = format!("measures={MEASURES}（演示数据）");
    let said = ["judgement=behind", &*measures, "coordination_body=finance"];
    let nothing = take(app, &street, &number, &taking("send", &said), Mode::Save).await;
    assert_eq!(told(nothing), [("field-present".to_owned(), "coordination".to_owned())], "settle what?");
    let said = [&said[..], &["coordination=兼职人员的经费没有列支渠道（演示数据）"]].concat();
    taken(&world, &street, &number, "send", &said).await;
    taken(&world, &head, &number, "sign", &[]).await;
    let problem = show(app, &clerk(&world), &number).await.unwrap().children[0].number.clone();
    let raised = show(app, &clerk(&world), &problem).await.unwrap();
    let text = |field: &str| raised.current.fields.get(field).and_then(form::Value::as_text);
    assert_eq!(
        (raised.current.state.as_str(), text("owner"), text("body")),
        ("raised", Some("finance"), Some(STREET))
    );
    let assign = ["owner=finance", "dimension=protection", "due_date=2026-09-10"];
    assert_eq!(taken(&world, &clerk(&world), &problem, "assign", &assign).await, "assigned");
}
