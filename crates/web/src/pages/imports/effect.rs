use app::imports::{Effect, Moves};
use app::indicators::{Concerned, Told};
use indicators::Indicator;
use jiff::civil::Date;
use ledger::Known;

use crate::components::{Cell, Column, Notice, Table, Tone};
use crate::page::Page;
use crate::pages::indicators as figures;
use crate::query::Query;
use crate::records::{AS_OF, KNOWN};
use crate::words::Words;

/// The indicators that count from the ledger of a file, with how many they are, and what each comes to now as far as that is at hand.
pub(super) fn table(page: &Page, effect: &Effect, present: &[Option<Told>]) -> (String, Table) {
    let words = page.words;
    let row = |(concerned, told): (&Concerned, &Option<Told>)| {
        let indicator = &concerned.indicator;
        let now = match told {
            Some(told) => Cell::Figure(value(words, indicator, told)),
            None => Cell::Text(words.imports_counting().to_owned()),
        };
        let closed = match concerned.closed.is_empty() {
            true => Cell::Nothing,
            false => Cell::Text(days(page, &concerned.closed)),
        };
        vec![named(page, indicator), now, closed]
    };
    let table = Table {
        words,
        caption: words.imports_effect().to_owned(),
        columns: vec![
            Column::text(words.imports_effect_indicator()),
            Column::text(words.imports_effect_now()),
            Column::text(words.imports_effect_closed()),
        ],
        rows: effect.indicators.iter().zip(present).map(row).collect(),
    };
    (words.imports_effect_count(effect.indicators.len()), table)
}

/// What a file that is loaded has changed of figures.
pub(super) struct Changed {
    /// Of which day the figures are, and as known when.
    pub(super) lead: String,
    /// Those that came to something else, before and after.
    pub(super) table: Option<Table>,
    /// How many came to the same, and how many are being counted.
    pub(super) others: Vec<String>,
}

/// What a file has changed of figures: each opens its page as it was known before the file, and as it was known after it.
pub(super) fn changed(page: &Page, moves: &Moves) -> Changed {
    let words = page.words;
    let (before, after) = moves.known;
    let figure = |indicator: &Indicator, told: &Told, known: Known| {
        let past = Query::default().with(AS_OF, moves.as_of.to_string()).with(KNOWN, known.to_string());
        let href = past.after(&page.href(&figures::path(page, indicator)));
        Cell::Link { href, text: value(words, indicator, told) }
    };
    let rows: Vec<Vec<Cell>> = moves
        .changed()
        .map(|(indicator, was, is)| {
            vec![named(page, indicator), figure(indicator, was, before), figure(indicator, is, after)]
        })
        .collect();
    let columns = vec![
        Column::text(words.imports_effect_indicator()),
        Column::text(words.imports_moves_before()),
        Column::text(words.imports_moves_after()),
    ];
    let caption = words.imports_moves().to_owned();
    let (unchanged, counting) = (moves.unchanged(), moves.counting());
    let unchanged = (unchanged > 0).then(|| words.imports_moves_same(unchanged));
    let counting = (counting > 0).then(|| words.imports_moves_counting(counting));
    Changed {
        lead: words.imports_moves_what(moves.as_of, before, after),
        table: (!rows.is_empty()).then_some(Table { words, caption, columns, rows }),
        others: unchanged.into_iter().chain(counting).collect(),
    }
}

fn named(page: &Page, indicator: &Indicator) -> Cell {
    Cell::Link {
        href: page.href(&figures::path(page, indicator)),
        text: figures::titled(page.words, indicator),
    }
}

/// What a figure came to, with its unit.
fn value(words: Words, indicator: &Indicator, told: &Told) -> String {
    match &told.text {
        Some(text) => format!("{} {}", words.of(text), words.of(&indicator.unit)),
        None => words.indicators_no_data().to_owned(),
    }
}

/// That records change from which periods were closed: what was closed stays, and what is known then stands beside it.
pub(super) fn warning(page: &Page, effect: &Effect) -> Option<Notice> {
    let words = page.words;
    let closed = effect.closed();
    (!closed.is_empty()).then(|| Notice {
        tone: Tone::Warning,
        title: words.imports_effect_warning(effect.since, days(page, &closed)),
        text: words.imports_effect_warning_what().to_owned(),
    })
}

/// Days in their order: each, or the first and the last with how many they are.
fn days(page: &Page, days: &[Date]) -> String {
    let words = page.words;
    match days {
        [first, _, .., last] if days.len() > 3 => words.imports_effect_periods(days.len(), first, last),
        days => days.iter().map(Date::to_string).collect::<Vec<_>>().join(words.comma()),
    }
}
