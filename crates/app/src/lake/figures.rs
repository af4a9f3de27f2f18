use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use form::Kind as FieldKind;
use indicators::{Figure, Indicator, Kind, Window};
use jiff::civil::Date;
use kernel::{Place, Problem, Wording};
use ledger::{Interval, Ledger};
use pack::Pack;
use query::Limits;
use query::lake::{Absence, County, Doubled, Engine, Lake};
use tokio::task::JoinSet;

use super::alone::Counted;
use super::at_once::{Group, count};
use super::eligible::{Touched, absence, touched};
use super::place::LakePlace;
use super::whole::{places, whole};
use crate::indicators::params;

/// Rows of ledgers that are worked on at once: they keep to some hundred megabytes.
const ROWS_AT_ONCE: u64 = 4_000_000;
/// What looking for things that several counties count may cost, and how many are named.
const DOUBLED: Limits = Limits { rows_max: 10_000, memory_bytes: 2 << 30, seconds: 600 };

/// What is asked of a lake.
#[derive(Debug, Clone)]
pub struct LakeQuestion {
    /// Where it lies.
    pub lake: LakePlace,
    /// The list of counties to go by; that which lies in the lake if none is named.
    pub trusted: Option<PathBuf>,
    /// As of which day.
    pub as_of: Date,
    /// Ids or codes of indicators; all if there are none.
    pub indicators: Vec<String>,
    /// Whether things are looked for that several counties count.
    pub doubled: bool,
    /// Where statements over many counties run.
    pub engine: Engine,
}

/// What counties come to.
#[derive(Debug, Clone)]
pub struct LakeReport {
    /// As of which day.
    pub as_of: Date,
    /// The counties that are expected, with why what they published does not count.
    pub counties: Vec<(String, Wording, Option<Absence>)>,
    /// Folders of counties that nobody expects.
    pub strangers: Vec<String>,
    /// Whether the records of a county are invented: 演示数据.
    pub demonstration: bool,
    /// The indicators, in the order of their ids.
    pub indicators: Vec<OverLake>,
    /// Indicators that cannot be counted over a lake, and why.
    pub left_out: Vec<(Arc<Indicator>, Wording)>,
}

/// An indicator over all counties.
#[derive(Debug, Clone)]
pub struct OverLake {
    /// The indicator.
    pub indicator: Arc<Indicator>,
    /// Each county that is expected, in the order of their codes.
    pub counties: Vec<OfCounty>,
    /// All that count together, where that can be said.
    pub whole: Option<Figure>,
    /// What several counties count; none if that was not looked for, or cannot be told by the key.
    pub doubled: Option<Result<Vec<Doubled>, Wording>>,
    /// Whether many counties were counted in one statement.
    pub at_once: bool,
}

/// What an indicator comes to in a county.
#[derive(Debug, Clone)]
pub struct OfCounty {
    /// Its division code.
    pub division: String,
    /// What it is called.
    pub name: Wording,
    /// The figure, if there is one.
    pub figure: Option<Figure>,
    /// Its place among those with a value.
    pub place: Option<usize>,
    /// Why what it published does not count.
    pub absence: Option<Absence>,
    /// Why there is no figure though it published: what is missing or wrong in its records.
    pub why_not: Vec<Wording>,
    /// What the checks of the indicator say.
    pub warnings: Vec<Wording>,
}

impl OfCounty {
    /// Whether it has a value.
    pub fn counts(&self) -> bool {
        self.figure.as_ref().is_some_and(|figure| figure.value.is_some())
    }
}

impl OverLake {
    /// How many counties have a value.
    pub fn counted(&self) -> usize {
        self.counties.iter().filter(|county| county.counts()).count()
    }
}

/// Counts indicators of a pack over what counties published. No account is asked: all of it is public.
///
/// # Errors
/// Every problem of the pack, of the list of counties, and indicators that there are not. What is wrong with a county is said of it.
pub async fn figures(pack: &Pack, question: &LakeQuestion) -> Result<LakeReport, Vec<Problem>> {
    let ledgers: BTreeMap<String, Ledger> =
        pack.ledgers()?.into_iter().map(|ledger| (ledger.id.clone(), ledger)).collect();
    let published: BTreeSet<String> = pack.lake()?.into_iter().collect();
    let wanted = wanted(pack.indicators()?, &question.indicators)?;
    let (mut asked, mut left_out, mut read) = (Vec::new(), Vec::new(), BTreeSet::new());
    for indicator in wanted {
        match touched(&indicator, &ledgers, &published, question.as_of).await {
            Ok(touched) => {
                read.extend(touched.keys().cloned());
                asked.push((indicator, touched));
            }
            Err(why) => left_out.push((indicator, why)),
        }
    }
    let lake = read_lake(&question.lake, question.trusted.as_deref(), read).await?;
    let work =
        Arc::new(Work { lake, ledgers, asked, as_of: question.as_of, engine: question.engine.clone() });
    let mut report = work.report(left_out);
    let counted = work.clone().count_all().await?;
    for (at, (of_counties, at_once)) in counted.into_iter().enumerate() {
        let doubled = if question.doubled { work.doubled(at).await } else { None };
        report.indicators.push(work.over_lake(at, of_counties, at_once, doubled));
    }
    Ok(report)
}

/// The indicators that are asked for.
fn wanted(all: Vec<Indicator>, ids: &[String]) -> Result<Vec<Arc<Indicator>>, Vec<Problem>> {
    let is = |indicator: &Indicator, id: &String| {
        indicator.id == *id || indicator.code.as_ref().is_some_and(|code| code.value == *id)
    };
    let unknown: Vec<Problem> =
        ids.iter().filter(|id| !all.iter().any(|it| is(it, id))).map(|id| no_indicator(id)).collect();
    if !unknown.is_empty() {
        return Err(unknown);
    }
    let asked = |it: &Indicator| ids.is_empty() || ids.iter().any(|id| is(it, id));
    Ok(all.into_iter().filter(asked).map(Arc::new).collect())
}

/// Every file is compared with its digest, so this takes its time: it is done beside whoever waits.
async fn read_lake(
    place: &LakePlace,
    trusted: Option<&Path>,
    ledgers: BTreeSet<String>,
) -> Result<Lake, Vec<Problem>> {
    let mut unreadable = place.fetch(trusted, &ledgers).await?;
    let (lake, trusted) = (place.folder().to_owned(), trusted.map(Path::to_owned));
    let reading = tokio::task::spawn_blocking(move || Lake::read(&lake, trusted.as_deref(), &ledgers));
    let mut lake = reading.await.map_err(|error| vec![broken(&error.to_string())])??;
    for county in &mut lake.counties {
        if let Some(absence) = unreadable.remove(&county.division) {
            county.found = Err(absence);
        }
    }
    Ok(lake)
}

/// All that tasks share which count at the same time.
struct Work {
    lake: Lake,
    ledgers: BTreeMap<String, Ledger>,
    asked: Vec<(Arc<Indicator>, Touched)>,
    as_of: Date,
    engine: Engine,
}

/// Of each indicator, the counties that were counted, and whether it was at once.
type Found = Vec<(BTreeMap<String, Counted>, bool)>;

impl Work {
    fn report(&self, left_out: Vec<(Arc<Indicator>, Wording)>) -> LakeReport {
        let counties = self.lake.counties.iter();
        let found = counties.clone().filter_map(|county| county.found.as_ref().ok());
        LakeReport {
            as_of: self.as_of,
            counties: counties
                .map(|county| {
                    let late = |day: Date| (day < self.as_of).then_some(Absence::Late { day });
                    let absence = match &county.found {
                        Ok(found) => late(found.publication.day),
                        Err(absence) => Some(absence.clone()),
                    };
                    (county.division.clone(), county.name.clone(), absence)
                })
                .collect(),
            strangers: self.lake.strangers.clone(),
            demonstration: found.into_iter().any(|found| found.publication.demonstration),
            indicators: Vec::new(),
            left_out,
        }
    }

    /// Counties are divided into groups of so many rows. All indicators are counted over one group before the next, so that what was
    /// read of its files is still at hand; as many groups at the same time as the engine works on.
    async fn count_all(self: Arc<Self>) -> Result<Found, Vec<Problem>> {
        let mut all: Found = self.asked.iter().map(|_| (BTreeMap::new(), true)).collect();
        let (mut waiting, mut tasks) = (self.groups().into_iter(), JoinSet::new());
        loop {
            while tasks.len() < self.engine.at_once() {
                let Some(group) = waiting.next() else { break };
                let work = Arc::clone(&self);
                tasks.spawn(async move { work.count_group(group).await });
            }
            let Some(found) = tasks.join_next().await else { return Ok(all) };
            let found = found.map_err(|error| vec![broken(&error.to_string())])?;
            for ((all, at_once), (found, found_at_once)) in all.iter_mut().zip(found) {
                all.extend(found);
                *at_once &= found_at_once;
            }
        }
    }

    fn groups(&self) -> Vec<std::ops::Range<usize>> {
        let (mut groups, mut begin, mut rows) = (Vec::new(), 0, 0);
        for (at, county) in self.lake.counties.iter().enumerate() {
            rows += rows_of(county);
            if rows >= ROWS_AT_ONCE {
                groups.push(begin..at + 1);
                (begin, rows) = (at + 1, 0);
            }
        }
        groups.push(begin..self.lake.counties.len());
        groups
    }

    async fn count_group(&self, group: std::ops::Range<usize>) -> Found {
        let mut found = Vec::new();
        for (indicator, touched) in &self.asked {
            let group = self.group(&self.lake.counties[group.clone()], touched);
            if group.counties.is_empty() {
                found.push((BTreeMap::new(), true));
                continue;
            }
            let (counted, at_once) = count(indicator, &group).await;
            let codes = group.counties.iter().map(|county| county.division.clone());
            found.push((codes.zip(counted).collect(), at_once));
        }
        found
    }

    /// Those of some counties that can be counted.
    fn group<'w>(&'w self, counties: &'w [County], touched: &'w Touched) -> Group<'w> {
        let is_there = |county: &&County| absence(county, touched, &self.ledgers, self.as_of).is_none();
        let counties = counties.iter().filter(is_there).collect();
        Group { counties, ledgers: &self.ledgers, touched, as_of: self.as_of, engine: &self.engine }
    }

    fn over_lake(
        &self,
        at: usize,
        mut found: BTreeMap<String, Counted>,
        at_once: bool,
        doubled: Option<Result<Vec<Doubled>, Wording>>,
    ) -> OverLake {
        let (indicator, touched) = &self.asked[at];
        let of_county = |county: &County| {
            let mut of = OfCounty {
                division: county.division.clone(),
                name: county.name.clone(),
                figure: None,
                place: None,
                absence: absence(county, touched, &self.ledgers, self.as_of),
                why_not: Vec::new(),
                warnings: Vec::new(),
            };
            if let Some(Counted { figure, warnings }) = found.remove(&county.division) {
                of.warnings = warnings;
                match figure {
                    Ok(figure) => {
                        of.why_not = figure.unknown.iter().cloned().collect();
                        of.figure = Some(figure);
                    }
                    Err(problems) => of.why_not = problems.into_iter().map(|problem| problem.what).collect(),
                }
            }
            of
        };
        let mut counties: Vec<OfCounty> = self.lake.counties.iter().map(of_county).collect();
        let values: Vec<_> = counties.iter().map(|of| of.figure.as_ref()?.value.as_ref()).collect();
        let places = places(indicator, &values);
        for (county, place) in counties.iter_mut().zip(places) {
            county.place = place;
        }
        // A growth that begins with nothing has no rate and is part of the sum all the same; so are numbers too small for a ratio.
        let is_of_few = |of: &OfCounty| of.figure.as_ref().is_some_and(|figure| figure.is_of_few(indicator));
        let adds = |of: &&OfCounty| of.counts() || indicator.kind == Kind::Growth || is_of_few(of);
        let figures: Vec<&Figure> =
            counties.iter().filter(adds).filter_map(|of| of.figure.as_ref()).collect();
        let whole = whole(indicator, &figures, self.as_of);
        OverLake { indicator: Arc::clone(indicator), counties, whole, doubled, at_once }
    }

    /// What several counties count; none where the same key may be something else in another county.
    async fn doubled(&self, at: usize) -> Option<Result<Vec<Doubled>, Wording>> {
        let (indicator, touched) = &self.asked[at];
        let ledger = self.ledgers.get(&indicator.record.as_ref()?.value)?;
        let adds = matches!(indicator.kind, Kind::Level | Kind::Flow | Kind::List | Kind::Growth);
        if !adds || !is_known_everywhere(ledger) {
            return None;
        }
        let group = self.group(&self.lake.counties, touched);
        let params = params(indicator, &Window::of(indicator, self.as_of, ""), Interval::STILL - 1);
        let found = group.many().doubled(&indicator.composed(&indicator.rows_sql), &params, DOUBLED).await;
        Some(found.map_err(|error| {
            let problem = error.problems().into_iter().next();
            problem.map_or_else(|| Wording::new("", error.to_string()), |problem| problem.what)
        }))
    }
}

/// Whether the key of a ledger is a number that the whole country knows, such as that of an application.
fn is_known_everywhere(ledger: &Ledger) -> bool {
    let numbers = |field: &String| {
        ledger.form.field(field).is_some_and(|field| matches!(field.kind, FieldKind::Identifier(_)))
    };
    ledger.key.iter().any(numbers)
}

fn rows_of(county: &County) -> u64 {
    let bases = county.found.iter().flat_map(|found| found.ledgers.values()).flatten();
    bases.flat_map(|base| &base.manifest().files).map(|file| file.rows).sum()
}

fn no_indicator(id: &str) -> Problem {
    Problem::error(
        "no-indicator",
        Place::default().at_field("indicator"),
        Wording::new(format!("没有指标“{id}”"), format!("there is no indicator {id}")),
        Wording::new("请用指标的标识或代号", "use the id or the code of an indicator"),
    )
}

fn broken(detail: &str) -> Problem {
    Problem::error(
        "broken",
        Place::default(),
        Wording::new(format!("程序内部出错：{detail}"), detail.to_owned()),
        Wording::new("请报告", "report it"),
    )
}
