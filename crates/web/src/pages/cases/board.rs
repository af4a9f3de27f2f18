use app::cases::{self, Board};
use app::rounds;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;

use super::{Mark, called, is_late, mark, state_of};
use crate::components::{Notice, Tab, Tabs, Tone};
use crate::error::Error;
use crate::page::Page;
use crate::pages::draw;
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/cases/board.html")]
struct BoardPage {
    nobodys: Option<Notice>,
    /// That its papers say what was known when it was briefed.
    kept: Option<Notice>,
    /// The briefing in its formats.
    briefings: Vec<(String, &'static str)>,
    totals: Tabs,
    caption: String,
    subjects: Vec<String>,
    rows: Vec<BoardRow>,
    page: Page,
}

/// A body with its cases, one cell for each subject.
struct BoardRow {
    name: String,
    cells: Vec<Vec<Mark>>,
}

/// The cases that a case opened, bodies by subjects.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path(number): Path<String>,
) -> Result<Response, Error> {
    let board = cases::board(&site.app, page.actor(), &number).await?;
    let kept = rounds::kept_on(&site.app, page.actor(), &number).await?;
    draw(&compose(&page, &board, kept))
}

fn compose(page: &Page, board: &Board, kept: Option<Date>) -> BoardPage {
    let words = page.words;
    let name = |body: &str| {
        let name = board.names.values().find_map(|names| names.get(body));
        name.cloned().unwrap_or_else(|| body.to_owned())
    };
    let marked = |current: &store::cases::Current| {
        let procedure = board.opened.procedure();
        let is_late = is_late(board.opened.declarations(), procedure, current);
        mark(page, &current.number, state_of(page, procedure, current), is_late)
    };
    let row =
        |(body, cells): (&String, &std::collections::BTreeMap<usize, Vec<store::cases::Current>>)| BoardRow {
            name: name(body),
            cells: (0..board.subjects.len())
                .map(|at| cells.get(&at).map(|cases| cases.iter().map(marked).collect()).unwrap_or_default())
                .collect(),
        };
    let mut rows: Vec<BoardRow> = board.rows.iter().map(row).collect();
    rows.sort_by_cached_key(|row| store::ledgers::order(&row.name));
    let queue = page.href(&format!("/procedures/{}", board.opened.procedure().id));
    let total = |(id, count): &(String, i64)| {
        let title = board.opened.procedure().state(id).map_or(id.clone(), |state| called(words, state));
        Tab {
            href: crate::query::Query::default().with("state", id.as_str()).after(&queue),
            text: words.cases_tab(title, *count),
            is_current: false,
        }
    };
    let here = page.href(&cases::path(&board.current.number));
    BoardPage {
        nobodys: nobodys(page, board),
        kept: kept.map(|day| Notice {
            tone: Tone::Information,
            title: words.briefing_kept(day),
            text: words.briefing_kept_what().to_owned(),
        }),
        briefings: [
            ("briefing/docx", words.briefing_docx()),
            ("briefing/pdf", words.briefing_pdf()),
            ("meeting-pack/docx", words.briefing_papers_docx()),
            ("meeting-pack/pdf", words.briefing_papers()),
        ]
        .map(|(path, text)| (format!("{here}/{path}"), text))
        .to_vec(),
        totals: Tabs {
            label: words.cases_states().to_owned(),
            tabs: board.totals.iter().map(total).collect(),
        },
        caption: words.cases_board().to_owned(),
        subjects: board.subjects.clone(),
        rows,
        page: page
            .clone()
            .below("/procedures", words.navigation_cases())
            .below(cases::path(&board.current.number), board.current.name.as_str())
            .titled(words.cases_board_of(&board.current.name))
            .alone(),
    }
}

/// The duties for which nobody could be asked: that they are missing is said, not hidden.
fn nobodys(page: &Page, board: &Board) -> Option<Notice> {
    let words = page.words;
    let name = |duty: &app::duties::Duty| format!("{}（{}）", duty.title, duty.written);
    let duties: Vec<String> = board.nobodys.iter().map(name).collect();
    (!duties.is_empty()).then(|| Notice {
        tone: Tone::Warning,
        title: words.cases_nobodys(duties.len()),
        text: words.cases_nobodys_what(duties.join(words.comma())),
    })
}
