use kernel::Wording;
use serde::{Deserialize, Serialize};

/// The languages of the product.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Simplified Chinese, the first language.
    #[default]
    Zh,
    /// English.
    En,
}

impl Language {
    /// Both languages, the first one first.
    pub const ALL: [Language; 2] = [Language::Zh, Language::En];

    /// The sentence in this language.
    pub fn of(self, wording: &Wording) -> &str {
        match self {
            Language::Zh => &wording.zh,
            Language::En => &wording.en,
        }
    }

    /// Its tag of BCP 47, without a region.
    pub fn id(self) -> &'static str {
        match self {
            Language::Zh => "zh",
            Language::En => "en",
        }
    }

    /// What stands between the parts of a list.
    pub fn comma(self) -> &'static str {
        match self {
            Language::Zh => "、",
            Language::En => ", ",
        }
    }
}
