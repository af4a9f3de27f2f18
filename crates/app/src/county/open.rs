use kernel::Wording;
use pack::Pack;
use store::{Settings, Store};

use super::install;
use crate::{Actor, App, Clock, Declarations, Error, Surroundings};

/// Opens the database of a county with its pack. A pack that is not the one installed is installed first, so that its
/// tables fit.
///
/// # Errors
/// [`Error::Invalid`] with every problem of the pack, [`Error::Conflict`] if the database belongs to another county, what
/// the store says.
pub async fn open(settings: &Settings, pack: Pack, surroundings: Surroundings) -> Result<App, Error> {
    let declarations = Declarations::read(pack).map_err(Error::Invalid)?;
    let store = Store::open(settings).await?;
    let county = store.installation().await?.county;
    let name = &declarations.pack.manifest().name;
    if county != *name {
        return Err(Error::Conflict(Wording::new(
            format!("这个数据库属于“{county}”，数据包却是“{name}”；请换用 --pack {county}"),
            format!("this database belongs to {county}, and the pack is {name}; use --pack {county}"),
        )));
    }
    let app = App::new(store, declarations, Clock::System, surroundings);
    install::keep(&app, &Actor::system()).await?;
    Ok(app)
}
