use std::sync::Arc;

use cases::Procedure;
use kernel::Wording;

use super::{annul, remind, reproject};
use crate::Declarations;

/// What an act of the trail on the case of this number is called: the title of the step, or what was done to the case.
pub fn title_of_act(declarations: &Declarations, number: &str, act: &str) -> Option<Wording> {
    match act {
        annul::ACT => return Some(Wording::new("撤销上一步", "annulled the last step")),
        remind::ACT => return Some(Wording::new("到期提醒", "reminded of a last day")),
        reproject::ACT => return Some(Wording::new("重新计算期限", "computed the clocks anew")),
        _ => {}
    }
    Some(procedure_of(declarations, number)?.step(act)?.title.clone())
}

/// The procedure of the case of this number; none for what is no number of a case.
pub(crate) fn procedure_of<'d>(declarations: &'d Declarations, number: &str) -> Option<&'d Arc<Procedure>> {
    // A number is the id of the procedure, the year, and a count.
    let mut parts = number.rsplitn(3, '-');
    let is_count = |part: Option<&str>| part.is_some_and(|part| part.parse::<u32>().is_ok());
    let is_number = is_count(parts.next()) && is_count(parts.next());
    declarations.procedures.get(parts.next().filter(|_| is_number)?)
}
