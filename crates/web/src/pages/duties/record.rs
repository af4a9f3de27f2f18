use app::cases::path;
use app::duties::{self, Standing, Standings};
use app::records::When;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use plan::Proof;

use super::cases::{self, CasesOf};
use super::{light, name_of, proof_named, role, task_path};
use crate::components::{Cell, Column, Light, Summary, SummaryRow, Table};
use crate::error::{Error, see_other};
use crate::page::Page;
use crate::pages::draw;
use crate::records::starts;
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/duties/record.html")]
struct DutyPage {
    light: Light,
    /// What the light would be by the rule alone, where somebody holds it to be worse.
    computed: Option<Light>,
    reasons: Vec<String>,
    summary: Summary,
    proofs: Option<Table>,
    /// What was done about it, kind by kind.
    cases: Vec<CasesOf>,
    /// What the reader can do about it.
    deeds: Vec<(String, String)>,
    history: String,
    page: Page,
}

/// A duty: how it stands, why, what would change that.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let words = page.words;
    let standings = duties::standings(&site.app, page.actor()).await?;
    let Some(standing) = standings.duties.iter().find(|it| it.duty.id == id) else {
        // One that ended is in the ledger, with all that it was.
        let past = When::default();
        app::records::show(&site.app, page.actor(), "duties", &id, past).await?;
        return Ok(see_other(&format!("{}/history", page.record("duties", &id))));
    };
    let judged = &standing.judged;
    let worse = judged.computed != judged.light;
    draw(&DutyPage {
        light: light(words, judged.light),
        computed: worse.then(|| light(words, judged.computed)),
        reasons: judged.reasons.iter().map(|why| words.of(why).to_owned()).collect(),
        summary: summary(&page, &standings, standing),
        proofs: proofs(&page, &standing.proofs),
        cases: cases::about(&page, &site, &id).await?,
        deeds: deeds(&page, &site, standing),
        history: format!("{}/history", page.record("duties", &id)),
        page: page
            .clone()
            .below("/duties", words.navigation_duties())
            .titled(format!("{} {}", standing.duty.task, standing.duty.title)),
    })
}

fn summary(page: &Page, standings: &Standings, standing: &Standing) -> Summary {
    let (words, duty) = (page.words, &standing.duty);
    let row = |term: &str, value: Cell| SummaryRow { term: term.to_owned(), value, action: None };
    let body = Cell::Text(name_of(page, standings, duty));
    let text = format!("{} {}", duty.task, duty.title);
    // What is of no task of the plan leads nowhere but here.
    let task = if standings.is_of_task(duty) {
        Cell::Link { href: page.href(&task_path(standings, duty)), text }
    } else {
        Cell::Text(text)
    };
    let dimension = standings.dimension_of(duty).map(|code| page.coded("dimension", code));
    let mut rows = vec![
        row(words.plan_dimension(), dimension.map_or(Cell::Nothing, Cell::Text)),
        row(words.cases_body(), body),
        row(words.duties_role(), Cell::Text(role(page, duty.role))),
        row(words.plan_task(), task),
        row(words.duties_origin(), Cell::Text(duty.origin.clone())),
    ];
    if let Some(version) = &duty.version {
        let link = Cell::Link { href: page.href(&path(version)), text: version.clone() };
        rows.push(row(words.plan_version(), link));
    }
    Summary { rows }
}

fn proofs(page: &Page, proofs: &[Proof]) -> Option<Table> {
    let words = page.words;
    let row = |proof: &Proof| {
        vec![
            Cell::Text(proof_named(page, proof)),
            Cell::Figure(proof.wanted.to_string()),
            Cell::Figure(proof.accepted.to_string()),
            Cell::Figure(proof.due.to_string()),
        ]
    };
    (!proofs.is_empty()).then(|| Table {
        words,
        caption: words.duties_proofs().to_owned(),
        columns: vec![
            Column::text(words.duties_proof_what()),
            Column::number(words.duties_wanted()),
            Column::number(words.duties_accepted()),
            Column::text(words.duties_due()),
        ],
        rows: proofs.iter().map(row).collect(),
    })
}

/// What may be started about it from here, with what is known filled in.
fn deeds(page: &Page, site: &Site, Standing { duty, .. }: &Standing) -> Vec<(String, String)> {
    let known = [("body", duty.body.as_deref().unwrap_or_default()), ("subject", duty.title.as_str())];
    starts(page, site, ("duties", &duty.id), &known)
}
