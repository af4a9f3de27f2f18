use std::path::PathBuf;

use documents::table_file::TableFormat;
use jiff::civil::Date;
use kernel::{Place, Problem, Wording};
use ledger::{Columns, Fixed, Ledger};
use store::files::{self, NewFile as Kept, Upload};
use store::imports::{self, NewImport, Standing};
use tokio::task::spawn_blocking;

use super::beside::{counting, is_headed};
use super::look::{Looked, Sample, look, meant};
use super::rows::{mapping, read_mapping};
use super::{State, file_problem, may_load, open_for};
use crate::gate;
use crate::records::{self, Opened};
use crate::{Actor, App, Error};

/// The most bytes of a file that is loaded.
pub const FILE_BYTES_MAX: u64 = 1024 * 1024 * 1024;

/// The most characters of where a file comes from, and of what is said of it.
const WORDS_MAX: usize = 300;

/// The act by which a file is taken in, as the trail names it.
pub(super) const ACT: &str = "take-in-file";

/// The kind of thing that an import is, as the trail names it.
pub const SUBJECT: &str = "import";

/// A file that somebody sends for a ledger.
#[derive(Debug, Clone)]
pub struct NewFile<'n> {
    /// The ledger.
    pub ledger: &'n str,
    /// The name under which it is sent.
    pub name: &'n str,
    /// The day for which it speaks; none: today.
    pub as_of: Option<Date>,
    /// Where it comes from, such as 国家知识产权局数据服务平台.
    pub source: &'n str,
    /// What is said of it.
    pub note: &'n str,
}

impl NewFile<'_> {
    /// What is said of it, if anything is.
    pub(super) fn remark(&self) -> Option<&str> {
        Some(self.note.trim()).filter(|note| !note.is_empty())
    }
}

/// The ledgers into which somebody may load files, in the order of their ids.
pub fn ledgers(app: &App, actor: &Actor) -> Vec<Opened> {
    let all = records::ledgers(app, actor).into_iter();
    all.filter(|opened| may_load(actor, opened.ledger()).is_ok()).collect()
}

/// Begins to take a file, before it is said for what.
///
/// # Errors
/// [`Error::NotFound`] to whoever may not load files into any ledger.
pub fn upload(app: &App, actor: &Actor) -> Result<Upload, Error> {
    if ledgers(app, actor).is_empty() {
        return Err(Error::NotFound);
    }
    Ok(app.store().files().upload(FILE_BYTES_MAX)?)
}

/// Takes a file in: looks whether it may enter and what it is, keeps it, and finds out which column is which field. Gives the number of
/// the import.
///
/// # Errors
/// [`Error::NotFound`] and [`Error::NotAllowed`] to whoever may not load files into the ledger; [`Error::Invalid`] with every problem:
/// that it is marked secret, is no table, or has no table for the ledger that was not loaded before; then nothing of it is kept.
pub async fn take_in(app: &App, actor: &Actor, new: &NewFile<'_>, upload: Upload) -> Result<i64, Error> {
    let opened = open_for(app, actor, new.ledger)?;
    let problems = check_words(new, app.today());
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let looked = seen(app, new.name, upload.path().to_owned()).await?;
    if let Some(why) = &looked.stopped {
        return Err(gate::refuse(app, actor, "file", why).await?);
    }
    let digest = upload.digest();
    let before = counting(&app.store().reader().await?, &[new.ledger], &digest).await?;
    let standing = standing(app, opened.ledger(), &looked.tables, &before).await?;
    // Of several imports of the file, the last is the one that is told.
    let Some(standing) = standing else {
        return Err(Error::invalid(before.first().map_or_else(super::choose::no_table, sent_before)));
    };
    let stored = upload.finish().await?;
    let mut write = app.begin(actor, ACT, (SUBJECT, ""), Some(new.source.trim())).await?;
    let kept = Kept { name: new.name, media_type: media_type(looked.format), figures: None };
    files::add(&write, &stored, &kept).await?;
    let format = serde_json::to_string(&looked.format.wording()).expect("texts always serialize");
    let taken = NewImport {
        account: actor.account,
        actor: &actor.name,
        ledger: new.ledger,
        file: (stored.digest, new.name, stored.size, &format),
        as_of: new.as_of.unwrap_or_else(|| app.today()),
        source: new.source.trim(),
        note: new.remark(),
    };
    let id = imports::make(&write, &taken, &standing, app.now()).await?;
    write.set_subject_id(&id.to_string());
    write.commit().await?;
    Ok(id)
}

/// Looks at the file away from the threads that answer pages.
async fn seen(app: &App, name: &str, path: PathBuf) -> Result<Looked, Error> {
    let (declarations, file) = (app.declarations(), name.to_owned());
    let looked = spawn_blocking(move || look(&path, &file, &declarations.gate)).await;
    let looked = looked.map_err(|error| Error::broken(error.to_string()))?;
    looked.map_err(|error| {
        let problem = file_problem(&error, name);
        Error::invalid(Problem { place: problem.place.clone().at_field("file"), ..problem })
    })
}

/// A file of which nobody has said how it is read.
pub(super) fn untouched() -> Standing {
    Standing {
        state: State::TakenIn.name().to_owned(),
        blank: "keeps".to_owned(),
        heads: "[]".to_owned(),
        columns: "[]".to_owned(),
        ..Standing::default()
    }
}

/// How the file is read unless somebody says otherwise: as a table with the same heads was loaded last, or as its heads say. If the file
/// came before, the next of its tables is meant; none if there is no other that can be loaded.
async fn standing(
    app: &App,
    ledger: &Ledger,
    tables: &[Sample],
    before: &[imports::Import],
) -> Result<Option<Standing>, Error> {
    let mut standing = untouched();
    let is_taken = |index: usize| before.iter().any(|import| import.is.table.0 as usize == index);
    let is_left = |index: usize| before.is_empty() || (!is_taken(index) && is_headed(&tables[index], ledger));
    if let Some((index, heading)) = meant(tables, ledger, is_left) {
        let table = &tables[index];
        standing.table = (u32::try_from(index).unwrap_or_default(), table.name.clone());
        let row = u32::try_from(heading.row).unwrap_or_default();
        put_heading(app, ledger, &mut standing, table, row, Some(heading.columns)).await?;
    } else if !before.is_empty() {
        return Ok(None);
    } else if let Some(table) = tables.first() {
        standing.table = (0, table.name.clone());
        put_heading(app, ledger, &mut standing, table, 0, None).await?;
    }
    Ok(Some(standing))
}

/// Takes a row of a table for its heading, with the columns as they were taken last for the same heads, and the values that all rows had then.
pub(super) async fn put_heading(
    app: &App,
    ledger: &Ledger,
    standing: &mut Standing,
    table: &Sample,
    row: u32,
    columns: Option<Columns>,
) -> Result<(), Error> {
    let heads: &[String] = table.rows.get(row as usize).map_or(&[], |(_, cells)| cells.as_slice());
    let heads_json = serde_json::to_string(heads).expect("texts always serialize");
    let remembered = imports::remembered(&app.store().reader().await?, &ledger.id, &heads_json).await?;
    let remembered = remembered.and_then(|kept| read_mapping(&kept).ok());
    // What was remembered before the ledger was declared otherwise is of no use.
    let remembered = remembered.filter(|(columns, fixed)| columns.check(ledger, fixed).is_empty());
    let found = || {
        let heading = ledger::Heading::find(ledger, std::iter::once(heads));
        heading.map(|heading| heading.columns)
    };
    let recognized = || (columns.or_else(found).unwrap_or_default(), Fixed::new());
    let (columns, fixed) = remembered.unwrap_or_else(recognized);
    (standing.heading, standing.heads) = (row, heads_json);
    standing.columns = mapping(&columns, &fixed);
    Ok(())
}

fn media_type(format: TableFormat) -> &'static str {
    match format {
        TableFormat::Csv { .. } => "text/csv",
        TableFormat::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        TableFormat::Xls => "application/vnd.ms-excel",
        TableFormat::Ods => "application/vnd.oasis.opendocument.spreadsheet",
        TableFormat::JsonLines => "application/x-ndjson",
        TableFormat::Xml(_) => "application/xml",
    }
}

pub(super) fn check_words(new: &NewFile<'_>, today: Date) -> Vec<Problem> {
    let mut problems = Vec::new();
    if new.source.trim().is_empty() {
        problems.push(Problem::error(
            "missing-field",
            Place::default().at_field("source"),
            Wording::new("没有写数据来源", "where the file comes from is missing"),
            Wording::new("请写明由哪个部门或平台提供", "say which office or platform gave it"),
        ));
    }
    for (field, text) in [("source", new.source), ("note", new.note)] {
        if text.chars().count() > WORDS_MAX {
            problems.push(Problem::error(
                "text-too-long",
                Place::default().at_field(field),
                Wording::new("写得太长", "it is too long"),
                Wording::new(
                    format!("请缩短到{WORDS_MAX}个字以内"),
                    format!("shorten it to {WORDS_MAX} characters"),
                ),
            ));
        }
    }
    if new.as_of.is_some_and(|day| day > today) {
        problems.push(Problem::error(
            "day-to-come",
            Place::default().at_field("as_of"),
            Wording::new("截止日期还没有到", "the day for which the file speaks is still to come"),
            Wording::new(
                "请填写数据截至哪一天，不晚于今天",
                "give the day for which it speaks, today at the latest",
            ),
        ));
    }
    problems
}

pub(super) fn sent_before(before: &imports::Import) -> Problem {
    let (name, id) = (&before.name, before.id);
    let day = crate::day_of(before.made_at);
    let state = State::of(&before.is.state).unwrap_or(State::Loaded).title();
    let (of_table, table) = match before.is.table.1.as_str() {
        "" => (String::new(), String::new()),
        table => (format!("的“{table}”"), format!(", {table}")),
    };
    Problem::error(
        "sent-before",
        Place::default().at_field("file"),
        Wording::new(
            format!("同一份文件已经收过：第{id}号导入“{name}”{of_table}，{day}，{}", state.zh),
            format!("the same file is here already: import {id}, {name}{table}, {day}, {}", state.en),
        ),
        Wording::new(
            format!("请打开第{id}号导入继续；确要重新导入的，先放弃或撤回那一次"),
            format!("go on with import {id}; to load it again, drop that one or take it back first"),
        ),
    )
}
