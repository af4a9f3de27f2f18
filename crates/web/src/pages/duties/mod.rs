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
use plan::{DutyRole, Light as Colour, Task};

pub(crate) use self::proof::proof_named;

use crate::components::Light;
use crate::error::Error;
use crate::page::Page;
use crate::pages::plan::targets_of;
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

/// What the body of a duty is called, marked where it is not there any more; what the plan calls it, marked as well, where nobody has listed
/// who they are.
pub(crate) fn name_of(page: &Page, standings: &Standings, duty: &Duty) -> String {
    match &duty.body {
        Some(body) => name_of_body(page, standings, body),
        None => page.words.duties_body_unlisted(standings.name_of(duty)),
    }
}

/// What a body is called, marked where it is not there any more.
fn name_of_body(page: &Page, standings: &Standings, body: &str) -> String {
    let name = standings.bodies.get(body).map_or(body, String::as_str);
    if standings.ended.contains(body) { page.words.duties_body_ended(name) } else { name.to_owned() }
}

/// What the plan says of a task on the sheets of those who owe it.
struct Asked {
    /// By when it is to be done; empty if the plan does not say.
    deadline: String,
    /// The numbers to be reached, each with what is measured.
    targets: Vec<String>,
}

/// What the plan asks of each task, by its number.
async fn asked(page: &Page, site: &Site) -> Result<BTreeMap<String, Asked>, Error> {
    let Some(standing) = plans::current(&site.app, page.actor()).await? else { return Ok(BTreeMap::new()) };
    let asked = |task: &Task| Asked {
        deadline: page.deadline(task),
        targets: targets_of(page, &standing.plan, task, None),
    };
    Ok(standing.plan.tasks.iter().map(|task| (task.number.clone(), asked(task))).collect())
}

/// The path of what a duty is about: its task; its own, where it is of no task of the plan.
pub(crate) fn task_path(standings: &Standings, duty: &Duty) -> String {
    if standings.is_of_task(duty) { format!("/plan/tasks/{}", duty.task) } else { path(&duty.id) }
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
