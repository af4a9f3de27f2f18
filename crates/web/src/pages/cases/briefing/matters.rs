use app::rounds::{Cut, Matter, MatterCase, MatterPart};
use documents::official::{Block, Level};
use documents::{Table as Printed, TableColumn};

use super::super::due;
use super::super::sentence::Sentence;
use crate::page::Page;

/// The cases of these parts that have not ended: how many, and the newest one by one.
pub(super) fn under_way(page: &Page, cut: &Cut, parts: &[MatterPart]) -> Vec<Block> {
    let of_part = |part: MatterPart| cut.matters.iter().filter(move |matter| matter.part == part);
    parts.iter().copied().flat_map(of_part).flat_map(|matter| blocks(page, matter)).collect()
}

fn blocks(page: &Page, matter: &Matter) -> Vec<Block> {
    let words = page.words;
    let title = words.title(&matter.title);
    let mut sentence = Sentence::default();
    let id = format!("{}.open", matter.procedure);
    let open = sentence.figure(&id, words.briefing_open(&title), &matter.open.to_string());
    let mut blocks = vec![
        Block::Heading(Level::First, title.clone()),
        sentence.told(&words.briefing_under_way(title, open)),
    ];
    if matter.cases.is_empty() {
        return blocks;
    }
    let row = |case: &MatterCase| {
        let due = due(page, case.due, case.overdue).text();
        vec![case.name.clone(), case.body.clone(), words.title(&case.state), due]
    };
    let columns = vec![
        TableColumn::new(words.cases_case(), 2),
        TableColumn::new(words.cases_body(), 1),
        TableColumn::new(words.cases_state(), 1),
        TableColumn::new(words.cases_due(), 1),
    ];
    let rows: Vec<Vec<String>> = matter.cases.iter().map(row).collect();
    if rows.len() < matter.open {
        blocks.push(Block::paragraph(words.briefing_newest(rows.len())));
    }
    blocks.push(Block::Table(Printed { columns, rows, ..Printed::default() }.fitted()));
    blocks
}
