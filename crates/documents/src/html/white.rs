//! White space as a browser shows it.

/// A line of a page that is being read.
#[derive(Debug, Default)]
pub(crate) struct LineText {
    /// Stands before the text as soon as there is any.
    mark: String,
    text: String,
    gap: Gap,
}

/// White space that was read but not yet written: it disappears at both ends of a line.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Gap {
    #[default]
    None,
    Space,
    /// White space with a line break of the source: nothing between two Chinese characters, else a space.
    Break,
}

impl LineText {
    pub(crate) fn push(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '\n' | '\r' => self.gap = Gap::Break,
                ' ' | '\t' | '\u{c}' if self.gap == Gap::None => self.gap = Gap::Space,
                ' ' | '\t' | '\u{c}' => {}
                _ => {
                    self.close_gap(character);
                    self.text.push(if character == '\u{a0}' { ' ' } else { character });
                }
            }
        }
    }

    /// Adds text whose white space counts, as in `pre`.
    pub(crate) fn push_verbatim(&mut self, text: &str) {
        self.text.push_str(text);
        self.gap = Gap::None;
    }

    /// Sets the mark of the line, such as the number of a list item; it waits for text.
    pub(crate) fn set_mark(&mut self, mark: String) {
        self.mark = mark;
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The line without blanks at its end and ASCII blanks at its start; full-width blanks are text.
    pub(crate) fn take(&mut self) -> String {
        self.gap = Gap::None;
        let text = std::mem::take(&mut self.text);
        let text = text.trim_matches([' ', '\t']);
        if text.is_empty() { String::new() } else { std::mem::take(&mut self.mark) + text }
    }

    fn close_gap(&mut self, next: char) {
        let gap = std::mem::take(&mut self.gap);
        let Some(last) = self.text.chars().next_back() else { return };
        let chinese = is_wide(last) && is_wide(next);
        if gap == Gap::Space || (gap == Gap::Break && !chinese) {
            self.text.push(' ');
        }
    }
}

/// Whether a character is written without spaces: Han characters, Chinese punctuation, full-width forms.
pub(crate) fn is_wide(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}' | '\u{2014}' | '\u{2018}'..='\u{201d}' | '\u{2026}')
}

#[cfg(test)]
mod tests {
    use super::LineText;

    fn check(source: &str, shown: &str) {
        let mut line = LineText::default();
        line.push(source);
        assert_eq!(line.take(), shown, "{source:?}");
    }

    #[test]
    fn white_space_is_what_a_browser_shows() {
        check("  一  二 \n", "一 二");
        check("知识\n   产权", "知识产权");
        check("2024\n年", "2024 年");
        check("\u{a0}\u{a0}正文\u{a0}\u{a0}续", "正文  续");
        check("\u{3000}\u{3000}正文", "\u{3000}\u{3000}正文");
    }
}
