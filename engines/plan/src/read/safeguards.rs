//! The safeguards.

use std::collections::HashSet;
use std::ops::Range;

use super::Reading;
use crate::marker::Style;
use crate::model::{Safeguard, Task};
use crate::outline::Part;
use crate::owners::Owners;
use crate::text::Text;
use crate::words::section::SectionKind;

/// The items of sections that are safeguards; where they are tasks, they are not said twice.
pub(super) fn read(reading: &Reading, tasks: &[Task]) -> Vec<Safeguard> {
    let outline = &reading.outline;
    let taken: HashSet<usize> = tasks.iter().map(|task| task.line).collect();
    let mut found = Vec::new();
    for (index, item) in outline.items.iter().enumerate().skip(outline.notice) {
        let section = item.parent == 0;
        let below_section = !section && outline.items[item.parent].parent == 0;
        if item.kind != SectionKind::Safeguards || taken.contains(&item.line) {
            continue;
        }
        if below_section {
            found.push(of_item(reading, index));
        } else if section && item.children.is_empty() {
            let parts: Vec<&Part> = item.paragraphs.iter().map(|&i| &outline.parts[i]).collect();
            let listed: Vec<Safeguard> = parts.iter().flat_map(|part| inline(part, &item.path)).collect();
            let unnumbered = item.style == Some(Style::Plain) && listed.is_empty();
            let plain = parts.iter().skip(1).filter(|_| unnumbered);
            found.extend(plain.map(|part| paragraph(part, &item.path)));
            found.extend(listed);
        }
    }
    found
}

fn of_item(reading: &Reading, index: usize) -> Safeguard {
    let outline = &reading.outline;
    let item = &outline.items[index];
    let mut owners = Owners::default();
    let mut words = Vec::new();
    for below in outline.below(index) {
        for &i in &outline.items[below].paragraphs {
            let part = &outline.parts[i];
            for statement in &reading.owned[i].statements {
                owners.add(statement.owners(reading.habits));
            }
            let start = if below == index { part.body } else { 0 };
            words.push(part.text.quote(start..part.text.len()));
        }
    }
    let text = words.join("\n").trim().to_owned();
    let title = item.title.clone().unwrap_or_else(|| first_words(&text));
    let (lead, responsible) = owners.into_lists();
    Safeguard { path: item.path.clone(), title, text, lead, responsible, line: item.line }
}

/// 加强统筹协调。市领导小组…: a paragraph without a number, with a title or without.
fn paragraph(part: &Part, path: &[String]) -> Safeguard {
    let text = part.text.raw().to_owned();
    let title = crate::outline::title(&part.text, 0).filter(|title| title.end < part.text.len());
    let title = title.map_or_else(|| first_words(&text), |title| part.text.name(title));
    Safeguard {
        path: path.to_vec(),
        title,
        text,
        lead: Vec::new(),
        responsible: Vec::new(),
        line: part.text.line(),
    }
}

/// 一是加强组织领导，…。二是加强宣传引导，…。 in one paragraph.
fn inline(part: &Part, path: &[String]) -> Vec<Safeguard> {
    let marks: Vec<usize> = (0..part.text.len()).filter(|&i| begins(&part.text, i)).collect();
    let ends = marks.iter().skip(1).copied().chain([part.text.len()]);
    let ranges: Vec<Range<usize>> = marks.iter().copied().zip(ends).map(|(start, end)| start..end).collect();
    if ranges.len() < 2 {
        return Vec::new();
    }
    let safeguard = |range: Range<usize>| {
        let label = part.text.name(range.start..range.start + 2);
        let text = part.text.quote(range.start + 2..range.end).to_owned();
        let path = path.iter().cloned().chain([label]).collect();
        Safeguard {
            path,
            title: first_words(&text),
            text,
            lead: Vec::new(),
            responsible: Vec::new(),
            line: part.text.line_at(range.start),
        }
    };
    ranges.into_iter().map(safeguard).collect()
}

/// 一是, 二是 at the beginning of a sentence.
fn begins(text: &Text, at: usize) -> bool {
    let numeral = crate::number::is_numeral(text.chars[at]) && text.chars.get(at + 1) == Some(&'是');
    numeral && (at == 0 || matches!(text.chars[at - 1], '。' | ';' | ',' | ':'))
}

fn first_words(text: &str) -> String {
    text.split(['，', '。', ',', '；', ';']).next().unwrap_or(text).to_owned()
}
