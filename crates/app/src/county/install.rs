use jiff::SignedDuration;
use kernel::{Problem, Severity};
use ledger::Ledger;
use pack::Pack;
use store::cases as rows;
use store::ledgers::prepare;
use store::packs;

use super::fit::{declared_before, misfits};
use super::news::what_is_new;
use super::seeds::{self, SeedDifference, differences};
use super::{check, former};
use crate::jobs::{self, Work};
use crate::{Act, Actor, App, Declarations, Error, Subject, may};

/// Clocks are computed anew so long after a pack was installed: by then it is the one that the program uses.
const REPROJECT_AFTER: SignedDuration = SignedDuration::from_secs(10);

/// What installing a pack did.
#[derive(Debug)]
pub struct Installed {
    /// Whether the pack is another one than before.
    pub is_new: bool,
    /// What becomes of records that are not as the pack declares them; warnings only.
    pub problems: Vec<Problem>,
    /// What its seeds say otherwise than the database, for people to decide.
    pub differences: Vec<SeedDifference>,
}

/// Installs a pack: keeps its declarations, makes the tables fit, and uses it from now on.
///
/// # Errors
/// [`Error::NotAllowed`] if the actor may not install packs, [`Error::Invalid`] with every problem of the pack, and if
/// there are records that it cannot be used with, [`Error::Conflict`] if it is that of another county.
pub async fn install(app: &App, actor: &Actor, pack: Pack) -> Result<Installed, Error> {
    may(actor, Act::InstallPack, Subject::County).map_err(Error::NotAllowed)?;
    let mut declarations = Declarations::read(pack).map_err(Error::Invalid)?;
    let (county, name) = (app.store().installation().await?.county, &declarations.pack.manifest().name);
    if county != *name {
        return Err(super::other_county(&county, name));
    }
    let kept = keep(app, &declarations, actor).await?;
    let differences = differences(app, &declarations).await?;
    former::remember(&app.store().reader().await?, &mut declarations).await?;
    app.declare(declarations);
    Ok(Installed { is_new: kept.is_new, problems: kept.problems, differences })
}

/// What keeping the files of a pack did.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// Whether any pack of the chain is another one than before.
    is_new: bool,
    /// What becomes of records that are not as it declares them; warnings only.
    pub(super) problems: Vec<Problem>,
}

/// Makes the tables fit what is declared, and keeps every file of the pack and of those it extends.
pub(super) async fn keep(app: &App, declarations: &Declarations, actor: &Actor) -> Result<Kept, Error> {
    let mut kept = Kept::default();
    let new = not_in_force(app, &declarations.pack).await?;
    let mut new_ledgers = Vec::new();
    if !new.is_empty() {
        kept.is_new = true;
        if !packs::in_force(&app.store().reader().await?).await?.is_empty() {
            check(&declarations.pack)?;
        }
        let former = declared_before(app).await?;
        kept.problems = misfits(app, declarations, former.as_deref().unwrap_or_default()).await?;
        new_ledgers = new_of(declarations, former.as_deref());
        if kept.problems.iter().any(|problem| problem.severity == Severity::Error) {
            return Err(Error::Invalid(kept.problems));
        }
    }
    // Also when the pack is in force: a start of the program may have been cut short between its tables and its files.
    for ledger in declarations.ledgers.values() {
        prepare(app.store(), ledger).await?;
    }
    // Before the pack is in force: a start that is cut short here finds them new once more.
    for ledger in new_ledgers {
        seeds::load_once(app, declarations, ledger, actor).await?;
    }
    for (pack, digest) in new {
        let name = &pack.manifest().name;
        let files = pack.contents().map_err(Error::Invalid)?;
        let files = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
        let write = app.begin(actor, Act::InstallPack.id(), ("pack", name), Some(&digest)).await?;
        packs::install(&write, name, &digest, files).await?;
        // Ends of clocks rest on the calendar and the law; each chunk says why they moved.
        if !rows::open_clocks(&write, (0, ""), 1).await?.is_empty() {
            let news = what_is_new(&app.declarations(), declarations, name);
            let at = app.now().saturating_add(REPROJECT_AFTER).unwrap_or(app.now());
            jobs::make_at(app, &write, &Work::reproject(news), None, at).await?;
        }
        write.commit().await?;
    }
    Ok(kept)
}

/// The ledgers that a county has from now on. One that is just being made loads its seeds by itself.
fn new_of<'d>(declarations: &'d Declarations, former: Option<&[Ledger]>) -> Vec<&'d Ledger> {
    let Some(former) = former else { return Vec::new() };
    let is_new = |ledger: &&Ledger| former.iter().all(|before| before.id != ledger.id);
    declarations.ledgers.values().filter(is_new).collect()
}

/// The packs of the chain that are not those in force, each with its digest.
async fn not_in_force<'p>(app: &App, pack: &'p Pack) -> Result<Vec<(&'p Pack, String)>, Error> {
    let in_force = packs::in_force(&app.store().reader().await?).await?;
    let mut new = Vec::new();
    for pack in pack.chain() {
        let digest = pack.digest().map_err(Error::Invalid)?;
        let is_this = |name: &str, kept: &str| *name == pack.manifest().name && *kept == digest;
        if !in_force.iter().any(|installed| is_this(&installed.name, &installed.digest)) {
            new.push((pack, digest));
        }
    }
    Ok(new)
}
