/// Reads a text from the left, piece by piece; each piece is either there, and is taken, or nothing moves.
///
/// The shapes of the standards are short and regular, so this replaces a library for patterns, and a failed piece
/// can be named in the message.
pub(super) struct Scan<'a> {
    rest: &'a str,
}

impl<'a> Scan<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Scan { rest: text }
    }

    /// What has not been read yet.
    pub(super) fn rest(&self) -> &'a str {
        self.rest
    }

    /// Nothing is left.
    pub(super) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// Takes these very characters.
    pub(super) fn take(&mut self, expected: &str) -> bool {
        match self.rest.strip_prefix(expected) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Takes one character that fits.
    pub(super) fn one(&mut self, fits: impl Fn(char) -> bool) -> Option<char> {
        let first = self.rest.chars().next().filter(|&c| fits(c))?;
        self.rest = &self.rest[first.len_utf8()..];
        Some(first)
    }

    /// Takes between `min` and `max` characters that fit, as many as there are.
    pub(super) fn run(&mut self, min: usize, max: usize, fits: impl Fn(char) -> bool) -> Option<&'a str> {
        let count = self.rest.chars().take(max).take_while(|&c| fits(c)).count();
        if count < min {
            return None;
        }
        let end = self.rest.char_indices().nth(count).map_or(self.rest.len(), |(at, _)| at);
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        Some(taken)
    }

    /// Takes between `min` and `max` digits.
    pub(super) fn digits(&mut self, min: usize, max: usize) -> Option<&'a str> {
        self.run(min, max, |c| c.is_ascii_digit())
    }

    /// Takes a year of four digits.
    pub(super) fn year(&mut self) -> Option<u16> {
        self.digits(4, 4)?.parse().ok()
    }
}

/// A Chinese character of the basic block or extension A, as they occur in names of authorities.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}')
}
