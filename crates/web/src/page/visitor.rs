use std::sync::Arc;

use app::{Act, Actor, Subject, may};

/// Roles that people have without working in the programme.
const OUTSIDE: [&str; 4] = ["stranger", "citizen", "firm-user", "agency"];

/// Who reads a page. Made once for each request.
#[derive(Debug, Clone)]
pub(crate) struct Visitor {
    pub(crate) actor: Arc<Actor>,
    /// The name under which somebody signed in.
    pub(crate) name: Option<String>,
}

impl Visitor {
    /// Somebody with these rights, signed in under a name or not.
    pub(crate) fn new(actor: Actor, name: Option<String>) -> Visitor {
        Visitor { actor: Arc::new(actor), name }
    }

    /// Whether somebody signed in.
    pub(crate) fn is_signed_in(&self) -> bool {
        self.actor.account.is_some()
    }

    /// Whether they work in the programme.
    pub(crate) fn is_staff(&self) -> bool {
        self.actor.roles.iter().any(|granted| !OUTSIDE.contains(&granted.role.id.as_str()))
    }

    /// Whether they may do something that is not done to records.
    pub(crate) fn may(&self, act: Act) -> bool {
        may(&self.actor, act, Subject::County).is_ok()
    }
}
