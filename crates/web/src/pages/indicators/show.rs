//! One indicator: what it is, why it has its light, what would make it green; its series, its parts, what came and what went.

use app::indicators::{Cause, Change, Difference, Fall, Published, Reach, RowsSeen, Shown};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use indicators::{Detail, Group, GroupName, Kind};

use super::{
    Names, Times, amount, asked, below, column_title, draft, in_part, is_open, light, past, path, titled,
    value,
};
use crate::components::{Cell, Chart, Column, Light, Notice, Summary, SummaryRow, Table, Tag, Tone};
use crate::error::Error;
use crate::input::Asked;
use crate::page::Page;
use crate::pages::draw;
use crate::pages::plan::wanted;
use crate::query::Query;
use crate::records::Moment;
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
    past: Option<Notice>,
    times: Times,
    questions: Vec<String>,
    /// Where they are answered; not for everybody.
    answers: Option<String>,
    facts: Summary,
    chart: Option<Chart>,
    series: Table,
    forecast: Option<String>,
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

impl Look<'_> {
    /// An address below the page of the indicator.
    fn below(&self, end: &str, query: Query) -> String {
        let path = path(self.page, &self.shown.opened.card.indicator);
        self.moment.add_to(query).after(&self.page.href(&format!("{path}/{end}")))
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
    let names = Names::of(&site, indicator, &card.computed.rows).await?;
    let look = Look { page: &page, moment: &moment, shown: &shown };
    let is_known = card.computed.figure().is_some_and(|figure| figure.unknown.is_none());
    draw(&ShowPage {
        about: words.of(&indicator.about).to_owned(),
        value: value(words, card),
        unit: if is_known { words.of(&indicator.unit).to_owned() } else { String::new() },
        light: card.bound.as_ref().filter(|_| is_known).map(|_| light(words, card.judgement.light)),
        draft: draft(words, indicator),
        sentence: (is_known && card.bound.is_some()).then(|| words.of(&card.judgement.sentence).to_owned()),
        rule: card.bound.as_ref().map(|_| words.of(&card.judgement.rule).to_owned()),
        notices: in_part(&page, [card]).into_iter().chain(notices(words, &shown)).collect(),
        questions: indicator.open.iter().map(|open| words.of(&open.question).to_owned()).collect(),
        answers: page.reader.is_staff().then(|| page.href("/indicators/questions")),
        past: past(&page, &moment),
        times: Times::of(&page, &moment),
        facts: facts(words, &shown),
        chart: chart(words, &shown),
        series: series(words, &shown),
        forecast: forecast(words, &shown),
        bridge: bridge(&look),
        parts: parts(&look, &names),
        published: published(&page, &shown),
        falls: shown.falls.iter().map(|fall| told(words, fall)).collect(),
        closed: closed(words, &shown),
        ways: ways(&look),
        page: below(&page).titled(titled(words, indicator)),
    })
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
fn facts(words: Words, shown: &Shown) -> Summary {
    let (card, indicator) = (&shown.opened.card, &shown.opened.card.indicator);
    let mut rows = Vec::new();
    let mut row = |term: &str, value: Cell| rows.push(SummaryRow::new(term, value));
    row(words.indicators_as_of(), Cell::Figure(card.computed.window.as_of.to_string()));
    if let Some(bound) = &card.bound {
        let by = bound.said.by.as_ref().map(|by| words.cockpit_target_by(by)).unwrap_or_default();
        row(words.indicators_target(), Cell::Text(format!("{}{by}", wanted(&bound.said))));
        row(words.indicators_quote(), Cell::Text(words.indicators_quoted(&bound.quote)));
    }
    // A place is made of no sum.
    if let Some(figure) = card.computed.figure().filter(|_| indicator.kind != Kind::Rank) {
        let counted = words.of(indicator.counted_in());
        let sum = format!("{} {counted}", amount(figure.numerator, indicator.weight_decimals));
        row(words.indicators_numerator(), Cell::Figure(sum));
        if let Some(below) = figure.denominator {
            let below = amount(below, indicator.base_weight_decimals);
            row(words.indicators_denominator(), Cell::Figure(below));
        }
        if figure.undecided > 0 {
            row(words.indicators_undecided(), Cell::Figure(amount(figure.undecided as i128, 0)));
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
        row(words.indicators_largest(), Cell::Text(told));
    }
    let reach = match shown.opened.reach {
        Reach::Strangers => words.indicators_strangers(),
        Reach::Insiders => words.indicators_insiders(),
    };
    row(words.indicators_reach(), Cell::Text(reach.to_owned()));
    Summary { rows }
}

fn chart(words: Words, shown: &Shown) -> Option<Chart> {
    let indicator = &shown.opened.card.indicator;
    if indicator.kind == Kind::Milestone || indicator.kind == Kind::Rank {
        return None;
    }
    let drawn: Vec<_> = shown
        .series
        .iter()
        .map(|point| {
            let day = point.as_of.strftime("%y-%m").to_string();
            (day, point.value.as_ref().map(indicators::Exact::to_f64), words.of(&point.text).to_owned())
        })
        .collect();
    let wanted = shown.opened.card.bound.as_ref().map(|bound| {
        let number = &bound.target.number;
        (number.to_f64(), words.indicators_wanted_line(wanted(&bound.said)))
    });
    Chart::new(words.indicators_series_of(words.title(&indicator.title), drawn.len()), &drawn, wanted)
}

fn series(words: Words, shown: &Shown) -> Table {
    let row = |point: &app::indicators::Point| {
        vec![Cell::Figure(point.as_of.to_string()), Cell::Figure(words.of(&point.text).to_owned())]
    };
    Table {
        words,
        caption: words.indicators_series().to_owned(),
        columns: vec![Column::text(words.indicators_as_of()), Column::number(words.indicators_value())],
        rows: shown.series.iter().rev().map(row).collect(),
    }
}

fn forecast(words: Words, shown: &Shown) -> Option<String> {
    let forecast = shown.forecast?;
    let decimals = shown.opened.card.indicator.decimals as usize;
    let number = |value: f64| format!("{value:.decimals$}");
    let projected = words.indicators_forecast(
        forecast.points,
        forecast.on,
        number(forecast.value),
        number(forecast.low),
        number(forecast.high),
    );
    let tested = shown.tested.map(|tested| words.indicators_tested(tested.forecasts, tested.within));
    Some(projected + &tested.unwrap_or_default())
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
        Cell::Link {
            href: look.below("records", Query::default().with("change", change.id())),
            text: sum(parts),
        }
    };
    let mut rows = vec![
        vec![Cell::Text(words.indicators_opening(before)), Cell::Figure(sum(bridge.opening))],
        vec![
            Cell::Text(words.indicators_came().to_owned()),
            link(Change::Came, bridge.came, bridge.keys_came.len()),
        ],
        vec![
            Cell::Text(words.indicators_went().to_owned()),
            link(Change::Went, -bridge.went, bridge.keys_went.len()),
        ],
    ];
    if bridge.revalued != 0 {
        rows.push(vec![
            Cell::Text(words.indicators_revalued().to_owned()),
            Cell::Figure(sum(bridge.revalued)),
        ]);
    }
    let closing = look.shown.opened.card.computed.window.as_of;
    rows.push(vec![Cell::Text(words.indicators_closing(closing)), Cell::Figure(sum(bridge.closing))]);
    Some(Table {
        words,
        caption: words.indicators_bridge().to_owned(),
        columns: vec![Column::text(words.indicators_step()), Column::number(words.indicators_sum())],
        rows,
    })
}

/// The parts of the figure; each opens its rows.
fn parts(look: &Look<'_>, names: &Names) -> Vec<(String, Table)> {
    let words = look.page.words;
    let indicator = &look.shown.opened.card.indicator;
    let table = |(by, groups): &(String, Vec<Group>)| {
        let row = |group: &Group| {
            let name = names.of_group(words, by, &group.name);
            let sum = amount(group.sum, indicator.weight_decimals);
            let value = match &group.name {
                GroupName::Value(value) => value.clone(),
                GroupName::Undecided => String::new(),
                GroupName::Merged => return vec![Cell::Text(name), Cell::Figure(sum)],
            };
            let query = Query::default().with("by", by.as_str());
            // A group without a value is asked for by its absence.
            let query = if value.is_empty() { query.with("none", "1") } else { query.with("value", value) };
            vec![Cell::Text(name), Cell::Link { href: look.below("records", query), text: sum }]
        };
        let title = column_title(words, indicator, by);
        let total: i128 = groups.iter().map(|group| group.sum).sum();
        let mut rows: Vec<Vec<Cell>> = groups.iter().map(row).collect();
        let sum = amount(total, indicator.weight_decimals);
        rows.push(vec![Cell::Text(words.indicators_total().to_owned()), Cell::Figure(sum)]);
        let columns = vec![Column::text(title.clone()), Column::number(words.of(indicator.counted_in()))];
        (words.indicators_by(&title), Table { words, caption: title, columns, rows })
    };
    look.shown.parts.iter().map(table).collect()
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
fn published(page: &Page, shown: &Shown) -> Option<Table> {
    let words = page.words;
    let decimals = shown.opened.card.indicator.decimals;
    let row = |said: &Published| {
        let (ledger, key) = &said.record;
        let difference = match &said.difference {
            Difference::None => words.indicators_published_same().to_owned(),
            Difference::Since { published_on, came, went } => {
                words.indicators_published_since(published_on, *came, *went)
            }
            Difference::Unknown => words.indicators_published_unknown().to_owned(),
            Difference::NoFigure => words.indicators_no_data().to_owned(),
        };
        let ours = said.ours.as_ref().map_or(Cell::Nothing, |ours| Cell::Figure(ours.rounded(decimals)));
        vec![
            Cell::Figure(said.as_of.to_string()),
            Cell::Link { href: page.record(ledger, key), text: said.value.to_string() },
            ours,
            Cell::Text(difference),
            Cell::Text(said.source.clone()),
        ]
    };
    let rows: Vec<Vec<Cell>> = shown.published.iter().map(row).collect();
    let columns = vec![
        Column::text(words.indicators_as_of()),
        Column::number(words.indicators_published_value()),
        Column::number(words.indicators_ours()),
        Column::text(words.indicators_difference()),
        Column::text(words.indicators_source()),
    ];
    let caption = words.indicators_published().to_owned();
    (!rows.is_empty()).then_some(Table { words, caption, columns, rows })
}

/// Figures of closed periods, as they were when they were closed. Those of another definition stand by themselves.
fn closed(words: Words, shown: &Shown) -> Option<Table> {
    let definition = &shown.opened.card.indicator.definition.digest;
    let row = |figure: &store::figures::ClosedFigure| {
        let is_same = figure.definition == *definition;
        let now = shown.series.iter().find(|point| is_same && point.as_of == figure.as_of);
        let then = figure.value.clone().unwrap_or_else(|| words.indicators_no_data().to_owned());
        let other = || Cell::Text(words.indicators_other_definition().to_owned());
        let now = match now {
            Some(point) => Cell::Figure(words.of(&point.text).to_owned()),
            None if is_same => Cell::Nothing,
            None => other(),
        };
        vec![Cell::Figure(figure.as_of.to_string()), Cell::Figure(then), now]
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
    ways
}
