//! How texts of XML are written in cells.

/// A text without line ends and blanks that only arrange the XML.
pub(super) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A day as `2024-05-17`, of `20240517` or a day with a time zone. What is neither stays as it is.
pub(super) fn day(text: &str) -> String {
    let is_digits =
        |part: Option<&str>| part.is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    if text.len() == 8 && is_digits(Some(text)) {
        let part = |range| text.get(range).unwrap_or_default();
        return [part(0..4), part(4..6), part(6..8)].join("-");
    }
    if is_digits(text.get(..4)) && text.get(4..5) == Some("-") {
        return text.get(..10).unwrap_or(text).to_owned();
    }
    text.to_owned()
}

/// A class of the IPC without the year of its version: `D05C 11/24` of `D05C   11/24    (2006.01)`.
pub(super) fn ipc(text: &str) -> String {
    text.split('(').next().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}
