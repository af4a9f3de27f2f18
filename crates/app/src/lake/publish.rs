use kernel::{Place, Problem, Wording};
use ledger::{Known, Ledger};
use query::lake::{Publication, Published, PublishedLedger, Publisher, SigningKey};
use query::{Cut, Manifest, Shape};
use store::ledgers::last_change;
use store::{Db, operations};

use super::place::LakePlace;
use crate::indicators::write_base;
use crate::{Act, Actor, App, Deed, Error, Subject, may};

/// Publishes what everybody may see of the ledgers that the pack marks for the lake. Ledgers that did not change keep the snapshot
/// that is there; if nothing changed and the day is the same, nothing is written.
///
/// # Errors
/// [`Error::NotAllowed`]; [`Error::Invalid`] if the county has no code, or the lake cannot be written or holds what this key did not
/// sign; what the store says.
pub async fn publish(
    app: &App,
    actor: &Actor,
    lake: &LakePlace,
    key: &SigningKey,
) -> Result<Published, Error> {
    may(actor, Act::BackUp, Subject::County).map_err(Error::NotAllowed)?;
    let declarations = app.declarations();
    let division = declarations.pack.division().unwrap_or_default();
    lake.fetch_last(division).await.map_err(Error::Invalid)?;
    let publisher = Publisher::new(lake.folder(), division).map_err(Error::Invalid)?;
    let before = publisher.last(&key.public()).map_err(Error::Invalid)?;
    let demonstration = app.store().installation().await?.demo;
    let reader = app.store().reader().await?;
    let newest = operations::newest(&reader).await?;
    let cut = Cut {
        county: division.to_owned(),
        seq: newest,
        recorded_at: operations::get(&reader, newest)
            .await?
            .map(|it| it.recorded_at.to_string())
            .unwrap_or_default(),
        previous: None,
    };
    let mut ledgers = Vec::new();
    for id in declarations.pack.lake().map_err(Error::Invalid)? {
        let ledger = declarations.ledgers.get(&id).ok_or_else(|| Error::Invalid(vec![no_ledger(&id)]))?;
        let last = before.as_ref().and_then(|before| Some((before.ledger(&id)?, before.seq)));
        ledgers.push(published(&reader, &publisher, ledger, last, cut.clone()).await?);
    }
    drop(reader);
    if let Some(before) =
        before.clone().filter(|before| before.ledgers == ledgers && before.day >= app.today())
    {
        return Ok(Published { publication: before, is_new: false });
    }
    let publication = Publication {
        format: 1,
        county: division.to_owned(),
        day: app.today(),
        seq: newest,
        demonstration,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        ledgers,
        previous: before.as_ref().map(Publication::digest),
    };
    // Nothing leaves the county that its trail does not know of.
    let write = app.begin(actor, Deed::PublishToLake.id(), ("lake", division), None).await?;
    write.commit().await?;
    publisher.publish(&publication, key).map_err(Error::Invalid)?;
    lake.send(&publication).await.map_err(Error::Invalid)?;
    Ok(Published { publication, is_new: true })
}

/// The snapshot of a ledger that holds: the one that is published, or a new one.
async fn published(
    db: &impl Db,
    publisher: &Publisher,
    ledger: &Ledger,
    last: Option<(&PublishedLedger, Known)>,
    cut: Cut,
) -> Result<PublishedLedger, Error> {
    let shape = Shape::of(ledger).public().ok_or_else(|| Error::Invalid(vec![not_public(&ledger.id)]))?;
    if let Some((last, seq)) = last
        && publisher.is_of(last, &shape)
        && last_change(db, ledger).await? <= seq
    {
        return Ok(last.clone());
    }
    let folder = publisher.incoming(&ledger.id).map_err(Error::Invalid)?;
    write_base(db, ledger, &shape, cut, &folder).await?;
    let manifest = Manifest::read(&folder).map_err(|error| Error::Invalid(error.problems()))?;
    publisher.keep(&ledger.id, &manifest, last.map(|(last, _)| last)).map_err(Error::Invalid)
}

fn no_ledger(id: &str) -> Problem {
    Problem::error(
        "no-ledger",
        Place::file("lake.toml"),
        Wording::new(format!("数据包没有台账“{id}”"), format!("the pack has no ledger {id}")),
        Wording::new("请核对 lake.toml", "look into lake.toml"),
    )
}

fn not_public(id: &str) -> Problem {
    Problem::error(
        "not-public",
        Place::file("lake.toml"),
        Wording::new(
            format!("台账“{id}”的主键不是一直公开的字段，不能发布"),
            format!("the key of the ledger {id} is not public at all times, so it cannot be published"),
        ),
        Wording::new("请从 lake.toml 去掉它", "take it out of lake.toml"),
    )
}
