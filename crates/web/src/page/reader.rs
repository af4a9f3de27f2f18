use std::sync::Arc;

use app::sessions::{Next, Visitor, Who};
use app::{Act, Actor, Role, Roles, Subject, may};

/// Roles that people have without working in the programme.
const OUTSIDE: [&str; 4] = ["stranger", "citizen", "firm-user", "agency"];

/// Who reads a page. Made once for each request.
#[derive(Debug, Clone)]
pub(crate) struct Reader {
    /// Who it is, and what comes before all else.
    pub(crate) who: Arc<Who>,
    /// From where and with what the request came.
    pub(crate) visitor: Arc<Visitor>,
}

impl Reader {
    /// Whoever sent a request.
    pub(crate) fn new(who: Who, visitor: Visitor) -> Reader {
        Reader { who: Arc::new(who), visitor: Arc::new(visitor) }
    }

    /// Somebody of whom nothing is known.
    pub(crate) fn nobody() -> Reader {
        Reader::new(Who::stranger(Actor::stranger(None)), Visitor::default())
    }

    /// Whether it is known who asks: a person who signed in, or a program with a key.
    pub(crate) fn is_signed_in(&self) -> bool {
        self.who.actor.account.is_some() || self.who.actor.name != Roles::STRANGER
    }

    /// Whether something comes before all else, such as the second factor.
    pub(crate) fn has_to_prove(&self) -> bool {
        self.who.next != Next::Nothing
    }

    /// Whether they work in the programme, and so with its records. Administrators do not.
    pub(crate) fn is_staff(&self) -> bool {
        let works = |role: &Role| !role.records.acts.is_empty() || !role.exceptions.is_empty();
        let mut roles = self.who.actor.roles.iter().map(|granted| &granted.role);
        roles.any(|role| !OUTSIDE.contains(&role.id.as_str()) && works(role))
    }

    /// Whether they may do something that is not done to records.
    pub(crate) fn may(&self, act: Act) -> bool {
        may(&self.who.actor, act, Subject::County).is_ok()
    }
}
