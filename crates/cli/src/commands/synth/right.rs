//! Patents as tables: the right, its holders, its events, and what hangs on it elsewhere.

use jiff::civil::Date;

use super::holder::names;
use super::output::Columns;
use super::patent::{Kind, Patent};
use super::random::{Random, later};
use super::world::World;

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

pub(super) const PCT: Columns = Columns {
    ledger: "pct-applications",
    fields: &[
        "number",
        "title",
        "holders",
        "enterprise",
        "address",
        "filed_on",
        "priority_on",
        "publication_number",
        "published_on",
        "family",
        "source",
    ],
    names: &[],
};

pub(super) const FOREIGN: Columns = Columns {
    ledger: "foreign-rights",
    fields: &[
        "office",
        "kind",
        "number",
        "title",
        "holders",
        "enterprise",
        "classes",
        "family",
        "pct",
        "filed_on",
        "priority_on",
        "granted_on",
        "status",
        "source",
    ],
    names: &[],
};

pub(super) const ABNORMAL: Columns = Columns {
    ledger: "abnormal-filings",
    fields: &[
        "application_number",
        "title",
        "applicants",
        "enterprise",
        "batch",
        "notified_on",
        "outcome",
        "decided_on",
        "note",
    ],
    names: &[],
};

const SOURCE: &str = "演示数据";

/// Offices abroad.
const OFFICES: [&str; 4] = ["US", "EP", "JP", "KR"];

pub(super) fn day(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

pub(super) fn patent_row(patent: &Patent) -> Vec<String> {
    let (main, further) = patent
        .classes
        .split_first()
        .map_or(("", String::new()), |(main, further)| (*main, further.join("；")));
    let is_design = patent.kind == Kind::Design;
    let pct = pct(patent);
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
        pct.as_ref().map(|pct| pct.family.clone()).unwrap_or_default(),
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

/// The international application of a patent.
struct Pct {
    number: String,
    filed_on: Date,
    family: String,
}

fn pct(patent: &Patent) -> Option<Pct> {
    if !patent.has_pct {
        return None;
    }
    let filed_on = later(patent.filed_on, 300 + patent.index % 60);
    let number = format!("PCT/CN{}/{:06}", filed_on.year(), patent.index / 2 % 1_000_000);
    Some(Pct { number, filed_on, family: format!("演示族{:07}", patent.index) })
}

/// The international application of a patent and the rights abroad that came of it, as far as the day has come.
pub(super) fn abroad(world: &World, patent: &Patent) -> (Option<Vec<String>>, Vec<Vec<String>>) {
    let Some(pct) = pct(patent).filter(|pct| pct.filed_on <= world.as_of) else { return (None, Vec::new()) };
    let mut random = Random::of(world.seed, "abroad", patent.index);
    let published_on = Some(later(patent.filed_on, 550)).filter(|day| *day <= world.as_of);
    let publication =
        published_on.map(|day| format!("WO {}/{:06}", day.year(), patent.index / 2 % 1_000_000));
    let row = vec![
        pct.number.clone(),
        patent.title.clone(),
        names(&patent.holders),
        patent.holders[0].enterprise().to_owned(),
        patent.holders[0].address.clone(),
        pct.filed_on.to_string(),
        patent.filed_on.to_string(),
        publication.unwrap_or_default(),
        day(published_on),
        pct.family.clone(),
        SOURCE.to_owned(),
    ];
    let mut rights = Vec::new();
    for office in OFFICES {
        let filed_on = random.after(pct.filed_on, 480, 560);
        if !random.happens(350) || filed_on > world.as_of {
            continue;
        }
        let granted_on = Some(random.after(filed_on, 500, 1200)).filter(|day| *day <= world.as_of);
        rights.push(vec![
            office.to_owned(),
            "patent".to_owned(),
            format!("DEMO{office}{:07}", patent.index),
            patent.title.clone(),
            names(&patent.holders),
            patent.holders[0].enterprise().to_owned(),
            patent.classes.join("；"),
            pct.family.clone(),
            pct.number.clone(),
            filed_on.to_string(),
            patent.filed_on.to_string(),
            day(granted_on),
            if granted_on.is_some() { "valid" } else { "pending" }.to_owned(),
            SOURCE.to_owned(),
        ]);
    }
    (Some(row), rights)
}

/// What was told of a filing that was none in good faith.
pub(super) fn abnormal_row(world: &World, patent: &Patent) -> Option<Vec<String>> {
    let notified_on = later(patent.filed_on, 60 + patent.index % 30);
    if !patent.is_abnormal || notified_on > world.as_of {
        return None;
    }
    let decided_on = (patent.status == "withdrawn").then(|| later(notified_on, 25));
    let decided_on = decided_on.filter(|day| *day <= world.as_of);
    Some(vec![
        patent.number.clone(),
        patent.title.clone(),
        names(&patent.holders),
        patent.holders[0].enterprise().to_owned(),
        format!("演示通报{}年第{}批", notified_on.year(), notified_on.month().div_euclid(4) + 1),
        notified_on.to_string(),
        if decided_on.is_some() { "withdrawn" } else { "open" }.to_owned(),
        day(decided_on),
        SOURCE.to_owned(),
    ])
}
