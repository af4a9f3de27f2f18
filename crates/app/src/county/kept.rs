use std::collections::BTreeMap;

use kernel::Wording;
use pack::Pack;
use store::{Db, packs};

use crate::{App, Error};

/// Packs by their names, each with its files.
type Packs = BTreeMap<String, Vec<(String, Vec<u8>)>>;

/// The pack of the county as the database keeps it, with those it extends.
pub(super) async fn kept(db: &impl Db, county: &str) -> Result<Pack, Error> {
    Pack::open_together(county, in_force(db).await?).map_err(Error::Invalid)
}

/// The pack of the county with the pack of these files in it: that of the county itself, or one that it extends, such as the
/// one that all counties share. The others stay as the database has them.
///
/// # Errors
/// [`Error::Invalid`] with every problem of the files, [`Error::Conflict`] if the county uses no such pack.
pub async fn with(app: &App, file: &str, files: Vec<(String, Vec<u8>)>) -> Result<Pack, Error> {
    let given = Pack::open_files(file, files).map_err(Error::Invalid)?;
    let name = given.manifest().name.clone();
    let reader = app.store().reader().await?;
    let mut packs = in_force(&reader).await?;
    let county = app.declarations().pack.manifest().name.clone();
    if packs.insert(name.clone(), given.contents().map_err(Error::Invalid)?).is_none() {
        packs.remove(&name);
        let used: Vec<&str> = packs.keys().map(String::as_str).collect();
        let used = used.join(", ");
        return Err(Error::Conflict(Wording::new(
            format!("“{county}”不使用数据包“{name}”；可以安装：{used}"),
            format!("{county} does not use the pack {name}; one of these can be installed: {used}"),
        )));
    }
    Pack::open_together(&county, packs).map_err(Error::Invalid)
}

async fn in_force(db: &impl Db) -> Result<Packs, Error> {
    let mut packs = Packs::new();
    for installed in packs::in_force(db).await? {
        let mut files = Vec::new();
        for (path, digest) in packs::files(db, installed.id).await? {
            let content = packs::content(db, &digest).await?;
            files.push((
                path,
                content.ok_or_else(|| Error::broken("a file of an installed pack is missing"))?,
            ));
        }
        packs.insert(installed.name, files);
    }
    Ok(packs)
}
