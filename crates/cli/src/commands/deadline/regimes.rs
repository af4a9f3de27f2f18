use std::io::Write;

use clap::ArgMatches;
use serde::Serialize;

use crate::commands::text_of;
use crate::failure::{Exit, Failure};
use crate::render::{Column, Table};
use crate::session::Session;

/// The JSON form of one.
#[derive(Serialize)]
struct Listed<'r> {
    id: &'r str,
    title: &'r kernel::Wording,
    statute: &'r str,
    in_force: Option<jiff::civil::Date>,
}

pub(super) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let regimes = session.pack()?.regimes()?;
    let language = session.language;
    if text_of(matches, "format") == "json" {
        let listed: Vec<Listed<'_>> = regimes
            .iter()
            .map(|regime| Listed {
                id: &regime.id,
                title: &regime.title,
                statute: &regime.statute,
                in_force: regime.in_force,
            })
            .collect();
        serde_json::to_writer_pretty(&mut session.output, &listed)?;
        session.output.write_all(b"\n")?;
        return Ok(Exit::Fine);
    }
    let mut table = Table::new(vec![
        Column::fit(language.pick("代号", "Id")).styled(|paint, text| paint.cyan(text)),
        Column::flow(language.pick("名称", "Name"), 12, 1),
        Column::flow(language.pick("依据", "Statute"), 12, 1),
        Column::fit(language.pick("施行", "In force")).optional(),
    ]);
    for regime in regimes.iter() {
        let in_force = regime.in_force.map(|date| date.to_string()).unwrap_or_default();
        let statute = format!("《{}》", regime.statute);
        table.row(vec![regime.id.clone(), language.of(&regime.title).to_owned(), statute, in_force]);
    }
    let page = table.render(session.columns, 0, session.paint);
    session.output.write_all(page.as_bytes())?;
    Ok(Exit::Fine)
}
