//! By whose competence a case is handled: the own, or that of somebody who delegated it or to whom it is referred.

use std::borrow::Cow;

use super::document::placeholders;
use super::{Document, Mode, Procedure, Step};

impl Procedure {
    /// The fields that say by whose competence a case is handled and prove it: none where it is the own.
    pub fn competence(&self) -> impl Iterator<Item = &str> {
        let fields = [&self.competent, &self.proof].into_iter().flatten().map(String::as_str);
        fields.filter(|_| self.mode != Mode::Own)
    }

    /// Whether a case does not begin by this step without the field, because nobody but who is competent may handle it.
    pub(crate) fn rests_on(&self, step: &Step, field: &str) -> bool {
        step.from.is_empty() && self.competence().any(|id| id == field)
    }

    /// The paragraphs of a document as they are declared. Where another is competent, the first says who, and by which document.
    pub fn paragraphs<'p>(&'p self, document: &'p Document) -> impl Iterator<Item = Cow<'p, str>> {
        let declared = document.text.iter().map(|text| Cow::Borrowed(text.as_str()));
        self.by_whom().map(Cow::Owned).into_iter().chain(declared)
    }

    /// What stands in braces in the heading and the paragraphs of a document.
    pub fn placeholders(&self, document: &Document) -> Vec<String> {
        let texts = self.paragraphs(document).chain([Cow::Borrowed(document.heading.as_str())]);
        texts.flat_map(|text| placeholders(&text).map(str::to_owned).collect::<Vec<_>>()).collect()
    }

    /// By whose competence a document is issued, with the fields in braces; official documents are in Chinese.
    fn by_whom(&self) -> Option<String> {
        let (competent, proof) = (self.competent.as_ref()?, self.proof.as_ref()?);
        match self.mode {
            Mode::Own => None,
            Mode::Delegated => Some(format!("受{{{competent}}}委托办理，委托文件：{{{proof}}}。")),
            Mode::Referral => Some(format!("本件由{{{competent}}}依法办理，移送文件：{{{proof}}}。")),
        }
    }
}
