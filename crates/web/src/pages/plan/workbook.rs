//! What the plan says as spreadsheets, in the columns that clerks know: to be passed around, filled in, and sent back.

use std::collections::BTreeMap;

use app::duties::{ProofDue, proofs};
use app::plans::{self, Standing};
use axum::extract::State;
use axum::response::Response;
use plan::{Safeguard, Stage, Target, Task, numbers, target_numbers};

use super::{rhythms_of_safeguard, state, targets_of, title, title_of_task, verdict};
use crate::components::{Cell, Column, Table};
use crate::error::Error;
use crate::input::Asked;
use crate::page::Page;
use crate::pages::print::hand_out_workbook;
use crate::site::Site;

/// 任务分解表, or the table of targets, stages or safeguards where that is asked for.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let words = page.words;
    let standing = match input.text("version") {
        "" => plans::current(&site.app, page.actor()).await?.ok_or(Error::NotFound)?,
        number => plans::version(&site.app, page.actor(), number).await?,
    };
    let (table, more) = match input.text("sheet") {
        "targets" => (targets(&page, &standing), Vec::new()),
        "stages" => (stages(&page, &standing), Vec::new()),
        "safeguards" => (safeguards(&page, &standing), Vec::new()),
        _ => {
            let nodes = words.plan_nodes_what(site.app.today().year());
            let more = vec![
                (words.plan_nodes().to_owned(), nodes),
                (words.plan_leader().to_owned(), words.plan_leader_what().to_owned()),
            ];
            (tasks(&page, &standing, &proofs(&site.app).await?), more)
        }
    };
    let mut basis = vec![
        (words.navigation_plan().to_owned(), title(&page, &standing)),
        (words.cases_state().to_owned(), state(&page, &standing).text),
        (words.export_at().to_owned(), crate::records::time(site.app.now())),
    ];
    basis.extend(more);
    hand_out_workbook(&page, &table, &table.caption, &basis).await
}

fn tasks(page: &Page, standing: &Standing, proofs: &BTreeMap<String, Vec<ProofDue>>) -> Table {
    let words = page.words;
    let plan = &standing.plan;
    let year = page.site.app.today().year();
    let row = |(task, number): (&Task, &String)| {
        let reading = standing.readings.tasks.get(number);
        let due = proofs.get(number).map(Vec::as_slice).unwrap_or_default();
        let [first, second, third, fourth] =
            [1, 2, 3, 4].map(|quarter| nodes(page, due, (year, quarter)).join("\n"));
        let texts = [
            number.clone(),
            task.group.clone().unwrap_or_default(),
            title_of_task(task),
            task.text.clone(),
            targets_of(page, plan, task, None).join("\n"),
            // Nothing says which leader answers for a task; the column is there to be written in.
            String::new(),
            task.lead.join(words.comma()),
            task.responsible.join(words.comma()),
            first,
            second,
            third,
            fourth,
            page.deadline(task),
            page.rhythms(plan, task),
            verdict(words, reading).to_owned(),
            reading.map(|reading| reading.basis.clone()).unwrap_or_default(),
        ];
        texts.map(Cell::Text).to_vec()
    };
    let titles = [
        words.plan_number(),
        words.plan_project(),
        words.plan_task(),
        words.plan_what(),
        words.plan_targets(),
        words.plan_leader(),
        words.plan_lead(),
        words.plan_share(),
        words.plan_node_first(),
        words.plan_node_second(),
        words.plan_node_third(),
        words.plan_node_fourth(),
        words.plan_deadline(),
        words.plan_rhythms(),
        words.readings_verdict(),
        words.readings_basis(),
    ];
    Table {
        words,
        caption: words.plan_breakdown().to_owned(),
        columns: titles.map(Column::text).to_vec(),
        rows: plan.tasks.iter().zip(&numbers(plan)).map(row).collect(),
    }
}

/// What has to be proved in a quarter of a year, each with its day.
fn nodes(page: &Page, due: &[ProofDue], (year, quarter): (i16, i8)) -> Vec<String> {
    let is_of = |proof: &&ProofDue| proof.due.year() == year && (proof.due.month() + 2) / 3 == quarter;
    due.iter()
        .filter(is_of)
        .map(|proof| page.words.duties_proof(&proof.what, proof.wanted, proof.due))
        .collect()
}

fn targets(page: &Page, standing: &Standing) -> Table {
    let words = page.words;
    let plan = &standing.plan;
    let row = |(target, number): (&Target, &String)| {
        let reading = standing.readings.targets.get(number);
        let texts = [
            number.clone(),
            target.subject.clone(),
            page.coded("comparator", target.comparator.id()),
            target.number.to_string(),
            target.unit.clone(),
            target.by.as_deref().map(|day| page.day(day)).unwrap_or_default(),
            target.sentence.clone(),
            verdict(words, reading).to_owned(),
            reading.map(|reading| reading.basis.clone()).unwrap_or_default(),
        ];
        texts.map(Cell::Text).to_vec()
    };
    let titles = [
        words.plan_number(),
        words.plan_subject(),
        words.plan_comparator(),
        words.plan_value(),
        words.plan_unit(),
        words.plan_deadline(),
        words.plan_sentence(),
        words.readings_verdict(),
        words.readings_basis(),
    ];
    Table {
        words,
        caption: words.plan_table_of_targets().to_owned(),
        columns: titles.map(Column::text).to_vec(),
        rows: plan.targets.iter().zip(&target_numbers(plan)).map(row).collect(),
    }
}

fn stages(page: &Page, standing: &Standing) -> Table {
    let words = page.words;
    let row = |(at, stage): (usize, &Stage)| {
        let number = (at + 1).to_string();
        let reading = standing.readings.stages.get(&number);
        let texts = [
            number.clone(),
            stage.title.clone(),
            stage.from.clone().unwrap_or_default(),
            stage.to.clone().unwrap_or_default(),
            stage.text.clone().unwrap_or_default(),
            verdict(words, reading).to_owned(),
            reading.map(|reading| reading.basis.clone()).unwrap_or_default(),
        ];
        texts.map(Cell::Text).to_vec()
    };
    let titles = [
        words.plan_number(),
        words.plan_stage(),
        words.plan_stage_from(),
        words.plan_stage_to(),
        words.plan_sentence(),
        words.readings_verdict(),
        words.readings_basis(),
    ];
    Table {
        words,
        caption: words.plan_table_of_stages().to_owned(),
        columns: titles.map(Column::text).to_vec(),
        rows: standing.plan.stages.iter().enumerate().map(row).collect(),
    }
}

fn safeguards(page: &Page, standing: &Standing) -> Table {
    let words = page.words;
    let row = |(at, safeguard): (usize, &Safeguard)| {
        let number = (at + 1).to_string();
        let reading = standing.readings.safeguards.get(&number);
        let texts = [
            number.clone(),
            safeguard.title.clone(),
            safeguard.lead.join(words.comma()),
            safeguard.responsible.join(words.comma()),
            rhythms_of_safeguard(page, &standing.plan, safeguard),
            safeguard.text.clone(),
            verdict(words, reading).to_owned(),
            reading.map(|reading| reading.basis.clone()).unwrap_or_default(),
        ];
        texts.map(Cell::Text).to_vec()
    };
    let titles = [
        words.plan_number(),
        words.plan_safeguard(),
        words.plan_lead(),
        words.plan_share(),
        words.plan_rhythms(),
        words.plan_sentence(),
        words.readings_verdict(),
        words.readings_basis(),
    ];
    Table {
        words,
        caption: words.plan_table_of_safeguards().to_owned(),
        columns: titles.map(Column::text).to_vec(),
        rows: standing.plan.safeguards.iter().enumerate().map(row).collect(),
    }
}
