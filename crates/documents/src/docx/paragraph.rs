use super::labels::Labels;
use super::styles::Styles;

/// A paragraph that is being read.
#[derive(Debug, Default)]
pub(crate) struct Paragraph {
    pub(crate) text: String,
    pub(crate) style: Option<String>,
    /// The list it says it belongs to; `0` takes it out of the list of its style.
    pub(crate) number: Option<String>,
    pub(crate) level: Option<usize>,
    /// Its end was deleted in tracked changes, so its text runs on into the next paragraph.
    pub(crate) end_is_deleted: bool,
    /// Lines of the text boxes that hang on it.
    pub(crate) boxes: Vec<String>,
}

impl Paragraph {
    /// Counts the paragraph in its list and returns its label.
    pub(crate) fn label(&self, styles: &Styles, labels: &mut Labels<'_>) -> String {
        let inherited = self.style.as_deref().and_then(|style| styles.numbering(style));
        let definitions = labels.definitions();
        let level_of_style = inherited.as_ref().and_then(|inherited| {
            definitions.level_of_style(inherited.number, inherited.style).or(inherited.level)
        });
        let level = self.level.or(level_of_style).unwrap_or(0);
        match (self.number.as_deref(), inherited) {
            (Some("0"), _) => String::new(),
            (Some(number), _) => labels.next(number, level),
            (None, Some(inherited)) if inherited.number != "0" => labels.next(inherited.number, level),
            (None, _) => String::new(),
        }
    }
}
