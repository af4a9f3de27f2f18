use std::collections::BTreeMap;

use app::cases::{CaseRow, Listed, SHEET_ROWS_MAX, Sheet, sheet_column as at, too_many_rows};
use app::duties;
use app::programme::Report;
use documents::csv::CsvRow;
use documents::{Cell, CellKind, Column, Workbook};
use form::{Field, Kind, Value};
use kernel::{Place, Problem, Wording};

use crate::error::Error;
use crate::page::Page;
use crate::pages::cases::state_of;
use crate::pages::duties::workbook;
use crate::records::{Look, column, resolve_cell, table_cell};
use crate::sent_back::{Below, Head};
use crate::words::Words;

/// Characters of a line of a field for long texts.
const LONG_TEXT_WIDTH: f64 = 44.0;

/// Codes that are listed at most; who needs one of more looks into the table.
const LISTED_MAX: usize = 60;

/// A sheet as a workbook: its columns, what stands in them, and what they say when they come back.
pub(super) struct Book<'b> {
    page: &'b Page,
    sheet: &'b Sheet,
    parts: Vec<Part<'b>>,
    /// Of each part, by what its column is found.
    heads: Vec<Head>,
}

/// A column.
enum Part<'b> {
    Number,
    Name,
    /// A field that is shown and not asked.
    Shown(&'b Field),
    State,
    Due,
    Asked(&'b Field),
    Reason,
    Happened,
    Wanted,
    Seen,
}

impl<'b> Book<'b> {
    pub(super) fn new(page: &'b Page, sheet: &'b Sheet) -> Book<'b> {
        let procedure = sheet.opened.procedure();
        let card = procedure.card.iter().filter(|id| !sheet.step.asks.contains(id));
        let card = card.filter_map(|id| procedure.form.field(id)).filter(|field| field.kind != Kind::Date);
        let mut parts = vec![Part::Number, Part::Name];
        parts.extend(card.map(Part::Shown));
        parts.extend([Part::State, Part::Due]);
        parts.extend(sheet.asked().map(Part::Asked));
        parts.extend(sheet.step.reason.then_some(Part::Reason));
        parts.extend([Part::Happened, Part::Wanted, Part::Seen]);
        let mut heads: Vec<Head> = Vec::new();
        for part in &parts {
            let head = part.head();
            heads.push(Head { title: apart(&head.title, &heads), ..head });
        }
        Book { page, sheet, parts, heads }
    }

    /// What the file is called.
    pub(super) fn title(&self) -> String {
        let words = self.page.words;
        let procedure = words.title(&self.sheet.opened.procedure().title);
        words.sheets_name(procedure, words.title(&self.sheet.step.title))
    }

    /// By what columns are found, and what they are called where something is wrong in them.
    pub(super) fn heads(&self) -> &[Head] {
        &self.heads
    }

    pub(super) fn workbook(&self) -> Workbook {
        let words = self.page.words;
        let demonstration = self.page.site.is_demonstration.then(|| words.demonstration().to_owned());
        let rows = self.sheet.cases.iter();
        let cases = documents::Sheet {
            name: words.sheets_sheet().to_owned(),
            title: Some(self.title()),
            notes: demonstration.into_iter().chain([words.sheets_note().to_owned()]).collect(),
            columns: self.parts.iter().zip(&self.heads).map(|(part, head)| self.column(part, head)).collect(),
            rows: rows
                .map(|listed| self.parts.iter().map(|part| self.cell(part, listed)).collect())
                .collect(),
            closing: Vec::new(),
        };
        Workbook { sheets: vec![cases, self.guide()] }
    }

    fn column(&self, part: &Part<'_>, head: &Head) -> Column {
        let words = self.page.words;
        let title = words.of(&head.title);
        match part {
            Part::Asked(field) if matches!(field.kind, Kind::LongText(_)) => {
                Column::new(title, CellKind::Text).wrapped_at(LONG_TEXT_WIDTH)
            }
            Part::Asked(field) => {
                let choices = if field.many { Vec::new() } else { self.values(field) };
                Column { title: title.to_owned(), ..column(self.page, field) }.offering(choices)
            }
            Part::Shown(field) => Column { title: title.to_owned(), ..column(self.page, field) },
            Part::Due | Part::Happened => Column::new(title, CellKind::Date),
            Part::Reason => Column::new(title, CellKind::Text).wrapped_at(LONG_TEXT_WIDTH),
            Part::Wanted => Column::new(title, CellKind::Text).offering(yes_or_no(words)),
            Part::Seen => Column::new(title, CellKind::Number { decimals: 0 }),
            Part::Number | Part::Name | Part::State => Column::new(title, CellKind::Text),
        }
    }

    fn cell(&self, part: &Part<'_>, listed: &Listed) -> Cell {
        let (page, current) = (self.page, &listed.current);
        let codes = &self.sheet.opened.declarations().codes;
        let look = Look { page, codes, names: &self.sheet.names };
        match part {
            Part::Number => Cell::text(&*current.number),
            Part::Name => Cell::text(&*current.name),
            Part::Shown(field) => table_cell(&look, field, current.fields.get(&field.id)),
            Part::State => Cell::text(state_of(page, self.sheet.opened.procedure(), current).text),
            Part::Due => listed.due.map_or(Cell::Empty, Cell::Date),
            Part::Asked(field) => asked_cell(&look, field, current.fields.get(&field.id)),
            Part::Seen => Cell::Integer(current.events.into()),
            Part::Reason | Part::Happened | Part::Wanted => Cell::Empty,
        }
    }

    /// How to fill in each column: what has to be there, what it means, what may be written.
    fn guide(&self) -> documents::Sheet {
        let words = self.page.words;
        let columns = [
            (words.sheets_guide_column(), 20.0),
            (words.sheets_guide_required(), 10.0),
            (words.sheets_guide_how(), 50.0),
            (words.sheets_guide_values(), 60.0),
        ];
        let row = |(part, head): (&Part<'_>, &Head)| {
            let (is_required, how, values) = match part {
                Part::Asked(field) => {
                    let help = field.help.as_ref().map(|help| words.of(help).to_owned());
                    (field.required, help.unwrap_or_default(), self.values(field))
                }
                Part::Reason => (true, words.statement_reason_help().to_owned(), Vec::new()),
                Part::Happened => (false, words.sheets_happened_help().to_owned(), Vec::new()),
                Part::Wanted => (false, words.sheets_wanted_help().to_owned(), yes_or_no(words)),
                Part::Number | Part::Seen => (false, words.sheets_keep().to_owned(), Vec::new()),
                Part::Name | Part::Shown(_) | Part::State | Part::Due => return None,
            };
            let required = if is_required { words.sheets_guide_required() } else { "" };
            let cells = [words.of(&head.title), required, how.as_str(), &values.join(words.comma())];
            Some(cells.map(Cell::text).to_vec())
        };
        documents::Sheet {
            name: words.sheets_guide().to_owned(),
            columns: columns
                .into_iter()
                .map(|(title, width)| Column::new(title, CellKind::Text).wrapped_at(width))
                .collect(),
            rows: self.parts.iter().zip(&self.heads).filter_map(row).collect(),
            ..documents::Sheet::default()
        }
    }

    /// What may be written into a field, if that is a short list.
    fn values(&self, field: &Field) -> Vec<String> {
        let words = self.page.words;
        match &field.kind {
            Kind::Flag => yes_or_no(words),
            Kind::Code(code) => {
                let table = self.sheet.opened.declarations().codes.get(&code.table);
                let rows = table.map(|table| table.rows()).filter(|rows| rows.len() <= LISTED_MAX);
                rows.unwrap_or_default().iter().map(|row| words.of(&row.title).to_owned()).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What the rows of a file say, and what of it cannot be read.
    pub(super) async fn read(&self, rows: &[CsvRow]) -> Result<(Vec<CaseRow>, Vec<Problem>), Error> {
        let read = self.parts.iter().zip(&self.heads).filter(|(part, _)| part.is_read());
        let heads: Vec<&Head> = read.map(|(_, head)| head).collect();
        let own = (heads.as_slice(), [at::CASE, at::SEEN]);
        // Reports come back in the ledger of follow-up as well.
        let part = self.reports();
        let ledger_heads = part.map(workbook::heads);
        let ledger: Vec<&Head> = ledger_heads.iter().flatten().collect();
        let mut tables = vec![own];
        tables.extend(part.map(|part| (ledger.as_slice(), [part.measures.as_str(), workbook::OPEN])));
        let (table, below) = match Below::find_one(rows, &tables) {
            Ok(found) => found,
            Err(problems) => return Ok((Vec::new(), problems)),
        };
        if let Some(part) = part.filter(|_| table == 1) {
            return self.read_ledger(part, &below).await;
        }
        let filled: Vec<&CsvRow> = below.filled().collect();
        // What is refused for its length is not read first.
        if filled.len() > SHEET_ROWS_MAX {
            return Ok((Vec::new(), vec![too_many_rows(filled.len())]));
        }
        let (mut found, mut problems) = (Vec::new(), Vec::new());
        for row in filled {
            let (case, unread) = self.row(&below, row).await?;
            found.push(case);
            problems.extend(unread);
        }
        Ok((found, problems))
    }

    /// The part of reports, where the sheet is of these.
    fn reports(&self) -> Option<&Report> {
        let opened = &self.sheet.opened;
        let part = opened.declarations().programme.report.as_ref();
        part.filter(|part| part.procedure == opened.procedure().id)
    }

    /// What was filled in in the ledger of follow-up. A row that says what the ledger says anyhow was not filled in.
    async fn read_ledger(
        &self,
        part: &Report,
        below: &Below<'_>,
    ) -> Result<(Vec<CaseRow>, Vec<Problem>), Error> {
        let reported = duties::reported(&self.page.site.app, self.page.actor()).await?;
        let (mut found, mut problems) = (Vec::new(), Vec::new());
        for row in below.filled() {
            let text = |id: &str| below.text(row, id);
            let Some((number, seen)) = workbook::meant(text(workbook::OPEN)) else { continue };
            let open = self.sheet.cases.iter().find(|listed| listed.current.number == number);
            let duty = open.and_then(|listed| listed.current.fields.get(&part.duty)?.as_text());
            let fields = self.sheet.asked().map(|field| field.id.as_str());
            let written: BTreeMap<&str, &str> = fields.map(|id| (id, text(id))).collect();
            let is_new = |(id, written): (&&str, &&str)| -> bool {
                let says =
                    duty.map(|duty| workbook::says(self.page, &reported, duty, id)).unwrap_or_default();
                !written.is_empty() && says.trim() != *written
            };
            let is_filled = written.iter().any(is_new);
            if found.len() == SHEET_ROWS_MAX {
                problems.push(too_many_rows(found.len() + 1));
                break;
            }
            let cells = written.iter().filter(|(_, written)| !written.is_empty());
            found.push(CaseRow {
                line: row.line,
                number: number.to_owned(),
                seen,
                cells: cells.map(|(id, text)| ((*id).to_owned(), (*text).to_owned())).collect(),
                wanted: Some(is_filled),
                ..CaseRow::default()
            });
        }
        Ok((found, problems))
    }

    async fn row<'r>(&self, below: &Below<'r>, row: &'r CsvRow) -> Result<(CaseRow, Vec<Problem>), Error> {
        let codes = &self.sheet.opened.declarations().codes;
        let context = form::Context { today: self.page.site.app.today(), codes };
        let place = Place { line: Some(row.line), ..Place::default() };
        let wanted = Field::new(at::WANTED, Wording::new("", ""), Kind::Flag);
        let wanted = wanted.read_cell(below.text(row, at::WANTED), &place, context);
        let happened = Field::new(at::HAPPENED, Wording::new("", ""), Kind::Date);
        let happened = happened.read_cell(below.text(row, at::HAPPENED), &place, context);
        let mut problems = Vec::new();
        let mut case = CaseRow {
            line: row.line,
            number: below.text(row, at::CASE).to_owned(),
            // What is no number is none that a case ever had; that is told with the row.
            seen: below.text(row, at::SEEN).parse().unwrap_or_default(),
            wanted: wanted
                .unwrap_or_else(|unread| {
                    problems.extend(unread);
                    None
                })
                .as_ref()
                .and_then(Value::as_flag),
            reason: below.text(row, at::REASON).to_owned(),
            happened: happened
                .unwrap_or_else(|unread| {
                    problems.extend(unread);
                    None
                })
                .as_ref()
                .and_then(Value::as_date),
            ..CaseRow::default()
        };
        for field in self.sheet.asked() {
            let mut cell = below.text(row, &field.id).to_owned();
            if let Some(ledger) = field.kind.ledger() {
                let unread = resolve_cell(self.page, (&field.id, ledger), &mut cell).await?;
                let placed = |problem: Problem| {
                    let place = Place { line: Some(row.line), ..problem.place.clone() };
                    Problem { place, ..problem }
                };
                problems.extend(unread.into_iter().map(placed));
            }
            case.cells.insert(field.id.clone(), cell);
        }
        Ok((case, problems))
    }
}

impl Part<'_> {
    fn head(&self) -> Head {
        match self {
            Part::Number => Head::new(at::CASE, Words::sheets_number),
            Part::Name => Head::new("case-name", Words::cases_case),
            Part::Shown(field) | Part::Asked(field) => Head::of(&field.id, &field.title),
            Part::State => Head::new("case-state", Words::cases_state),
            Part::Due => Head::new("case-due", Words::cases_due),
            Part::Reason => Head::new(at::REASON, Words::statement_reason),
            // Sheets that were taken along before there was such a column have none.
            Part::Happened => Head::new(at::HAPPENED, Words::sheets_happened).optional(),
            Part::Wanted => Head::new(at::WANTED, Words::sheets_wanted),
            Part::Seen => Head::new(at::SEEN, Words::sheets_seen),
        }
    }

    /// Whether something is read from it when it comes back.
    fn is_read(&self) -> bool {
        !matches!(self, Part::Name | Part::Shown(_) | Part::State | Part::Due)
    }
}

/// A title that no head before has.
fn apart(title: &Wording, before: &[Head]) -> Wording {
    let is_free = |it: &Wording| before.iter().all(|head| head.title.zh != it.zh && head.title.en != it.en);
    let Wording { zh, en } = title;
    let numbered = (2..).map(|number| Wording::new(format!("{zh}（{number}）"), format!("{en} ({number})")));
    std::iter::once(title.clone()).chain(numbered).find(is_free).unwrap_or_else(|| title.clone())
}

fn yes_or_no(words: Words) -> Vec<String> {
    vec![words.sheets_yes().to_owned(), words.sheets_no().to_owned()]
}

/// A value as it reads back: codes by their titles, records by name and key.
fn asked_cell(look: &Look<'_>, field: &Field, value: Option<&Value>) -> Cell {
    let Some(value) = value else { return Cell::Empty };
    let one = |value: &Value| match (field.kind.ledger(), value.as_text()) {
        (Some(ledger), Some(key)) => match look.name(ledger, key) {
            name if name == key => key.to_owned(),
            name => format!("{name} ({key})"),
        },
        _ => field.show(value, look.page.address.language, look.codes),
    };
    let is_named = matches!(field.kind, Kind::Code(_) | Kind::Flag) || field.kind.ledger().is_some();
    match &field.kind {
        _ if is_named => Cell::text(value.values().iter().map(one).collect::<Vec<String>>().join("；")),
        Kind::Integer(_) | Kind::Decimal(_) | Kind::Money | Kind::Date if !field.many => {
            table_cell(look, field, Some(value))
        }
        _ => Cell::text(field.write_cell(value)),
    }
}
