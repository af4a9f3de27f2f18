//! A table that people take along, fill in and send back: it is read by the heads of its columns, in the words of either language;
//! what it says is shown; and it goes on, carried along by the page, once somebody has looked at that.

use askama::Template;
use documents::csv::CsvRow;
use form::Language;
use kernel::{Place, Problem, Wording};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::components::{ErrorSummary, Field, FieldControl, SummaryItem, Table, component};
use crate::error::Error;
use crate::input::SentFiles;
use crate::records::sentence;
use crate::words::Words;

/// The field with the file, and the one with what was read from it.
const FILE: &str = "sheet";
const ROWS: &str = "rows";

/// Rows that are looked at for the heads of the columns.
const HEAD_ROWS: usize = 10;

/// What was sent.
pub(crate) enum SentBack<R> {
    /// A file.
    File(Vec<CsvRow>),
    /// What one that was shown before says.
    Shown(R),
}

impl<R: DeserializeOwned> SentBack<R> {
    /// What came with a form, or what is wrong with the file.
    pub(crate) fn read(sent: SentFiles) -> Result<Result<SentBack<R>, Vec<Problem>>, Error> {
        let shown = sent.input.text(ROWS);
        if !shown.is_empty() {
            let rows = serde_json::from_str(shown).map_err(|_| Error::BadRequest)?;
            return Ok(Ok(SentBack::Shown(rows)));
        }
        let file = sent.files.into_iter().find(|file| file.field == FILE && !file.bytes.is_empty());
        let Some(file) = file else { return Ok(Err(vec![no_file()])) };
        let rows = documents::read_rows(&file.name, &file.bytes);
        Ok(rows.map(SentBack::File).map_err(|error| vec![error.to_problem(&file.name)]))
    }
}

/// A column that is read.
#[derive(Clone)]
pub(crate) struct Head {
    pub(crate) id: String,
    /// What it is called.
    pub(crate) title: Wording,
    /// Whether a table may do without it.
    pub(crate) is_optional: bool,
}

impl Head {
    /// A column that pages call so.
    pub(crate) fn new(id: &str, pick: fn(Words) -> &'static str) -> Head {
        let [zh, en] = [Language::Zh, Language::En].map(|language| pick(Words::new(language)));
        Head { id: id.to_owned(), title: Wording::new(zh, en), is_optional: false }
    }

    /// The same, without which a table is read as well.
    pub(crate) fn optional(self) -> Head {
        Head { is_optional: true, ..self }
    }

    /// The column of a field.
    pub(crate) fn of(id: &str, title: &Wording) -> Head {
        let [zh, en] = [Language::Zh, Language::En].map(|language| Words::new(language).title(title));
        Head { id: id.to_owned(), title: Wording::new(zh, en), is_optional: false }
    }

    fn is_called(&self, cell: &str) -> bool {
        [&self.title.zh, &self.title.en].into_iter().any(|title| title == cell.trim())
    }
}

/// The rows below the heads.
pub(crate) struct Below<'r> {
    rows: &'r [CsvRow],
    /// The id of each column, with its place.
    places: Vec<(&'r str, usize)>,
}

impl<'r> Below<'r> {
    /// Looks for the heads of one of several tables: the first row that has those that tell it apart; tells which it is. All its heads have to
    /// be there, but for those that it may do without.
    pub(crate) fn find_one(
        rows: &'r [CsvRow],
        tables: &[(&[&'r Head], [&str; 2])],
    ) -> Result<(usize, Below<'r>), Vec<Problem>> {
        let place = |row: &CsvRow, head: &Head| row.cells.iter().position(|cell| head.is_called(cell));
        let telling: Vec<Vec<&Head>> = tables
            .iter()
            .map(|(heads, ids)| heads.iter().copied().filter(|head| ids.contains(&&*head.id)).collect())
            .collect();
        let is_head = |row: &CsvRow, telling: &[&Head]| telling.iter().all(|head| place(row, head).is_some());
        let found = telling.iter().enumerate().find_map(|(table, telling)| {
            let at = rows.iter().take(HEAD_ROWS).position(|row| is_head(row, telling))?;
            Some((table, at))
        });
        let Some((table, at)) = found else { return Err(vec![no_heads(&telling)]) };
        let found = tables[table].0.iter().map(|head| (head, place(&rows[at], head)));
        let (there, mut missing): (Vec<_>, Vec<_>) = found.partition(|(_, place)| place.is_some());
        missing.retain(|(head, _)| !head.is_optional);
        if !missing.is_empty() {
            return Err(missing.into_iter().map(|(head, _)| no_column(rows[at].line, head)).collect());
        }
        let places = there.into_iter().filter_map(|(head, place)| Some((head.id.as_str(), place?)));
        Ok((table, Below { rows: &rows[at + 1..], places: places.collect() }))
    }

    /// The rows in which something stands in a column that is read.
    pub(crate) fn filled(&self) -> impl Iterator<Item = &'r CsvRow> {
        self.rows.iter().filter(|row| self.places.iter().any(|(id, _)| !self.text(row, id).is_empty()))
    }

    /// What stands in a column of a row, without blanks around it.
    pub(crate) fn text(&self, row: &'r CsvRow, id: &str) -> &'r str {
        let place = self.places.iter().find(|(column, _)| *column == id);
        place.and_then(|(_, place)| row.cells.get(*place)).map_or("", |cell| cell.trim())
    }
}

/// Everything that is wrong, each with its line and what its column is called.
pub(crate) fn summary(words: Words, heads: &[Head], problems: &[Problem]) -> ErrorSummary {
    let item = |problem: &Problem| {
        let (line, text) = (problem.place.line, sentence(words, problem));
        let head = heads.iter().find(|head| Some(&head.id) == problem.place.field.as_ref());
        let text = match (line, head) {
            (Some(line), Some(head)) => words.sheets_at_cell(line, words.of(&head.title), text),
            (Some(line), None) => words.sheets_at_line(line, text),
            (None, _) => text,
        };
        SummaryItem { href: None, text }
    };
    ErrorSummary {
        title: words.error_summary_title(problems.len()),
        items: problems.iter().map(item).collect(),
    }
}

/// The form by which a table is sent back, or by which it goes on once it was shown.
#[derive(Template)]
#[template(path = "components/sent_back.html")]
pub(crate) struct SentBackForm {
    words: Words,
    here: String,
    /// What it says, what goes back to go on, and the button.
    shown: Option<(Table, String, String)>,
    /// The field for the file, to those who may send it.
    file: Option<Field>,
}

component!(SentBackForm);

impl SentBackForm {
    /// Asks for a file, if a field for it is given by its label and help; it is sent to the whole address of its page.
    pub(crate) fn new(words: Words, here: String, file: Option<[&str; 2]>) -> SentBackForm {
        let control = || FieldControl::File { accept: ".xlsx,.csv".to_owned(), several: false };
        let file = file.map(|[label, help]| Field::new(words, FILE, label, control()).helped(help));
        SentBackForm { words, here, shown: None, file }
    }

    /// Shows what a table says; the button sends its rows on.
    pub(crate) fn show(&mut self, table: Table, rows: &impl Serialize, button: impl Into<String>) {
        let rows = serde_json::to_string(rows).unwrap_or_default();
        self.shown = Some((table, rows, button.into()));
    }
}

fn no_file() -> Problem {
    Problem::error(
        "no-file",
        Place::default().at_field(FILE),
        Wording::new("没有选择文件", "no file was chosen"),
        Wording::new("请选择填好的表格", "choose the table that you filled in"),
    )
}

fn no_heads(tables: &[Vec<&Head>]) -> Problem {
    let zh = |heads: &Vec<&Head>| heads.iter().map(|head| format!("“{}”", head.title.zh)).collect::<String>();
    let en = |heads: &Vec<&Head>| heads.iter().map(|head| &*head.title.en).collect::<Vec<&str>>().join(", ");
    let zh = tables.iter().map(zh).collect::<Vec<String>>().join("或");
    let en = tables.iter().map(en).collect::<Vec<String>>().join("; or ");
    Problem::error(
        "no-heads",
        Place::default().at_field(FILE),
        Wording::new(
            format!("没有找到{zh}等列名"),
            format!("the heads of the columns ({en}, …) were not found"),
        ),
        Wording::new(
            "请用从本页下载的表格，不要删去列名",
            "use the table that is taken from this page, and keep its heads",
        ),
    )
}

fn no_column(line: usize, head: &Head) -> Problem {
    let Wording { zh, en } = &head.title;
    Problem::error(
        "no-column",
        Place { line: Some(line), ..Place::default().at_field(FILE) },
        Wording::new(format!("没有“{zh}”这一列"), format!("there is no column {en}")),
        Wording::new("请补上这一列；没有内容的留空", "add the column; it may be empty"),
    )
}
