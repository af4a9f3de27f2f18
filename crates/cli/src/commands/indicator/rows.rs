use std::io::Write;

use app::accounts;
use app::indicators::{Narrowed, take};
use clap::{ArgMatches, Command};

use super::show::indicator;
use crate::commands::indicators::{past, when};
use crate::commands::installation::{data, data_of, database, flags};
use crate::commands::text_of;
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::server::{self, County};
use crate::session::Session;

pub(in crate::commands) fn command(language: Language) -> Command {
    Command::new("rows")
        .about(language.pick(
            "输出一项指标计数的每一条（规范的CSV，其摘要即证明中的摘要）",
            "write the rows that an indicator counts, as the canonical CSV whose digest a proof names",
        ))
        .before_help("qiangxian indicator rows D1 --data DIR -o d1.csv")
        .arg(indicator(language))
        .arg(data(language))
        .args(past(language))
        .arg(database(language))
}

pub(in crate::commands) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let when = when(matches)?;
    let id = text_of(matches, "indicator").to_owned();
    let county = County::at(&data_of(matches).unwrap_or_default(), &flags(matches)?, session)?;
    let csv = server::wait_for(async {
        let app = county.open(None).await?;
        let console = accounts::console_of_office(&app);
        let taken = take(&app, &console, &id, (when, false), Narrowed::default(), "csv").await;
        let closed = app.store().clone().close().await;
        let taken =
            closed.map_err(|error| server::failure(error.into())).and(taken.map_err(server::failure))?;
        // The console sees all rows, or there is no such file.
        Ok::<String, Failure>(indicators::canonical_csv(&taken.computed.rows))
    })?;
    session.output.write_all(csv.as_bytes())?;
    Ok(Exit::Fine)
}
