//! Pages and API: routes, templates, static files, wording.
//!
//! A request is read, one function of `app` is called, and its answer is drawn: there is no rule of the programme here.
//! Every page works without JavaScript. Nothing is loaded from another host.
//!
//! ```text
//! request ──safety──► router (a policy for each route) ──► pages/<path>.rs ──► templates/pages/<path>.html
//!                                                     └──► api/<path>.rs   ──► JSON
//! ```
//!
//! Not here: who may do what (`app::may`), what a record holds (declarations), the database.
//!
//! Begin with `router.rs`, the list of all routes, and `page/`, what every page knows. The look is `static/app.css`,
//! shown as a whole on the page `/components`; sentences are in `wording/`, one method of `Words` for each.

mod api;
mod assets;
mod components;
mod error;
mod input;
mod page;
mod pages;
mod policy;
mod query;
mod records;
mod router;
mod safety;
mod sent_back;
mod serve;
mod settings;
mod site;
mod words;

pub use page::Face;
pub use router::router;
pub use serve::{serve, serve_on};
pub use settings::{Footer, HostSite, Network, Rate, Settings};
pub use site::Site;
