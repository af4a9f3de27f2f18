//! The plan reader seen from outside: against documents with truth, against loss, against hard texts, and what it
//! finds left open.

#![cfg(test)]

mod correct;
mod diff;
mod documents;
mod findings;
mod findings_stories;
mod findings_watch;
mod hostile;
mod kaifu;
mod lossless;
mod numbers;
mod reading_stories;
mod score;
mod scorer;
