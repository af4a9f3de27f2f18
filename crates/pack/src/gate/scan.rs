/// Stands between a degree of secrecy and its term.
const STAR: char = '★';
/// Stands behind a degree and changes nothing.
const GRADE: char = '级';
/// What takes the place of words that mean nothing: neither letter nor digit, so that no new word comes of what stands around it.
const NOTHING: char = '\u{fffd}';
/// Letters behind the last dot of a name that are no part of it, at most.
const ENDING_CHARACTERS_MAX: usize = 5;

/// Degrees of secrecy, and what stands before them.
#[derive(Debug, Clone, Default)]
pub(super) struct Degrees {
    degrees: Vec<Vec<char>>,
    labels: Vec<Vec<char>>,
}

/// A text, read so that blanks of all kinds, both widths and the several colons are alike.
pub(super) fn folded(text: &str) -> Vec<char> {
    text.trim().chars().filter(|character| !is_invisible(*character)).map(fold).collect()
}

/// A text without the words that mean nothing; of several that begin at one place the longest.
pub(super) fn without(text: &[char], apart: &[Vec<char>]) -> Vec<char> {
    let (mut left, mut at) = (Vec::with_capacity(text.len()), 0);
    while let Some(character) = text.get(at) {
        match apart.iter().filter_map(|word| word_at(text, at, word)).max() {
            Some(end) => {
                left.push(NOTHING);
                at = end;
            }
            None => {
                left.push(*character);
                at += 1;
            }
        }
    }
    left
}

/// A line without its beginning where that is the end of a word that means nothing and begins at the end of the line before, or of a column there.
pub(super) fn goes_on(before: &str, line: Vec<char>, apart: &[Vec<char>]) -> Vec<char> {
    if before.trim().is_empty() {
        return line;
    }
    let columns: Vec<Vec<char>> = before.split('\t').map(folded).collect();
    let ends = |word: &[char]| columns.iter().any(|column| ends_with(column, word));
    let end = |word: &Vec<char>| {
        let parts = (1..word.len()).map(|at| word.split_at(at));
        parts.filter_map(|(head, tail)| word_at(&line, 0, tail).filter(|_| ends(head))).max()
    };
    let end = apart.iter().filter_map(end).max();
    // What has a star or a term is a mark wherever it stands.
    let is_whole = |end: &usize| {
        let next = blanks(&line, *end);
        line.get(next) == Some(&STAR) || term(&line, next).is_some()
    };
    match end.filter(|end| !is_whole(end)) {
        Some(end) => [&[NOTHING][..], &line[end..]].concat(),
        None => line,
    }
}

/// Whether one of these words stands in a text.
pub(super) fn holds(text: &[char], words: &[Vec<char>]) -> bool {
    (0..text.len()).any(|at| words.iter().any(|word| word_at(text, at, word).is_some()))
}

/// Whether a text ends with a word; blanks between its characters do not matter.
fn ends_with(text: &[char], word: &[char]) -> bool {
    (0..text.len()).any(|at| word_at(text, at, word) == Some(text.len()))
}

/// The name of a file without its ending, and those of its folders.
pub(super) fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split(['/', '\\']).map(stem).filter(|part| !part.is_empty())
}

fn stem(name: &str) -> &str {
    let name = name.trim();
    match name.rsplit_once('.') {
        Some((stem, ending))
            if ending.len() <= ENDING_CHARACTERS_MAX
                && ending.chars().all(|character| character.is_ascii_alphanumeric()) =>
        {
            stem
        }
        _ => name,
    }
}

impl Degrees {
    pub(super) fn new(degrees: Vec<Vec<char>>, labels: Vec<Vec<char>>) -> Degrees {
        Degrees { degrees, labels }
    }

    /// Whether a line or a cell is marked.
    pub(super) fn mark(&self, text: &[char]) -> bool {
        (0..text.len()).any(|at| {
            let is_mark = self.degree_at(text, at).is_some_and(|end| is_mark(text, at, end));
            is_mark || self.is_labelled(text, at)
        })
    }

    /// Whether a name without its ending begins or ends with a mark, or has one in brackets.
    pub(super) fn mark_name(&self, name: &[char]) -> bool {
        (0..name.len()).any(|at| self.degree_at(name, at).is_some_and(|end| is_mark_of_name(name, at, end)))
    }

    /// Where a degree ends that begins at a place, with the 级 behind it.
    fn degree_at(&self, text: &[char], at: usize) -> Option<usize> {
        let end = self.degrees.iter().filter_map(|degree| word_at(text, at, degree)).max()?;
        Some(if text.get(end) == Some(&GRADE) { end + 1 } else { end })
    }

    /// Whether a label begins at a place and a degree follows that is all it says.
    fn is_labelled(&self, text: &[char], at: usize) -> bool {
        let mut ends = self.labels.iter().filter_map(|label| word_at(text, at, label));
        ends.any(|end| {
            let at = skip(text, end, |character| {
                matches!(character, ' ' | ':' | '=' | '|' | '(' | '[' | '【' | '〔')
            });
            self.degree_at(text, at).is_some_and(|end| self.is_said(text, end))
        })
    }

    /// Whether what stands behind a degree leaves it what it is: the end, a star, a term, the end of a sentence; not a word that goes on, nor
    /// another degree to choose from.
    fn is_said(&self, text: &[char], end: usize) -> bool {
        let next = blanks(text, end);
        let Some(character) = text.get(next).copied() else { return true };
        let choice = skip(text, next, |it| {
            matches!(it, ' ' | '/' | '、' | ',' | '|' | '或' | '和' | '及' | '至' | '-' | '~')
        });
        if self.degree_at(text, choice).is_some() || matches!(character, '□' | '○' | '☐') {
            return false;
        }
        next > end || !character.is_alphanumeric() || character.is_numeric() || term(text, next).is_some()
    }
}

/// Whether a degree is a mark by itself: with a star, with a term, or alone.
fn is_mark(text: &[char], start: usize, end: usize) -> bool {
    let next = blanks(text, end);
    if text.get(next) == Some(&STAR) {
        return true;
    }
    let is_alone = |character: &char| *character == ' ' || is_bracket(*character);
    if text[..start].iter().all(is_alone) && text[end..].iter().all(is_alone) {
        return true;
    }
    let has_term = || {
        term(text, skip(text, next, |character| character == '(')).is_some_and(|end| is_edge(text.get(end)))
    };
    is_edge(before(text, start)) && has_term()
}

/// Whether a degree in a name stands for itself, at its beginning, at its end or in brackets.
fn is_mark_of_name(name: &[char], start: usize, end: usize) -> bool {
    let (before, behind) = (before(name, start), name.get(end));
    if before.is_some_and(|character| is_quote(*character)) {
        return false;
    }
    let begins = name[..start].iter().all(|character| !character.is_alphanumeric());
    let ends = name[end..].iter().all(|character| !character.is_alphanumeric());
    let is_in_brackets = [before, behind].iter().all(|it| it.is_some_and(|it| is_bracket(*it)));
    // A term may follow without a blank.
    let is_apart = is_edge(behind) || term(name, end).is_some();
    is_edge(before) && is_apart && (begins || ends || is_in_brackets)
}

/// Where a term ends that begins at a place: 10年, 6个月, 长期.
fn term(text: &[char], at: usize) -> Option<usize> {
    if let Some(end) = word_at(text, at, &['长', '期']) {
        return Some(end);
    }
    let digits = skip(text, at, |character| character.is_ascii_digit());
    if digits == at {
        return None;
    }
    let unit = skip(text, blanks(text, digits), |character| character == '个');
    matches!(text.get(unit), Some('年' | '月' | '日' | '天')).then_some(unit + 1)
}

/// Where a word ends that begins at a place; blanks between its characters do not matter.
fn word_at(text: &[char], at: usize, word: &[char]) -> Option<usize> {
    let mut end = at;
    for (index, character) in word.iter().enumerate() {
        if index > 0 {
            end = blanks(text, end);
        }
        if text.get(end) != Some(character) {
            return None;
        }
        end += 1;
    }
    (end > at).then_some(end)
}

fn blanks(text: &[char], at: usize) -> usize {
    skip(text, at, |character| character == ' ')
}

fn skip(text: &[char], at: usize, is_skipped: impl Fn(char) -> bool) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|character| is_skipped(**character)).count()
}

fn before(text: &[char], at: usize) -> Option<&char> {
    text.get(at.checked_sub(1)?)
}

/// No word goes on there.
fn is_edge(character: Option<&char>) -> bool {
    character.is_none_or(|character| !character.is_alphanumeric())
}

fn is_bracket(character: char) -> bool {
    matches!(character, '(' | ')' | '[' | ']' | '{' | '}' | '【' | '】' | '〔' | '〕' | '〖' | '〗')
}

fn is_quote(character: char) -> bool {
    matches!(character, '"' | '\'' | '“' | '‘' | '《' | '〈' | '「' | '『')
}

fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

fn fold(character: char) -> char {
    match character {
        '！'..='～' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        '︰' | '﹕' | '∶' | '꞉' => ':',
        '☆' => STAR,
        _ if character.is_whitespace() => ' ',
        _ => character,
    }
}
