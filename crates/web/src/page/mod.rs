//! What every page knows beside its own content: language, base path, who reads it, how it is to be drawn, where it
//! stands.

mod address;
mod display;
mod face;
mod frame;
mod navigation;
mod reader;

use app::Actor;
use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
use form::Language;

pub(crate) use address::Address;
pub(crate) use display::{Density, Display, Size, Theme, cookie};
pub use face::Face;
pub(crate) use navigation::{ADMINISTRATION, Entry};
pub(crate) use reader::Reader;

use crate::error::Error;
use crate::site::Site;
use crate::words::Words;

/// The name of the cookie that holds the token of a session.
pub(crate) const SESSION: &str = "session";

/// What a template sees of the page around its content.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) site: Site,
    pub(crate) words: Words,
    pub(crate) address: Address,
    pub(crate) display: Display,
    /// Who reads it.
    pub(crate) reader: Reader,
    /// What the county is called.
    pub(crate) county: String,
    /// What it is called, in the heading and in the title of the window.
    pub(crate) title: String,
    /// Whether something has to be put right on it; then the title says so first.
    pub(crate) has_problems: bool,
    /// Whether it stands in the place of another one, so that nothing is beside it.
    pub(crate) is_alone: bool,
    /// The pages above it.
    pub(crate) breadcrumbs: Vec<Link>,
}

/// A link with its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    /// The path below base path and language.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Page {
    /// The page at this address, not yet named.
    pub(crate) fn new(site: Site, uri: &Uri, display: Display, reader: Reader) -> Page {
        let address = Address::of(&site.settings.base_path, uri);
        let words = Words::new(address.language);
        let declarations = site.app.declarations();
        let county = declarations.title.as_ref().map_or("", |title| words.of(title)).to_owned();
        let (title, breadcrumbs) = (String::new(), Vec::new());
        let (has_problems, is_alone) = (false, false);
        Page { site, words, address, display, reader, county, title, has_problems, is_alone, breadcrumbs }
    }

    /// The page in another language than its address says.
    pub(crate) fn spoken(mut self, language: Language) -> Page {
        (self.words, self.address.language) = (Words::new(language), language);
        self
    }

    /// The page with its name.
    pub(crate) fn titled(mut self, title: impl Into<String>) -> Page {
        self.title = title.into();
        self
    }

    /// The page with nothing beside it.
    pub(crate) fn alone(mut self) -> Page {
        self.is_alone = true;
        self
    }

    /// The page below another one; called from the top down.
    pub(crate) fn below(mut self, path: impl Into<String>, text: impl Into<String>) -> Page {
        self.breadcrumbs.push(Link { path: path.into(), text: text.into() });
        self
    }

    /// The address of a page of ours, in the language of this one.
    pub(crate) fn href(&self, path: &str) -> String {
        self.address.href(path)
    }

    /// The address of a static file.
    pub(crate) fn asset(&self, name: &str) -> String {
        format!("{}{}", self.site.settings.base_path, crate::assets::path(name))
    }

    /// The language as HTML names it.
    pub(crate) fn lang(&self) -> &'static str {
        match self.address.language {
            Language::Zh => "zh-Hans",
            Language::En => "en",
        }
    }

    /// Who does what is done on it.
    pub(crate) fn actor(&self) -> &Actor {
        &self.reader.who.actor
    }

    /// Whether it is drawn large.
    pub(crate) fn is_large(&self) -> bool {
        self.display.size == Size::Large
    }

    /// The face it belongs to.
    pub(crate) fn face(&self) -> Face {
        Face::of(&self.address.here, self.reader.is_staff())
    }
}

impl FromRequestParts<Site> for Page {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Page, Error> {
        let uri = uri_of(parts);
        // Who asks is found out before any page is reached.
        let reader = parts.extensions.get::<Reader>().cloned().ok_or(Error::Internal)?;
        Ok(Page::new(site.clone(), &uri, Display::of(&parts.headers), reader))
    }
}

/// The address as the browser sent it, before the router took prefixes away.
fn uri_of(parts: &Parts) -> Uri {
    parts.extensions.get::<OriginalUri>().map_or_else(|| parts.uri.clone(), |original| original.0.clone())
}

/// What is needed to draw a page about a request whose answer has already been given.
#[derive(Debug, Clone)]
pub(crate) struct Trace {
    uri: Uri,
    display: Display,
}

impl Trace {
    /// Keeps what is needed of a request.
    pub(crate) fn of(uri: &Uri, headers: &HeaderMap) -> Trace {
        Trace { uri: uri.clone(), display: Display::of(headers) }
    }

    /// The page, not yet named.
    pub(crate) fn page(&self, site: Site, reader: Reader) -> Page {
        Page::new(site, &self.uri, self.display, reader)
    }
}
