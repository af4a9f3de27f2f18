use std::collections::BTreeSet;
use std::sync::Arc;

use cases::{Happening, Procedure};
use form::{FileReference, Value};
use jiff::civil::Date;
use kernel::{Place, Problem, Wording};
use plan::{Plan, carried, numbers};
use store::Db;
use store::cases::{self as rows, Query, Sight};

use super::{VERSIONS_MAX, procedure, read};
use crate::{App, Declarations, Error};

/// The version of the plan that was the first to bind anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstVersion {
    /// The number of its case.
    pub number: String,
    /// The day on which it was issued, from which its duties hold.
    pub from: Date,
}

/// A version among those that it follows and those that follow it.
struct Link {
    number: String,
    file: Option<Value>,
    /// The operation that put in its text, as it is now.
    text: i64,
    /// The operation that issued it, and the day on which that was.
    issued: Option<(i64, Date)>,
}

/// A version as it was read, with the tasks numbered as in the versions that it follows.
pub(super) struct Numbered {
    pub(super) read: Arc<Plan>,
    /// The versions that it follows, the first of all first: each was in force when the text of the next was put in.
    pub(super) follows: Vec<String>,
}

/// The first version that was issued; none while there is none.
pub(crate) async fn first_version(
    db: &impl Db,
    declarations: &Declarations,
) -> Result<Option<FirstVersion>, Error> {
    let issued = links(db, declarations).await?.into_iter().filter_map(|link| {
        let (_, from) = link.issued?;
        Some(FirstVersion { number: link.number, from })
    });
    Ok(issued.min_by_key(|first| first.from))
}

/// Reads a version. What is owed and proved hangs on the numbers of tasks, so that these are carried over from the version that was in
/// force when the text was put in: what followed since does not change them.
pub(super) async fn numbered(
    app: &App,
    db: &impl Db,
    declarations: &Declarations,
    number: &str,
) -> Result<Numbered, Error> {
    let links = links(db, declarations).await?;
    let mut link = links.iter().find(|link| link.number == number).ok_or(Error::NotFound)?;
    let mut chain = vec![link];
    while let Some(before) = before(&links, link) {
        chain.push(before);
        link = before;
    }
    let mut used = BTreeSet::new();
    let mut plan: Option<Arc<Plan>> = None;
    for link in chain.iter().rev() {
        let file = link.file.as_ref().and_then(FileReference::of).ok_or(Error::NotFound)?;
        let next = read(app, file).await?;
        let next = plan.map_or_else(|| Arc::clone(&next), |plan| Arc::new(carried(&plan, &next, &used)));
        used.extend(numbers(&next));
        plan = Some(next);
    }
    let follows = chain.iter().skip(1).rev().map(|link| link.number.clone()).collect();
    Ok(Numbered { read: plan.ok_or(Error::NotFound)?, follows })
}

/// That a version follows the one that is in force: another that was issued since its text was put in has tasks that it does not know.
pub(super) async fn follows_the_last(
    db: &impl Db,
    declarations: &Declarations,
    number: &str,
) -> Result<(), Error> {
    let links = links(db, declarations).await?;
    let own = links.iter().find(|link| link.number == number).ok_or(Error::NotFound)?;
    let until = own.issued.map_or(i64::MAX, |(at, _)| at);
    let between = |link: &&Link| link.issued.is_some_and(|(at, _)| own.text < at && at < until);
    match links.iter().find(between) {
        Some(other) => Err(Error::invalid(overtaken(&other.number))),
        None => Ok(()),
    }
}

/// The version that was in force when the text of this one was put in.
fn before<'l>(links: &'l [Link], link: &Link) -> Option<&'l Link> {
    let issued = links.iter().filter_map(|other| Some((other.issued?.0, other)));
    let earlier = issued.filter(|(at, other)| *at < link.text && other.number != link.number);
    earlier.max_by_key(|(at, _)| *at).map(|(_, other)| other)
}

async fn links(db: &impl Db, declarations: &Declarations) -> Result<Vec<Link>, Error> {
    let Some((procedure, field)) = procedure(declarations) else { return Ok(Vec::new()) };
    let query = Query { procedure: &procedure.id, limit: VERSIONS_MAX, ..Query::default() };
    let versions = rows::list(db, &query, &Sight::All).await?;
    let ids: Vec<i64> = versions.iter().map(|(current, _)| current.id).collect();
    let mut events = rows::events_of(db, &ids).await?;
    let mut links = Vec::new();
    for (current, _) in versions {
        let mut link = Link {
            file: current.fields.get(field).cloned(),
            number: current.number,
            text: current.opened_by,
            issued: None,
        };
        for (operation, event) in events.remove(&current.id).unwrap_or_default() {
            let Happening::Step { step, fields, .. } = &event.what else { continue };
            if fields.contains_key(field) {
                link.text = operation;
            }
            if issues(procedure, step) && link.issued.is_none() {
                link.issued = Some((operation, event.happened.date()));
            }
        }
        links.push(link);
    }
    Ok(links)
}

fn issues(procedure: &Procedure, step: &str) -> bool {
    procedure.step(step).is_some_and(|step| step.keeps.is_some())
}

fn overtaken(other: &str) -> Problem {
    Problem::error(
        "plan-overtaken",
        Place::default(),
        Wording::new(
            format!("载入这份文本以后，又印发了{other}：它新增的任务，这份文本无从对应"),
            format!("{other} was issued since this text was put in; its tasks are not matched with it"),
        ),
        Wording::new(
            "请用“换文本”重新载入，核对任务后再印发",
            "put the text in again, check its tasks, then issue it",
        ),
    )
}
