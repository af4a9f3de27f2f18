use app::{Act, Denied, Subject, may};

use crate::page::Visitor;

/// Who may open a route at all. What they may do there is decided by `app`; a route without a policy cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Policy {
    /// Everybody.
    Everyone,
    /// Who signed in.
    SignedIn,
    /// Who works in the programme.
    Staff,
    /// Who may do this to the county as a whole.
    Act(Act),
    /// Who may do anything to the county as a whole.
    Administrator,
}

/// What is done to the county as a whole.
const ON_THE_COUNTY: [Act; 7] = [
    Act::ManageAccounts,
    Act::GrantRoles,
    Act::ManageKeys,
    Act::ReadAudit,
    Act::InstallPack,
    Act::BackUp,
    Act::SeeHealth,
];

/// Why a route stays closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Closed {
    /// They have to sign in first.
    SignIn,
    /// They have to show their second factor first.
    SecondFactor,
    /// It is not theirs, and they need not know of it.
    Hidden,
}

impl Policy {
    /// Whether this visitor may open it.
    pub(crate) fn allows(self, visitor: &Visitor) -> bool {
        self.check(visitor).is_ok()
    }

    /// Whether this visitor may open it, and if not, why.
    pub(crate) fn check(self, visitor: &Visitor) -> Result<(), Closed> {
        let is_open = match self {
            Policy::Everyone => true,
            Policy::SignedIn => visitor.is_signed_in(),
            Policy::Staff => visitor.is_staff(),
            Policy::Act(act) => visitor.may(act),
            Policy::Administrator => ON_THE_COUNTY.into_iter().any(|act| visitor.may(act)),
        };
        let needs_factor = |denied: Denied| denied.needs_second_factor;
        let lacks_factor = |act| may(&visitor.actor, act, Subject::County).is_err_and(needs_factor);
        match self {
            _ if is_open => Ok(()),
            _ if !visitor.is_signed_in() => Err(Closed::SignIn),
            Policy::Act(act) if lacks_factor(act) => Err(Closed::SecondFactor),
            Policy::Administrator if ON_THE_COUNTY.into_iter().any(lacks_factor) => Err(Closed::SecondFactor),
            _ => Err(Closed::Hidden),
        }
    }
}
