use app::cases::Context;
use app::indicators::Card;
use plan::Proof;

use super::Attempt;
use crate::components::{Cell, Column, Light, Summary, SummaryRow, Table};
use crate::page::Page;
use crate::pages::duties::{light, proof_named};
use crate::pages::indicators::{known_value, light as indicator_light, path, titled, wanted, why};
use crate::records::Look;

/// What is known already of the duty that a case is about.
pub(super) struct Known {
    /// How it stands, and why.
    pub(super) light: Option<(Light, Vec<String>)>,
    /// What has to prove it, and how much of that is accepted.
    pub(super) proofs: Option<Table>,
    /// What the indicators come to that measure targets of its task, read from records.
    pub(super) figures: Option<Table>,
    /// What was said the last time: the case, and field by field.
    pub(super) before: Option<(String, String, Summary)>,
}

impl Attempt {
    /// What is known already, for steps that ask for something.
    pub(super) fn known(&self, context: &Context) -> Known {
        let (page, words) = (&self.page, self.page.words);
        let standing = context.standing.as_ref();
        let proof = |proof: &Proof| {
            vec![
                Cell::Text(proof_named(&self.page, proof)),
                Cell::Figure(proof.due.to_string()),
                Cell::Figure(proof.wanted.to_string()),
                Cell::Figure(proof.accepted.to_string()),
            ]
        };
        let proofs = standing.filter(|standing| !standing.proofs.is_empty()).map(|standing| Table {
            words,
            caption: words.duties_proofs().to_owned(),
            columns: vec![
                Column::text(words.duties_proof_what()),
                Column::text(words.duties_due()),
                Column::number(words.duties_wanted()),
                Column::number(words.duties_accepted()),
            ],
            rows: standing.proofs.iter().map(proof).collect(),
        });
        let names = self.shown.as_ref().map(|shown| &shown.names);
        let before = context.before.as_ref().zip(names).map(|((number, _), names)| {
            let look = Look { page, codes: &self.declarations.codes, names };
            let row = |field: &form::Field| {
                let value = Cell::Text(look.text(field, context.said(&field.id)?));
                Some(SummaryRow { term: words.title(&field.title), value, action: None })
            };
            let asked = self.asked_of_all().fields;
            let rows = asked.iter().filter_map(row).collect();
            (page.href(&app::cases::path(number)), number.clone(), Summary { rows })
        });
        Known {
            light: standing.map(|standing| {
                let reasons = standing.judged.reasons.iter().map(|why| words.of(why).to_owned());
                (light(words, standing.judged.light), reasons.collect())
            }),
            proofs,
            figures: figures(page, &context.figures),
            before: before.filter(|(.., said)| !said.rows.is_empty()),
        }
    }
}

/// The figures of indicators, which nobody types: each with what the plan wants and where it is defined.
fn figures(page: &Page, cards: &[Card]) -> Option<Table> {
    let words = page.words;
    let row = |card: &Card| {
        let here = path(page, &card.indicator);
        let figure = known_value(words, card).unwrap_or_else(|| words.indicators_no_data().to_owned());
        vec![
            Cell::Link { href: page.href(&here), text: titled(words, &card.indicator) },
            Cell::Figure(figure),
            card.bound.as_ref().map_or(Cell::Nothing, |bound| Cell::Text(wanted(words, bound))),
            Cell::Light(indicator_light(words, card.judgement.light)),
            Cell::Text(why(words, card)),
            Cell::Link {
                href: page.href(&format!("{here}/definition")),
                text: words.known_definition().to_owned(),
            },
        ]
    };
    (!cards.is_empty()).then(|| Table {
        words,
        caption: words.known_figures().to_owned(),
        columns: vec![
            Column::text(words.indicators_indicator()),
            Column::number(words.indicators_value()),
            Column::text(words.indicators_target()),
            Column::text(words.indicators_state()),
            Column::text(words.indicators_why()),
            Column::text(words.known_definition()),
        ],
        rows: cards.iter().map(row).collect(),
    })
}
