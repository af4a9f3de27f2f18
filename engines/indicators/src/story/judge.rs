use kernel::{Place, Problem};

use super::fault::Fault;
use super::{Block, Story};
use crate::exact::Exact;
use crate::figure::{Detail, Figure};
use crate::indicator::Indicator;
use crate::light::Judgement;
use crate::rows::{Cell, RowSet};
use crate::target::{Target, reached};

impl Story {
    /// Everything in which what came out differs from what the story says, with the line that says it. `made` is what
    /// [`measure`](crate::measure) made of the rows.
    pub fn judge(
        &self,
        indicator: &Indicator,
        made: Result<&Figure, &[Problem]>,
        rows: &RowSet,
        judgement: Option<&Judgement>,
    ) -> Vec<Problem> {
        let figure = match (made, &self.refused) {
            (Err(problems), Some((code, line))) => {
                let codes: Vec<&str> = problems.iter().map(|problem| problem.code.as_str()).collect();
                let is_said = codes.contains(&code.as_str());
                let found = codes.join(", ");
                return if is_said {
                    Vec::new()
                } else {
                    vec![self.otherwise(*line, "refused", code, &found)]
                };
            }
            (Err(problems), None) => {
                let codes: Vec<&str> = problems.iter().map(|problem| problem.code.as_str()).collect();
                let refused = self.otherwise(self.line, "refused", "", &codes.join(", "));
                return std::iter::once(refused).chain(problems.iter().cloned()).collect();
            }
            (Ok(_), Some((code, line))) => return vec![self.otherwise(*line, "refused", code, "")],
            (Ok(figure), None) => figure,
        };
        let mut problems = Vec::new();
        if let Some(block) = &self.figure {
            problems.extend(self.figure(indicator, figure, block));
        }
        if let Some(block) = &self.rows {
            problems.extend(self.rows(rows, block));
        }
        if let Some(block) = &self.years {
            problems.extend(self.years(indicator, figure, block));
        }
        if let Some(expected) = &self.light {
            let (light, zh, en) = match judgement {
                Some(judgement) => {
                    let (_, light) = judgement.light.words();
                    (light, judgement.sentence.zh.as_str(), judgement.sentence.en.as_str())
                }
                None => ("", "", ""),
            };
            let (_, said) = expected.light.words();
            if said != light {
                problems.push(self.otherwise(expected.line, "light", said, light));
            }
            let sentence = expected.sentence.iter();
            let absent = sentence.filter(|said| !zh.contains(said.as_str()) && !en.contains(said.as_str()));
            problems.extend(absent.map(|said| self.otherwise(expected.line, "sentence", said, zh)));
        }
        problems
    }

    fn otherwise(&self, line: usize, what: &str, said: &str, found: &str) -> Problem {
        let place = Place::file(self.file.as_str()).at_line(line).at_field(self.title.as_str());
        Fault::Otherwise { what, said, found }.at(place)
    }

    fn figure(&self, indicator: &Indicator, figure: &Figure, block: &Block) -> Vec<Problem> {
        let Some((line, cells)) = block.rows.first() else { return Vec::new() };
        let said = block.columns.iter().zip(cells);
        // A value that is not there is said by leaving it empty; of all else nothing is said then.
        let said = said.filter(|(column, said)| !said.is_empty() || *column == "value");
        said.filter_map(|(column, said)| {
            let found = found(indicator, figure, self.target.as_ref(), column);
            let is_same = match column.as_str() {
                "unknown" => found.contains(said.as_str()),
                "value" if said.is_empty() => figure.value.is_none(),
                _ => found == *said,
            };
            (!is_same).then(|| self.otherwise(*line, column, said, &found))
        })
        .collect()
    }

    /// The rows in the order of their keys, in the columns that the story names.
    fn rows(&self, rows: &RowSet, block: &Block) -> Vec<Problem> {
        let columns: Vec<Option<usize>> = block.columns.iter().map(|name| rows.column(name)).collect();
        let cell = |row: &[Cell], column: Option<usize>| match column.and_then(|column| row.get(column)) {
            Some(Cell::Flag(flag)) => yes(Some(*flag)).to_owned(),
            cell => cell.map(Cell::to_string).unwrap_or_default(),
        };
        let show = |row: &Vec<Cell>| -> String {
            columns.iter().map(|column| cell(row, *column)).collect::<Vec<_>>().join(",")
        };
        let mut found: Vec<String> = rows.rows.iter().map(show).collect();
        let mut said: Vec<(String, usize)> =
            block.rows.iter().map(|(line, cells)| (cells.join(","), *line)).collect();
        // What both have is taken out; what is left differs.
        said.retain(|(text, _)| match found.iter().position(|found| found == text) {
            Some(at) => {
                found.remove(at);
                false
            }
            None => true,
        });
        let mut problems: Vec<Problem> =
            said.iter().map(|(text, line)| self.otherwise(*line, "rows", text, "")).collect();
        problems.extend(found.iter().map(|text| self.otherwise(block.line, "rows", "", text)));
        problems
    }
}

impl Story {
    /// Everything in which what the checks found, each with its severity and the key of a row, differs from what the story says. A story
    /// that says nothing of checks is not judged here.
    pub fn judge_checks(&self, found: &[(String, String)]) -> Vec<Problem> {
        let Some(block) = &self.checks else { return Vec::new() };
        let mut found: Vec<String> =
            found.iter().map(|(severity, key)| format!("{severity},{key}")).collect();
        let mut problems = Vec::new();
        for (line, cells) in &block.rows {
            let said = cells.join(",");
            match found.iter().position(|found| *found == said) {
                Some(at) => _ = found.remove(at),
                None => problems.push(self.otherwise(*line, "checks", &said, "")),
            }
        }
        problems.extend(found.iter().map(|found| self.otherwise(block.line, "checks", "", found)));
        problems
    }

    /// The sums of the years with their rates, in the order of the years.
    fn years(&self, indicator: &Indicator, figure: &Figure, block: &Block) -> Vec<Problem> {
        let Detail::Growth(growth) = &figure.detail else {
            return vec![self.otherwise(block.line, "years", "", &figure.text.zh)];
        };
        let mut before: Option<i128> = None;
        let mut found = Vec::new();
        for year in &growth.years {
            let rate = before.and_then(|before| Exact::ratio(year.same_period - before, before));
            let rate = rate.map(|rate| (&rate * &Exact::whole(100)).rounded(indicator.decimals));
            let sum = Exact::scaled(year.same_period, indicator.weight_decimals).rounded(indicator.decimals);
            found.push(format!("{},{sum},{}", year.year, rate.unwrap_or_default()));
            before = Some(year.same_period);
        }
        let said: Vec<String> = block.rows.iter().map(|(_, cells)| cells.join(",")).collect();
        if said == found {
            return Vec::new();
        }
        vec![self.otherwise(block.line, "years", &said.join(" "), &found.join(" "))]
    }
}

/// What a figure has in a column of `[figure]`.
fn found(indicator: &Indicator, figure: &Figure, target: Option<&Target>, column: &str) -> String {
    let rate = |rate: &Option<crate::exact::Exact>, decimals| {
        rate.as_ref().map(|rate| rate.rounded(decimals)).unwrap_or_default()
    };
    match (column, &figure.detail) {
        ("value", _) => figure.text.zh.clone(),
        ("numerator", _) => figure.numerator.to_string(),
        ("denominator", _) => figure.denominator.map(|number| number.to_string()).unwrap_or_default(),
        ("rows", _) => figure.rows.to_string(),
        ("undecided", _) => figure.undecided.to_string(),
        ("unknown", _) => figure.unknown.as_ref().map(|why| why.zh.clone()).unwrap_or_default(),
        ("reached", _) => yes(target.and_then(|target| reached(indicator, figure, target))).to_owned(),
        ("compound", Detail::Growth(growth)) => rate(&growth.compound, indicator.decimals),
        ("mean", Detail::Growth(growth)) => rate(&growth.mean, 1),
        ("disagree", Detail::Growth(growth)) => {
            yes(target.and_then(|target| growth.disagree(target))).to_owned()
        }
        ("not_rising", Detail::Growth(growth)) => {
            let years = growth.years_without_growth().into_iter().map(|year| year.to_string());
            years.collect::<Vec<_>>().join(" ")
        }
        ("holes", Detail::Coverage { holes, .. }) => holes.join(" "),
        ("outside", Detail::Coverage { outside, .. }) => outside.join(" "),
        ("place", Detail::Rank(rank)) => rank.place.map_or("unknown".to_owned(), |place| place.to_string()),
        ("peers", Detail::Rank(rank)) => rank.peers.to_string(),
        ("reached_on", Detail::Milestone { on }) => on.map(|on| on.to_string()).unwrap_or_default(),
        _ => String::new(),
    }
}

fn yes(answer: Option<bool>) -> &'static str {
    match answer {
        Some(true) => "yes",
        Some(false) => "no",
        None => "unknown",
    }
}
