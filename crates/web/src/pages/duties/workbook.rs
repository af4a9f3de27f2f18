//! 督查台账, in the columns in which supervision offices keep it: every duty, by when, what was reported last, how it stands and why.

use std::collections::BTreeMap;

use app::duties::{self, Reported, Standing, Standings};
use axum::extract::State;
use axum::response::Response;
use plan::Proof;

use super::{deadlines, light, name_of, role};
use crate::components::{Cell, Column, Table};
use crate::error::Error;
use crate::page::Page;
use crate::pages::print::hand_out_workbook;
use crate::records::time;
use crate::site::Site;

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
    let deadlines = deadlines(&page, &site).await?;
    let table = Book { page: &page, standings, reported, deadlines }.table();
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
    standings: Standings,
    reported: Option<Reported>,
    deadlines: BTreeMap<String, String>,
}

impl Book<'_> {
    fn table(&self) -> Table {
        let words = self.page.words;
        let columns = vec![
            Column::number(words.duties_number()),
            Column::text(words.duties_task()),
            Column::text(words.cases_body()),
            Column::text(words.duties_role()),
            Column::text(words.duties_by()),
            Column::text(words.duties_progress()),
            Column::text(words.duties_problems()),
            Column::text(words.duties_next()),
            Column::text(words.duties_judgement()),
            Column::text(words.duties_report()),
            Column::text(words.duties_light()),
            Column::text(words.duties_why()),
        ];
        let rows = self.standings.duties.iter().zip(1..).map(|(standing, number)| self.row(standing, number));
        let caption = words.duties_workbook().to_owned();
        Table { words, caption, columns, rows: rows.collect() }
    }

    fn row(&self, standing: &Standing, number: usize) -> Vec<Cell> {
        let (words, duty) = (self.page.words, &standing.duty);
        let reasons = standing.judged.reasons.iter().map(|why| words.of(why).to_owned()).collect();
        vec![
            Cell::Figure(number.to_string()),
            Cell::Text(format!("{} {}", duty.task, duty.title)),
            Cell::Text(name_of(self.page, &self.standings, duty)),
            Cell::Text(role(self.page, duty.role)),
            Cell::Lines(self.by(standing)),
            self.said(&duty.id, "measures"),
            self.said(&duty.id, "problems"),
            self.said(&duty.id, "next_steps"),
            self.said(&duty.id, "judgement"),
            Cell::Text(self.report(&duty.id)),
            Cell::Light(light(words, standing.judged.light)),
            Cell::Lines(reasons),
        ]
    }

    /// The day that the plan names for the task, and those of what has to prove it.
    fn by(&self, standing: &Standing) -> Vec<String> {
        let proof = |proof: &Proof| self.page.words.duties_proof(&proof.what, proof.wanted, proof.due);
        let deadline = self.deadlines.get(&standing.duty.task).cloned();
        deadline.into_iter().chain(standing.proofs.iter().map(proof)).collect()
    }

    fn said(&self, duty: &str, field: &str) -> Cell {
        let Some(reported) = &self.reported else { return Cell::Nothing };
        let codes = &reported.opened().declarations().codes;
        reported.said(duty, field).map_or(Cell::Nothing, |(field, value)| {
            Cell::Text(field.show(value, self.page.address.language, codes))
        })
    }

    /// Which report says so, and how far it has come: what nobody has accepted yet is its author's word alone.
    fn report(&self, duty: &str) -> String {
        let Some((reported, current)) = self.reported.as_ref().and_then(|it| Some((it, it.on(duty)?))) else {
            return String::new();
        };
        let state = reported.opened().procedure().state(&current.state);
        let state = state.map_or(current.state.as_str(), |state| self.page.words.of(&state.title));
        self.page.words.duties_report_in(&current.number, state)
    }
}
