use super::super::Official;
use super::super::prepare::{Annex, Foot, Part, Prepared, Span};
use super::figures::control;
use super::xml::{Indent, Paragraph, Rule, Run, cells, twips};
use super::{chart, table};
use crate::Error;

const RED: &str = "FF0000";
const HEI: &str = "黑体";

/// The sender mark is at most this large, in points, and its characters at least this narrow, in percent.
const MARK_SIZE_MAX: f64 = 46.0;
const MARK_NARROW_MIN: f64 = 62.0;

/// The width of the text block in points.
const WIDTH: f64 = 156.0 * 72.0 / 25.4;

/// The parts of the document in their order, as XML.
pub(super) fn body(prepared: &Prepared<'_>) -> Result<String, Error> {
    let official = prepared.official;
    let mut paragraphs = head(prepared);
    let mut out: String = paragraphs.drain(..).map(|paragraph| paragraph.xml()).collect();
    let mut charts = 0;
    parts(&prepared.parts, &mut charts, &mut out)?;
    out.extend(attachments(prepared).iter().map(Paragraph::xml));
    out.extend(signature(official, &prepared.date).iter().map(Paragraph::xml));
    if let Some(remark) = &prepared.remark {
        out += &Paragraph { style: Some("BodyText"), ..Paragraph::text(remark) }.xml();
    }
    if let Some(foot) = &prepared.imprint {
        out += &imprint(foot);
    }
    for annex in &prepared.annexes {
        out.extend(annex_head(annex).iter().map(Paragraph::xml));
        parts(&annex.parts, &mut charts, &mut out)?;
    }
    Ok(out)
}

fn parts(parts: &[Part<'_>], charts: &mut usize, out: &mut String) -> Result<(), Error> {
    for part in parts {
        *out += &match part {
            Part::Heading { level, text } => {
                let style = ["Heading1", "Heading2", "Heading3", "Heading4"][usize::from(*level) - 1];
                Paragraph { style: Some(style), ..Paragraph::text(text) }.xml()
            }
            Part::Paragraph(spans) => {
                let runs = spans.iter().map(|span| run(*span)).collect();
                Paragraph { style: Some("BodyText"), runs, ..Paragraph::default() }.xml()
            }
            Part::Table(table) => table::table(table)?,
            Part::Chart(chart) => {
                *charts += 1;
                chart::place(chart, *charts)
            }
        };
    }
    Ok(())
}

/// 附件 at the left of a new page, and the title in the middle of the third line.
fn annex_head(annex: &Annex<'_>) -> [Paragraph; 3] {
    let label = Run { font: Some(HEI), ..Run::text(&annex.label) };
    [
        Paragraph { new_page: true, runs: vec![label], ..Paragraph::default() },
        blank(),
        Paragraph { style: Some("Title"), ..Paragraph::text(annex.title) },
    ]
}

fn run(span: Span<'_>) -> Run {
    match span {
        Span::Words(words) => Run::text(words),
        Span::Figure(figure) => Run { control: Some(control(figure)), ..Run::text(span.text()) },
    }
}

fn blank() -> Paragraph {
    Paragraph::default()
}

/// What stands above the body.
fn head(prepared: &Prepared<'_>) -> Vec<Paragraph> {
    let official = prepared.official;
    let mut head = Vec::new();
    if let Some(security) = prepared.security {
        let run = Run { font: Some(HEI), ..Run::text(security) };
        head.push(Paragraph { runs: vec![run], ..Paragraph::default() });
    }
    if let Some(mark) = prepared.sender_mark {
        head.push(sender_mark(mark));
        head.extend([blank(), blank()]);
    }
    // The rule hangs on the number; a mark without a number has it all the same.
    if prepared.number.is_some() || prepared.sender_mark.is_some() {
        let below = prepared.sender_mark.map(|_| Rule { size: 12, space: 11, color: RED });
        let number = Paragraph::text(prepared.number.as_deref().unwrap_or_default());
        head.push(Paragraph { align: Some("center"), below, ..number });
        head.extend([blank(), blank()]);
    }
    head.push(Paragraph { style: Some("Title"), ..Paragraph::text(&official.title) });
    head.push(blank());
    head.extend(prepared.recipients.as_deref().map(Paragraph::text));
    head
}

/// The sender mark in one line: as large as fits, long names in narrow characters.
fn sender_mark(mark: &str) -> Paragraph {
    let room = WIDTH / width(mark).max(1.0);
    let narrow = (100.0 * room / MARK_SIZE_MAX).clamp(MARK_NARROW_MIN, 100.0).floor();
    let size = (room / narrow * 100.0).clamp(22.0, MARK_SIZE_MAX).floor();
    let run = Run { color: Some(RED), narrow: Some(narrow as u32), size: Some(size), ..Run::text(mark) };
    let line = (size * 20.0 * 1.3) as i64;
    Paragraph {
        style: Some("SenderMark"),
        spacing: (twips(35.0), 0),
        line: Some(line),
        runs: vec![run],
        ..Paragraph::default()
    }
}

fn attachments(prepared: &Prepared<'_>) -> Vec<Paragraph> {
    let mut lines: Vec<Paragraph> = Vec::new();
    for (label, title) in &prepared.attachments {
        if lines.is_empty() {
            lines.push(blank());
        }
        let hanging = cells(width(label));
        let indent = Some(Indent { left: cells(2.0) + hanging, right: 0, hanging });
        lines.push(Paragraph { indent, ..Paragraph::text(format!("{label}{title}")) });
    }
    lines
}

/// Names above the middle of the day, which stands four characters from the right; room for a seal, never a seal.
fn signature(official: &Official, date: &str) -> Vec<Paragraph> {
    let day = width(date);
    let widest = official.signers.iter().map(|name| width(name)).fold(day, f64::max);
    let right_of_day = (2.0 + (widest - day) / 2.0).max(4.0);
    let middle = right_of_day + day / 2.0;
    let line = |text: &str, right: f64, keep_next| Paragraph {
        align: Some("right"),
        keep_next,
        indent: Some(Indent { right: cells(right.max(0.0)), ..Indent::default() }),
        ..Paragraph::text(text)
    };
    let keep = || Paragraph { keep_next: true, ..blank() };
    let mut lines = vec![keep(), keep()];
    lines.extend(official.signers.iter().map(|name| line(name, middle - width(name) / 2.0, true)));
    lines.push(line(date, right_of_day, false));
    lines
}

/// The lines at the foot of the last page.
fn imprint(foot: &Foot) -> String {
    let small = |text: String| Run { size: Some(14.0), ..Run::text(text) };
    let inset = cells(14.0 / 16.0);
    let line = |runs, hanging| {
        let indent = Some(Indent { left: inset + hanging, right: inset, hanging });
        Paragraph { indent, runs, tab: Some(twips(156.0) - inset), ..Paragraph::default() }.xml()
    };
    let copies = foot.copies.as_ref().map(|copies| line(vec![small(format!("抄送：{copies}"))], 3 * inset));
    let office = vec![small(foot.office.clone()), Run { tab: true, ..small(foot.date.clone()) }];
    let rows: Vec<String> = copies.into_iter().chain([line(office, 0)]).collect();
    table::at_foot(&rows)
}

/// About how wide a text is, in characters of Chinese.
fn width(text: &str) -> f64 {
    text.chars().map(|character| if crate::html::is_wide(character) { 1.0 } else { 0.5 }).sum()
}
