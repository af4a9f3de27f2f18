//! The rows of a figure as the canonical CSV whose digest its proof names: the same bytes for everybody, in no language.

use app::indicators::Records;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use indicators::Indicator;
use jiff::civil::Date;

use crate::error::Error;

/// How addresses name it.
pub(super) const FORMAT: &str = "canonical";

/// What its file is called.
pub(super) fn name(indicator: &Indicator, as_of: Date) -> String {
    format!("{}-{as_of}.csv", indicator.id)
}

/// All rows of a figure; not found where some of them are not seen, because the others have another digest.
pub(super) fn hand_out(records: &Records) -> Result<Response, Error> {
    if records.rows().hidden() > 0 {
        return Err(Error::NotFound);
    }
    let card = &records.opened.card;
    let name = name(&card.indicator, card.computed.window.as_of);
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, disposition)];
    Ok((headers, indicators::canonical_csv(&records.computed.rows)).into_response())
}
