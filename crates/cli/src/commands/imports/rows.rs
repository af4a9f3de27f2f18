//! `qiangxian imports rows`.

use std::io::Write as _;

use app::imports::{self, Finding, SetAside};
use app::records;
use clap::{ArgMatches, Command};
use documents::{CellKind, Column, Sheet};
use kernel::Wording;
use ledger::Ledger;

use super::{about_one, as_console, number_of, refused};
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::server;
use crate::session::Session;

/// How wide the column with the reasons is.
const REASON_WIDTH: f64 = 60.0;

pub(in crate::commands) fn command(language: Language) -> Command {
    about_one("rows", language)
        .about(language.pick(
            "取出搁置和需要留意的行，附原因，改好可再导入",
            "write the rows that were set aside or are to be looked at, with why, to be put right and loaded",
        ))
        .before_help("qiangxian imports rows 3 --data DIR -o to-mend.xlsx")
        .after_help(language.pick(
            "写出 xlsx；多出的“原因”“行号”两列不用删",
            "It is written as xlsx; the two columns that are added need not be removed",
        ))
}

pub(in crate::commands) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    if session.output.is_terminal() {
        return Err(Failure::usage(
            Wording::new("xlsx 是二进制文件，不能显示在终端", "xlsx is binary and not for a terminal"),
            Wording::new("请加 -o 待改.xlsx", "add -o to-mend.xlsx"),
        ));
    }
    let (number, language) = (number_of(matches), session.language);
    let (bytes, count) = as_console(matches, session, async |app, console| {
        let aside = imports::rows_aside(app, console, number).await;
        let aside = aside.map_err(|error| refused(number, error))?;
        let opened = records::open(app, console, &aside.seen().ledger).map_err(server::failure)?;
        let sheet = sheet(language, &aside.seen().heads);
        let why = |aside: &SetAside| {
            let why = aside.findings.iter().map(|finding| why(language, opened.ledger(), finding));
            why.collect::<Vec<_>>().join("\n")
        };
        aside.workbook(&sheet, why).await.map_err(server::failure)
    })?;
    session.output.write_all(&bytes)?;
    session.say(&format!("写出{count}行"), &format!("{count} rows written"))?;
    Ok(Exit::Fine)
}

/// The sheet without its rows: the columns of the file, and why with the line behind them.
fn sheet(language: Language, heads: &[String]) -> Sheet {
    let mut columns: Vec<Column> = heads.iter().map(|head| Column::new(head, CellKind::Identifier)).collect();
    columns.push(Column::new(language.pick("原因", "reason"), CellKind::Text).wrapped_at(REASON_WIDTH));
    columns.push(Column::new(language.pick("行号", "line"), CellKind::Identifier));
    let name = language.pick("搁置和需要留意的行", "rows set aside").to_owned();
    Sheet { name, columns, ..Sheet::default() }
}

/// What there is to say of a row, and of which of its fields.
fn why(language: Language, ledger: &Ledger, finding: &Finding) -> String {
    let problem = &finding.problem;
    let field = problem.place.field.as_deref().and_then(|id| ledger.form.field(id));
    let (what, remedy) = (language.of(&problem.what), language.of(&problem.remedy));
    let said = language.pick(format!("{what}；{remedy}"), format!("{what}; {remedy}"));
    match field.map(|field| language.of(&field.title)) {
        Some(title) => language.pick(format!("{title}：{said}"), format!("{title}: {said}")),
        None => said,
    }
}
