use store::{Settings, Store};

use super::{former, kept};
use crate::{App, Clock, Declarations, Error, Surroundings};

/// Opens the database of a county to read it, beside the server that owns it, if there is one. Every change is refused.
///
/// # Errors
/// [`Error::Invalid`] with every problem of the installed pack; what the store says.
pub async fn look(settings: &Settings, surroundings: Surroundings) -> Result<App, Error> {
    let store = Store::look(settings).await?;
    let county = store.installation().await?.county;
    let pack = kept::kept(&store.reader().await?, &county).await?;
    let mut declarations = Declarations::read(pack).map_err(Error::Invalid)?;
    former::remember(&store.reader().await?, &mut declarations).await?;
    Ok(App::new(store, declarations, Clock::System, surroundings))
}
