use super::fault::Fault;
use super::note::Note;

/// The longest input that is read, in characters; the longest real identifier has fewer than 60.
pub const INPUT_CHARS_MAX: usize = 200;

/// An input made ready for reading: trimmed, full-width forms folded, and a note for each thing that was changed.
///
/// What only some schemes may do (upper-casing, dropping spaces) is asked for by the scheme.
#[derive(Debug, Clone)]
pub struct Text {
    /// The input, only trimmed.
    pub(super) written: String,
    pub(super) content: String,
    pub(super) notes: Vec<Note>,
}

impl Text {
    /// Folds what every scheme folds. Refuses nothing but an empty or an endless input.
    pub(super) fn fold(raw: &str) -> Result<Text, Fault> {
        if raw.chars().nth(INPUT_CHARS_MAX).is_some() {
            return Err(Fault::TooLong { chars_max: INPUT_CHARS_MAX });
        }
        let mut text = Text { written: raw.trim().to_owned(), content: raw.to_owned(), notes: Vec::new() };
        text.replace(Note::InvisibleCharacters, |c| (!is_invisible(c)).then_some(c));
        text.replace(Note::FullWidth, |c| Some(half_width(c)));
        text.content = text.content.trim().to_owned();
        text.drop_spreadsheet_mark();
        if text.content.is_empty() { Err(Fault::Empty) } else { Ok(text) }
    }

    /// Replaces or drops characters, and says so if anything changed.
    pub(super) fn replace(&mut self, note: Note, change: impl Fn(char) -> Option<char>) {
        if self.content.chars().any(|c| change(c) != Some(c)) {
            self.content = self.content.chars().filter_map(change).collect();
            self.note(note);
        }
    }

    /// Upper-cases the Latin letters.
    pub(super) fn upper_case(&mut self) {
        self.replace(Note::LowerCase, |c| Some(c.to_ascii_uppercase()));
    }

    /// Drops every space.
    pub(super) fn drop_spaces(&mut self) {
        self.replace(Note::Spaces, |c| (!c.is_whitespace()).then_some(c));
    }

    /// Writes every kind of dash as `-`.
    pub(super) fn write_dashes(&mut self) {
        self.replace(Note::Dash, |c| Some(if is_dash(c) { '-' } else { c }));
    }

    /// Writes what stands in for the point (。，、·) as `.`.
    pub(super) fn write_points(&mut self) {
        self.replace(Note::Point, |c| Some(if is_point(c) { '.' } else { c }));
    }

    /// Adds a note once.
    pub(super) fn note(&mut self, note: Note) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// `'914…` and `="914…"` are how spreadsheets mark a text; nothing of the number is lost.
    fn drop_spreadsheet_mark(&mut self) {
        let content = self.content.as_str();
        let formula = content.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
        let unmarked = formula.or_else(|| content.strip_prefix(['\'', '\u{2018}', '\u{2019}', '`']));
        if let Some(unmarked) = unmarked {
            self.content = unmarked.trim().to_owned();
            self.note(Note::SpreadsheetTextMark);
        }
    }
}

/// Full-width Latin forms (U+FF01–FF5E) and the ideographic space to their ASCII twins.
fn half_width(c: char) -> char {
    match c {
        '\u{3000}' | '\u{a0}' | '\u{202f}' | '\u{2000}'..='\u{200a}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// Byte order marks, zero-width characters and the like that come along with a copied text.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{ad}')
        || (c.is_control() && !c.is_whitespace())
}

fn is_dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{2500}')
}

fn is_point(c: char) -> bool {
    matches!(c, '。' | '，' | ',' | '、' | '·' | '•' | '・' | '｡')
}
