mod dimensions;

use app::gaps::{Lacking, OfLedger, gaps};
use app::records::Opened;
use app::{Act, Actor};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{Gap, GapKind, Missing, Of, Urgency};

use self::dimensions::dimensions;
use super::draw;
use crate::components::{Cell, Column, Empty, Table, Tag, Tone};
use crate::error::Error;
use crate::page::Page;
use crate::query::Query;
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/gaps.html")]
struct Gaps {
    /// How many there are of each urgency.
    counted: String,
    /// The gaps of each ledger: what it is called, where it is, and what is missing of what.
    parts: Vec<(String, String, Table)>,
    /// How the work is spread over its dimensions.
    dimensions: Table,
    /// What is of no dimension of the work.
    untagged: Vec<(String, String)>,
    empty: Empty,
    page: Page,
}

/// What the ledgers should hold and do not: what is missing of what, who closes it, and where.
pub(crate) async fn show(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let words = page.words;
    let found = gaps(&site.app, page.actor()).await?;
    let (dimensions, untagged) = dimensions(&page, &site).await?;
    let part = |of: &OfLedger| {
        let ledger = of.opened.ledger();
        (words.title(&ledger.title), page.href(&format!("/ledgers/{}", ledger.id)), table(&page, of))
    };
    draw(&Gaps {
        counted: counted(&page, &found),
        parts: found.iter().map(part).collect(),
        dimensions,
        untagged,
        empty: Empty {
            title: words.gaps_none().to_owned(),
            text: words.gaps_none_what().to_owned(),
            action: None,
        },
        page: page.clone().below("/workbench", words.navigation_workbench()).titled(words.gaps_title()),
    })
}

/// How many gaps there are.
pub(crate) fn counted(page: &Page, found: &[OfLedger]) -> String {
    let count = |urgency| found.iter().map(|of| of.count(urgency)).sum::<usize>();
    page.words.gaps_counted(count(Urgency::Red), count(Urgency::Yellow))
}

/// One row for whatever something is missing of, with all that is.
fn table(page: &Page, of: &OfLedger) -> Table {
    let words = page.words;
    let mut rows: Vec<(&Of, Vec<&Lacking>)> = Vec::new();
    for lacking in &of.lacking {
        match rows.iter_mut().find(|(it, _)| **it == lacking.missing.of) {
            Some((_, all)) => all.push(lacking),
            None => rows.push((&lacking.missing.of, vec![lacking])),
        }
    }
    Table {
        words,
        caption: words.title(&of.opened.ledger().title),
        columns: vec![
            Column::text(words.gaps_of()),
            Column::text(words.gaps_missing()),
            Column::text(words.gaps_owner()),
            Column::text(words.gaps_close()),
        ],
        rows: rows.iter().map(|(_, all)| row(page, &of.opened, all)).collect(),
    }
}

fn row(page: &Page, opened: &Opened, all: &[&Lacking]) -> Vec<Cell> {
    let words = page.words;
    let (first, ledger) = (all[0], opened.ledger());
    let name = words.of(&first.name).to_owned();
    let of = match &first.missing.of {
        Of::Record(key) => Cell::Link { href: page.record(&ledger.id, key), text: name },
        _ => Cell::Text(name),
    };
    let owner = first.owner.as_ref().map(|owner| words.of(owner).to_owned());
    vec![
        of,
        Cell::Gaps(states(page, opened, all)),
        owner.map_or(Cell::Nothing, Cell::Text),
        close(page, opened, first).map_or(Cell::Nothing, |(href, text)| Cell::Link { href, text }),
    ]
}

/// What is missing, in the order in which the ledger declares it; and of a member, what it has of that which is asked of each.
fn states(page: &Page, opened: &Opened, all: &[&Lacking]) -> Vec<(Tag, String)> {
    let words = page.words;
    let is_member = matches!(all[0].missing.of, Of::Member(_));
    let state = |gap: &Gap| {
        if let Some(lacking) = all.iter().find(|lacking| lacking.gap.id == gap.id) {
            let tone = if gap.urgency == Urgency::Red { Tone::Bad } else { Tone::Warning };
            let tag = Tag { text: words.of(&gap.title).to_owned(), tone };
            return Some((tag, told(page, &lacking.missing)));
        }
        let of_members = is_member && matches!(gap.kind, GapKind::EachMemberOf { .. });
        let met = gap.met.as_ref().filter(|_| of_members)?;
        Some((Tag { text: words.of(met).to_owned(), tone: Tone::Good }, String::new()))
    };
    opened.ledger().gaps.iter().filter_map(state).collect()
}

/// Since when, and what hangs on it.
fn told(page: &Page, missing: &Missing) -> String {
    let words = page.words;
    let list = |alone: bool| {
        let values = missing.hanging.iter().filter(|(_, it)| *it == alone).map(|(value, _)| value.as_str());
        values.collect::<Vec<&str>>().join(words.comma())
    };
    let (alone, shared) = (list(true), list(false));
    let parts = [
        missing.since.map(|day| words.gaps_since(day)),
        match &missing.of {
            Of::Unset(_) => Some(words.gaps_unset().to_owned()),
            _ => None,
        },
        (!alone.is_empty()).then(|| words.gaps_alone(alone)),
        (!shared.is_empty()).then(|| words.gaps_shared(shared)),
    ];
    parts.into_iter().flatten().collect::<Vec<String>>().join(words.semicolon())
}

/// Where the reader can close a gap: the record that is put right, or a new one with what is known filled in.
fn close(page: &Page, opened: &Opened, lacking: &Lacking) -> Option<(String, String)> {
    let (words, actor): (_, &Actor) = (page.words, page.actor());
    let ledger = opened.ledger();
    if let Some(key) = &lacking.missing.record {
        let href = format!("{}/change", page.record(&ledger.id, key));
        return opened.may(actor, Act::Change).then(|| (href, words.gaps_change().to_owned()));
    }
    let by = lacking.gap.by().unwrap_or_default();
    let query = Query::default();
    let (id, query) = match &lacking.missing.of {
        Of::Member(value) | Of::Period(value, ..) => (ledger.id.as_str(), query.with(by, value.as_str())),
        Of::Year(year) => (ledger.id.as_str(), query.with(by, year.to_string())),
        Of::Unset(value) => {
            let rhythms = lacking.gap.other_ledger()?;
            let key = opened.declarations().ledgers.get(rhythms)?.key.first()?;
            (rhythms, query.with(key, value.as_str()))
        }
        Of::Record(_) => return None,
    };
    let may = app::records::open(&page.site.app, actor, id).is_ok_and(|it| it.may(actor, Act::Create));
    may.then(|| (query.after(&page.href(&format!("/ledgers/{id}/new"))), words.gaps_add().to_owned()))
}
