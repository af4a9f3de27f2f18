use app::{files, records};
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use form::{FileReference, Kind};
use tokio::sync::mpsc::channel;
use tokio_stream::wrappers::ReceiverStream;

use crate::error::Error;
use crate::page::Page;
use crate::query::encode;
use crate::site::Site;

/// How many pieces wait for a slow reader before more is read.
const PIECES_WAITING: usize = 2;

/// Hands out a file that a record names, to those who see the record. It is never shown within a page of ours.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path((ledger, key, digest)): Path<(String, String, String)>,
) -> Result<Response, Error> {
    let shown = records::show(&site.app, page.actor(), &ledger, &key, records::When::default()).await?;
    let record = shown.record.as_ref().ok_or(Error::NotFound)?;
    let fields = shown.opened.fields().filter(|field| matches!(field.kind, Kind::File));
    let values = fields.filter_map(|field| record.fields.get(&field.id)).flat_map(|value| value.values());
    let named =
        values.filter_map(FileReference::of).find(|file| file.digest == digest).ok_or(Error::NotFound)?;
    let (known, mut reading) = files::read(&site.app, named.digest).await?;
    let (pieces, body) = channel::<std::io::Result<Bytes>>(PIECES_WAITING);
    let size = reading.size();
    tokio::spawn(async move {
        loop {
            let piece = match reading.next().await {
                Ok(Some(part)) => Ok(part.into()),
                Ok(None) => return,
                Err(error) => {
                    tracing::error!(%error, "a stored file could not be read to its end");
                    Err(std::io::Error::other(error))
                }
            };
            let is_last = piece.is_err();
            if pieces.send(piece).await.is_err() || is_last {
                return;
            }
        }
    });
    let headers = [
        (CONTENT_TYPE, known.media_type),
        (CONTENT_LENGTH, size.to_string()),
        (CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{}", encode(named.name))),
        (CONTENT_SECURITY_POLICY, "sandbox".to_owned()),
    ];
    Ok((headers, Body::from_stream(ReceiverStream::new(body))).into_response())
}
