//! The figures of a document that somebody edited: what was counted when it was made, and what it says now.

use std::collections::HashMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::docx::NAMESPACE;
use crate::archive::Archive;
use crate::docx::xml::{self, Element};
use crate::docx::{Control, controls, custom_parts, ordinary};
use crate::error::Unit;
use crate::{Error, limits};

/// The figures of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// The title that the document had when it was made.
    pub document: String,
    /// The day on which it was made.
    pub made: Option<Date>,
    /// Each of them, in the order in which they were written.
    pub found: Vec<Found>,
}

/// A figure of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Which one it is.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What was counted.
    pub counted: String,
    /// What its fields say now, each text once: several if its places were changed one by one, none if it has no field any more.
    pub present: Vec<String>,
}

impl Figures {
    /// Those that were changed.
    pub fn changed(&self) -> impl Iterator<Item = &Found> {
        self.found.iter().filter(|found| found.is_changed())
    }
}

impl Found {
    /// Whether the document says something other than what was counted, or says it no longer.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.present != [self.counted.trim()]
    }
}

/// The figures of a DOCX that was made here and perhaps edited since; none of any other. What was counted is what the file says of
/// it: somebody who sets out to deceive can write anything into a file.
///
/// # Errors
/// That it is no DOCX, is protected or damaged, or that it holds more than [`limits`] allow.
pub fn figures(bytes: &[u8]) -> Result<Option<Figures>, Error> {
    if bytes.len() > limits::FILE_BYTES_MAX {
        return Err(Error::FileTooLarge { bytes: bytes.len() });
    }
    let mut archive = Archive::open(bytes)?;
    for name in custom_parts(&mut archive)?.iter().take(limits::CUSTOM_PARTS_MAX) {
        let Some(part) = archive.part(name)? else { continue };
        if let Some(mut figures) = counted(&part)? {
            add_present(&mut figures, controls(&mut archive)?);
            return Ok(Some(figures));
        }
    }
    Ok(None)
}

/// What was counted, of a part with figures.
fn counted(part: &str) -> Result<Option<Figures>, Error> {
    let mut figures: Option<Figures> = None;
    let (mut is_first, mut open, mut made) = (true, String::new(), String::new());
    xml::visit(part, |element| {
        match element {
            Element::Start(start) => {
                start.local_name().as_ref().clone_into(&mut open);
                if std::mem::take(&mut is_first) {
                    let is_ours = open == "figures" && xml::has_value(&start, NAMESPACE);
                    figures = is_ours.then(Figures::default);
                }
                match &mut figures {
                    Some(figures) if open == "figure" => figures.found.push(Found::default()),
                    _ => {}
                }
            }
            Element::End(_) => open.clear(),
            Element::Text(text) => {
                let Some(figures) = &mut figures else { return Ok(()) };
                match open.as_str() {
                    "document" => add(&mut figures.document, &text, limits::FIGURE_CHARS_MAX),
                    "made" => add(&mut made, &text, limits::FIGURE_CHARS_MAX),
                    name => figures.found.last_mut().into_iter().for_each(|found| found.read(name, &text)),
                }
            }
        }
        match &figures {
            Some(figures) if figures.found.len() > limits::FIGURES_MAX => {
                Err(Error::TooMuch { limit: limits::FIGURES_MAX, unit: Unit::Figures })
            }
            _ => Ok(()),
        }
    })?;
    Ok(figures.map(|figures| Figures { made: made.parse().ok(), ..figures }))
}

impl Found {
    /// Takes in some of the text of one of its elements.
    fn read(&mut self, element: &str, text: &str) {
        match element {
            "id" => add(&mut self.id, text, limits::FIGURE_ID_BYTES_MAX),
            "title" => add(&mut self.title, text, limits::FIGURE_TITLE_CHARS_MAX),
            "counted" => add(&mut self.counted, text, limits::FIGURE_CHARS_MAX),
            _ => {}
        }
    }
}

/// Adds a text, as long as so many characters are not there yet.
fn add(to: &mut String, text: &str, chars_max: usize) {
    let room = chars_max.saturating_sub(to.chars().count());
    to.extend(text.chars().take(room).map(ordinary));
}

impl Control {
    /// The figure that it holds: its tag, or where that was lost, what it is bound to.
    fn figure(&self) -> &str {
        let bound = || self.bound.split_once("f:id='").and_then(|(_, rest)| rest.split('\'').next());
        Some(self.tag.as_str()).filter(|tag| !tag.is_empty()).or_else(bound).unwrap_or_default()
    }
}

fn add_present(figures: &mut Figures, controls: Vec<Control>) {
    let places: HashMap<String, usize> =
        figures.found.iter().enumerate().rev().map(|(place, found)| (found.id.clone(), place)).collect();
    for control in controls {
        let Some(place) = places.get(control.figure()) else { continue };
        let (found, text) = (&mut figures.found[*place], control.text.trim());
        if found.present.len() < limits::FIGURE_TEXTS_MAX && !found.present.iter().any(|one| one == text) {
            found.present.push(text.to_owned());
        }
    }
}
