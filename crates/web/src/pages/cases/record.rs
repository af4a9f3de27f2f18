use ::cases::{Happening, Mode, Procedure};
use app::cases::{self, LateReport, Shown, Told};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use form::{Field, Kind, Value};

use super::figures::{files, files_by};
use super::named::named;
use super::parts::parts;
use super::receipt::receipt_path;
use super::{below, clock, state_of, states};
use crate::components::{
    Cell, Clock, Confirmation, Difference, Entry, Notice, Step, Summary, SummaryRow, Table, Tag, Timeline,
    Tone,
};
use crate::error::Error;
use crate::input::{Asked, Input};
use crate::page::Page;
use crate::pages::draw;
use crate::pages::ledgers::record::erased;
use crate::query::Query;
use crate::records::{Doers, Look};
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/cases/record.html")]
pub(super) struct CasePage {
    number: String,
    /// Its state, and that it is a late report.
    pub(super) states: Vec<Tag>,
    confirmation: Option<Confirmation>,
    /// What has to be put right, field by field.
    defects: Vec<(String, String)>,
    pub(super) clocks: Vec<Clock>,
    /// The steps that the reader may take, and the late report in its place.
    steps: Vec<(String, String)>,
    printout: String,
    annulment: Option<String>,
    /// Where what is personal of it is destroyed, and that it was.
    erasure: Option<String>,
    erased: Option<Notice>,
    board: Option<String>,
    pub(super) summary: Summary,
    /// What others have done of what it takes on together with them.
    parts: Option<(Notice, Table)>,
    pub(super) timeline: Timeline,
    /// The states that the procedure knows, in its order: how far the case is, and what leads on from each.
    flow: Vec<Stage>,
    /// What it rests on.
    pub(super) basis: Vec<String>,
    /// By whose competence it is handled, and by which document where that is not the own.
    pub(super) competence: String,
    /// The documents that its steps made: number, what each is called, and the addresses of the formats.
    documents: Vec<(String, String, [String; 2])>,
    parent: Option<(String, String)>,
    children: Vec<(String, String, Tag)>,
    page: Page,
}

/// A state in the flow of a procedure.
struct Stage {
    title: String,
    /// Whether the case is in it now.
    is_current: bool,
    /// Whether it was in it before.
    was_passed: bool,
    /// What leads on: the step, the state that follows, and who takes it.
    steps: Vec<String>,
}

/// The most cases that are listed beside the case that opened them.
const CHILDREN_SHOWN: usize = 20;

/// A case with what happened in it.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path(number): Path<String>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let shown = cases::show(&site.app, page.actor(), &number).await?;
    let doers = doers(&page, &shown).await?;
    let parts = parts(&page, &site, &shown).await?;
    draw(&CasePage { parts, ..compose(&page, &input, &shown, &doers) })
}

/// Who took the steps of a case.
pub(super) async fn doers(page: &Page, shown: &Shown) -> Result<Doers, Error> {
    let events = || shown.told.iter().map(|told| &told.event);
    let others = events().filter_map(|event| event.deputy_for.as_deref());
    Doers::of(page, events().map(|event| event.actor.as_str()).chain(others)).await
}

pub(super) fn compose(page: &Page, input: &Input, shown: &Shown, doers: &Doers) -> CasePage {
    let words = page.words;
    let procedure = &shown.procedure;
    let look = Look { page, codes: &shown.declarations.codes, names: &shown.names };
    let here = page.href(&cases::path(&shown.current.number));
    let opens_many = procedure.steps.iter().flat_map(|step| &step.opens).any(|child| child.each.is_some());
    let opened = |number: &str, name: &str| {
        let name = if name.is_empty() { number } else { name };
        (page.href(&cases::path(number)), name.to_owned())
    };
    CasePage {
        number: shown.current.number.clone(),
        states: states(page, &shown.declarations, procedure, &shown.current),
        confirmation: confirmation(page, input, shown),
        defects: defects(page, shown),
        clocks: shown.clocks.iter().map(|one| clock(page, &shown.declarations, one)).collect(),
        steps: shown
            .steps
            .iter()
            .map(|step| (format!("{here}/steps/{}", step.id), words.title(&step.title)))
            .chain(late_report(page, shown))
            .collect(),
        printout: format!("{here}/printout"),
        annulment: shown.annullable.map(|_| format!("{here}/annulment")),
        erasure: shown.may_erase.then(|| format!("{here}/erasure")),
        erased: shown.erased.map(|operation| erased(page, operation)),
        board: (opens_many && !shown.children.is_empty()).then(|| format!("{here}/board")),
        summary: summary(&look, shown, doers, &here),
        parts: None,
        timeline: Timeline {
            words,
            entries: shown.told.iter().rev().map(|told| entry(&look, shown, told, doers, &here)).collect(),
        },
        flow: flow(page, shown),
        basis: procedure
            .basis
            .iter()
            .map(|basis| format!("《{}》{}", basis.statute, basis.article))
            .collect(),
        competence: competence(&look, shown),
        documents: shown
            .documents
            .iter()
            .map(|(number, title, seq, id)| {
                let address = |format: &str| format!("{here}/documents/{seq}/{id}/{format}");
                (number.clone(), words.title(title), ["pdf", "docx"].map(address))
            })
            .collect(),
        parent: shown.parent.as_ref().map(|parent| opened(&parent.number, &parent.name)),
        // What has a board is not listed as well.
        children: if opens_many { Vec::new() } else { children(page, shown) },
        page: below(page, procedure).titled(opened(&shown.current.number, &shown.current.name).1),
    }
}

/// Where the late report is that came in the place of one that was archived without an answer, or where it is opened, with all that was
/// asked filled in.
fn late_report(page: &Page, shown: &Shown) -> Option<(String, String)> {
    let words = page.words;
    Some(match shown.late_report.as_ref()? {
        LateReport::Opened(number) => (page.href(&cases::path(number)), words.cases_late_opened(number)),
        LateReport::Open => {
            let part = shown.declarations.programme.report.as_ref()?;
            let query = Query::default().with(&part.supplements, shown.current.number.as_str());
            let form = page.href(&format!("/procedures/{}/new", part.procedure));
            (query.after(&form), words.cases_late_open().to_owned())
        }
    })
}

/// By whose competence a case is handled. What the reader does not see of it is left out.
fn competence(look: &Look<'_>, shown: &Shown) -> String {
    let (words, procedure) = (look.page.words, &shown.procedure);
    let said = |id: &Option<String>| {
        let field = procedure.form.field(id.as_ref()?)?;
        Some(look.cell(field, Some(shown.current.fields.get(&field.id)?)).text())
    };
    let (by, proof) = (said(&procedure.competent), said(&procedure.proof));
    let by = by.unwrap_or_else(|| words.cases_competence_other().to_owned());
    let text = match procedure.mode {
        Mode::Own => return words.cases_competence_own().to_owned(),
        Mode::Delegated => words.cases_competence_delegated(by),
        Mode::Referral => words.cases_competence_referral(by),
    };
    match proof {
        Some(proof) => words.cases_competence_proved(text, proof),
        None => text,
    }
}

/// What was done a moment ago, and what happens next.
fn confirmation(page: &Page, input: &Input, shown: &Shown) -> Option<Confirmation> {
    let words = page.words;
    let saved: i64 = input.text("saved").parse().ok()?;
    let told = shown.told.iter().find(|told| told.operation == saved)?;
    let next = shown.clocks.iter().filter(|clock| clock.running.stopped.is_none());
    let next = next.filter_map(|clock| {
        Some(words.cases_next_by(words.title(&clock.title), clock.projection.due?.to_string()))
    });
    Some(Confirmation {
        title: words.cases_done(step_title(page, &shown.procedure, told)),
        number: Some((words.cases_number().to_owned(), shown.current.number.clone())),
        next: next.collect(),
        link: Some((page.href(&receipt_path(&shown.current.number, told.event.seq)), words.receipt_open())),
    })
}

pub(super) fn step_title(page: &Page, procedure: &Procedure, told: &Told) -> String {
    match &told.event.what {
        Happening::Step { step, .. } => {
            procedure.step(step).map_or_else(|| step.clone(), |step| page.words.title(&step.title))
        }
        Happening::Annulment { of, .. } => page.words.cases_annulled_event(of),
    }
}

/// What the case was given back for, as long as it has not gone on.
fn defects(page: &Page, shown: &Shown) -> Vec<(String, String)> {
    let last = shown.told.iter().rev().find(|told| !told.annulled);
    let Some(Happening::Step { step, defects, .. }) = last.map(|told| &told.event.what) else {
        return Vec::new();
    };
    if !shown.procedure.step(step).is_some_and(|step| step.returns) {
        return Vec::new();
    }
    let title = |id: &str| title_of(page, &shown.procedure, id);
    defects.iter().map(|defect| (title(&defect.field), defect.reason.clone())).collect()
}

pub(super) fn title_of(page: &Page, procedure: &Procedure, id: &str) -> String {
    procedure.form.field(id).map_or_else(|| id.to_owned(), |field| page.words.title(&field.title))
}

fn summary(look: &Look<'_>, shown: &Shown, doers: &Doers, here: &str) -> Summary {
    let row = |field: &Field| {
        let value = shown.current.fields.get(&field.id)?;
        let value = match field.kind {
            Kind::File => files_by(look.page, shown, doers, (here, value)),
            _ => named(look.page, shown, field, value).unwrap_or_else(|| look.cell(field, Some(value))),
        };
        Some(SummaryRow { term: look.page.words.title(&field.title), value, action: None })
    };
    Summary { rows: shown.procedure.form.fields.iter().filter_map(row).collect() }
}

fn value_cell(look: &Look<'_>, shown: &Shown, field: &Field, (here, value): (&str, &Value)) -> Cell {
    match field.kind {
        Kind::File => files(look.page, shown, (here, value)),
        _ => look.cell(field, Some(value)),
    }
}

fn entry(look: &Look<'_>, shown: &Shown, told: &Told, doers: &Doers, here: &str) -> Entry {
    let page = look.page;
    let words = page.words;
    let mut marks = vec![Tag { text: step_title(page, &shown.procedure, told), tone: Tone::Information }];
    if told.annulled {
        marks.push(Tag { text: words.cases_annulled().to_owned(), tone: Tone::Warning });
    }
    if let Some(first) = &told.first {
        let text = words.cases_by_first_version(&first.number, first.from);
        marks.push(Tag { text, tone: Tone::Warning });
    }
    let mut changes = Vec::new();
    let reason = match &told.event.what {
        Happening::Annulment { reason, .. } => Some(reason.clone()),
        Happening::Step { fields, defects, reason, .. } => {
            for field in shown.procedure.form.fields.iter().filter(|field| fields.contains_key(&field.id)) {
                changes.push(Difference {
                    field: words.title(&field.title),
                    before: Cell::Nothing,
                    after: value_cell(look, shown, field, (here, &fields[&field.id])),
                });
            }
            for defect in defects {
                changes.push(Difference {
                    field: words.cases_defect(title_of(page, &shown.procedure, &defect.field)),
                    before: Cell::Nothing,
                    after: Cell::Text(defect.reason.clone()),
                });
            }
            reason.clone()
        }
    };
    // As in the history of a record: others learn what happened, not who of the staff did it.
    let is_staff = page.reader.is_staff();
    let who = if !is_staff {
        String::new()
    } else if told.event.actor == ::cases::Actor::CLOCK {
        words.cases_by_clock().to_owned()
    } else {
        doers.who_for(page, &told.event.actor, told.event.deputy_for.as_deref())
    };
    Entry {
        operation: told.operation.to_string(),
        recorded: told.event.recorded.strftime("%Y-%m-%d %H:%M").to_string(),
        who,
        reason: reason.filter(|_| is_staff).unwrap_or_default(),
        steps: vec![Step { marks, holds: told.event.happened.date().to_string(), changes }],
        // Strangers send nothing, so that no receipt is theirs.
        receipt: page
            .reader
            .is_signed_in()
            .then(|| (format!("{here}/receipts/{}", told.event.seq), words.receipt_short().to_owned())),
    }
}

/// How the procedure goes, and how far the case is in it.
fn flow(page: &Page, shown: &Shown) -> Vec<Stage> {
    let (words, procedure) = (page.words, &shown.procedure);
    let title =
        |id: &str| procedure.state(id).map_or_else(String::new, |state| words.of(&state.title).to_owned());
    let reached: Vec<&str> = shown
        .told
        .iter()
        .filter(|told| !told.annulled)
        .filter_map(|told| match &told.event.what {
            Happening::Step { step, .. } => procedure.step(step)?.to.as_deref(),
            Happening::Annulment { .. } => None,
        })
        .collect();
    let doers = |step: &::cases::Step| {
        let roles = &shown.declarations.roles;
        let mut titles: Vec<&str> =
            step.by.iter().filter_map(|who| Some(words.of(&roles.get(&who.role)?.title))).collect();
        titles.dedup();
        if titles.is_empty() { words.cases_by_clock().to_owned() } else { titles.join(words.comma()) }
    };
    let leads_on = |from: &str| {
        let steps = procedure.steps.iter().filter(|step| step.from.iter().any(|it| it == from));
        let say = |step: &::cases::Step| match step.to.as_deref().filter(|to| *to != from) {
            Some(to) => words.cases_flow_step(words.of(&step.title), title(to), doers(step)),
            None => words.cases_flow_stays(words.of(&step.title), doers(step)),
        };
        steps.map(say).collect()
    };
    let stage = |state: &::cases::State| Stage {
        title: words.title(&state.title),
        is_current: state.id == shown.current.state,
        was_passed: reached.contains(&state.id.as_str()),
        steps: leads_on(&state.id),
    };
    procedure.states.iter().map(stage).collect()
}

fn children(page: &Page, shown: &Shown) -> Vec<(String, String, Tag)> {
    let child = |child: &store::cases::Current| {
        let procedure = shown.declarations.procedures.get(&child.procedure)?;
        let name = if child.name.is_empty() { &child.number } else { &child.name };
        Some((page.href(&cases::path(&child.number)), name.clone(), state_of(page, procedure, child)))
    };
    shown.children.iter().take(CHILDREN_SHOWN).filter_map(child).collect()
}
