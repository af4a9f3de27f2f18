//! The procedures of the china pack, read once, with what they are judged by.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use cases::{Law, Laws, Procedure, Rules};
use form::{CodeRow, CodeTable, Codes, Context, Status};
use jiff::civil::date;
use kernel::Wording;
use kernel::calendar::Calendar;
use kernel::period::Regimes;

pub(crate) static PACK: LazyLock<PathBuf> =
    LazyLock::new(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/china"));

static CALENDAR: LazyLock<Calendar> =
    LazyLock::new(|| Calendar::read("calendar.toml", &text("calendar.toml")).expect("the calendar is sound"));
static REGIMES: LazyLock<Regimes> =
    LazyLock::new(|| Regimes::read("regimes.toml", &text("regimes.toml")).expect("the regimes are sound"));
static LAWS: LazyLock<Laws> = LazyLock::new(|| Laws::new(laws()));
static CODES: LazyLock<Codes> = LazyLock::new(codes);
pub(crate) static PROCEDURES: LazyLock<Vec<Procedure>> = LazyLock::new(procedures);

pub(crate) fn rules() -> Rules<'static> {
    Rules { calendar: &CALENDAR, regimes: &REGIMES, laws: &LAWS }
}

pub(crate) fn context() -> Context<'static> {
    Context { today: date(2026, 11, 25), codes: &CODES }
}

pub(crate) fn text(path: &str) -> String {
    fs::read_to_string(PACK.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn folders(path: &str) -> Vec<String> {
    let Ok(entries) = fs::read_dir(PACK.join(path)) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn procedures() -> Vec<Procedure> {
    let read = |name: String| {
        let file = format!("procedures/{name}/procedure.toml");
        let procedure =
            Procedure::read(&file, &text(&file)).unwrap_or_else(|problems| panic!("{problems:#?}"));
        assert_eq!(procedure.id, name);
        procedure
    };
    folders("procedures").into_iter().map(read).collect()
}

pub(crate) fn laws() -> Vec<Law> {
    let files = folders("law").into_iter().flat_map(|statute| {
        folders(&format!("law/{statute}")).into_iter().map(move |file| format!("law/{statute}/{file}"))
    });
    files
        .map(|file| Law::read(&file, &text(&file)).unwrap_or_else(|problems| panic!("{problems:#?}")))
        .collect()
}

/// The code tables that the procedures use, as far as the stories need them: codes and titles.
fn codes() -> Codes {
    let mut codes = Codes::new();
    for (table, file) in [
        ("report-judgement", "report-judgements"),
        ("slip-colour", "slip-colours"),
        ("comment-outcome", "comment-outcomes"),
        ("misuse-outcome", "misuse-outcomes"),
        ("dimension", "dimensions"),
        ("meeting-kind", "meeting-kinds"),
        ("rhythm", "rhythms"),
        ("comparator", "comparators"),
    ] {
        let row = |line: &str| {
            let cells: Vec<&str> = line.split(',').collect();
            CodeRow::new(cells[0], Wording::new(cells[1], cells[2]))
        };
        let rows = text(&format!("codes/{file}.csv")).lines().skip(1).map(row).collect();
        let title = Wording::new(table, table);
        codes.insert(
            table.to_owned(),
            CodeTable::new(table.to_owned(), title, Status::Own, "pack".to_owned(), rows),
        );
    }
    codes
}
