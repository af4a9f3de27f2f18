//! The tables of a story that are no input: what is to be reached, and what follows.

use jiff::civil::Date;
use kernel::{Place, Problem};

use super::fault::Fault;
use super::{Block, ExpectedLight};
use crate::exact::Exact;
use crate::light::Light;
use crate::target::{Comparator, Rate, Target};

const TARGET: [&str; 7] = ["comparator", "number", "rate", "unit", "by", "baseline", "baseline_on"];
/// What a story may say of a figure.
pub(super) const FIGURE: [&str; 16] = [
    "value",
    "numerator",
    "denominator",
    "rows",
    "undecided",
    "reached",
    "unknown",
    "compound",
    "mean",
    "disagree",
    "not_rising",
    "holes",
    "outside",
    "place",
    "peers",
    "reached_on",
];
const LIGHT: [&str; 2] = ["light", "sentence"];
const LIGHTS: [(&str, Light); 4] =
    [("green", Light::Green), ("yellow", Light::Yellow), ("red", Light::Red), ("grey", Light::Grey)];

pub(super) fn target(file: &str, block: &Block, problems: &mut Vec<Problem>) -> Option<Target> {
    let row = one_row(file, block, &TARGET, problems)?;
    let place = Place::file(file).at_line(row.line);
    let code = row.cell("comparator").unwrap_or("");
    let comparator = Comparator::of_code(code);
    if comparator.is_none() {
        let known = Comparator::ALL.map(|(code, _)| code).join(", ");
        problems.push(Fault::Code { written: code, known: &known }.at(place.clone()));
    }
    let rate = row.cell("rate").unwrap_or("compound");
    let known = Rate::ALL.iter().find(|(code, _)| *code == rate).map(|(_, rate)| *rate);
    if known.is_none() {
        let codes = Rate::ALL.map(|(code, _)| code).join(", ");
        problems.push(Fault::Code { written: rate, known: &codes }.at(place.clone()));
    }
    let rate = known.unwrap_or_default();
    let mut number = |column| {
        let written = row.cell(column)?;
        let number = Exact::parse(written);
        if number.is_none() {
            problems.push(Fault::Number { written }.at(place.clone().at_field(column)));
        }
        number
    };
    let (wanted, baseline) = (number("number"), number("baseline"));
    let mut day = |column| -> Option<Date> {
        let written = row.cell(column)?;
        let day = written.parse().ok();
        if day.is_none() {
            problems.push(Fault::BadDay { written }.at(place.clone().at_field(column)));
        }
        day
    };
    let (by, since) = (day("by"), day("baseline_on"));
    Some(Target {
        comparator: comparator?,
        rate,
        number: wanted.or_else(|| row.cell("number").is_none().then(|| Exact::whole(1)))?,
        unit: row.cell("unit").map(str::to_owned),
        by,
        baseline: baseline.zip(since),
        years: Vec::new(),
    })
}

pub(super) fn light(file: &str, block: &Block, problems: &mut Vec<Problem>) -> Option<ExpectedLight> {
    let row = one_row(file, block, &LIGHT, problems)?;
    let code = row.cell("light").unwrap_or("");
    let light = LIGHTS.iter().find(|(known, _)| *known == code).map(|(_, light)| *light);
    if light.is_none() {
        let known = LIGHTS.map(|(code, _)| code).join(", ");
        problems.push(Fault::Code { written: code, known: &known }.at(Place::file(file).at_line(row.line)));
    }
    Some(ExpectedLight { light: light?, sentence: row.cell("sentence").map(str::to_owned), line: row.line })
}

pub(super) fn figure(file: &str, block: &Block, problems: &mut Vec<Problem>) {
    one_row(file, block, &FIGURE, problems);
}

struct Row<'b> {
    line: usize,
    block: &'b Block,
    cells: &'b [String],
}

impl<'b> Row<'b> {
    fn cell(&self, column: &str) -> Option<&'b str> {
        let at = self.block.columns.iter().position(|known| known == column)?;
        self.cells.get(at).map(String::as_str).filter(|cell| !cell.is_empty())
    }
}

/// The only row of a table whose columns are among these.
fn one_row<'b>(file: &str, block: &'b Block, known: &[&str], problems: &mut Vec<Problem>) -> Option<Row<'b>> {
    let place = Place::file(file).at_line(block.line + 1);
    let list = known.join(", ");
    for column in block.columns.iter().filter(|column| !known.contains(&column.as_str())) {
        problems.push(Fault::Column { column, known: &list }.at(place.clone()));
    }
    match block.rows.as_slice() {
        [(line, cells)] => Some(Row { line: *line, block, cells }),
        _ => {
            problems.push(Fault::NoRow { name: &block.name }.at(place));
            None
        }
    }
}
