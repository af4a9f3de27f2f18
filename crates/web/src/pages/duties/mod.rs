//! Duties: how each stands and why, how many each body has, and the sheet that a body signs for.

pub(crate) mod board;
mod cases;
pub(crate) mod list;
pub(crate) mod load;
pub(crate) mod matrix;
mod proof;
pub(crate) mod record;
pub(crate) mod sheet;
pub(crate) mod workbook;

use std::collections::BTreeMap;

use app::duties::{self, Duty, Standings};
use app::plans;
use plan::{DutyRole, Light as Colour};

pub(crate) use self::proof::proof_named;

use crate::components::Light;
use crate::error::Error;
use crate::page::Page;
use crate::site::Site;
use crate::words::Words;

/// The lights from bad to good, as pages count them.
pub(crate) const COLOURS: [(Colour, &str); 4] =
    [(Colour::Red, "red"), (Colour::Yellow, "yellow"), (Colour::Green, "green"), (Colour::Grey, "grey")];

/// A light as a page draws it.
pub(crate) fn light(words: Words, colour: Colour) -> Light {
    match colour {
        Colour::Green => Light::Green(words),
        Colour::Yellow => Light::Yellow(words),
        Colour::Red => Light::Red(words),
        Colour::Grey => Light::Grey(words),
    }
}

/// How the duties stand, if the reader may know.
pub(crate) async fn seen(page: &Page, site: &Site) -> Result<Option<Standings>, Error> {
    match duties::standings(&site.app, page.actor()).await {
        Ok(standings) => Ok(Some(standings)),
        Err(app::Error::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// What the body of a duty is called, marked where it is not there any more.
pub(crate) fn name_of(page: &Page, standings: &Standings, duty: &Duty) -> String {
    let has_ended = duty.body.as_ref().is_some_and(|body| standings.ended.contains(body));
    marked(page, standings.name_of(duty), has_ended)
}

/// What a body is called, marked likewise.
fn name_of_body(page: &Page, standings: &Standings, body: &str) -> String {
    let name = standings.bodies.get(body).map_or(body, String::as_str);
    marked(page, name, standings.ended.contains(body))
}

fn marked(page: &Page, name: &str, has_ended: bool) -> String {
    if has_ended { page.words.duties_body_ended(name) } else { name.to_owned() }
}

/// By when the plan wants each task, by its number.
async fn deadlines(page: &Page, site: &Site) -> Result<BTreeMap<String, String>, Error> {
    let Some(standing) = plans::current(&site.app, page.actor()).await? else { return Ok(BTreeMap::new()) };
    let due = standing.plan.tasks.iter().filter(|task| task.deadline.is_some());
    Ok(due.map(|task| (task.number.clone(), page.deadline(task))).collect())
}

/// What the role of a duty is called.
pub(crate) fn role(page: &Page, role: DutyRole) -> String {
    match role {
        DutyRole::Lead => page.words.duties_leads().to_owned(),
        DutyRole::Share => page.words.duties_shares().to_owned(),
    }
}

/// The path of a duty below base path and language.
pub(crate) fn path(id: &str) -> String {
    format!("/duties/{}", crate::query::encode(id))
}
