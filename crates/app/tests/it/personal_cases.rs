//! What is personal in a case: sealed, seen by who works with the case, gone for ever when its key is destroyed.

use std::path::Path;

use app::cases::{Wanted, erase, list, show, start, take};
use app::records::Mode;
use app::{Actor, Clock, Erasure, Error, Surroundings};
use cases::Happening;
use form::{MASK, Value};
use pack::Pack;
use store::Database;

use crate::county::on_both;
use crate::second_county::files_below;
use crate::world::{World, settings, taking, told};

const OFFICE: &str = "market-supervision";
const BUREAU: &str = "science-technology";
const NAME: &str = "演示人员赵某";

/// 来访登记: who came, what about, and what became of it. 演示数据.
const PROCEDURE: &str = include_str!("../data/visit-desk/procedure.toml");

const STORIES: &str = include_str!("../data/visit-desk/stories.txt");

/// A county with that procedure.
async fn county(database: Database) -> World {
    let mut files = files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../pack/tests/data/tangxi"), "");
    for (name, text) in [("procedure.toml", PROCEDURE), ("stories.txt", STORIES)] {
        files.push((format!("procedures/visit-desk/{name}"), text.as_bytes().to_vec()));
    }
    let report = pack::check_files("tangxi", files.clone());
    assert!(report.is_sound(), "{:#?}", report.problems);
    let folder = tempfile::tempdir().unwrap();
    let settings = store::Settings { database, ..settings(folder.path()) };
    let clock = Clock::demonstration("2026-09-01T09:00:00+08:00".parse().unwrap());
    let pack = Pack::open_files("tangxi", files).unwrap();
    let app =
        app::county::create(&settings, pack, true, clock.clone(), Surroundings::default()).await.unwrap();
    World::of(app, clock, folder)
}

/// What somebody sees of the visitor: on the page of the case, and in what happened.
async fn seen(world: &World, actor: &Actor, number: &str) -> (Option<Value>, Vec<Value>) {
    let shown = show(&world.app, actor, number).await.unwrap();
    let said = shown.told.iter().filter_map(|told| match &told.event.what {
        Happening::Step { fields, .. } => fields.get("visitor").cloned(),
        Happening::Annulment { .. } => None,
    });
    (shown.current.fields.get("visitor").cloned(), said.collect())
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

async fn story(database: Database) {
    let is_sqlite = matches!(database, Database::Sqlite);
    let world = county(database).await;
    let app = &world.app;
    let liaison = world.actor("liaison", Some(BUREAU));
    let clerk = world.actor("clerk", Some(OFFICE));
    let inspector = world.actor("record-inspector", None);
    let visitor = format!("visitor={NAME}");
    let body = format!("body={BUREAU}");
    let given = ["subject=问补贴（演示数据）", &*body, &*visitor, "phone=13800138000"];
    let begun = start(app, &liaison, "visit-desk", &taking("receive", &given), Mode::Save).await.unwrap();
    let number = begun.number.unwrap();
    let empty = taking("receive", &["subject=问补贴（演示数据）", &*body]);
    let without = start(app, &liaison, "visit-desk", &empty, Mode::Save).await;
    assert_eq!(told(without), [("missing-field".to_owned(), "visitor".to_owned())]);

    // Who works with the case sees it on its page, also who wrote it; not in lists, and not who only inspects.
    for who in [&liaison, &clerk] {
        assert_eq!(seen(&world, who, &number).await, (Some(text(NAME)), vec![text(NAME)]));
        let listed = list(app, who, "visit-desk", &Wanted::default()).await.unwrap().cases;
        assert!(listed.len() == 1 && !listed[0].current.fields.contains_key("visitor"), "{listed:#?}");
    }
    assert_eq!(seen(&world, &inspector, &number).await, (None, Vec::new()));

    // Who may only begin such cases: for the own body they see the case and not who came; for any body they see none but their own.
    let another =
        |role: &str, body: Option<&str>| Actor { name: format!("account:{role}"), ..world.actor(role, body) };
    let (leader, district) = (another("leader", Some(BUREAU)), another("district-leader", None));
    assert_eq!(seen(&world, &leader, &number).await, (None, Vec::new()));
    assert!(matches!(show(app, &district, &number).await, Err(Error::NotFound)));
    assert!(list(app, &district, "visit-desk", &Wanted::default()).await.unwrap().cases.is_empty());
    for who in [&leader, &district] {
        let begun = start(app, who, "visit-desk", &taking("receive", &given), Mode::Save).await.unwrap();
        let own = begun.number.unwrap();
        assert_eq!(seen(&world, who, &own).await, (Some(text(NAME)), vec![text(NAME)]), "{}", who.name);
        let listed = list(app, who, "visit-desk", &Wanted::default()).await.unwrap().cases;
        assert!(listed.iter().any(|it| it.current.number == own), "{listed:#?}");
        assert_eq!(listed.len(), if who.name == district.name { 1 } else { 2 });
    }

    // What is said again has the same pseudonym; what is otherwise has another.
    let amended = taking("amend", &[&*visitor, "phone=13900139000"]);
    take(app, &liaison, &number, &amended, Mode::Save).await.unwrap();
    let reader = app.store().reader().await.unwrap();
    let current = store::cases::get(&reader, &number).await.unwrap().unwrap();
    assert!(current.fields["visitor"].is_sealed() && current.fields["phone"].is_sealed(), "{current:#?}");
    let events = store::cases::events(&reader, current.id).await.unwrap();
    let said = |at: usize, field: &str| match &events[at].1.what {
        Happening::Step { fields, .. } => fields[field].clone(),
        Happening::Annulment { .. } => unreachable!(),
    };
    assert_eq!(said(0, "visitor"), said(1, "visitor"));
    assert_ne!(said(0, "phone"), said(1, "phone"));
    drop(reader);

    // Whoever has the database and its copies, and not the master key, reads no name.
    if is_sqlite {
        let found: Vec<String> = files_below(&world.folder().join("data"), "")
            .into_iter()
            .filter(|(_, bytes)| {
                [NAME, "13800138000", "13900139000"]
                    .iter()
                    .any(|secret| bytes.windows(secret.len()).any(|window| window == secret.as_bytes()))
            })
            .map(|(path, _)| path)
            .collect();
        assert!(found.is_empty(), "{found:?}");
    }

    // Who may destroy its key says so twice and why; nobody else can, and nothing is destroyed by halves.
    let erasing = async |who: &Actor, confirmed: &str, reason: &str| {
        erase(app, who, &number, Erasure { confirmed, reason }).await
    };
    let reason = "来访人要求删除（演示数据）";
    assert!(matches!(erasing(&liaison, &number, reason).await, Err(Error::NotAllowed(_))));
    assert!(matches!(erasing(&inspector, &number, reason).await, Err(Error::NotFound)));
    let unproved = Actor { second_factor: false, ..clerk.clone() };
    assert!(matches!(erasing(&unproved, &number, reason).await, Err(Error::NotFound)));
    let bare = erasing(&clerk, "visit-desk", " ").await;
    let fields = [("reason-missing", "reason"), ("not-confirmed", "confirmed")];
    assert_eq!(told(bare), fields.map(|(code, field)| (code.to_owned(), field.to_owned())));
    let shown = show(app, &clerk, &number).await.unwrap();
    assert!(shown.may_erase && shown.erased.is_none());
    assert!(!show(app, &liaison, &number).await.unwrap().may_erase);
    let erased = erasing(&clerk, &number, reason).await.unwrap();
    app.store().tidy().await.unwrap();

    // Nobody reads it any more; the case goes on, also by a step that asks for what was there, and nothing is destroyed twice.
    let shown = show(app, &clerk, &number).await.unwrap();
    assert_eq!((shown.may_erase, shown.erased), (false, Some(erased)));
    assert_eq!(
        told(erasing(&clerk, &number, reason).await),
        [("nothing-personal".to_owned(), String::new())]
    );
    let masked = vec![text(MASK), text(MASK)];
    assert_eq!(seen(&world, &clerk, &number).await, (Some(text(MASK)), masked));
    take(app, &liaison, &number, &taking("amend", &["phone=13700137000"]), Mode::Save).await.unwrap();
    let shown = show(app, &liaison, &number).await.unwrap();
    assert_eq!(shown.current.fields["visitor"], text(MASK), "left empty, it stays what it was");
    assert_eq!(shown.current.fields["phone"], text("13700137000"), "what is said anew has a key of its own");
    let done = taking("close", &["result=已答复（演示数据）"]);
    let closed = take(app, &clerk, &number, &done, Mode::Save).await.unwrap();
    assert_eq!(closed.state, "closed");
}

#[test]
fn a_name_in_a_case_is_read_by_who_works_with_it_and_by_nobody_once_its_key_is_gone() {
    on_both(story);
}
