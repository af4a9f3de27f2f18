use std::collections::BTreeSet;

use form::Input;
use kernel::{Place, Problem, Wording};

use super::super::{Standing, version};
use super::{CONFIRMED, CORRECTED, Reading, VERSION};
use crate::duties::Names;
use crate::records::{self, Given, Mode, Proposal, Said, propose};
use crate::{Act, Actor, App, Declarations, Error, Subject, may};

/// A row of a sheet that was sent back: what somebody says of one thing of a version.
pub(super) trait Row {
    /// What may be corrected of it.
    type Correction: PartialEq;
    /// The ledger that keeps it, and its field with the number of the thing.
    const LEDGER: &'static str;
    const NUMBER: &'static str;
    /// What such a thing is called.
    const CALLED: (&'static str, &'static str);
    /// Why it is said.
    const REASON: &'static str;

    /// The line of the file, and the number of the thing.
    fn place(&self) -> (usize, &str);
    /// Whether somebody has looked at it and found it right; on what a correction rests.
    fn said(&self) -> (bool, &str);
    /// What was found of it before.
    fn known<'s>(&self, standing: &'s Standing) -> Option<&'s Reading<Self::Correction>>;
    /// What it is otherwise than it was read, and all that is wrong with the row; none for a thing that is not there.
    fn correction(&self, look: &Look<'_>) -> Option<(Self::Correction, Vec<Problem>)>;
    /// Whether a correction says anything.
    fn says_something(correction: &Self::Correction) -> bool;
    /// A correction as fields of the ledger, but for the number.
    fn given(correction: &Self::Correction) -> Vec<(&'static str, Vec<String>)>;
    /// The row that says what was written for the fields of the ledger.
    fn written(given: &Input) -> Self;
    /// What the thing is by now, as fields of the ledger; none for a thing that is not there.
    fn now(standing: &Standing, number: &str) -> Option<Vec<(&'static str, Vec<String>)>>;
}

/// Against what rows are looked at.
pub(super) struct Look<'l> {
    pub(super) standing: &'l Standing,
    pub(super) names: &'l Names,
    pub(super) declarations: &'l Declarations,
}

/// What a row says that is not recorded yet.
#[derive(Debug, Clone, PartialEq)]
pub struct NewReading<C> {
    /// The line of the file.
    pub line: usize,
    /// The number of what it is about.
    pub number: String,
    /// What that is, as far as it is otherwise than it was read; nothing of it if it was read right.
    pub correction: C,
    /// Whether it was read otherwise than it is.
    pub is_corrected: bool,
    /// On what that rests.
    pub basis: String,
    /// The record that is there already.
    key: Option<String>,
}

/// Checks what rows say of things of a version, and records it if asked to: what is right already, or was said before, is not said
/// again. Gives what is new. A row at a time is recorded; where that is broken off, the same rows sent again go on.
pub(super) async fn check<R: Row>(
    app: &App,
    actor: &Actor,
    number: &str,
    rows: &[R],
    save: bool,
) -> Result<Vec<NewReading<R::Correction>>, Error> {
    let standing = version(app, actor, number).await?;
    let opened = records::open(app, actor, R::LEDGER)?;
    for act in [Act::Create, Act::Change] {
        may(actor, act, Subject::Ledger(opened.ledger())).map_err(Error::NotAllowed)?;
    }
    let declarations = app.declarations();
    let reader = app.store().reader().await?;
    let names = Names::read(&reader, &declarations, app.today()).await?;
    drop(reader);
    let look = Look { standing: &standing, names: &names, declarations: &declarations };
    let (mut problems, mut new, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
    for row in rows {
        if !seen.insert(row.place().1) && !row.place().1.is_empty() {
            problems.push(twice(row));
            continue;
        }
        match new_reading(&look, row) {
            Ok(reading) => new.extend(reading),
            Err(more) => problems.extend(more),
        }
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    record::<R>(app, actor, number, &new, Mode::Check).await?;
    if save {
        record::<R>(app, actor, number, &new, Mode::Save).await?;
    }
    Ok(new)
}

async fn record<R: Row>(
    app: &App,
    actor: &Actor,
    number: &str,
    new: &[NewReading<R::Correction>],
    mode: Mode<'_>,
) -> Result<(), Error> {
    let mut problems = Vec::new();
    for reading in new {
        match propose(app, actor, R::LEDGER, &proposal::<R>(app, number, reading), mode).await {
            Ok(_) => {}
            Err(Error::Invalid(more)) => {
                let at = |it: Problem| Problem { place: it.place.clone().at_line(reading.line), ..it };
                problems.extend(more.into_iter().map(at));
            }
            Err(error) => return Err(error),
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

/// What a row says that is not recorded yet; none if all of it is.
fn new_reading<R: Row>(look: &Look<'_>, row: &R) -> Result<Option<NewReading<R::Correction>>, Vec<Problem>> {
    let Some((correction, mut problems)) = row.correction(look) else { return Err(vec![nothing_there(row)]) };
    let is_corrected = R::says_something(&correction);
    let ((line, number), (is_confirmed, basis)) = (row.place(), row.said());
    if is_corrected && basis.is_empty() {
        problems.push(no_basis(line));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let known = row.known(look.standing);
    let is_said = match known {
        // A sheet that was taken along before somebody corrected the thing does not undo that; saying that it was right does.
        Some(known) if known.is_corrected && is_corrected => {
            known.correction == correction && known.basis == basis
        }
        Some(known) if known.is_corrected => !is_confirmed,
        Some(_) => !is_corrected,
        None => !is_corrected && !is_confirmed,
    };
    let (number, basis, key) = (number.to_owned(), basis.to_owned(), known.map(|known| known.key.clone()));
    Ok((!is_said).then_some(NewReading { line, number, correction, is_corrected, basis, key }))
}

/// The statement by which a reading is recorded.
fn proposal<R: Row>(app: &App, number: &str, reading: &NewReading<R::Correction>) -> Proposal {
    let verdict = if reading.is_corrected { CORRECTED } else { CONFIRMED };
    let basis = Some(reading.basis.clone()).filter(|basis| !basis.is_empty());
    let fields = R::given(&reading.correction).into_iter();
    let mut given: Input = fields.map(|(id, values)| (id.to_owned(), values)).collect();
    given.insert("verdict".to_owned(), vec![verdict.to_owned()]);
    given.insert("basis".to_owned(), basis.into_iter().collect());
    let from = app.today();
    let said = match &reading.key {
        Some(key) => Said::Became { key: key.clone(), from },
        None => {
            given.insert(VERSION.to_owned(), vec![number.to_owned()]);
            given.insert(R::NUMBER.to_owned(), vec![reading.number.clone()]);
            Said::Created { from }
        }
    };
    Proposal { said, given: Given::Texts(given), reason: R::REASON.to_owned(), seen: None }
}

/// The place of a field in a line of the file; without a line it is that of a form.
pub(super) fn at(line: usize, field: &str) -> Place {
    let place = Place::default().at_field(field);
    if line == 0 { place } else { place.at_line(line) }
}

fn no_basis(line: usize) -> Problem {
    Problem::error(
        "missing-field",
        at(line, "basis"),
        Wording::new("改了内容，没有写依据", "it is corrected without saying why"),
        Wording::new(
            "请写明原文第几行、哪一个问题的答复，或哪一份文件",
            "name the line, the answer, or the document on which it rests",
        ),
    )
}

pub(super) fn nothing_there<R: Row>(row: &R) -> Problem {
    let ((line, number), (zh, en)) = (row.place(), R::CALLED);
    Problem::error(
        "unknown-number",
        at(line, R::NUMBER),
        Wording::new(format!("这一版方案没有{zh}“{number}”"), format!("this version has no {en} {number}")),
        Wording::new("序号照下载的表，不要改动", "keep the numbers of the sheet that you took along"),
    )
}

fn twice<R: Row>(row: &R) -> Problem {
    let ((line, number), (zh, en)) = (row.place(), R::CALLED);
    Problem::error(
        "named-twice",
        at(line, R::NUMBER),
        Wording::new(format!("{zh}“{number}”出现了两次"), format!("the {en} {number} stands there twice")),
        Wording::new("请只留一行", "leave one of the rows"),
    )
}
