//! The files that a case names, each with what became of its figures after they were counted.

use ::cases::Happening;
use app::cases::{Shown, Told};
use documents::official::{Figures, Found};
use form::{FileReference, Value};

use crate::components::{Cell, FileLink, Tag, Tone};
use crate::page::Page;
use crate::records::Doers;

/// The changed figures that are listed; of more it is said how many there are.
const CHANGED_SHOWN: usize = 20;

/// The files of a field.
pub(super) fn files(page: &Page, shown: &Shown, (here, value): (&str, &Value)) -> Cell {
    linked(here, value, |file| Some(found(page, figures(shown, file)?)))
}

/// The files of a field, and of each whose figures were changed who sent it when.
pub(super) fn files_by(page: &Page, shown: &Shown, doers: &Doers, (here, value): (&str, &Value)) -> Cell {
    linked(here, value, |file| {
        let (tag, mut lines) = found(page, figures(shown, file)?);
        if !lines.is_empty() {
            lines.extend(sent(page, shown, doers, file));
        }
        Some((tag, lines))
    })
}

fn linked(
    here: &str,
    value: &Value,
    found: impl Fn(FileReference<'_>) -> Option<(Tag, Vec<String>)>,
) -> Cell {
    let link = |file: FileReference<'_>| FileLink {
        href: format!("{here}/files/{}", file.digest),
        name: file.name.to_owned(),
        found: found(file),
    };
    Cell::Files(value.values().iter().filter_map(FileReference::of).map(link).collect())
}

fn figures<'s>(shown: &'s Shown, file: FileReference<'_>) -> Option<&'s Figures> {
    shown.files.get(file.digest)?.figures.as_ref().filter(|figures| !figures.found.is_empty())
}

/// Whether a document says what was counted, and what it says otherwise.
fn found(page: &Page, figures: &Figures) -> (Tag, Vec<String>) {
    let words = page.words;
    let changed: Vec<&Found> = figures.changed().collect();
    let made = figures.made.map(|day| day.to_string()).unwrap_or_default();
    if changed.is_empty() {
        let text = words.figures_same(&figures.document, made);
        return (Tag { text, tone: Tone::Information }, Vec::new());
    }
    let line = |found: &&Found| match found.present.as_slice() {
        [] => words.figures_gone(&found.title, &found.counted),
        present => words.figures_changed(&found.title, &found.counted, written(page, present)),
    };
    let mut lines: Vec<String> = changed.iter().take(CHANGED_SHOWN).map(line).collect();
    let more = changed.len().saturating_sub(CHANGED_SHOWN);
    lines.extend((more > 0).then(|| words.figures_more(more)));
    (Tag { text: words.figures_differ(changed.len(), made), tone: Tone::Warning }, lines)
}

/// The texts of a figure that was changed at its places one by one.
fn written(page: &Page, present: &[String]) -> String {
    let text = |text: &String| match text.as_str() {
        "" => page.words.figures_empty().to_owned(),
        text => text.to_owned(),
    };
    present.iter().map(text).collect::<Vec<String>>().join(page.words.comma())
}

/// Who sent a file last, and when; to whom it is not told who did what, nothing.
fn sent(page: &Page, shown: &Shown, doers: &Doers, file: FileReference<'_>) -> Option<String> {
    let names = |value: &Value| {
        value.values().iter().filter_map(FileReference::of).any(|named| named.digest == file.digest)
    };
    let gives = |told: &&Told| match &told.event.what {
        Happening::Step { fields, .. } => !told.annulled && fields.values().any(names),
        Happening::Annulment { .. } => false,
    };
    let told = shown.told.iter().rev().find(gives).filter(|_| page.reader.is_staff())?;
    let who = doers.who_for(page, &told.event.actor, told.event.deputy_for.as_deref());
    Some(page.words.figures_sent(who, told.event.recorded.strftime("%Y-%m-%d %H:%M")))
}
