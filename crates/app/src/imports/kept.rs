//! What there is to say of the lines of a file, as it is kept: a line with its findings, or a run of lines of which only that is kept what many
//! have in common. So a million rows that are set aside are a thousand rows of the database.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use store::Db;
use store::imports;
use store::ledgers::Further;

use super::state::Finding;
use crate::Error;

/// Lines of a run.
const RUN_LINES: usize = 1_000;

/// Rows of the database that are read together: each may be a run.
const ROWS_TOGETHER: u32 = 16;

/// Lines between two of which everything is kept; it is kept at the last of them.
#[derive(Debug, Serialize, Deserialize)]
struct Run {
    /// What there is to say of them.
    kinds: Vec<Vec<Finding>>,
    /// Each with which of that it is.
    lines: Vec<(i64, usize)>,
}

/// What is kept of lines: of some everything, of further ones what many have in common.
pub(super) fn written(mut told: BTreeMap<i64, Vec<Finding>>, further: &Further) -> Vec<(i64, String)> {
    let of_kind = |kind: usize| further.kinds()[kind].iter().cloned().map(Finding::from);
    let mut runs: Vec<Vec<(i64, usize)>> = Vec::new();
    let mut behind = i64::MIN;
    for (line, kind) in further.lines() {
        if let Some(findings) = told.get_mut(&line) {
            findings.extend(of_kind(kind));
            continue;
        }
        // A run goes around no line that is told by itself: the lines come in their order when they are read.
        let is_apart = told.range(behind..line).next().is_some();
        match runs.last_mut().filter(|run| run.len() < RUN_LINES && !is_apart) {
            Some(run) => run.push((line, kind)),
            None => runs.push(vec![(line, kind)]),
        }
        behind = line;
    }
    let run = |lines: Vec<(i64, usize)>| {
        let last = lines.last().map_or(0, |(line, _)| *line);
        let mut used: Vec<usize> = lines.iter().map(|(_, kind)| *kind).collect();
        used.sort_unstable();
        used.dedup();
        let place = |kind: usize| used.binary_search(&kind).unwrap_or_default();
        let kinds = used.iter().map(|kind| of_kind(*kind).collect()).collect();
        let lines = lines.iter().map(|(line, kind)| (*line, place(*kind))).collect();
        (last, json(&Run { kinds, lines }))
    };
    let told = told.iter().map(|(line, findings)| (*line, json(findings)));
    told.chain(runs.into_iter().map(run)).collect()
}

fn json<T: Serialize>(kept: &T) -> String {
    serde_json::to_string(kept).expect("texts always serialize")
}

/// So many lines behind a line, with what there is to say of each.
pub(super) async fn lines(
    db: &impl Db,
    id: i64,
    (after, limit): (i64, u32),
) -> Result<Vec<(i64, Vec<Finding>)>, Error> {
    let (mut found, mut behind) = (Vec::new(), after);
    loop {
        let rows = imports::problems(db, id, behind, ROWS_TOGETHER).await?;
        let Some((last, _)) = rows.last() else { return Ok(found) };
        behind = *last;
        for (line, kept) in rows {
            for (line, findings) in read(line, &kept)? {
                if found.len() == limit as usize {
                    return Ok(found);
                }
                if line > after {
                    found.push((line, findings));
                }
            }
        }
    }
}

/// What is kept in one row.
fn read(line: i64, kept: &str) -> Result<Vec<(i64, Vec<Finding>)>, Error> {
    let broken = |error: serde_json::Error| Error::broken(format!("problems of an import: {error}"));
    if kept.starts_with('[') {
        return Ok(vec![(line, serde_json::from_str(kept).map_err(broken)?)]);
    }
    let run: Run = serde_json::from_str(kept).map_err(broken)?;
    let said = |(line, kind): (i64, usize)| (line, run.kinds.get(kind).cloned().unwrap_or_default());
    Ok(run.lines.iter().copied().map(said).collect())
}

#[cfg(test)]
mod tests {
    use kernel::{Place, Problem, Wording};

    use super::*;

    fn wrong(code: &str) -> Problem {
        Problem::error(code, Place::default(), Wording::new("错", "wrong"), Wording::new("改", "mend"))
    }

    #[test]
    fn lines_come_back_in_their_order_whether_told_or_in_runs() {
        let told = BTreeMap::from([5, 2_500].map(|line| (line, vec![Finding::from(wrong("told"))])));
        let mut further = Further::default();
        for line in (2..=2_600).filter(|line| *line != 5) {
            further.push(line, vec![wrong(if line % 2 == 0 { "even" } else { "odd" })]);
        }
        let mut rows = written(told, &further);
        assert!(rows.len() < 10, "{}", rows.len());
        rows.sort_by_key(|(line, _)| *line);
        let read: Vec<(i64, Vec<Finding>)> =
            rows.iter().flat_map(|(line, kept)| read(*line, kept).unwrap()).collect();
        assert_eq!(read.iter().map(|(line, _)| *line).collect::<Vec<_>>(), (2..=2_600).collect::<Vec<_>>());
        let codes = |line: i64| {
            let of_line = read.iter().filter(|(it, _)| *it == line).flat_map(|(_, findings)| findings);
            of_line.map(|finding| finding.problem.code.clone()).collect::<Vec<_>>()
        };
        assert_eq!(
            (codes(4), codes(7), codes(5)),
            (vec!["even".into()], vec!["odd".into()], vec!["told".into()])
        );
        assert_eq!(codes(2_500), ["told", "even"], "a line is kept once");
    }
}
