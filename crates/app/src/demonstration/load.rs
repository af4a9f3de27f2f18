use pack::ImportEntry;

use super::people::Person;
use crate::imports::{self, NewFile, State};
use crate::{App, Error, jobs};

/// Somebody loads a file of the pack, as anybody would; rows that cannot be read are set aside.
pub(super) async fn loaded(app: &App, people: &[Person], entry: &ImportEntry) -> Result<(), Error> {
    let place = &entry.place;
    let person = people.iter().find(|person| person.sign_in.name == entry.by);
    let person = person.ok_or_else(|| Error::broken(format!("{place}: nobody is called {}", entry.by)))?;
    let actor = &person.actor;
    let text = app.declarations().pack.text(&entry.file).map_err(Error::Invalid)?;
    let text = text.ok_or_else(|| Error::broken(format!("{place}: no file {}", entry.file)))?;
    let mut upload = imports::upload(app, actor)?;
    upload.write(text.as_bytes())?;
    let new = NewFile {
        ledger: &entry.ledger,
        name: entry.file.rsplit('/').next().unwrap_or(&entry.file),
        as_of: Some(entry.as_of),
        source: &entry.source,
        note: "",
    };
    let id = imports::take_in(app, actor, &new, upload).await?;
    imports::check(app, actor, id).await?;
    jobs::run_due(app).await?;
    imports::confirm(app, actor, id).await?;
    jobs::run_due(app).await?;
    match imports::see(app, actor, id).await?.state {
        State::Loaded => Ok(()),
        state => Err(Error::broken(format!("{place}: the file is {}", state.name()))),
    }
}
