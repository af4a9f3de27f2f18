use std::collections::{BTreeMap, BTreeSet};

use app::indicators::{Bound, Card, cards, some};
use app::plans;
use app::records::When;
use axum::extract::{Path, State};
use axum::response::Response;
use documents::{Cell, CellKind, Column, Sheet, Workbook};
use indicators::{Exact, Figure, Indicator, Kind, Period};
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{definitions, demonstration};
use crate::error::Error;
use crate::input::Asked;
use crate::page::Page;
use crate::pages::indicators::{asked, is_open, light, titled, value, wanted, why};
use crate::pages::print::hand_out_sheets;
use crate::site::Site;

/// 指标完成情况表, in the columns in which offices keep it: all settled indicators with their figures and targets, those that are drafts on a
/// sheet of their own, and a sheet of what each counts.
pub(crate) async fn completion(
    page: Page,
    State(site): State<Site>,
    Path(format): Path<String>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let words = page.words;
    if format != "xlsx" {
        return Err(Error::NotFound);
    }
    let when = asked(&site, &input)?.when;
    let cards = cards(&site.app, page.actor(), when, is_open(&page)).await?;
    let as_of = when.as_of.unwrap_or_else(|| site.app.today());
    let bound =
        cards.iter().filter(|card| card.bound.is_some()).map(|card| card.indicator.id.clone()).collect();
    let beside = Beside::of(&page, when, as_of, &bound).await?;
    let name = format!("{}-{as_of}", words.indicators_completion());
    let all: Vec<&Card> = cards.iter().collect();
    let (drafts, settled): (Vec<&Card>, Vec<&Card>) =
        all.iter().copied().partition(|card| card.indicator.state == indicators::State::Draft);
    let sheet = |title: &str, more: Option<&str>, cards: &[&Card]| Sheet {
        name: title.to_owned(),
        title: Some(format!("{title}-{as_of}")),
        notes: [
            demonstration(&page),
            more.map(str::to_owned).into_iter().collect(),
            vec![words.indicators_completion_rule().to_owned()],
        ]
        .concat(),
        columns: beside.columns(),
        rows: cards.iter().zip(1..).map(|(card, number)| beside.row(card, number)).collect(),
        closing: Vec::new(),
    };
    let mut sheets = vec![sheet(words.indicators_completion(), None, &settled), definitions(words, &all)];
    if !drafts.is_empty() {
        sheets.push(sheet(words.indicators_drafts(), Some(words.indicators_drafts_what()), &drafts));
    }
    hand_out_sheets(Workbook { sheets }, &name).await
}

/// Years that stand in the table at most, the newest; a plan runs for three to five.
const YEARS_MAX: usize = 5;

/// Figures by the ids of their indicators; what is not known is left out.
type Figures = BTreeMap<String, Figure>;

/// What stands in the table beside the figures of a day.
struct Beside<'p> {
    page: &'p Page,
    /// The years of the plan that were over, each with the figures of its last day.
    years: Vec<(i16, Figures)>,
    /// The figures of the same day a year before.
    before: Figures,
    /// The last year of the plan that binds.
    last: Option<i16>,
}

impl<'p> Beside<'p> {
    /// The past of those that the plan wants something of; the others would take as long again for each year.
    async fn of(
        page: &'p Page,
        when: When,
        as_of: Date,
        bound: &BTreeSet<String>,
    ) -> Result<Beside<'p>, Error> {
        let plan = plans::current(&page.site.app, page.actor()).await?.filter(plans::Standing::binds);
        let all = plan.map(|plan| plan.years(as_of.year()));
        let ends = all.iter().cloned().flatten().filter_map(|year| Date::new(year, 12, 31).ok());
        let over: Vec<Date> = ends.filter(|end| *end < as_of).collect();
        let mut years = Vec::new();
        for end in &over[over.len().saturating_sub(YEARS_MAX)..] {
            years.push((end.year(), figures(page, when, *end, bound).await?));
        }
        let before = figures(page, when, as_of.saturating_sub(1.year()), bound).await?;
        Ok(Beside { page, years, before, last: all.map(|all| *all.end()) })
    }

    fn columns(&self) -> Vec<Column> {
        let words = self.page.words;
        let text = |title: &str| Column::new(title, CellKind::Text);
        let mut columns = vec![
            Column::new(words.duties_number(), CellKind::Number { decimals: 0 }),
            text(words.indicators_indicator()),
            text(words.indicators_unit()),
            text(words.indicators_baseline()),
        ];
        columns.extend(self.years.iter().map(|(year, _)| text(&year.to_string())));
        columns.push(match self.last {
            Some(year) => text(&words.indicators_target_of(year)),
            None => text(words.indicators_target()),
        });
        let then = [
            words.indicators_wanted_now(),
            words.indicators_current(),
            words.indicators_progress(),
            words.indicators_change(),
            words.duties_signal(),
            words.indicators_data_source(),
        ];
        columns.extend(then.map(text));
        columns.push(Column::new(words.indicators_until_day(), CellKind::Date));
        columns.push(text(words.indicators_why()));
        columns
    }

    fn row(&self, card: &Card, number: i64) -> Vec<Cell> {
        let (words, indicator, judgement) = (self.page.words, &card.indicator, &card.judgement);
        let exact = |number: &Exact| Cell::text(number.rounded(indicator.decimals));
        let baseline = card.bound.as_ref().and_then(|bound| bound.target.baseline.as_ref());
        let wanted_now = judgement.wanted_now.as_ref().filter(|_| indicator.kind != Kind::Milestone);
        let progress = judgement.progress.as_ref().map(|share| format!("{}%", share.rounded_down(1)));
        let has_light = card.bound.is_some() || card.lowered.is_some();
        let state = has_light.then(|| light(words, judgement.light).word());
        let mut cells = vec![
            Cell::Integer(number),
            Cell::text(titled(words, indicator)),
            Cell::text(words.of(&indicator.unit)),
            baseline.map_or(Cell::Empty, |(number, _)| exact(number)),
        ];
        cells.extend(self.years.iter().map(|(_, figures)| self.of_year(indicator, figures)));
        cells.extend([
            card.bound.as_ref().map_or(Cell::Empty, |bound| Cell::text(self.target(bound))),
            wanted_now.map_or(Cell::Empty, exact),
            Cell::text(value(words, card)),
            progress.map_or(Cell::Empty, Cell::text),
            self.change(card).map_or(Cell::Empty, Cell::text),
            state.map_or(Cell::Empty, Cell::text),
            Cell::text(self.sources(indicator)),
            Cell::Date(card.computed.window.as_of),
            Cell::text(why(words, card)),
        ]);
        cells
    }

    /// What it came to in a year. Where a part of a year is counted, its last part is not the whole.
    fn of_year(&self, indicator: &Indicator, figures: &Figures) -> Cell {
        let is_part = indicator.kind == Kind::Flow && indicator.period != Period::Year;
        let figure = figures.get(&indicator.id).filter(|_| !is_part);
        figure.map_or(Cell::Empty, |figure| Cell::text(self.page.words.of(&figure.text)))
    }

    /// What is wanted, and by when if that is not the end of the plan.
    fn target(&self, bound: &Bound) -> String {
        let is_at_end = bound.target.by.map(Date::year) == self.last;
        let by = bound.said.by.as_ref().filter(|_| !is_at_end);
        let by = by.map(|by| self.page.words.cockpit_target_by(by)).unwrap_or_default();
        format!("{}{by}", wanted(self.page.words, bound))
    }

    /// How much it is more or less than on the same day a year before. Of growth, a milestone or a place among others that says nothing.
    fn change(&self, card: &Card) -> Option<String> {
        let indicator = &card.indicator;
        if matches!(indicator.kind, Kind::Growth | Kind::Milestone | Kind::Rank) {
            return None;
        }
        let now = known(card)?.value.as_ref()?;
        let before = self.before.get(&indicator.id)?.value.as_ref()?;
        let difference = now - before;
        let sign = if difference.is_positive() { "+" } else { "" };
        // Percentages are not compared in percent of themselves.
        if indicator.per == 100 {
            let points = format!("{sign}{}", difference.rounded(indicator.decimals));
            return Some(self.page.words.indicators_points(points));
        }
        let share = difference.over(before).filter(|_| before.is_positive())?;
        Some(format!("{sign}{}%", (&share * &Exact::whole(100)).rounded(1)))
    }

    /// The ledgers whose records are counted.
    fn sources(&self, indicator: &Indicator) -> String {
        let (words, declarations) = (self.page.words, self.page.site.app.declarations());
        let ledgers = indicator.ledgers().iter().filter_map(|id| declarations.ledgers.get(id));
        ledgers.map(|ledger| words.title(&ledger.title)).collect::<Vec<String>>().join(words.comma())
    }
}

/// The figures of these indicators on a day.
async fn figures(page: &Page, when: When, day: Date, asked: &BTreeSet<String>) -> Result<Figures, Error> {
    if asked.is_empty() {
        return Ok(Figures::new());
    }
    let when = When { as_of: Some(day), ..when };
    let is_asked = |indicator: &Indicator| asked.contains(&indicator.id);
    let cards = some(&page.site.app, page.actor(), when, is_open(page), is_asked).await?;
    let figure = |card: &Card| Some((card.indicator.id.clone(), known(card)?.clone()));
    Ok(cards.iter().filter_map(figure).collect())
}

/// The figure, if it is known.
fn known(card: &Card) -> Option<&Figure> {
    card.computed.figure().filter(|figure| figure.unknown.is_none())
}
