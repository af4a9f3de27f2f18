//! Figures as content controls, bound to a part that holds each once: what was counted, and what stands now.

use std::collections::BTreeMap;

use super::super::prepare::{Part, Prepared, Span};
use super::super::{Figure, Official};
use super::package::DECLARATION;
use super::xml::escape;
use crate::error::Unit;
use crate::{Error, limits};

/// The namespace of the part with the figures.
pub(in super::super) const NAMESPACE: &str = "urn:qiangxian:figures";

/// By which the controls find the part. It is the same in every document, so that a paragraph that is brought over from another
/// document shows the figures of this one.
const STORE: &str = "{5D0F5B1E-6C0B-4E6B-9C43-3B7E2A1F8D64}";

/// The figures of a document, in the order in which they first stand in it.
pub(super) fn gather<'o>(prepared: &Prepared<'o>) -> Result<Vec<&'o Figure>, Error> {
    let mut figures: Vec<&Figure> = Vec::new();
    let mut values: BTreeMap<&str, &str> = BTreeMap::new();
    for part in prepared.all_parts() {
        let standing: Vec<&Figure> = match part {
            Part::Heading { .. } | Part::Chart(_) => Vec::new(),
            Part::Paragraph(spans) => spans.iter().filter_map(|span| figure(*span)).collect(),
            Part::Table(table) => table.figures.values().collect(),
        };
        for figure in standing {
            match values.insert(&figure.id, &figure.value) {
                None => figures.push(figure),
                Some(value) if value == figure.value => {}
                Some(_) => {
                    return Err(Error::Layout { detail: format!("the figure {} has two values", figure.id) });
                }
            }
        }
    }
    if figures.len() > limits::FIGURES_MAX {
        return Err(Error::TooLong { limit: limits::FIGURES_MAX, unit: Unit::Figures });
    }
    Ok(figures)
}

fn figure(span: Span<'_>) -> Option<&Figure> {
    match span {
        Span::Words(_) => None,
        Span::Figure(figure) => Some(figure),
    }
}

/// The properties of the control in which a figure stands.
pub(super) fn control(figure: &Figure) -> String {
    let (title, id) = (title(figure), &figure.id);
    format!(
        r#"<w:sdtPr><w:alias w:val="{title}"/><w:tag w:val="{id}"/><w:dataBinding w:prefixMappings="xmlns:f='{NAMESPACE}'" w:xpath="/f:figures[1]/f:figure[f:id='{id}']/f:value[1]" w:storeItemID="{STORE}"/><w:text/></w:sdtPr>"#
    )
}

/// The part with the figures, and those by which it is found. All is text of elements: some programs lose attributes of such parts.
pub(super) fn parts(official: &Official, figures: &[&Figure]) -> [(&'static str, String); 3] {
    let (document, made) = (escape(&official.title.replace('\n', "")), official.date);
    let line = |figure: &&Figure| {
        let (id, title, value) = (&figure.id, title(figure), escape(&figure.value));
        format!(
            "<figure><id>{id}</id><title>{title}</title><counted>{value}</counted><value>{value}</value></figure>"
        )
    };
    let lines: String = figures.iter().map(line).collect();
    [
        (
            "customXml/item1.xml",
            format!(
                r#"{DECLARATION}<figures xmlns="{NAMESPACE}"><document>{document}</document><made>{made}</made>{lines}</figures>"#
            ),
        ),
        (
            "customXml/itemProps1.xml",
            format!(
                r#"{DECLARATION}<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" ds:itemID="{STORE}"><ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>"#
            ),
        ),
        (
            "customXml/_rels/item1.xml.rels",
            format!(
                r#"{DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="properties" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps" Target="itemProps1.xml"/></Relationships>"#
            ),
        ),
    ]
}

fn title(figure: &Figure) -> String {
    escape(&figure.title.chars().take(limits::FIGURE_TITLE_CHARS_MAX).collect::<String>())
}
