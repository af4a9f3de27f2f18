//! Who acts for a firm, and which agency acts for which firm. All of it dated rows, ended and not deleted.
//!
//! Somebody claims to act for a firm and shows it with a document; a clerk or a manager of the firm decides. The first user
//! that a clerk finds proved is a manager, later ones need no clerk: managers invite or accept them. Nobody blocks a
//! colleague, because a clerk can always decide. An agency acts for a client by a mandate with a first and a last day.
//!
//! For whom somebody acts is chosen in the session; see [`crate::sessions::act_for`].

mod claim;
mod decide;
mod documents;
mod invite;
mod list;
mod mandate;
mod mandate_end;
mod rights;
mod users;

pub use claim::{NewClaim, claim, withdraw};
pub use decide::{prove, refuse};
pub use documents::{claim_document, mandate_document};
pub use invite::{Invitation, invitation, invite, join};
pub use list::{OwnFirms, SeenClaim, SeenMandate, SeenUser, own, users, waiting};
pub use mandate::{NewMandate, accept_mandate, propose_mandate, refuse_mandate};
pub use mandate_end::{end_mandate, mandates};
pub(crate) use rights::clerks;
pub use store::firms::{Claim, Decision, Firm, FirmRole, FirmUser};
pub use store::mandates::Mandate;
pub use users::{change_role, remove_user};

use kernel::Problem;

/// What was read of one field, or what is wrong with it: that is told together with what is wrong with the others.
pub type Read<T> = Result<T, Vec<Problem>>;

/// The page where people see their firms and what waits for them there.
const PAGE: &str = "/my/firms";
/// The page where clerks see what waits for them.
const CLERKS_PAGE: &str = "/workbench/firms";
/// Characters of the name of a firm.
const NAME_MAX: usize = 120;
