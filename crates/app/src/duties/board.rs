use std::collections::BTreeMap;

use cases::Procedure;
use form::Kind;
use store::cases::{Outline, Query, outlines};

use super::{Standings, standings};
use crate::cases::{Opened, open};
use crate::quarters::begun_quarters;
use crate::{Actor, App, Error};

/// Reports laid out at most: more than 200 duties have in 15 years.
const REPORTS_MAX: u32 = 12_000;

/// The duties by the quarters of the plan.
#[derive(Debug)]
pub struct Board {
    /// How every duty stands today.
    pub standings: Standings,
    /// The quarters, the newest first: those of the plan that have begun, and those that were asked for before they did.
    pub quarters: Vec<String>,
    /// The procedure of the reports, as the actor sees it; none where no pack declares one.
    pub opened: Option<Opened>,
    /// The reports on each duty in each quarter. Those that the actor does not see are left out.
    pub reports: BTreeMap<(String, String), Vec<BoardReport>>,
}

/// A report on the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardReport {
    /// Its number.
    pub number: String,
    /// Its state.
    pub state: String,
    /// Whether it is a late report.
    pub is_late: bool,
    /// Whether nobody has begun to write it, where its procedure has a word for that.
    pub is_untouched: bool,
}

/// How each duty stands, and what became of its report in each quarter, for who works here. However many reports there are, they are one
/// question to the database.
///
/// # Errors
/// [`Error::NotFound`] to all others.
pub async fn board(app: &App, actor: &Actor) -> Result<Board, Error> {
    let standings = standings(app, actor).await?;
    let mut quarters: Vec<String> =
        begun_quarters(app, actor).await?.into_iter().map(|quarter| quarter.id).collect();
    let (opened, found) = reports(app, actor).await?;
    let mut reports: BTreeMap<(String, String), Vec<BoardReport>> = BTreeMap::new();
    for Outline { number, state, is_drafted, texts: [duty, quarter, late, supplements, begun] } in found {
        let is_untouched = begun.is_empty() && !is_drafted;
        let is_late = !late.is_empty() || !supplements.is_empty();
        if !quarter.is_empty() && !quarters.contains(&quarter) {
            quarters.push(quarter.clone());
        }
        reports.entry((duty, quarter)).or_default().push(BoardReport {
            number,
            state,
            is_late,
            is_untouched,
        });
    }
    // As they are written, their order is that of time.
    quarters.sort_unstable_by(|one, other| other.cmp(one));
    Ok(Board { standings, quarters, opened, reports })
}

/// Every report that the actor sees: the duty, the quarter of which it is, what makes it a late one, and with what its writing begins.
async fn reports(app: &App, actor: &Actor) -> Result<(Option<Opened>, Vec<Outline<5>>), Error> {
    let declarations = app.declarations();
    let Some(part) = &declarations.programme.report else { return Ok((None, Vec::new())) };
    let opened = match open(app, actor, &part.procedure) {
        Err(Error::NotFound) => return Ok((None, Vec::new())),
        opened => opened?,
    };
    let Some(quarter) = quarter_of(opened.procedure()) else { return Ok((Some(opened), Vec::new())) };
    let reader = app.store().reader().await?;
    let query = Query { procedure: &part.procedure, limit: REPORTS_MAX, ..Query::default() };
    // Where no state has a word for what nobody has begun, every report counts as begun: each says its duty.
    let untouched = opened.procedure().states.iter().find_map(|state| state.untouched.as_ref());
    let begun = untouched.map_or(&part.duty, |untouched| &untouched.without);
    let fields = [part.duty.as_str(), quarter, &part.late, &part.supplements, begun];
    let found = outlines(&reader, &query, fields, opened.sight()).await?;
    Ok((Some(opened), found))
}

/// The field of a report that says of which quarter it is.
fn quarter_of(procedure: &Procedure) -> Option<&str> {
    let quarter = procedure.form.fields.iter().find(|field| field.kind == Kind::Quarter);
    quarter.map(|field| field.id.as_str())
}
