use pack::Pack;
use store::{Settings, Store};

use super::{former, install, kept, other_county};
use crate::{Actor, App, Clock, Declarations, Error, Surroundings, jobs};

/// Opens the database of a county, with this pack or else with the one that is installed. A pack that is not the one
/// installed is installed first, so that its tables fit. The work of whoever had the database before, and may have been killed in the middle
/// of it, is let go of: who opens a database last has it alone.
///
/// # Errors
/// [`Error::Invalid`] with every problem of the pack, [`Error::Conflict`] if the database belongs to another county, what
/// the store says.
pub async fn open(settings: &Settings, pack: Option<Pack>, surroundings: Surroundings) -> Result<App, Error> {
    let store = Store::open(settings).await?;
    let county = store.installation().await?.county;
    let pack = match pack {
        Some(pack) => pack,
        None => kept::kept(&store.reader().await?, &county).await?,
    };
    let name = &pack.manifest().name;
    if county != *name {
        return Err(other_county(&county, name));
    }
    let mut declarations = Declarations::read(pack).map_err(Error::Invalid)?;
    former::remember(&store.reader().await?, &mut declarations).await?;
    let app = App::new(store, declarations, Clock::System, surroundings);
    for problem in install::keep(&app, &app.declarations(), &Actor::system()).await?.problems {
        // Without the sentence: it may name a record.
        tracing::warn!(code = problem.code, place = %problem.place, "records are not as the pack declares them");
    }
    jobs::take_over(&app).await?;
    Ok(app)
}
