//! The last days of the rights that concern somebody: those of the firm for which they act, of the body for which they work,
//! or of the whole county.

use app::records::{self, ListRequest, ROWS_MAX};
use app::rights::{Asked as Wanted, Fresh, List, Which, Whose, list};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::DeadlineKind;

use crate::components::{Choice, Empty, Field, FieldControl, Pagination, Tab, Table, Tabs};
use crate::error::Error;
use crate::input::Asked;
use crate::page::Page;
use crate::pages::draw;
use crate::pages::ledgers::list::grouped;
use crate::pages::rights::{DAYS, asked, kind, query, table};
use crate::site::Site;

const PATH: &str = "/my/deadlines";

#[derive(Template)]
#[template(path = "pages/my/deadlines.html")]
struct Deadlines {
    /// Whose they are, and by which day it stands as it does.
    lead: String,
    /// A job brings the list up to date.
    is_behind: bool,
    tabs: Tabs,
    filters: Vec<Field>,
    /// What the form keeps: how it stands, and of which enterprise.
    which: &'static str,
    enterprise: Option<String>,
    total: String,
    /// The same as files: address and name.
    files: Vec<(String, &'static str)>,
    table: Option<Table>,
    empty: Empty,
    pagination: Pagination,
    here: String,
    page: Page,
}

/// The last days that concern the reader, one page of them.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let words = page.words;
    let wanted = asked(&input);
    let found = list(&site.app, page.actor(), &wanted).await?;
    let here = page.href(PATH);
    let pages = query(&wanted);
    let tab = |which: Which| Tab {
        href: query(&Wanted { which, on: None, ..wanted.clone() }).after(&here),
        text: match which {
            Which::Open => words.rights_open(),
            Which::Grace => words.rights_in_grace(),
            Which::Over => words.rights_over(),
        }
        .to_owned(),
        is_current: which == wanted.which && wanted.on.is_none(),
    };
    let file = |(ending, name): (&str, &'static str)| {
        (pages.clone().after(&page.href(&format!("{PATH}/{ending}"))), name)
    };
    let total = grouped(&found.total);
    draw(&Deadlines {
        lead: lead(&page, &site, &found).await?,
        is_behind: found.fresh == Fresh::Soon,
        tabs: Tabs { label: words.rights_standing().to_owned(), tabs: Which::ALL.map(tab).to_vec() },
        filters: filters(&page, &site, &wanted, &found).await?,
        which: wanted.which.code(),
        enterprise: wanted.enterprise.clone(),
        total: if found.is_more { words.total_more_than(total) } else { words.total_exact(total) },
        files: [("xlsx", "XLSX"), ("csv", "CSV")].map(file).to_vec(),
        table: table(&page, &found, words.rights_title()),
        empty: empty(&page, &found.whose),
        pagination: Pagination {
            words,
            first: wanted.cursor.is_some().then(|| pages.after(&here)),
            previous: None,
            next: found.next.as_ref().map(|next| pages.clone().with("cursor", next.as_str()).after(&here)),
        },
        here,
        page: page.clone().below("/my", words.navigation_my()).titled(words.rights_title()),
    })
}

/// Whose they are.
async fn lead(page: &Page, site: &Site, found: &List) -> Result<String, Error> {
    let words = page.words;
    Ok(match &found.whose {
        Whose::All => words.rights_of_all(found.today),
        Whose::Nobody => words.rights_of_nobody().to_owned(),
        Whose::Firm(firm) => {
            let name = found.names.enterprises.get(firm).unwrap_or(firm);
            words.rights_of(name, found.today)
        }
        Whose::Bodies(bodies) => {
            let names = app::bodies::names(&site.app, bodies.clone()).await?;
            let names: Vec<String> = names.into_values().collect();
            words.rights_of(names.join(words.comma()), found.today)
        }
    })
}

/// What narrows the list down: how many days ahead, of which kind, of which body.
async fn filters(page: &Page, site: &Site, wanted: &Wanted, found: &List) -> Result<Vec<Field>, Error> {
    let words = page.words;
    let choice = |value: &str, text: String| Choice { value: value.to_owned(), text };
    let days = DAYS.map(|days| choice(&days.to_string(), words.rights_within(days))).to_vec();
    let kinds = DeadlineKind::ALL.map(|it| choice(it.code(), kind(words, it).to_owned())).to_vec();
    let select = |id: &str, label: &str, choices, value: String| {
        let control = FieldControl::Select { choices, none: words.filter_any() };
        Field::new(words, id, label, control).filled(&[value])
    };
    let mut fields = vec![
        select("days", words.rights_ahead(), days, wanted.days.to_string()),
        select(
            "kind",
            words.rights_kind(),
            kinds,
            wanted.kind.map(DeadlineKind::code).unwrap_or_default().to_owned(),
        ),
    ];
    let bodies = bodies(page, site, &found.whose).await?;
    if bodies.len() > 1 {
        let value = wanted.body.clone().unwrap_or_default();
        let choices = bodies.into_iter().map(|(key, name)| choice(&key, name)).collect();
        fields.push(select("body", words.cases_body(), choices, value));
    }
    Ok(fields)
}

/// The bodies that can be chosen, by key.
async fn bodies(page: &Page, site: &Site, whose: &Whose) -> Result<Vec<(String, String)>, Error> {
    match whose {
        Whose::Firm(_) | Whose::Nobody => Ok(Vec::new()),
        Whose::Bodies(own) => Ok(app::bodies::names(&site.app, own.clone()).await?.into_iter().collect()),
        Whose::All => {
            let request = ListRequest { limit: ROWS_MAX, ..ListRequest::default() };
            let listed = records::list(&site.app, page.actor(), form::BODIES, &request).await?;
            let name = listed.opened.ledger().name.clone();
            let named = |record: store::ledgers::Record| {
                let called = record.fields.get(&name).and_then(form::Value::as_text).map(str::to_owned);
                (record.key.clone(), called.unwrap_or(record.key))
            };
            Ok(listed.page.records.into_iter().map(named).collect())
        }
    }
}

fn empty(page: &Page, whose: &Whose) -> Empty {
    let words = page.words;
    let (text, action) = match whose {
        Whose::Nobody => {
            let action = (page.href("/my/firms"), words.navigation_firms().to_owned());
            (words.rights_of_nobody(), Some(action))
        }
        _ => (words.rights_none_what(), None),
    };
    Empty { title: words.rights_none().to_owned(), text: text.to_owned(), action }
}
