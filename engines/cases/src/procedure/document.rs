use kernel::Wording;
use serde::Serialize;

/// An official document that a step makes, such as a slip on paper. Its number follows from the office that acts and the year, without
/// a gap; its text from what the case said when the step was taken, so that it reads the same for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Document {
    /// A stable name.
    pub id: String,
    /// What it is called on a page.
    pub title: Wording,
    /// The step that makes it.
    pub step: String,
    /// What stands in the number after the mark of the office: 督 in 示知办督〔2026〕5号.
    pub mark: String,
    /// The field of kind body with those to whom it goes; none for a document to everybody.
    pub to: Option<String>,
    /// The title of the document, with `{field}` and `{clock:id}`; official documents are in Chinese.
    pub heading: String,
    /// The paragraphs, likewise; one whose fields the case does not say is left out.
    pub text: Vec<String>,
}

/// What stands in braces in a text.
pub(crate) fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(inner, _)| inner))
}

/// A text with what stands in braces filled in, and whether all of it was known; what is not known is left out.
pub fn fill(text: &str, value: impl Fn(&str) -> Option<String>) -> (String, bool) {
    let (mut filled, mut is_whole) = (String::new(), true);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else { break };
        match value(name) {
            Some(value) => filled.push_str(&value),
            None => is_whole = false,
        }
        rest = after;
    }
    filled.push_str(rest);
    (filled, is_whole)
}
