//! What never enters: a file that carries a mark of secrecy is refused before anything of it is kept.

use documents::table_file::TableFile;
use kernel::{Place, Problem, Wording};
use pack::Gate;

use crate::{Actor, App, Error};

/// The act by which the trail says that somebody tried. Of the file it says nothing, not even its name.
pub const ACT: &str = "refuse-at-gate";

/// Notes that somebody sent a file that must not enter, and says why it was refused.
pub(crate) async fn refuse(app: &App, actor: &Actor, field: &str, why: &Wording) -> Result<Error, Error> {
    let write = app.begin(actor, ACT, ("file", "-"), Some(&why.zh)).await?;
    write.commit().await?;
    Ok(Error::invalid(refused(field, why)))
}

/// Why a file of rows must not enter: a cell of any of its tables is marked. What is wrong with a row keeps no other from being looked
/// at.
pub(crate) fn of_rows(file: &TableFile, gate: &Gate) -> Option<Wording> {
    let tables = (0..file.tables().len()).filter_map(|table| file.rows(table).ok());
    tables
        .flat_map(|rows| rows.filter_map(Result::ok))
        .find_map(|row| row.cells.iter().find_map(|cell| gate.stops(cell)).cloned())
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
