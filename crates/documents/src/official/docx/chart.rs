//! A chart as one of the program that opens the document: drawn from the counts that stand in a part of its own, in fonts and colors that
//! whoever goes on writing can change. What it shows stands beside it in words, for those who do not see it.

use super::super::Chart;
use super::super::prepare::{Part, Prepared};
use super::package::{DECLARATION, RELATIONS};
use super::xml::{Paragraph, Run, escape};
use crate::Error;

const CHART: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";

/// What the parts that tell of others say before these marks of each chart.
pub(super) const TOLD: [(&str, &str); 2] = [
    (
        "</Types>",
        r#"  <Override PartName="/word/charts/chartNUMBER.xml" ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/>
"#,
    ),
    (
        r#"<Relationship Id="settings""#,
        r#"<Relationship Id="chartNUMBER" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart" Target="charts/chartNUMBER.xml"/>
  "#,
    ),
];

/// Drawings are measured in these.
const UNITS_PER_MM: usize = 36_000;

/// The width of the text block, the height of a bar, and that of what stands above all of them, in millimetres.
const WIDTH: usize = 156;
const BAR: usize = 5;
const ABOVE: usize = 14;

/// The charts of a document in their order.
pub(super) fn gather<'o>(prepared: &Prepared<'o>) -> Result<Vec<&'o Chart>, Error> {
    let charts = prepared.all_parts().filter_map(|part| match part {
        Part::Chart(chart) => Some(*chart),
        _ => None,
    });
    charts.map(|chart| chart.check().map(|()| chart)).collect()
}

/// The name of the part of a chart.
pub(super) fn name(number: usize) -> String {
    format!("word/charts/chart{number}.xml")
}

/// The title and the place of a chart in the text.
pub(super) fn place(chart: &Chart, number: usize) -> String {
    let run = Run { font: Some("黑体"), size: Some(14.0), ..Run::text(&chart.title) };
    let title =
        Paragraph { align: Some("center"), keep_next: true, runs: vec![run], ..Paragraph::default() }.xml();
    let (width, height) = (WIDTH * UNITS_PER_MM, (ABOVE + BAR * chart.bars.len()) * UNITS_PER_MM);
    let (name, words) = (escape(&chart.title), escape(&chart.in_words()));
    // The line is as high as the chart, not as those of the grid.
    format!(
        r#"{title}<w:p><w:pPr><w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="center"/></w:pPr><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name="{name}" descr="{words}"/><wp:cNvGraphicFramePr/><a:graphic xmlns:a="{DRAWING}"><a:graphicData uri="{CHART}"><c:chart xmlns:c="{CHART}" r:id="chart{number}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"#
    )
}

/// The part with the counts and how they are drawn: a bar for each row from above, the pieces of a bar side by side, each with its number.
pub(super) fn part(chart: &Chart) -> String {
    let titles = points(chart.bars.iter().map(|bar| escape(&bar.title)));
    let series: String = chart
        .series
        .iter()
        .enumerate()
        .map(|(place, series)| {
            let [fill, ink] = series.color.pair();
            let (title, numbers) = (escape(&series.signed()), numbers(chart, place));
            let sign = escape(&series.sign.to_string());
            format!(
                r#"<c:ser><c:idx val="{place}"/><c:order val="{place}"/><c:tx><c:v>{title}</c:v></c:tx><c:spPr><a:solidFill><a:srgbClr val="{fill}"/></a:solidFill><a:ln w="6350"><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:ln></c:spPr><c:invertIfNegative val="0"/><c:dLbls><c:numFmt formatCode="&quot;{sign}&quot;0;;" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text}<c:dLblPos val="ctr"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls><c:cat><c:strLit>{titles}</c:strLit></c:cat><c:val><c:numLit><c:formatCode>General</c:formatCode>{numbers}</c:numLit></c:val></c:ser>"#,
                text = text(ink)
            )
        })
        .collect();
    let plain = text("1A1A1A");
    format!(
        r#"{DECLARATION}<c:chartSpace xmlns:c="{CHART}" xmlns:a="{DRAWING}" xmlns:r="{RELATIONS}"><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/><c:varyColors val="0"/>{series}<c:gapWidth val="30"/><c:overlap val="100"/><c:axId val="1"/><c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>{plain}<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="1"/><c:axPos val="t"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="none"/><c:crossAx val="1"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx></c:plotArea><c:legend><c:legendPos val="t"/><c:overlay val="0"/>{plain}</c:legend><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>"#
    )
}

/// The counts of one series.
fn numbers(chart: &Chart, series: usize) -> String {
    points(chart.bars.iter().map(|bar| bar.counts.get(series).copied().unwrap_or_default().to_string()))
}

fn points(values: impl ExactSizeIterator<Item = String>) -> String {
    let count = values.len();
    let point = |(place, value): (usize, String)| format!(r#"<c:pt idx="{place}"><c:v>{value}</c:v></c:pt>"#);
    let points: String = values.enumerate().map(point).collect();
    format!(r#"<c:ptCount val="{count}"/>{points}"#)
}

/// The look of words in a chart.
fn text(ink: &str) -> String {
    format!(
        r#"<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900"><a:solidFill><a:srgbClr val="{ink}"/></a:solidFill><a:latin typeface="仿宋"/><a:ea typeface="仿宋"/></a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>"#
    )
}
