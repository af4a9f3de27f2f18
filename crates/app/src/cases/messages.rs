use std::collections::BTreeSet;

use cases::{Case, Event, Holding, Notice, Projection, Relation, Running, Who, fill};
use form::{Fields, Language};
use jiff::civil::Date;
use kernel::Wording;
use store::Db;

use super::begin::Known;
use super::follow::{Following, step_of};
use super::path;
use crate::accounts::Remembered;
use crate::grants::{Held, Holders};
use crate::{Error, inbox};

/// The clocks of a case with their ends.
type Clocks<'c> = [(&'c Running, Projection)];

/// Tells everybody whom the step names.
pub(super) async fn tell(
    at: &Following<'_>,
    case: &Case,
    event: &Event,
    clocks: &Clocks<'_>,
    known: &mut Known,
) -> Result<(), Error> {
    let Some(step) = step_of(event).and_then(|id| at.procedure.step(id)) else { return Ok(()) };
    let named: Vec<&String> = step.notices.iter().flat_map(Notice::named).map(|who| &who.role).collect();
    known.holders.look_up(at.write, named, at.app.today()).await?;
    for notice in &step.notices {
        let mut accounts = BTreeSet::new();
        for who in to_whom(&known.holders, notice, (at.number, &case.fields)) {
            let held = known.holders.of(&who.role);
            accounts.extend(meant_of(held, who, (at.number, &case.fields)).map(|held| held.account));
        }
        // Nobody is told what they have just done.
        accounts.retain(|account| Some(*account) != at.actor.account);
        if accounts.is_empty() {
            continue;
        }
        let draft = draft(at, case, clocks, notice);
        for account in accounts {
            inbox::put(at.app, at.write, account, draft.clone()).await?;
        }
    }
    Ok(())
}

/// A notice as it is put into an inbox.
pub(super) fn draft(at: &Following<'_>, case: &Case, clocks: &Clocks<'_>, notice: &Notice) -> inbox::Draft {
    let title = message(at, case, clocks, notice);
    let draft = if notice.to_do { inbox::Draft::to_do(title) } else { inbox::Draft::notice(title) };
    let running = clocks.iter().filter(|(running, _)| running.stopped.is_none());
    let first = running.filter_map(|(_, projection)| projection.due).map(|due| due.date).min();
    let draft = draft.leading_to(&path(at.number));
    let draft = match &notice.link {
        Some(step) => draft.signed_by_link(remembered(at, case, notice, step)),
        None => draft,
    };
    match first {
        Some(day) if notice.to_do => draft.due(day),
        _ => draft,
    }
}

/// What a link for sign-off remembers: the case, the step, and the body for which it is signed.
fn remembered(at: &Following<'_>, case: &Case, notice: &Notice, step: &str) -> String {
    let body = notice.to.iter().find_map(|who| match &who.relation {
        Relation::Of(field) => case.fields.get(field)?.as_text().map(str::to_owned),
        Relation::Any | Relation::Other(_) => None,
    });
    let remembered = Remembered { number: at.number.to_owned(), step: Some(step.to_owned()), body };
    serde_json::to_string(&remembered).expect("texts always serialize")
}

/// What a notice says in a case.
pub(super) fn message(at: &Following<'_>, case: &Case, clocks: &Clocks<'_>, notice: &Notice) -> Wording {
    Wording {
        zh: filled(at, case, clocks, &notice.message.zh, Language::Zh),
        en: filled(at, case, clocks, &notice.message.en, Language::En),
    }
}

/// The accounts that somebody means in a case, today: who has the role, for the county or for this case.
pub(super) async fn meant(
    db: &impl Db,
    who: &Who,
    case: (&str, &Fields),
    today: Date,
) -> Result<Vec<i64>, Error> {
    let mut holders = Holders::default();
    holders.look_up(db, [&who.role], today).await?;
    Ok(meant_of(holders.of(&who.role), who, case).map(|held| held.account).collect())
}

/// Whom a notice means in a case, by the holders of all roles that it names: those whom it names first, or where nobody is one of them,
/// those whom it names otherwise.
pub(super) fn to_whom<'n>(holders: &Holders, notice: &'n Notice, case: (&str, &Fields)) -> &'n [Who] {
    let is_somebody = |who: &Who| meant_of(holders.of(&who.role), who, case).next().is_some();
    if notice.otherwise.is_empty() || notice.to.iter().any(is_somebody) {
        &notice.to
    } else {
        &notice.otherwise
    }
}

/// Those who are meant in a case, of all who hold the role.
pub(super) fn meant_of<'h>(
    held: &'h [Held],
    who: &Who,
    (number, fields): (&str, &Fields),
) -> impl Iterator<Item = &'h Held> {
    held.iter().filter(move |held| {
        let holding = Holding { role: held.role.clone(), body: held.body.clone(), deputy_for: None };
        held.case.as_deref().is_none_or(|case| case == number) && who.is_meant(&holding, fields)
    })
}

/// The text with `{field}` and `{clock:id}` filled in; what is not known is left out.
fn filled(at: &Following<'_>, case: &Case, clocks: &Clocks<'_>, text: &str, language: Language) -> String {
    let value = |name: &str| match name.strip_prefix("clock:") {
        Some(id) => {
            let running = clocks.iter().rev().find(|(running, _)| running.clock == id);
            running.and_then(|(_, projection)| projection.due).map(|due| due.to_string())
        }
        None => {
            let field = at.procedure.form.field(name)?;
            Some(field.show(case.fields.get(name)?, language, &at.declarations.codes))
        }
    };
    fill(text, value).0
}
