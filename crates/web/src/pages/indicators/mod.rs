//! Indicators: every figure opens into the rows that it counts. The pages below `/open` are the same ones, with what everybody may see.

mod canonical;
mod definition;
mod file;
mod index;
mod proof;
mod questions;
mod records;
mod show;

use std::collections::{BTreeMap, BTreeSet};

use app::indicators::{Bound, Card, Lowered, Point, Unattributed, attributes};
use askama::Template;
use form::{CodeTable, Context};
use indicators::{Cell as RowCell, Exact, GroupName, Indicator, Kind, Light as Colour, Rate, RowSet, State};

use crate::components::{Chart, Field, Light, Notice, Tag, Tone, component};
use crate::error::Error;
use crate::input::Input;
use crate::page::Page;
use crate::pages::plan;
use crate::query::{Query, encode};
use crate::records::Moment;
use crate::site::Site;
use crate::words::Words;

pub(crate) use definition::{print as print_definition, show as show_definition};
pub(crate) use file::{completion, records as records_file};
pub(crate) use index::show as show_index;
pub(crate) use proof::{show as show_proof, snapshot};
pub(crate) use questions::show as show_questions;
pub(crate) use records::show as show_records;
pub(crate) use show::{outlook, show};

/// Where the pages of indicators are that everybody may see.
const OPEN: &str = "/open";

/// Where people decide for which county records count.
const ATTRIBUTION: &str = "/workbench/attribution";

/// Whether a page is one for everybody.
fn is_open(page: &Page) -> bool {
    let path = page.address.path();
    path == OPEN || path.starts_with("/open/")
}

/// The page of all indicators, as this one sees them.
fn all(page: &Page) -> &'static str {
    if is_open(page) || !page.reader.is_staff() { "/open/indicators" } else { "/indicators" }
}

/// The page of an indicator.
pub(crate) fn path(page: &Page, indicator: &Indicator) -> String {
    format!("{}/{}", all(page), encode(&indicator.id))
}

/// That ledgers of these figures have only a part of a file.
fn in_part<'c>(page: &Page, cards: impl IntoIterator<Item = &'c Card>) -> Option<Notice> {
    let words = page.words;
    let ledgers: BTreeSet<&str> =
        cards.into_iter().flat_map(|card| &card.in_part).map(String::as_str).collect();
    let declarations = page.site.app.declarations();
    let title = |id: &&str| declarations.ledgers.get(*id).map(|ledger| words.title(&ledger.title));
    let titles: Vec<String> = ledgers.iter().filter_map(title).collect();
    (!titles.is_empty()).then(|| Notice {
        tone: Tone::Warning,
        title: words.under_way_figures(titles.join(words.comma())),
        text: words.under_way_figures_what().to_owned(),
    })
}

/// What these figures leave out, because it is not decided for which county it counts: how many records of which ledger.
pub(crate) fn left_out<'c>(words: Words, cards: impl IntoIterator<Item = &'c Card>) -> Option<String> {
    let mut ledgers: BTreeMap<&str, &Unattributed> = BTreeMap::new();
    for unattributed in cards.into_iter().flat_map(|card| &card.unattributed) {
        ledgers.entry(&unattributed.ledger).or_insert(unattributed);
    }
    let told = |it: &&Unattributed| words.indicators_unattributed_of(words.of(&it.title), it.records);
    let told: Vec<String> = ledgers.values().map(told).collect();
    (!told.is_empty()).then(|| words.indicators_unattributed(told.join(words.comma())))
}

/// Where that is decided, for whoever may.
pub(crate) fn queue<'c>(page: &Page, cards: impl IntoIterator<Item = &'c Card>) -> Option<String> {
    let ledgers = cards.into_iter().flat_map(|card| &card.unattributed).map(|it| it.ledger.as_str());
    attributes(&page.site.app, page.actor(), ledgers).then(|| page.href(ATTRIBUTION))
}

/// That figures leave records out, with the way to decide about these for whoever may.
fn unattributed(page: &Page, cards: &[&Card]) -> Option<(Notice, Option<String>)> {
    let words = page.words;
    let title = left_out(words, cards.iter().copied())?;
    let text = words.indicators_unattributed_what().to_owned();
    Some((Notice { tone: Tone::Warning, title, text }, queue(page, cards.iter().copied())))
}

/// The past that an address asks for.
fn asked(site: &Site, input: &Input) -> Result<Moment, Error> {
    let declarations = site.app.declarations();
    let context = Context { today: site.app.today(), codes: &declarations.codes };
    Moment::read(input, context).readable()
}

/// An address in the same past.
fn then(page: &Page, moment: &Moment, path: &str) -> String {
    moment.add_to(Query::default()).after(&page.href(path))
}

/// An address of ours as it is written where no browser knows the server, as far as the server knows its own name.
fn absolute(page: &Page, href: &str) -> String {
    let below = href.strip_prefix(page.site.settings.base_path.as_str()).unwrap_or(href);
    match page.site.app.surroundings().address.as_str() {
        "" => href.to_owned(),
        address => format!("{address}{below}"),
    }
}

/// Asks for another past of the same page.
#[derive(Template)]
#[template(path = "components/times.html")]
struct Times {
    /// The page as it is now.
    here: String,
    fields: Vec<Field>,
    is_past: bool,
    words: Words,
}

component!(Times);

impl Times {
    fn of(page: &Page, moment: &Moment) -> Times {
        Times {
            here: page.href(page.address.path()),
            fields: moment.fields(page),
            is_past: moment.is_past(),
            words: page.words,
        }
    }
}

/// That one sees another time than now.
fn past(page: &Page, moment: &Moment) -> Option<Notice> {
    moment.is_past().then(|| Notice {
        tone: Tone::Information,
        title: moment.sentence(page),
        text: page.words.past_not_now().to_owned(),
    })
}

/// A page below that of all indicators.
fn below(page: &Page) -> Page {
    page.clone().below(all(page), page.words.indicators_title())
}

/// What an indicator is called, with its code.
pub(crate) fn titled(words: Words, indicator: &Indicator) -> String {
    let title = words.title(&indicator.title);
    match &indicator.code {
        Some(code) => format!("{} {title}", code.value),
        None => title,
    }
}

/// The light of a figure.
pub(crate) fn light(words: Words, colour: Colour) -> Light {
    match colour {
        Colour::Green => Light::Green(words),
        Colour::Yellow => Light::Yellow(words),
        Colour::Red => Light::Red(words),
        Colour::Grey => Light::Grey(words),
    }
}

/// What is not settled is told wherever its figure stands.
fn draft(words: Words, indicator: &Indicator) -> Option<Tag> {
    let is_draft = indicator.state == State::Draft;
    is_draft.then(|| Tag { text: words.indicators_draft().to_owned(), tone: Tone::Warning })
}

/// Whether its definition is settled.
fn standing(words: Words, indicator: &Indicator) -> &'static str {
    match indicator.state {
        State::Draft => words.indicators_draft(),
        State::Approved => words.indicators_approved(),
    }
}

/// The value as it is shown, without its unit, or what stands in its place, such as `+3 (no base)`.
pub(crate) fn value(words: Words, card: &Card) -> String {
    let text = card.computed.figure().map(|figure| words.of(&figure.text));
    text.unwrap_or_else(|| words.indicators_no_data()).to_owned()
}

/// The value with its unit, a milestone without one; none if there is none.
pub(crate) fn known_value(words: Words, card: &Card) -> Option<String> {
    let figure = card.computed.figure().filter(|figure| figure.unknown.is_none())?;
    let text = words.of(&figure.text);
    Some(match card.indicator.kind {
        Kind::Milestone => text.to_owned(),
        _ => format!("{text} {}", words.of(&card.indicator.unit)),
    })
}

/// What a target of the plan wants of a figure.
pub(crate) fn wanted(words: Words, bound: &Bound) -> String {
    let wanted = plan::wanted(&bound.said);
    match bound.target.rate {
        Rate::Compound => wanted,
        Rate::EachYear if bound.target.number.is_zero() => {
            words.of(&bound.target.comparator.each_year()).to_owned()
        }
        Rate::EachYear => words.indicators_each_year(wanted),
        Rate::SinceBase => words.indicators_since_base(wanted),
    }
}

/// A series of a figure as a line, with the level that is wanted; none of what has no course. Where the growth that is wanted is not that
/// of the series, there is no such level.
pub(crate) fn line(words: Words, card: &Card, label: String, series: &[Point]) -> Option<Chart> {
    if matches!(card.indicator.kind, Kind::Milestone | Kind::Rank) {
        return None;
    }
    let drawn: Vec<_> = series
        .iter()
        .map(|point| {
            let day = point.as_of.strftime("%y-%m").to_string();
            (day, point.value.as_ref().map(Exact::to_f64), words.of(&point.text).to_owned())
        })
        .collect();
    let bound = card.bound.as_ref().filter(|bound| bound.target.rate == Rate::Compound);
    let level =
        bound.map(|bound| (bound.target.number.to_f64(), words.indicators_wanted_line(wanted(words, bound))));
    Chart::new(label, &drawn, level)
}

/// How a figure is judged, and until when it is not final, or why there is none; and what stands beside it wherever it is shown.
pub(crate) fn why(words: Words, card: &Card) -> String {
    let told = if card.is_judged() {
        let judged = words.of(&card.judgement.sentence);
        match &card.provisional {
            Some(provisional) => format!("{judged} {}", words.of(&provisional.sentence)),
            None => judged.to_owned(),
        }
    } else {
        let why = card.computed.why_not();
        why.iter().map(|why| words.of(why)).collect::<Vec<&str>>().join(words.semicolon())
    };
    let beside = beside(words, card);
    let is_alone = beside.is_empty() || card.is_judged();
    let told = std::iter::once(if is_alone { told } else { words.sentence(told) });
    told.filter(|told| !told.is_empty()).chain(beside).collect::<Vec<String>>().join(" ")
}

/// What has to be known of a figure wherever it is shown: who holds it to be worse, what its checks warn of, and what it leaves out.
pub(crate) fn beside(words: Words, card: &Card) -> Vec<String> {
    let lowered = card.lowered.as_ref().map(|it| lowered(words, card, it));
    let warnings: Vec<&str> = card.computed.warnings.iter().map(|warning| words.of(warning)).collect();
    let warned = (!warnings.is_empty()).then(|| words.indicators_warned(warnings.join(words.semicolon())));
    let left_out = left_out(words, [card]).map(|left_out| words.sentence(left_out));
    lowered.into_iter().chain(warned).chain(left_out).collect()
}

/// Who holds it to be worse than the rule says, until when, and what the rule says.
fn lowered(words: Words, card: &Card, lowered: &Lowered) -> String {
    let [now, computed] = [card.judgement.light, lowered.computed].map(|colour| light(words, colour).word());
    match &lowered.said {
        Some(said) => words.indicators_lowered(now, &said.reason, &said.by, lowered.until, computed),
        None => words.indicators_lowered_until(now, lowered.until, computed),
    }
}

/// Digits after a point that are shown though they are zeros: money in 10,000 yuan has six, and four of them are rarely said.
const DECIMALS_KEPT: usize = 2;

/// Whole numbers of smallest parts, as people read them: 1,234.50.
fn amount(parts: i128, decimals: u32) -> String {
    let digits = parts.unsigned_abs().to_string();
    let decimals = decimals as usize;
    let digits = format!("{digits:0>width$}", width = decimals + 1);
    let (whole, rest) = digits.split_at(digits.len() - decimals);
    let mut apart = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            apart.push(',');
        }
        apart.push(digit);
    }
    let sign = if parts < 0 { "−" } else { "" };
    let said = rest.trim_end_matches('0').len().max(rest.len().min(DECIMALS_KEPT));
    let rest = &rest[..said];
    let rest = if rest.is_empty() { String::new() } else { format!(".{rest}") };
    format!("{sign}{apart}{rest}")
}

/// What bodies and codes are called.
struct Names {
    bodies: BTreeMap<String, String>,
    tables: BTreeMap<String, CodeTable>,
}

impl Names {
    /// The names of the bodies and of the code tables that rows of an indicator name.
    async fn of(site: &Site, indicator: &Indicator, rows: &RowSet) -> Result<Names, Error> {
        let bodies = bodies_of(site, rows).await?;
        let declarations = site.app.declarations();
        let tables = indicator.columns.iter().filter_map(|column| {
            let table = declarations.codes.get(&column.table.as_ref()?.value)?;
            Some((column.id.clone(), table.clone()))
        });
        Ok(Names { bodies, tables: tables.collect() })
    }

    /// Those of the bodies as well that these rows name.
    async fn and_of(mut self, site: &Site, rows: &RowSet) -> Result<Names, Error> {
        self.bodies.extend(bodies_of(site, rows).await?);
        Ok(self)
    }

    /// What a value of a column is called.
    fn of_value(&self, words: Words, column: &str, value: &str) -> String {
        match column {
            "body" => self.bodies.get(value).cloned().unwrap_or_else(|| value.to_owned()),
            // A thing that counts for several reasons has all of them in one cell.
            "reasons" => {
                let reasons = value.split(',').map(|reason| self.of_code(words, column, reason));
                reasons.collect::<Vec<String>>().join(words.comma())
            }
            _ => self.of_code(words, column, value),
        }
    }

    fn of_code(&self, words: Words, column: &str, value: &str) -> String {
        let row = self.tables.get(column).and_then(|table| table.get(value));
        row.map_or_else(|| value.to_owned(), |row| words.title(&row.title))
    }

    /// What a part of a figure is called.
    fn of_group(&self, words: Words, column: &str, name: &GroupName) -> String {
        match name {
            GroupName::Value(value) => self.of_value(words, column, value),
            GroupName::Undecided if column == "body" => words.indicators_undecided().to_owned(),
            GroupName::Undecided => words.indicators_without().to_owned(),
            GroupName::Merged => words.indicators_merged().to_owned(),
        }
    }
}

/// What the bodies are called that rows name.
async fn bodies_of(site: &Site, rows: &RowSet) -> Result<BTreeMap<String, String>, Error> {
    let at = rows.column("body");
    let cells = rows.rows.iter().filter_map(|row| row.get(at?));
    let keys = cells.filter_map(|cell| match cell {
        RowCell::Text(key) => Some(key.clone()),
        _ => None,
    });
    Ok(app::bodies::names(&site.app, keys.collect::<BTreeSet<String>>()).await?)
}

/// What a column is called.
fn column_title(words: Words, indicator: &Indicator, id: &str) -> String {
    match id {
        "body" => words.indicators_body().to_owned(),
        "year" => words.indicators_year().to_owned(),
        "owner" => words.indicators_owner().to_owned(),
        id => {
            let declared = indicator.columns.iter().find(|column| column.id == id);
            declared.map_or_else(|| id.to_owned(), |column| words.title(&column.title))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::amount;

    #[test]
    fn amounts_are_read_in_thousands() {
        for (parts, decimals, shown) in [
            (0, 0, "0"),
            (120, 0, "120"),
            (1_234_567, 0, "1,234,567"),
            (123_450, 2, "1,234.50"),
            (5, 2, "0.05"),
            (-123_456, 2, "−1,234.56"),
            (133_000_000, 6, "133.00"),
            (12_345_600, 6, "12.3456"),
        ] {
            assert_eq!(amount(parts, decimals), shown);
        }
    }
}
