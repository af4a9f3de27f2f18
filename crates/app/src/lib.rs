//! One function for each operation: may you, load, decide, save.
//!
//! ```text
//! web, cli ──request──► app::records::change ──► may? ──► store: history ──► ledger::revise ──► store: save, one operation
//! ```
//!
//! Every operation takes the [`App`] and the [`Actor`], checks once whether the actor may, and leaves one row in the trail
//! of operations with who, when, what and why. What an actor may not see is not found.
//!
//! Not here: pages and addresses (`web`), tables (`store`), what a change means (`ledger`).
//!
//! Begin with [`App`] and `records/`.

mod access;
pub mod accounts;
mod actor;
pub mod answers;
pub mod api_keys;
mod app;
pub mod attestations;
pub mod attribution;
pub mod bodies;
pub mod burden;
pub mod calendar;
pub mod cases;
mod cautions;
mod clock;
pub mod county;
mod declarations;
mod deed;
pub mod demonstration;
pub mod deputies;
pub mod dimensions;
pub mod duties;
mod erasure;
mod error;
pub mod files;
pub mod firms;
pub mod gaps;
pub mod gate;
pub mod goals;
pub mod grants;
pub mod imports;
pub mod inbox;
pub mod indicators;
pub mod jobs;
pub mod lake;
pub mod mail;
pub mod meetings;
mod network;
pub mod oidc;
mod once;
pub mod plans;
pub mod quarters;
pub mod records;
pub mod rights;
pub mod rounds;
pub mod secrets;
pub mod sessions;
mod surroundings;
pub mod throttle;
pub mod totals;
pub mod trail;

pub use access::{Sight, Subject, may, sight};
pub use actor::{Actor, Granted};
pub use app::App;
pub use clock::{Clock, day_of};
pub use declarations::Declarations;
pub use deed::Deed;
pub use erasure::Erasure;
pub use error::{Denied, Error, Internal};
pub use network::Network;
pub use once::Once;
pub use pack::{Act, DIMENSION, Programme, Role, Roles, Rows, programme};
pub use sessions::Visitor;
pub use surroundings::Surroundings;
