//! Hands out a stored file. It is never shown within a page of ours.

use app::files;
use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use tokio::sync::mpsc::channel;
use tokio_stream::wrappers::ReceiverStream;

use crate::error::Error;
use crate::query::encode;
use crate::site::Site;

/// How many pieces wait for a slow reader before more is read.
const PIECES_WAITING: usize = 2;

/// Sends a file under this name, or under the one it was sent with.
pub(super) async fn hand_out(site: &Site, digest: &str, name: Option<&str>) -> Result<Response, Error> {
    let (known, mut reading) = files::read(&site.app, digest).await?;
    let name = encode(name.unwrap_or(&known.name));
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
        (CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{name}")),
        (CONTENT_SECURITY_POLICY, "sandbox".to_owned()),
    ];
    Ok((headers, Body::from_stream(ReceiverStream::new(body))).into_response())
}
