//! The work on one file: its rows with what they name, how far it is, and what came of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use form::Value;
use kernel::{Severity, Wording};
use ledger::{Area, Ledger};
use store::files::LocalFile;
use store::imports::{self, Import, Standing};
use store::ledgers::Line;
use store::{NewOperation, Subject};
use tokio::task::spawn_blocking;

use super::beside::{Beside, tables_beside};
use super::found::Found;
use super::look::samples;
use super::rows::{Handed, Task};
use super::state::Finding;
use super::take_in::SUBJECT;
use super::{State, Told};
use crate::attribution::{self, Links};
use crate::duties::Names;
use crate::jobs::{self, Progress};
use crate::records::{Named, check_lines, check_named};
use crate::{Actor, App, Error, rights};

/// So many records that are there are remembered.
const KNOWN_MAX: usize = 100_000;

/// Rows between two reports of how far it is.
const REPORT_EVERY: u64 = 20_000;

/// The work on one file.
pub(super) struct Work {
    pub(super) import: Import,
    pub(super) is: Standing,
    file: LocalFile,
    names: BTreeMap<String, String>,
    areas: Vec<Area>,
    /// Records that are there, by ledger and key: those that many lines name are looked up once.
    there: BTreeMap<String, BTreeSet<String>>,
    /// Whom the names of holders mean.
    links: Links,
    reported: u64,
}

impl Work {
    /// Opens it if it is in the state in which this work is done.
    pub(super) async fn open(app: &App, id: i64, state: State) -> Result<Option<Work>, Error> {
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
            there: BTreeMap::new(),
            links: Links::default(),
            reported: 0,
        }))
    }

    pub(super) fn rows(&mut self, app: &App) -> Result<tokio::sync::mpsc::Receiver<Handed>, Error> {
        let place: (PathBuf, _) = (self.file.path().to_owned(), app.today());
        let known = (std::mem::take(&mut self.names), std::mem::take(&mut self.areas));
        Ok(Task::of(&self.import, app.declarations(), known, place)?.begin())
    }

    /// The tables of the file beside the one that is taken.
    pub(super) async fn beside(&self, app: &App, ledger: &Ledger) -> Result<Vec<Beside>, Error> {
        let path = self.file.path().to_owned();
        let tables = spawn_blocking(move || samples(&path)).await;
        let tables = tables.map_err(|error| Error::broken(error.to_string()))?;
        // What breaks off the file is told with its rows.
        let tables = tables.unwrap_or_default();
        Ok(tables_beside(&app.declarations(), &tables, ledger, self.is.table.0 as usize))
    }

    /// The lines that keep to what a record must beyond its own fields, and name records that are there, with what follows from the names in
    /// them; the others are noted.
    pub(super) async fn referring(
        &mut self,
        app: &App,
        ledger: &Ledger,
        found: &mut Found,
        lines: Vec<Line>,
    ) -> Result<Vec<Line>, Error> {
        let lines = self.keeping(app, ledger, found, lines).await?;
        let mut lines = self.naming(app, ledger, found, lines).await?;
        if ledger.link.is_some() {
            let (reader, declarations) = (app.store().reader().await?, app.declarations());
            self.links.follow(&reader, (&*declarations, ledger), app.today(), &mut lines).await?;
        }
        Ok(lines)
    }

    /// The lines that name records that are there; the others are noted.
    async fn naming(
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
                    if !self.there.get(*target).is_some_and(|there| there.contains(key)) {
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
        if self.there.values().map(BTreeSet::len).sum::<usize>() < KNOWN_MAX {
            for (_, named) in named.iter().enumerate().filter(|(at, _)| !missing.contains(at)) {
                self.there.entry(named.ledger.to_owned()).or_default().insert(named.key.to_owned());
            }
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

    /// The lines to which nothing is to be said that a form would be refused for; what a form would be warned of is noted.
    async fn keeping(
        &self,
        app: &App,
        ledger: &Ledger,
        found: &mut Found,
        lines: Vec<Line>,
    ) -> Result<Vec<Line>, Error> {
        let declarations = app.declarations();
        let sender =
            Actor { account: self.import.account, name: self.import.actor.clone(), ..Actor::system() };
        let reader = app.store().reader().await?;
        let problems = check_lines(&reader, &sender, &declarations, ledger, &lines).await?;
        let mut sound = Vec::with_capacity(lines.len());
        for (line, problems) in lines.into_iter().zip(problems) {
            let is_refused = problems.iter().any(|problem| problem.severity == Severity::Error);
            let findings: Vec<Finding> = problems.into_iter().map(Finding::from).collect();
            if is_refused {
                found.refuse(line.line, findings);
                continue;
            }
            if !findings.is_empty() {
                found.note(line.line, findings);
            }
            sound.push(line);
        }
        Ok(sound)
    }

    /// By whom and why it is done, as the trail has it.
    pub(super) fn operation(&self, app: &App, act: &str) -> NewOperation {
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

    pub(super) fn told(&self) -> Told {
        Told::of(&self.is)
    }

    /// Says how far it is, of the rows that were counted when they were looked at.
    pub(super) async fn report(
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

    /// Brings down what came of it, and what is to be said of lines where that was found anew; and with it what is left to a job: as sure
    /// as the file is loaded, or taken back, it follows.
    pub(super) async fn end(
        self,
        app: &App,
        state: State,
        told: Told,
        kept: Option<Vec<(i64, String)>>,
    ) -> Result<(), Error> {
        let of_rights = match state {
            State::Loaded => rights::after_file(app, &self.import.ledger, self.import.as_of),
            State::TakenBack => rights::after_taking_back(app, &self.import.ledger),
            _ => None,
        };
        let of_names = matches!(state, State::Loaded | State::TakenBack)
            .then(|| attribution::after_file(&app.declarations(), &self.import.ledger));
        // What the rule had said of it since was taken back with the file.
        let is_attributed = |ledger: &String| {
            app.declarations().ledgers.get(ledger).is_some_and(|it| it.attribution.is_some())
        };
        let of_places = (state == State::TakenBack && is_attributed(&self.import.ledger))
            .then_some(jobs::Work::Attribute);
        let is =
            Standing { state: state.name().to_owned(), told: Some(written(&told)), job: None, ..self.is };
        let housekeeping = app.store().housekeeping().await?;
        if let Some(kept) = kept {
            imports::find(&housekeeping, self.import.id, &kept).await?;
        }
        imports::keep(&housekeeping, self.import.id, &is, app.now()).await?;
        // Names are looked up first: the days of rights go to whose they are.
        for follows in of_names.flatten().into_iter().chain(of_places).chain(of_rights) {
            jobs::make(app, &housekeeping, &follows, None).await?;
        }
        Ok(housekeeping.commit().await?)
    }
}

pub(super) fn written(told: &Told) -> String {
    serde_json::to_string(told).expect("numbers and texts always serialize")
}
