use std::collections::BTreeMap;

use kernel::{Place, Problem, Wording};

use crate::Faces;

/// Stands where no face has the character (下加号〓, the printers' sign for a missing sort).
const MISSING: char = '〓';

/// Longer words without a blank may be broken anywhere, so that none runs out of its column.
const WORD_MAX: usize = 24;

/// A place where a line may break, not drawn.
const BREAK: char = '\u{200b}';

/// Missing characters that are named in the note.
const NAMED_MAX: usize = 20;

/// Makes text fit to be set: what cannot be seen is left out, what no face has is replaced and remembered.
pub(crate) struct Cleaner<'f> {
    faces: &'f Faces,
    missing: BTreeMap<char, usize>,
}

impl<'f> Cleaner<'f> {
    pub(crate) fn new(faces: &'f Faces) -> Self {
        Cleaner { faces, missing: BTreeMap::new() }
    }

    /// Running text.
    pub(crate) fn text(&mut self, text: &str) -> String {
        self.clean(text, WORD_MAX)
    }

    /// Text of a cell that has room for about so many characters of Latin in a line.
    pub(crate) fn cell(&mut self, text: &str, room: usize) -> String {
        self.clean(text, room)
    }

    /// One note for all missing characters.
    pub(crate) fn notes(self) -> Vec<Problem> {
        let Some(count) = self.missing.values().copied().reduce(|sum, count| sum + count) else {
            return Vec::new();
        };
        let named: Vec<String> =
            self.missing.keys().take(NAMED_MAX).map(|&character| name(character)).collect();
        let (zh, en) = (named.join("、"), named.join(", "));
        let kinds = self.missing.len();
        vec![Problem::warning(
            "missing-glyph",
            Place::default(),
            Wording::new(
                format!("现有字体缺 {kinds} 个字，共 {count} 处，用“〓”代替：{zh}"),
                format!("no face has {kinds} characters, in {count} places, where 〓 stands: {en}"),
            ),
            Wording::new(
                "请在字体文件夹中放入含这些字的字体（如有授权的仿宋），再重新生成",
                "put a font that has them into the folder of fonts and print again",
            ),
        )]
    }

    fn clean(&mut self, text: &str, room: usize) -> String {
        let mut out = String::with_capacity(text.len());
        // Characters since a place where the line may break, and where they begin.
        let (mut word, mut start) = (0, 0);
        for character in text.chars().filter_map(visible) {
            if may_break(character) {
                (word, start) = (0, out.len());
            } else {
                word += 1;
                if word > room {
                    break_up(&mut out, start, room);
                    (word, start) = (1, out.len());
                }
            }
            out.push(if self.has(character) { character } else { MISSING });
            if may_break(character) {
                start = out.len();
            }
        }
        out
    }

    fn has(&mut self, character: char) -> bool {
        let has = character == '\n' || self.faces.covers(character);
        if !has {
            *self.missing.entry(character).or_default() += 1;
        }
        has
    }
}

/// Gives a word that is too long places to break at, a few characters apart.
fn break_up(out: &mut String, start: usize, room: usize) {
    let step = (room / 4).max(1);
    let word: Vec<char> = out.drain(start..).collect();
    for (character, place) in word.into_iter().zip(0..) {
        if place % step == 0 && place > 0 {
            out.push(BREAK);
        }
        out.push(character);
    }
    out.push(BREAK);
}

/// Whether a line may break beside the character, as between those of Chinese.
fn may_break(character: char) -> bool {
    character.is_whitespace() || crate::html::is_wide(character)
}

fn name(character: char) -> String {
    format!("{character}（U+{:04X}）", u32::from(character))
}

/// The character as it may stand on a page: blanks are blanks, and what is not drawn (control characters, marks of
/// direction, selectors of variants) is nothing.
pub(crate) fn visible(character: char) -> Option<char> {
    match character {
        '\n' => Some('\n'),
        '\t' | '\u{2028}' | '\u{2029}' | '\u{85}' => Some(' '),
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'..='\u{1160}'
        | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{fffe}'..='\u{ffff}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' => None,
        _ if character.is_control() => None,
        _ => Some(character),
    }
}
