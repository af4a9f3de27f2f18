use std::fmt::Write;

use super::figures::control;
use super::xml::{Paragraph, Run, twips};
use crate::{Align, Error, Table};

/// A table across the text block; its header is repeated on every page.
pub(super) fn table(table: &Table) -> Result<String, Error> {
    table.check()?;
    let widths = widths(table);
    let mut out = String::new();
    if let Some(caption) = &table.caption {
        let run = Run { font: Some("黑体"), size: Some(14.0), ..Run::text(caption) };
        out += &Paragraph { align: Some("center"), keep_next: true, runs: vec![run], ..Paragraph::default() }
            .xml();
    }
    out += r#"<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>"#;
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        _ = write!(out, r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#);
    }
    out += r#"</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>"#;
    widths.iter().for_each(|width| _ = write!(out, r#"<w:gridCol w:w="{width}"/>"#));
    out += "</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>";
    for (column, width) in table.columns.iter().zip(&widths) {
        out += &cell(Run { font: Some("黑体"), ..Run::text(&column.title) }, *width, "center");
    }
    out += "</w:tr>";
    for (number, row) in table.rows.iter().enumerate() {
        out += "<w:tr><w:trPr><w:cantSplit/></w:trPr>";
        for ((place, column), width) in table.columns.iter().enumerate().zip(&widths) {
            let run = match table.figures.get(&(number, place)) {
                Some(figure) => Run { control: Some(control(figure)), ..Run::text(figure.value()) },
                None => Run::text(row.get(place).map_or("", String::as_str)),
            };
            out += &cell(run, *width, align(column.align));
        }
        out += "</w:tr>";
    }
    Ok(out + "</w:tbl>")
}

fn widths(table: &Table) -> Vec<i64> {
    let total: i64 = table.columns.iter().map(|column| i64::from(column.share.max(1))).sum();
    table.columns.iter().map(|column| twips(156.0) * i64::from(column.share.max(1)) / total).collect()
}

fn align(align: Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
    }
}

fn cell(run: Run, width: i64, align: &'static str) -> String {
    let paragraph =
        Paragraph { style: Some("TableText"), align: Some(align), runs: vec![run], ..Paragraph::default() };
    format!(
        r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{}</w:tc>"#,
        paragraph.xml()
    )
}

/// Rows that float to the foot of the page, ruled above and below and thinner between them. A program that does not know
/// floating tables shows them where the document ends.
pub(super) fn at_foot(rows: &[String]) -> String {
    let width = twips(156.0);
    let rule = |side: &str, size: u32| {
        format!(r#"<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>"#)
    };
    let mut out = format!(
        r#"<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:topFromText="0" w:bottomFromText="0" w:vertAnchor="margin" w:horzAnchor="margin" w:tblpXSpec="center" w:tblpYSpec="bottom"/><w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{}{}{}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>"#,
        rule("top", 8),
        rule("bottom", 8),
        rule("insideH", 6),
    );
    for row in rows {
        _ = write!(
            out,
            r#"<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{row}</w:tc></w:tr>"#
        );
    }
    // A document may not end with a table.
    out + "</w:tbl>" + &Paragraph { line: Some(20), ..Paragraph::default() }.xml()
}
