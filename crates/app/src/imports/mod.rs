//! Files that are loaded into ledgers.
//!
//! ```text
//! taken in ──choose──► looked at (check) ──confirm──► loading ──► loaded ──take back──► taken back
//!     │        columns      every row, nothing written     in small operations, beside the pages
//!     └──► refused before anything is kept: marked secret, no table, each of its tables loaded before
//! ```
//!
//! A row that cannot be read or said is set aside with its problems, and the others are loaded; the rows that were set aside are taken along
//! as a file, put right, and loaded as a file of their own; none of them is left out, however many they are. What was loaded names its import
//! and its line for ever; the file is kept.
//!
//! A file may have several tables. Its bytes and the table together are what is loaded once: the same bytes again are taken for the next table
//! that can be loaded, and the result names those that are not loaded yet.
//!
//! Pages, programs and commands do the same steps by the same functions. Who loads a file into a ledger may make and change all of its
//! records.
//!
//! Begin with [`take_in`].

mod aside;
mod beside;
mod choose;
mod effect;
mod found;
mod kept;
mod later;
mod look;
mod rows;
mod run;
mod see;
mod state;
mod take_in;
mod unattributed;
mod under_way;
mod work;

pub use aside::{RowsAside, rows_aside};
pub use beside::{Beside, Other, another, another_as, beside};
pub use choose::{Choice, check, choose, confirm, drop_file, take_back};
pub use effect::{Effect, Move, Moves, effect, moves, present};
pub use later::{LaterFile, later_file};
pub use look::Sample;
pub(crate) use run::{check_file, give_up, load_file, take_back_file};
pub use see::{LIST_MAX, Seen, SetAside, SourceRow, heading, list, sample, see, set_aside, source_row};
pub use state::{Finding, State, Told};
pub use take_in::{FILE_BYTES_MAX, NewFile, SUBJECT, ledgers, take_in, upload};
pub use under_way::UnderWay;
pub(crate) use under_way::{in_part, under_way};

use kernel::Problem;
use ledger::Ledger;

use crate::records::{Opened, open};
use crate::{Act, Actor, App, Error, Granted, Subject, may};

/// Whether somebody may load files into a ledger: whoever may make and change each of its records.
fn may_load(actor: &Actor, ledger: &Ledger) -> Result<(), Error> {
    let any = form::Fields::new();
    for act in [Act::Create, Act::Change] {
        may(actor, act, Subject::Record(ledger, &any)).map_err(Error::NotAllowed)?;
    }
    Ok(())
}

/// Opens a ledger into which somebody may load files.
fn open_for(app: &App, actor: &Actor, ledger: &str) -> Result<Opened, Error> {
    let opened = open(app, actor, ledger)?;
    may_load(actor, opened.ledger())?;
    Ok(opened)
}

/// Whoever works at the command line of the machine itself, with every role: they hold the database and its key.
pub fn console(app: &App) -> Actor {
    let declarations = app.declarations();
    let roles = declarations.roles.iter().map(|role| Granted {
        role: role.clone(),
        body: None,
        case: None,
        deputy_for: None,
    });
    Actor { roles: roles.collect(), ..crate::accounts::console(app) }
}

/// What is wrong with a file, as people read it.
fn file_problem(error: &documents::Error, name: &str) -> Problem {
    error.to_problem(name)
}
