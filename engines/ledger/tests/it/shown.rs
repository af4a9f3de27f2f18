//! When something of a record is shown publicly: what is declared of it, and what is withheld on which day.

use form::{Fields, Value};
use jiff::civil::{Date, date};
use ledger::Ledger;

/// Notices, with a remark that is public for a time.
const NOTICES: &str = r#"schema = 1
id = "notices"
title = { zh = "公告", en = "notices" }
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
id = "remark"
title = { zh = "说明", en = "remark" }
kind = "text"
class = "public"
[[field]]
id = "published_on"
title = { zh = "公布日期", en = "published on" }
kind = "date"
class = "public"
[[field]]
id = "shown_until"
title = { zh = "公示到", en = "shown until" }
kind = "date"
class = "public"
[[field]]
id = "repaired_on"
title = { zh = "修复日期", en = "repaired on" }
kind = "date"
class = "public"
[[field]]
id = "note"
title = { zh = "备注", en = "note" }
kind = "date"
"#;

fn notices(lines: &str) -> Ledger {
    let read = Ledger::read("ledger.toml", &format!("{NOTICES}{lines}"));
    read.unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// The fields of a notice that are shown publicly on a day.
fn shown(ledger: &Ledger, fields: &[(&str, &str)], day: Date) -> Option<String> {
    let text = |(id, text): &(&str, &str)| ((*id).to_owned(), Value::Text((*text).to_owned()));
    let record: Fields = fields.iter().map(text).collect();
    let shown = ledger.published(record, day)?;
    Some(shown.into_keys().collect::<Vec<String>>().join(" "))
}

#[test]
fn a_record_is_shown_from_its_first_day_until_one_of_its_last_is_over() {
    let ledger = notices("[[shown]]\nsince = 'published_on'\nuntil = ['shown_until', 'repaired_on']\n");
    let mut notice = vec![("number", "1号"), ("published_on", "2026-03-10"), ("shown_until", "2029-03-09")];
    let all = Some("number published_on shown_until".to_owned());
    for (day, expected) in [
        (date(2026, 3, 9), None),
        (date(2026, 3, 10), all.clone()),
        (date(2029, 3, 9), all),
        (date(2029, 3, 10), None),
    ] {
        assert_eq!(shown(&ledger, &notice, day), expected, "{day}");
    }
    notice.push(("repaired_on", "2026-09-11"));
    assert!(shown(&ledger, &notice, date(2026, 9, 11)).is_some(), "the day itself still counts");
    assert_eq!(shown(&ledger, &notice, date(2026, 9, 12)), None);
    // What was never published is not shown.
    assert_eq!(shown(&ledger, &[("number", "1号")], date(2026, 9, 1)), None);
}

#[test]
fn some_fields_are_shown_for_a_time_and_the_others_always() {
    let ledger = notices("[[shown]]\nfields = ['remark', 'shown_until']\nuntil = ['shown_until']\n");
    let notice = [("number", "1号"), ("remark", "处罚"), ("shown_until", "2026-09-30")];
    let (last, after) = (date(2026, 9, 30), date(2026, 10, 1));
    assert_eq!(shown(&ledger, &notice, last).as_deref(), Some("number remark shown_until"));
    assert_eq!(shown(&ledger, &notice, after).as_deref(), Some("number"));
    // Without a last day it is shown for good; and where nothing is declared, always.
    assert_eq!(shown(&ledger, &notice[..2], after).as_deref(), Some("number remark"));
    assert_eq!(shown(&notices(""), &notice, after).as_deref(), Some("number remark shown_until"));
    assert!(ledger.is_for_a_time("remark") && !ledger.is_for_a_time("number"));
    assert_eq!(ledger.shown_whole().count(), 0);
}

#[test]
fn what_is_wrong_with_it_is_said() {
    for (lines, code) in [
        ("[[shown]]\nfields = ['remark']", "empty-list"),
        ("[[shown]]\nuntil = ['shown_till']", "unknown-field"),
        ("[[shown]]\nuntil = ['remark']", "other-kind"),
        ("[[shown]]\nsince = 'note'", "other-kind"),
        ("[[shown]]\nfields = ['note']\nuntil = ['shown_until']", "other-kind"),
        ("[[shown]]\nuntil = ['shown_until', 'shown_until']", "listed-twice"),
        ("[[shown]]\nuntil = ['shown_until']\nby = 'x'", "unknown-key"),
    ] {
        let problems = Ledger::read("ledger.toml", &format!("{NOTICES}{lines}\n")).unwrap_err();
        let codes: Vec<&str> = problems.iter().map(|problem| problem.code.as_str()).collect();
        assert_eq!(codes, [code], "{lines}");
    }
}
