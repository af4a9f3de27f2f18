use app::rounds::{DutiesCut, LateDuty};
use documents::official::{Bar, Block, Chart, Color, Level, Series};
use documents::{Table as Printed, TableColumn};
use plan::Light;

use super::super::sentence::Sentence;
use crate::page::Page;

/// How the duties stand, and those that are late with the reasons.
pub(super) fn blocks(page: &Page, duties: &DutiesCut) -> Vec<Block> {
    let words = page.words;
    let mut blocks =
        vec![Block::Heading(Level::First, words.briefing_duties().to_owned()), lights(page, duties)];
    if duties.late.is_empty() {
        return blocks;
    }
    let row = |late: &LateDuty| {
        let body = if late.has_ended { words.duties_body_ended(&late.body) } else { late.body.clone() };
        let role = if late.leads { words.duties_leads() } else { words.duties_shares() };
        let reasons: Vec<&str> = late.reasons.iter().map(|why| words.of(why)).collect();
        vec![late.task.clone(), body, role.to_owned(), reasons.join("\n")]
    };
    let columns = vec![
        TableColumn::new(words.plan_task(), 4),
        TableColumn::new(words.cases_body(), 3),
        TableColumn::new(words.duties_role(), 1),
        TableColumn::new(words.duties_why(), 4),
    ];
    let rows = duties.late.iter().map(row).collect();
    blocks.push(Block::paragraph(words.briefing_late()));
    blocks.push(Block::Table(Printed { columns, rows, ..Printed::default() }));
    blocks
}

/// How many duties have each light.
pub(super) fn lights(page: &Page, duties: &DutiesCut) -> Block {
    let words = page.words;
    let mut sentence = Sentence::default();
    let all: usize = duties.lights.iter().sum();
    let total = sentence.figure("duties.total", words.briefing_duties_all(), &all.to_string());
    let [green, yellow, red, grey] = [
        ("duties.green", words.briefing_green(), Light::Green),
        ("duties.yellow", words.briefing_yellow(), Light::Yellow),
        ("duties.red", words.briefing_red(), Light::Red),
        ("duties.grey", words.briefing_grey(), Light::Grey),
    ]
    .map(|(id, title, light)| sentence.figure(id, title, &duties.lights[light as usize].to_string()));
    sentence.told(&words.briefing_lights(total, green, yellow, red, grey))
}

/// A bar for each task: how many of its duties have each light. The signs are those of the lights on pages.
pub(super) fn chart(page: &Page, duties: &DutiesCut) -> Chart {
    let words = page.words;
    let kinds = [
        (Light::Green, "●", words.light_green(), Color::Green),
        (Light::Yellow, "▲", words.light_yellow(), Color::Yellow),
        (Light::Red, "■", words.light_red(), Color::Red),
        (Light::Grey, "◇", words.light_grey(), Color::Grey),
    ];
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let bars = duties.tasks.iter().map(|task| Bar {
        title: task.task.clone(),
        counts: kinds.iter().map(|(light, ..)| count(task.lights[*light as usize])).collect(),
    });
    Chart {
        title: words.briefing_chart().to_owned(),
        bars: bars.take(documents::limits::CHART_BARS_MAX).collect(),
        series: kinds
            .iter()
            .map(|(_, sign, title, color)| Series { title: format!("{sign}{title}"), color: *color })
            .collect(),
    }
}
