use app::cases::{self, Part, Shown};

use super::states;
use crate::components::{Cell, Column, Notice, Table, Tone};
use crate::error::Error;
use crate::page::Page;
use crate::site::Site;

/// What others have done of what a case takes on together with them: who has not answered is named.
pub(super) async fn parts(page: &Page, site: &Site, shown: &Shown) -> Result<Option<(Notice, Table)>, Error> {
    let Some((opened, parts, names)) = cases::parts(&site.app, page.actor(), shown).await? else {
        return Ok(None);
    };
    let words = page.words;
    let name = |part: &Part| {
        let called = |body: &String| {
            let found = names.values().find_map(|names| names.get(body));
            found.cloned().unwrap_or_else(|| body.clone())
        };
        part.bodies.iter().map(called).collect::<Vec<String>>().join(words.comma())
    };
    let open: Vec<&Part> = parts.iter().filter(|part| !part.is_accepted && !part.current.ended).collect();
    let notice = match open.is_empty() {
        true => Notice {
            tone: Tone::Good,
            title: words.cases_parts_all(parts.len()),
            text: words.cases_parts_all_what().to_owned(),
        },
        false => Notice {
            tone: Tone::Warning,
            title: words.cases_parts_open(open.len(), parts.len()),
            text: open.iter().map(|part| name(part)).collect::<Vec<String>>().join(words.comma()),
        },
    };
    let row = |part: &Part| {
        vec![
            Cell::Text(name(part)),
            Cell::Link {
                href: page.href(&cases::path(&part.current.number)),
                text: part.current.number.clone(),
            },
            Cell::Tags(states(page, opened.declarations(), opened.procedure(), &part.current)),
        ]
    };
    let table = Table {
        words,
        caption: words.cases_parts().to_owned(),
        columns: vec![
            Column::text(words.cases_body()),
            Column::text(words.cases_number()),
            Column::text(words.cases_state()),
        ],
        rows: parts.iter().map(row).collect(),
    };
    Ok((!parts.is_empty()).then_some((notice, table)))
}
