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
    // A number is the id of the procedure, the year, and a count.
    let procedure = declarations.procedures.get(number.rsplitn(3, '-').nth(2)?)?;
    Some(procedure.step(act)?.title.clone())
}
