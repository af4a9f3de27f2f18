//! What changed within a sentence.

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::Paint;

/// A stretch of a sentence.
#[derive(Debug, PartialEq, Eq)]
enum Stretch {
    Same(String),
    Changed { before: String, after: String },
}

/// Equal characters between two changes that are too few to help a reader: one.
const SAME_MIN: usize = 2;

/// Both sentences in one: what went and what came, in color or in the marks `[-…-]{+…+}`.
pub(crate) fn inline(before: &str, after: &str, paint: Paint) -> String {
    let show = |stretch: &Stretch| match stretch {
        Stretch::Same(text) => text.clone(),
        Stretch::Changed { before, after } => format!("{}{}", gone(before, paint), come(after, paint)),
    };
    stretches(before, after).iter().map(show).collect()
}

fn gone(text: &str, paint: Paint) -> String {
    match (text.is_empty(), paint.is_on()) {
        (true, _) => String::new(),
        (false, true) => paint.red(&format!("[-{text}-]")),
        (false, false) => format!("[-{text}-]"),
    }
}

fn come(text: &str, paint: Paint) -> String {
    match (text.is_empty(), paint.is_on()) {
        (true, _) => String::new(),
        (false, true) => paint.green(&format!("{{+{text}+}}")),
        (false, false) => format!("{{+{text}+}}"),
    }
}

/// What is the same and what changed. Numbers and Latin words change as a whole.
fn stretches(before: &str, after: &str) -> Vec<Stretch> {
    let (old, new) = (tokens(before), tokens(after));
    let mut stretches: Vec<Stretch> = Vec::new();
    for operation in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (tag, from, to) = operation.as_tag_tuple();
        let (before, after) = (old[from].concat(), new[to].concat());
        if tag == DiffTag::Equal {
            stretches.push(Stretch::Same(before));
            continue;
        }
        // A single character between two changes is read with them.
        let islet = match &stretches[..] {
            [.., Stretch::Changed { .. }, Stretch::Same(islet)] if islet.chars().count() < SAME_MIN => {
                islet.clone()
            }
            _ => String::new(),
        };
        if !islet.is_empty() {
            stretches.pop();
        }
        match stretches.last_mut() {
            Some(Stretch::Changed { before: gone, after: come }) => {
                *gone += &(islet.clone() + &before);
                *come += &(islet + &after);
            }
            _ => stretches.push(Stretch::Changed { before, after }),
        }
    }
    stretches
}

fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, character) in text.char_indices() {
        let joins =
            character.is_ascii_alphanumeric() && before.is_some_and(|c: char| c.is_ascii_alphanumeric());
        if at > start && !joins {
            tokens.push(&text[start..at]);
            start = at;
        }
        before = Some(character);
    }
    if start < text.len() {
        tokens.push(&text[start..]);
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_marked() {
        let plain = Paint::choose("never", false);
        for (before, after, expected) in [
            ("突破120件", "突破150件", "突破[-120-]{+150+}件"),
            ("区财政局", "区财政局、区司法局", "区财政局{+、区司法局+}"),
            ("区财政局）", "区财政局、区司法局）", "区财政局{+、区司法局+}）"),
            ("一甲二乙三", "一丙二丁三", "一[-甲二乙-]{+丙二丁+}三"),
            ("同一句", "同一句", "同一句"),
            ("", "新", "{+新+}"),
        ] {
            assert_eq!(inline(before, after, plain), expected);
        }
    }

    #[test]
    fn both_sentences_can_be_read_back() {
        let (before, after) = ("到2026年底，每万人拥有量50件以上。", "到2027年底，每万人口拥有量达到60件。");
        let (mut old, mut new) = (String::new(), String::new());
        for stretch in stretches(before, after) {
            match stretch {
                Stretch::Same(text) => {
                    old.push_str(&text);
                    new.push_str(&text);
                }
                Stretch::Changed { before, after } => {
                    old.push_str(&before);
                    new.push_str(&after);
                }
            }
        }
        assert_eq!((old.as_str(), new.as_str()), (before, after));
    }
}
