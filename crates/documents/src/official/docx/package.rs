use super::super::prepare::Prepared;
use super::super::{Chart, Figure};
use super::xml::{cells, escape, twips};
use super::{chart, figures};
use crate::{Error, write_archive};

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
pub(super) const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
pub(super) const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;

/// Parts that are the same in every document, but for what they say of the part with the figures.
const FIXED: [(&str, &str); 4] = [
    ("[Content_Types].xml", include_str!("parts/content_types.xml")),
    ("_rels/.rels", include_str!("parts/rels.xml")),
    ("word/_rels/document.xml.rels", include_str!("parts/document_rels.xml")),
    ("word/settings.xml", include_str!("parts/settings.xml")),
];

/// Where the parts that tell of others end, and what they say of the part with the figures.
const OF_FIGURES: [(&str, &str); 2] = [
    (
        "</Types>",
        r#"  <Override PartName="/customXml/item1.xml" ContentType="application/xml"/>
  <Override PartName="/customXml/itemProps1.xml" ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/>
</Types>"#,
    ),
    (
        r#"<Relationship Id="styles""#,
        r#"<Relationship Id="figures" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml" Target="../customXml/item1.xml"/>
  <Relationship Id="styles""#,
    ),
];

/// The parts of the document, packed.
pub(super) fn package(
    prepared: &Prepared<'_>,
    body: &str,
    (figures, charts): (&[&Figure], &[&Chart]),
) -> Result<Vec<u8>, Error> {
    let [odd, even] = [("right", cells(14.0 / 16.0), 0), ("left", 0, cells(14.0 / 16.0))].map(page_number);
    let told = |content: &str| {
        let told = OF_FIGURES.iter().filter(|_| !figures.is_empty());
        let told = told.fold(content.to_owned(), |content, (mark, with)| content.replace(mark, with));
        chart::TOLD.iter().fold(told, |content, (mark, with)| {
            let before: String =
                (1..=charts.len()).map(|number| with.replace("NUMBER", &number.to_string())).collect();
            content.replace(mark, &format!("{before}{mark}"))
        })
    };
    let mut parts: Vec<(String, String)> =
        FIXED.map(|(name, content)| (name.to_owned(), told(content))).to_vec();
    let own = [
        ("word/styles.xml", include_str!("parts/styles.xml").to_owned()),
        ("word/document.xml", document(body)),
        ("word/header.xml", header(prepared.mark)),
        ("word/footer-odd.xml", odd),
        ("word/footer-even.xml", even),
        ("docProps/core.xml", properties(prepared.official)),
    ];
    let of_figures = (!figures.is_empty()).then(|| figures::parts(prepared.official, figures));
    let named = own.into_iter().chain(of_figures.into_iter().flatten());
    parts.extend(named.map(|(name, content)| (name.to_owned(), content)));
    parts.extend(charts.iter().zip(1..).map(|(chart, number)| (chart::name(number), chart::part(chart))));
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, content)| (name.as_str(), content.as_bytes())).collect();
    write_archive(&parts)
}

fn document(body: &str) -> String {
    let [width, height] = [210.0, 297.0].map(twips);
    let [top, right, bottom, left] = [37.0, 26.0, 35.0, 28.0].map(twips);
    // The number stands 7 mm below the text block.
    let (header, footer) = (twips(15.0), twips(22.0));
    // 22 lines in 225 mm. That 28 characters fit in 156 mm is a matter of the style, which sets them a quarter of a point
    // closer: programs disagree on what a grid of characters means.
    let pitch = twips(225.0) / 22;
    format!(
        r#"{DECLARATION}<w:document xmlns:w="{MAIN}" xmlns:r="{RELATIONS}"><w:body>{body}<w:sectPr><w:headerReference w:type="default" r:id="header"/><w:headerReference w:type="even" r:id="header"/><w:footerReference w:type="default" r:id="footer-odd"/><w:footerReference w:type="even" r:id="footer-even"/><w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="{header}" w:footer="{footer}" w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="{pitch}"/></w:sectPr></w:body></w:document>"#
    )
}

fn header(mark: Option<&str>) -> String {
    let run = mark.map(|mark| {
        format!(
            r#"<w:r><w:rPr><w:rFonts w:eastAsia="黑体"/><w:color w:val="8A3B12"/><w:sz w:val="21"/><w:bdr w:val="single" w:sz="4" w:space="0" w:color="8A3B12"/></w:rPr><w:t xml:space="preserve"> {} </w:t></w:r>"#,
            escape(mark)
        )
    });
    let run = run.unwrap_or_default();
    format!(
        r#"{DECLARATION}<w:hdr xmlns:w="{MAIN}"><w:p><w:pPr><w:pStyle w:val="Header"/><w:jc w:val="right"/></w:pPr>{run}</w:p></w:hdr>"#
    )
}

/// — 1 — at one side, a character away from it.
fn page_number((side, right, left): (&str, i64, i64)) -> String {
    let look =
        r#"<w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/><w:sz w:val="28"/></w:rPr>"#;
    format!(
        r#"{DECLARATION}<w:ftr xmlns:w="{MAIN}"><w:p><w:pPr><w:pStyle w:val="Footer"/><w:ind w:left="{left}" w:right="{right}"/><w:jc w:val="{side}"/></w:pPr><w:r>{look}<w:t xml:space="preserve">— </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r>{look}<w:t>1</w:t></w:r></w:fldSimple><w:r>{look}<w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>"#
    )
}

fn properties(official: &super::super::Official) -> String {
    let title = escape(&official.title.replace('\n', ""));
    let date = official.date;
    format!(
        r#"{DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:language>zh-CN</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">{date}T00:00:00Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">{date}T00:00:00Z</dcterms:modified></cp:coreProperties>"#
    )
}
