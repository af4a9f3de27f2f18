use app::rounds::{Cut, Saying, Sayings, Tally};
use documents::official::{Block, Figure, Level};
use documents::{Align, Table as Printed, TableColumn};

use super::super::sentence::Sentence;
use crate::page::Page;

/// How many were asked, how far they are, how the bodies judge themselves, and how each body stands.
pub(super) fn all(page: &Page, cut: &Cut) -> Vec<Block> {
    let mut blocks =
        vec![Block::Heading(Level::First, page.words.briefing_reports().to_owned()), asked(page, cut)];
    blocks.extend(late(page, cut));
    blocks.push(judged(page, cut));
    blocks.push(Block::Table(bodies(page, cut)));
    blocks
}

/// How many reports came after the round was closed; nothing where none did.
pub(super) fn late(page: &Page, cut: &Cut) -> Option<Block> {
    let words = page.words;
    let mut sentence = Sentence::default();
    let count = sentence.figure("reports.late", words.briefing_late_reports(), &cut.late.to_string());
    (cut.late > 0).then(|| sentence.told(&words.briefing_late_told(count)))
}

/// How many bodies were asked for how many reports, and in which states these are.
pub(super) fn asked(page: &Page, cut: &Cut) -> Block {
    let words = page.words;
    let total: usize = cut.states.iter().map(|state| state.count).sum();
    let mut sentence = Sentence::default();
    let bodies = sentence.figure("reports.bodies", words.briefing_bodies(), &cut.bodies.len().to_string());
    let asked = sentence.figure("reports.total", words.briefing_total(), &total.to_string());
    let states = tallies(page, &mut sentence, "reports.state", &cut.states);
    sentence.told(&words.briefing_asked(bodies, asked, states))
}

/// How many reports were accepted, and how the bodies judge their duties in them.
pub(super) fn judged(page: &Page, cut: &Cut) -> Block {
    let words = page.words;
    let total: usize = cut.judgements.iter().map(|judgement| judgement.count).sum();
    if total == 0 {
        return Block::paragraph(words.briefing_none_judged());
    }
    let mut sentence = Sentence::default();
    let accepted = sentence.figure("reports.accepted", words.briefing_accepted(), &total.to_string());
    let judgements = tallies(page, &mut sentence, "reports.judgement", &cut.judgements);
    sentence.told(&words.briefing_judged(accepted, judgements))
}

/// Each with its number as a figure, in one list.
fn tallies(page: &Page, sentence: &mut Sentence, name: &str, all: &[Tally]) -> String {
    let words = page.words;
    let told = |it: &Tally| {
        let title = words.of(&it.title);
        words.briefing_count(
            title,
            sentence.figure(&format!("{name}.{}", it.id), title, &it.count.to_string()),
        )
    };
    all.iter().map(told).collect::<Vec<String>>().join(words.comma())
}

/// How the reports of each body stand.
fn bodies(page: &Page, cut: &Cut) -> Printed {
    let words = page.words;
    let mut columns = vec![TableColumn::new(words.cases_body(), 3)];
    let state = |state: &Tally| TableColumn::new(words.of(&state.title), 1).aligned(Align::Right);
    columns.extend(cut.states.iter().map(state));
    let late = (cut.late > 0).then(|| words.briefing_late_reports());
    columns.extend(late.map(|title| TableColumn::new(title, 1).aligned(Align::Right)));
    let mut table = Printed { columns, ..Printed::default() };
    for body in &cut.bodies {
        let mut row = vec![body.name.clone()];
        let counts = cut.states.iter().zip(&body.counts);
        let counts = counts.map(|(state, count)| (state.id.as_str(), words.of(&state.title), *count));
        for (what, title, count) in counts.chain(late.map(|title| ("late-reports", title, body.late))) {
            let id = format!("reports.body.{}.{what}", body.id);
            let figure = Figure::new(id, words.briefing_of(&body.name, title), &count.to_string());
            let at = (table.rows.len(), row.len());
            table.figures.extend(figure.filter(|_| count > 0).map(|figure| (at, figure)));
            row.push(if count == 0 { String::new() } else { count.to_string() });
        }
        table.rows.push(row);
    }
    table.fitted()
}

/// What reports say of one thing, under a heading; nothing where none says it.
pub(super) fn told(page: &Page, heading: &str, column: &str, sayings: &Sayings) -> Vec<Block> {
    let words = page.words;
    if sayings.told.is_empty() {
        return Vec::new();
    }
    let columns = vec![
        TableColumn::new(words.plan_task(), 3),
        TableColumn::new(words.cases_body(), 2),
        TableColumn::new(column, 6),
    ];
    let body = |it: &Saying| match it.late {
        true => words.briefing_late_body(&it.body),
        false => it.body.clone(),
    };
    let row = |it: &Saying| vec![it.task.clone(), body(it), it.text.clone()];
    let rows = sayings.told.iter().map(row).collect();
    let mut blocks = vec![
        Block::Heading(Level::First, heading.to_owned()),
        Block::Table(Printed { columns, rows, ..Printed::default() }),
    ];
    if sayings.more > 0 {
        blocks.push(Block::paragraph(words.briefing_more(sayings.more)));
    }
    blocks
}
