//! One indicator: what it is, why it has its light, what would make it green; its series, its parts, what came and what went.

use app::indicators::{Card, Cause, Change, Difference, Fall, Foreseen, Published, Reach, RowsSeen, Shown};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use indicators::{Detail, Group, GroupName, Indicator, Kind, POINTS_MIN, YearSum};
use jiff::civil::Date;
use ledger::Known;

use super::records::what_is_missing;
use super::{
    Names, Times, amount, asked, below, column_title, draft, in_part, is_open, light, line, lowered, past,
    path, then, titled, unattributed, value, wanted,
};
use crate::components::{Cell, Chart, Column, Light, Notice, Summary, SummaryRow, Table, Tag, Tone};
use crate::error::Error;
use crate::input::Asked;
use crate::page::Page;
use crate::pages::draw;
use crate::pages::plan::title_of_task;
use crate::query::Query;
use crate::records::{AS_OF, KNOWN, Moment};
use crate::site::Site;
use crate::words::Words;

#[derive(Template)]
#[template(path = "pages/indicators/show.html")]
struct ShowPage {
    about: String,
    value: String,
    unit: String,
    light: Option<Light>,
    draft: Option<Tag>,
    sentence: Option<String>,
    rule: Option<String>,
    notices: Vec<Notice>,
    /// That it leaves records out, and where that is decided.
    unattributed: Option<(Notice, Option<String>)>,
    past: Option<Notice>,
    times: Times,
    questions: Vec<String>,
    /// Where they are answered; not for everybody.
    answers: Option<String>,
    facts: Summary,
    chart: Option<Chart>,
    series: Table,
    /// Of growth, year by year.
    years: Option<Table>,
    forecast: Option<String>,
    /// What can be done about it: lists, address and name.
    to_do: Vec<(String, String)>,
    bridge: Option<Table>,
    parts: Vec<(String, Table)>,
    published: Option<Table>,
    falls: Vec<String>,
    closed: Option<Table>,
    /// Where the rows, the definition and the proof are.
    ways: Vec<(String, String)>,
    page: Page,
}

/// What is shown, and in which past its links stay.
struct Look<'s> {
    page: &'s Page,
    moment: &'s Moment,
    shown: &'s Shown,
}

impl<'s> Look<'s> {
    fn indicator(&self) -> &'s Indicator {
        &self.shown.opened.card.indicator
    }

    /// An address below the page of the indicator.
    fn below(&self, end: &str, query: Query) -> String {
        let path = path(self.page, &self.shown.opened.card.indicator);
        self.moment.add_to(query).after(&self.page.href(&format!("{path}/{end}")))
    }

    /// Another indicator in the same past, address and name.
    fn list(&self, list: &Indicator) -> (String, String) {
        (then(self.page, self.moment, &path(self.page, list)), titled(self.page.words, list))
    }

    /// A number that opens rows, for those who see rows.
    fn rows(&self, query: Query, text: String) -> Cell {
        match self.shown.opened.rows {
            RowsSeen::None => Cell::Figure(text),
            _ => Cell::Link { href: self.below("records", query), text },
        }
    }

    /// The same where a few rows may be meant, which are not shown to everybody by themselves.
    fn few_rows(&self, query: Query, text: String) -> Cell {
        if self.shown.opened.is_public { Cell::Figure(text) } else { self.rows(query, text) }
    }

    /// A number that opens the rows of another day, as known at an operation or now.
    fn rows_of_day(&self, day: Date, known: Option<Known>, text: String) -> Cell {
        if self.shown.opened.rows == RowsSeen::None {
            return Cell::Figure(text);
        }
        let query = self.moment.add_to(Query::default()).without(AS_OF).with(AS_OF, day.to_string());
        let query = match known {
            Some(known) => query.without(KNOWN).with(KNOWN, known.to_string()),
            None => query,
        };
        let path = path(self.page, self.indicator());
        Cell::Link { href: query.after(&self.page.href(&format!("{path}/records"))), text }
    }

    /// What is left to be judged, which everybody is shown alone where it is no small part.
    fn undecided(&self, count: usize) -> Cell {
        let text = amount(i128::try_from(count).unwrap_or(i128::MAX), 0);
        let of_bodies = self.shown.parts.iter().filter(|(by, _)| by == "body");
        let stands = of_bodies.flat_map(|(_, groups)| groups).any(|it| it.name == GroupName::Undecided);
        match stands || !self.shown.opened.is_public {
            true => self.rows(Query::default().with("by", "body").with("none", "1"), text),
            false => Cell::Figure(text),
        }
    }
}

/// One indicator.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<String>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let words = page.words;
    let moment = asked(&site, &input)?;
    let shown = app::indicators::show(&site.app, page.actor(), &id, moment.when, is_open(&page)).await?;
    let card = &shown.opened.card;
    let indicator = &card.indicator;
    let mut names = Names::of(&site, indicator, &card.computed.rows).await?;
    if let Some(base) = card.computed.base.as_deref() {
        names = names.and_of(&site, base).await?;
    }
    let look = Look { page: &page, moment: &moment, shown: &shown };
    let is_known = card.computed.figure().is_some_and(|figure| figure.unknown.is_none());
    draw(&ShowPage {
        about: words.of(&indicator.about).to_owned(),
        value: value(words, card),
        unit: if is_known { words.of(&indicator.unit).to_owned() } else { String::new() },
        light: card.light().map(|colour| light(words, colour)),
        draft: draft(words, indicator),
        sentence: (card.is_judged() && card.bound.is_some())
            .then(|| words.of(&card.judgement.sentence).to_owned()),
        rule: card.bound.as_ref().map(|_| words.of(&card.judgement.rule).to_owned()),
        notices: in_part(&page, [card])
            .into_iter()
            .chain(lowered_notice(words, card))
            .chain(notices(words, &shown))
            .collect(),
        unattributed: unattributed(&page, &[card]),
        questions: indicator.open.iter().map(|open| words.of(&open.question).to_owned()).collect(),
        answers: page.reader.is_staff().then(|| page.href("/indicators/questions")),
        past: past(&page, &moment),
        times: Times::of(&page, &moment),
        facts: facts(&look),
        chart: chart(words, &shown),
        series: series(&page, &moment, &shown),
        years: years(&look),
        forecast: forecast(words, &shown),
        to_do: shown.lists.iter().map(|list| look.list(list)).collect(),
        bridge: bridge(&look),
        parts: parts(&look, &names),
        published: published(&look),
        falls: shown.falls.iter().map(|fall| told(words, fall)).collect(),
        closed: closed(&look),
        ways: ways(&look),
        page: below(&page).titled(titled(words, indicator)),
    })
}

/// That somebody holds it to be worse than the rule says.
fn lowered_notice(words: Words, card: &Card) -> Option<Notice> {
    let text = lowered(words, card, card.lowered.as_ref()?);
    Some(Notice { tone: Tone::Warning, title: words.indicators_is_lowered().to_owned(), text })
}

fn notices(words: Words, shown: &Shown) -> Vec<Notice> {
    let computed = &shown.opened.card.computed;
    let why = computed.why_not();
    let missing = (!why.is_empty()).then(|| Notice {
        tone: Tone::Warning,
        title: words.indicators_why_not().to_owned(),
        text: why.iter().map(|why| words.of(why)).collect::<Vec<&str>>().join(words.semicolon()),
    });
    let warned = computed.warnings.iter().map(|warning| Notice {
        tone: Tone::Warning,
        title: words.indicators_check().to_owned(),
        text: words.of(warning).to_owned(),
    });
    let unusable = shown.opened.unusable.iter().map(|why| Notice {
        tone: Tone::Warning,
        title: words.indicators_answer().to_owned(),
        text: words.of(why).to_owned(),
    });
    missing.into_iter().chain(warned).chain(unusable).collect()
}

/// What the figure is made of, in a few lines.
fn facts(look: &Look<'_>) -> Summary {
    let (words, shown) = (look.page.words, look.shown);
    let (card, indicator) = (&shown.opened.card, &shown.opened.card.indicator);
    let mut rows = Vec::new();
    let mut row = |term: &str, value: Cell| rows.push(SummaryRow::new(term, value));
    row(words.indicators_as_of(), Cell::Figure(card.computed.window.as_of.to_string()));
    if let Some(bound) = &card.bound {
        let by = bound.said.by.as_ref().map(|by| words.cockpit_target_by(by)).unwrap_or_default();
        row(words.indicators_target(), Cell::Text(format!("{}{by}", wanted(words, bound))));
        row(words.indicators_quote(), Cell::Text(words.indicators_quoted(&bound.quote)));
        if let Some(reading) = &bound.reading {
            row(words.indicators_reading(), Cell::Text(words.of(reading).to_owned()));
        }
    }
    if !shown.tasks.tasks.is_empty() {
        let term = match shown.tasks.is_theirs {
            true => words.indicators_tasks(),
            false => words.indicators_tasks_of_dimension(),
        };
        row(term, Cell::Links(shown.tasks.tasks.iter().map(|task| link_of_task(look.page, task)).collect()));
    }
    if let Some(provisional) = &card.provisional {
        row(words.indicators_provisional(), Cell::Text(words.of(&provisional.sentence).to_owned()));
    }
    // A place is made of no sum.
    if let Some(figure) = card.computed.figure().filter(|_| indicator.kind != Kind::Rank) {
        let counted = words.of(indicator.counted_in());
        let sum = format!("{} {counted}", amount(figure.numerator, indicator.weight_decimals));
        row(words.indicators_numerator(), look.rows(Query::default(), sum));
        if let Some(below) = figure.denominator {
            row(words.indicators_denominator(), denominator(look, below));
        }
        if let Some(missing) = shown.missing {
            let count = words.indicators_missing_count(missing);
            row(
                what_is_missing(words, indicator),
                look.few_rows(Query::default().with("missing", "1"), count),
            );
        }
        if figure.undecided > 0 {
            row(words.indicators_undecided(), look.undecided(figure.undecided));
        }
        if let Detail::Growth(growth) = &figure.detail {
            let rate = |rate: &Option<indicators::Exact>| {
                rate.as_ref().map_or(Cell::Nothing, |rate| Cell::Figure(format!("{}%", rate.rounded(2))))
            };
            row(words.indicators_compound(), rate(&growth.compound));
            row(words.indicators_mean(), rate(&growth.mean));
        }
    }
    if let Some(largest) = &shown.largest {
        let without = largest.value_without.as_ref().map(|value| value.rounded(indicator.decimals));
        let theirs = amount(largest.sum, indicator.weight_decimals);
        let told =
            words.indicators_largest_is(&largest.owner, theirs, without.unwrap_or_else(|| "—".to_owned()));
        let of_owner = Query::default().with("by", "owner").with("value", largest.owner.as_str());
        row(words.indicators_largest(), look.rows(of_owner, told));
    }
    let reach = match shown.opened.reach {
        Reach::Strangers => words.indicators_strangers(),
        Reach::Insiders => words.indicators_insiders(),
    };
    row(words.indicators_reach(), Cell::Text(reach.to_owned()));
    Summary { rows }
}

/// Where a task of the plan is, with who leads it.
fn link_of_task(page: &Page, task: &plan::Task) -> (String, String) {
    let named = format!("{} {}", task.number, title_of_task(task));
    let text = match task.lead.is_empty() {
        true => named,
        false => page.words.indicators_task_led(named, task.lead.join(page.words.comma())),
    };
    (page.href(&format!("/plan/tasks/{}", task.number)), text)
}

/// By what it is divided, with its rows; where that is one row, such as the residents of a year, which one it is. A growth is divided by its
/// base year, and a mean by the number of measurements.
fn denominator(look: &Look<'_>, parts: i128) -> Cell {
    let (opened, indicator) = (&look.shown.opened, &look.shown.opened.card.indicator);
    let decimals = match indicator.kind {
        Kind::Growth => indicator.weight_decimals,
        Kind::Level | Kind::Flow => indicator.base_weight_decimals,
        _ => 0,
    };
    let parts = amount(parts, decimals);
    let base = opened.card.computed.base.as_deref();
    let Some(base) = base.filter(|base| base.rows.len() == 1 && opened.rows == RowsSeen::All) else {
        return match (indicator.kind, opened.card.computed.figure().map(|figure| &figure.detail)) {
            (Kind::Growth, Some(Detail::Growth(growth))) if !growth.years.is_empty() => {
                of_year(look, &growth.years[0], parts, growth.is_running)
            }
            (Kind::Score, _) => look.rows(Query::default(), parts),
            _ if base.is_some() => look.rows(Query::default().with("base", "1"), parts),
            _ => Cell::Figure(parts),
        };
    };
    let text = |column: &str| base.cell(0, column).and_then(|cell| cell.as_text());
    let name = text("name").map(|name| look.page.words.indicators_of_which(&parts, name));
    let shown = name.unwrap_or(parts);
    match indicator.base_record.as_ref().zip(text("record").or_else(|| text("key"))) {
        Some((ledger, key)) => Cell::Link { href: look.page.record(&ledger.value, key), text: shown },
        None => Cell::Figure(shown),
    }
}

fn chart(words: Words, shown: &Shown) -> Option<Chart> {
    let card = &shown.opened.card;
    let label = words.indicators_series_of(words.title(&card.indicator.title), shown.series.len());
    line(words, card, label, &shown.series)
}

/// The figure at the end of each period; each opens its rows.
pub(super) fn series(page: &Page, moment: &Moment, shown: &Shown) -> Table {
    let (words, look) = (page.words, Look { page, moment, shown });
    let row = |point: &app::indicators::Point| {
        let text = words.of(&point.text).to_owned();
        let value = match point.value {
            Some(_) => look.rows_of_day(point.as_of, None, text),
            None => Cell::Figure(text),
        };
        vec![Cell::Figure(point.as_of.to_string()), value]
    };
    Table {
        words,
        caption: words.indicators_series().to_owned(),
        columns: vec![Column::text(words.indicators_as_of()), Column::number(words.indicators_value())],
        rows: shown.series.iter().rev().map(row).collect(),
    }
}

/// The sums of a growth, year by year: what is to rise every year shows where it did not.
fn years(look: &Look<'_>) -> Option<Table> {
    let (words, shown, indicator) = (look.page.words, look.shown, look.indicator());
    let figure = shown.opened.card.computed.figure()?;
    let Detail::Growth(growth) = &figure.detail else { return None };
    let sum = |parts: i128| amount(parts, indicator.weight_decimals);
    let row = |(year, before): (&YearSum, Option<&YearSum>)| {
        let rate = before.and_then(|before| year.rate(before));
        let rate = rate.map_or(Cell::Nothing, |rate| Cell::Figure(format!("{}%", rate.rounded(2))));
        let rises = match growth.rises(year.year) {
            None => Cell::Nothing,
            Some(false) => {
                Cell::Tag(Tag { text: words.indicators_not_risen().to_owned(), tone: Tone::Warning })
            }
            Some(true) => Cell::Text(words.indicators_risen().to_owned()),
        };
        let mut cells = vec![Cell::Figure(year.year.to_string()), of_year(look, year, sum(year.sum), false)];
        cells.extend(growth.is_running.then(|| of_year(look, year, sum(year.same_period), true)));
        cells.extend([rate, rises]);
        cells
    };
    let before = std::iter::once(None).chain(growth.years.iter().map(Some));
    let rows: Vec<Vec<Cell>> = growth.years.iter().zip(before).map(row).collect();
    let to = shown.opened.card.computed.window.to;
    let mut columns =
        vec![Column::text(words.indicators_year()), Column::number(words.of(indicator.counted_in()))];
    columns.extend(
        growth.is_running.then(|| Column::number(words.indicators_same_period(to.month(), to.day()))),
    );
    columns.push(Column::number(match growth.is_running {
        true => words.indicators_rate_same_period(),
        false => words.indicators_rate(),
    }));
    columns.push(Column::text(words.indicators_rises()));
    Some(Table { words, caption: words.indicators_years().to_owned(), columns, rows })
}

/// The sum of a year of a growth, with its rows: all of them, or as far as the last year has come.
fn of_year(look: &Look<'_>, year: &YearSum, sum: String, is_same_period: bool) -> Cell {
    let query = Query::default().with("by", "year").with("value", year.year.to_string());
    look.few_rows(if is_same_period { query.with("same", "1") } else { query }, sum)
}

/// Where it may go, whether that is far enough, and how well it could be told before.
fn forecast(words: Words, shown: &Shown) -> Option<String> {
    let card = &shown.opened.card;
    let decimals = card.indicator.decimals as usize;
    let number = |value: f64| format!("{value:.decimals$}");
    let projected = shown.foreseen.and_then(|foreseen| match foreseen {
        Foreseen::Forecast(forecast) => Some(words.indicators_forecast(
            forecast.points,
            forecast.on,
            number(forecast.value),
            number(forecast.low),
            number(forecast.high),
        )),
        Foreseen::TooFew(_) => None,
    });
    let lacks = shown.foreseen.and_then(|foreseen| outlook(words, card, foreseen));
    let tested = shown.tested.map(|tested| words.indicators_tested(tested.forecasts, tested.within));
    let missed = shown.tested.and_then(|tested| tested.quarters_before_miss);
    let foretold = missed.map(|quarters| match quarters {
        0 => words.indicators_unforetold().to_owned(),
        quarters => words.indicators_foretold(quarters),
    });
    let told: String = [projected, lacks, tested, foretold].into_iter().flatten().collect();
    (!told.is_empty()).then_some(told)
}

/// That the target will be missed, and by how much; or that there are too few points to tell.
pub(crate) fn outlook(words: Words, card: &Card, foreseen: Foreseen) -> Option<String> {
    match foreseen {
        Foreseen::Forecast(forecast) => {
            let decimals = card.indicator.decimals as usize;
            let lacks = forecast.lacks(&card.indicator, &card.bound.as_ref()?.target)?;
            let unit = words.of(&card.indicator.unit);
            Some(words.indicators_will_miss(forecast.on, format!("{lacks:.decimals$}"), unit))
        }
        Foreseen::TooFew(points) => Some(words.indicators_too_few(points, POINTS_MIN)),
    }
}

/// Opening, what came, what went, closing: the lines add up.
fn bridge(look: &Look<'_>) -> Option<Table> {
    let words = look.page.words;
    let (before, bridge) = look.shown.bridge.as_ref()?;
    let indicator = &look.shown.opened.card.indicator;
    let sum = |parts: i128| amount(parts, indicator.weight_decimals);
    let link = |change: Change, parts: i128, count: usize| {
        if count == 0 {
            return Cell::Figure(sum(parts));
        }
        look.few_rows(Query::default().with("change", change.id()), sum(parts))
    };
    let opening = look.rows_of_day(*before, None, sum(bridge.opening));
    let mut rows = vec![
        vec![Cell::Text(words.indicators_opening(before)), opening],
        vec![
            Cell::Text(words.indicators_came().to_owned()),
            link(Change::Came, bridge.came, bridge.keys_came.len()),
        ],
        vec![
            Cell::Text(words.indicators_went().to_owned()),
            link(Change::Went, -bridge.went, bridge.keys_went.len()),
        ],
    ];
    if !bridge.keys_revalued.is_empty() {
        rows.push(vec![
            Cell::Text(words.indicators_revalued().to_owned()),
            link(Change::Revalued, bridge.revalued, bridge.keys_revalued.len()),
        ]);
    }
    let closing = look.shown.opened.card.computed.window.as_of;
    let sum = look.rows(Query::default(), sum(bridge.closing));
    rows.push(vec![Cell::Text(words.indicators_closing(closing)), sum]);
    Some(Table {
        words,
        caption: words.indicators_bridge().to_owned(),
        columns: vec![Column::text(words.indicators_step()), Column::number(words.indicators_sum())],
        rows,
    })
}

/// The parts of the figure; each opens its rows. Where the denominator has the same parts, each has its own and what it comes to.
fn parts(look: &Look<'_>, names: &Names) -> Vec<(String, Table)> {
    let words = look.page.words;
    let indicator = &look.shown.opened.card.indicator;
    let table = |(by, groups): &(String, Vec<Group>)| {
        let has_wholes = groups.iter().any(|group| group.whole.is_some());
        let row = |group: &Group| {
            let sum = amount(group.sum, indicator.weight_decimals);
            let query = Query::default().with("by", by.as_str());
            let sum = match &group.name {
                _ if group.rows == 0 => Cell::Figure(sum),
                GroupName::Merged => Cell::Figure(sum),
                GroupName::Value(value) => look.rows(query.with("value", value.as_str()), sum),
                // A group without a value is asked for by its absence.
                GroupName::Undecided => look.rows(query.with("none", "1"), sum),
            };
            let mut cells = vec![Cell::Text(names.of_group(words, by, &group.name)), sum];
            if has_wholes {
                cells.extend(whole(look, by, group));
            }
            cells
        };
        let title = column_title(words, indicator, by);
        let total: i128 = groups.iter().map(|group| group.sum).sum();
        let mut rows: Vec<Vec<Cell>> = groups.iter().map(row).collect();
        let sum = amount(total, indicator.weight_decimals);
        let mut last =
            vec![Cell::Text(words.indicators_total().to_owned()), look.rows(Query::default(), sum)];
        let mut columns = vec![Column::text(title.clone()), Column::number(words.of(indicator.counted_in()))];
        if has_wholes {
            let below: i128 = groups.iter().filter_map(|group| group.whole).map(|whole| whole.sum).sum();
            let below = amount(below, indicator.base_weight_decimals);
            last.push(look.rows(Query::default().with("base", "1"), below));
            last.push(Cell::Figure(value(words, &look.shown.opened.card)));
            columns.push(Column::number(words.indicators_denominator()));
            columns.push(Column::number(words.indicators_part_value(words.of(&indicator.unit))));
        }
        rows.push(last);
        (words.indicators_by(&title), Table { words, caption: title, columns, rows })
    };
    look.shown.parts.iter().map(table).collect()
}

/// The part of the denominator, and what the part of the figure comes to by itself.
fn whole(look: &Look<'_>, by: &str, group: &Group) -> [Cell; 2] {
    let indicator = look.indicator();
    let below = group.whole.map(|whole| {
        let query = Query::default().with("base", "1").with("by", by);
        let sum = amount(whole.sum, indicator.base_weight_decimals);
        match &group.name {
            _ if whole.rows == 0 => Cell::Figure(sum),
            GroupName::Merged => Cell::Figure(sum),
            GroupName::Value(value) => look.rows(query.with("value", value.as_str()), sum),
            GroupName::Undecided => look.rows(query.with("none", "1"), sum),
        }
    });
    let value = group.value(indicator).map(|value| Cell::Figure(value.rounded(indicator.decimals)));
    [below.unwrap_or(Cell::Nothing), value.unwrap_or(Cell::Nothing)]
}

/// A year in which it got worse, and why.
fn told(words: Words, fall: &Fall) -> String {
    let (before, after) = &fall.values;
    match fall.cause {
        Cause::Numerator => words.indicators_fell_above(fall.year, before, after),
        Cause::Denominator => words.indicators_fell_below(fall.year, before, after),
    }
}

/// What was published of it beside what is counted.
fn published(look: &Look<'_>) -> Option<Table> {
    let (page, words) = (look.page, look.page.words);
    let decimals = look.shown.opened.card.indicator.decimals;
    let row = |said: &Published| {
        let (ledger, key) = &said.record;
        let difference = match &said.difference {
            Difference::None => words.indicators_published_same().to_owned(),
            Difference::Since { published_on, .. } => words.indicators_published_since(published_on),
            Difference::Unknown => words.indicators_published_unknown().to_owned(),
            Difference::NoFigure => words.indicators_no_data().to_owned(),
        };
        let ours = said.ours.as_ref().map_or(Cell::Nothing, |ours| Cell::Figure(ours.rounded(decimals)));
        vec![
            Cell::Figure(said.as_of.to_string()),
            Cell::Link { href: page.record(ledger, key), text: said.value.to_string() },
            ours,
            Cell::Text(difference),
            changes(look, said),
            Cell::Text(said.source.clone()),
        ]
    };
    let rows: Vec<Vec<Cell>> = look.shown.published.iter().map(row).collect();
    let columns = vec![
        Column::text(words.indicators_as_of()),
        Column::number(words.indicators_published_value()),
        Column::number(words.indicators_ours()),
        Column::text(words.indicators_difference()),
        Column::text(words.indicators_changes()),
        Column::text(words.indicators_source()),
    ];
    let caption = words.indicators_published().to_owned();
    (!rows.is_empty()).then_some(Table { words, caption, columns, rows })
}

/// The rows that explain a difference, for those who see rows: what came, went or weighs something else since it was published.
fn changes(look: &Look<'_>, said: &Published) -> Cell {
    let words = look.page.words;
    let Difference::Since { published_on, came, went, revalued } = said.difference else {
        return Cell::Nothing;
    };
    let path = look.page.href(&format!("{}/records", path(look.page, &look.shown.opened.card.indicator)));
    let now = look.moment.add_to(Query::default()).without(AS_OF).with(AS_OF, said.as_of.to_string());
    let change = |change: Change, count: usize, text: String| {
        let query = now.clone().with("change", change.id()).with("since", published_on.to_string());
        (count > 0).then(|| (query.after(&path), text))
    };
    let changes = [
        change(Change::Came, came, words.indicators_came_rows(came)),
        change(Change::Went, went, words.indicators_went_rows(went)),
        change(Change::Revalued, revalued, words.indicators_revalued_rows(revalued)),
    ];
    let changes: Vec<(String, String)> = changes.into_iter().flatten().collect();
    // Everybody is shown no rows that a few may be.
    let are_closed = look.shown.opened.rows == RowsSeen::None || look.shown.opened.is_public;
    match (are_closed, changes.is_empty()) {
        (_, true) => Cell::Text(words.indicators_base_changed().to_owned()),
        (true, false) => Cell::Lines(changes.into_iter().map(|(_, text)| text).collect()),
        (false, false) => Cell::Links(changes),
    }
}

/// Figures of closed periods, as they were when they were closed. Those of another definition stand by themselves.
fn closed(look: &Look<'_>) -> Option<Table> {
    let (words, shown) = (look.page.words, look.shown);
    let definition = &look.indicator().definition.digest;
    let row = |figure: &store::figures::ClosedFigure| {
        let is_same = figure.definition == *definition;
        let now = shown.series.iter().find(|point| is_same && point.as_of == figure.as_of);
        let then = match &figure.value {
            Some(value) if is_same => look.rows_of_day(figure.as_of, Some(figure.known), value.clone()),
            Some(value) => Cell::Figure(value.clone()),
            None => Cell::Figure(words.indicators_no_data().to_owned()),
        };
        let other = || Cell::Text(words.indicators_other_definition().to_owned());
        let now = match now {
            Some(point) => look.rows_of_day(point.as_of, None, words.of(&point.text).to_owned()),
            None if is_same => Cell::Nothing,
            None => other(),
        };
        vec![Cell::Figure(figure.as_of.to_string()), then, now]
    };
    let rows: Vec<Vec<Cell>> = shown.closed.iter().rev().map(row).collect();
    let columns = vec![
        Column::text(words.indicators_as_of()),
        Column::number(words.indicators_then()),
        Column::number(words.indicators_now()),
    ];
    let caption = words.indicators_closed().to_owned();
    (!rows.is_empty()).then_some(Table { words, caption, columns, rows })
}

fn ways(look: &Look<'_>) -> Vec<(String, String)> {
    let words = look.page.words;
    let opened = &look.shown.opened;
    let way = |end: &str, text: &str| (look.below(end, Query::default()), text.to_owned());
    let count = opened.card.computed.rows.rows.len();
    let mut ways = Vec::new();
    if opened.rows != RowsSeen::None {
        ways.push(way("records", &words.indicators_records_of(count)));
    }
    ways.push(way("definition", words.indicators_definition()));
    if opened.is_proved {
        ways.push(way("proof", words.indicators_proof()));
    }
    if let Some((ledger, field)) = look.shown.may_lower {
        let query = Query::default().with(field, look.indicator().id.as_str());
        let form = query.after(&look.page.href(&format!("/ledgers/{ledger}/new")));
        ways.push((form, words.indicators_to_lower().to_owned()));
    }
    ways
}
