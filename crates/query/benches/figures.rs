//! How long figures take over a base of a million patents, with pledges, rights abroad and awards.
//!
//! `cargo bench -p query --bench figures` writes 1,000,000 patents (`RECORDS=10000000` writes ten million) below
//! `target/figures-<records>` and asks three statements of `benches/figures`, each five times; the middle time counts. Then
//! `python3 crates/query/benches/figures_peers.py target/figures-<records>` asks DuckDB the same over the same files.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark stops at the first failure and prints"
)]

mod county;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Instant;

use indicators::{Cell, RowSet};
use jiff::civil::date;
use ledger::Ledger;
use query::{Base, Cut, Limits, Params, Part, Shape, Snapshots, rows, verify, write};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

const STATEMENTS: [(&str, &str); 3] = [
    ("valid-by-street", include_str!("figures/valid-by-street.sql")),
    ("high-value", include_str!("figures/high-value.sql")),
    ("valid-inventions", include_str!("figures/valid-inventions.sql")),
];
const LIMITS: Limits = Limits { rows_max: 10_000_000, memory_bytes: 4 << 30, seconds: 600 };
/// The operation of the cut; the delta has been said since.
const CUT: i64 = 1_000;
const TIMES: usize = 5;

fn main() {
    let records: i64 = std::env::var("RECORDS").map_or(1_000_000, |records| records.parse().unwrap());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../target/figures-{records}"));
    println!("{records} patents in {}", folder.display());
    let snapshots = county::LEDGERS.iter().fold(Snapshots::default(), |snapshots, (id, declaration)| {
        let ledger = Ledger::read("ledger.toml", declaration).unwrap();
        let base = base(&folder.join(id), &ledger, records);
        snapshots.with(Part::new(&ledger, Some(base), &[]).unwrap())
    });
    let patents = Ledger::read("ledger.toml", county::LEDGERS[0].1).unwrap();
    let began = Instant::now();
    let base = snapshots.part("patents").unwrap().base().unwrap().clone();
    let delta = county::delta(records);
    let changed = snapshots.with(Part::new(&patents, Some(base), &delta).unwrap());
    println!("delta of {} rows in {} ms", delta.len(), began.elapsed().as_millis());

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut times = BTreeMap::new();
    println!("{:<20} {:>9} {:>9} {:>12} {:>9}", "ms", "now", "past", "with delta", "rows");
    for (name, sql) in STATEMENTS {
        let ask = |snapshots: &Snapshots, known: i64| runtime.block_on(ask(snapshots, sql, known));
        let (now, set) = ask(&snapshots, CUT);
        let (past, _) = ask(&snapshots, CUT / 2);
        let (with_delta, _) = ask(&changed, CUT + 1);
        println!("{name:<20} {now:>9.1} {past:>9.1} {with_delta:>12.1} {:>9}", set.rows.len());
        times.insert(name, json!({ "ms": now, "rows": set.rows.len(), "sha256": digest(&set) }));
    }
    let said = json!({ "records": records, "parameters": parameters(), "statements": times });
    fs::write(folder.join("datafusion.json"), serde_json::to_string_pretty(&said).unwrap()).unwrap();
}

/// The base of a ledger; one that was written before is used again.
fn base(folder: &Path, ledger: &Ledger, records: i64) -> Base {
    let began = Instant::now();
    if let Ok(base) = Base::open(folder) {
        println!(
            "{:<16} opened and compared with its digests in {} ms",
            ledger.id,
            began.elapsed().as_millis()
        );
        return base;
    }
    fs::create_dir_all(folder).unwrap();
    let cut =
        Cut { county: "430105".into(), seq: CUT, recorded_at: "2026-11-26T00:00:00Z".into(), previous: None };
    let manifest = write(folder, &Shape::of(ledger), cut, county::intervals(&ledger.id, records)).unwrap();
    let written = began.elapsed().as_secs_f64();
    let began = Instant::now();
    verify(folder, &manifest).unwrap();
    let (rows, bytes) =
        manifest.files.iter().fold((0, 0), |(rows, bytes), file| (rows + file.rows, bytes + file.bytes));
    println!(
        "{:<16} {rows} rows, {:.1} MB: made and written in {written:.1} s, verified row by row in {:.1} s",
        ledger.id,
        bytes as f64 / 1e6,
        began.elapsed().as_secs_f64()
    );
    Base::open(folder).unwrap()
}

/// The middle time in milliseconds, and the rows.
async fn ask(snapshots: &Snapshots, sql: &str, known: i64) -> (f64, RowSet) {
    let params = Params { as_of: date(2026, 6, 30), known, others: parameters_cells() };
    let (mut times, mut set) = (Vec::new(), RowSet::default());
    for _ in 0..TIMES {
        let began = Instant::now();
        set = rows(snapshots, sql, &params, LIMITS).await.unwrap();
        times.push(began.elapsed().as_secs_f64() * 1_000.0);
    }
    times.sort_by(f64::total_cmp);
    (times[TIMES / 2], set)
}

fn parameters_cells() -> BTreeMap<String, Cell> {
    BTreeMap::from([
        ("division".to_owned(), Cell::Text(county::DIVISION.into())),
        ("kept_since".to_owned(), Cell::Date(date(2016, 6, 30))),
        ("financed_fen".to_owned(), Cell::Integer(100_000_000)),
    ])
}

/// The parameters for the peer; days are told from texts by how they look.
fn parameters() -> Json {
    let mut all = serde_json::to_value(parameters_cells()).unwrap();
    all["as_of"] = json!("2026-06-30");
    all["known"] = json!(CUT);
    all
}

/// The SHA-256 of the rows, each a line of JSON.
fn digest(set: &RowSet) -> String {
    let mut digest = Sha256::new();
    for row in &set.rows {
        digest.update(serde_json::to_string(row).unwrap());
        digest.update("\n");
    }
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
