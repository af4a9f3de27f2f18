//! Elements of WordprocessingML. Their order inside `pPr` and `rPr` is that of the schema.

use std::fmt::Write;

use crate::print::visible;

/// Twentieths of a point in a millimetre.
const TWIPS_PER_MM: f64 = 1440.0 / 25.4;

pub(super) fn twips(millimetres: f64) -> i64 {
    (millimetres * TWIPS_PER_MM).round() as i64
}

/// One of 28 characters of a line, in twips.
pub(super) fn cells(count: f64) -> i64 {
    twips(156.0 / 28.0 * count)
}

/// Text as XML; what may not stand in it or is not seen is left out.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars().filter_map(visible) {
        match character {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(character),
        }
    }
    out
}

/// A paragraph being put together.
#[derive(Default)]
pub(super) struct Paragraph {
    pub(super) style: Option<&'static str>,
    pub(super) keep_next: bool,
    /// Whether it begins a page.
    pub(super) new_page: bool,
    /// The rule below it.
    pub(super) below: Option<Rule>,
    /// A tab stop at the right, in twips.
    pub(super) tab: Option<i64>,
    /// Above and below, in twips.
    pub(super) spacing: (i64, i64),
    /// Exact height of its lines in twips; none is that of the style.
    pub(super) line: Option<i64>,
    pub(super) indent: Option<Indent>,
    pub(super) align: Option<&'static str>,
    pub(super) runs: Vec<Run>,
}

/// A rule as wide as the text block.
pub(super) struct Rule {
    /// In eighths of a point.
    pub(super) size: u32,
    /// From the text, in points.
    pub(super) space: u32,
    pub(super) color: &'static str,
}

/// Distances from the text block, in twips.
#[derive(Default)]
pub(super) struct Indent {
    pub(super) left: i64,
    pub(super) right: i64,
    /// By how much the first line stands out to the left.
    pub(super) hanging: i64,
}

/// Text of one look; none of the fields is that of the style.
#[derive(Default)]
pub(super) struct Run {
    /// A tab before the text.
    pub(super) tab: bool,
    pub(super) text: String,
    pub(super) font: Option<&'static str>,
    pub(super) bold: bool,
    pub(super) color: Option<&'static str>,
    /// Width of characters in percent.
    pub(super) narrow: Option<u32>,
    /// In points.
    pub(super) size: Option<f64>,
    /// The properties of the content control in which it stands.
    pub(super) control: Option<String>,
}

impl Run {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Run { text: text.into(), ..Run::default() }
    }
}

impl Paragraph {
    /// A paragraph with this text, in the look of its style.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Paragraph { runs: vec![Run::text(text)], ..Paragraph::default() }
    }

    pub(super) fn xml(&self) -> String {
        let mut out = String::from("<w:p><w:pPr>");
        if let Some(style) = self.style {
            _ = write!(out, r#"<w:pStyle w:val="{style}"/>"#);
        }
        if self.keep_next {
            out += "<w:keepNext/>";
        }
        if self.new_page {
            out += "<w:pageBreakBefore/>";
        }
        if let Some(rule) = &self.below {
            let Rule { size, space, color } = rule;
            _ = write!(
                out,
                r#"<w:pBdr><w:bottom w:val="single" w:sz="{size}" w:space="{space}" w:color="{color}"/></w:pBdr>"#
            );
        }
        if let Some(place) = self.tab {
            _ = write!(out, r#"<w:tabs><w:tab w:val="right" w:pos="{place}"/></w:tabs>"#);
        }
        out += &self.spacing_xml();
        if let Some(indent) = &self.indent {
            out += &indent.xml();
        }
        if let Some(align) = self.align {
            _ = write!(out, r#"<w:jc w:val="{align}"/>"#);
        }
        out += "</w:pPr>";
        out.extend(self.runs.iter().map(Run::xml));
        out + "</w:p>"
    }

    fn spacing_xml(&self) -> String {
        let (before, after) = self.spacing;
        let line =
            self.line.map_or_else(String::new, |line| format!(r#" w:line="{line}" w:lineRule="exact""#));
        if self.spacing == (0, 0) && line.is_empty() {
            return String::new();
        }
        format!(r#"<w:spacing w:before="{before}" w:after="{after}"{line}/>"#)
    }
}

impl Indent {
    fn xml(&self) -> String {
        let Indent { left, right, hanging } = self;
        format!(r#"<w:ind w:left="{left}" w:right="{right}" w:hanging="{hanging}"/>"#)
    }
}

impl Run {
    pub(super) fn xml(&self) -> String {
        let mut look = String::new();
        if let Some(font) = self.font {
            _ = write!(
                look,
                r#"<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>"#
            );
        }
        if self.bold {
            look += "<w:b/>";
        }
        if let Some(color) = self.color {
            _ = write!(look, r#"<w:color w:val="{color}"/>"#);
        }
        if let Some(narrow) = self.narrow {
            _ = write!(look, r#"<w:w w:val="{narrow}"/>"#);
        }
        if let Some(size) = self.size {
            let half_points = (size * 2.0).round() as i64;
            _ = write!(look, r#"<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>"#);
        }
        let tab = if self.tab { "<w:tab/>" } else { "" };
        let run = format!("<w:r><w:rPr>{look}</w:rPr>{tab}{}</w:r>", lines(&escape(&self.text)));
        match &self.control {
            Some(control) => format!("<w:sdt>{control}<w:sdtContent>{run}</w:sdtContent></w:sdt>"),
            None => run,
        }
    }
}

fn lines(text: &str) -> String {
    let lines = text.split('\n').map(|line| format!(r#"<w:t xml:space="preserve">{line}</w:t>"#));
    lines.collect::<Vec<_>>().join("<w:br/>")
}
