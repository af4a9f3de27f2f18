//! The proof of a figure: with the snapshots it names, anybody computes the figure again and sees what differs.

use std::collections::BTreeMap;

use kernel::{Place, Problem, Wording};
use serde::{Deserialize, Serialize};

use crate::digest::rows_digest;
use crate::exact::Exact;
use crate::figure::{Figure, Window};
use crate::indicator::{Definition, Indicator, ParameterValue};
use crate::rows::{Cell, RowSet};

/// The version of the format, described in `docs/figure-proof.md`.
pub const PROOF_FORMAT: u32 = 2;
/// The format that did not name the rows of the denominator; proofs in it are read and verified all the same.
const WITHOUT_BASE: u32 = 1;
/// The most rows of a denominator that stand in a proof. More of them are no longer a number that somebody looks up, such as the residents
/// of a year; their digest says which they are.
const BASE_ROWS_MAX: usize = 20;

/// From what a figure was computed, and what came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// The version of the format.
    pub format: u32,
    /// The id of the indicator.
    pub indicator: String,
    /// Its definition: every file and the digest of all.
    pub definition: Definition,
    /// The values of its parameters.
    pub parameters: BTreeMap<String, ParameterValue>,
    /// The days, and the county.
    pub window: Window,
    /// The last operation of the county that was known: what a snapshot holds of later ones does not count.
    pub known: i64,
    /// The snapshots that the statements read, in the order of their ledgers.
    pub snapshots: Vec<SnapshotDigest>,
    /// The sum over the rows, in smallest parts.
    pub numerator: Exact,
    /// What it is divided by.
    pub denominator: Option<Exact>,
    /// The exact value; none if there is none.
    pub value: Option<Exact>,
    /// What is shown.
    pub shown: Wording,
    /// How many rows there are.
    pub rows: usize,
    /// The digest of the rows.
    pub rows_digest: String,
    /// The digest of the rows of the denominator.
    pub base_digest: Option<String>,
    /// The rows of the denominator in the order of their keys, while they are few: such as the residents, and of which year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Vec<BaseRow>>,
}

/// A row of a denominator.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BaseRow {
    /// Its key.
    pub key: String,
    /// What people call it, if it says so.
    pub name: Option<String>,
    /// Its weight, in smallest parts.
    pub weight: Exact,
}

/// What identifies the snapshot of a ledger.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SnapshotDigest {
    /// The ledger.
    pub ledger: String,
    /// The SHA-256 of its manifest.
    pub manifest: String,
    /// The SHA-256 of its rows, independent of how they are stored.
    pub rows: String,
}

/// Something that came out differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Which part of the proof, such as `value` or `snapshots.patents`.
    pub part: String,
    /// What the proof says.
    pub said: String,
    /// What was found.
    pub found: String,
    /// The same as a sentence.
    pub what: Wording,
}

impl Proof {
    /// The proof of a figure that was computed from these rows.
    pub fn new(
        indicator: &Indicator,
        (window, known): (&Window, i64),
        mut snapshots: Vec<SnapshotDigest>,
        figure: &Figure,
        (rows, base): (&RowSet, Option<&RowSet>),
    ) -> Proof {
        snapshots.sort();
        let parameters = indicator.parameters.iter();
        Proof {
            format: PROOF_FORMAT,
            indicator: indicator.id.clone(),
            definition: indicator.definition.clone(),
            parameters: parameters.map(|one| (one.id.clone(), one.value.clone())).collect(),
            window: window.clone(),
            known,
            snapshots,
            numerator: Exact::whole(figure.numerator),
            denominator: figure.denominator.map(Exact::whole),
            value: figure.value.clone(),
            shown: figure.text.clone(),
            rows: figure.rows,
            rows_digest: rows_digest(rows),
            base_digest: base.map(rows_digest),
            base: base.filter(|base| base.rows.len() <= BASE_ROWS_MAX).map(base_rows),
        }
    }

    /// Reads a proof from its JSON.
    ///
    /// # Errors
    /// That it is no proof, of another format, or that its definition is not the one that its digest names.
    pub fn read(file: &str, text: &str) -> Result<Proof, Vec<Problem>> {
        let proof: Proof = serde_json::from_str(text).map_err(|error| {
            let place = Place::file(file).at_line(error.line());
            let what = Wording::new("不是指标证明文件", format!("it is no proof of a figure: {error}"));
            vec![Problem::error("no-proof", place, what, again())]
        })?;
        let mut problems = Vec::new();
        if ![WITHOUT_BASE, PROOF_FORMAT].contains(&proof.format) {
            let what =
                Wording::new("格式版本不认识", format!("unknown version of the format: {}", proof.format));
            let newer = Wording::new("请用写出它的版本核对", "verify it with the release that wrote it");
            problems.push(Problem::error("proof-format", Place::file(file).at_field("format"), what, newer));
        }
        if !proof.definition.is_whole() {
            let what =
                Wording::new("定义的内容与摘要不符", "the definition is not the one that its digest names");
            let place = Place::file(file).at_field("definition");
            problems.push(Problem::error("proof-definition", place, what, again()));
        }
        if problems.is_empty() { Ok(proof) } else { Err(problems) }
    }

    /// The proof as JSON, in lines.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("texts, integers, maps and lists are always JSON") + "\n"
    }

    /// Everything in which a figure computed again differs; none: it is the same.
    pub fn compare(&self, recomputed: &Proof) -> Vec<Difference> {
        let recomputed = &recomputed.as_in(self.format);
        let mut differences: Vec<Difference> = self
            .parts()
            .into_iter()
            .zip(recomputed.parts())
            .filter(|((_, said), (_, found))| said != found)
            .map(|((part, said), (_, found))| difference(part.to_owned(), said, found))
            .collect();
        differences.extend(snapshots(&self.snapshots, &recomputed.snapshots));
        differences
    }

    /// What a proof of an earlier format would have said.
    fn as_in(&self, format: u32) -> Proof {
        match format {
            WITHOUT_BASE => Proof { format, base: None, ..self.clone() },
            _ => self.clone(),
        }
    }

    fn parts(&self) -> [(&'static str, String); 14] {
        let optional = |exact: &Option<Exact>| exact.as_ref().map(Exact::to_string).unwrap_or_default();
        let Window { as_of, from, to, division } = &self.window;
        [
            ("format", self.format.to_string()),
            ("indicator", self.indicator.clone()),
            ("definition", self.definition.digest.clone()),
            ("parameters", format!("{:?}", self.parameters)),
            ("window", format!("{as_of} {from} {to} {division}")),
            ("known", self.known.to_string()),
            ("numerator", self.numerator.to_string()),
            ("denominator", optional(&self.denominator)),
            ("value", optional(&self.value)),
            ("shown", self.shown.zh.clone()),
            ("rows", self.rows.to_string()),
            ("rows_digest", self.rows_digest.clone()),
            ("base_digest", self.base_digest.clone().unwrap_or_default()),
            ("base", self.base.iter().flatten().map(BaseRow::told).collect::<Vec<String>>().join(", ")),
        ]
    }
}

impl BaseRow {
    fn told(&self) -> String {
        let BaseRow { key, name, weight } = self;
        match name {
            Some(name) => format!("{key} ({name}) {weight}"),
            None => format!("{key} {weight}"),
        }
    }
}

/// The rows of a denominator; one without a weight weighs 1.
fn base_rows(base: &RowSet) -> Vec<BaseRow> {
    let text = |row, column| base.cell(row, column).and_then(Cell::as_text).map(str::to_owned);
    let row = |row| BaseRow {
        key: text(row, "key").unwrap_or_default(),
        name: text(row, "name"),
        weight: Exact::whole(base.cell(row, "weight").and_then(Cell::as_integer).unwrap_or(1).into()),
    };
    let mut rows: Vec<BaseRow> = (0..base.rows.len()).map(row).collect();
    rows.sort();
    rows
}

/// Snapshots by their ledgers. One whose rows are the same is the same, however its files are written.
fn snapshots(said: &[SnapshotDigest], found: &[SnapshotDigest]) -> Vec<Difference> {
    let by_ledger = |list: &[SnapshotDigest]| -> BTreeMap<String, String> {
        list.iter().map(|one| (one.ledger.clone(), one.rows.clone())).collect()
    };
    let (said, found) = (by_ledger(said), by_ledger(found));
    let mut ledgers: Vec<&String> = said.keys().chain(found.keys()).collect();
    ledgers.sort();
    ledgers.dedup();
    let rows_of =
        |map: &BTreeMap<String, String>, ledger: &String| map.get(ledger).cloned().unwrap_or_default();
    ledgers
        .into_iter()
        .filter(|ledger| said.get(*ledger) != found.get(*ledger))
        .map(|ledger| {
            difference(format!("snapshots.{ledger}"), rows_of(&said, ledger), rows_of(&found, ledger))
        })
        .collect()
}

fn difference(part: String, said: String, found: String) -> Difference {
    let or_nothing =
        |text: &str, nothing: &str| if text.is_empty() { nothing.to_owned() } else { text.to_owned() };
    let what = Wording::new(
        format!("{part}：证明中是{}，重算得{}", or_nothing(&said, "空"), or_nothing(&found, "空")),
        format!(
            "{part}: the proof says {}, computed again it is {}",
            or_nothing(&said, "nothing"),
            or_nothing(&found, "nothing")
        ),
    );
    Difference { part, said, found, what }
}

fn again() -> Wording {
    Wording::new("请重新下载，或向发布者索取", "download it again, or ask whoever published it")
}
