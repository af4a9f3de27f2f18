use axum::http::Uri;
use form::Language;

/// Where a page is: below which base path, in which language, and its own path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    base: String,
    pub(crate) language: Language,
    /// Path and query without base path and language, such as `/ledgers?page=2`.
    pub(crate) here: String,
}

impl Address {
    /// What an address of a browser means here.
    pub(crate) fn of(base: &str, uri: &Uri) -> Address {
        let whole = uri.path_and_query().map_or("/", |whole| whole.as_str());
        let path = strip(whole, base).unwrap_or(whole);
        let (language, path) = match strip(path, "/en") {
            Some(rest) => (Language::En, rest),
            None => (Language::Zh, path),
        };
        let here = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
        Address { base: base.to_owned(), language, here }
    }

    /// The address of another page in the same language.
    pub(crate) fn href(&self, path: &str) -> String {
        self.link(self.language, path)
    }

    /// The address of this page in another language.
    pub(crate) fn in_language(&self, language: Language) -> String {
        self.link(language, &self.here)
    }

    /// The path without its query.
    pub(crate) fn path(&self) -> &str {
        self.here.split('?').next().unwrap_or_default()
    }

    fn link(&self, language: Language, path: &str) -> String {
        let prefix = match language {
            Language::Zh => "",
            Language::En => "/en",
        };
        match (path, self.base.is_empty() && prefix.is_empty()) {
            ("/", false) => format!("{}{prefix}", self.base),
            _ => format!("{}{prefix}{path}", self.base),
        }
    }
}

/// The rest of a path after a prefix of whole segments.
fn strip<'p>(path: &'p str, prefix: &str) -> Option<&'p str> {
    let rest = path.strip_prefix(prefix)?;
    (rest.is_empty() || rest.starts_with(['/', '?'])).then_some(rest)
}

#[cfg(test)]
mod tests {
    use form::Language;

    use super::Address;

    #[track_caller]
    fn check(base: &str, uri: &str, language: Language, here: &str, home: &str) {
        let address = Address::of(base, &uri.parse().unwrap());
        assert_eq!((address.language, address.here.as_str()), (language, here));
        assert_eq!(address.href("/"), home);
        assert_eq!(Address::of(base, &address.href("/help").parse().unwrap()).here, "/help");
    }

    #[test]
    fn base_path_and_language_are_no_part_of_the_page() {
        check("", "/", Language::Zh, "/", "/");
        check("", "/en", Language::En, "/", "/en");
        check("", "/en/ledgers?sort=name", Language::En, "/ledgers?sort=name", "/en");
        check("", "/en?x=1", Language::En, "/?x=1", "/en");
        check("", "/energy", Language::Zh, "/energy", "/");
        check("/ip", "/ip", Language::Zh, "/", "/ip");
        check("/ip", "/ip/en/help", Language::En, "/help", "/ip/en");
        check("/ip", "/ipsum", Language::Zh, "/ipsum", "/ip");
    }

    #[test]
    fn the_other_language_is_the_same_page() {
        let address = Address::of("/ip", &"/ip/ledgers/bodies?kind=unit".parse().unwrap());
        assert_eq!(address.in_language(Language::En), "/ip/en/ledgers/bodies?kind=unit");
        assert_eq!(address.path(), "/ledgers/bodies");
    }
}
