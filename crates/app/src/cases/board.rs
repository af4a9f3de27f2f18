use std::collections::BTreeMap;

use jiff::civil::Date;
use store::Db;
use store::cases::{self as rows, Current, Query};

use super::documents::office_of;
use super::opened::{Opened, load, names, open};
use crate::access::narrow_case;
use crate::duties::{self, Duty, text};
use crate::records::Names;
use crate::{Actor, App, Error};

/// The most cases of a board; more is no board that anybody could read.
const CASES_MAX: u32 = 5_000;

/// The cases that a case opened, laid out: a row for each body, a column for each subject.
#[derive(Debug)]
pub struct Board {
    /// The case that opened them.
    pub current: Current,
    /// The procedure of the opened cases, as the actor sees it.
    pub opened: Opened,
    /// The duties that nobody can be asked for, because nobody has listed who they are, or their body is not there any more.
    pub nobodys: Vec<Duty>,
    /// The subjects, in the order in which their cases were opened.
    pub subjects: Vec<String>,
    /// For each body the cases of each subject: one, none, or several, such as a report that was archived without an answer and the one
    /// that came after all.
    pub rows: BTreeMap<String, BTreeMap<usize, Vec<Current>>>,
    /// How many cases are in each state.
    pub totals: Vec<(String, i64)>,
    /// What the bodies are called.
    pub names: Names,
    /// What the body is called for which the case was opened and led on; none if nobody acted for one.
    pub office: Option<String>,
}

/// The board of the cases that a case opened: those that the actor sees.
///
/// # Errors
/// [`Error::NotFound`] for a case that the actor may not see, or one that opens none.
pub async fn board(app: &App, actor: &Actor, number: &str) -> Result<Board, Error> {
    let reader = app.store().reader().await?;
    let (mut parent, _) = load(app, &reader, actor, number).await?;
    let child = parent.procedure.steps.iter().flat_map(|step| &step.opens).find(|child| child.each.is_some());
    let child = child.ok_or(Error::NotFound)?;
    let (id, by) = (child.procedure.clone(), child.body_field().map(str::to_owned));
    let opened = open(app, actor, &id)?;
    let query =
        Query { procedure: &id, parent: Some(parent.current.id), limit: CASES_MAX, ..Query::default() };
    let mut found = rows::list(&reader, &query, &opened.sight).await?;
    found.reverse();
    let later = supplements(&reader, &opened, &found).await?;
    found.extend(later);
    found.retain_mut(|(current, _)| narrow_case(actor, opened.procedure(), current));
    let fields = found.iter().map(|(current, _)| &current.fields);
    let names = names(app, actor, &reader, opened.procedure(), fields).await?;
    let totals = rows::totals(&reader, &query, &opened.sight).await?;
    narrow_case(actor, &parent.procedure, &mut parent.current);
    let duties = duties::owed(&reader, opened.declarations(), app.today()).await?;
    let led_by = parent.case.taken.iter().rev().find_map(|taken| taken.body.as_deref());
    let office = match led_by {
        Some(body) => Some(office_of(&reader, opened.declarations(), body, app.today()).await?.1),
        None => None,
    };
    let there = duties::bodies(&reader, opened.declarations(), app.today()).await?;
    let is_nobodys = |duty: &Duty| duty.body.as_ref().is_none_or(|body| !there.contains_key(body));
    let mut board = Board {
        office,
        nobodys: duties.into_iter().filter(is_nobodys).collect(),
        totals,
        current: parent.current,
        opened,
        subjects: Vec::new(),
        rows: BTreeMap::new(),
        names,
    };
    for (current, _) in found {
        let body = by.as_ref().and_then(|by| current.fields.get(by)?.as_text());
        let body = body.unwrap_or_default().to_owned();
        let at = board.subjects.iter().position(|subject| *subject == current.name);
        let at = at.unwrap_or_else(|| {
            board.subjects.push(current.name.clone());
            board.subjects.len() - 1
        });
        board.rows.entry(body).or_default().entry(at).or_default().push(current);
    }
    Ok(board)
}

/// What came after the archive in the place of reports of a board: those that say which of these they supplement, the first of them first.
async fn supplements(
    db: &impl Db,
    opened: &Opened,
    reports: &[(Current, Option<Date>)],
) -> Result<Vec<(Current, Option<Date>)>, Error> {
    let (programme, id) = (&opened.declarations().programme, &opened.procedure().id);
    let Some(part) = programme.report.as_ref().filter(|part| part.procedure == *id) else {
        return Ok(Vec::new());
    };
    let saying = [(part.supplements.as_str(), None::<&str>)];
    let query = Query { procedure: id, saying: &saying, limit: CASES_MAX, ..Query::default() };
    let mut found = rows::list(db, &query, &opened.sight).await?;
    found.retain(|(current, _)| {
        let supplemented = text(&current.fields, &part.supplements);
        reports.iter().any(|(report, _)| Some(&report.number) == supplemented.as_ref())
    });
    found.reverse();
    Ok(found)
}
