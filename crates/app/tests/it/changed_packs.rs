//! A pack whose declarations change while there are records: what cannot be is refused, what can be is told with its remedy, and
//! what was said before can still be read.

mod markets;

use app::records::{ListRequest, Said, When, list, show, unmask};
use app::{App, Clock, Declarations, Error, Surroundings, county};
use form::{Language, Value};
use jiff::civil::date;
use kernel::{Problem, Severity};
use pack::Pack;
use store::ledgers::Record;
use store::{Database, Settings};

use self::markets::{
    CODES, County, GONE, LEVELS, MANIFEST, clerk, count, ledger, pack, pack_with, say, told, with_role,
};
use crate::county::on_both;
use crate::world;

/// Texts of the pack, each with what comes in its place.
type Changes = &'static [(&'static str, &'static str)];

/// A change of the pack and what is told of it.
const CHANGES: [(Changes, &[&str]); 11] = [
    (
        &[(
            "kind = \"text\"\nclass = \"public\"\n\n[[field]]\nid = \"contact\"",
            "kind = \"integer\"\nclass = \"public\"\n\n[[field]]\nid = \"contact\"",
        )],
        &["warning kind-changed markets.size 2"],
    ),
    (&[("low,低,low\n", "")], &["warning code-gone markets.level 2"]),
    (
        &[("id = \"contact\"", "id = \"person\""), ("filters = [\"contact\"]", "filters = [\"person\"]")],
        &["warning field-gone markets.contact 2"],
    ),
    (
        &[("kind = \"phone\"", "kind = \"phone\"\nrequired = true"), ("id = \"phone\"", "id = \"mobile\"")],
        &["warning field-gone markets.phone 2", "warning field-empty markets.mobile 2"],
    ),
    (&[("class = \"personal\"", "class = \"internal\"")], &["error class-opened markets.phone 2"]),
    (&[("class = \"secret\"", "class = \"public\"")], &["error class-opened markets.clue 2"]),
    (&[("class = \"secret\"", "class = \"personal\"")], &["error class-lowered markets.clue 2"]),
    (&[("key = [\"number\"]", "key = [\"name\"]")], &["error key-changed markets.name 2"]),
    (&[("key = [\"number\"]", "key = [\"number\", \"name\"]")], &["error key-changed markets.number~name 2"]),
    (&[GONE], &["error ledger-gone markets 2"]),
    (&[("zh = \"市场\"", "zh = \"专业市场\"")], &[]),
];

async fn named(database: Database) {
    let county = County::new(database).await;
    let app = &county.app;
    for (changes, expected) in CHANGES {
        let mut expected: Vec<&str> = expected.to_vec();
        let declarations = Declarations::read(pack(changes)).unwrap();
        let mut checked = told(&county::fit(app, &declarations).await.unwrap());
        checked.sort();
        expected.sort_unstable();
        assert_eq!(checked, expected, "{changes:?}");
        let installed = county.install(pack(changes)).await;
        match (expected.iter().any(|told| told.starts_with("error")), installed) {
            (true, Err(Error::Invalid(problems))) => assert_eq!(told(&problems), expected),
            (false, Ok(installed)) => assert_eq!(told(&installed.problems).len(), expected.len()),
            (_, installed) => panic!("{changes:?}: {installed:?}"),
        }
        // Whatever was refused or told, both records are there, and the next pack goes on from here.
        assert_eq!(count(app).await, 2, "{changes:?}");
    }
    // A pack that cannot be used is refused at a start as well, and the one before is used.
    let County { app, settings, _folder } = county;
    drop(app);
    let bad = pack(&[("class = \"personal\"", "class = \"internal\"")]);
    let refused = county::open(&settings, Some(bad), Surroundings::default()).await.unwrap_err();
    assert!(
        matches!(&refused, Error::Invalid(problems) if problems[0].code == "class-opened"),
        "{refused:?}"
    );
    let app = county::open(&settings, None, Surroundings::default()).await.unwrap();
    assert_eq!(app.declarations().ledgers["markets"].title.zh, "专业市场");
}

async fn readable(database: Database) {
    let county = County::new(database).await;
    let app = &county.app;
    let changes = CHANGES[0].0.iter().chain(CHANGES[1].0);
    county.install(pack(&changes.copied().collect::<Vec<_>>())).await.unwrap();
    let shown = show(app, &clerk(app), "markets", "m2", When::default()).await.unwrap();
    let fields = shown.record.unwrap().fields;
    let ledger = shown.opened.ledger();
    let codes = &shown.opened.declarations().codes;
    let text = |id: &str| ledger.form.field(id).unwrap().show(&fields[id], Language::Zh, codes);
    assert_eq!((text("size").as_str(), text("level").as_str()), ("约二十", "low"), "as they were said");
    // Other fields can be changed without touching the old ones; a correction takes the new kind and the codes there are.
    let key = || "m2".to_owned();
    let renamed = Said::Became { key: key(), from: date(2026, 4, 1) };
    say(app, renamed, &[("name", "演示新市场")]).await.unwrap();
    let corrected = || Said::WasAlways { key: key(), from: date(2026, 3, 1), to: None };
    let bad = say(app, corrected(), &[("size", "约二十"), ("level", "low")]).await;
    assert!(matches!(&bad, Err(Error::Invalid(problems)) if problems.len() == 2), "{bad:?}");
    say(app, corrected(), &[("size", "20"), ("level", "high")]).await.unwrap();
    let left = county::fit(app, &app.declarations()).await.unwrap();
    assert_eq!(told(&left), ["warning kind-changed markets.size 1", "warning code-gone markets.level 1"]);
}

async fn hidden(database: Database) {
    let county = County::new(database).await;
    let app = &county.app;
    let tightened = || {
        let class = ("kind = \"person\"\nclass = \"public\"", "kind = \"person\"\nclass = \"personal\"");
        pack(&[class, ("filters = [\"contact\"]", "filters = []")])
    };
    let installed = county.install(tightened()).await.unwrap();
    assert_eq!(told(&installed.problems), ["warning class-closed markets.contact 2"]);
    // A stranger, who saw it before, sees nothing of it, in no period and no step of its history; a clerk sees a mask.
    for (actor, seen) in [(with_role(app, "citizen"), None), (clerk(app), Some("演**"))] {
        let shown = show(app, &actor, "markets", "m1", When::default()).await.unwrap();
        assert!(!format!("{:?} {:?} {:?}", shown.record, shown.periods, shown.entries).contains("演示人员"));
        let contact = shown.record.unwrap().fields.get("contact").cloned();
        assert_eq!(contact.as_ref().and_then(Value::as_text), seen, "{}", actor.name);
    }
    let full = unmask(app, &clerk(app), "markets", "m1", "contact", "演示").await.unwrap();
    assert_eq!(full.as_text(), Some("演示人员甲"));
    // What is said from now on is sealed, also of fields that did not change.
    say(app, Said::Became { key: "m1".to_owned(), from: date(2026, 4, 1) }, &[("name", "演示新市场")])
        .await
        .unwrap();
    let ledger = &app.declarations().ledgers["markets"];
    let reader = app.store().reader().await.unwrap();
    let said = store::ledgers::history(&reader, ledger, "m1").await.unwrap();
    assert!(said.last().unwrap().fields().unwrap()["contact"].is_sealed(), "{said:?}");
    assert_eq!(store::ledgers::verify(&reader, ledger).await.unwrap().wrong, [""; 0]);
}

const SHOPS: &str = "\nschema = 1\nid = \"shops\"\ntitle = { zh = \"店铺\", en = \"shops\" }\nabout = { zh = \"演示数据\", en = \"demonstration data\" }
key = [\"number\"]\nname = \"name\"\nretention = { basis = { zh = \"演示数据\", en = \"demonstration data\" } }\n
[[field]]\nid = \"number\"\ntitle = { zh = \"编号\", en = \"number\" }\nkind = \"text\"\nclass = \"public\"\nrequired = true\n
[[field]]\nid = \"name\"\ntitle = { zh = \"名称\", en = \"name\" }\nkind = \"text\"\nclass = \"public\"\nrequired = true\n";

/// A ledger that a later version of the pack brings, with its seed.
fn with_shops(seed: &str) -> Pack {
    let examples = ["number,name\ns9,演示店\n", "number,name,problem\ns9,,missing-field\n"];
    pack_with(
        &[],
        &[
            ("ledgers/shops/ledger.toml", SHOPS),
            ("ledgers/shops/valid.csv", examples[0]),
            ("ledgers/shops/invalid.csv", examples[1]),
            ("seed/shops.csv", seed),
        ],
    )
}

async fn seeded(database: Database) {
    let county = County::new(database).await;
    let app = &county.app;
    let names = async || {
        let request = ListRequest { limit: 9, ..ListRequest::default() };
        let records = list(app, &clerk(app), "shops", &request).await.unwrap().page.records;
        let name = |record: &Record| record.fields["name"].as_text().unwrap().to_owned();
        records.iter().map(name).collect::<Vec<String>>()
    };
    let begun = "number,name,valid_from,valid_to\ns1,演示一店,2026-01-01,\n";
    let declared = Declarations::read(with_shops(begun)).unwrap();
    assert_eq!(county::differences(app, &declared).await.unwrap(), [], "it will be loaded");
    let installed = county.install(with_shops(begun)).await.unwrap();
    assert!(installed.differences.is_empty(), "{:?}", installed.differences);
    assert_eq!(names().await, ["演示一店"]);
    // From then on the database wins, whatever the next versions say.
    let changed = "number,name,valid_from,valid_to\ns1,演示老店,2026-01-01,\ns2,演示二店,2026-01-01,\n";
    let installed = county.install(with_shops(changed)).await.unwrap();
    assert_eq!(installed.differences.len(), 2, "{:?}", installed.differences);
    assert_eq!(names().await, ["演示一店"]);
}

async fn refused(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { database: database.clone(), ..world::settings(folder.path()) };
    let unproved = || {
        let files = [("pack.toml", MANIFEST.to_owned()), ("codes.toml", CODES.to_owned())].into_iter();
        let files = files.chain([("codes/levels.csv", LEVELS.to_owned())]);
        let files = files.chain([("ledgers/markets/ledger.toml", ledger())]);
        files.map(|(path, text)| (path.to_owned(), text.into_bytes())).collect::<Vec<_>>()
    };
    let codes = |problems: &[Problem]| {
        let errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
        errors.map(|problem| problem.code.clone()).collect::<Vec<String>>()
    };
    let checked = codes(&pack::check_files("yunhe", unproved()).problems);
    assert_eq!(checked, ["missing-examples", "missing-examples"]);
    let opened = || Pack::open_files("yunhe", unproved()).unwrap();
    let made = county::create(&settings, opened(), false, Clock::System, Surroundings::default()).await;
    assert!(matches!(&made, Err(Error::Invalid(problems)) if codes(problems) == checked), "{made:?}");
    assert!(!settings.folder.exists(), "there is no half-made database");
    let county = County::new(database).await;
    let installed = county.install(opened()).await;
    assert!(
        matches!(&installed, Err(Error::Invalid(problems)) if codes(problems) == checked),
        "{installed:?}"
    );
}

async fn titled(database: Database) {
    let county = County::new(database).await;
    // The titles of fields are their ids in English, and change with them.
    let gone = [("id = \"size\"", "id = \"extent\""), ("id = \"phone\"", "id = \"mobile\"")];
    county.install(pack(&gone)).await.unwrap();
    let shown_of = async |app: &App| {
        let shown = show(app, &with_role(app, "citizen"), "markets", "m2", When::default()).await.unwrap();
        let differences =
            shown.entries.iter().flat_map(|entry| &entry.steps).flat_map(|step| &step.differences);
        let value =
            |field: &str| differences.clone().find(|difference| difference.field == field)?.right.clone();
        let fields = shown.opened.fields_ever().map(|field| {
            let value = value(&field.id).and_then(|value| value.as_text().map(str::to_owned));
            (field.title.zh.clone(), value.unwrap_or_default())
        });
        fields.collect::<Vec<(String, String)>>()
    };
    let expected = [
        ("编号", "m2"),
        ("名称", "演示市场"),
        ("等级", "low"),
        ("规模", ""),
        ("联系人", "演示人员甲"),
        ("规模", "约二十"),
    ]
    .map(|(title, value)| (title.to_owned(), value.to_owned()));
    assert_eq!(
        shown_of(&county.app).await,
        expected,
        "what is gone comes last, and nothing that was personal"
    );
    let County { app, settings, _folder } = county;
    drop(app);
    let app = county::open(&settings, None, Surroundings::default()).await.unwrap();
    assert_eq!(shown_of(&app).await, expected, "after a new start as well");
}

#[test]
fn what_a_field_held_that_is_gone_stands_in_the_history_under_its_title() {
    on_both(titled);
}

#[test]
fn what_a_check_refuses_makes_no_county_and_changes_none() {
    on_both(refused);
}

#[test]
fn the_seed_of_a_new_ledger_is_loaded_once() {
    on_both(seeded);
}

#[test]
fn a_changed_pack_is_refused_or_told_with_a_remedy() {
    on_both(named);
}

#[test]
fn what_was_said_before_can_be_read_after_a_change() {
    on_both(readable);
}

#[test]
fn what_becomes_personal_is_shown_to_nobody_in_full() {
    on_both(hidden);
}
