//! Pages: one file for each address. A handler reads what came in, calls one function of `app` and draws a template.

pub(crate) mod about;
pub(crate) mod accessibility;
pub(crate) mod admin;
pub(crate) mod apply;
pub(crate) mod attestations;
pub(crate) mod attribution;
pub(crate) mod backfill;
pub(crate) mod burden;
pub(crate) mod cases;
pub(crate) mod cockpit;
pub(crate) mod components;
mod counts;
pub(crate) mod display;
pub(crate) mod documents;
pub(crate) mod duties;
mod erasure;
mod form;
pub(crate) mod gaps;
pub(crate) mod goals;
pub(crate) mod health;
pub(crate) mod help;
pub(crate) mod home;
pub(crate) mod imports;
pub(crate) mod inbox;
pub(crate) mod indicators;
pub(crate) mod jobs;
pub(crate) mod ledgers;
pub(crate) mod metrics;
pub(crate) mod my;
mod once;
pub(crate) mod plan;
mod print;
pub(crate) mod privacy;
pub(crate) mod procedures;
pub(crate) mod recovery;
pub(crate) mod register;
pub(crate) mod rights;
mod sent;
pub(crate) mod set_up;
pub(crate) mod sign_in;
pub(crate) mod sign_off;
mod stored;
pub(crate) mod track;
pub(crate) mod workbench;

use askama::Template;
use axum::response::{Html, IntoResponse, Response};

use crate::error::Error;

/// Draws a template.
pub(crate) fn draw(template: &impl Template) -> Result<Response, Error> {
    match template.render() {
        Ok(html) => Ok(Html(html).into_response()),
        Err(error) => {
            tracing::error!(%error, "a template could not be drawn");
            Err(Error::Internal)
        }
    }
}
