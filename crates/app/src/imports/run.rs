//! The work on a file, beside the pages: looking at every row, loading, taking back. Each can be stopped at any moment and gone on with.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use form::Value;
use kernel::{Problem, Severity, Wording};
use ledger::{Area, Ledger};
use sha2::{Digest, Sha256};
use store::files::LocalFile;
use store::imports::{self, Import, Standing};
use store::ledgers::{LINES_TOLD_MAX, Line, Load, Loaded, Trial, batch_of, take_back};
use store::{DbMut, NewOperation, Subject};

use super::rows::{Handed, ReadRow, Task};
use super::state::Finding;
use super::take_in::SUBJECT;
use super::{State, Told};
use crate::attribution;
use crate::duties::Names;
use crate::jobs::Progress;
use crate::records::{Named, check_named};
use crate::{App, Declarations, Error};

/// The acts by which the trail names what is loaded and taken back.
const LOAD: &str = "import";
const TAKE_BACK: &str = "take-back-import";

/// Records named one by one that stayed when an import was taken back.
const LEFT_TOLD_MAX: usize = 100;

/// So many records that are there are remembered.
const KNOWN_MAX: usize = 100_000;

/// Rows between two reports of how far it is.
const REPORT_EVERY: u64 = 20_000;

/// Looks at every row of a file and writes nothing but what it found.
///
/// # Errors
/// If the file or the database does not answer.
pub(crate) async fn check_file(app: &App, id: i64, progress: Option<Progress<'_>>) -> Result<(), Error> {
    let Some(mut work) = Work::open(app, id, State::Checking).await? else { return Ok(()) };
    let declarations = app.declarations();
    let ledger = declarations.ledgers.get(&work.import.ledger).ok_or(Error::NotFound)?;
    let mut trial = Trial::begin(app.store(), ledger);
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
    let told = found.told(&loaded);
    work.end(app, State::Checked, told, &found.problems).await
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
    let Some(mut load) = load else {
        // Everything was loaded, and the program was stopped before it could say so.
        work.is.batch = batch_of(&app.store().reader().await?, ledger, digest).await?;
        let told = work.told();
        return work.end(app, State::Loaded, told, &BTreeMap::new()).await;
    };
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
    let told = found.told(&loaded);
    let told = if loaded.begun_after > 0 { gone_on(&work.told(), told) } else { told };
    work.end(app, State::Loaded, told, &found.problems).await
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
    let mut told = work.told();
    loop {
        let write = app.store().begin(work.operation(app, TAKE_BACK)).await?;
        let after = work.is.after_key.clone().unwrap_or_default();
        let done = take_back(&write, ledger, batch, &after).await?;
        told.taken_back += done.taken_back;
        let room = LEFT_TOLD_MAX.saturating_sub(told.left.len());
        told.left.extend(done.left.into_iter().take(room));
        let Some(last) = done.last else { break };
        work.is.after_key = Some(last);
        work.is.told = Some(written(&told));
        imports::keep(&write, id, &work.is, app.now()).await?;
        write.commit().await?;
    }
    work.end(app, State::TakenBack, told, &BTreeMap::new()).await
}

/// By what an import is known while it is loaded. A file that was taken back may be loaded again; that is another import.
pub(super) fn digest_of(import: &Import) -> [u8; 32] {
    Sha256::new().chain_update(import.file).chain_update(import.id.to_be_bytes()).finalize().into()
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

/// The work on one file.
struct Work {
    import: Import,
    is: Standing,
    file: LocalFile,
    names: BTreeMap<String, String>,
    areas: Vec<Area>,
    /// Records that are there, by ledger and key: those that many lines name are looked up once.
    there: BTreeSet<(String, String)>,
    reported: u64,
}

impl Work {
    /// Opens it if it is in the state in which this work is done.
    async fn open(app: &App, id: i64, state: State) -> Result<Option<Work>, Error> {
        let reader = app.store().reader().await?;
        let import = imports::get(&reader, id).await?.ok_or(Error::NotFound)?;
        if State::of(&import.is.state) != Some(state) {
            return Ok(None);
        }
        let declarations = app.declarations();
        let names = Names::read(&reader, &declarations, app.today()).await?.into_bodies();
        let areas = attribution::areas(&reader, &declarations, app.today()).await?;
        drop(reader);
        let file = app.store().files().local(&import.file).await?.ok_or(Error::NotFound)?;
        Ok(Some(Work {
            is: import.is.clone(),
            import,
            file,
            names,
            areas,
            there: BTreeSet::new(),
            reported: 0,
        }))
    }

    fn rows(&mut self, app: &App) -> Result<tokio::sync::mpsc::Receiver<Handed>, Error> {
        let place: (PathBuf, _) = (self.file.path().to_owned(), app.today());
        let known = (std::mem::take(&mut self.names), std::mem::take(&mut self.areas));
        Ok(Task::of(&self.import, app.declarations(), known, place)?.begin())
    }

    /// The lines whose records name records that are there; the others are noted.
    async fn referring(
        &mut self,
        app: &App,
        ledger: &Ledger,
        found: &mut Found,
        lines: Vec<Line>,
    ) -> Result<Vec<Line>, Error> {
        let fields = ledger.form.fields.iter().filter(|field| field.kind.ledger().is_some());
        let fields: Vec<(&str, &str)> =
            fields.filter_map(|field| Some((field.id.as_str(), field.kind.ledger()?))).collect();
        let mut named = Vec::new();
        let mut of_line = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            for (field, target) in &fields {
                let values = line.fields.get(*field).and_then(Option::as_ref).map(Value::values);
                for key in values.unwrap_or_default().iter().filter_map(Value::as_text) {
                    if !self.there.contains(&((*target).to_owned(), key.to_owned())) {
                        named.push(Named { field, ledger: target, key, on: None });
                        of_line.push(at);
                    }
                }
            }
        }
        if named.is_empty() {
            return Ok(lines);
        }
        let problems = check_named(&app.store().reader().await?, &app.declarations(), &named).await?;
        let missing: BTreeSet<usize> = problems.iter().map(|(at, _)| *at).collect();
        if self.there.len() < KNOWN_MAX {
            let there = named.iter().enumerate().filter(|(at, _)| !missing.contains(at));
            self.there.extend(there.map(|(_, named)| (named.ledger.to_owned(), named.key.to_owned())));
        }
        let mut wrong: BTreeMap<usize, Vec<Finding>> = BTreeMap::new();
        for (at, problem) in problems {
            let value = Some(named[at].key.to_owned());
            wrong.entry(of_line[at]).or_default().push(Finding { value, problem });
        }
        let mut sound = Vec::with_capacity(lines.len());
        for (at, line) in lines.into_iter().enumerate() {
            match wrong.remove(&at) {
                Some(findings) => found.refuse(line.line, findings),
                None => sound.push(line),
            }
        }
        Ok(sound)
    }

    /// By whom and why it is done, as the trail has it.
    fn operation(&self, app: &App, act: &str) -> NewOperation {
        let (id, name) = (self.import.id, &self.import.name);
        let as_of = self.import.as_of;
        NewOperation {
            actor: self.import.actor.clone(),
            act: act.to_owned(),
            subject: Subject { kind: SUBJECT.to_owned(), id: id.to_string() },
            reason: Some(format!("{name}（{}，截至{as_of}）", self.import.source)),
            now: app.now(),
        }
    }

    fn told(&self) -> Told {
        let told = self.is.told.as_deref().and_then(|told| serde_json::from_str(told).ok());
        told.unwrap_or_default()
    }

    /// Says how far it is, of the rows that were counted when they were looked at.
    async fn report(
        &mut self,
        progress: Option<Progress<'_>>,
        found: &Found,
        doing: &Wording,
    ) -> Result<(), Error> {
        let Some(progress) = progress else { return Ok(()) };
        if found.rows < self.reported + REPORT_EVERY {
            return Ok(());
        }
        self.reported = found.rows;
        let of = self.told().rows.max(found.rows);
        let (done, rows) = (usize::try_from(found.rows).unwrap_or(usize::MAX), found.rows);
        let line = Wording::new(format!("{}：{rows}行", doing.zh), format!("{}: {rows} rows", doing.en));
        progress.report(done, usize::try_from(of).unwrap_or(usize::MAX), &line).await
    }

    /// Brings down what came of it.
    async fn end(
        self,
        app: &App,
        state: State,
        told: Told,
        problems: &BTreeMap<i64, Vec<Finding>>,
    ) -> Result<(), Error> {
        let is =
            Standing { state: state.name().to_owned(), told: Some(written(&told)), job: None, ..self.is };
        let housekeeping = app.store().housekeeping().await?;
        if state != State::TakenBack {
            let json =
                |problems: &Vec<Finding>| serde_json::to_string(problems).expect("texts always serialize");
            let rows: Vec<(i64, String)> =
                problems.iter().map(|(line, problems)| (*line, json(problems))).collect();
            imports::find(&housekeeping, self.import.id, &rows).await?;
        }
        imports::keep(&housekeeping, self.import.id, &is, app.now()).await?;
        Ok(housekeeping.commit().await?)
    }
}

/// What reading the rows has found so far.
#[derive(Default)]
struct Found {
    rows: u64,
    unread: u64,
    /// By line; at most [`LINES_TOLD_MAX`].
    problems: BTreeMap<i64, Vec<Finding>>,
    broken: Option<Problem>,
}

impl Found {
    /// The lines that can be said; the others are noted.
    fn take(&mut self, handed: Handed, as_of: jiff::civil::Date) -> Vec<Line> {
        let rows = match handed {
            Ok(rows) => rows,
            Err(problem) => {
                self.broken = Some(problem);
                return Vec::new();
            }
        };
        self.rows += rows.len() as u64;
        rows.into_iter().filter_map(|row| self.line(row, as_of)).collect()
    }

    fn line(&mut self, (line, row): ReadRow, as_of: jiff::civil::Date) -> Option<Line> {
        match row {
            Ok((row, follows)) => {
                let since = row.since.filter(|since| *since <= as_of);
                Some(Line { line, key: row.key, valid_from: as_of, since, fields: row.fields, follows })
            }
            Err(problems) => {
                self.refuse(line, problems);
                None
            }
        }
    }

    fn refuse(&mut self, line: i64, findings: Vec<Finding>) {
        self.unread += 1;
        self.note(line, findings);
    }

    fn note(&mut self, line: i64, problems: Vec<Finding>) {
        if self.problems.len() < LINES_TOLD_MAX {
            self.problems.entry(line).or_default().extend(problems);
        }
    }

    /// The sums, with what the ledger refused among the problems of the lines.
    fn told(&mut self, loaded: &Loaded) -> Told {
        for (line, problems) in loaded.refused.iter().chain(&loaded.warned) {
            self.note(*line, problems.iter().cloned().map(Finding::from).collect());
        }
        for (earlier, later) in &loaded.replaced {
            self.note(*earlier, vec![replaced(*later).into()]);
        }
        Told {
            rows: self.rows,
            added: loaded.added,
            changed: loaded.changed,
            same: loaded.same,
            set_aside: self.unread + loaded.refused_count,
            replaced: loaded.replaced.len() as u64,
            broken: self.broken.clone(),
            ..Told::default()
        }
    }
}

/// The sums of a load that was gone on with: what was done before the stop was told by the look at the file.
fn gone_on(looked: &Told, now: Told) -> Told {
    Told {
        added: looked.added,
        changed: looked.changed,
        same: looked.same,
        set_aside: looked.set_aside,
        ..now
    }
}

fn written(told: &Told) -> String {
    serde_json::to_string(told).expect("numbers and texts always serialize")
}

fn replaced(later: i64) -> Problem {
    let mut problem = Problem::warning(
        "said-again-later",
        kernel::Place::default(),
        Wording::new(
            format!("第{later}行说的是同一条记录，以第{later}行为准"),
            format!("line {later} is about the same record and counts in its place"),
        ),
        Wording::new(
            "无需处理；如以本行为准，请删去后一行",
            "nothing to do; if this line is right, take the later one out",
        ),
    );
    problem.severity = Severity::Warning;
    problem
}

/// The declarations, for those who only need the ledger of an import.
pub(super) fn ledger_of<'d>(declarations: &'d Declarations, import: &Import) -> Result<&'d Ledger, Error> {
    declarations.ledgers.get(&import.ledger).ok_or(Error::NotFound)
}
