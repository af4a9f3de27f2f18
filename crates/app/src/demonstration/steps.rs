use std::collections::BTreeMap;

use form::{Input, Kind};
use pack::StepEntry;
use store::cases;

use super::people::Person;
use crate::cases::{Taking, start, take};
use crate::records::Mode;
use crate::{Actor, App, Error, files};

/// The numbers of the cases by what the table calls them.
pub(super) type Numbers = BTreeMap<String, String>;

/// Somebody takes a step of a case, as anybody would; the first one starts it.
pub(super) async fn taken(
    app: &App,
    people: &[Person],
    numbers: &mut Numbers,
    entry: &StepEntry,
) -> Result<(), Error> {
    let place = &entry.place;
    let person = people.iter().find(|person| person.sign_in.name == entry.by);
    let person = person.ok_or_else(|| Error::broken(format!("{place}: nobody is called {}", entry.by)))?;
    let actor = &person.actor;
    let given = given(app, actor, entry).await?;
    let taking = Taking { reason: entry.reason.clone(), ..Taking::new(&entry.step, given) };
    let number = match entry.case.split_once('/') {
        Some((opener, value)) => Some(opened(app, numbers, entry, (opener, value)).await?),
        None => numbers.get(&entry.case).cloned(),
    };
    let outcome = match &number {
        Some(number) => take(app, actor, number, &taking, Mode::Save).await,
        None => start(app, actor, &entry.procedure, &taking, Mode::Save).await,
    };
    match outcome {
        Ok(taken) => {
            numbers.extend(taken.number.map(|number| (entry.case.clone(), number)));
            Ok(())
        }
        Err(Error::Invalid(mut problems)) => {
            for problem in &mut problems {
                let field = problem.place.field.take();
                problem.place = place.clone();
                problem.place.field = field;
            }
            Err(Error::Invalid(problems))
        }
        Err(error) => Err(Error::broken(format!("{place}: {error}"))),
    }
}

/// The newest case of a procedure that another case opened and that holds a value in one of its fields.
async fn opened(
    app: &App,
    numbers: &Numbers,
    entry: &StepEntry,
    (opener, value): (&str, &str),
) -> Result<String, Error> {
    let missing = || Error::broken(format!("{}: {opener} opened no such case", entry.place));
    let number = numbers.get(opener).ok_or_else(missing)?;
    let reader = app.store().reader().await?;
    let opener = cases::get(&reader, number).await?.ok_or_else(missing)?;
    let holds = |case: &cases::Current| {
        let mut values = case.fields.values().flat_map(form::Value::values);
        case.procedure == entry.procedure && values.any(|it| it.as_text() == Some(value))
    };
    let found = cases::children(&reader, opener.id).await?.into_iter().rev().find(holds);
    Ok(found.ok_or_else(missing)?.number)
}

/// What is written into the fields; the files that it names are sent first.
async fn given(app: &App, actor: &Actor, entry: &StepEntry) -> Result<Input, Error> {
    let declarations = app.declarations();
    let procedure = declarations.procedures.get(&entry.procedure);
    let mut given = Input::new();
    for (id, written) in &entry.fields {
        let is_file = procedure.and_then(|it| it.form.field(id)).is_some_and(|it| it.kind == Kind::File);
        let text = if is_file {
            let text = declarations.pack.text(written).map_err(Error::Invalid)?;
            let text = text.ok_or_else(|| Error::broken(format!("{}: no file {written}", entry.place)))?;
            let name = written.rsplit('/').next().unwrap_or(written);
            files::keep(app, actor, id, (name, text.as_bytes())).await?.reference
        } else {
            written.clone()
        };
        given.insert(id.clone(), vec![text]);
    }
    Ok(given)
}
