//! The indicators that count from the ledger of a file: named always, counted where that is asked for, because it may take a while.

use std::sync::Arc;
use std::time::{Duration, Instant};

use app::imports::{self, Effect, Moves, Seen, State};
use app::indicators::Told;
use app::{Actor, App};
use indicators::Indicator;
use kernel::Wording;
use tokio::time::sleep;

use crate::failure::Failure;
use crate::server;

/// How long figures are waited for that are counted beside, and how often one looks.
const WAIT_MAX: Duration = Duration::from_secs(600);
const LOOK: Duration = Duration::from_millis(100);

/// What is told of the indicators that a file concerns.
pub(super) async fn told(
    app: &App,
    console: &Actor,
    (seen, effect): (&Seen, &Effect),
    counts: bool,
) -> Result<Vec<Wording>, Failure> {
    if effect.indicators.is_empty() {
        return Ok(Vec::new());
    }
    let mut lines = vec![concerned(effect, counts)];
    match seen.state {
        State::Loaded if counts => {
            lines.extend(moved(app, console, seen.id).await?.iter().flat_map(changed));
        }
        State::Checked | State::Dropped if counts => {
            let present = present(app, effect).await?;
            let figures = effect.indicators.iter().zip(&present);
            lines.extend(figures.map(|(concerned, told)| now(&concerned.indicator, told.as_ref())));
        }
        _ => {}
    }
    Ok(lines)
}

fn concerned(effect: &Effect, counts: bool) -> Wording {
    let ids: Vec<&str> = effect.indicators.iter().map(|it| it.indicator.id.as_str()).collect();
    let more =
        if counts { ("", "") } else { ("；加 --figures 列出数", "; with --figures what they come to") };
    Wording::new(
        format!("会重新计算的指标{}个：{}{}", ids.len(), ids.join("、"), more.0),
        format!("{} indicators count from the ledger: {}{}", ids.len(), ids.join(", "), more.1),
    )
}

/// What the indicators come to now, as far as that could be waited for.
async fn present(app: &App, effect: &Effect) -> Result<Vec<Option<Told>>, Failure> {
    let begun = Instant::now();
    loop {
        let present = imports::present(app, effect).await.map_err(server::failure)?;
        if present.iter().all(Option::is_some) || begun.elapsed() > WAIT_MAX {
            return Ok(present);
        }
        sleep(LOOK).await;
    }
}

/// What they came to before the file and after it, as far as that could be waited for.
async fn moved(app: &App, console: &Actor, id: i64) -> Result<Option<Moves>, Failure> {
    let begun = Instant::now();
    loop {
        let moves = imports::moves(app, console, id).await.map_err(server::failure)?;
        let is_counting = moves.as_ref().is_some_and(|moves| moves.counting() > 0);
        if !is_counting || begun.elapsed() > WAIT_MAX {
            return Ok(moves);
        }
        sleep(LOOK).await;
    }
}

fn now(indicator: &Indicator, told: Option<&Told>) -> Wording {
    let (id, value) = (&indicator.id, value(indicator, told));
    Wording::new(format!("{id}：当前{}", value.zh), format!("{id}: {} now", value.en))
}

fn changed(moves: &Moves) -> Vec<Wording> {
    let line = |(indicator, before, after): (&Arc<Indicator>, &Told, &Told)| {
        let (id, was, is) = (&indicator.id, value(indicator, Some(before)), value(indicator, Some(after)));
        Wording::new(format!("{id}：{} → {}", was.zh, is.zh), format!("{id}: {} → {}", was.en, is.en))
    };
    let (same, counting) = (moves.unchanged(), moves.counting());
    let same =
        (same > 0).then(|| Wording::new(format!("{same}个没有变化"), format!("{same} came to the same")));
    let counting = (counting > 0).then(|| {
        Wording::new(
            format!("{counting}个还没有算完，见这次导入的页面"),
            format!("{counting} are not counted yet; the page of the import tells them"),
        )
    });
    moves.changed().map(line).chain(same).chain(counting).collect()
}

fn value(indicator: &Indicator, told: Option<&Told>) -> Wording {
    match told.map(|told| &told.text) {
        Some(Some(text)) => Wording::new(
            format!("{} {}", text.zh, indicator.unit.zh),
            format!("{} {}", text.en, indicator.unit.en),
        ),
        Some(None) => Wording::new("没有数据", "no data"),
        None => Wording::new("还没有算完", "not counted yet"),
    }
}
