//! A county with a ledger of markets, whose pack can be changed word by word.

use app::county::Installed;
use app::records::{Given, ListRequest, Mode, Proposal, Said, list, propose};
use app::{Actor, App, Clock, Error, Granted, Surroundings, accounts, county};
use jiff::civil::date;
use kernel::{Problem, Severity};
use pack::Pack;
use store::{Database, Settings};
use tempfile::TempDir;

use crate::world;

pub(super) const MANIFEST: &str = r#"
schema = 1
name = "yunhe"
title = { zh = "云河县（演示数据）", en = "Yunhe County (demonstration data)" }
extends = "china"
"#;

pub(super) const CODES: &str = r#"
schema = 1
checked_on = 2026-11-25
[[table]]
id = "levels"
title = { zh = "等级", en = "levels" }
file = "codes/levels.csv"
status = "own"
source = "演示数据"
"#;

pub(super) const LEVELS: &str = "code,zh,en\nhigh,高,high\nlow,低,low\n";

const LEDGER: &str = r#"
schema = 1
id = "markets"
title = { zh = "市场", en = "markets" }
about = { zh = "演示数据", en = "demonstration data" }
key = ["number"]
name = "name"
card = ["level"]
retention = { basis = { zh = "演示数据", en = "demonstration data" } }

FIELDS
[[view]]
id = "by-contact"
title = { zh = "按联系人", en = "by contact" }
filters = ["contact"]
sort = ["name"]
"#;

/// The fields of the ledger: the id, the title, and the rest of what is declared.
const FIELDS: [(&str, &str, &str); 7] = [
    ("number", "编号", "kind = \"text\"\nclass = \"public\"\nrequired = true"),
    ("name", "名称", "kind = \"text\"\nclass = \"public\"\nrequired = true"),
    ("level", "等级", "kind = \"code\"\ntable = \"levels\"\nclass = \"public\""),
    ("size", "规模", "kind = \"text\"\nclass = \"public\""),
    ("contact", "联系人", "kind = \"person\"\nclass = \"public\""),
    ("phone", "电话", "kind = \"phone\"\nclass = \"personal\""),
    ("clue", "线索", "kind = \"text\"\nclass = \"secret\""),
];

const VALID: &str = "number,name,mobile\nm9,演示市场,13800138000\n";
const INVALID: &str = "number,name,mobile,problem\nm9,,13800138000,missing-field\n";

pub(super) fn ledger() -> String {
    let field = |(id, title, rest): &(&str, &str, &str)| {
        format!("[[field]]\nid = \"{id}\"\ntitle = {{ zh = \"{title}\", en = \"{id}\" }}\n{rest}\n\n")
    };
    LEDGER.replace("FIELDS\n", &FIELDS.iter().map(field).collect::<String>())
}

/// The pack with changes to its ledger and its codes: each text in the place of another.
pub(super) fn pack(changes: &[(&str, &str)]) -> Pack {
    pack_with(changes, &[])
}

/// The same with more files.
pub(super) fn pack_with(changes: &[(&str, &str)], more: &[(&str, &str)]) -> Pack {
    let mut files = [ledger(), LEVELS.to_owned()];
    for (old, new) in changes {
        assert!(files.iter().any(|file| file.contains(old)), "{old}");
        files = files.map(|file| file.replacen(old, new, 1));
    }
    let [ledger, levels] = files;
    // Examples have the columns that the ledger has.
    let has_mobile = ledger.contains("id = \"mobile\"");
    let examples = [VALID, INVALID].map(|text| match has_mobile {
        true => text.to_owned(),
        false => text.replace(",mobile", "").replace(",13800138000", ""),
    });
    let mut files =
        vec![("pack.toml", MANIFEST), ("codes.toml", CODES), ("codes/levels.csv", levels.as_str())];
    if !changes.contains(&GONE) {
        files.push(("ledgers/markets/ledger.toml", &ledger));
        files.push(("ledgers/markets/valid.csv", &examples[0]));
        files.push(("ledgers/markets/invalid.csv", &examples[1]));
    }
    files.extend(more);
    let files = files.into_iter().map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).collect();
    Pack::open_files("yunhe", files).unwrap()
}

/// Stands for the folder of the ledger without its files.
pub(super) const GONE: (&str, &str) = ("schema = 1\nid = \"markets\"", "");

/// A county with two records, the settings of its database, and their folder.
pub(super) struct County {
    pub(super) app: App,
    pub(super) settings: Settings,
    pub(super) _folder: TempDir,
}

impl County {
    pub(super) async fn new(database: Database) -> County {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings { database, ..world::settings(folder.path()) };
        County { app: made(&settings).await, settings, _folder: folder }
    }

    pub(super) async fn install(&self, pack: Pack) -> Result<Installed, Error> {
        county::install(&self.app, &accounts::console(&self.app), pack).await
    }
}

pub(super) async fn made(settings: &Settings) -> App {
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
            ("clue", "演示线索"),
        ];
        let said = Said::Created { from: date(2026, 3, 1) };
        say(&app, said, &fields).await.unwrap();
    }
    app
}

pub(super) async fn say(app: &App, said: Said, fields: &[(&str, &str)]) -> Result<(), Error> {
    let input = fields.iter().map(|(id, text)| ((*id).to_owned(), vec![(*text).to_owned()])).collect();
    let proposal = Proposal { said, given: Given::Texts(input), reason: "演示".to_owned(), seen: None };
    propose(app, &clerk(app), "markets", &proposal, Mode::Save).await.map(drop)
}

pub(super) fn with_role(app: &App, role: &str) -> Actor {
    let roles = &app.declarations().roles;
    let mut actor = Actor::stranger(roles.get(pack::Roles::STRANGER).cloned());
    actor.second_factor = true;
    actor.roles.push(Granted {
        role: roles.get(role).unwrap().clone(),
        body: None,
        case: None,
        deputy_for: None,
    });
    actor
}

pub(super) fn clerk(app: &App) -> Actor {
    with_role(app, "clerk")
}

pub(super) async fn count(app: &App) -> usize {
    let request = ListRequest { limit: 9, ..ListRequest::default() };
    list(app, &clerk(app), "markets", &request).await.unwrap().page.records.len()
}

/// Each problem as severity, code, field and how many records.
pub(super) fn told(problems: &[Problem]) -> Vec<String> {
    let tell = |problem: &Problem| {
        assert!(!problem.remedy.zh.is_empty() && !problem.remedy.en.is_empty(), "{problem:?}");
        let field = problem.place.field.as_deref().unwrap_or_default();
        let records = problem.what.en.split(|c: char| !c.is_ascii_digit()).find(|digits| !digits.is_empty());
        let severity = if problem.severity == Severity::Error { "error" } else { "warning" };
        format!("{severity} {} {field} {}", problem.code, records.unwrap_or_default())
    };
    problems.iter().map(tell).collect()
}
