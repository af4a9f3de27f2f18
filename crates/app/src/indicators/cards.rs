//! All indicators at once: what each comes to, against what the plan wants, and how that is judged.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

use indicators::{
    Detail, Exact, Indicator, Judgement, Kind, Light, Provisional, Rate, State, Window, YearBeside, light,
    provisional,
};
use jiff::civil::Date;
use kernel::Wording;
use ledger::{Known, Past};
use serde_json::{Value, json};
use store::figures;

use super::answers::{All, indicators};
use super::at_hand::Seen;
use super::bound::{Bound, bound, undecided};
use super::compute::{Computed, alone, compute};
use super::foreseen::{Foreseen, foreseen};
use super::lowered::{Lowered, Lowerings};
use super::seen::{is_public, may_know};
use super::show::{Point, point};
use super::tasks::related;
use super::unattributed::{Unattributed, unattributed};
use crate::access::works_here;
use crate::plans::{self, Standing};
use crate::records::When;
use crate::{Actor, App, Error};

/// Points of the trend of a card at most, the newest: as many as the page of the indicator shows.
const TREND_POINTS: usize = 13;

/// An indicator with its figure.
#[derive(Debug, Clone)]
pub struct Card {
    /// The indicator.
    pub indicator: Arc<Indicator>,
    /// What it comes to.
    pub computed: Arc<Computed>,
    /// The last operation that was known.
    pub known: Known,
    /// What the plan wants.
    pub bound: Option<Bound>,
    /// The places of further targets of the plan that promise the same.
    pub also: Vec<usize>,
    /// How the figure is judged; the light is the one that somebody holds it to have, where that is worse.
    pub judgement: Judgement,
    /// Who holds it to be worse, and what the light is by the rule.
    pub lowered: Option<Lowered>,
    /// That it can be proved and is not final yet.
    pub provisional: Option<Provisional>,
    /// The ledgers that have only a part of a file, because that is being loaded or taken back.
    pub in_part: BTreeSet<String>,
    /// What it leaves out, because it is not decided for which county it counts.
    pub unattributed: Vec<Unattributed>,
}

impl Card {
    /// Whether it measures a target of the plan, by its place there.
    pub fn measures(&self, at: usize) -> bool {
        self.bound.as_ref().is_some_and(|bound| bound.at == Some(at)) || self.also.contains(&at)
    }

    /// Whether its light by the rule says something: it has a value, or is judged without one, as what is to rise every year is by its years.
    pub fn is_judged(&self) -> bool {
        let is_known = self.computed.figure().is_some_and(|figure| figure.unknown.is_none());
        let light = self.lowered.as_ref().map_or(self.judgement.light, |lowered| lowered.computed);
        is_known || light != Light::Grey
    }

    /// Its light, where that says something: the plan wants something of it and it is judged, or somebody holds it to be worse.
    pub fn light(&self) -> Option<Light> {
        let is_told = self.lowered.is_some() || self.bound.is_some() && self.is_judged();
        is_told.then_some(self.judgement.light)
    }

    /// The day of which the figure tells: of a score that of its measurement.
    pub fn told_of(&self) -> Date {
        match self.computed.figure().map(|figure| &figure.detail) {
            Some(Detail::Score { on }) => *on,
            _ => self.computed.window.as_of,
        }
    }

    /// The indicator with its figure, target and judgement, as programs read it. Sums are whole numbers of smallest parts as text,
    /// because they may be longer than a number of JSON.
    pub fn json(&self) -> Value {
        let (indicator, computed) = (&self.indicator, &self.computed);
        let figure = computed.figure();
        json!({
            "id": indicator.id,
            "code": indicator.code.as_ref().map(|code| &code.value),
            "title": indicator.title,
            "unit": indicator.unit,
            "is_draft": indicator.state == State::Draft,
            "version": indicator.version,
            "definition": indicator.definition.digest,
            "as_of": computed.window.as_of,
            "known": self.known,
            "value": figure.and_then(|figure| figure.value.as_ref()),
            "text": figure.map(|figure| &figure.text),
            "numerator": figure.map(|figure| figure.numerator.to_string()),
            "denominator": figure.and_then(|figure| figure.denominator).map(|it| it.to_string()),
            "rows": figure.map(|figure| figure.rows),
            "undecided": figure.map(|figure| figure.undecided),
            "unknown": computed.why_not(),
            "warnings": computed.warnings,
            "in_part": self.in_part,
            "unattributed": self.unattributed.iter().map(left_out).collect::<Vec<Value>>(),
            "target": self.bound.as_ref().map(|bound| &bound.target),
            "quote": self.bound.as_ref().map(|bound| &bound.quote),
            "reading": self.bound.as_ref().and_then(|bound| bound.reading.as_ref()),
            "judgement": self.judgement,
            "lowered": self.lowered,
            "provisional": self.provisional,
        })
    }
}

fn left_out(unattributed: &Unattributed) -> Value {
    json!({ "ledger": unattributed.ledger, "records": unattributed.records })
}

/// Every indicator that an actor may know of, in the order of their codes; lists come last. `public` leaves only what everybody may see.
///
/// # Errors
/// [`Error::NotFound`] if there is none; what the store says.
pub async fn cards(app: &App, actor: &Actor, when: When, public: bool) -> Result<Vec<Card>, Error> {
    some(app, actor, when, public, |_| true).await
}

/// Some of them: those that `asked` wants.
///
/// # Errors
/// As [`cards`].
pub async fn some(
    app: &App,
    actor: &Actor,
    when: When,
    public: bool,
    asked: impl Fn(&Indicator) -> bool,
) -> Result<Vec<Card>, Error> {
    let past = past(app, when).await?;
    let known = indicators(app, past.known).await?;
    let all = known.by_id.values().filter(|indicator| is_shown(actor, indicator, public) && asked(indicator));
    let all: Vec<Arc<Indicator>> = all.cloned().collect();
    if all.is_empty() {
        return Err(Error::NotFound);
    }
    let standing = plans::current(app, actor).await?;
    let is_told = !public && works_here(actor);
    of(app, all, standing.as_ref(), (past, is_told)).await
}

/// What the cockpit shows of figures.
#[derive(Debug, Clone, Default)]
pub struct Cockpit {
    /// What is settled and bound to a target of the plan.
    pub cards: Vec<Card>,
    /// The places of targets that only drafts measure which an answer approves.
    pub waiting: BTreeSet<usize>,
    /// What waits for an answer and has no number in the plan, with the words that promise it: what is settled for the number that
    /// these mean, a draft for what it counts.
    pub undecided: Vec<(Arc<Indicator>, String)>,
    /// What the cards came to at the ends of closed periods, and what they come to now, oldest first, by their indicators. Nothing is
    /// counted for it, so what nobody has closed is not there.
    pub trends: BTreeMap<String, Vec<Point>>,
    /// Where these lead by the day of the target, by their indicators; of a figure that is not known there is nothing to tell.
    pub foreseen: BTreeMap<String, Foreseen>,
    /// Who leads the tasks of each card, by its indicator: whoever acts where it is not green.
    pub leads: BTreeMap<String, Vec<String>>,
}

/// Those of them that may stand in the cockpit, and what waits for an answer.
///
/// # Errors
/// What the store says.
pub async fn of_cockpit(app: &App, actor: &Actor) -> Result<Cockpit, Error> {
    if !works_here(actor) {
        return Ok(Cockpit::default());
    }
    let declarations = app.declarations();
    let standing = plans::current(app, actor).await?;
    let past = past(app, When::default()).await?;
    let all = indicators(app, past.known).await?;
    let settled = || all.by_id.values().filter(|indicator| indicator.state == State::Approved);
    let is_bound =
        |indicator: &&Arc<Indicator>| !bound(&declarations, standing.as_ref(), indicator).is_empty();
    let cards =
        of(app, settled().filter(is_bound).cloned().collect(), standing.as_ref(), (past, true)).await?;
    let mut waits: Vec<(Arc<Indicator>, String)> = settled()
        .filter(|indicator| !is_bound(indicator))
        .filter_map(|it| Some((Arc::clone(it), undecided(&declarations, standing.as_ref(), it)?)))
        .collect();
    let drafts =
        || all.by_id.values().filter(|indicator| indicator.state == State::Draft && indicator.is_asked());
    // A draft stands at the target whose number it measures; where its words have none, it stands by itself.
    waits.extend(drafts().filter_map(|it| {
        let mut read = bound(&declarations, standing.as_ref(), it).into_iter();
        let quote = read.find(|bound| bound.at.is_none()).map(|bound| bound.quote);
        let quote = quote.or_else(|| undecided(&declarations, standing.as_ref(), it))?;
        Some((Arc::clone(it), quote))
    }));
    waits.sort_by_cached_key(|(indicator, _)| order(indicator));
    let waiting = drafts().flat_map(|indicator| bound(&declarations, standing.as_ref(), indicator));
    let waiting =
        waiting.filter_map(|bound| bound.at).filter(|at| !cards.iter().any(|card| card.measures(*at)));
    let leads = cards.iter().map(|card| (card.indicator.id.clone(), leads(app, standing.as_ref(), card)));
    let trends = trends(app, &cards).await?;
    let foreseen = cards.iter().filter_map(|card| {
        let id = &card.indicator.id;
        let now = [point(card.computed.window.as_of, card.computed.figure())];
        let series = trends.get(id).map_or(&now[..], Vec::as_slice);
        Some((id.clone(), foreseen(card, series).filter(|_| now[0].value.is_some())?))
    });
    Ok(Cockpit {
        waiting: waiting.collect(),
        undecided: waits,
        foreseen: foreseen.collect(),
        trends,
        leads: leads.collect(),
        cards,
    })
}

/// Who leads the tasks that concern a card, in the order of the plan, as it writes them.
fn leads(app: &App, standing: Option<&Standing>, card: &Card) -> Vec<String> {
    let mut leads: Vec<String> = Vec::new();
    for lead in related(app, standing, card).tasks.into_iter().flat_map(|task| task.lead) {
        if !leads.contains(&lead) {
            leads.push(lead);
        }
    }
    leads
}

/// What was kept of the periods that are over, by the definition of now; of a period that was closed again the newest. The last point is
/// the figure itself. Milestones and places among others are no course.
async fn trends(app: &App, cards: &[Card]) -> Result<BTreeMap<String, Vec<Point>>, Error> {
    let has_course = |card: &&Card| !matches!(card.indicator.kind, Kind::Milestone | Kind::Rank);
    let cards: Vec<&Card> = cards.iter().filter(has_course).collect();
    let ids: Vec<&str> = cards.iter().map(|card| card.indicator.id.as_str()).collect();
    let mut closed = figures::closed_of(&app.store().reader().await?, &ids).await?;
    let mut trends = BTreeMap::new();
    for card in cards {
        let (id, as_of) = (&card.indicator.id, card.computed.window.as_of);
        let kept = closed.remove(id).unwrap_or_default().into_iter();
        let kept = kept
            .filter(|it| it.definition == card.indicator.definition.digest && it.as_of < as_of)
            .filter_map(|it| {
                let text = it.value?;
                let value = Exact::parse(&text)?;
                let text = Wording::new(text.clone(), text);
                Some((it.as_of, Point { as_of: it.as_of, value: Some(value), text }))
            });
        let kept: BTreeMap<Date, Point> = kept.collect();
        let now = point(as_of, card.computed.figure());
        if !kept.is_empty() && now.value.is_some() {
            let kept = kept.into_values().chain([now]).collect::<Vec<Point>>();
            trends.insert(id.clone(), kept[kept.len().saturating_sub(TREND_POINTS)..].to_vec());
        }
    }
    Ok(trends)
}

/// The past that somebody asks for.
pub(crate) async fn past(app: &App, when: When) -> Result<Past, Error> {
    when.past(app, &app.store().reader().await?).await
}

/// Some indicators in a past; `is_told`: who holds one to be worse, and why, is told as well.
pub(super) async fn of(
    app: &App,
    mut all: Vec<Arc<Indicator>>,
    standing: Option<&Standing>,
    (past, is_told): (Past, bool),
) -> Result<Vec<Card>, Error> {
    all.sort_by_cached_key(|indicator| order(indicator));
    let lowerings = Lowerings::read(app, past, is_told).await?;
    let ledgers = all.iter().flat_map(|indicator| indicator.ledgers()).cloned().collect();
    let seen = app.indicators().at_hand.see(app, &ledgers).await?;
    let mut cards = Vec::new();
    for indicator in all {
        cards.push(card(app, &seen, indicator, (standing, &lowerings), past).await?);
    }
    Ok(cards)
}

/// An indicator by its id or code, if the actor may know of it.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or none that the actor may know of.
pub(crate) fn find(all: &All, actor: &Actor, id: &str, public: bool) -> Result<Arc<Indicator>, Error> {
    let found = all.by_id.get(id).or_else(|| {
        let of_code = |it: &&Arc<Indicator>| it.code.as_ref().is_some_and(|code| code.value == id);
        all.by_id.values().find(of_code)
    });
    found.filter(|indicator| is_shown(actor, indicator, public)).cloned().ok_or(Error::NotFound)
}

fn is_shown(actor: &Actor, indicator: &Indicator, public: bool) -> bool {
    if public { is_public(indicator) } else { may_know(actor, indicator) }
}

/// One indicator with its figure.
pub(crate) async fn card(
    app: &App,
    seen: &Seen,
    indicator: Arc<Indicator>,
    (standing, lowerings): (Option<&Standing>, &Lowerings),
    past: Past,
) -> Result<Card, Error> {
    let computed = compute(app, seen, &indicator, past).await?;
    let mut bound = bound_beside(app, seen, &indicator, standing, past).await?.into_iter();
    let (bound, also) = (bound.next(), bound.filter_map(|bound| bound.at).collect());
    let target = bound.as_ref().map(|bound| &bound.target);
    let mut judgement = match &computed.figure {
        Ok(figure) => light(&indicator, figure, target, past.as_of),
        Err(problems) => Judgement::unknown(problems),
    };
    let lowered = lowerings.apply(&indicator.id, &mut judgement);
    let by = target.and_then(|target| target.by);
    let provisional = computed
        .figure()
        .and_then(|figure| provisional(&indicator, figure, &computed.window, by, app.today()));
    let in_part = seen.in_part_of(indicator.ledgers());
    let known = seen.last_known(past.known);
    let unattributed = unattributed(app, seen, &indicator, (&computed.window, past.known)).await?;
    Ok(Card {
        indicator,
        computed,
        known,
        bound,
        also,
        judgement,
        lowered,
        provisional,
        in_part,
        unattributed,
    })
}

/// The targets that an indicator is bound to; that by which it is judged with what it came to in each year of the plan, where each is to be
/// better than the one before.
pub(super) async fn bound_beside(
    app: &App,
    seen: &Seen,
    indicator: &Indicator,
    standing: Option<&Standing>,
    past: Past,
) -> Result<Vec<Bound>, Error> {
    let mut all = bound(&app.declarations(), standing, indicator);
    if let Some((bound, standing)) = all.first_mut().zip(standing)
        && bound.target.rate == Rate::EachYear
        && indicator.kind != Kind::Growth
    {
        let years = standing.years(indicator.in_force.year());
        bound.target.years = years_beside(app, seen, indicator, years, past).await?;
    }
    Ok(all)
}

/// What an indicator came to in each of these years and in the year before, as far as both are known.
async fn years_beside(
    app: &App,
    seen: &Seen,
    indicator: &Indicator,
    years: RangeInclusive<i16>,
    past: Past,
) -> Result<Vec<YearBeside>, Error> {
    let mut beside = Vec::new();
    for (first, last) in Window::years_beside(indicator, years, past.as_of) {
        let before = alone(app, seen, indicator, Past { as_of: first, ..past }).await?;
        let after = alone(app, seen, indicator, Past { as_of: last, ..past }).await?;
        let [before, after] = [before, after].map(|figure| figure.and_then(|figure| figure.value));
        if let Some((before, after)) = before.zip(after) {
            let is_over = (last.month(), last.day()) == (12, 31);
            beside.push(YearBeside { year: last.year(), before, after, is_over });
        }
    }
    Ok(beside)
}

/// Lists behind figures; `D2` before `D10`; what has no code behind what has.
pub(super) fn order(indicator: &Indicator) -> (bool, bool, usize, String) {
    let code = indicator.code.as_ref().map(|code| code.value.clone());
    let number = code.as_deref().map(|code| code.trim_start_matches(|it: char| !it.is_ascii_digit()));
    let digits = number.map_or(0, |number| number.chars().take_while(char::is_ascii_digit).count());
    let value = number.and_then(|number| number.get(..digits)?.parse().ok()).unwrap_or(usize::MAX);
    (indicator.kind == Kind::List, code.is_none(), value, code.unwrap_or_else(|| indicator.id.clone()))
}
