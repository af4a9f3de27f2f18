//! What a sheet that was sent back says: the breakdown of tasks or the table of targets, stages or safeguards, known by the heads of its
//! columns.

use app::plans::{NOTHING, ReadingRow, SafeguardRow, StageRow, TargetRow};
use documents::csv::CsvRow;
use kernel::{Place, Problem, Wording};
use serde::{Deserialize, Serialize};

use crate::sent_back::{Below, Head};
use crate::words::Words;

/// The rows of a sheet.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Sent {
    /// Of the breakdown of tasks.
    Tasks(Vec<ReadingRow>),
    /// Of the table of targets.
    Targets(Vec<TargetRow>),
    /// Of the table of stages.
    Stages(Vec<StageRow>),
    /// Of the table of safeguards.
    Safeguards(Vec<SafeguardRow>),
}

impl Sent {
    /// Only the rows of these lines.
    pub(super) fn keep(&mut self, is_wanted: impl Fn(usize) -> bool) {
        match self {
            Sent::Tasks(rows) => rows.retain(|row| is_wanted(row.line)),
            Sent::Targets(rows) => rows.retain(|row| is_wanted(row.line)),
            Sent::Stages(rows) => rows.retain(|row| is_wanted(row.line)),
            Sent::Safeguards(rows) => rows.retain(|row| is_wanted(row.line)),
        }
    }
}

/// The columns of the breakdown of tasks and those of the tables of targets, stages and safeguards.
pub(super) fn heads() -> [Vec<Head>; 4] {
    let last = || [Head::new("verdict", Words::readings_verdict), Head::new("basis", Words::readings_basis)];
    let tasks = [
        Head::new("task", Words::plan_number),
        Head::new("title", Words::plan_task),
        Head::new("lead", Words::plan_lead),
        Head::new("responsible", Words::plan_share),
        Head::new("deadline", Words::plan_deadline),
        Head::new("rhythms", Words::plan_rhythms),
    ];
    let targets = [
        Head::new("target", Words::plan_number),
        Head::new("subject", Words::plan_subject),
        Head::new("comparator", Words::plan_comparator),
        Head::new("value", Words::plan_value),
        Head::new("unit", Words::plan_unit),
        Head::new("by", Words::plan_deadline),
    ];
    let stages = [
        Head::new("stage", Words::plan_number),
        Head::new("title", Words::plan_stage),
        Head::new("from", Words::plan_stage_from),
        Head::new("to", Words::plan_stage_to),
    ];
    let safeguards = [
        Head::new("safeguard", Words::plan_number),
        Head::new("title", Words::plan_safeguard),
        Head::new("lead", Words::plan_lead),
        Head::new("responsible", Words::plan_share),
        Head::new("rhythms", Words::plan_rhythms),
    ];
    [
        tasks.into_iter().chain(last()).collect(),
        targets.into_iter().chain(last()).collect(),
        stages.into_iter().chain(last()).collect(),
        safeguards.into_iter().chain(last()).collect(),
    ]
}

/// The rows below the heads of the columns.
pub(super) fn read(rows: &[CsvRow]) -> Result<Sent, Vec<Problem>> {
    let heads = heads();
    let [tasks, targets, stages, safeguards] =
        heads.each_ref().map(|heads| heads.iter().collect::<Vec<&Head>>());
    let tables = [
        (&*tasks, ["title", "lead"]),
        (&*targets, ["target", "value"]),
        (&*stages, ["title", "from"]),
        (&*safeguards, ["title", "lead"]),
    ];
    let (table, below) = Below::find_one(rows, &tables)?;
    let cells: Vec<Cells<'_>> = below.filled().map(|row| Cells { row, below: &below }).collect();
    let problems: Vec<Problem> = cells.iter().filter_map(Cells::unknown_verdict).collect();
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(match table {
        0 => Sent::Tasks(cells.iter().map(task).collect()),
        1 => Sent::Targets(cells.iter().map(target).collect()),
        2 => Sent::Stages(cells.iter().map(stage).collect()),
        _ => Sent::Safeguards(cells.iter().map(safeguard).collect()),
    })
}

fn task(cells: &Cells<'_>) -> ReadingRow {
    ReadingRow {
        line: cells.row.line,
        task: cells.text("task"),
        title: cells.text("title"),
        lead: cells.list("lead"),
        responsible: cells.list("responsible"),
        deadline: cells.text("deadline"),
        rhythms: cells.list("rhythms"),
        is_confirmed: cells.is_confirmed(),
        basis: cells.text("basis"),
    }
}

fn target(cells: &Cells<'_>) -> TargetRow {
    TargetRow {
        line: cells.row.line,
        target: cells.text("target"),
        subject: cells.text("subject"),
        comparator: cells.text("comparator"),
        number: cells.text("value"),
        unit: cells.text("unit"),
        by: cells.text("by"),
        is_confirmed: cells.is_confirmed(),
        basis: cells.text("basis"),
    }
}

fn stage(cells: &Cells<'_>) -> StageRow {
    StageRow {
        line: cells.row.line,
        stage: cells.text("stage"),
        title: cells.text("title"),
        from: cells.text("from"),
        to: cells.text("to"),
        is_confirmed: cells.is_confirmed(),
        basis: cells.text("basis"),
    }
}

fn safeguard(cells: &Cells<'_>) -> SafeguardRow {
    SafeguardRow {
        line: cells.row.line,
        safeguard: cells.text("safeguard"),
        title: cells.text("title"),
        lead: cells.list("lead"),
        responsible: cells.list("responsible"),
        rhythms: cells.list("rhythms"),
        is_confirmed: cells.is_confirmed(),
        basis: cells.text("basis"),
    }
}

/// The cells of a row by the fields of their columns.
struct Cells<'r> {
    row: &'r CsvRow,
    below: &'r Below<'r>,
}

impl Cells<'_> {
    fn text(&self, id: &str) -> String {
        self.below.text(self.row, id).to_owned()
    }

    fn list(&self, id: &str) -> Vec<String> {
        let text = self.text(id);
        let names = text.split(['、', '，', ',', '；', ';', '\n']).map(str::trim);
        names.filter(|name| !name.is_empty() && *name != NOTHING).map(str::to_owned).collect()
    }

    fn is_confirmed(&self) -> bool {
        known(Words::readings_confirmed).contains(&self.below.text(self.row, "verdict"))
    }

    fn unknown_verdict(&self) -> Option<Problem> {
        let verdicts =
            [known(Words::readings_confirmed), known(Words::readings_corrected), known(Words::readings_open)];
        let text = self.below.text(self.row, "verdict");
        let is_known = text.is_empty() || verdicts.iter().any(|titles| titles.contains(&text));
        (!is_known).then(|| no_verdict(self.row.line, text, &verdicts))
    }
}

fn known(pick: fn(Words) -> &'static str) -> [&'static str; 2] {
    [form::Language::Zh, form::Language::En].map(|language| pick(Words::new(language)))
}

fn no_verdict(line: usize, text: &str, verdicts: &[[&str; 2]; 3]) -> Problem {
    let known = |at: usize| verdicts.iter().map(|titles| titles[at]).collect::<Vec<&str>>();
    Problem::error(
        "unknown-code",
        Place { line: Some(line), ..Place::default().at_field("verdict") },
        Wording::new(format!("核对结果“{text}”看不懂"), format!("the verdict {text} is not known")),
        Wording::new(
            format!("可以填：{}", known(0).join("、")),
            format!("write one of: {}", known(1).join(", ")),
        ),
    )
}
