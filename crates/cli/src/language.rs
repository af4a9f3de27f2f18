use std::ffi::OsString;

use kernel::Wording;

use crate::early;

/// The language of help, messages and tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    /// Simplified Chinese, the first language.
    Zh,
    /// English.
    En,
}

impl Language {
    /// By `--lang`, then `QIANGXIAN_LANG`, then the locale. English only where somebody asks for it.
    ///
    /// The arguments are looked at before they are parsed, because errors of parsing are told in this language too.
    pub(crate) fn choose(arguments: &[OsString], variable: impl Fn(&str) -> Option<String>) -> Language {
        let said = early::value(arguments, "--lang").and_then(|word| Language::named(&word));
        let own = || variable("QIANGXIAN_LANG").and_then(|word| Language::named(word.trim()));
        // The first locale variable that is set decides, as it does for every other program.
        let locale = || {
            let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(&variable);
            set.into_iter().find(|value| !value.is_empty())
        };
        said.or_else(own).unwrap_or_else(|| {
            let is_english = locale().is_some_and(|value| value.to_ascii_lowercase().starts_with("en"));
            if is_english { Language::En } else { Language::Zh }
        })
    }

    /// One of two texts.
    pub(crate) fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Language::Zh => zh,
            Language::En => en,
        }
    }

    /// The sentence in this language.
    pub(crate) fn of(self, wording: &Wording) -> &str {
        self.pick(&wording.zh, &wording.en)
    }

    /// The same language where records and accounts have one.
    pub(crate) fn of_forms(self) -> form::Language {
        self.pick(form::Language::Zh, form::Language::En)
    }

    fn named(word: &str) -> Option<Language> {
        match word {
            "zh" => Some(Language::Zh),
            "en" => Some(Language::En),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn the_nearest_wish_wins_and_chinese_is_the_rest() {
        let choose = |arguments: &[&str], set: &[(&str, &str)]| {
            let arguments: Vec<_> =
                std::iter::once(&"qiangxian").chain(arguments).map(|word| (*word).into()).collect();
            let variable =
                |name: &str| set.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
            Language::choose(&arguments, variable)
        };
        assert_eq!(choose(&[], &[]), Language::Zh);
        assert_eq!(choose(&[], &[("LANG", "C.UTF-8")]), Language::Zh);
        assert_eq!(choose(&[], &[("LANG", "en_US.UTF-8")]), Language::En);
        assert_eq!(choose(&[], &[("LC_ALL", "zh_CN.UTF-8"), ("LANG", "en_US.UTF-8")]), Language::Zh);
        assert_eq!(choose(&[], &[("LC_ALL", ""), ("LC_MESSAGES", "en_GB")]), Language::En);
        assert_eq!(choose(&[], &[("QIANGXIAN_LANG", "zh"), ("LANG", "en_US")]), Language::Zh);
        assert_eq!(choose(&["--lang", "zh"], &[("QIANGXIAN_LANG", "en")]), Language::Zh);
        assert_eq!(choose(&["--lang=en"], &[]), Language::En);
        assert_eq!(choose(&["--", "--lang=en"], &[]), Language::Zh);
    }
}
