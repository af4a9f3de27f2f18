//! Text that can be scanned without minding widths and blanks, and still be quoted exactly.

use std::ops::Range;

/// A run of text from one or several lines: what a reader sees as one paragraph or one table cell.
///
/// Two views of the same characters are kept. `raw` holds them exactly as written, to be quoted. `chars` holds them
/// folded for scanning: blanks left out, full-width and half-width forms made one. Positions in the code of this
/// crate are indexes into `chars`; [`Text::quote`] leads back to the exact words.
#[derive(Debug, Clone, Default)]
pub(crate) struct Text {
    raw: String,
    pub(crate) chars: Vec<char>,
    /// For each folded character, its byte offset in `raw`; one more entry holds the length of `raw`.
    at: Vec<usize>,
    pieces: Vec<Piece>,
}

/// From byte `at` of the raw text on, the characters come from this line.
#[derive(Debug, Clone, Copy)]
struct Piece {
    at: usize,
    line: usize,
}

impl Text {
    /// The text of several pieces, each with the number of its line.
    pub(crate) fn joined<'a>(pieces: impl IntoIterator<Item = (&'a str, usize)>) -> Text {
        let mut text = Text::default();
        for (piece, line) in pieces {
            text.push(piece, line);
        }
        text.fold();
        text
    }

    fn push(&mut self, piece: &str, line: usize) {
        let piece = piece.trim_matches(is_blank);
        if piece.is_empty() {
            return;
        }
        // Words of the Latin alphabet would run together where a line was broken between them.
        if self.raw.ends_with(|c: char| c.is_ascii_alphanumeric())
            && piece.starts_with(|c: char| c.is_ascii_alphabetic())
        {
            self.raw.push(' ');
        }
        self.pieces.push(Piece { at: self.raw.len(), line });
        self.raw.extend(piece.chars().filter(|&c| !is_invisible(c)));
    }

    fn fold(&mut self) {
        let visible = self.raw.char_indices().filter(|&(_, c)| !is_blank(c));
        (self.at, self.chars) = visible.map(|(at, c)| (at, fold(c))).unzip();
        self.at.push(self.raw.len());
        self.mend_full_stops();
    }

    /// A half-width dot between Chinese characters ends a sentence; between digits, or after a number, it does not.
    fn mend_full_stops(&mut self) {
        for i in 1..self.chars.len() {
            let before = self.chars[i - 1];
            let after = self.chars.get(i + 1).copied();
            let numbering = i <= 3 && self.chars[..i].iter().all(|&c| crate::number::is_numeral(c));
            if self.chars[i] == '.'
                && (is_han(before) || ")”》%".contains(before))
                && after.is_none_or(|c| is_han(c) || "(“《".contains(c))
                && !numbering
            {
                self.chars[i] = '。';
            }
        }
    }

    /// The number of folded characters.
    pub(crate) fn len(&self) -> usize {
        self.chars.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// The exact words, blanks and widths as written.
    pub(crate) fn raw(&self) -> &str {
        &self.raw
    }

    /// The exact words of a range, without blanks around them.
    pub(crate) fn quote(&self, range: Range<usize>) -> &str {
        if range.start >= range.end || range.end > self.len() {
            return "";
        }
        let end = self.at[range.end - 1];
        let width = self.raw[end..].chars().next().map_or(0, char::len_utf8);
        &self.raw[self.at[range.start]..end + width]
    }

    /// The words of a range as a name: blanks taken out where they stand beside a Chinese character.
    pub(crate) fn name(&self, range: Range<usize>) -> String {
        close_up(self.quote(range))
    }

    /// The line that the character at `index` stands in.
    pub(crate) fn line_at(&self, index: usize) -> usize {
        let at = self.at.get(index).copied().unwrap_or(self.raw.len());
        let piece = self.pieces.partition_point(|piece| piece.at <= at);
        self.pieces.get(piece.saturating_sub(1)).map_or(0, |piece| piece.line)
    }

    /// The line that the text begins in.
    pub(crate) fn line(&self) -> usize {
        self.pieces.first().map_or(0, |piece| piece.line)
    }

    /// The line that the text ends in.
    pub(crate) fn last_line(&self) -> usize {
        self.pieces.last().map_or(0, |piece| piece.line)
    }

    /// Whether the words stand at this place.
    pub(crate) fn has_at(&self, index: usize, words: &str) -> bool {
        let mut rest = self.chars.get(index..).unwrap_or(&[]).iter();
        words.chars().all(|c| rest.next() == Some(&c))
    }

    /// The longest of the words that stands at this place.
    pub(crate) fn longest_at<'w>(&self, index: usize, words: &[&'w str]) -> Option<&'w str> {
        words.iter().filter(|word| self.has_at(index, word)).max_by_key(|word| word.len()).copied()
    }

    /// Where the words stand first in a range.
    pub(crate) fn find(&self, words: &str, mut range: Range<usize>) -> Option<usize> {
        range.find(|&i| self.has_at(i, words))
    }

    /// Whether the words stand anywhere.
    pub(crate) fn contains(&self, words: &str) -> bool {
        self.find(words, 0..self.len()).is_some()
    }

    pub(crate) fn last(&self) -> Option<char> {
        self.chars.last().copied()
    }

    /// Whether there is a blank in the raw text just before this character.
    pub(crate) fn blank_before(&self, index: usize) -> bool {
        index > 0 && index < self.len() && self.raw[..self.at[index]].ends_with(is_blank)
    }
}

/// Takes out the blanks that stand beside a Chinese character or a mark; those between Latin words stay.
pub(crate) fn close_up(text: &str) -> String {
    let chars: Vec<char> = text.trim_matches(is_blank).chars().collect();
    let keep = |i: usize| {
        let word = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
        !is_blank(chars[i]) || (word(chars.get(i.wrapping_sub(1))) && word(chars.get(i + 1)))
    };
    (0..chars.len()).filter(|&i| keep(i)).map(|i| chars[i]).collect()
}

/// A blank of any width.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{2060}')
}

/// A character that takes no room on paper and carries no meaning here.
pub(crate) fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}')
}

/// A Chinese character.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}' | '〇')
}

/// One form for the characters that differ only in width or style.
pub(crate) fn fold(c: char) -> char {
    match c {
        '（' | '﹙' | '❨' => '(',
        '）' | '﹚' | '❩' => ')',
        '［' | '﹝' | '〔' => '[',
        '］' | '﹞' | '〕' => ']',
        '〖' | '『' => '【',
        '〗' | '』' => '】',
        '｡' => '。',
        '､' | '﹑' => '、',
        '﹐' => ',',
        '﹔' => ';',
        '﹕' | '∶' | '︰' => ':',
        '〈' => '<',
        '〉' => '>',
        '–' | '—' | '―' | '─' | '━' | '‒' | '－' | '−' | '﹣' | '‐' | '‑' => '-',
        '〜' | '∼' | '～' => '~',
        '∙' | '•' | '‧' | '・' | '⋅' | '･' => '·',
        '％' | '﹪' => '%',
        '≧' | '⩾' => '≥',
        '≦' | '⩽' => '≤',
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

impl Text {
    /// The pieces the text was joined from, each with its line.
    pub(crate) fn parts(&self) -> Vec<(String, usize)> {
        let ends = self.pieces.iter().skip(1).map(|piece| piece.at).chain([self.raw.len()]);
        self.pieces
            .iter()
            .zip(ends)
            .map(|(piece, end)| (self.raw[piece.at..end].to_owned(), piece.line))
            .collect()
    }
}
