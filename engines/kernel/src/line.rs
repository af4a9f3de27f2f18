use serde::{Deserialize, Serialize};

/// One line of a document with its place, as a reader of that document would count.
///
/// For a text file the number is that of the line in the file. For a paginated or structured file (PDF, DOCX, HTML)
/// lines are counted through the extracted text. Cells of a table row stand in one line, separated by tabs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// 1-based.
    pub number: usize,
    /// The text without its line break; nothing else is taken away.
    pub text: String,
}

impl Line {
    /// Cuts a text into its lines. Accepts `\n`, `\r\n` and `\r`; a form feed also ends a line.
    pub fn split(text: &str) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut rest = text;
        let mut number = 1;
        while !rest.is_empty() {
            let end = rest.find(['\n', '\r', '\u{c}']).unwrap_or(rest.len());
            lines.push(Line { number, text: rest[..end].to_owned() });
            number += 1;
            rest = rest[end..].strip_prefix("\r\n").unwrap_or_else(|| rest.get(end + 1..).unwrap_or(""));
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::Line;

    #[test]
    fn every_kind_of_line_break_ends_a_line() {
        let texts: Vec<String> =
            Line::split("一\r\n二\n\n三\r四\n").into_iter().map(|line| line.text).collect();
        assert_eq!(texts, ["一", "二", "", "三", "四"]);
        assert_eq!(Line::split(""), []);
        assert_eq!(Line::split("\n\n").len(), 2);
    }
}
