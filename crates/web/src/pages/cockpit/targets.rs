use app::indicators::{Card, Cockpit, Foreseen};
use app::plans::{Question, Standing};
use indicators::{Light as Colour, State};
use plan::Target;

use crate::components::{Chart, Light};
use crate::page::Page;
use crate::pages::indicators as figures;
use crate::pages::plan::wanted;
use crate::words::Words;

/// Where what waits for an answer is answered.
const QUESTIONS: &str = "/indicators/questions";

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
    /// Whether nobody has to act: on paper it takes a line or two behind the others.
    pub(super) is_quiet: bool,
    /// Of which day the figure tells.
    pub(super) as_of: Option<String>,
    /// Whether that is not today: on paper only this is told of each.
    pub(super) is_of_another_day: bool,
    /// What it came to before, if anything was kept of that.
    pub(super) trend: Option<Chart>,
    /// How it is judged, or what is missing before it can be counted.
    pub(super) why: String,
    /// That it will miss the target if it goes on as it did.
    pub(super) outlook: Option<String>,
    /// Who acts where it is not green, and by when.
    pub(super) acts: Option<String>,
}

/// The numbers that the plan in force wants reached, in the order of the plan; then the words that are read as numbers, and last those
/// whose number nobody has decided.
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
    let target = |(at, target): (usize, &Target)| {
        let by = target.by.as_ref().map(|by| words.cockpit_target_by(by)).unwrap_or_default();
        let wanted = format!("{}{by}", wanted(target));
        if let Some(card) = cockpit.cards.iter().find(|card| card.measures(at)) {
            return measured(page, cockpit, card, (target.subject.clone(), wanted));
        }
        let open = questions.iter().filter(|it| it.is_open() && it.targets.contains(&at)).count();
        let waits = cockpit.waiting.contains(&at);
        let missing = match open {
            _ if waits => words.cockpit_target_waits().to_owned(),
            0 => words.cockpit_target_source().to_owned(),
            open => words.cockpit_target_questions(open),
        };
        let href = waits.then(|| page.href(QUESTIONS));
        Indicator::uncounted(page, (target.subject.clone(), href), wanted, missing)
    };
    let targets = standing.plan.targets.iter().enumerate().map(target);
    let is_elsewhere = |card: &&Card| card.bound.as_ref().is_some_and(|bound| bound.at.is_some());
    let read = cockpit.cards.iter().filter(|card| !is_elsewhere(card)).filter_map(|card| {
        let bound = card.bound.as_ref()?;
        let by = bound.target.by.map(|by| words.cockpit_target_by(by)).unwrap_or_default();
        let wanted = format!("{}{by}", figures::wanted(words, bound));
        Some(measured(page, cockpit, card, (bound.said.subject.clone(), wanted)))
    });
    let undecided = cockpit.undecided.iter().map(|(indicator, quote)| {
        let named = (indicator.title.zh.clone(), Some(page.href(QUESTIONS)));
        let wanted = words.indicators_quoted(quote);
        let missing = match indicator.state {
            State::Draft => words.cockpit_target_waits(),
            State::Approved => words.cockpit_target_undecided(),
        };
        Indicator::uncounted(page, named, wanted, missing.to_owned())
    });
    targets.chain(read).chain(undecided).collect()
}

/// A target with the figure of the card that measures it.
fn measured(page: &Page, cockpit: &Cockpit, card: &Card, (title, wanted): (String, String)) -> Indicator {
    let words = page.words;
    let shown = || card.is_judged().then(|| figures::value(words, card));
    let value = figures::known_value(words, card).or_else(shown);
    let light = card.light().map_or(Light::NoData(words), |colour| figures::light(words, colour));
    Indicator {
        href: Some(page.href(&figures::path(page, &card.indicator))),
        wanted,
        as_of: value.is_some().then(|| words.cockpit_as_of(card.told_of())),
        is_of_another_day: card.told_of() != page.site.app.today(),
        trend: value.is_some().then(|| trend(page, cockpit, card, &title)).flatten(),
        acts: acts(page, cockpit, card),
        outlook: outlook(words, cockpit, card),
        light,
        is_quiet: !matches!(card.light(), Some(Colour::Red | Colour::Yellow)),
        value,
        why: figures::why(words, card),
        title,
    }
}

/// The miss that is foretold; that there are too few points to tell stands on the page of the indicator.
fn outlook(words: Words, cockpit: &Cockpit, card: &Card) -> Option<String> {
    let foreseen = cockpit.foreseen.get(&card.indicator.id)?;
    matches!(foreseen, Foreseen::Forecast(_)).then(|| figures::outlook(words, card, *foreseen))?
}

/// The line of what was kept of closed periods, with the figure of now; its label says where it begins and where it ends.
fn trend(page: &Page, cockpit: &Cockpit, card: &Card, title: &str) -> Option<Chart> {
    let words = page.words;
    let points = cockpit.trends.get(&card.indicator.id)?;
    let (first, last) = (points.first()?, points.last()?);
    let label =
        words.cockpit_trend(title, first.as_of, words.of(&first.text), last.as_of, words.of(&last.text));
    figures::line(words, card, label, points).map(Chart::small)
}

/// Who acts where it is not green, and by when: whoever leads the tasks of it, or else whoever answers for the figure.
fn acts(page: &Page, cockpit: &Cockpit, card: &Card) -> Option<String> {
    let words = page.words;
    if !matches!(card.judgement.light, Colour::Red | Colour::Yellow) {
        return None;
    }
    let by = card.bound.as_ref()?.target.by?;
    let leads = cockpit.leads.get(&card.indicator.id).filter(|leads| !leads.is_empty());
    let who = match leads {
        Some(leads) => leads.join(words.comma()),
        None => {
            let declarations = page.site.app.declarations();
            let role = &card.indicator.role.value;
            declarations.roles.get(role).map_or_else(|| role.clone(), |role| words.title(&role.title))
        }
    };
    Some(words.cockpit_acts(who, by))
}

impl Indicator {
    /// A target that nothing counts, with what is missing before anything does.
    fn uncounted(
        page: &Page,
        (title, href): (String, Option<String>),
        wanted: String,
        missing: String,
    ) -> Indicator {
        let light = Light::NoData(page.words);
        Indicator {
            title,
            href,
            wanted,
            value: None,
            light,
            is_quiet: true,
            why: missing,
            outlook: None,
            as_of: None,
            is_of_another_day: false,
            trend: None,
            acts: None,
        }
    }
}
