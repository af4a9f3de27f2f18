//! Errors in sentences: what happened, and what to do about it.

use super::Error;
use crate::records;
use crate::words::{Words, capitalized};

/// What happened and what to do about it.
pub(super) fn explain(words: Words, error: &Error) -> (&'static str, Vec<String>) {
    let (title, what, remedy) = match error {
        Error::NotFound | Error::SignIn | Error::SecondFactor => {
            (words.error_not_found(), words.error_not_found_what(), words.error_not_found_remedy())
        }
        Error::BadRequest => (words.error_bad(), words.error_bad_what(), words.error_bad_remedy()),
        Error::Foreign => (words.error_foreign(), words.error_foreign_what(), words.error_foreign_remedy()),
        Error::MethodNotAllowed => {
            (words.error_method(), words.error_method_what(), words.error_method_remedy())
        }
        Error::TooSlow => (words.error_slow(), words.error_slow_what(), words.error_slow_remedy()),
        Error::UnsupportedKind => (words.error_kind(), words.error_kind_what(), words.error_kind_remedy()),
        Error::TooMany(_) => (words.error_many(), words.error_many_what(), words.error_many_remedy()),
        Error::Busy => (words.error_busy(), words.error_busy_what(), words.error_busy_remedy()),
        Error::Internal => {
            (words.error_internal(), words.error_internal_what(), words.error_internal_remedy())
        }
        Error::Overtaken => {
            (words.error_overtaken(), words.error_overtaken_what(), words.error_overtaken_remedy())
        }
        Error::TooLarge(max) => {
            let what = words.error_large_what(max.megabytes());
            return (words.error_large(), vec![what, words.error_large_remedy().to_owned()]);
        }
        Error::Denied(denied) => {
            let sentences =
                [&denied.why, &denied.remedy].map(|wording| as_sentence(words, words.of(wording)));
            return (words.error_denied(), sentences.to_vec());
        }
        Error::Conflict(why) => return (words.error_conflict(), vec![as_sentence(words, words.of(why))]),
        Error::Invalid(problems) => {
            let sentences = problems.iter().map(|problem| records::sentence(words, problem)).collect();
            return (words.error_invalid(), sentences);
        }
        Error::Asked { query, content } => {
            let problems = query.iter().chain(content);
            let sentences = problems.map(|problem| records::sentence(words, problem)).collect();
            return (words.error_invalid(), sentences);
        }
    };
    (title, vec![what.to_owned(), remedy.to_owned()])
}

/// The same for programs, without pages and buttons.
pub(super) fn explain_to_program(words: Words, error: &Error) -> (&'static str, Vec<String>) {
    match error {
        Error::NotFound => {
            let sentences = [words.error_missing_to_program_what(), words.error_missing_to_program_remedy()];
            (words.error_missing_to_program(), sentences.map(str::to_owned).to_vec())
        }
        Error::MethodNotAllowed => {
            (words.error_method(), vec![words.error_method_to_program_remedy().to_owned()])
        }
        Error::UnsupportedKind => {
            let sentences = [words.error_kind_what(), words.error_kind_to_program_remedy()];
            (words.error_kind(), sentences.map(str::to_owned).to_vec())
        }
        error => explain(words, error),
    }
}

fn as_sentence(words: Words, fragment: &str) -> String {
    capitalized(&words.sentence(fragment))
}
