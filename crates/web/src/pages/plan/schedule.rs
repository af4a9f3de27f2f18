use app::plans::{self, Part, StageCase, Standing, days_of_stage, period_of_stages};
use app::programme;
use jiff::civil::Date;
use plan::{Plan, Safeguard, Stage};

use super::comments::Invitation;
use crate::components::{Cell, Column, Table};
use crate::error::Error;
use crate::page::Page;
use crate::query::Query;
use crate::site::Site;

/// The stages of the plan with the days that it names and what became of them, and its safeguards; those of which there is any.
pub(super) async fn tables(
    page: &Page,
    site: &Site,
    standing: &Standing,
    invitation: Option<&Invitation<'_>>,
) -> Result<Vec<(String, Table)>, Error> {
    let words = page.words;
    let mut stages = stages(page, site, standing).await?;
    let mut safeguards = safeguards(page, standing);
    for (table, part) in [(&mut stages, Part::Stage), (&mut safeguards, Part::Safeguard)] {
        let Some(invitation) = invitation else { continue };
        table.columns.push(invitation.column());
        for (at, row) in table.rows.iter_mut().enumerate() {
            row.push(invitation.cell(part, &(at + 1).to_string()));
        }
    }
    let tables = [(words.plan_stages(), stages), (words.plan_safeguards(), safeguards)];
    let tables = tables.into_iter().filter(|(_, table)| !table.rows.is_empty());
    Ok(tables.map(|(title, table)| (title.to_owned(), table)).collect())
}

async fn stages(page: &Page, site: &Site, standing: &Standing) -> Result<Table, Error> {
    let words = page.words;
    let cases = plans::stages(&site.app, page.actor(), &standing.plan).await?;
    let declarations = site.app.declarations();
    let part = declarations.programme.stage.as_ref().filter(|_| standing.binds());
    let may_begin = |part: &programme::Stage| {
        app::cases::open(&site.app, page.actor(), &part.procedure).is_ok_and(|opened| opened.may_start)
    };
    let part = part.filter(|part| may_begin(part));
    let row = |(at, stage): (usize, &Stage)| {
        let (from, to) = days_of_stage(stage);
        let day = |day: Option<Date>| day.map_or(Cell::Nothing, |day| Cell::Figure(day.to_string()));
        let case = cases.get(&(at + 1));
        let link = |case: &StageCase| Cell::Link {
            href: page.href(&app::cases::path(&case.number)),
            text: words.title(&case.state),
        };
        let begin = || match part {
            Some(part) => Cell::Link {
                href: begin(page, part, (&standing.plan, at, stage), (from, to)),
                text: words.plan_stage_begin().to_owned(),
            },
            None => Cell::Text(words.plan_stage_none().to_owned()),
        };
        vec![
            Cell::Text(stage.title.clone()),
            day(from),
            day(to),
            case.map_or_else(begin, link),
            day(case.and_then(|case| case.closed_on)),
            Cell::Figure(stage.line.to_string()),
        ]
    };
    Ok(Table {
        words,
        caption: words.plan_stages().to_owned(),
        columns: vec![
            Column::text(words.plan_stage()),
            Column::text(words.plan_stage_from()),
            Column::text(words.plan_stage_to()),
            Column::text(words.cases_state()),
            Column::text(words.plan_stage_ended()),
            Column::number(words.plan_line()),
        ],
        rows: standing.plan.stages.iter().enumerate().map(row).collect(),
    })
}

/// Where the case of a stage is begun, with what the plan says of it.
fn begin(
    page: &Page,
    part: &programme::Stage,
    (plan, at, stage): (&Plan, usize, &Stage),
    (from, to): (Option<Date>, Option<Date>),
) -> String {
    let text = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let query = Query::default()
        .with("start-by", if at == 0 { part.first.as_str() } else { &part.other })
        .with(&part.period, period_of_stages(plan).unwrap_or_default())
        .with(&part.number, (at + 1).to_string())
        .with(&part.title, stage.title.as_str());
    let query = query.with(&part.from, text(from)).with(&part.until, text(to));
    query.after(&page.href(&format!("/procedures/{}/new", part.procedure)))
}

/// The safeguards, with how often something of them is to be done where the text says so.
fn safeguards(page: &Page, standing: &Standing) -> Table {
    let words = page.words;
    let row = |safeguard: &Safeguard| {
        let here = standing.plan.frequencies.iter().filter(|it| it.line == safeguard.line);
        let every = here.map(|it| page.rhythm(&it.every)).collect::<Vec<String>>();
        vec![
            Cell::Text(safeguard.title.clone()),
            if every.is_empty() { Cell::Nothing } else { Cell::Text(every.join(words.comma())) },
            Cell::Figure(safeguard.line.to_string()),
        ]
    };
    Table {
        words,
        caption: words.plan_safeguards().to_owned(),
        columns: vec![
            Column::text(words.plan_safeguard()),
            Column::text(words.plan_rhythms()),
            Column::number(words.plan_line()),
        ],
        rows: standing.plan.safeguards.iter().map(row).collect(),
    }
}
