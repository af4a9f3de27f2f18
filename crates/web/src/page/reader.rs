use std::sync::Arc;

use app::sessions::{Next, Visitor, Who};
use app::{Act, Actor, Subject, may};

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

    /// Whether somebody signed in.
    pub(crate) fn is_signed_in(&self) -> bool {
        self.who.actor.account.is_some()
    }

    /// Whether something comes before all else, such as the second factor.
    pub(crate) fn has_to_prove(&self) -> bool {
        self.who.next != Next::Nothing
    }

    /// Whether they work in the programme.
    pub(crate) fn is_staff(&self) -> bool {
        self.who.actor.roles.iter().any(|granted| !OUTSIDE.contains(&granted.role.id.as_str()))
    }

    /// Whether they may do something that is not done to records.
    pub(crate) fn may(&self, act: Act) -> bool {
        may(&self.who.actor, act, Subject::County).is_ok()
    }
}
