use std::borrow::Cow;

use super::characters::{breaks_line, is_invisible, trimmed, turns_around};
use crate::fault::Fault;

/// Text of one line: trimmed, every run of blanks and line breaks one blank, what is not seen dropped.
///
/// # Errors
/// Refuses control characters, characters that turn the direction of writing and the sign of a wrong decoding.
pub(crate) fn one_line(text: &str) -> Result<Cow<'_, str>, Fault> {
    let text = trimmed(text);
    if is_clean(text)? {
        return Ok(Cow::Borrowed(text));
    }
    let mut line = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_invisible(*c)) {
        if !c.is_whitespace() {
            line.push(c);
        } else if !line.ends_with(' ') {
            line.push(' ');
        }
    }
    Ok(Cow::Owned(line))
}

/// Text of several lines: trimmed, every break of lines `\n`, no blanks at the end of lines, what is not seen dropped.
///
/// # Errors
/// Refuses the same characters as [`one_line`].
pub(crate) fn lines(text: &str) -> Result<String, Fault> {
    let text = trimmed(text).replace("\r\n", "\n");
    let mut lines = String::with_capacity(text.len());
    for line in text.split(breaks_line) {
        is_clean(line)?;
        lines.extend(line.chars().filter(|c| !is_invisible(*c)));
        lines.truncate(lines.trim_end_matches(|c| c != '\n' && char::is_whitespace(c)).len());
        lines.push('\n');
    }
    lines.pop();
    Ok(lines)
}

/// Whether a line can be kept as it stands.
fn is_clean(line: &str) -> Result<bool, Fault> {
    let (mut clean, mut after_blank) = (true, false);
    for c in line.chars() {
        refuse(c)?;
        clean &= !is_invisible(c) && (c == ' ' && !after_blank || !c.is_whitespace());
        after_blank = c == ' ';
    }
    Ok(clean)
}

fn refuse(c: char) -> Result<(), Fault> {
    if c == '\u{fffd}' {
        return Err(Fault::fixed(
            "wrong-encoding",
            (
                "含有乱码字符“\u{fffd}”，说明文件曾按错误的编码读取",
                "it holds \u{fffd}: a file was read in the wrong encoding",
            ),
            ("请从来源处另存为UTF-8编码后重新提供", "save the source again in UTF-8"),
        ));
    }
    if turns_around(c) {
        return Err(Fault::fixed(
            "turned-around",
            (
                "含有改变文字方向的隐藏字符，显示与实际内容不一致",
                "a hidden character turns the direction of writing, so it reads otherwise than it is",
            ),
            ("请重新键入，不要粘贴", "type it anew instead of pasting it"),
        ));
    }
    if c.is_control() && c != '\t' && !breaks_line(c) || matches!(c, '\u{fffe}' | '\u{ffff}') {
        return Err(Fault::fixed(
            "control-character",
            ("含有控制字符，内容可能已损坏", "it holds a control character and may be damaged"),
            ("请重新键入，或从来源处重新导出", "type it anew, or export it again from its source"),
        ));
    }
    Ok(())
}
