//! 督查台账, in the columns in which supervision offices keep it: every duty, by when, what was reported last, how it stands and why. Sent back
//! where reports are sent by a sheet (`procedures/sheet`), what was written into it is the report of the duty.

use ::cases::Procedure;
use app::cases;
use app::duties::{self, Duty, Kept, Reported, Slip, Standing, Standings};
use app::plans;
use app::programme::{Evidence, Report};
use axum::extract::State;
use axum::response::Response;
use plan::{DutyRole, Proof, Task};
use store::cases::Current;

use super::{light, name_of, proof_named};
use crate::components::{Cell, Column, Table};
use crate::error::Error;
use crate::page::Page;
use crate::pages::cases::state_of;
use crate::pages::plan::targets_of;
use crate::pages::print::hand_out_workbook;
use crate::records::time;
use crate::sent_back::Head;
use crate::site::Site;
use crate::words::Words;

/// Hands it out.
pub(crate) async fn show(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let (words, app) = (page.words, &site.app);
    let standings = duties::standings(app, page.actor()).await?;
    let reported = match duties::reported(app, page.actor()).await {
        Ok(reported) => Some(reported),
        Err(app::Error::NotFound) => None,
        Err(error) => return Err(error.into()),
    };
    if standings.duties.is_empty() {
        return Err(Error::NotFound);
    }
    let plan = plans::current(app, page.actor()).await?;
    let kept = duties::kept(app, page.actor()).await?;
    let declarations = app.declarations();
    let part = declarations.programme.report.as_ref();
    let sheet = match part {
        Some(part) => cases::sheet(app, page.actor(), &part.procedure, &part.send).await,
        None => Err(app::Error::NotFound),
    };
    let open = match sheet {
        Ok(sheet) => sheet.cases.into_iter().map(|it| it.current).collect(),
        Err(app::Error::NotFound) => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    let slip = declarations.programme.slip.as_ref();
    let slip = slip.and_then(|part| declarations.procedures.get(&part.procedure)).map(|slip| &**slip);
    let evidence = declarations.programme.evidence.as_ref();
    let table = Book { page: &page, part, evidence, slip, standings, reported, plan, kept, open }.table();
    let basis = [
        (words.duties_light().to_owned(), words.duties_rule().to_owned()),
        (words.duties_progress().to_owned(), words.duties_progress_rule().to_owned()),
        (words.export_at().to_owned(), time(app.now())),
    ];
    let name = format!("{}-{}", words.duties_workbook(), app.today());
    hand_out_workbook(&page, &table, &name, &basis).await
}

/// All that the rows are made of.
struct Book<'b> {
    page: &'b Page,
    part: Option<&'b Report>,
    evidence: Option<&'b Evidence>,
    /// The procedure of slips.
    slip: Option<&'b Procedure>,
    standings: Standings,
    reported: Option<Reported>,
    /// The plan, with what it says of the tasks.
    plan: Option<plans::Standing>,
    kept: Kept,
    /// The reports that wait to be written by the reader.
    open: Vec<Current>,
}

/// The columns that are read when the ledger comes back: fields of a report under the names that supervision offices have for them, and which
/// report is meant.
pub(crate) fn heads(part: &Report) -> [Head; 5] {
    [
        Head::new(&part.measures, Words::duties_progress),
        Head::new(&part.problems, Words::duties_problems),
        Head::new(&part.next, Words::duties_next),
        Head::new(&part.judgement, Words::duties_judgement),
        Head::new(OPEN, Words::duties_open),
    ]
}

/// The column that says which report is meant: its number, and how many events it had.
pub(crate) const OPEN: &str = "open-report";

/// What stands between the two.
const APART: char = '·';

/// Number and events of the report that a cell names.
pub(crate) fn meant(cell: &str) -> Option<(&str, u32)> {
    let (number, seen) = cell.rsplit_once(APART)?;
    Some((number, seen.parse().ok()?))
}

/// What the ledger says now of a duty, column by column: what stands there still was not filled in.
pub(crate) fn says(page: &Page, reported: &Reported, duty: &str, field: &str) -> String {
    let codes = &reported.opened().declarations().codes;
    let said = reported.said(duty, field);
    said.map(|(field, value)| field.show(value, page.address.language, codes)).unwrap_or_default()
}

impl Book<'_> {
    fn table(&self) -> Table {
        let words = self.page.words;
        let columns = vec![
            Column::number(words.duties_number()),
            Column::text(words.duties_project()),
            Column::text(words.duties_task_number()),
            Column::text(words.duties_task()),
            Column::text(words.duties_goal()),
            Column::text(words.plan_lead()),
            Column::text(words.plan_share()),
            Column::text(words.duties_by()),
            Column::text(words.duties_progress()),
            Column::text(words.duties_judgement()),
            Column::text(words.duties_problems()),
            Column::text(words.duties_next()),
            Column::text(words.duties_evidence()),
            Column::text(words.duties_signal()),
            Column::text(words.duties_slips()),
            Column::text(words.duties_why()),
            Column::text(words.duties_report()),
            Column::text(words.duties_open()),
        ];
        let rows = self.standings.duties.iter().zip(1..).map(|(standing, number)| self.row(standing, number));
        let caption = words.duties_workbook().to_owned();
        Table { words, caption, columns, rows: rows.collect() }
    }

    fn row(&self, standing: &Standing, number: usize) -> Vec<Cell> {
        let (words, duty) = (self.page.words, &standing.duty);
        let reasons = standing.judged.reasons.iter().map(|why| words.of(why).to_owned()).collect();
        let task = self.task(&duty.task);
        let [lead, share] = self.bodies(duty, task);
        vec![
            Cell::Figure(number.to_string()),
            Cell::Text(task.and_then(|task| task.group.clone()).unwrap_or_default()),
            Cell::Text(duty.task.clone()),
            Cell::Text(duty.title.clone()),
            Cell::Lines(self.goals(task)),
            Cell::Text(lead),
            Cell::Text(share),
            Cell::Lines(self.by(standing, task)),
            self.said(&duty.id, |part| &part.measures),
            self.said(&duty.id, |part| &part.judgement),
            self.said(&duty.id, |part| &part.problems),
            self.said(&duty.id, |part| &part.next),
            Cell::Lines(self.proved(standing)),
            Cell::Light(light(words, standing.judged.light)),
            Cell::Lines(self.slips(&duty.id)),
            Cell::Lines(reasons),
            Cell::Text(self.report(&duty.id)),
            Cell::Text(self.open(&duty.id)),
        ]
    }

    /// What the plan says of a task.
    fn task(&self, number: &str) -> Option<&Task> {
        self.plan.as_ref()?.plan.tasks.iter().find(|task| task.number == number)
    }

    /// Who leads the task, and the body of the duty where it is another.
    fn bodies(&self, duty: &Duty, task: Option<&Task>) -> [String; 2] {
        let own = name_of(self.page, &self.standings, duty);
        match duty.role {
            DutyRole::Lead => [own, String::new()],
            DutyRole::Share => {
                let lead = task.map(|task| task.lead.join(self.page.words.comma()));
                [lead.unwrap_or_default(), own]
            }
        }
    }

    /// The numbers that the task wants reached in this year or later.
    fn goals(&self, task: Option<&Task>) -> Vec<String> {
        let year = self.page.site.app.today().year();
        let of = self.plan.as_ref().zip(task);
        of.map(|(plan, task)| targets_of(self.page, &plan.plan, task, Some(year))).unwrap_or_default()
    }

    /// How much of the list of proofs is accepted, and what that is.
    fn proved(&self, standing: &Standing) -> Vec<String> {
        let words = self.page.words;
        let (accepted, wanted) = standing.proved();
        let count = (wanted > 0).then(|| words.plan_proved(accepted, wanted));
        let kept = self.kept.evidence.get(&standing.duty.id).into_iter().flatten();
        let named = kept.map(|current| {
            let day = self.evidence.and_then(|part| current.fields.get(&part.date)?.as_date());
            match day {
                Some(day) => words.duties_evidence_of(&current.name, day),
                None => current.name.clone(),
            }
        });
        count.into_iter().chain(named).collect()
    }

    /// The slips about the duty: the number of the document, or of the case where none was made, and how far it is.
    fn slips(&self, duty: &str) -> Vec<String> {
        let line = |Slip { current, documents }: &Slip| {
            let number = match documents.is_empty() {
                true => current.number.clone(),
                false => documents.join(self.page.words.comma()),
            };
            let state = self.slip.and_then(|procedure| procedure.state(&current.state));
            let state = state.map_or(current.state.as_str(), |state| self.page.words.of(&state.title));
            self.page.words.duties_report_in(number, state)
        };
        self.kept.slips.get(duty).into_iter().flatten().map(line).collect()
    }

    /// The day that the plan names for the task, and those of what has to prove it.
    fn by(&self, standing: &Standing, task: Option<&Task>) -> Vec<String> {
        let named = |proof: &Proof| proof_named(self.page, proof);
        let proof = |proof: &Proof| self.page.words.duties_proof(named(proof), proof.wanted, proof.due);
        let deadline = task.map(|task| self.page.deadline(task)).filter(|deadline| !deadline.is_empty());
        deadline.into_iter().chain(standing.proofs.iter().map(proof)).collect()
    }

    fn said(&self, duty: &str, field: fn(&Report) -> &str) -> Cell {
        let of = self.reported.as_ref().zip(self.part);
        let said = of.map(|(reported, part)| says(self.page, reported, duty, field(part)));
        said.filter(|said| !said.is_empty()).map_or(Cell::Nothing, Cell::Text)
    }

    /// The report on the duty that waits for the reader.
    fn open(&self, duty: &str) -> String {
        let is_on = |current: &&Current| {
            self.part.and_then(|part| current.fields.get(&part.duty)?.as_text()) == Some(duty)
        };
        let open = self.open.iter().find(is_on);
        open.map(|current| format!("{}{APART}{}", current.number, current.events)).unwrap_or_default()
    }

    /// Which report says so, and how far it has come: what nobody has accepted yet is its author's word alone.
    fn report(&self, duty: &str) -> String {
        let Some((reported, current)) = self.reported.as_ref().and_then(|it| Some((it, it.on(duty)?))) else {
            return String::new();
        };
        let state = state_of(self.page, reported.opened().procedure(), current).text;
        self.page.words.duties_report_in(&current.number, state)
    }
}
