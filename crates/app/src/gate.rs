//! What never enters: what carries a mark of secrecy is refused before anything of it is kept, be it a file, what somebody types or what a
//! program sends.
//!
//! Files pass in `files.rs` and `imports/`. Fields pass where they come in: [`pass`] is called by whoever takes what was given for a record
//! (`records/propose.rs`), for all rows of a file (`imports/choose.rs`), for a step of a case (`cases/take.rs`), for a draft
//! (`cases/drafts.rs`), or as what a firm, an account or a key is called (`firms/`, `accounts/profile.rs`, `api_keys/make.rs`). The reason of
//! any operation passes in [`App::begin`].

use documents::table_file::TableFile;
use documents::{Inside, look_inside};
use kernel::{Place, Problem, Wording};
use pack::Gate;

use crate::{Actor, App, Error};

/// The act by which the trail says that somebody tried. Of what was sent it says nothing, not even the name of a file.
pub const ACT: &str = "refuse-at-gate";

/// What files are, as the trail names it.
const FILE: &str = "file";
/// What somebody typed, or a program sent, as the trail names it.
const TEXT: &str = "text";

/// Notes that somebody sent a file that must not enter, and says why it was refused.
pub(crate) async fn refuse(app: &App, actor: &Actor, field: &str, why: &Wording) -> Result<Error, Error> {
    note(app, actor, FILE, why).await?;
    Ok(Error::invalid(refused(field, why)))
}

/// Lets texts pass, each with the field for which it is given. It is called before an operation begins: that somebody tried is one of
/// its own.
///
/// # Errors
/// [`Error::Invalid`] with the first field that must not enter.
pub(crate) async fn pass(app: &App, actor: &Actor, said: Vec<(&str, &str)>) -> Result<(), Error> {
    let Some((field, why)) = stopped(app, &said) else { return Ok(()) };
    note(app, actor, TEXT, &why).await?;
    Err(Error::invalid(refused_text(&field, &why)))
}

/// The first text that must not enter: its field, and why.
fn stopped(app: &App, said: &[(&str, &str)]) -> Option<(String, Wording)> {
    let declarations = app.declarations();
    let why = |text: &str| declarations.gate.stops_lines(text).cloned();
    said.iter().find_map(|(field, text)| Some(((*field).to_owned(), why(text)?)))
}

async fn note(app: &App, actor: &Actor, what: &str, why: &Wording) -> Result<(), Error> {
    let write = app.begin_passed(actor, ACT, (what, "-"), Some(&why.zh)).await?;
    write.commit().await?;
    Ok(())
}

/// Why a file of rows must not enter: a cell of any of its tables is marked. What is wrong with a row keeps no other from being looked
/// at.
pub(crate) fn of_rows(file: &TableFile, gate: &Gate) -> Option<Wording> {
    let tables = (0..file.tables().len()).filter_map(|table| file.rows(table).ok());
    tables
        .flat_map(|rows| rows.filter_map(Result::ok))
        .find_map(|row| row.cells.iter().find_map(|cell| gate.stops(cell)).cloned())
}

/// Why what stands beside the table of an archive must not enter.
pub(crate) fn of_beside(file: &TableFile, gate: &Gate) -> Option<Wording> {
    // What cannot be opened any more is told where its rows are read.
    of_said(gate, |is_enough| file.look_beside(is_enough).unwrap_or_default())
}

/// Why an archive must not enter, an office file or a collection of files: the name of a file in it is marked, or a line of text; or one is
/// too large to be looked at.
pub(crate) fn of_archive(bytes: &[u8], gate: &Gate) -> Option<Wording> {
    of_said(gate, |is_enough| look_inside(bytes, is_enough))
}

fn of_said(gate: &Gate, look: impl FnOnce(&mut dyn FnMut(Inside<'_>) -> bool)) -> Option<Wording> {
    let (mut why, mut before) = (None, String::new());
    look(&mut |said: Inside<'_>| {
        why = match said {
            Inside::Name(name) => {
                before.clear();
                gate.stops_name(name).cloned()
            }
            Inside::Line(line) => {
                let found = gate.stops_after(&before, line).cloned();
                line.clone_into(&mut before);
                found
            }
            Inside::TooLarge => Some(too_large()),
        };
        why.is_some()
    });
    why
}

/// It is no mark, but nobody knows whether there is one.
fn too_large() -> Wording {
    Wording::new(
        "里有过大的文件，无法检查是否涉密（请把它从压缩包里取出，单独上传）",
        "a file in it is too large to be looked at; take it out of the archive and send it by itself",
    )
}

fn refused(field: &str, why: &Wording) -> Problem {
    Problem::error(
        "marked-secret",
        Place::default().at_field(field),
        Wording::new(
            format!("这份文件{}，没有接收，也没有保存其中任何内容", why.zh),
            format!("the file was not taken and nothing of it was kept: {}", why.en),
        ),
        Wording::new(
            "涉密材料不得上传到本系统，请按保密规定办理；如系误标，请由定密责任人更正后再传",
            "secret material must not be sent here; handle it by the rules of secrecy, or have a wrong mark corrected first",
        ),
    )
}

fn refused_text(field: &str, why: &Wording) -> Problem {
    Problem::error(
        "marked-secret",
        Place::default().at_field(field),
        Wording::new(
            format!("填写的内容{}，没有保存其中任何内容", why.zh),
            format!("nothing of what was written was kept: {}", why.en),
        ),
        Wording::new(
            "涉密内容不得录入本系统，请按保密规定办理；如内容并不涉密，请去掉密级字样后再填",
            "secret matters must not be written here; handle them by the rules of secrecy, or leave out the mark if nothing is secret",
        ),
    )
}
