//! The little of XML that the parts of a DOCX need.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::Error;

/// What a part is made of, for readers that only care about elements.
pub(crate) enum Element<'a> {
    Start(BytesStart<'a>),
    /// The local name of an element that ends.
    End(String),
    Text(String),
}

/// Calls `visit` with every element and text of a part. An empty element starts and ends. Entities other than the
/// five of XML are not expanded, so a document type cannot make text grow.
pub(crate) fn visit(xml: &str, mut visit: impl FnMut(Element<'_>) -> Result<(), Error>) -> Result<(), Error> {
    let mut reader = Reader::from_str(xml);
    let mut open = 0_usize;
    loop {
        match reader.read_event().map_err(Error::damaged)? {
            Event::Start(start) => {
                open += 1;
                visit(Element::Start(start))?;
            }
            Event::Empty(start) => {
                let name = start.local_name().as_ref().to_owned();
                visit(Element::Start(start))?;
                visit(Element::End(name))?;
            }
            Event::End(end) => {
                open = open.saturating_sub(1);
                visit(Element::End(end.local_name().as_ref().to_owned()))?;
            }
            Event::Text(text) => visit(Element::Text(text.into_inner().into_owned()))?,
            Event::CData(text) => visit(Element::Text(text.into_inner().into_owned()))?,
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().map_err(Error::damaged)?;
                let named = match reference.into_inner().as_ref() {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "apos" => "'",
                    _ => "",
                };
                visit(Element::Text(character.map_or_else(|| named.to_owned(), String::from)))?;
            }
            Event::Eof if open > 0 => return Err(Error::damaged("the XML ends too early")),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

/// The value of an attribute by its local name.
pub(crate) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    // Without checks, because looking for doubles is quadratic in the number of attributes.
    let mut attributes = start.attributes();
    attributes.with_checks(false);
    let found = attributes.flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let value = found.normalized_value(XmlVersion::Implicit1_0).map(std::borrow::Cow::into_owned);
    Some(value.unwrap_or_else(|_| found.value.into_owned()))
}

/// Whether an attribute has this value, whatever its name: so a namespace is known under any prefix.
pub(crate) fn has_value(start: &BytesStart<'_>, value: &str) -> bool {
    let mut attributes = start.attributes();
    attributes.with_checks(false);
    attributes.flatten().any(|attribute| attribute.value.as_ref() == value)
}

/// `w:val` as a number.
pub(crate) fn number<T: std::str::FromStr>(start: &BytesStart<'_>) -> Option<T> {
    attribute(start, "val")?.trim().parse().ok()
}

/// Whether a property such as `w:vanish` is on: it is unless its value says otherwise.
pub(crate) fn is_on(start: &BytesStart<'_>) -> bool {
    !matches!(attribute(start, "val").as_deref(), Some("0" | "false" | "off"))
}

/// How many elements of this local name a part holds.
pub(crate) fn count(xml: &str, name: &str) -> Result<usize, Error> {
    let mut found = 0;
    visit(xml, |element| {
        found += usize::from(matches!(element, Element::Start(start) if start.local_name().as_ref() == name));
        Ok(())
    })?;
    Ok(found)
}
