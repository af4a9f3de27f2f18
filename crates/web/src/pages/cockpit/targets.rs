use app::plans::{Question, Standing};
use plan::Target;

use crate::page::Page;
use crate::pages::plan::wanted;

/// A number that the plan wants reached. Nobody counts it yet, so it is grey, whatever anybody says.
pub(super) struct Indicator {
    pub(super) title: String,
    /// What is wanted, and by when.
    pub(super) wanted: String,
    /// What is missing before it can be counted.
    pub(super) missing: String,
}

/// The numbers that the plan in force wants reached.
pub(super) fn of(page: &Page, standing: &Standing, questions: &[Question]) -> Vec<Indicator> {
    if !standing.binds() {
        return Vec::new();
    }
    let indicator = |(at, target): (usize, &Target)| {
        let words = page.words;
        let open = questions.iter().filter(|it| it.is_open() && it.targets.contains(&at)).count();
        let by = target.by.as_ref().map(|by| words.cockpit_target_by(by)).unwrap_or_default();
        Indicator {
            title: target.subject.clone(),
            wanted: format!("{}{by}", wanted(target)),
            missing: match open {
                0 => words.cockpit_target_source().to_owned(),
                open => words.cockpit_target_questions(open),
            },
        }
    };
    standing.plan.targets.iter().enumerate().map(indicator).collect()
}
