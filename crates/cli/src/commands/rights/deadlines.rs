use std::io::Write;

use app::rights::{self, Asked, Fresh, List, RightDeadline, Which, charge, standing};
use app::{App, accounts};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command, value_parser};
use documents::csv::CsvWriter;
use jiff::civil::Date;
use kernel::{Place, Wording};
use ledger::{DeadlineKind, yuan};
use serde_json::{Value, json};

use crate::commands::installation::{data, data_of, database, flags};
use crate::commands::{format, text_of};
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::render::{Column, Table};
use crate::server::{self, County};
use crate::session::Session;

pub(in crate::commands) fn command(language: Language) -> Command {
    Command::new("deadlines")
        .about(language.pick(
            "列出年费、续展、优先权、证书等何时届满，应缴多少",
            "list when annuities, renewals, priorities and certificates end, and what is to be paid",
        ))
        .before_help(
            "qiangxian rights deadlines --data DIR\n\
             qiangxian rights deadlines --data DIR --days 365 --kind annuity --format csv -o annuities.csv\n\
             qiangxian rights deadlines --data DIR --which grace --body street-1",
        )
        .arg(data(language))
        .arg(
            Arg::new("days")
                .long("days")
                .value_name("N")
                .default_value("90")
                .value_parser(value_parser!(u32).range(0..=i64::from(rights::DAYS_MAX)))
                .help(language.pick("今后多少天内；默认 90", "within so many days; 90 by default")),
        )
        .arg(Arg::new("on").long("on").value_name("DATE").help(
            language.pick(
                "只看这一天届满的，如 2026-12-31",
                "only those that end on this day, such as 2026-12-31",
            ),
        ))
        .arg(
            Arg::new("which")
                .long("which")
                .value_name("WHICH")
                .default_value("open")
                .value_parser(PossibleValuesParser::new(Which::ALL.map(Which::code)))
                .help(language.pick(
                    "open 还可办理，grace 宽限期内，over 已过期待核实",
                    "open: can be done, grace: in grace, over: over and to be checked",
                )),
        )
        .arg(
            Arg::new("kind")
                .long("kind")
                .value_name("KIND")
                .value_parser(PossibleValuesParser::new(DeadlineKind::ALL.map(DeadlineKind::code)))
                .help(language.pick(
                    "annuity 年费，renewal 续展，period 办理期限，day 到期，term 权利期满",
                    "annuity, renewal, period (priority, national phase), day (certificate, permit), term",
                )),
        )
        .arg(
            Arg::new("body")
                .long("body")
                .value_name("BODY")
                .help(language.pick("街道或园区的代号", "the key of the sub-district or park")),
        )
        .arg(Arg::new("enterprise").long("enterprise").value_name("CODE").help(
            language.pick("企业的统一社会信用代码", "the unified social credit code of the enterprise"),
        ))
        .arg(format(
            &["table", "csv", "json"],
            language.pick("输出形式；默认 table", "form of the output; table by default"),
        ))
        .arg(database(language))
}

pub(in crate::commands) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let asked = asked(matches)?;
    let data = data_of(matches).unwrap_or_default();
    let county = County::at(&data, &flags(matches)?, session)?;
    let list = server::wait_for(async {
        let app = county.open(None).await?;
        let listed = listed(&app, &asked).await.map_err(server::failure);
        let closed = app.store().clone().close().await;
        closed.map_err(|error| server::failure(error.into())).and(listed)
    })?;
    let language = session.language;
    match text_of(matches, "format") {
        "json" => {
            let items: Vec<Value> = list.rows.iter().map(|row| item(&list, row)).collect();
            serde_json::to_writer_pretty(&mut session.output, &items)?;
            session.output.write_all(b"\n")?;
        }
        "csv" => {
            let mut writer = CsvWriter::new(&mut session.output)?;
            writer.header(titles(language))?;
            for row in &list.rows {
                let cells = cells(&list, row, language).map(|text| documents::Cell::text(&text));
                writer.row(&cells)?;
            }
            writer.finish()?;
        }
        _ => {
            let [number, name, what, day, grace, pays, state] = titles(language);
            let mut table = Table::new(vec![
                Column::fit(number),
                Column::flow(name, 10, 1),
                Column::flow(what, 10, 1),
                Column::fit(day),
                Column::fit(grace).optional(),
                Column::fit(pays).right(),
                Column::fit(state),
            ]);
            for row in &list.rows {
                table.row(cells(&list, row, language).to_vec());
            }
            let page = table.render(session.columns, 0, session.paint);
            session.output.write_all(page.as_bytes())?;
        }
    }
    Ok(Exit::Fine)
}

/// The list with all its pages, of what is known now.
async fn listed(app: &App, asked: &Asked) -> Result<List, app::Error> {
    let console = accounts::console_of_office(app);
    let list = rights::all(app, &console, asked).await?;
    if list.fresh == Fresh::Now {
        return Ok(list);
    }
    // No server runs that would do it.
    rights::rebuild(app).await?;
    rights::all(app, &console, asked).await
}

fn asked(matches: &ArgMatches) -> Result<Asked, Failure> {
    let text = |name: &str| matches.get_one::<String>(name).cloned();
    let on = text("on").map(|written| written.parse::<Date>().map_err(|_| no_day(&written))).transpose()?;
    let usual = Asked::default();
    Ok(Asked {
        which: Which::ALL.into_iter().find(|it| it.code() == text_of(matches, "which")).unwrap_or_default(),
        days: matches.get_one::<u32>("days").copied().unwrap_or(usual.days),
        on,
        kind: text("kind").and_then(|code| DeadlineKind::ALL.into_iter().find(|kind| kind.code() == code)),
        body: text("body"),
        enterprise: text("enterprise"),
        ..usual
    })
}

fn no_day(written: &str) -> Failure {
    Failure::failed(
        "bad-date",
        Place::default().at_field("on"),
        Wording::new(format!("不认识的日期“{written}”"), format!("{written} is no day")),
        Wording::new("请写作 2026-12-31", "write it like 2026-12-31"),
    )
}

fn titles(language: Language) -> [&'static str; 7] {
    [
        language.pick("号码", "number"),
        language.pick("权利", "right"),
        language.pick("事项", "what"),
        language.pick("最后一日", "last day"),
        language.pick("宽限至", "grace until"),
        language.pick("今日应缴", "to be paid"),
        language.pick("状态", "state"),
    ]
}

fn cells(list: &List, row: &RightDeadline, language: Language) -> [String; 7] {
    let deadline = &row.deadline;
    let pays = list.pays(row).map(|fen| language.of(&yuan(fen)).to_owned());
    let provisional = if deadline.provisional { language.pick("（暂定）", " (provisional)") } else { "" };
    [
        row.key.clone(),
        row.name.clone(),
        language.of(&deadline.title).to_owned(),
        format!("{}{provisional}", deadline.due),
        deadline.grace_until.map(|day| day.to_string()).unwrap_or_default(),
        pays.unwrap_or_default(),
        language.of(&standing(list.standing(row))).to_owned(),
    ]
}

fn item(list: &List, row: &RightDeadline) -> Value {
    let charged = row.deadline.charge_on(list.today);
    json!({
        "ledger": row.ledger,
        "key": row.key,
        "name": row.name,
        "enterprise": row.enterprise,
        "body": row.body,
        "deadline": row.deadline,
        "standing": list.standing(row),
        "amount_fen": list.pays(row),
        "reckoned": charged.map(charge),
    })
}
