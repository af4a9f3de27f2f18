use kernel::{Line, Place, Problem, Severity, Wording};

use crate::limits;

/// Gathers the notes about one file.
#[derive(Debug)]
pub(crate) struct Notes {
    file: String,
    problems: Vec<Problem>,
}

impl Notes {
    pub(crate) fn new(file: &str) -> Self {
        Notes { file: file.to_owned(), problems: Vec::new() }
    }

    /// Something a person should look at.
    pub(crate) fn warn(&mut self, code: &str, line: Option<usize>, what: Wording, remedy: Wording) {
        let mut place = Place::file(&self.file);
        place.line = line;
        self.problems.push(Problem::warning(code, place, what, remedy));
    }

    /// Something worth knowing.
    pub(crate) fn inform(&mut self, code: &str, what: Wording) {
        let remedy = Wording::new(
            "无需处理；如有疑问请核对原文",
            "nothing has to be done; compare the original if in doubt",
        );
        let problem = Problem::error(code, Place::file(&self.file), what, remedy);
        self.problems.push(Problem { severity: Severity::Information, ..problem });
    }

    pub(crate) fn finish(self) -> Vec<Problem> {
        self.problems
    }
}

/// Notes on lines with characters that could not be decoded, that nobody can see, or that only a private font shows.
pub(crate) fn doubtful_characters(lines: &[Line], notes: &mut Notes) {
    let lost = |text: &str| text.contains('\u{fffd}');
    note_lines(lines, lost, notes, "undecodable-characters", |zh, en| {
        (
            Wording::new(
                format!("{zh}有无法解码的字符，已用“\u{fffd}”代替"),
                format!("{en} characters that could not be decoded; they are shown as \u{fffd}"),
            ),
            Wording::new("请对照原文补上这些字", "compare the original and put in the missing characters"),
        )
    });
    let control = |text: &str| text.chars().any(|character| character.is_control() && character != '\t');
    note_lines(lines, control, notes, "control-characters", |zh, en| {
        (
            Wording::new(
                format!("{zh}有看不见的控制字符"),
                format!("{en} control characters that cannot be seen"),
            ),
            Wording::new("请检查这一行是否完整", "check that the line is complete"),
        )
    });
    let private = |text: &str| text.contains(|character| ('\u{e000}'..='\u{f8ff}').contains(&character));
    note_lines(lines, private, notes, "private-characters", |zh, en| {
        (
            Wording::new(
                format!("{zh}有自造字或符号字体的字符，在别处可能无法显示"),
                format!("{en} characters of a private font, which other programs may not show"),
            ),
            Wording::new("请改成通用汉字或符号", "put an ordinary character in their place"),
        )
    });
}

fn note_lines(
    lines: &[Line],
    matches: impl Fn(&str) -> bool,
    notes: &mut Notes,
    code: &str,
    wording: impl Fn(&str, &str) -> (Wording, Wording),
) {
    let mut found = 0;
    let mut first_unnamed = None;
    for line in lines.iter().filter(|line| matches(&line.text)) {
        found += 1;
        if found <= limits::NOTES_MAX {
            let (what, remedy) = wording("这一行", "this line has");
            notes.warn(code, Some(line.number), what, remedy);
        } else {
            first_unnamed.get_or_insert(line.number);
        }
    }
    if first_unnamed.is_some() {
        let more = found - limits::NOTES_MAX;
        let (what, remedy) =
            wording(&format!("自此还有 {more} 行"), &format!("from here on {more} more lines have"));
        notes.warn(code, first_unnamed, what, remedy);
    }
}
