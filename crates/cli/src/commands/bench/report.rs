//! The figures as a table for people or as JSON for programs.

use std::io::Write;

use serde::Serialize;

use super::figure::{Figure, Wanted};
use super::machine::Machine;
use crate::failure::Failure;
use crate::render::{Column, Table};
use crate::session::Session;

/// All that was measured, and where.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    pub(super) machine: Machine,
    pub(super) program: String,
    pub(super) database: String,
    pub(super) records: u64,
    pub(super) figures: Vec<Figure>,
}

impl Report {
    pub(super) fn is_reached(&self) -> bool {
        self.figures.iter().all(Figure::is_reached)
    }

    pub(super) fn write_json(&self, session: &mut Session) -> Result<(), Failure> {
        serde_json::to_writer_pretty(&mut session.output, self)?;
        Ok(session.output.write_all(b"\n")?)
    }

    pub(super) fn write_table(&self, session: &mut Session) -> Result<(), Failure> {
        let (language, paint) = (session.language, session.paint);
        let mut table = Table::new(vec![
            Column::flow(language.pick("指标", "figure"), 16, 2),
            Column::fit("p50").right(),
            Column::fit(language.pick("p99或总值", "p99 or all")).right(),
            Column::fit(language.pick("要求", "wanted")).right(),
            Column::fit(""),
            Column::flow(language.pick("测法", "how"), 20, 3),
        ]);
        for figure in &self.figures {
            let unit = figure.unit.name();
            let wanted = match figure.wanted {
                Wanted::Below(limit) => format!("< {limit}"),
                Wanted::AtLeast(limit) => format!("≥ {limit}"),
            };
            table.row(vec![
                language.of(&figure.title).to_owned(),
                figure.median.map(number).unwrap_or_default(),
                figure.measured.map_or_else(|| "?".to_owned(), number),
                format!("{wanted} {}", language.of(&unit)),
                if figure.is_reached() { paint.green("✓") } else { paint.red("✗") },
                language.of(&figure.note).to_owned(),
            ]);
        }
        let head = self.head(session);
        let table = table.render(session.columns, 0, paint);
        Ok(write!(session.output, "{head}\n{table}")?)
    }

    /// On what was measured.
    fn head(&self, session: &Session) -> String {
        let Machine { cores, memory_megabytes, system } = &self.machine;
        let memory = memory_megabytes.map(|memory| format!(", {memory} MB")).unwrap_or_default();
        let (program, database, records) = (&self.program, &self.database, self.records);
        session.language.pick(
            format!("{program}，{database}，{records}条记录；{cores}核{memory}，{system}；发请求的线程也在这些核上\n"),
            format!("{program}, {database}, {records} records; {cores} cores{memory}, {system}; those who ask are on the same cores\n"),
        )
    }
}

fn number(value: f64) -> String {
    let decimals = if value < 10.0 { 2 } else { usize::from(value < 100.0) };
    format!("{value:.decimals$}")
}
