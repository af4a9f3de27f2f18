//! The stages of the work with their dates.

use std::ops::Range;

use super::Reading;
use crate::date::{self, Span};
use crate::layout::Table;
use crate::marker::Style;
use crate::model::Stage;
use crate::outline::Part;
use crate::text::Text;
use crate::words::column::Column;
use crate::words::section::SectionKind;

/// The stages, from numbered items or from the rows of a table.
pub(super) fn read(reading: &Reading) -> Vec<Stage> {
    let outline = &reading.outline;
    let mut stages: Vec<Stage> = Vec::new();
    for item in outline.notice..outline.items.len() {
        let own = &outline.items[item];
        let marked = own.style == Some(Style::Stage);
        let in_section =
            own.kind == SectionKind::Stages && own.parent != 0 && outline.items[own.parent].parent == 0;
        let below = own.kind == SectionKind::Stages && leads_in(reading, own.parent);
        if marked || below || (in_section && !leads_in(reading, item)) {
            stages.extend(stage(reading, item));
        }
    }
    for (_, table) in &outline.tables {
        stages.extend(of_table(reading, table));
    }
    stages
}

/// 第十六条 本方案分三个阶段实施：（一）… — the items below are the stages.
fn leads_in(reading: &Reading, item: usize) -> bool {
    let outline = &reading.outline;
    let own = &outline.items[item];
    let colon = own.paragraphs.first().is_some_and(|&i| outline.parts[i].text.last() == Some(':'));
    item != 0 && own.parent != 0 && own.style != Some(Style::Stage) && !own.children.is_empty() && colon
}

fn stage(reading: &Reading, item: usize) -> Option<Stage> {
    let outline = &reading.outline;
    let own = &outline.items[item];
    let part = &outline.parts[*own.paragraphs.first()?];
    let found = in_heading(part, reading.year).or_else(|| in_text(reading, item));
    let clause = || part.text.name(part.marker..clause_end(&part.text, part.marker));
    let title = own.title.clone().unwrap_or_else(clause);
    let title = if own.style == Some(Style::Stage) { first_words(&title) } else { title };
    let (title, dated) = split_title(&title, reading.year);
    let mut stage = Stage { path: own.path.clone(), title, from: None, to: None, text: None, line: own.line };
    if let Some((text, span)) = found {
        set_dates(&mut stage, text, &span);
    } else if let Some((text, span)) = dated {
        set_dates(&mut stage, &text, &span);
    }
    Some(stage)
}

/// Where the first clause ends that says more than a date: 自2025年4月起至2027年8月，为全面实施阶段。
fn clause_end(text: &Text, start: usize) -> usize {
    let stops: Vec<usize> = (start..text.len().min(start + 60))
        .filter(|&i| matches!(text.chars[i], ',' | '。' | ';' | ':'))
        .take(2)
        .collect();
    let named = |&&end: &&usize| text.find("阶段", start..end).is_some();
    stops.iter().find(named).or(stops.first()).copied().unwrap_or(text.len().min(start + 40))
}

/// 动员部署，细化任务清单: a stage is named by its first words.
fn first_words(title: &str) -> String {
    title.split(['，', '。', ',', '；', '：', ':']).next().unwrap_or(title).to_owned()
}

fn set_dates(stage: &mut Stage, text: &Text, span: &Span) {
    stage.text = Some(text.name(span.range.clone()));
    stage.to = span.to.map(|to| to.to_string());
    stage.from = span.from.map(|from| from.to_string());
    if !span.is_span && !span.is_end {
        stage.from = stage.from.take().or_else(|| stage.to.clone());
    }
}

/// The dates between the mark and the text: 启动阶段（2024年1月-2024年4月）, 2024年1月：启动.
fn in_heading(part: &Part, year: Option<i16>) -> Option<(&Text, Span)> {
    let end =
        part.text.len().min(part.body.max(part.title.as_ref().map_or(part.marker, |title| title.end)) + 60);
    let title_end = part.title.as_ref().map_or(part.marker, |title| title.end);
    let first = date::all(&part.text, part.marker..title_end, year).into_iter().next();
    let bracket = || {
        let open = part.text.chars.get(title_end) == Some(&'(');
        date::all(&part.text, title_end..end, year)
            .into_iter()
            .next()
            .filter(|span| open && span.range.start <= title_end + 4)
    };
    first.or_else(bracket).map(|span| (&part.text, span))
}

/// The first span or end in the words of a stage; titles of other documents are passed over.
fn in_text(reading: &Reading, item: usize) -> Option<(&Text, Span)> {
    let outline = &reading.outline;
    outline.items[item].paragraphs.iter().find_map(|&index| {
        let text = &outline.parts[index].text;
        let spans = date::all(text, outline.parts[index].marker..text.len(), reading.year);
        let span = spans
            .into_iter()
            .find(|span| (span.is_span || span.is_end) && !in_title_marks(text, span.range.clone()))?;
        Some((text, span))
    })
}

fn in_title_marks(text: &Text, range: Range<usize>) -> bool {
    let before = &text.chars[..range.start];
    let open = before.iter().filter(|&&c| c == '《').count();
    let closed = before.iter().filter(|&&c| c == '》').count();
    open > closed
}

/// Takes dates out of a title: 2024年1月—3月动员部署阶段.
fn split_title(title: &str, year: Option<i16>) -> (String, Option<(Text, Span)>) {
    let text = Text::joined([(title, 1)]);
    let Some(span) = date::all(&text, 0..text.len(), year).into_iter().next() else {
        // 第一季度为筹备阶段, where no year is known
        let named = title.split_once("季度为").map_or(title, |(_, name)| name);
        return (named.to_owned(), None);
    };
    let before = text.name(0..span.range.start);
    let after = text.name(span.range.end..text.len());
    let bare = format!("{before}{after}").replace("（）", "").replace("()", "");
    let bare = bare.trim_matches(['，', ',', '：', ':', '(', ')', '（', '）', '、', '-', '—']);
    // 2025年3月底前为动员部署阶段
    let bare = bare.trim_start_matches(['为', '是', '自', '，']).to_owned();
    (if bare.is_empty() { title.to_owned() } else { bare }, Some((text, span)))
}

fn of_table(reading: &Reading, table: &Table) -> Vec<Stage> {
    let at = |wanted: Column| table.columns.iter().position(|column| *column == wanted);
    let (Some(name), Some(time)) = (at(Column::Stage), at(Column::Deadline)) else { return Vec::new() };
    let rows = table.rows.iter().filter_map(|row| Some((row, row.cells.get(name)?, row.cells.get(time)?)));
    rows.map(|(row, name, time)| {
        let mut stage = Stage {
            path: Vec::new(),
            title: name.name(0..name.len()),
            from: None,
            to: None,
            text: None,
            line: row.line,
        };
        if let Some(span) = date::all(time, 0..time.len(), reading.year).into_iter().next() {
            set_dates(&mut stage, time, &span);
        }
        stage
    })
    .collect()
}
