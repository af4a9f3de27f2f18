use app::rights::{Asked as Wanted, Fresh, Total, Which, totals};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::{DeadlineKind, yuan};

use super::{DAYS, asked, query};
use crate::components::{Cell, Column, Empty, Tab, Table, Tabs};
use crate::error::Error;
use crate::input::Asked;
use crate::page::Page;
use crate::pages::draw;
use crate::pages::ledgers::list::grouped;
use crate::site::Site;

const PATH: &str = "/workbench/annuity-alerts";

#[derive(Template)]
#[template(path = "pages/rights/alerts.html")]
struct Alerts {
    /// How many days ahead.
    tabs: Tabs,
    table: Option<Table>,
    /// What is shown is not of now.
    is_behind: bool,
    empty: Empty,
    page: Page,
}

/// The annuities that are due or late, by sub-district and park; each figure opens into its rows.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let words = page.words;
    let wanted = Wanted { kind: Some(DeadlineKind::Annuity), which: Which::Open, on: None, ..asked(&input) };
    let (counted, fresh) = totals(&site.app, page.actor(), &wanted).await?;
    let tab = |days: u32| Tab {
        href: query(&Wanted { days, kind: None, ..wanted.clone() }).after(&page.href(PATH)),
        text: words.rights_within(days),
        is_current: days == wanted.days,
    };
    let tabs = Tabs { label: words.rights_ahead().to_owned(), tabs: DAYS.map(tab).to_vec() };
    draw(&Alerts {
        tabs,
        table: table(&page, &wanted, &counted),
        is_behind: fresh == Fresh::Soon,
        empty: Empty {
            title: words.rights_none().to_owned(),
            text: words.rights_none_annuities().to_owned(),
            action: None,
        },
        page: page.clone().below("/workbench", words.navigation_workbench()).titled(words.rights_alerts()),
    })
}

fn table(page: &Page, wanted: &Wanted, counted: &[Total]) -> Option<Table> {
    let words = page.words;
    let link = |total: &Total, which: Which, count: u64| match (&total.body, count) {
        (_, 0) => Cell::Figure("0".to_owned()),
        (None, _) => Cell::Figure(grouped(&count)),
        (Some(body), _) => Cell::Link {
            href: query(&Wanted { body: Some(body.clone()), which, ..wanted.clone() })
                .after(&page.href("/my/deadlines")),
            text: grouped(&count),
        },
    };
    let row = |total: &Total| {
        let name = total.name.clone().or_else(|| total.body.clone());
        let it = &total.counted;
        vec![
            Cell::Text(name.unwrap_or_else(|| words.rights_no_body().to_owned())),
            link(total, Which::Open, it.ahead + it.grace),
            link(total, Which::Grace, it.grace),
            Cell::Figure(grouped(&it.rights)),
            Cell::Figure(words.of(&yuan(it.fen)).to_owned()),
        ]
    };
    let sum = |number: fn(&Total) -> u64| grouped(&counted.iter().map(number).sum::<u64>());
    let all = vec![
        Cell::Text(words.rights_together().to_owned()),
        Cell::Figure(sum(|it| it.counted.ahead + it.counted.grace)),
        Cell::Figure(sum(|it| it.counted.grace)),
        Cell::Figure(sum(|it| it.counted.rights)),
        Cell::Figure(words.of(&yuan(counted.iter().map(|it| it.counted.fen).sum())).to_owned()),
    ];
    (!counted.is_empty()).then(|| Table {
        words,
        caption: words.rights_alerts().to_owned(),
        columns: vec![
            Column::text(words.cases_body()),
            Column::number(words.rights_due_or_late()),
            Column::number(words.rights_in_grace()),
            Column::number(words.rights_rights()),
            Column::number(words.rights_fees()),
        ],
        rows: counted.iter().map(row).chain([all]).collect(),
    })
}
