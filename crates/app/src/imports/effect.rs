use std::sync::Arc;

use indicators::Indicator;
use jiff::civil::Date;
use ledger::{Known, Past};
use store::imports;
use store::ledgers::{NOW, loads_until_after};

use super::State;
use crate::indicators::{Concerned, Told, concerned, told};
use crate::{Actor, App, Error, day_of};

/// What a file does beyond its ledger.
#[derive(Debug, Clone)]
pub struct Effect {
    /// The first day for which it says something new.
    pub since: Date,
    /// The indicators that count from its ledger.
    pub indicators: Vec<Concerned>,
}

impl Effect {
    /// The last days of closed periods whose records it changes, each once.
    pub fn closed(&self) -> Vec<Date> {
        let mut closed: Vec<Date> = self.indicators.iter().flat_map(|it| it.closed.clone()).collect();
        closed.sort_unstable();
        closed.dedup();
        closed
    }
}

/// Which indicators and closed periods a file concerns, once its rows were looked at; none if it says nothing new.
///
/// # Errors
/// As [`see`](super::see).
pub async fn effect(app: &App, actor: &Actor, id: i64) -> Result<Option<Effect>, Error> {
    let seen = super::see(app, actor, id).await?;
    let Some(since) = seen.told.and_then(|told| told.since) else { return Ok(None) };
    let indicators = concerned(app, actor, &seen.ledger, since).await?;
    Ok(Some(Effect { since, indicators }))
}

/// What the indicators of an effect come to today, in their order. What is not at hand is counted beside the page: nobody waits for it.
///
/// # Errors
/// If the database cannot answer.
pub async fn present(app: &App, effect: &Effect) -> Result<Vec<Option<Told>>, Error> {
    let past = Past { as_of: app.today(), known: NOW };
    let asked: Vec<(Arc<Indicator>, Past)> =
        effect.indicators.iter().map(|concerned| (Arc::clone(&concerned.indicator), past)).collect();
    told(app, &asked).await
}

/// What figures came to before a file was loaded, and what right after it.
#[derive(Debug, Clone)]
pub struct Moves {
    /// The day of both: the one on which it was loaded.
    pub as_of: Date,
    /// The last operation before it, and its own last one. What others said in between is in the second figure as well.
    pub known: (Known, Known),
    /// The indicators that count from its ledger.
    pub moves: Vec<Move>,
}

/// What a figure came to before and after.
#[derive(Debug, Clone)]
pub struct Move {
    /// The indicator, as it is defined now.
    pub indicator: Arc<Indicator>,
    /// Both figures; none while they are being counted.
    pub figures: Option<(Told, Told)>,
}

impl Moves {
    /// Those that came to something else, with both figures.
    pub fn changed(&self) -> impl Iterator<Item = (&Arc<Indicator>, &Told, &Told)> {
        let figures = self.moves.iter().filter_map(|it| Some((&it.indicator, it.figures.as_ref()?)));
        figures
            .filter(|(_, (before, after))| before != after)
            .map(|(it, (before, after))| (it, before, after))
    }

    /// How many came to the same.
    pub fn unchanged(&self) -> usize {
        let figures = self.moves.iter().filter_map(|it| it.figures.as_ref());
        figures.filter(|(before, after)| before == after).count()
    }

    /// How many are being counted.
    pub fn counting(&self) -> usize {
        self.moves.iter().filter(|it| it.figures.is_none()).count()
    }
}

/// What a file that is loaded has changed of figures; none if it is not, or said nothing new. What is not at hand is counted beside the page.
///
/// # Errors
/// As [`see`](super::see).
pub async fn moves(app: &App, actor: &Actor, id: i64) -> Result<Option<Moves>, Error> {
    if super::see(app, actor, id).await?.state != State::Loaded {
        return Ok(None);
    }
    let Some(effect) = effect(app, actor, id).await? else { return Ok(None) };
    let reader = app.store().reader().await?;
    let import = imports::get(&reader, id).await?.ok_or(Error::NotFound)?;
    let Some(batch) = import.is.batch else { return Ok(None) };
    // An import is known by its first operation.
    let before = batch - 1;
    let loads = loads_until_after(&reader, before).await?.into_iter();
    let last = loads.filter(|(ledger, first, _)| *ledger == import.ledger && *first == batch);
    let Some(after) = last.map(|(_, _, last)| last).next() else { return Ok(None) };
    drop(reader);
    let as_of = day_of(import.changed_at);
    let both =
        |known| effect.indicators.iter().map(move |it| (Arc::clone(&it.indicator), Past { as_of, known }));
    let asked: Vec<(Arc<Indicator>, Past)> = both(before).chain(both(after)).collect();
    let mut figures = told(app, &asked).await?;
    let afterwards = figures.split_off(effect.indicators.len());
    let moves = effect.indicators.into_iter().zip(figures.into_iter().zip(afterwards));
    let moves = moves.map(|(concerned, (before, after))| Move {
        indicator: concerned.indicator,
        figures: before.zip(after),
    });
    Ok(Some(Moves { as_of, known: (before, after), moves: moves.collect() }))
}
