use app::{Act, Subject, may};

use crate::page::Reader;

/// Who may open a route at all. What they may do there is decided by `app`; a route without a policy cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Policy {
    /// Everybody.
    Everyone,
    /// Who signed in, even before the second factor: where it is given, and the way out.
    Recognized,
    /// Who signed in.
    SignedIn,
    /// Who signed in; and what is sent by who had, when their session has just run out. It is kept for them, see
    /// [`crate::pages::cases::step::rescue`].
    SignedInOrJustWas,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Closed {
    /// They have to sign in first.
    SignIn,
    /// They have to show their second factor first.
    SecondFactor,
    /// It is not theirs, and they need not know of it.
    Hidden,
}

impl Policy {
    /// Whether this reader may open it.
    pub(crate) fn allows(self, reader: &Reader) -> bool {
        self.check(reader).is_ok()
    }

    /// Whether this reader may open it, and if not, why.
    pub(crate) fn check(self, reader: &Reader) -> Result<(), Closed> {
        let is_for_all = self == Policy::Everyone;
        let comes_first = reader.has_to_prove() && self != Policy::Recognized;
        match (is_for_all, reader.is_signed_in(), comes_first) {
            (true, _, _) => Ok(()),
            (false, false, _) => Err(Closed::SignIn),
            (false, true, true) => Err(Closed::SecondFactor),
            (false, true, false) if self.is_theirs(reader) => Ok(()),
            (false, true, false) if self.waits_for_factor(reader) => Err(Closed::SecondFactor),
            (false, true, false) => Err(Closed::Hidden),
        }
    }

    fn is_theirs(self, reader: &Reader) -> bool {
        match self {
            Policy::Everyone | Policy::Recognized | Policy::SignedIn | Policy::SignedInOrJustWas => true,
            Policy::Staff => reader.is_staff(),
            Policy::Act(act) => reader.may(act),
            Policy::Administrator => ON_THE_COUNTY.into_iter().any(|act| reader.may(act)),
        }
    }

    /// Whether only the second factor is missing.
    fn waits_for_factor(self, reader: &Reader) -> bool {
        let actor = &reader.who.actor;
        let waits = |act| may(actor, act, Subject::County).is_err_and(|denied| denied.needs_second_factor);
        match self {
            Policy::Act(act) => waits(act),
            Policy::Administrator => ON_THE_COUNTY.into_iter().any(waits),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use app::sessions::{Next, Visitor, Who};
    use app::{Act, Actor};

    use super::{Closed, Policy};
    use crate::page::Reader;

    fn reader(account: Option<i64>, next: Next) -> Reader {
        let actor = Actor { account, ..Actor::stranger(None) };
        Reader::new(Who { next, ..Who::stranger(actor) }, Visitor::default())
    }

    #[test]
    fn what_is_not_open_is_closed() {
        let stranger = reader(None, Next::Nothing);
        let person = reader(Some(1), Next::Nothing);
        let waiting = reader(Some(1), Next::GiveSecondFactor);
        for (policy, of_stranger, of_person, of_waiting) in [
            (Policy::Everyone, Ok(()), Ok(()), Ok(())),
            (Policy::Recognized, Err(Closed::SignIn), Ok(()), Ok(())),
            (Policy::SignedIn, Err(Closed::SignIn), Ok(()), Err(Closed::SecondFactor)),
            (Policy::Staff, Err(Closed::SignIn), Err(Closed::Hidden), Err(Closed::SecondFactor)),
            (
                Policy::Act(Act::ReadAudit),
                Err(Closed::SignIn),
                Err(Closed::Hidden),
                Err(Closed::SecondFactor),
            ),
            (Policy::Administrator, Err(Closed::SignIn), Err(Closed::Hidden), Err(Closed::SecondFactor)),
        ] {
            assert_eq!(policy.check(&stranger), of_stranger, "{policy:?}");
            assert_eq!(policy.check(&person), of_person, "{policy:?}");
            assert_eq!(policy.check(&waiting), of_waiting, "{policy:?}");
        }
    }
}
