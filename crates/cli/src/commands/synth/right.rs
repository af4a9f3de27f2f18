//! Patents as tables: the right, its holders, its events.

use jiff::civil::Date;

use super::abroad;
use super::holder::names;
use super::output::Columns;
use super::patent::{Kind, Patent};

const PATENT_FIELDS: &[&str] = &[
    "application_number",
    "kind",
    "title",
    "applicants",
    "enterprise",
    "address",
    "ipc_main",
    "ipc_further",
    "locarno",
    "filed_on",
    "priority_on",
    "published_on",
    "granted_on",
    "ended_on",
    "status",
    "publication_numbers",
    "family",
    "pct",
    "fee_reduction",
    "source",
];

/// As the ledger calls its fields.
pub(super) const PATENTS: Columns = Columns { ledger: "patents", fields: PATENT_FIELDS, names: &[] };

/// As exports of the office call them.
pub(super) const EXPORTED_PATENTS: Columns = Columns {
    ledger: "patents",
    fields: PATENT_FIELDS,
    names: &[
        ("kind", "专利类型"),
        ("title", "专利名称"),
        ("applicants", "申请（专利权）人"),
        ("enterprise", "第一申请人统一社会信用代码"),
        ("address", "申请人地址"),
        ("ipc_further", "副分类号"),
        ("priority_on", "最早优先权日"),
        ("published_on", "公开（公告）日"),
        ("granted_on", "授权日"),
        ("ended_on", "失效日"),
        ("status", "当前法律状态"),
        ("publication_numbers", "公开（公告）号"),
    ],
};

pub(super) const APPLICANTS: Columns = Columns {
    ledger: "patent-applicants",
    fields: &["patent", "number", "name", "person", "kind", "uscc", "address"],
    names: &[],
};

pub(super) const EVENTS: Columns = Columns {
    ledger: "patent-events",
    fields: &["patent", "date", "kind", "effective_on", "before", "after", "number", "year", "source"],
    names: &[],
};

pub(super) const SOURCE: &str = "演示数据";

pub(super) fn day(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

pub(super) fn patent_row(patent: &Patent) -> Vec<String> {
    let (main, further) = patent
        .classes
        .split_first()
        .map_or(("", String::new()), |(main, further)| (*main, further.join("；")));
    let is_design = patent.kind == Kind::Design;
    let family = abroad::family(patent);
    vec![
        patent.number.clone(),
        patent.kind.code().to_owned(),
        patent.title.clone(),
        names(&patent.holders),
        patent.holders[0].enterprise().to_owned(),
        patent.holders[0].address.clone(),
        if is_design { String::new() } else { main.to_owned() },
        if is_design { String::new() } else { further },
        if is_design { patent.classes.join("；") } else { String::new() },
        patent.filed_on.to_string(),
        day(patent.priority_on),
        day(patent.published_on),
        day(patent.granted_on),
        day(patent.ended_on),
        patent.status.to_owned(),
        patent.publications.join("；"),
        family.unwrap_or_default(),
        // The national application came first; it did not come out of the international one.
        String::new(),
        patent.fee_reduction.to_owned(),
        SOURCE.to_owned(),
    ]
}

pub(super) fn applicant_rows(patent: &Patent) -> Vec<Vec<String>> {
    let row = |(at, holder): (usize, &super::holder::Holder)| {
        vec![
            patent.number.clone(),
            (at + 1).to_string(),
            holder.name.clone(),
            holder.person.clone(),
            holder.kind.to_owned(),
            holder.uscc.clone(),
            holder.address.clone(),
        ]
    };
    patent.holders.iter().enumerate().map(row).collect()
}

/// An event of a patent that another table tells of, too: it was pledged, or licensed to somebody.
pub(super) fn dealt_row(
    patent: &Patent,
    date: Date,
    (kind, after, number): (&str, &str, &str),
) -> Vec<String> {
    let none = String::new;
    let (date, kind) = (date.to_string(), kind.to_owned());
    let (after, number) = (after.to_owned(), number.to_owned());
    vec![patent.number.clone(), date, kind, none(), none(), after, number, none(), SOURCE.to_owned()]
}

pub(super) fn event_rows(patent: &Patent) -> Vec<Vec<String>> {
    let row = |event: &super::patent::Event| {
        vec![
            patent.number.clone(),
            event.date.to_string(),
            event.kind.to_owned(),
            day(event.effective_on),
            event.before.clone(),
            event.after.clone(),
            event.number.clone(),
            event.year.map(|year| year.to_string()).unwrap_or_default(),
            SOURCE.to_owned(),
        ]
    };
    patent.events.iter().map(row).collect()
}
