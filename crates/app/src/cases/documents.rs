//! Official documents that steps make: numbered when the step is taken, set when somebody asks for them.

use std::collections::BTreeMap;

use cases::{Case, Document, Event, Procedure, fill, project};
use form::{Kind, Language};
use jiff::civil::Date;
use kernel::{Place, Problem, Wording};
use ledger::Past;
use store::cases::{self as rows, IssuedDocument, NewDocument};
use store::ledgers::{self, NOW, Rows, Sight};
use store::{Db, Reader};

use super::follow::{Following, step_of};
use super::opened::{Loaded, load, load_any, names, rules};
use crate::access::seen_fields;
use crate::{Actor, App, Declarations, Error};

/// The ledger of bodies, and its field with what stands first in the numbers of documents.
const BODIES: &str = "bodies";
const MARK: &str = "document_mark";

/// Documents of a page of the register.
const DOCUMENTS_PAGE: u32 = 50;

/// A document as it goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// Its number: mark, year and count.
    pub number: (String, i16, u32),
    /// Its title.
    pub heading: String,
    /// To whom it goes; empty: to everybody.
    pub to: Vec<String>,
    /// Its paragraphs.
    pub text: Vec<String>,
    /// The body that issues it.
    pub office: String,
    /// The day on which it was issued.
    pub date: Date,
}

/// A document in the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    /// Its number.
    pub number: String,
    /// The body that issued it.
    pub office: String,
    /// What the actor sees of it; none of a document of a case that they may not see.
    pub seen: Option<Seen>,
}

/// What is seen of a document in the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// What the document is called.
    pub title: Wording,
    /// The number of the case, and what it is called.
    pub case: (String, String),
    /// The event that made it, and which document it is.
    pub at: (u32, String),
    /// The day on which it was issued.
    pub date: Date,
}

/// Gives the documents that a step makes their numbers: without a gap for each office, mark and year, because the number is drawn in
/// the operation that takes the step.
pub(super) async fn issue(at: &Following<'_>, event: &Event) -> Result<(), Error> {
    let step = step_of(event);
    for document in at.procedure.documents.iter().filter(|it| Some(it.step.as_str()) == step) {
        let office = event.body.as_deref().ok_or_else(|| Error::invalid(no_office(document)))?;
        let day = event.happened.date();
        let mark = mark_of(at.write, at.declarations, office, day).await?;
        let new = NewDocument {
            seq: event.seq,
            document: &document.id,
            office,
            marks: (&mark, &document.mark),
            year: day.year(),
        };
        rows::issue_document(at.write, (at.id, at.number), &new).await?;
    }
    Ok(())
}

/// What stands first in the numbers of a body: its mark, or its name without what stands in brackets.
async fn mark_of(
    db: &impl Db,
    declarations: &Declarations,
    office: &str,
    day: Date,
) -> Result<String, Error> {
    let Some(ledger) = declarations.ledgers.get(BODIES) else { return Ok(office.to_owned()) };
    let history = ledgers::known(&ledgers::history(db, ledger, office).await?);
    let held = ledger::at(&history, Past { as_of: day, known: NOW });
    let text = |id: &str| held.and_then(|held| held.get(id)).and_then(form::Value::as_text);
    let name = text(&ledger.name).map(|name| name.split(['（', '(']).next().unwrap_or(name));
    Ok(text(MARK).or(name).unwrap_or(office).to_owned())
}

fn no_office(document: &Document) -> Problem {
    let Wording { zh, en } = &document.title;
    Problem::error(
        "no-office",
        Place::default(),
        Wording::new(
            format!("{zh}要有发文单位，您的角色没有写明单位"),
            format!("a {en} is issued by a body, and your role names none"),
        ),
        Wording::new(
            "请安全管理员为您的角色写明单位",
            "ask the security administrator to give your role a body",
        ),
    )
}

/// A document of a case, to those who see all that stands in it.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or none that the actor may see.
pub async fn document(
    app: &App,
    actor: &Actor,
    number: &str,
    (seq, id): (u32, &str),
) -> Result<Issued, Error> {
    let reader = app.store().reader().await?;
    let (loaded, seen) = load(app, &reader, actor, number).await?;
    let issued = rows::documents(&reader, loaded.current.id).await?.into_iter();
    let issued = issued.into_iter().find(|it| it.seq == seq && it.document == id).ok_or(Error::NotFound)?;
    let document = loaded.procedure.documents.iter().find(|it| it.id == id).ok_or(Error::NotFound)?;
    let is_seen = |name: &str| name.starts_with("clock:") || seen.contains(name);
    if !document.placeholders().chain(document.to.as_deref()).all(is_seen) {
        return Err(Error::NotFound);
    }
    set(app, actor, &reader, &loaded, document, issued).await
}

/// Sets a document by what the case said when it was made.
async fn set(
    app: &App,
    actor: &Actor,
    reader: &Reader,
    loaded: &Loaded,
    document: &Document,
    issued: IssuedDocument,
) -> Result<Issued, Error> {
    let (declarations, procedure) = (&loaded.declarations, &loaded.procedure);
    let case = until(procedure, &loaded.case, issued.seq)?;
    let event = case.events.last().ok_or_else(|| Error::broken("a document without an event"))?;
    let date = event.happened.date();
    let named = names(app, actor, reader, procedure, [&case.fields].into_iter()).await?;
    let mut values: BTreeMap<String, String> = BTreeMap::new();
    for field in &procedure.form.fields {
        let Some(value) = case.fields.get(&field.id) else { continue };
        let of_ledger = field.kind.ledger().and_then(|ledger| named.get(ledger));
        let shown = match (of_ledger, value.as_date()) {
            (Some(names), _) => {
                let name = |key: &String| names.get(key).unwrap_or(key).clone();
                field.write(value).iter().map(name).collect::<Vec<_>>().join("、")
            }
            (None, Some(day)) if field.kind == Kind::Date => in_words(day),
            _ => field.show(value, Language::Zh, &declarations.codes),
        };
        values.insert(field.id.clone(), shown);
    }
    for running in &case.clocks {
        let Some(clock) = procedure.clock(&running.clock) else { continue };
        let projection = project(rules(declarations), clock, running, date);
        let due = projection.ok().and_then(|projection| projection.due);
        if let Some(due) = due {
            values.insert(format!("clock:{}", clock.id), in_words(due.date));
        }
    }
    let filled = |text: &str| fill(text, |name| values.get(name).cloned());
    let text = document.text.iter().map(|text| filled(text)).filter(|(_, is_whole)| *is_whole);
    let to = document.to.as_ref().and_then(|field| values.get(field));
    let office = office_name(reader, declarations, &issued.office, date).await?;
    Ok(Issued {
        number: (issued.mark, issued.year, issued.count),
        heading: filled(&document.heading).0,
        to: to.map(|to| to.split('、').map(str::to_owned).collect()).unwrap_or_default(),
        text: text.map(|(text, _)| text).collect(),
        office,
        date,
    })
}

fn in_words(day: Date) -> String {
    day.strftime("%Y年%-m月%-d日").to_string()
}

/// A case as it was after an event.
fn until(procedure: &Procedure, case: &Case, seq: u32) -> Result<Case, Error> {
    let mut then = Case::default();
    for event in case.events.iter().take_while(|event| event.seq <= seq) {
        then.apply(procedure, event.clone()).map_err(|damaged| Error::broken(damaged.to_string()))?;
    }
    Ok(then)
}

async fn office_name(
    db: &impl Db,
    declarations: &Declarations,
    office: &str,
    day: Date,
) -> Result<String, Error> {
    let Some(ledger) = declarations.ledgers.get(BODIES) else { return Ok(office.to_owned()) };
    let fields = ledger.form.fields.iter().map(|field| field.id.clone()).collect();
    let sight = Sight { rows: Rows::All, fields };
    let past = Past { as_of: day, known: NOW };
    let names = ledgers::names(db, ledger, &[office.to_owned()], past, &sight).await?;
    Ok(names.get(office).cloned().unwrap_or_else(|| office.to_owned()))
}

/// The register of documents, the newest first: every number, so that each gap would show; what it is about for those who see the
/// case. Where the next page begins is told with it.
///
/// # Errors
/// [`Error::NotFound`] to those who do not work here.
pub async fn register(
    app: &App,
    actor: &Actor,
    before: Option<i64>,
) -> Result<(Vec<Registered>, Option<i64>), Error> {
    if !crate::access::works_here(actor) {
        return Err(Error::NotFound);
    }
    let reader = app.store().reader().await?;
    let declarations = app.declarations();
    let issued = rows::issued_before(&reader, before, DOCUMENTS_PAGE).await?;
    let is_full = issued.len() == DOCUMENTS_PAGE as usize;
    let next = issued.last().filter(|_| is_full).map(|last| last.id);
    let mut registered = Vec::new();
    for document in issued {
        let office = office_name(&reader, &declarations, &document.office, app.today()).await?;
        let seen = seen(app, actor, &reader, &document).await?;
        registered.push(Registered { number: document.number(), office, seen });
    }
    Ok((registered, next))
}

async fn seen(
    app: &App,
    actor: &Actor,
    reader: &Reader,
    document: &IssuedDocument,
) -> Result<Option<Seen>, Error> {
    let Some(current) = rows::by_id(reader, document.case).await? else { return Ok(None) };
    let loaded = load_any(app, reader, &current.number).await?;
    if seen_fields(actor, &loaded.procedure, &current.number, &current.fields).is_none() {
        return Ok(None);
    }
    let declared = loaded.procedure.documents.iter().find(|it| it.id == document.document);
    let event = loaded.case.events.iter().find(|event| event.seq == document.seq);
    Ok(declared.zip(event).map(|(declared, event)| Seen {
        title: declared.title.clone(),
        case: (current.number, current.name),
        at: (document.seq, document.document.clone()),
        date: event.happened.date(),
    }))
}
