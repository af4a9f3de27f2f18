use serde::Serialize;

use super::prepare::{Annex, Foot, Part, Prepared, prepare};
use super::{Chart, Official};
use crate::print::{Cleaner, Rows, Template, typeset};
use crate::{Error, Faces, Printed};

const TEMPLATE: Template = Template { name: "official.typ", text: include_str!("official.typ") };

/// Characters of Latin in a line of a table across the text block, at its size of 12 points.
const TABLE_ROOM: usize = 70;

/// Sets the document as PDF/A-2b: A4, text block 156 × 225 mm, 22 lines of 28 characters.
///
/// # Errors
/// [`Error::TooLong`] beyond the limits of printing, [`Error::Layout`] when a table has no columns or too long rows.
pub fn pdf(official: &Official, faces: &Faces) -> Result<Printed, Error> {
    let mut cleaner = Cleaner::new(faces);
    let content = content(&prepare(official)?, &mut cleaner)?;
    let pdf = typeset(&TEMPLATE, &content, official.date, faces)?;
    Ok(Printed { pdf, notes: cleaner.notes() })
}

/// What `official.typ` takes.
#[derive(Serialize)]
struct Content {
    title: Vec<String>,
    sender_mark: Option<String>,
    number: Option<String>,
    security: Option<String>,
    mark: Option<String>,
    recipients: Option<String>,
    parts: Vec<Set>,
    attachments: Vec<[String; 2]>,
    signers: Vec<String>,
    date: String,
    remark: Option<String>,
    imprint: Option<Foot>,
    annexes: Vec<SetAnnex>,
}

/// An attachment for the template.
#[derive(Serialize)]
struct SetAnnex {
    label: String,
    title: String,
    parts: Vec<Set>,
}

/// A part of the body for the template.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Set {
    Heading { level: u8, text: String },
    Paragraph { text: String },
    Table(Rows),
    Chart(Drawn),
}

/// A chart for the template.
#[derive(Serialize)]
struct Drawn {
    title: String,
    /// The sign of each series, its title behind the sign, its filling, and the color of its numbers.
    series: Vec<(String, String, [&'static str; 2])>,
    bars: Vec<(String, Vec<u32>)>,
}

fn content(prepared: &Prepared<'_>, cleaner: &mut Cleaner<'_>) -> Result<Content, Error> {
    let official = prepared.official;
    let parts: Result<Vec<Set>, Error> = prepared.parts.iter().map(|part| set(part, cleaner)).collect();
    let annexes: Result<Vec<SetAnnex>, Error> =
        prepared.annexes.iter().map(|annex| set_annex(annex, cleaner)).collect();
    let mut clean = |text: &str| cleaner.text(text);
    Ok(Content {
        title: official.title.lines().map(&mut clean).collect(),
        sender_mark: prepared.sender_mark.map(&mut clean),
        number: prepared.number.as_deref().map(&mut clean),
        security: prepared.security.map(&mut clean),
        mark: prepared.mark.map(&mut clean),
        recipients: prepared.recipients.as_deref().map(&mut clean),
        parts: parts?,
        attachments: prepared
            .attachments
            .iter()
            .map(|(label, title)| [label.clone(), clean(title)])
            .collect(),
        signers: official.signers.iter().map(|signer| clean(signer)).collect(),
        date: prepared.date.clone(),
        remark: prepared.remark.as_deref().map(&mut clean),
        imprint: prepared.imprint.as_ref().map(|foot| Foot {
            copies: foot.copies.as_deref().map(&mut clean),
            office: clean(&foot.office),
            date: foot.date.clone(),
        }),
        annexes: annexes?,
    })
}

fn set_annex(annex: &Annex<'_>, cleaner: &mut Cleaner<'_>) -> Result<SetAnnex, Error> {
    Ok(SetAnnex {
        label: annex.label.clone(),
        title: cleaner.text(annex.title),
        parts: annex.parts.iter().map(|part| set(part, cleaner)).collect::<Result<Vec<Set>, Error>>()?,
    })
}

fn set(part: &Part<'_>, cleaner: &mut Cleaner<'_>) -> Result<Set, Error> {
    Ok(match part {
        Part::Heading { level, text } => Set::Heading { level: *level, text: cleaner.text(text) },
        Part::Paragraph(spans) => {
            let text: String = spans.iter().map(|span| span.text()).collect();
            Set::Paragraph { text: cleaner.text(&text) }
        }
        Part::Table(table) => Set::Table(table.rows(TABLE_ROOM, cleaner)?),
        Part::Chart(chart) => Set::Chart(drawn(chart, cleaner)?),
    })
}

fn drawn(chart: &Chart, cleaner: &mut Cleaner<'_>) -> Result<Drawn, Error> {
    chart.check()?;
    let mut series = Vec::new();
    for it in &chart.series {
        series.push((cleaner.text(&it.sign.to_string()), cleaner.text(&it.signed()), it.color.pair()));
    }
    Ok(Drawn {
        title: cleaner.text(&chart.title),
        series,
        bars: chart.bars.iter().map(|bar| (cleaner.text(&bar.title), bar.counts.clone())).collect(),
    })
}
