//! What records of another ledger say of one: what is declared of it, and what is read out of them on which day.

use form::{Fields, Value};
use jiff::civil::date;
use ledger::{Ledger, Telling, check_all};

/// Firms, each by its number.
const FIRMS: &str = r#"schema = 1
id = "firms"
title = { zh = "企业", en = "firms" }
about = { zh = "演示", en = "demonstration" }
key = ["uscc"]
name = "uscc"
retention = { basis = { zh = "演示", en = "demonstration" } }
[[field]]
id = "uscc"
title = { zh = "代码", en = "code" }
kind = "uscc"
class = "public"
required = true
"#;

/// What was decided against firms.
const DECISIONS: &str = r#"schema = 1
id = "decisions"
title = { zh = "决定", en = "decisions" }
about = { zh = "演示", en = "demonstration" }
key = ["number"]
name = "number"
retention = { basis = { zh = "演示", en = "demonstration" } }
[[field]]
id = "number"
title = { zh = "文号", en = "number" }
kind = "text"
class = "public"
required = true
[[field]]
id = "firm"
title = { zh = "对象", en = "against" }
kind = "reference"
ledger = "firms"
class = "public"
[[field]]
id = "until"
title = { zh = "公示到", en = "shown until" }
kind = "date"
class = "public"
[[field]]
id = "note"
title = { zh = "备注", en = "note" }
kind = "text"
[[shown]]
until = ["until"]
"#;

/// Agencies, which are firms.
const AGENCIES: &str = r#"schema = 1
id = "agencies"
title = { zh = "机构", en = "agencies" }
about = { zh = "演示", en = "demonstration" }
key = ["uscc"]
name = "uscc"
retention = { basis = { zh = "演示", en = "demonstration" } }
[[field]]
id = "uscc"
title = { zh = "代码", en = "code" }
kind = "uscc"
ledger = "firms"
class = "public"
required = true
[[telling]]
id = "decided"
title = { zh = "处罚", en = "decisions" }
"#;

fn read(text: &str) -> Ledger {
    Ledger::read("ledger.toml", text).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn telling(lines: &str) -> Telling {
    read(&format!("{AGENCIES}{lines}")).tellings.remove(0)
}

fn codes(lines: &str) -> Vec<String> {
    let ledgers = [FIRMS, DECISIONS, format!("{AGENCIES}{lines}").as_str()].map(read);
    check_all(&ledgers).into_iter().map(|problem| problem.code).collect()
}

const SOUND: &str = "ledger = 'decisions'\nby = 'firm'\nshows = ['number']\n";

#[test]
fn what_tells_of_a_firm_tells_of_the_agency_that_it_is() {
    assert_eq!(codes(SOUND), [""; 0]);
    let telling = telling(SOUND);
    let text = |id: &str, text: &str| (id.to_owned(), Value::Text(text.to_owned()));
    let decision = Fields::from([
        text("number", "1号"),
        text("firm", "91430105DEM0000148"),
        text("until", "2026-09-30"),
        text("note", "内部"),
    ]);
    assert_eq!(telling.names(&decision).collect::<Vec<&str>>(), ["91430105DEM0000148"]);
    let shown = Fields::from([text("number", "1号")]);
    let decisions = read(DECISIONS);
    assert_eq!(telling.said(&decisions, decision.clone(), date(2026, 9, 30)), Some(shown));
    assert_eq!(telling.said(&decisions, decision, date(2026, 10, 1)), None);
    assert_eq!(telling.names(&Fields::new()).count(), 0);
}

/// Packs that are older than `[[shown]]` say it where they tell.
#[test]
fn what_a_telling_says_to_be_over_is_told_no_longer() {
    let lines = format!("{SOUND}until = ['until']\n");
    assert_eq!(codes(&lines), [""; 0]);
    let (telling, text) =
        (telling(&lines), |id: &str, text: &str| (id.to_owned(), Value::Text(text.to_owned())));
    let decisions = read(&DECISIONS.replace("[[shown]]\nuntil = [\"until\"]\n", ""));
    let decision = Fields::from([text("number", "1号"), text("until", "2026-09-30")]);
    assert!(decisions.shown.is_empty());
    assert!(telling.said(&decisions, decision.clone(), date(2026, 9, 30)).is_some());
    assert_eq!(telling.said(&decisions, decision, date(2026, 10, 1)), None);
}

#[test]
fn what_is_wrong_with_a_telling_is_said() {
    for (lines, code) in [
        ("ledger = 'nothing'\nby = 'firm'\nshows = ['number']", "unknown-ledger"),
        ("ledger = 'decisions'\nby = 'film'\nshows = ['number']", "unknown-field"),
        ("ledger = 'decisions'\nby = 'number'\nshows = ['number']", "other-kind"),
        ("ledger = 'decisions'\nby = 'firm'\nshows = ['note']", "other-kind"),
        ("ledger = 'decisions'\nby = 'firm'\nshows = ['numbers']", "unknown-field"),
        ("ledger = 'decisions'\nby = 'firm'\nshows = ['number']\nuntil = ['number']", "other-kind"),
    ] {
        assert_eq!(codes(lines), [code], "{lines}");
    }
    let empty = Ledger::read("ledger.toml", &format!("{AGENCIES}ledger = 'a'\nby = 'b'\nshows = []"));
    let problems = empty.unwrap_err();
    assert_eq!(problems.iter().map(|it| it.code.as_str()).collect::<Vec<&str>>(), ["empty-list"]);
}
