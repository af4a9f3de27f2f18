//! Sentences with figures in them: the wording says where each stands.

use documents::official::{Block, Figure, Piece};

/// What stands around the place of a figure in a sentence, until it is taken apart; no wording has it.
const MARK: char = '\u{1}';

/// The figures of a sentence that is being put together.
#[derive(Default)]
pub(super) struct Sentence(Vec<Piece>);

impl Sentence {
    /// What is given to the wording for a figure: which one it is, what it is called, and what was counted.
    pub(super) fn figure(&mut self, id: &str, title: impl Into<String>, value: &str) -> String {
        let figure = Figure::new(id, title, value);
        self.0.push(figure.map_or_else(|| Piece::Words(value.to_owned()), Piece::Figure));
        format!("{MARK}{}{MARK}", self.0.len() - 1)
    }

    /// The paragraph that the wording made of it.
    pub(super) fn told(self, text: &str) -> Block {
        let piece = |(place, part): (usize, &str)| match part.parse::<usize>() {
            Ok(number) if place % 2 == 1 => self.0.get(number).cloned(),
            _ => Some(Piece::Words(part.to_owned())).filter(|_| !part.is_empty()),
        };
        Block::Paragraph(text.split(MARK).enumerate().filter_map(piece).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stand_where_the_wording_has_them() {
        let mut sentence = Sentence::default();
        let [late, all] = [("late", "12"), ("all", "172")].map(|(id, value)| sentence.figure(id, id, value));
        let none = sentence.figure("no id", "", "3");
        let words = |text: &str| Piece::Words(text.to_owned());
        let figure = |id: &str, value: &str| Piece::Figure(Figure::new(id, id, value).unwrap());
        let expected =
            vec![words("全部"), figure("all", "172"), figure("late", "12"), words("项，1"), words("3")];
        assert_eq!(sentence.told(&format!("全部{all}{late}项，1{none}")), Block::Paragraph(expected));
        assert_eq!(Sentence::default().told("1"), Block::paragraph("1"));
    }
}
