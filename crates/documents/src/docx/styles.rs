use std::collections::HashMap;

use super::xml::{self, Element};
use crate::Error;

/// Styles that inherit from each other: at most this many are followed.
const INHERITANCE_MAX: usize = 16;

/// The styles of a document, by identifier.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    styles: HashMap<String, Style>,
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    number: Option<String>,
    level: Option<usize>,
    hidden: Option<bool>,
}

/// The numbering a style brings along.
#[derive(Debug)]
pub(crate) struct StyleNumbering<'a> {
    /// The style that declares it: the one asked for or one it is based on.
    pub(crate) style: &'a str,
    pub(crate) number: &'a str,
    pub(crate) level: Option<usize>,
}

impl Styles {
    pub(crate) fn read(xml: &str) -> Result<Styles, Error> {
        let mut styles = HashMap::new();
        let mut current: Option<(String, Style)> = None;
        xml::visit(xml, |element| {
            match element {
                Element::Start(start) if start.local_name().as_ref() == "style" => {
                    let id = xml::attribute(&start, "styleId").unwrap_or_default();
                    current = Some((id, Style::default()));
                }
                Element::Start(start) => {
                    let Some((_, style)) = &mut current else { return Ok(()) };
                    match start.local_name().as_ref() {
                        "name" => style.name = xml::attribute(&start, "val").unwrap_or_default(),
                        "basedOn" => style.based_on = xml::attribute(&start, "val"),
                        "numId" => style.number = xml::attribute(&start, "val"),
                        "ilvl" => style.level = xml::number(&start),
                        "vanish" => style.hidden = Some(xml::is_on(&start)),
                        _ => {}
                    }
                }
                Element::End(name) if name == "style" => styles.extend(current.take()),
                _ => {}
            }
            Ok(())
        })?;
        Ok(Styles { styles })
    }

    /// The numbering of a paragraph style, its own or inherited.
    pub(crate) fn numbering(&self, id: &str) -> Option<StyleNumbering<'_>> {
        let (style, declared) = self.inherited(id).find(|(_, style)| style.number.is_some())?;
        Some(StyleNumbering { style, number: declared.number.as_deref()?, level: declared.level })
    }

    /// Whether text in this style is hidden.
    pub(crate) fn is_hidden(&self, id: &str) -> bool {
        self.inherited(id).find_map(|(_, style)| style.hidden).unwrap_or(false)
    }

    /// Whether paragraphs in this style are lines of a generated table of contents.
    pub(crate) fn is_contents(&self, id: &str) -> bool {
        self.styles.get(id).is_some_and(|style| style.name.to_ascii_lowercase().starts_with("toc "))
    }

    fn inherited<'a>(&'a self, id: &str) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let first = self.styles.get_key_value(id);
        std::iter::successors(first, |(_, style)| self.styles.get_key_value(style.based_on.as_ref()?))
            .take(INHERITANCE_MAX)
            .map(|(id, style)| (id.as_str(), style))
    }
}
