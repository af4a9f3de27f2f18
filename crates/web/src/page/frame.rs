//! What the frame around every page asks of it.

use form::Language;

use super::navigation::{self, Entry};
use super::{Density, Display, Page, Size, Theme};
use crate::words::Words;

/// A group of buttons that change how pages are drawn.
#[derive(Debug, Clone)]
pub(crate) struct DisplayGroup {
    pub(crate) title: &'static str,
    pub(crate) name: &'static str,
    pub(crate) choices: Vec<DisplayChoice>,
}

/// One of the buttons.
#[derive(Debug, Clone)]
pub(crate) struct DisplayChoice {
    pub(crate) word: &'static str,
    pub(crate) text: &'static str,
    pub(crate) is_current: bool,
}

impl Page {
    /// This page as the display form returns to it.
    pub(crate) fn back(&self) -> String {
        self.address.in_language(self.address.language)
    }

    /// The address of this page in the other language.
    pub(crate) fn other_language(&self) -> String {
        self.address.in_language(match self.address.language {
            Language::Zh => Language::En,
            Language::En => Language::Zh,
        })
    }

    /// Which schemes of color a browser may use for its own parts.
    pub(crate) fn color_scheme(&self) -> &'static str {
        match self.display.theme {
            Theme::Auto => "light dark",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// The links at the foot.
    pub(crate) fn foot(&self) -> Vec<Entry> {
        self.entries(&navigation::FOOT)
    }

    /// How pages may be drawn.
    pub(crate) fn display_choices(&self) -> Vec<DisplayGroup> {
        let (words, Display { size, theme, density }) = (self.words, self.display);
        let choice = |word, text: fn(Words) -> &'static str, is_current| DisplayChoice {
            word,
            text: text(words),
            is_current,
        };
        vec![
            DisplayGroup {
                title: words.display_size(),
                name: "size",
                choices: vec![
                    choice(Size::Normal.word(), Words::display_normal, size == Size::Normal),
                    choice(Size::Large.word(), Words::display_large, size == Size::Large),
                ],
            },
            DisplayGroup {
                title: words.display_theme(),
                name: "theme",
                choices: vec![
                    choice(Theme::Auto.word(), Words::display_auto, theme == Theme::Auto),
                    choice(Theme::Light.word(), Words::display_light, theme == Theme::Light),
                    choice(Theme::Dark.word(), Words::display_dark, theme == Theme::Dark),
                ],
            },
            DisplayGroup {
                title: words.display_density(),
                name: "density",
                choices: vec![
                    choice(Density::Standard.word(), Words::display_standard, density == Density::Standard),
                    choice(Density::Compact.word(), Words::display_compact, density == Density::Compact),
                ],
            },
        ]
    }
}
