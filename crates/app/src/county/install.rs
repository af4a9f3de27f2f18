use pack::Pack;
use store::ledgers::prepare;
use store::packs;

use super::seeds::{SeedDifference, differences};
use crate::{Act, Actor, App, Declarations, Error, Subject, may};

/// What installing a pack did.
#[derive(Debug)]
pub struct Installed {
    /// Whether the pack is another one than before.
    pub is_new: bool,
    /// What its seeds say otherwise than the database, for people to decide.
    pub differences: Vec<SeedDifference>,
}

/// Installs a pack: keeps its declarations, makes the tables fit, and uses it from now on.
///
/// # Errors
/// [`Error::NotAllowed`] if the actor may not install packs, [`Error::Invalid`] with every problem of the pack,
/// [`Error::Conflict`] if it is that of another county.
pub async fn install(app: &App, actor: &Actor, pack: Pack) -> Result<Installed, Error> {
    may(actor, Act::InstallPack, Subject::County).map_err(Error::NotAllowed)?;
    let declarations = Declarations::read(pack).map_err(Error::Invalid)?;
    let (county, name) = (app.store().installation().await?.county, &declarations.pack.manifest().name);
    if county != *name {
        return Err(super::other_county(&county, name));
    }
    let differences = differences(app, &declarations).await?;
    app.declare(declarations);
    let is_new = keep(app, actor).await?;
    Ok(Installed { is_new, differences })
}

/// Makes the tables fit what is declared, and keeps every file of the pack and of those it extends; tells whether any of them is
/// another one than before.
pub(super) async fn keep(app: &App, actor: &Actor) -> Result<bool, Error> {
    let declarations = app.declarations();
    for ledger in declarations.ledgers.values() {
        prepare(app.store(), ledger).await?;
    }
    let in_force = packs::in_force(&app.store().reader().await?).await?;
    let mut is_new = false;
    for pack in declarations.pack.chain() {
        let name = &pack.manifest().name;
        let digest = pack.digest().map_err(Error::Invalid)?;
        if in_force.iter().any(|installed| installed.name == *name && installed.digest == digest) {
            continue;
        }
        let files = pack.contents().map_err(Error::Invalid)?;
        let files = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
        let write = app.begin(actor, Act::InstallPack.id(), ("pack", name), Some(&digest)).await?;
        packs::install(&write, name, &digest, files).await?;
        write.commit().await?;
        is_new = true;
    }
    Ok(is_new)
}
