use app::Act;
use app::records::{self, Comparison, DIFFERENCES_MAX};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kernel::Problem;
use ledger::{DifferenceKind, ListDifference};

use super::super::draw;
use crate::components::{Difference, Differences, Empty, ErrorSummary, Field, Notice, Tag, Tone};
use crate::error::Error;
use crate::input::{Asked, Input};
use crate::page::Page;
use crate::records::{Look, Moment, differences, place_problems};
use crate::site::Site;

/// The names of the two times of each side.
const LEFT: [&str; 2] = ["left-as-of", "left-known"];
const RIGHT: [&str; 2] = ["right-as-of", "right-known"];

#[derive(Template)]
#[template(path = "pages/ledgers/comparison.html")]
struct ComparisonPage {
    errors: ErrorSummary,
    sides: [Vec<Field>; 2],
    action: String,
    /// What was found; none as long as nobody asked.
    found: Option<Found>,
    page: Page,
}

struct Found {
    records: Vec<Changed>,
    empty: Empty,
    more: Option<Notice>,
    total: String,
}

/// A record that differs.
struct Changed {
    href: String,
    name: String,
    mark: Tag,
    differences: Option<Differences>,
}

/// Asks for two pasts and shows what differs between them.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path(ledger): Path<String>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let actor = page.actor();
    let opened = records::open(&site.app, actor, &ledger)?;
    if !opened.may(actor, Act::Compare) {
        return Err(if page.reader.is_signed_in() { Error::NotFound } else { Error::SignIn });
    }
    let context = opened.context(&site.app);
    let (left, right) = (Moment::read_from(&input, LEFT, context), Moment::read_from(&input, RIGHT, context));
    let problems: Vec<Problem> = left.problems.iter().chain(&right.problems).cloned().collect();
    let is_asked = input.all().next().is_some() && problems.is_empty();
    let comparison = match is_asked {
        true => Some(records::compare(&site.app, actor, &ledger, (left.when, right.when)).await?),
        false => None,
    };
    let words = page.words;
    let mut sides = [side(&page, &input, LEFT), side(&page, &input, RIGHT)];
    let mut fields: Vec<&mut Field> = sides.iter_mut().flatten().collect();
    let errors = place_problems(&page, &problems, &mut fields);
    let found = comparison.map(|comparison| found(&page, &comparison));
    let path = format!("/ledgers/{ledger}");
    let action = page.href(&format!("{path}/comparison"));
    let mut page = page
        .below("/ledgers", words.navigation_ledgers())
        .below(path, words.of(&opened.ledger().title))
        .titled(words.comparison_title());
    page.has_problems = !problems.is_empty();
    draw(&ComparisonPage { errors, sides, action, found, page })
}

fn side(page: &Page, input: &Input, names: [&str; 2]) -> Vec<Field> {
    let mut fields = Moment::default().fields(page);
    for (field, name) in fields.iter_mut().zip(names) {
        field.id = name.to_owned();
        field.values = input.texts(name).to_vec();
    }
    fields
}

fn found(page: &Page, comparison: &Comparison) -> Found {
    let words = page.words;
    let look = Look { page, codes: &comparison.opened.declarations().codes, names: &comparison.names };
    let records: Vec<Changed> =
        comparison.differences.iter().map(|difference| changed(&look, comparison, difference)).collect();
    Found {
        total: words.comparison_total(records.len()),
        empty: Empty {
            title: words.comparison_same().to_owned(),
            text: words.comparison_same_what().to_owned(),
            action: None,
        },
        more: comparison.has_more.then(|| Notice {
            tone: Tone::Warning,
            title: words.comparison_more(DIFFERENCES_MAX),
            text: words.comparison_more_what().to_owned(),
        }),
        records,
    }
}

fn changed(look: &Look<'_>, comparison: &Comparison, difference: &ListDifference) -> Changed {
    let (words, opened) = (look.page.words, &comparison.opened);
    let ledger = opened.ledger();
    let (mark, tone, rows) = match &difference.kind {
        DifferenceKind::Added(_) => (words.comparison_added(), Tone::Good, Vec::new()),
        DifferenceKind::Removed(_) => (words.comparison_removed(), Tone::Bad, Vec::new()),
        DifferenceKind::Changed(changes) => {
            (words.comparison_changed(), Tone::Information, differences(look, opened, changes))
        }
    };
    let sides = [comparison.left.as_of.to_string(), comparison.right.as_of.to_string()];
    Changed {
        href: look.page.record(&ledger.id, &difference.key),
        name: look.name(&ledger.id, &difference.key).to_owned(),
        mark: Tag { text: mark.to_owned(), tone },
        differences: table(look.page, sides, rows),
    }
}

fn table(page: &Page, sides: [String; 2], rows: Vec<Difference>) -> Option<Differences> {
    let words = page.words;
    let caption = words.comparison_title().to_owned();
    (!rows.is_empty()).then_some(Differences { words, caption, sides, rows })
}
