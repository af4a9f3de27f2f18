/// What divides the cells of a row in a text file, the usual one first.
const SEPARATORS: [Separator; 3] = [Separator::Comma, Separator::Tab, Separator::Semicolon];

/// Lines that are looked at.
const LINES_MAX: usize = 50;

/// What divides the cells of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Separator {
    /// `,`
    Comma,
    /// A tab.
    Tab,
    /// `;`
    Semicolon,
}

impl Separator {
    pub(super) fn byte(self) -> u8 {
        match self {
            Separator::Comma => b',',
            Separator::Tab => b'\t',
            Separator::Semicolon => b';',
        }
    }

    /// The one that stands equally often in most lines; titles above the table and a list in one column do not change it.
    pub(super) fn of(head: &str) -> Self {
        let lines = lines(head);
        let mut best = (Separator::Comma, (0, 0));
        for separator in SEPARATORS {
            let evenness = evenness(&lines, separator.byte());
            if evenness > best.1 {
                best = (separator, evenness);
            }
        }
        best.0
    }
}

/// In how many lines the separator stands equally often, and how often that is.
fn evenness(lines: &[&str], separator: u8) -> (usize, usize) {
    let counts: Vec<usize> = lines.iter().map(|line| count(line, separator)).collect();
    let alike = |wanted: usize| counts.iter().filter(|count| **count == wanted).count();
    counts.iter().filter(|count| **count > 0).map(|count| (alike(*count), *count)).max().unwrap_or((0, 0))
}

/// How often a separator stands in a line outside of quotation marks.
fn count(line: &str, separator: u8) -> usize {
    let mut is_quoted = false;
    let mut count = 0;
    for byte in line.bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            _ if byte == separator && !is_quoted => count += 1,
            _ => {}
        }
    }
    count
}

/// The lines of the beginning of a file, quoted line ends being part of a line. The last may be cut and is left out unless it
/// is the only one.
fn lines(head: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut is_quoted = false;
    let mut start = 0;
    for (at, byte) in head.bytes().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' | b'\r' if !is_quoted => {
                lines.extend(head.get(start..at).filter(|line| !line.is_empty()));
                start = at + 1;
            }
            _ => {}
        }
    }
    if lines.is_empty() {
        lines.push(head);
    }
    lines.truncate(LINES_MAX);
    lines
}
