//! The stories of the indicators of a pack, told with the engine that counts for real.

use std::collections::BTreeMap;

use form::{Codes, Context, Kind, Value};
use indicators::{Block, Indicator, Story, light};
use jiff::civil::Date;
use kernel::{Place, Problem};
use ledger::{Interval, Ledger, key_of};
use pack::Pack;
use query::{Interval as Row, Snapshots};

use super::compute::counted;

/// The first day of rows that do not say since when they hold.
const EVER: Date = Date::constant(1900, 1, 1);
/// The column with the first day for which a row holds, and that with the first day for which it does not.
const FROM: &str = "valid_from";
const TO: &str = "valid_to";

/// Tells the stories of all indicators of a pack; everything in which what follows is not what they say.
///
/// # Errors
/// Every problem of the declarations, before any story is told.
pub async fn check(pack: &Pack) -> Result<Vec<Problem>, Vec<Problem>> {
    let (ledgers, codes, indicators) = (pack.ledgers()?, pack.codes()?, pack.indicators()?);
    let division = pack.division().unwrap_or_default();
    let mut problems = Vec::new();
    for indicator in &indicators {
        for story in pack.indicator_stories(&indicator.id)? {
            problems.extend(told(indicator, &story, (&ledgers, &codes), division).await);
        }
    }
    Ok(problems)
}

async fn told(
    indicator: &Indicator,
    story: &Story,
    (ledgers, codes): (&[Ledger], &Codes),
    division: &str,
) -> Vec<Problem> {
    // The story may say other values of parameters.
    let mut indicator = story.told_of(indicator);
    // A ledger of which a story says nothing is empty, and what follows from that is what it tells.
    indicator.needs.clear();
    let indicator = &indicator;
    let snapshots = match snapshots(indicator, story, ledgers, codes) {
        Ok(snapshots) => snapshots,
        Err(problems) => return problems,
    };
    let computed =
        counted(indicator, &snapshots, story.window(indicator, division), Interval::STILL - 1).await;
    let mut problems = story.judge_checks(&computed.checks);
    let made = computed.figure.as_ref().map_err(Vec::as_slice);
    // A story of what the checks find ends there.
    if story.checks.is_some() && made.is_err() {
        return problems;
    }
    let judgement = made.ok().map(|figure| light(indicator, figure, story.target.as_ref(), story.as_of));
    problems.extend(story.judge(indicator, made, &computed.rows, judgement.as_ref()));
    problems
}

/// Whether a story may write anything for a value of this kind.
fn stands(kind: &Kind) -> bool {
    matches!(kind, Kind::Identifier(_) | Kind::Reference(_) | Kind::Body | Kind::File | Kind::Person)
}

/// The input of a story as snapshots; ledgers of which it says nothing are empty.
fn snapshots(
    indicator: &Indicator,
    story: &Story,
    ledgers: &[Ledger],
    codes: &Codes,
) -> Result<Snapshots, Vec<Problem>> {
    let wanted = indicator.ledgers();
    let (mut all, mut problems) = (Vec::new(), Vec::new());
    for ledger in ledgers.iter().filter(|ledger| wanted.contains(&ledger.id)) {
        let mut rows = Vec::new();
        for block in story.inputs.iter().filter(|block| block.name == ledger.id) {
            match records(ledger, block, story, codes) {
                Ok(more) => rows.extend(more),
                Err(more) => problems.extend(more),
            }
        }
        for (row, span) in rows.iter_mut().zip(1..) {
            (row.span, row.revision) = (span, span);
        }
        all.push((ledger, rows));
    }
    if problems.is_empty() {
        Snapshots::in_memory(all).map_err(|error| error.problems())
    } else {
        Err(problems)
    }
}

/// The records of a table of a story. Fields that it does not give are empty, also those that a record would need.
fn records(ledger: &Ledger, block: &Block, story: &Story, codes: &Codes) -> Result<Vec<Row>, Vec<Problem>> {
    let context = Context { today: Date::MAX, codes };
    let (mut rows, mut problems) = (Vec::new(), Vec::new());
    for (line, cells) in &block.rows {
        let place = Place::file(story.file.as_str()).at_line(*line);
        let cells: BTreeMap<String, &str> =
            block.columns.iter().cloned().zip(cells.iter().map(String::as_str)).collect();
        let mut fields = form::Fields::new();
        for field in &ledger.form.fields {
            let Some(cell) = cells.get(&field.id).filter(|cell| !cell.is_empty()) else { continue };
            // Numbers of a scheme, files and what is named are taken as they stand, so that a patent can be called 甲.
            if stands(&field.kind) {
                let texts = cell.split(['；', ';']).map(|text| Value::Text(text.trim().to_owned()));
                let value =
                    if field.many { Value::List(texts.collect()) } else { Value::Text((*cell).to_owned()) };
                fields.insert(field.id.clone(), value);
                continue;
            }
            match field.read_cell(cell, &place.clone().at_field(field.id.as_str()), context) {
                Ok(Some(value)) => _ = fields.insert(field.id.clone(), value),
                Ok(None) => {}
                Err(more) => problems.extend(more),
            }
        }
        let day = |column: &str| cells.get(column).and_then(|cell| cell.parse().ok());
        rows.push(Row {
            span: 0,
            key: key_of(ledger, &fields),
            revision: 0,
            valid_from: day(FROM).unwrap_or(EVER),
            valid_to: day(TO).unwrap_or(Interval::FOREVER),
            known_from: 1,
            known_to: Interval::STILL,
            fields,
        });
    }
    if problems.is_empty() { Ok(rows) } else { Err(problems) }
}
