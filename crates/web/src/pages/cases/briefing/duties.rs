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
    let row = |(first, names): &(&LateDuty, Vec<String>)| {
        let reasons: Vec<&str> = first.reasons.iter().map(|why| words.of(why)).collect();
        vec![first.task.clone(), names.join(words.comma()), reasons.join("\n")]
    };
    let columns = vec![
        TableColumn::new(words.plan_task(), 3),
        TableColumn::new(words.cases_body(), 5),
        TableColumn::new(words.duties_why(), 3),
    ];
    let rows = together(page, &duties.late).iter().map(row).collect();
    blocks.push(Block::paragraph(words.briefing_late()));
    blocks.push(Block::Table(Printed { columns, rows, ..Printed::default() }));
    blocks
}

/// The bodies that are late with a task for the same reasons, each marked if it leads or is not there any more.
fn together<'d>(page: &Page, late: &'d [LateDuty]) -> Vec<(&'d LateDuty, Vec<String>)> {
    let words = page.words;
    let mut all: Vec<(&LateDuty, Vec<String>)> = Vec::new();
    for it in late {
        let body = if it.has_ended { words.duties_body_ended(&it.body) } else { it.body.clone() };
        let name = if it.leads { words.briefing_lead(body) } else { body };
        match all.iter_mut().find(|(first, _)| first.task == it.task && first.reasons == it.reasons) {
            Some((_, names)) => names.push(name),
            None => all.push((it, vec![name])),
        }
    }
    all
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
        (Light::Green, '●', words.light_green(), Color::Green),
        (Light::Yellow, '▲', words.light_yellow(), Color::Yellow),
        (Light::Red, '■', words.light_red(), Color::Red),
        (Light::Grey, '◇', words.light_grey(), Color::Grey),
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
            .map(|(_, sign, title, color)| Series { sign: *sign, title: (*title).to_owned(), color: *color })
            .collect(),
    }
}
