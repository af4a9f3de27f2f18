//! What came in with a request, by name: a query or a form.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::{Form, FromRequest, FromRequestParts, Multipart, Query, Request};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse as _;
use tokio_stream::StreamExt as _;

use crate::error::Error;
use crate::safety::BODY_BYTES_MAX;

/// The most bytes of a request; each route says how many it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BytesMax(pub(crate) usize);

/// How many times the most bytes of a request are read to their end though they are too many: whoever is still sending does
/// not listen, and would see a broken connection in place of the answer.
const READ_TO_END: usize = 4;

/// The most names and values of one request; more is no form of ours.
const PAIRS_MAX: usize = 2_000;

/// The texts by their names, each in the order in which it was given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Input {
    texts: BTreeMap<String, Vec<String>>,
}

/// The query of an address.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked(pub(crate) Input);

/// The content of a form.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sent(pub(crate) Input);

/// The content of a form that may have files with it.
#[derive(Debug, Default)]
pub(crate) struct SentFiles {
    pub(crate) input: Input,
    pub(crate) files: Vec<SentFile>,
}

/// A file that came with a form.
#[derive(Debug)]
pub(crate) struct SentFile {
    /// The field for which it is.
    pub(crate) field: String,
    /// The name it has where it comes from.
    pub(crate) name: String,
    pub(crate) bytes: Bytes,
}

impl Input {
    /// The first text of a name without blanks around it; empty if there is none.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.texts(name).first().map_or("", |text| text.trim())
    }

    /// The first text of a name as it was typed: blanks are part of a password.
    pub(crate) fn untrimmed(&self, name: &str) -> &str {
        self.texts(name).first().map_or("", String::as_str)
    }

    /// All texts of a name.
    pub(crate) fn texts(&self, name: &str) -> &[String] {
        self.texts.get(name).map_or(&[], Vec::as_slice)
    }

    /// The same with other texts under a name.
    pub(crate) fn put(&mut self, name: &str, texts: Vec<String>) {
        self.texts.insert(name.to_owned(), texts);
    }

    /// Everything by its name.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.texts.iter().map(|(name, texts)| (name.as_str(), texts.as_slice()))
    }
}

impl FromIterator<(String, String)> for Input {
    fn from_iter<P: IntoIterator<Item = (String, String)>>(pairs: P) -> Input {
        let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, text) in pairs {
            texts.entry(name).or_default().push(text);
        }
        Input { texts }
    }
}

/// The request, if it does not announce more than is taken, and how much that is.
pub(crate) async fn fitting(request: Request) -> Result<(Request, BytesMax), Error> {
    let max = request.extensions().get().copied().unwrap_or(BytesMax(BODY_BYTES_MAX));
    let announced = announced(request.headers());
    if announced <= max.0 {
        return Ok((request, max));
    }
    if announced <= max.0.saturating_mul(READ_TO_END) {
        let mut content = request.into_body().into_data_stream();
        while let Some(Ok(_)) = content.next().await {}
    }
    Err(Error::TooLarge(max))
}

fn announced(headers: &HeaderMap) -> usize {
    let length = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    length.and_then(|length| length.parse().ok()).unwrap_or_default()
}

impl BytesMax {
    /// What it means that a library does not take the content of a request.
    pub(crate) fn error(self, status: StatusCode) -> Error {
        if status == StatusCode::PAYLOAD_TOO_LARGE { Error::TooLarge(self) } else { Error::of(status) }
    }

    /// As people read it.
    pub(crate) fn megabytes(self) -> usize {
        self.0 / (1024 * 1024)
    }
}

type Pairs = Vec<(String, String)>;

fn gather(pairs: Pairs) -> Result<Input, Error> {
    if pairs.len() > PAIRS_MAX { Err(Error::BadRequest) } else { Ok(pairs.into_iter().collect()) }
}

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Asked, Error> {
        let Query(pairs) =
            Query::<Pairs>::from_request_parts(parts, state).await.map_err(|_| Error::BadRequest)?;
        gather(pairs).map(Asked)
    }
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Sent, Error> {
        let (request, max) = fitting(request).await?;
        let Form(pairs) = Form::<Pairs>::from_request(request, state)
            .await
            .map_err(|rejection| max.error(rejection.into_response().status()))?;
        gather(pairs).map(Sent)
    }
}

impl<S: Send + Sync> FromRequest<S> for SentFiles {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<SentFiles, Error> {
        let kind = request.headers().get(CONTENT_TYPE).map(|kind| kind.as_bytes());
        if !kind.is_some_and(|kind| kind.starts_with(b"multipart/form-data")) {
            let Sent(input) = Sent::from_request(request, state).await?;
            return Ok(SentFiles { input, files: Vec::new() });
        }
        let (request, max) = fitting(request).await?;
        let mut parts = Multipart::from_request(request, state)
            .await
            .map_err(|rejection| max.error(rejection.into_response().status()))?;
        let (mut pairs, mut files) = (Pairs::new(), Vec::new());
        while let Some(part) = parts.next_field().await.map_err(|error| max.error(error.status()))? {
            let field = part.name().unwrap_or_default().to_owned();
            let name = part.file_name().map(str::to_owned);
            let bytes = part.bytes().await.map_err(|error| max.error(error.status()))?;
            match name {
                // A browser sends a file without name and content where none was chosen.
                Some(name) if name.is_empty() && bytes.is_empty() => {}
                Some(name) => files.push(SentFile { field, name, bytes }),
                None => pairs.push((field, String::from_utf8(bytes.into()).map_err(|_| Error::BadRequest)?)),
            }
            if pairs.len() + files.len() > PAIRS_MAX {
                return Err(Error::BadRequest);
            }
        }
        Ok(SentFiles { input: gather(pairs)?, files })
    }
}
