use app::imports::Effect;
use jiff::civil::Date;

use crate::components::{Cell, Column, Notice, Table, Tone};
use crate::page::Page;

/// The indicators that count from the ledger of a file, with how many they are.
pub(super) fn table(page: &Page, effect: &Effect) -> (String, Table) {
    let words = page.words;
    let row = |concerned: &app::indicators::Concerned| {
        let indicator = &concerned.indicator;
        let link = Cell::Link {
            href: page.href(&crate::pages::indicators::path(page, indicator)),
            text: crate::pages::indicators::titled(words, indicator),
        };
        let closed = match concerned.closed.is_empty() {
            true => Cell::Nothing,
            false => Cell::Text(days(page, &concerned.closed)),
        };
        vec![link, closed]
    };
    let table = Table {
        words,
        caption: words.imports_effect().to_owned(),
        columns: vec![
            Column::text(words.imports_effect_indicator()),
            Column::text(words.imports_effect_closed()),
        ],
        rows: effect.indicators.iter().map(row).collect(),
    };
    (words.imports_effect_count(effect.indicators.len()), table)
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
