use form::Language;
use kernel::Wording;

/// The sentences of the pages in one language: a method for each key of the wording files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Words {
    language: Language,
}

impl Words {
    /// The sentences in this language.
    pub(crate) fn new(language: Language) -> Words {
        Words { language }
    }

    /// What a declaration or a message says in this language.
    pub(crate) fn of(self, wording: &Wording) -> &str {
        self.either(&wording.zh, &wording.en)
    }

    /// One of two texts; for demonstrations, whose sentences are not worth a key.
    pub(crate) fn either<'t>(self, zh: &'t str, en: &'t str) -> &'t str {
        match self.language {
            Language::Zh => zh,
            Language::En => en,
        }
    }
}

include!(concat!(env!("OUT_DIR"), "/words.rs"));
