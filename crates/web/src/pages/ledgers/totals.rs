use app::totals::{self, SUMMED_MAX, Totals};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use form::{Field, Value};
use ledger::{Added, Group, Total};

use super::super::draw;
use crate::components::{Cell, Column, Notice, Table, Tone};
use crate::error::Error;
use crate::input::Asked;
use crate::page::Page;
use crate::query::Query;
use crate::records::{Look, is_number};
use crate::site::Site;

/// The most rows that a page shows of one group.
const ROWS_MAX: usize = 500;

#[derive(Template)]
#[template(path = "pages/ledgers/totals.html")]
struct TotalsPage {
    lead: String,
    cut: Option<Notice>,
    parts: Vec<Part>,
    page: Page,
}

/// One sum.
struct Part {
    title: String,
    /// What it comes to, in a sentence.
    all: String,
    /// Whether all of it is covered, in a sentence.
    verdict: Option<Notice>,
    table: Table,
}

#[derive(Template)]
#[template(path = "pages/ledgers/total.html")]
struct RowsPage {
    lead: String,
    table: Table,
    page: Page,
}

/// What the records of a ledger come to.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path(ledger): Path<String>,
) -> Result<Response, Error> {
    let found = totals::totals(&site.app, page.actor(), &ledger).await?;
    let words = page.words;
    let part = |(total, added): &(Total, Added)| Part {
        title: words.title(&total.title),
        all: words.totals_all(found.amount(&page, total, added.all.sum), found.records.len()),
        verdict: verdict(&page, &found, total, added),
        table: found.table(&page, total, added),
    };
    let declared = found.opened.ledger();
    draw(&TotalsPage {
        lead: words.totals_lead(words.of(&declared.title), site.app.today()),
        cut: found.is_cut.then(|| Notice {
            tone: Tone::Warning,
            title: words.totals_cut(SUMMED_MAX),
            text: words.totals_cut_what().to_owned(),
        }),
        parts: found.totals.iter().map(part).collect(),
        page: below(&page, &found).titled(words.totals_title()),
    })
}

/// The records of one group of one sum.
pub(crate) async fn rows(
    page: Page,
    State(site): State<Site>,
    Path((ledger, total)): Path<(String, String)>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let found = totals::totals(&site.app, page.actor(), &ledger).await?;
    let (total, added) = found.totals.iter().find(|(it, _)| it.id == total).ok_or(Error::NotFound)?;
    let is_asked =
        |group: &&Group| found.written(total, group).iter().all(|(id, text)| input.text(id) == text);
    let group = added.groups.iter().find(is_asked).ok_or(Error::NotFound)?;
    let words = page.words;
    let named: Vec<String> = found.named(&page, total, group);
    let path = format!("/ledgers/{ledger}/totals");
    let title = format!("{} · {}", words.title(&total.title), named.join(" · "));
    draw(&RowsPage {
        lead: words.totals_all(found.amount(&page, total, group.sum), group.keys.len()),
        table: found.rows(&page, total, group),
        page: below(&page, &found).below(path, words.totals_title()).titled(title),
    })
}

fn below(page: &Page, found: &Totals) -> Page {
    let ledger = found.opened.ledger();
    let page = page.clone().below("/ledgers", page.words.navigation_ledgers());
    let title = page.words.title(&ledger.title);
    page.below(format!("/ledgers/{}", ledger.id), title)
}

/// Whether all of a sum is covered. 99.9 % is not all.
fn verdict(page: &Page, found: &Totals, total: &Total, added: &Added) -> Option<Notice> {
    // Where nothing is recorded, nothing is covered either.
    total.covered_by.as_ref().filter(|_| !added.groups.is_empty())?;
    let words = page.words;
    let Group { sum, lacking, .. } = added.all;
    let rate = added.all.covered().map_or_else(|| "—".to_owned(), tenths);
    let (sum, without) = (found.amount(page, total, sum), found.amount(page, total, lacking));
    Some(match lacking {
        0 => Notice {
            tone: Tone::Good,
            title: words.totals_covered(sum),
            text: words.totals_covered_what().to_owned(),
        },
        _ => Notice {
            tone: Tone::Warning,
            title: words.totals_lacking(sum, without, rate),
            text: words.totals_lacking_what().to_owned(),
        },
    })
}

/// Tenths of a percent.
fn tenths(tenths: i64) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    let tenths = tenths.unsigned_abs();
    match tenths % 10 {
        0 => format!("{sign}{}%", tenths / 10),
        rest => format!("{sign}{}.{rest}%", tenths / 10),
    }
}

/// How sums are shown.
trait Shown {
    fn look<'p>(&'p self, page: &'p Page) -> Look<'p>;
    fn amount(&self, page: &Page, total: &Total, sum: i64) -> String;
    fn named(&self, page: &Page, total: &Total, group: &Group) -> Vec<String>;
    fn written<'t>(&self, total: &'t Total, group: &Group) -> Vec<(&'t str, String)>;
    fn table(&self, page: &Page, total: &Total, added: &Added) -> Table;
    fn rows(&self, page: &Page, total: &Total, group: &Group) -> Table;
}

impl Shown for Totals {
    fn look<'p>(&'p self, page: &'p Page) -> Look<'p> {
        Look { page, codes: &self.opened.declarations().codes, names: &self.names }
    }

    fn amount(&self, page: &Page, total: &Total, sum: i64) -> String {
        let field = self.opened.ledger().form.field(&total.sum);
        field.map(|field| self.look(page).text(field, &Value::Integer(sum))).unwrap_or_default()
    }

    /// What a group is called.
    fn named(&self, page: &Page, total: &Total, group: &Group) -> Vec<String> {
        let look = self.look(page);
        let named = |(id, value): (&String, &Option<Value>)| {
            let field = self.opened.ledger().form.field(id)?;
            Some(
                value
                    .as_ref()
                    .map_or_else(|| page.words.totals_none().to_owned(), |value| look.text(field, value)),
            )
        };
        total.by.iter().zip(&group.values).filter_map(named).collect()
    }

    /// The values of a group as they stand in an address.
    fn written<'t>(&self, total: &'t Total, group: &Group) -> Vec<(&'t str, String)> {
        let written = |(id, value): (&'t String, &Option<Value>)| {
            let field: &Field = self.opened.ledger().form.field(id)?;
            let text = value.as_ref().map(|value| field.write(value).join("")).unwrap_or_default();
            Some((id.as_str(), text))
        };
        total.by.iter().zip(&group.values).filter_map(written).collect()
    }

    fn table(&self, page: &Page, total: &Total, added: &Added) -> Table {
        let words = page.words;
        let form = &self.opened.ledger().form;
        let title = |id: &String| form.field(id).map(|field| words.title(&field.title)).unwrap_or_default();
        let mut columns: Vec<Column> = total.by.iter().map(|id| Column::text(title(id))).collect();
        columns.push(Column::number(words.totals_records()));
        columns.push(Column::number(title(&total.sum)));
        columns.extend(added.years.iter().map(|year| Column::number(words.totals_year(year))));
        if total.covered_by.is_some() {
            let more = [words.totals_cover(), words.totals_gap(), words.totals_rate()];
            columns.extend(more.map(Column::number));
        }
        // What is not covered stands first.
        let mut groups: Vec<&Group> = added.groups.iter().collect();
        groups.sort_by_key(|group| std::cmp::Reverse(group.lacking));
        let row = |group: &Group, head: Vec<Cell>, count: Cell| {
            let amount = |sum: i64| Cell::Figure(self.amount(page, total, sum));
            let mut cells = head;
            cells.extend([count, amount(group.sum)]);
            for year in &added.years {
                let sum = group.per_year.get(year).map(|sum| self.amount(page, total, *sum));
                cells.push(match (sum, group.growth(*year)) {
                    (Some(sum), Some(growth)) => Cell::Figure(words.totals_growth(sum, tenths(growth))),
                    (Some(sum), None) => Cell::Figure(sum),
                    (None, _) => Cell::Nothing,
                });
            }
            if total.covered_by.is_some() {
                let rate = group.covered().map_or(Cell::Nothing, |rate| Cell::Figure(tenths(rate)));
                cells.extend([amount(group.cover), amount(group.lacking), rate]);
            }
            cells
        };
        let mut rows: Vec<Vec<Cell>> = groups
            .into_iter()
            .map(|group| {
                let head = self.named(page, total, group).into_iter().map(Cell::Text).collect();
                let query = self.written(total, group).into_iter();
                let query = query.fold(Query::default(), |query, (id, text)| query.with(id, text));
                let path = format!("/ledgers/{}/totals/{}", self.opened.ledger().id, total.id);
                let href = query.after(&page.href(&path));
                row(group, head, Cell::Link { href, text: group.keys.len().to_string() })
            })
            .collect();
        let head = std::iter::once(Cell::Text(words.totals_sum().to_owned()));
        let head = head.chain(total.by.iter().skip(1).map(|_| Cell::Nothing)).collect();
        rows.push(row(&added.all, head, Cell::Figure(self.records.len().to_string())));
        Table { words, caption: words.title(&total.title), columns, rows }
    }

    fn rows(&self, page: &Page, total: &Total, group: &Group) -> Table {
        let (words, look, ledger) = (page.words, self.look(page), self.opened.ledger());
        let seen: Vec<&Field> = self.opened.fields().collect();
        let more = ledger.card.iter().chain(&total.per_year).chain([&total.sum]);
        let mut shown: Vec<&Field> = Vec::new();
        for id in more {
            if let Some(field) = seen.iter().find(|field| field.id == *id)
                && shown.iter().all(|it| it.id != *id)
            {
                shown.push(field);
            }
        }
        let mut columns = vec![Column::text(words.list_key())];
        let column = |field: &&Field| {
            let title = words.title(&field.title);
            if is_number(field) { Column::number(title) } else { Column::text(title) }
        };
        columns.extend(shown.iter().map(column));
        let row = |key: &String| {
            let record = self.records.get(key);
            let name = look.name(&ledger.id, key).to_owned();
            let mut cells = vec![Cell::Link { href: page.record(&ledger.id, key), text: name }];
            cells.extend(
                shown.iter().map(|field| look.cell(field, record.and_then(|record| record.get(&field.id)))),
            );
            cells
        };
        let rows = group.keys.iter().take(ROWS_MAX).map(row).collect();
        Table { words, caption: words.title(&total.title), columns, rows }
    }
}
