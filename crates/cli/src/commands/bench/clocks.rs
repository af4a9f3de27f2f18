//! Clocks that are open, all of them computed anew as behind a decree, while somebody reads a board.

use std::time::{Duration, Instant};

use app::cases::{News, Reprojected, board, reproject};
use app::{Actor, App};
use cases::{Case, Event, Happening, Procedure, Projection, Rules, Running, project};
use form::{Fields, Value};
use kernel::Wording;
use store::cases::{self as rows, NewCase, NewCases};

use super::figure::{Figure, Unit, Wanted};
use super::programme::{milliseconds, unusable};
use super::sample::Sample;
use crate::failure::Failure;
use crate::server::failure;

/// Cases that are saved in one operation.
const AT_ONCE: usize = 5_000;

/// A million clocks are written back within a minute.
const CLOCKS_PER_SECOND: f64 = 1_000_000.0 / 60.0;

/// A page that is asked for meanwhile, in milliseconds: whoever reads waits, but not for long.
const MEANWHILE: f64 = 1_000.0;

/// Opens so many slips that were escalated, each with a clock of working days whose last day was computed a day early, and computes all
/// clocks anew; somebody reads the board of a round from the first to the last.
pub(super) async fn figures(
    app: &App,
    clerk: &Actor,
    (clocks, round): (usize, &str),
) -> Result<Vec<Figure>, Failure> {
    let mut opened = 0;
    while opened < clocks {
        let some = AT_ONCE.min(clocks - opened);
        open(app, some).await?;
        opened += some;
    }
    app.store().tidy().await.map_err(super::county::store)?;

    let begin = Instant::now();
    let work = tokio::spawn({
        let app = app.clone();
        async move {
            let reason = Wording::new("演示：放假安排已公布", "invented: the holidays were decreed");
            let done = reproject(&app, &Actor::system(), &[News::of_everything(reason)]).await;
            (done, begin.elapsed())
        }
    });
    let mut times: Vec<Duration> = Vec::new();
    while times.is_empty() || !work.is_finished() {
        let asked = Instant::now();
        board(app, clerk, round).await.map_err(failure)?;
        times.push(asked.elapsed());
    }
    let (done, took) = work.await.map_err(|_| unusable("reproject"))?;
    let Reprojected { moved, .. } = done.map_err(failure)?;
    if moved != clocks as u64 {
        return Err(unusable("clocks"));
    }
    Ok(vec![written_back(clocks, took), meanwhile(&Sample::of(times))])
}

fn written_back(clocks: usize, took: Duration) -> Figure {
    let seconds = milliseconds(took) / 1_000.0;
    Figure {
        id: "clocks".to_owned(),
        title: Wording::new("重新计算期限并写回", "clocks computed anew and written back"),
        unit: Unit::ClocksPerSecond,
        median: None,
        measured: Some(clocks as f64 / seconds),
        wanted: Wanted::AtLeast(CLOCKS_PER_SECOND.round()),
        note: Wording::new(
            format!("{clocks}个期限都变了日期，逐个写明理由，用时{seconds:.1}秒，其间一直有人读汇总表"),
            format!(
                "{clocks} clocks moved, each with its reason, in {seconds:.1} s while somebody read the board"
            ),
        ),
    }
}

fn meanwhile(sample: &Sample) -> Figure {
    Figure {
        id: "board-meanwhile".to_owned(),
        title: Wording::new("其间的汇总表", "board of a round meanwhile"),
        unit: Unit::Milliseconds,
        median: Some(sample.percentile(50)),
        measured: Some(sample.percentile(99)),
        wanted: Wanted::Below(MEANWHILE),
        note: Wording::new(
            format!("在重新计算期限时读了{}次", sample.count()),
            format!("read {} times while clocks were computed", sample.count()),
        ),
    }
}

/// Slips that are open and were escalated, as the store keeps them.
async fn open(app: &App, count: usize) -> Result<(), Failure> {
    let declarations = app.declarations();
    let procedure = declarations.procedures.get("slip").ok_or_else(|| unusable("slip"))?;
    let case = escalated(app, procedure).ok_or_else(|| unusable("slip"))?;
    let clocks: Option<Vec<(&Running, Projection)>> =
        case.clocks.iter().map(|running| Some((running, early(app, procedure, running)?))).collect();
    let new = NewCase {
        case: &case,
        name: "演示数据".to_owned(),
        ended: false,
        claim: None,
        bodies: Vec::new(),
        clocks: clocks.ok_or_else(|| unusable("clocks"))?,
    };
    let common = NewCases {
        procedure: &procedure.id,
        form: &procedure.form,
        digest: &procedure.digest,
        series: "slip-bench",
        parent: None,
    };
    let write =
        app.begin(&Actor::system(), "issue", ("case", ""), Some("演示数据")).await.map_err(failure)?;
    rows::begin(&write, &common, &vec![new; count]).await.map_err(super::county::store)?;
    write.commit().await.map_err(super::county::store)?;
    Ok(())
}

/// When a clock ends, computed a day early.
fn early(app: &App, procedure: &Procedure, running: &Running) -> Option<Projection> {
    let declarations = app.declarations();
    let rules =
        Rules { calendar: &declarations.calendar, regimes: &declarations.regimes, laws: &declarations.laws };
    let mut projection = project(rules, procedure.clock(&running.clock)?, running, app.today()).ok()?;
    if let Some(due) = &mut projection.due {
        due.date = due.date.yesterday().ok()?;
    }
    Some(projection)
}

/// A slip after two steps: the clock of the second counts working days.
fn escalated(app: &App, procedure: &Procedure) -> Option<Case> {
    let text = |text: &str| Value::Text(text.to_owned());
    let fields = Fields::from([
        ("subject".to_owned(), text("演示数据")),
        ("demand".to_owned(), text("演示数据")),
        ("colour".to_owned(), text("blue")),
        ("due_date".to_owned(), Value::date(app.today())),
    ]);
    let event = |seq: u32, step: &str, fields: Fields| Event {
        seq,
        happened: app.today().into(),
        recorded: app.moment(),
        actor: "system".to_owned(),
        body: None,
        deputy_for: None,
        what: Happening::Step {
            step: step.to_owned(),
            fields,
            emptied: Vec::new(),
            defects: Vec::new(),
            reason: None,
        },
    };
    let events = vec![event(1, "issue", fields), event(2, "escalate", Fields::new())];
    Case::of(procedure, events).ok()
}
