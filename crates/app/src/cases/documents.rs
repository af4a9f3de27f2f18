//! Official documents that steps make: numbered and written when the step is taken, so that they read the same for ever; set as PDF or
//! DOCX when somebody asks for them.

use std::collections::{BTreeMap, BTreeSet};

use cases::{Case, Document, Event, Procedure, Projection, Running, fill};
use form::{Field, Kind, Language, Value};
use jiff::civil::Date;
use kernel::identifier::Scheme;
use kernel::{Place, Problem, Wording};
use ledger::Past;
use serde::{Deserialize, Serialize};
use store::cases::{self as rows, IssuedDocument, NewDocument};
use store::ledgers::{self, NOW};
use store::{Db, Reader};

use super::begin::Known;
use super::follow::{Following, step_of};
use super::named::read_out;
use super::opened::{load, pinned};
use crate::access::{narrow_case, seen_fields, works_here};
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
    /// What stands in it.
    pub content: Content,
}

/// What stands in a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
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
    /// The event that made it, and which document it is; none where the actor may not read it.
    pub at: Option<(u32, String)>,
    /// The day on which it was issued.
    pub date: Date,
}

/// Writes the documents that a step makes and gives them their numbers: without a gap for each mark and year, because the number is drawn
/// in the operation that takes the step.
pub(super) async fn issue(
    at: &Following<'_>,
    case: &Case,
    event: &Event,
    clocks: &[(&Running, Projection)],
    known: &Known,
) -> Result<(), Error> {
    let step = step_of(event);
    for document in at.procedure.documents.iter().filter(|it| Some(it.step.as_str()) == step) {
        let office = event.body.as_deref().ok_or_else(|| Error::invalid(no_office(document)))?;
        let day = event.happened.date();
        let (mark, office) = office_of(at.write, at.declarations, office, day).await?;
        let mark = format!("{mark}{}", document.mark);
        let content = written(at, case, (document, office, day), clocks, known).await?;
        let content = serde_json::to_string(&content).map_err(|error| Error::broken(error.to_string()))?;
        let new = NewDocument {
            seq: event.seq,
            document: &document.id,
            mark: &mark,
            year: day.year(),
            content: &content,
        };
        rows::issue_document(at.write, (at.id, at.number), &new).await?;
    }
    Ok(())
}

/// What stands in a document by what the case says when it is made.
async fn written(
    at: &Following<'_>,
    case: &Case,
    (document, office, day): (&Document, String, Date),
    clocks: &[(&Running, Projection)],
    known: &Known,
) -> Result<Content, Error> {
    let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let named: BTreeSet<String> = named_in(at.procedure, document).collect();
    for field in at.procedure.form.fields.iter().filter(|field| named.contains(&field.id)) {
        let Some(value) = case.fields.get(&field.id) else { continue };
        let shown = match (field.kind.ledger(), value.as_date()) {
            (Some(_), _) => cited(at, (field, value), day, known).await?,
            (None, Some(date)) if field.kind == Kind::Date => vec![in_words(date)],
            _ => vec![field.show(value, Language::Zh, &at.declarations.codes)],
        };
        values.insert(field.id.clone(), shown);
    }
    for (running, projection) in clocks {
        values
            .extend(projection.due.map(|due| (format!("clock:{}", running.clock), vec![in_words(due.date)])));
    }
    let filled = |text: &str| fill(text, |name| values.get(name).map(|texts| texts.join("、")));
    let paragraphs = at.procedure.paragraphs(document);
    let text = paragraphs.map(|text| filled(&text)).filter(|(_, is_whole)| *is_whole);
    let to = document.to.as_ref().and_then(|field| values.get(field)).cloned().unwrap_or_default();
    let heading = filled(&document.heading).0;
    Ok(Content { heading, to, text: text.map(|(text, _)| text).collect(), office, date: day })
}

/// The records that a field names, as an official document cites them: what is a document itself by its title and its number. It is one if
/// it cannot be recorded without the number of a document.
async fn cited(
    at: &Following<'_>,
    (field, value): (&Field, &Value),
    day: Date,
    known: &Known,
) -> Result<Vec<String>, Error> {
    let (db, declarations) = (at.write, at.declarations);
    // What was looked up for the step itself is not asked again, unless the step happened on another day.
    let names = match known.names(field, value).filter(|_| day == at.app.today()) {
        Some(names) => names,
        None => read_out(db, declarations, (field, value), day).await?,
    };
    let ledger = field.kind.ledger().and_then(|id| declarations.ledgers.get(id));
    let is_number = |field: &&Field| field.required && field.kind == Kind::Identifier(Scheme::DocumentNumber);
    let Some((ledger, number)) =
        ledger.and_then(|ledger| Some((ledger, ledger.form.fields.iter().find(is_number)?)))
    else {
        return Ok(names);
    };
    let mut cited = Vec::new();
    for (key, name) in field.write(value).into_iter().zip(names) {
        let history = ledgers::known(&ledgers::history(db, ledger, &key).await?);
        let held = ledger::at(&history, Past { as_of: day, known: NOW });
        let number = held.and_then(|held| held.get(&number.id)).and_then(Value::as_text);
        cited.push(match number {
            Some(number) => format!("《{name}》（{number}）"),
            None => name,
        });
    }
    Ok(cited)
}

fn in_words(day: Date) -> String {
    day.strftime("%Y年%-m月%-d日").to_string()
}

/// What stands first in the numbers of a body, its mark or its name without what stands in brackets; and what the body is called.
pub(super) async fn office_of(
    db: &impl Db,
    declarations: &Declarations,
    office: &str,
    day: Date,
) -> Result<(String, String), Error> {
    let Some(ledger) = declarations.ledgers.get(BODIES) else {
        return Ok((office.to_owned(), office.to_owned()));
    };
    let history = ledgers::known(&ledgers::history(db, ledger, office).await?);
    let held = ledger::at(&history, Past { as_of: day, known: NOW });
    let text = |id: &str| held.and_then(|held| held.get(id)).and_then(Value::as_text);
    let name = text(&ledger.name).unwrap_or(office);
    let first = name.split(['（', '(']).next().unwrap_or(name);
    Ok((text(MARK).unwrap_or(first).to_owned(), name.to_owned()))
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
    let mut issued = rows::documents(&reader, loaded.current.id).await?.into_iter();
    let issued = issued.find(|it| it.seq == seq && it.document == id).ok_or(Error::NotFound)?;
    let declared = loaded.procedure.documents.iter().find(|it| it.id == id).ok_or(Error::NotFound)?;
    if !is_readable(&loaded.procedure, declared, &seen) {
        return Err(Error::NotFound);
    }
    let content = content(&issued)?;
    Ok(Issued { number: (issued.mark, issued.year, issued.count), content })
}

/// Whether all that stands in a document is seen.
pub(super) fn is_readable(procedure: &Procedure, document: &Document, seen: &BTreeSet<String>) -> bool {
    named_in(procedure, document).all(|name| name.starts_with("clock:") || seen.contains(&name))
}

/// The fields and clocks that a document names, and the field with those to whom it goes.
fn named_in(procedure: &Procedure, document: &Document) -> impl Iterator<Item = String> {
    procedure.placeholders(document).into_iter().chain(document.to.clone())
}

fn content(issued: &IssuedDocument) -> Result<Content, Error> {
    serde_json::from_str(&issued.content)
        .map_err(|error| Error::broken(format!("document {} cannot be read: {error}", issued.number())))
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
    if !works_here(actor) {
        return Err(Error::NotFound);
    }
    let reader = app.store().reader().await?;
    let issued = rows::issued_before(&reader, before, DOCUMENTS_PAGE).await?;
    let is_full = issued.len() == DOCUMENTS_PAGE as usize;
    let next = issued.last().filter(|_| is_full).map(|last| last.id);
    let mut registered = Vec::new();
    for document in issued {
        let content = content(&document)?;
        let seen = seen(app, actor, &reader, (&document, content.date)).await?;
        registered.push(Registered { number: document.number(), office: content.office, seen });
    }
    Ok((registered, next))
}

async fn seen(
    app: &App,
    actor: &Actor,
    reader: &Reader,
    (document, date): (&IssuedDocument, Date),
) -> Result<Option<Seen>, Error> {
    let Some(mut current) = rows::by_id(reader, document.case).await? else { return Ok(None) };
    let declarations = app.declarations();
    let procedure = pinned(&declarations, reader, (&current.procedure, &current.digest)).await?;
    let Some(fields) = seen_fields(actor, &procedure, &current, &current.fields) else {
        return Ok(None);
    };
    narrow_case(actor, &procedure, &mut current);
    let declared = procedure.documents.iter().find(|it| it.id == document.document);
    Ok(declared.map(|declared| Seen {
        title: declared.title.clone(),
        case: (current.number, current.name),
        at: is_readable(&procedure, declared, &fields).then(|| (document.seq, document.document.clone())),
        date,
    }))
}
