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

    /// What a declaration is called, where it stands alone. Declarations begin small in English, because their titles
    /// also stand within sentences.
    pub(crate) fn title(self, wording: &Wording) -> String {
        capitalized(self.of(wording))
    }

    /// One of two texts; for demonstrations, whose sentences are not worth a key.
    pub(crate) fn either<'t>(self, zh: &'t str, en: &'t str) -> &'t str {
        match self.language {
            Language::Zh => zh,
            Language::En => en,
        }
    }
}

/// A text with a great first letter.
pub(crate) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

include!(concat!(env!("OUT_DIR"), "/words.rs"));
