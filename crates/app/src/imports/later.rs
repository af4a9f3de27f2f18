//! Files of later days that were loaded before one that is on its way: what they said of their days stays.

use jiff::civil::Date;
use kernel::{Place, Problem, Wording};
use serde::{Deserialize, Serialize};
use store::Db;
use store::imports::{self, Import};
use store::ledgers::Speaks;

use super::rows::{Reading, reading};
use super::state::is_half_taken_back;
use super::{State, Told, open_for};
use crate::{Actor, App, Error};

/// A file that speaks for a later day and was loaded before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaterFile {
    /// Its import.
    pub import: i64,
    /// Its name.
    pub name: String,
    /// The day for which it speaks.
    pub as_of: Date,
}

impl LaterFile {
    /// What that means for the file that is on its way.
    pub fn warning(&self) -> Problem {
        let LaterFile { import, name, as_of } = self;
        Problem::warning(
            "later-file",
            Place::default().at_field("as_of"),
            Wording::new(
                format!(
                    "已经导入过截止日期更晚的文件：第{import}号导入“{name}”，截至{as_of}；它写明的内容不变"
                ),
                format!(
                    "a file with a later day is loaded already: import {import}, {name}, as of {as_of}; what it said stays"
                ),
            ),
            Wording::new(
                "本文件写的内容，只用于它的截止日期到那一天以前；截止日期写错了的，请放弃后重新上传",
                "what this file says holds from its day until that day; if its day is wrong, drop it and send it again",
            ),
        )
    }
}

/// The newest file of a later day whose records an import leaves as they are on their day; none if there is none.
///
/// # Errors
/// [`Error::NotFound`] to whoever may not load files into its ledger.
pub async fn later_file(app: &App, actor: &Actor, id: i64) -> Result<Option<LaterFile>, Error> {
    let reader = app.store().reader().await?;
    let import = imports::get(&reader, id).await?.ok_or(Error::NotFound)?;
    open_for(app, actor, &import.ledger).map_err(|_| Error::NotFound)?;
    later_of(&reader, &import).await
}

/// The same of an import that is at hand.
pub(super) async fn later_of(db: &impl Db, import: &Import) -> Result<Option<LaterFile>, Error> {
    let all = imports::later(db, &import.ledger, import.as_of).await?;
    let newest = all.into_iter().rev().find(|later| speaks(later).is_some());
    Ok(newest.map(|later| LaterFile { import: later.id, name: later.name, as_of: later.as_of }))
}

/// What a file speaks of on its day, once it is being loaded and as long as it is not taken back.
pub(super) fn speaks(import: &Import) -> Option<Speaks> {
    let state = State::of(&import.is.state)?;
    let is_loaded = matches!(state, State::Loading | State::Loaded | State::Stopped);
    if !is_loaded || is_half_taken_back(&import.is) || Told::of(&import.is).is_publication {
        return None;
    }
    let Reading { columns, fixed, blank } = reading(&import.is).ok()?;
    let fields = columns.0.into_iter().flatten().chain(fixed.into_keys()).collect();
    Some(Speaks { fields, clears: blank == ledger::Blank::Clears })
}
