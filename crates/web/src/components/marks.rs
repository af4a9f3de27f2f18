use askama::Template;

use super::component;
use crate::words::Words;

/// What a mark or a notice is about; it chooses the colors, and words say the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Plain,
    Information,
    Good,
    Warning,
    Bad,
}

impl Tone {
    /// The class in the style sheet.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Tone::Plain => "plain",
            Tone::Information => "information",
            Tone::Good => "good",
            Tone::Warning => "warning",
            Tone::Bad => "bad",
        }
    }
}

/// A word in a box: a state.
#[derive(Debug, Clone, Template)]
#[template(source = "<span class=\"tag {{ tone.class() }}\">{{ text }}</span>", ext = "html")]
pub(crate) struct Tag {
    pub(crate) text: String,
    pub(crate) tone: Tone,
}

/// A light: color, shape and word, so that it is understood in grey and by ear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Template)]
#[template(path = "components/light.html")]
pub(crate) enum Light {
    /// ● on schedule.
    Green(Words),
    /// ▲ behind schedule.
    Yellow(Words),
    /// ■ late.
    Red(Words),
    /// ◇ not due.
    Grey(Words),
    /// ◇ nobody knows.
    NoData(Words),
}

impl Light {
    /// Its word.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Light::Green(words) => words.light_green(),
            Light::Yellow(words) => words.light_yellow(),
            Light::Red(words) => words.light_red(),
            Light::Grey(words) => words.light_grey(),
            Light::NoData(words) => words.indicators_no_data(),
        }
    }
}

component!(Tag, Light);
