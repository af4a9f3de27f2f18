//! A pack whose declarations change while there are records: what cannot be is refused, what can be is told with its remedy, and
//! what was said before can still be read.

use app::records::{Given, ListRequest, Mode, Proposal, Said, When, list, propose, show, unmask};
use app::{Actor, App, Clock, Error, Granted, Surroundings, accounts, county};
use form::{Language, Value};
use jiff::civil::date;
use kernel::{Problem, Severity};
use pack::Pack;
use store::{Database, Settings};

use crate::county::on_both;
use crate::world;

const MANIFEST: &str = r#"
schema = 1
name = "yunhe"
title = { zh = "云河县（演示数据）", en = "Yunhe County (demonstration data)" }
extends = "china"
"#;

const CODES: &str = r#"
schema = 1
checked_on = 2026-11-25
[[table]]
id = "levels"
title = { zh = "等级", en = "levels" }
file = "codes/levels.csv"
status = "own"
source = "演示数据"
"#;

const LEVELS: &str = "code,zh,en\nhigh,高,high\nlow,低,low\n";

const LEDGER: &str = r#"
schema = 1
id = "markets"
title = { zh = "市场", en = "markets" }
about = { zh = "演示数据", en = "demonstration data" }
key = ["number"]
name = "name"
card = ["level"]
retention = { basis = { zh = "演示数据", en = "demonstration data" } }

[[field]]
id = "number"
title = { zh = "编号", en = "number" }
kind = "text"
class = "public"
required = true

[[field]]
id = "name"
title = { zh = "名称", en = "name" }
kind = "text"
class = "public"
required = true

[[field]]
id = "level"
title = { zh = "等级", en = "level" }
kind = "code"
table = "levels"
class = "public"

[[field]]
id = "size"
title = { zh = "规模", en = "size" }
kind = "text"
class = "public"

[[field]]
id = "contact"
title = { zh = "联系人", en = "contact" }
kind = "person"
class = "public"

[[field]]
id = "phone"
title = { zh = "电话", en = "telephone" }
kind = "phone"
class = "personal"

[[view]]
id = "by-contact"
title = { zh = "按联系人", en = "by contact" }
filters = ["contact"]
sort = ["name"]
"#;

/// The pack with changes to its ledger and its codes: each text in the place of another.
fn pack(changes: &[(&str, &str)]) -> Pack {
    let mut files = [LEDGER.to_owned(), LEVELS.to_owned()];
    for (old, new) in changes {
        assert!(files.iter().any(|file| file.contains(old)), "{old}");
        files = files.map(|file| file.replacen(old, new, 1));
    }
    let [ledger, levels] = files;
    let mut files =
        vec![("pack.toml", MANIFEST), ("codes.toml", CODES), ("codes/levels.csv", levels.as_str())];
    if !ledger.is_empty() {
        files.push(("ledgers/markets/ledger.toml", &ledger));
    }
    let files = files.into_iter().map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).collect();
    Pack::open_files("yunhe", files).unwrap()
}

async fn made(settings: &Settings) -> App {
    let app =
        county::create(settings, pack(&[]), false, Clock::System, Surroundings::default()).await.unwrap();
    for (number, size) in [("m1", "12"), ("m2", "约二十")] {
        let fields = [
            ("number", number),
            ("name", "演示市场"),
            ("level", "low"),
            ("size", size),
            ("contact", "演示人员甲"),
            ("phone", "13800138000"),
        ];
        let said = Said::Created { from: date(2026, 3, 1) };
        say(&app, said, &fields).await.unwrap();
    }
    app
}

async fn say(app: &App, said: Said, fields: &[(&str, &str)]) -> Result<(), Error> {
    let input = fields.iter().map(|(id, text)| ((*id).to_owned(), vec![(*text).to_owned()])).collect();
    let proposal = Proposal { said, given: Given::Texts(input), reason: "演示".to_owned(), seen: None };
    propose(app, &clerk(app), "markets", &proposal, Mode::Save).await.map(drop)
}

fn with_role(app: &App, role: &str) -> Actor {
    let roles = &app.declarations().roles;
    let mut actor = Actor::stranger(roles.get(pack::Roles::STRANGER).cloned());
    actor.second_factor = true;
    actor.roles.push(Granted { role: roles.get(role).unwrap().clone(), body: None, case: None });
    actor
}

fn clerk(app: &App) -> Actor {
    with_role(app, "clerk")
}

async fn count(app: &App) -> usize {
    let request = ListRequest { limit: 9, ..ListRequest::default() };
    list(app, &clerk(app), "markets", &request).await.unwrap().page.records.len()
}

/// Each problem as severity, code, field and how many records.
fn told(problems: &[Problem]) -> Vec<String> {
    let tell = |problem: &Problem| {
        assert!(!problem.remedy.zh.is_empty() && !problem.remedy.en.is_empty(), "{problem:?}");
        let field = problem.place.field.as_deref().unwrap_or_default();
        let records = problem.what.en.split(|c: char| !c.is_ascii_digit()).find(|digits| !digits.is_empty());
        let severity = if problem.severity == Severity::Error { "error" } else { "warning" };
        format!("{severity} {} {field} {}", problem.code, records.unwrap_or_default())
    };
    problems.iter().map(tell).collect()
}

/// Texts of the pack, each with what comes in its place.
type Changes = &'static [(&'static str, &'static str)];

/// A change of the pack and what is told of it.
const CHANGES: [(Changes, &[&str]); 9] = [
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
    (&[("key = [\"number\"]", "key = [\"name\"]")], &["error key-changed markets.name 2"]),
    (&[("key = [\"number\"]", "key = [\"number\", \"name\"]")], &["error key-changed markets.number~name 2"]),
    (&[(LEDGER, "")], &["error ledger-gone markets 2"]),
    (&[("zh = \"市场\"", "zh = \"专业市场\"")], &[]),
];

async fn named(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { database, ..world::settings(folder.path()) };
    let app = made(&settings).await;
    let system = accounts::console(&app);
    for (changes, expected) in CHANGES {
        let mut expected: Vec<&str> = expected.to_vec();
        let declarations = app::Declarations::read(pack(changes)).unwrap();
        let mut checked = told(&county::fit(&app, &declarations).await.unwrap());
        checked.sort();
        expected.sort_unstable();
        assert_eq!(checked, expected, "{changes:?}");
        let installed = county::install(&app, &system, pack(changes)).await;
        match (expected.iter().any(|told| told.starts_with("error")), installed) {
            (true, Err(Error::Invalid(problems))) => assert_eq!(told(&problems), expected),
            (false, Ok(installed)) => assert_eq!(told(&installed.problems).len(), expected.len()),
            (_, installed) => panic!("{changes:?}: {installed:?}"),
        }
        // Whatever was refused or told, both records are there, and the next pack goes on from here.
        assert_eq!(count(&app).await, 2, "{changes:?}");
    }
    // A pack that cannot be used is refused at a start as well, and the one before is used.
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
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { database, ..world::settings(folder.path()) };
    let app = made(&settings).await;
    let changes = CHANGES[0].0.iter().chain(CHANGES[1].0);
    county::install(&app, &accounts::console(&app), pack(&changes.copied().collect::<Vec<_>>()))
        .await
        .unwrap();
    let shown = show(&app, &clerk(&app), "markets", "m2", When::default()).await.unwrap();
    let fields = shown.record.unwrap().fields;
    let ledger = shown.opened.ledger();
    let codes = &shown.opened.declarations().codes;
    let text = |id: &str| ledger.form.field(id).unwrap().show(&fields[id], Language::Zh, codes);
    assert_eq!((text("size").as_str(), text("level").as_str()), ("约二十", "low"), "as they were said");
    // Other fields can be changed without touching the old ones; a correction takes the new kind and the codes there are.
    let key = || "m2".to_owned();
    let renamed = Said::Became { key: key(), from: date(2026, 4, 1) };
    say(&app, renamed, &[("name", "演示新市场")]).await.unwrap();
    let corrected = || Said::WasAlways { key: key(), from: date(2026, 3, 1), to: None };
    let bad = say(&app, corrected(), &[("size", "约二十"), ("level", "low")]).await;
    assert!(matches!(&bad, Err(Error::Invalid(problems)) if problems.len() == 2), "{bad:?}");
    say(&app, corrected(), &[("size", "20"), ("level", "high")]).await.unwrap();
    let left = county::fit(&app, &app.declarations()).await.unwrap();
    assert_eq!(told(&left), ["warning kind-changed markets.size 1", "warning code-gone markets.level 1"]);
}

async fn hidden(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { database, ..world::settings(folder.path()) };
    let app = made(&settings).await;
    let tightened = || {
        let class = ("kind = \"person\"\nclass = \"public\"", "kind = \"person\"\nclass = \"personal\"");
        pack(&[class, ("filters = [\"contact\"]", "filters = []")])
    };
    let installed = county::install(&app, &accounts::console(&app), tightened()).await.unwrap();
    assert_eq!(told(&installed.problems), ["warning class-closed markets.contact 2"]);
    // A stranger, who saw it before, sees nothing of it, in no period and no step of its history; a clerk sees a mask.
    for (actor, seen) in [(with_role(&app, "citizen"), None), (clerk(&app), Some("演**"))] {
        let shown = show(&app, &actor, "markets", "m1", When::default()).await.unwrap();
        assert!(!format!("{:?} {:?} {:?}", shown.record, shown.periods, shown.entries).contains("演示人员"));
        let contact = shown.record.unwrap().fields.get("contact").cloned();
        assert_eq!(contact.as_ref().and_then(Value::as_text), seen, "{}", actor.name);
    }
    let full = unmask(&app, &clerk(&app), "markets", "m1", "contact", "演示").await.unwrap();
    assert_eq!(full.as_text(), Some("演示人员甲"));
    // What is said from now on is sealed, also of fields that did not change.
    say(&app, Said::Became { key: "m1".to_owned(), from: date(2026, 4, 1) }, &[("name", "演示新市场")])
        .await
        .unwrap();
    let ledger = &app.declarations().ledgers["markets"];
    let reader = app.store().reader().await.unwrap();
    let said = store::ledgers::history(&reader, ledger, "m1").await.unwrap();
    assert!(said.last().unwrap().fields().unwrap()["contact"].is_sealed(), "{said:?}");
    assert_eq!(store::ledgers::verify(&reader, ledger).await.unwrap().wrong, [""; 0]);
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
