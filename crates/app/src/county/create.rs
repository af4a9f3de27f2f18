use jiff::civil::Date;
use pack::Pack;
use store::{NewInstallation, Settings, Store};

use super::{check, install, seeds};
use crate::{Actor, App, Clock, Declarations, Error, Surroundings};

/// Makes the database of a county out of its pack, with its tables and its seeds.
///
/// # Errors
/// [`Error::Invalid`] with every problem of the pack; what the store says, such as that there is a database already. Only a
/// demonstration takes a clock that is set.
pub async fn create(
    settings: &Settings,
    pack: Pack,
    is_demonstration: bool,
    clock: Clock,
    surroundings: Surroundings,
) -> Result<App, Error> {
    create_until(settings, pack, is_demonstration, clock, surroundings, None).await
}

/// The same, with the seeds that say something until a day alone.
pub(crate) async fn create_until(
    settings: &Settings,
    pack: Pack,
    is_demonstration: bool,
    clock: Clock,
    surroundings: Surroundings,
    until: Option<Date>,
) -> Result<App, Error> {
    if !is_demonstration && matches!(clock, Clock::Demonstration(_)) {
        return Err(Error::broken("only a demonstration takes a clock that is set"));
    }
    check(&pack)?;
    let declarations = Declarations::read(pack).map_err(Error::Invalid)?;
    let county = declarations.pack.manifest().name.clone();
    let store = Store::create(settings, &NewInstallation { county, demo: is_demonstration }).await?;
    let app = App::new(store, declarations, clock, surroundings);
    let system = Actor::system();
    install::keep(&app, &app.declarations(), &system).await?;
    seeds::load(&app, &system, until).await?;
    Ok(app)
}
