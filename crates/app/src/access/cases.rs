//! Who takes part in a case, and who sees one. Whether a step may be taken is for the engine to say.

use std::collections::{BTreeMap, BTreeSet};

use cases::{Holding, Notice, Procedure, Relation, Step, Who};
use form::{Class, Fields};
use kernel::Wording;
use pack::Act;
use store::cases::{Current, Sight};

use crate::accounts::actor_name;
use crate::actor::{Actor, Granted};
use crate::api_keys::Scopes;
use crate::error::Denied;

/// An actor as procedures know one in a case; none is given for one that is only about to begin. A role given for one case
/// counts in that case alone, and one that asks for a second factor once that was given. The program itself acts for clocks.
pub(crate) fn case_actor(actor: &Actor, number: Option<&str>) -> cases::Actor {
    let acting = granted(actor, number).filter(|_| may_take_steps(actor).is_ok());
    cases::Actor {
        id: if actor.is_system() { cases::Actor::CLOCK.to_owned() } else { actor.name.clone() },
        also: BTreeSet::new(),
        holds: acting.map(holding).collect(),
        second_factor: actor.second_factor,
    }
}

/// Whether somebody may take steps at all: a key that only reads, or is for some ledgers alone, may not.
pub(crate) fn may_take_steps(actor: &Actor) -> Result<(), Denied> {
    if actor.key.as_ref().is_none_or(Scopes::takes_steps) {
        return Ok(());
    }
    Err(Denied {
        why: Wording::new("这把密钥不能办理事项", "this key takes no steps"),
        remedy: Wording::new(
            "请向安全管理员申请可以写入全部台账的密钥",
            "ask the security administrator for a key that writes in all ledgers",
        ),
        needs_second_factor: false,
    })
}

/// Why a key does not take a step that is signed with a second factor. It has none to give.
pub(crate) fn signed_by_people() -> Denied {
    Denied {
        why: Wording::new(
            "这一步须由本人用第二重验证签署，接口密钥不能办理",
            "this step is signed by a person with a second factor; a key cannot take it",
        ),
        remedy: Wording::new(
            "请由有权办理的人员登录后在网页上办理",
            "let somebody who may take it sign in and take it on its page",
        ),
        needs_second_factor: false,
    }
}

/// Which cases of a procedure an actor sees in lists.
pub(crate) fn sight_of_cases(actor: &Actor, procedure: &Procedure) -> Sight {
    let holdings: Vec<Holding> = granted(actor, None).map(holding).collect();
    let mut bodies = BTreeSet::new();
    let mut begun_by = None;
    for (who, part) in concerned(procedure) {
        for holding in holdings.iter().filter(|holding| holding.role == who.role) {
            match (&who.relation, &holding.body) {
                (Relation::Any | Relation::Other(_), _) if part == Part::Begins => {
                    begun_by = Some(actor.name.clone());
                }
                (Relation::Any | Relation::Other(_), _) => return Sight::All,
                (Relation::Of(field), Some(body)) => _ = bodies.insert((field.clone(), body.clone())),
                (Relation::Of(_), None) => {}
            }
        }
    }
    Sight::Those { bodies: bodies.into_iter().collect(), begun_by }
}

/// Whether an actor may start a case of a procedure, as far as can be said before it is said for which body.
pub(crate) fn may_start(actor: &Actor, procedure: &Procedure) -> bool {
    let starting = procedure.steps.iter().filter(|step| step.from.is_empty()).flat_map(|step| &step.by);
    let is_theirs = |who: &Who| {
        let mut held = granted(actor, None).filter(|granted| granted.role.id == who.role);
        held.any(|granted| who.relation == Relation::Any || granted.body.is_some())
    };
    may_take_steps(actor).is_ok() && starting.into_iter().any(is_theirs)
}

/// For which bodies an actor may take a step, by the fields that name these; none if they may take it whatever these say.
pub(crate) fn takes_for(actor: &Actor, step: &Step) -> BTreeMap<String, BTreeSet<String>> {
    let mut bodies: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for granted in granted(actor, None) {
        for who in step.by.iter().filter(|who| who.role == granted.role.id) {
            match (&who.relation, &granted.body) {
                (Relation::Of(field), Some(body)) => {
                    bodies.entry(field.clone()).or_default().insert(body.clone());
                }
                (Relation::Of(_), None) => {}
                (Relation::Any | Relation::Other(_), _) => return BTreeMap::new(),
            }
        }
    }
    bodies
}

/// The fields that an actor sees of a case with these fields, and nothing if they do not see the case: for each role by which
/// it is seen, those of the classes that the role shows. Who goes on with it by one of its steps works with it, and so does who began
/// it; they see what is personal in it. Who may only begin such cases does not work with those of others.
pub(crate) fn seen_fields(
    actor: &Actor,
    procedure: &Procedure,
    current: &Current,
    fields: &Fields,
) -> Option<BTreeSet<String>> {
    let is_own = current.is_begun_by(&actor.name);
    let showing: Vec<&Granted> = granted(actor, Some(&current.number))
        .filter(|granted| {
            let holding = holding(granted);
            concerned(procedure).any(|(who, part)| sees((who, part), is_own, &holding, fields))
        })
        .collect();
    let works = |granted: &&Granted| {
        let holding = holding(granted);
        concerned(procedure).any(|(who, part)| match part {
            Part::GoesOn => who.is_meant(&holding, fields),
            Part::Begins => is_own && who.role == holding.role,
            Part::Reads => false,
        })
    };
    let works = showing.iter().any(works);
    let is_shown = |field: &&form::Field| {
        let is_of_role = |granted: &&Granted| granted.role.records.classes.contains(&field.class);
        showing.iter().any(is_of_role) || (works && field.class == Class::Personal)
    };
    let seen = || procedure.form.fields.iter().filter(is_shown).map(|field| field.id.clone()).collect();
    (!showing.is_empty()).then(seen)
}

/// Leaves of a case what an actor sees of it in a list; tells whether they see it. What is sealed is opened on the page of the case alone.
pub(crate) fn narrow_case(actor: &Actor, procedure: &Procedure, current: &mut Current) -> bool {
    let Some(seen) = seen_fields(actor, procedure, current, &current.fields) else { return false };
    let is_open = |id: &str| procedure.form.field(id).is_some_and(|field| !field.class.is_sealed());
    current.fields.retain(|id, _| seen.contains(id) && is_open(id));
    if !seen.contains(&procedure.name) {
        current.name.clear();
    }
    true
}

/// What somebody has to do with the cases of a procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// They start them.
    Begins,
    /// They take a step of one that goes on.
    GoesOn,
    /// They are told of a step, are reminded of a last day, or read along.
    Reads,
}

/// Everybody whom a procedure names, with what they have to do with its cases.
fn concerned(procedure: &Procedure) -> impl Iterator<Item = (&Who, Part)> {
    let steps = procedure.steps.iter().flat_map(|step| {
        let part = if step.from.is_empty() { Part::Begins } else { Part::GoesOn };
        let told = step.notices.iter().flat_map(Notice::named).map(|who| (who, Part::Reads));
        step.by.iter().map(move |who| (who, part)).chain(told)
    });
    let reminded = procedure.clocks.iter().flat_map(|clock| &clock.reminds);
    steps.chain(reminded.chain(&procedure.readers).map(|who| (who, Part::Reads)))
}

/// Whether somebody sees a case by what they have to do with it. Who may not act on the cases of the own body may still see them; who
/// may begin cases of any body sees those that they began.
fn sees((who, part): (&Who, Part), is_own: bool, holding: &Holding, fields: &Fields) -> bool {
    match who.relation {
        Relation::Any | Relation::Other(_) if part == Part::Begins => is_own && who.role == holding.role,
        Relation::Other(_) => who.role == holding.role,
        Relation::Any | Relation::Of(_) => who.is_meant(holding, fields),
    }
}

/// The roles that count. One that reads no records sees no cases: a key that is for some ledgers has only such roles.
fn granted<'a>(actor: &'a Actor, number: Option<&'a str>) -> impl Iterator<Item = &'a Granted> {
    actor.roles.iter().filter(move |granted| {
        let is_proved = actor.second_factor || !granted.role.second_factor;
        let reads = granted.role.records.acts.contains(&Act::Read);
        is_proved && reads && granted.case.as_deref().is_none_or(|case| Some(case) == number)
    })
}

fn holding(granted: &Granted) -> Holding {
    Holding {
        role: granted.role.id.clone(),
        body: granted.body.clone(),
        deputy_for: granted.deputy_for.map(actor_name),
    }
}

#[cfg(test)]
mod tests {
    use pack::{Pack, Roles};

    use super::*;

    #[test]
    fn whoever_is_reminded_of_a_last_day_sees_the_case() {
        let pack = Pack::built_in("china").unwrap();
        let role = pack.roles().unwrap().get(Roles::CITIZEN).unwrap().clone();
        let is_other = |procedure: &Procedure| {
            !procedure.clocks.is_empty() && concerned(procedure).all(|(who, _)| who.role != role.id)
        };
        let mut procedure = pack.procedures().unwrap().into_iter().find(is_other).unwrap();
        let who = Who { role: role.id.clone(), relation: Relation::Any };
        let granted = Granted { role, body: None, case: None, deputy_for: None };
        let actor = Actor { roles: vec![granted], ..Actor::stranger(None) };
        assert_ne!(sight_of_cases(&actor, &procedure), Sight::All);
        procedure.clocks[0].reminds = vec![who];
        assert_eq!(sight_of_cases(&actor, &procedure), Sight::All);
    }
}
