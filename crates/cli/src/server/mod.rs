//! Running the server: what starts with it, and how it comes to its end.
//!
//! ```text
//! settings ──► county ──► listen ──► pages and jobs ──signal──► requests end ──► jobs end ──► the store is closed
//! ```

mod county;
mod logs;
mod place;
mod run;
mod runtime;
mod stop;

pub(crate) use county::{County, failure};
pub(crate) use logs::start as start_logs;
pub(crate) use place::{address as known_address, url};
pub(crate) use run::{listen, listen_next, run};
pub(crate) use runtime::wait_for;
#[cfg(feature = "cluster")]
pub(crate) use stop::Stop;
