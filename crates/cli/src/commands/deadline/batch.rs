use std::ffi::OsStr;
use std::io::{self, BufWriter, Write};

use csv::ByteRecord;
use kernel::calendar::Calendar;
use kernel::declaration::nearest;
use kernel::period::{Due, Error, Event, Period, Regime, Regimes, due};
use kernel::{Place, Problem, Wording};

use super::problem;
use crate::failure::{Exit, Failure};
use crate::input;
use crate::render::{Paint, problems};
use crate::session::Session;

/// The columns a table must have, in the order in which they are read.
const COLUMNS: [&str; 4] = ["event_date", "amount", "unit", "regime"];
/// The columns that are added.
const ADDED: [&str; 2] = ["due", "provisional"];

/// Counts every row. Rows are read, counted and written one by one, so a table may be of any length.
pub(super) fn run(file: &OsStr, session: &mut Session) -> Result<Exit, Failure> {
    let name = input::name(file, session);
    let pack = session.pack()?;
    let (calendar, regimes) = (pack.calendar()?, pack.regimes()?);
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .buffer_capacity(256 * 1024)
        .from_reader(input::reader(file)?);
    let mut record = ByteRecord::new();
    if !read(&mut reader, &mut record, &name)? {
        return Err(empty(&name));
    }
    let header = header(&record, &name)?;
    let language = session.language;
    let mut messages = Messages { stderr: BufWriter::new(io::stderr().lock()), failed: 0 };
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(&mut session.output);
    header.names.iter().for_each(|name| record.push_field(name));
    strip_mark(&mut record);
    write(&mut writer, &record)?;
    let mut rows = 0_usize;
    let mut rules = Rules { calendar, regimes, last: None };
    while read(&mut reader, &mut record, &name)? {
        rows += 1;
        let counted = rules.count(&record, &header);
        match &counted {
            Ok(due) => {
                pad(&mut record, header.fields);
                record.push_field(due.to_string().as_bytes());
                record.push_field(if due.provisional { b"true" } else { b"false" });
            }
            Err(fault) => {
                let line = record.position().map_or(0, csv::Position::line);
                let place = Place::file(name.as_str()).at_line(usize::try_from(line).unwrap_or(usize::MAX));
                let problem = fault.problem(place, &rules.regimes, &header);
                messages.tell(&problems::message(&problem, language, Paint::choose("never", false)));
                pad(&mut record, header.fields);
                record.push_field(b"");
                record.push_field(b"");
            }
        }
        write(&mut writer, &record)?;
    }
    writer.flush()?;
    drop(writer);
    let failed = messages.failed;
    drop(messages);
    session.say(&format!("{rows} 行，{failed} 行有误"), &format!("{rows} rows, {failed} wrong"))?;
    Ok(if failed == 0 { Exit::Fine } else { Exit::Found })
}

/// Where the columns stand.
struct Header {
    /// Fields of a row.
    fields: usize,
    /// The place of each of [`COLUMNS`].
    at: [usize; 4],
    /// The columns to be added.
    names: Vec<&'static [u8]>,
}

/// What is wrong with a row.
enum Fault {
    Count(Error),
    Fields(usize),
    NotText(&'static str),
}

/// What rows are counted with; the regime of the row before is mostly that of the next.
struct Rules {
    calendar: Calendar,
    regimes: Regimes,
    last: Option<Regime>,
}

impl Rules {
    fn count(&mut self, record: &ByteRecord, header: &Header) -> Result<Due, Fault> {
        if record.len() != header.fields {
            return Err(Fault::Fields(record.len()));
        }
        let [event, amount, unit, regime] = header.at;
        let text = |at: usize, column| {
            let field = record.get(at).unwrap_or_default();
            std::str::from_utf8(field).map(str::trim).map_err(|_| Fault::NotText(column))
        };
        let event: Event = text(event, COLUMNS[0])?.parse().map_err(Fault::Count)?;
        let period =
            Period::parse(text(amount, COLUMNS[1])?, text(unit, COLUMNS[2])?).map_err(Fault::Count)?;
        let id = text(regime, COLUMNS[3])?;
        if self.last.as_ref().is_none_or(|last| last.id != id) {
            self.last = Some(self.regimes.get(id).map_err(Fault::Count)?.clone());
        }
        let Some(regime) = &self.last else { return Err(Fault::NotText(COLUMNS[3])) };
        due(&self.calendar, regime, event, period).map_err(Fault::Count)
    }
}

impl Fault {
    fn problem(&self, place: Place, regimes: &Regimes, header: &Header) -> Problem {
        let fields = header.fields;
        match self {
            Fault::Count(error) => problem(error, place, regimes),
            Fault::Fields(found) => Problem::error(
                "fields",
                place,
                Wording::new(
                    format!("这一行有{found}列，表头有{fields}列"),
                    format!("the row has {found} fields, the header {fields}"),
                ),
                Wording::new(
                    "请检查逗号；含逗号的内容要加英文双引号",
                    "check the commas; put quotation marks around what holds one",
                ),
            ),
            Fault::NotText(column) => Problem::error(
                "not-utf-8",
                place.at_field(*column),
                Wording::new("内容不是 UTF-8 编码", "this is not UTF-8"),
                Wording::new("请把文件另存为 UTF-8 编码的 CSV", "save the file as CSV in UTF-8"),
            ),
        }
    }
}

/// Messages on wrong rows. There may be a million of them, so they are gathered before they are written.
struct Messages {
    stderr: BufWriter<io::StderrLock<'static>>,
    failed: usize,
}

impl Messages {
    fn tell(&mut self, message: &str) {
        self.failed += 1;
        // Nobody can be told that stderr is closed.
        _ = self.stderr.write_all(message.as_bytes());
    }
}

fn read(
    reader: &mut csv::Reader<Box<dyn io::Read>>,
    record: &mut ByteRecord,
    name: &str,
) -> Result<bool, Failure> {
    reader.read_byte_record(record).map_err(|error| {
        let detail = error.to_string();
        Failure::failed(
            "not-read",
            Place::file(name),
            Wording::new(format!("无法读取：{detail}"), format!("cannot be read: {detail}")),
            Wording::new("请检查文件是否完好", "check that the file is sound"),
        )
    })
}

fn write(writer: &mut csv::Writer<&mut crate::output::Output>, record: &ByteRecord) -> Result<(), Failure> {
    writer.write_byte_record(record).map_err(|error| match error.into_kind() {
        csv::ErrorKind::Io(error) => Failure::from(error),
        other => Failure::from(io::Error::other(format!("{other:?}"))),
    })
}

/// A row that is too short gets empty fields, so that what is added stands below its header.
fn pad(record: &mut ByteRecord, fields: usize) {
    while record.len() < fields {
        record.push_field(b"");
    }
}

/// Finds the columns by their names.
fn header(record: &ByteRecord, name: &str) -> Result<Header, Failure> {
    let names: Vec<String> = record.iter().map(clean).collect();
    let place = || Place::file(name).at_line(1);
    let mut absent = Vec::new();
    let mut at = [0; 4];
    for (column, at) in COLUMNS.iter().zip(&mut at) {
        match names.iter().position(|name| name == column) {
            Some(position) => *at = position,
            None => absent.push(*column),
        }
    }
    if !absent.is_empty() && names.iter().any(|name| name.contains(|c: char| c.is_control())) {
        return Err(Failure::Failed(vec![binary(Place::file(name))]));
    }
    let mut found = missing(&absent, &names, &place());
    for column in ADDED.iter().filter(|column| names.iter().any(|name| name == *column)) {
        found.push(Problem::error(
            "column-there",
            place().at_field(*column),
            Wording::new(format!("已有列 {column}"), format!("there is a column {column} already")),
            Wording::new(
                "请删去或改名，计算结果会写在这一列",
                "take it away or rename it; the answer will stand there",
            ),
        ));
    }
    if !found.is_empty() {
        return Err(Failure::Failed(found));
    }
    Ok(Header { fields: record.len(), at, names: ADDED.iter().map(|name| name.as_bytes()).collect() })
}

/// A problem for each column that stands there under a name like it, and one for all the others.
fn missing(absent: &[&str], names: &[String], place: &Place) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut rest = Vec::new();
    for column in absent {
        match nearest(column, names.iter().map(String::as_str)) {
            Some(meant) => {
                let remedy =
                    Wording::new(format!("是不是“{meant}”？请改名"), format!("is it {meant}? rename it"));
                problems.push(missing_columns(column, place, remedy));
            }
            None => rest.push(*column),
        }
    }
    if !rest.is_empty() {
        let remedy = Wording::new(
            format!("第一行应含 {}，用英文逗号分隔", COLUMNS.join(",")),
            format!("the first line must hold {}, separated by commas", COLUMNS.join(",")),
        );
        problems.push(missing_columns(&rest.join(", "), place, remedy));
    }
    problems
}

fn missing_columns(columns: &str, place: &Place, remedy: Wording) -> Problem {
    let what = Wording::new(format!("缺少列 {columns}"), format!("missing in the header: {columns}"));
    Problem::error("missing-column", place.clone(), what, remedy)
}

/// A workbook or a picture where a table of text is wanted.
fn binary(place: Place) -> Problem {
    Problem::error(
        "not-a-table",
        place,
        Wording::new("这不是文本表格", "this is no table of text"),
        Wording::new(
            format!("请在电子表格中另存为 UTF-8 编码的 CSV，第一行为 {}", COLUMNS.join(",")),
            format!(
                "save it from the spreadsheet as CSV in UTF-8, the first line being {}",
                COLUMNS.join(",")
            ),
        ),
    )
}

/// A name of a column without blanks and without the mark some editors put before a text.
fn clean(field: &[u8]) -> String {
    String::from_utf8_lossy(field).trim_start_matches('\u{feff}').trim().to_owned()
}

/// The mark would hide the first column from the next program.
fn strip_mark(record: &mut ByteRecord) {
    if record.get(0).is_some_and(|first| first.starts_with("\u{feff}".as_bytes())) {
        let fields: Vec<Vec<u8>> = record.iter().map(<[u8]>::to_vec).collect();
        record.clear();
        for (at, field) in fields.iter().enumerate() {
            record.push_field(if at == 0 { &field[3..] } else { field });
        }
    }
}

fn empty(name: &str) -> Failure {
    Failure::failed(
        "empty-table",
        Place::file(name),
        Wording::new("表格是空的", "the table is empty"),
        Wording::new(
            format!("第一行应为 {}", COLUMNS.join(",")),
            format!("the first line must be {}", COLUMNS.join(",")),
        ),
    )
}
