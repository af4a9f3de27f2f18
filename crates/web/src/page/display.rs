use std::fmt;

use axum::http::HeaderMap;
use axum::http::header::COOKIE;

/// How somebody wants pages to be drawn. It is kept in one cookie, so that it also holds for people without an account.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Display {
    pub(crate) size: Size,
    pub(crate) theme: Theme,
    pub(crate) density: Density,
}

/// How large everything is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Size {
    #[default]
    Normal,
    /// 长辈版: at least 18 points, targets of 60 pixels, one column.
    Large,
}

/// Dark on light or light on dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Theme {
    /// As the device is set.
    #[default]
    Auto,
    Light,
    Dark,
}

/// How close the rows of a table stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Density {
    #[default]
    Standard,
    Compact,
}

/// The words of a setting: in the cookie, in the form and in the page for the style sheet.
macro_rules! words {
    ($setting:ty, $($word:literal => $value:path),+) => {
        impl $setting {
            pub(crate) fn word(self) -> &'static str {
                match self { $($value => $word),+ }
            }

            pub(crate) fn read(word: &str) -> Option<Self> {
                match word { $($word => Some($value),)+ _ => None }
            }
        }
    };
}

words!(Size, "normal" => Size::Normal, "large" => Size::Large);
words!(Theme, "auto" => Theme::Auto, "light" => Theme::Light, "dark" => Theme::Dark);
words!(Density, "standard" => Density::Standard, "compact" => Density::Compact);

impl Display {
    /// The name of the cookie.
    pub(crate) const COOKIE: &'static str = "display";

    /// What the cookie of a request says; what it does not say, or says wrongly, is as usual.
    pub(crate) fn of(headers: &HeaderMap) -> Display {
        cookie(headers, Display::COOKIE).map(Display::read).unwrap_or_default()
    }

    fn read(text: &str) -> Display {
        let mut words = text.split('.');
        let mut next = || words.next().unwrap_or_default();
        Display {
            size: Size::read(next()).unwrap_or_default(),
            theme: Theme::read(next()).unwrap_or_default(),
            density: Density::read(next()).unwrap_or_default(),
        }
    }
}

impl fmt::Display for Display {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}.{}", self.size.word(), self.theme.word(), self.density.word())
    }
}

/// The value of a cookie.
pub(crate) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let lists = headers.get_all(COOKIE).into_iter().filter_map(|list| list.to_str().ok());
    lists
        .flat_map(|list| list.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

#[cfg(test)]
mod tests {
    use super::{Density, Display, Size, Theme};

    #[test]
    fn what_is_written_is_read_again() {
        for size in [Size::Normal, Size::Large] {
            for theme in [Theme::Auto, Theme::Light, Theme::Dark] {
                for density in [Density::Standard, Density::Compact] {
                    let display = Display { size, theme, density };
                    assert_eq!(Display::read(&display.to_string()), display);
                }
            }
        }
    }

    #[test]
    fn a_foreign_cookie_is_as_usual() {
        for text in ["", "large", "huge.dark", "..", "\u{fffd}"] {
            let display = Display::read(text);
            assert_eq!(display.density, Density::Standard, "{text}");
        }
        assert_eq!(Display::read("huge.dark").theme, Theme::Dark);
    }
}
