//! What came in with a request, by name: a query or a form.

use std::collections::BTreeMap;

use axum::extract::{Form, FromRequest, FromRequestParts, Query, Request};
use axum::http::request::Parts;
use axum::response::IntoResponse as _;

use crate::error::Error;

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

impl Input {
    /// The first text of a name without blanks around it; empty if there is none.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.texts(name).first().map_or("", |text| text.trim())
    }

    /// All texts of a name.
    pub(crate) fn texts(&self, name: &str) -> &[String] {
        self.texts.get(name).map_or(&[], Vec::as_slice)
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
        let Form(pairs) = Form::<Pairs>::from_request(request, state)
            .await
            .map_err(|rejection| Error::of(rejection.into_response().status()))?;
        gather(pairs).map(Sent)
    }
}
