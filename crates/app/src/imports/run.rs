//! The work on a file, beside the pages: looking at every row, loading, taking back. Each can be stopped at any moment and gone on with.

use kernel::{Severity, Wording};
use ledger::Ledger;
use store::DbMut;
use store::imports::{self, Import, Standing};
use store::ledgers::{Load, Trial, batch_of, take_back};

use super::found::Found;
use super::kept;
use super::later::{later_of, speaks};
use super::unattributed::unattributed;
use super::work::{Work, written};
use super::{State, Told};
use crate::jobs::Progress;
use crate::{Actor, App, Declarations, Error, attribution};

/// The acts by which the trail names what is loaded and taken back.
const LOAD: &str = "import";
const TAKE_BACK: &str = "take-back-import";

/// Lines of which it is read at once what was found.
const LINES_TOGETHER: u32 = 1_000;

/// Records named one by one that stayed when an import was taken back.
const LEFT_TOLD_MAX: usize = 100;

/// Looks at every row of a file and writes nothing but what it found.
///
/// # Errors
/// If the file or the database does not answer.
pub(crate) async fn check_file(app: &App, id: i64, progress: Option<Progress<'_>>) -> Result<(), Error> {
    let Some(mut work) = Work::open(app, id, State::Checking).await? else { return Ok(()) };
    let declarations = app.declarations();
    let ledger = declarations.ledgers.get(&work.import.ledger).ok_or(Error::NotFound)?;
    let mut trial = Trial::begin(app.store(), ledger).minding(speaks);
    let mut found = Found::default();
    let mut rows = work.rows(app)?;
    while let Some(handed) = rows.recv().await {
        let lines = found.take(handed, work.import.as_of);
        for line in work.referring(app, ledger, &mut found, lines).await? {
            trial.push(line).await?;
        }
        work.report(progress, &found, &Wording::new("正在校验", "checking")).await?;
    }
    let loaded = trial.finish().await?;
    let later = later_of(&app.store().reader().await?, &work.import).await?;
    let told = Told { beside: work.beside(app, ledger).await?, later, ..found.told(&loaded) };
    work.end(app, State::Checked, told, Some(found.into_kept())).await
}

/// Loads a file, or goes on with loading it.
///
/// # Errors
/// If the file or the database does not answer; what was committed stays, and it can be gone on with.
pub(crate) async fn load_file(app: &App, id: i64, progress: Option<Progress<'_>>) -> Result<(), Error> {
    let Some(mut work) = Work::open(app, id, State::Loading).await? else { return Ok(()) };
    let declarations = app.declarations();
    let ledger = declarations.ledgers.get(&work.import.ledger).ok_or(Error::NotFound)?;
    let operation = work.operation(app, LOAD);
    let digest = digest_of(&work.import);
    let load = Load::begin(app.store(), ledger, operation, (&work.import.name, digest)).await?;
    let Some(load) = load else {
        // Everything was loaded, and the program was stopped before it could say so.
        let reader = app.store().reader().await?;
        work.is.batch = batch_of(&reader, ledger, digest).await?;
        let unattributed = unattributed(app, &reader, (ledger, work.is.batch)).await?;
        drop(reader);
        let told = Told { unattributed, ..work.told() };
        return work.end(app, State::Loaded, told, None).await;
    };
    let mut load = load.minding(speaks);
    let later = later_of(&app.store().reader().await?, &work.import).await?;
    let mut found = Found::default();
    let mut rows = work.rows(app)?;
    while let Some(handed) = rows.recv().await {
        let lines = found.take(handed, work.import.as_of);
        for line in work.referring(app, ledger, &mut found, lines).await? {
            load.push(line).await?;
        }
        work.report(progress, &found, &Wording::new("正在导入", "loading")).await?;
    }
    let loaded = load.finish().await?;
    work.is.batch = Some(loaded.batch);
    let unattributed = unattributed(app, &app.store().reader().await?, (ledger, work.is.batch)).await?;
    let told = Told { beside: work.told().beside, later, unattributed, ..found.told(&loaded) };
    if !loaded.went_on {
        return work.end(app, State::Loaded, told, Some(found.into_kept())).await;
    }
    // What the ledger said of the lines before the stop was told when they were looked at.
    let mut after = 0;
    loop {
        let looked = kept::lines(&app.store().reader().await?, id, (after, LINES_TOGETHER)).await?;
        let Some((last, _)) = looked.last() else { break };
        after = *last;
        for (line, findings) in looked {
            // Of lines behind, some were written before the stop and say nothing new by now: what they were warned of stays.
            let is_warned = findings.iter().all(|finding| finding.problem.severity != Severity::Error);
            if line <= loaded.begun_after || is_warned {
                found.remember(line, findings);
            }
        }
    }
    let told = gone_on(&work.told(), told);
    work.end(app, State::Loaded, told, Some(found.into_kept())).await
}

/// Takes back what a file said, record by record; or goes on with it.
///
/// # Errors
/// If the database does not answer; what was committed stays, and it can be gone on with.
pub(crate) async fn take_back_file(app: &App, id: i64) -> Result<(), Error> {
    let Some(mut work) = Work::open(app, id, State::TakingBack).await? else { return Ok(()) };
    let declarations = app.declarations();
    let ledger = declarations.ledgers.get(&work.import.ledger).ok_or(Error::NotFound)?;
    let batch = work.import.is.batch.ok_or_else(|| Error::broken("an import without a batch"))?;
    let system = Actor::system();
    let mut told = Told { unattributed: None, ..work.told() };
    let by_rule = (system.name.as_str(), attribution::ACT);
    loop {
        let write = app.store().begin(work.operation(app, TAKE_BACK)).await?;
        let after = work.is.after_key.clone().unwrap_or_default();
        let done = take_back(&write, ledger, (batch, by_rule), &after).await?;
        told.taken_back += done.taken_back;
        let room = LEFT_TOLD_MAX.saturating_sub(told.left.len());
        told.left.extend(done.left.into_iter().take(room));
        let Some(last) = done.last else { break };
        work.is.after_key = Some(last);
        work.is.told = Some(written(&told));
        imports::keep(&write, id, &work.is, app.now()).await?;
        write.commit().await?;
    }
    work.end(app, State::TakenBack, told, None).await
}

/// By what an import is known while it is loaded. A file that was taken back may be loaded again; that is another import.
pub(super) fn digest_of(import: &Import) -> [u8; 32] {
    imports::loaded_as(import)
}

/// A file that nobody works on any more, because its work was given up: it can be gone on with by hand.
pub(crate) async fn give_up(app: &App, db: &impl DbMut, id: i64) -> Result<(), Error> {
    let Some(import) = imports::get(db, id).await? else { return Ok(()) };
    let state = match State::of(&import.is.state) {
        Some(State::Checking) => State::TakenIn,
        Some(State::Loading | State::TakingBack) => State::Stopped,
        _ => return Ok(()),
    };
    let is = Standing { state: state.name().to_owned(), job: None, ..import.is };
    Ok(imports::keep(db, id, &is, app.now()).await?)
}

/// The sums of a load that was gone on with: what was done before the stop was told by the look at the file.
fn gone_on(looked: &Told, now: Told) -> Told {
    Told {
        since: looked.since,
        added: looked.added,
        changed: looked.changed,
        same: looked.same,
        set_aside: looked.set_aside,
        ..now
    }
}

/// The declarations, for those who only need the ledger of an import.
pub(super) fn ledger_of<'d>(declarations: &'d Declarations, import: &Import) -> Result<&'d Ledger, Error> {
    declarations.ledgers.get(&import.ledger).ok_or(Error::NotFound)
}
