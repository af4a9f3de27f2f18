use app::indicators::Cockpit;
use app::plans::{Question, Standing};
use plan::Target;

use crate::components::Light;
use crate::page::Page;
use crate::pages::indicators;
use crate::pages::plan::wanted;

/// A number that the plan wants reached: with the figure of the indicator that is bound to it, otherwise grey, whatever anybody says.
pub(super) struct Indicator {
    pub(super) title: String,
    /// The page of its figure, or of the questions on which it waits; none as long as nobody counts it.
    pub(super) href: Option<String>,
    /// What is wanted, and by when.
    pub(super) wanted: String,
    /// What it comes to.
    pub(super) value: Option<String>,
    /// How it is judged; grey what nobody counts.
    pub(super) light: Light,
    /// How it is judged, or what is missing before it can be counted.
    pub(super) why: String,
}

/// The numbers that the plan in force wants reached.
pub(super) fn of(
    page: &Page,
    standing: &Standing,
    questions: &[Question],
    cockpit: &Cockpit,
) -> Vec<Indicator> {
    if !standing.binds() {
        return Vec::new();
    }
    let words = page.words;
    let indicator = |(at, target): (usize, &Target)| {
        let open = questions.iter().filter(|it| it.is_open() && it.targets.contains(&at)).count();
        let by = target.by.as_ref().map(|by| words.cockpit_target_by(by)).unwrap_or_default();
        let card = cockpit.cards.iter().find(|card| card.measures(at));
        let waits = cockpit.waiting.contains(&at);
        let missing = match open {
            _ if waits => words.cockpit_target_waits().to_owned(),
            0 => words.cockpit_target_source().to_owned(),
            open => words.cockpit_target_questions(open),
        };
        let answers = waits.then(|| page.href("/indicators/questions"));
        Indicator {
            title: target.subject.clone(),
            href: card.map(|card| page.href(&indicators::path(page, &card.indicator))).or(answers),
            wanted: format!("{}{by}", wanted(target)),
            value: card.and_then(|card| indicators::known_value(words, card)),
            light: card
                .filter(|card| indicators::known_value(words, card).is_some())
                .map_or(Light::NoData(words), |card| indicators::light(words, card.judgement.light)),
            why: card.map_or(missing, |card| indicators::why(words, card)),
        }
    };
    standing.plan.targets.iter().enumerate().map(indicator).collect()
}
