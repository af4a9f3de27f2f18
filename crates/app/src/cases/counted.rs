use std::collections::BTreeMap;

use cases::{Procedure, Relation, Step, Who};
use jiff::civil::Date;
use store::Db;
use store::cases::{self as rows, Current, Tally};

use super::opened::open;
use crate::{Actor, App, Error};

/// How far the cases are that a case opened, one for each body or duty: of those that the actor sees.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counted {
    /// 应办: how many were opened.
    pub asked: i64,
    /// 已办: how many leave nothing to do for the body that was asked, other than those that ended without an answer.
    pub answered: i64,
    /// 退回: how many were given back and not sent again.
    pub returned: i64,
    /// 逾期: how many have a clock that ran out.
    pub late: i64,
}

/// How far the cases are that each of some cases opened, by their numbers; none for a procedure that opens none for many at once, or none
/// that the actor may know of.
pub(super) async fn counted(
    app: &App,
    actor: &Actor,
    db: &impl Db,
    procedure: &Procedure,
    cases: &[(Current, Option<Date>)],
) -> Result<Option<BTreeMap<String, Counted>>, Error> {
    let child = procedure.steps.iter().flat_map(|step| &step.opens).find(|child| child.each.is_some());
    let Some((child, body)) = child.and_then(|child| Some((child, child.body_field()?))) else {
        return Ok(None);
    };
    let opened = match open(app, actor, &child.procedure) {
        Err(Error::NotFound) => return Ok(None),
        opened => opened?,
    };
    let parents: Vec<i64> = cases.iter().map(|(current, _)| current.id).collect();
    let tallies = rows::tallies(db, &child.procedure, &parents, app.today(), &opened.sight).await?;
    let of = |(current, _): &(Current, Option<Date>)| {
        let own = tallies.iter().filter(|tally| tally.parent == current.id);
        let counted = own.fold(Counted::default(), |all, tally| all.and(opened.procedure(), body, tally));
        (current.number.clone(), counted)
    };
    Ok(Some(cases.iter().map(of).collect()))
}

impl Counted {
    fn and(self, procedure: &Procedure, body: &str, tally: &Tally) -> Counted {
        let count_if = |holds: bool| if holds { tally.count } else { 0 };
        Counted {
            asked: self.asked + tally.count,
            answered: self.answered + count_if(is_answered(procedure, body, &tally.state)),
            returned: self.returned + count_if(is_returned(procedure, &tally.state)),
            late: self.late + tally.late,
        }
    }
}

/// Whether a case in this state leaves nothing to do for its body: whoever goes on with it is somebody else. What only some cases have to
/// do beside, because a field is given, is no answer that is missing; and an end that settles nothing is no answer.
fn is_answered(procedure: &Procedure, body: &str, state: &str) -> bool {
    if procedure.frees(state) {
        return false;
    }
    let is_theirs = |who: &Who| matches!(&who.relation, Relation::Of(field) if field == body);
    let follows = |step: &&Step| step.given.is_empty() && step.from.iter().any(|from| from == state);
    let mut following = procedure.steps.iter().filter(follows);
    !following.any(|step| step.by.iter().any(is_theirs))
}

/// Whether a case in this state was given back.
fn is_returned(procedure: &Procedure, state: &str) -> bool {
    procedure.steps.iter().any(|step| step.returns && step.to.as_deref() == Some(state))
}
