//! What was sent becomes a proposal.

use app::records::{self, Given, Opened, Proposal};
use form::{Context, Field as Declared};
use kernel::{Place, Problem, Wording};
use ledger::Known;

use super::compose::{BASIS, FROM, INTO, REASON, SEEN, TO};
use super::kind::{Details, Statement};
use crate::input::Input;
use crate::records::{day_of, no_day};

/// The texts that a page showed for each field before anybody wrote into it.
pub(super) type Shown = std::collections::BTreeMap<String, Vec<String>>;

/// The proposal that a form makes, or every problem of what was sent.
pub(super) fn proposal(
    statement: Statement,
    opened: &Opened,
    key: &str,
    input: &Input,
    (shown, context): (&Shown, Context<'_>),
) -> Result<Proposal, Vec<Problem>> {
    let mut problems = Vec::new();
    let details = details(input, context, &mut problems);
    let given =
        if statement.has_fields() { given(statement, opened, input, shown) } else { form::Input::new() };
    if matches!(statement, Statement::Change | Statement::Correction) && given.is_empty() {
        problems.push(nothing_changed());
    }
    if statement == Statement::Merger && details.into.is_empty() {
        problems.push(no_other_record());
    }
    let said = statement.said(key, &details);
    if said.is_none() && !problems.iter().any(|problem| problem.place.field.as_deref() == Some(FROM)) {
        problems.push(no_day(FROM));
    }
    let seen = input.text(SEEN).parse::<Known>().ok();
    let given = if statement.has_fields() { Given::Texts(given) } else { Given::Nothing };
    // What else is wrong does not depend on the day, so a missing one does not hide it.
    let stand_in = || statement.said(key, &Details { from: Some(context.today), ..details.clone() });
    let Some(said) = said.or_else(stand_in) else { return Err(problems) };
    let proposal = Proposal { said, given, reason: input.text(REASON).to_owned(), seen };
    if problems.is_empty() {
        return Ok(proposal);
    }
    problems.extend(records::problems(opened, &proposal, context));
    Err(problems)
}

fn details(input: &Input, context: Context<'_>, problems: &mut Vec<Problem>) -> Details {
    let mut day = |name| match day_of(name, input.text(name), context) {
        Ok(day) => day,
        Err(more) => {
            problems.extend(more);
            None
        }
    };
    Details { from: day(FROM), to: day(TO), into: input.text(INTO).to_owned() }
}

/// The day as of which the form showed the record.
pub(super) fn basis(input: &Input, context: Context<'_>) -> Option<jiff::civil::Date> {
    day_of(BASIS, input.text(BASIS), context).ok().flatten()
}

/// The fields that are said: all of a new record, otherwise those whose text is another one than the page showed.
fn given(statement: Statement, opened: &Opened, input: &Input, shown: &Shown) -> form::Input {
    let texts = |field: &Declared| {
        let texts = input.texts(&field.id).iter().map(|text| text.trim().to_owned());
        texts.filter(|text| !text.is_empty()).collect::<Vec<String>>()
    };
    let asked = super::compose::asked(statement, opened).map(|field| (field.id.clone(), texts(field)));
    match statement {
        Statement::Creation => asked.filter(|(_, texts)| !texts.is_empty()).collect(),
        _ => asked.filter(|(id, texts)| shown.get(id).map_or(&[][..], Vec::as_slice) != texts).collect(),
    }
}

fn nothing_changed() -> Problem {
    Problem::error(
        "nothing-changed",
        Place::default(),
        Wording::new("没有改动任何内容", "nothing is different from what is recorded"),
        Wording::new("请修改需要改的内容", "change what is to be otherwise"),
    )
}

fn no_other_record() -> Problem {
    Problem::error(
        "no-other-record",
        Place::default().at_field(INTO),
        Wording::new("没有填写并入哪一条记录", "the other record is missing"),
        Wording::new("请填写那条记录的编号", "give the key of the record that goes on"),
    )
}
