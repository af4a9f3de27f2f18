use std::io::Write;

use app::accounts;
use app::lake::{publish, read_key};
use clap::{ArgMatches, Command};

use super::{lake, lake_of};
use crate::commands::installation::{data, data_of, database, flags};
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::server::{self, County};
use crate::session::Session;

/// The folder of the copy of a lake in an object store, in the data folder.
const COPY: &str = "lake";

pub(super) fn command(language: Language) -> Command {
    Command::new("publish")
        .about(language.pick(
            "把公开台账的公开字段签名后发布到数据湖",
            "publish the public fields of ledgers to a lake, signed",
        ))
        .before_help("qiangxian lake publish --data DIR --lake LAKE")
        .after_help(language.pick(
            "发布哪些台账由数据包的 lake.toml 决定；个人、密封和内部字段从不发布。没有变化的同一天不重复写入",
            "lake.toml of the pack says which ledgers; fields of persons, sealed fields and those of offices are never published. What did\n\
             not change is not written twice on a day.",
        ))
        .arg(data(language))
        .arg(lake(language))
        .arg(database(language))
}

pub(in crate::commands) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let data = data_of(matches).unwrap_or_default();
    let key = read_key(&data).map_err(server::failure)?;
    let county = County::at(&data, &flags(matches)?, session)?;
    let lake = lake_of(matches, &data.join(COPY));
    let published = server::wait_for(async {
        let app = county.open(None).await?;
        let published = publish(&app, &accounts::console(&app), &lake, &key).await.map_err(server::failure);
        let closed = app.store().clone().close().await;
        closed.map_err(|error| server::failure(error.into())).and(published)
    })?;
    let publication = &published.publication;
    if !published.is_new {
        session.say(
            &format!("自{}发布以来没有变化，没有写入", publication.day),
            &format!("nothing has changed since the publication of {}; nothing was written", publication.day),
        )?;
    }
    for ledger in &publication.ledgers {
        writeln!(session.output, "{}  {}/{}", ledger.manifest, ledger.ledger, ledger.folder)?;
    }
    Ok(Exit::Fine)
}
