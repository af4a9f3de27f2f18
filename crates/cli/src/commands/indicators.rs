//! `qiangxian indicators`: what all indicators of a county come to.

use std::io::Write;

use app::accounts;
use app::indicators::{Card, Lowered, cards};
use app::records::When;
use clap::{Arg, ArgMatches, Command};
use documents::csv::CsvWriter;
use indicators::{Indicator, Light, State};
use jiff::civil::Date;
use kernel::{Place, Wording};
use serde_json::Value;

use super::installation::{data, data_of, database, flags};
use super::{format, text_of};
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::render::{Column, Table};
use crate::server::{self, County};
use crate::session::Session;

pub(super) fn command(language: Language) -> Command {
    Command::new("indicators")
        .about(language.pick(
            "列出各项指标的现值、目标和灯",
            "list what all indicators come to, with targets and lights",
        ))
        .before_help(
            "qiangxian indicators --data DIR\n\
             qiangxian indicators --data DIR --as-of 2025-12-31 --known-on 2026-03-31 --format csv",
        )
        .arg(data(language))
        .args(past(language))
        .arg(format(
            &["table", "csv", "json"],
            language.pick("输出形式；默认 table", "form of the output; table by default"),
        ))
        .arg(database(language))
}

pub(super) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let when = when(matches)?;
    let county = County::at(&data_of(matches).unwrap_or_default(), &flags(matches)?, session)?;
    let cards = server::wait_for(async {
        let app = county.open(None).await?;
        let console = accounts::console_of_office(&app);
        let cards = cards(&app, &console, when, false).await.map_err(server::failure);
        let closed = app.store().clone().close().await;
        closed.map_err(|error| server::failure(error.into())).and(cards)
    })?;
    let language = session.language;
    match text_of(matches, "format") {
        "json" => {
            let items: Vec<Value> = cards.iter().map(Card::json).collect();
            serde_json::to_writer_pretty(&mut session.output, &items)?;
            session.output.write_all(b"\n")?;
        }
        "csv" => {
            let mut writer = CsvWriter::new(&mut session.output)?;
            writer.header(titles(language))?;
            for card in &cards {
                writer.row(&cells(card, language).map(|text| documents::Cell::text(&text)))?;
            }
            writer.finish()?;
        }
        _ => {
            let [code, title, value, unit, light, state, why] = titles(language);
            let mut table = Table::new(vec![
                Column::fit(code),
                Column::flow(title, 12, 2),
                Column::fit(value).right(),
                Column::fit(unit),
                Column::fit(light),
                Column::fit(state),
                Column::flow(why, 16, 2),
            ]);
            for card in &cards {
                table.row(cells(card, language).to_vec());
            }
            let page = table.render(session.columns, 0, session.paint);
            session.output.write_all(page.as_bytes())?;
        }
    }
    Ok(Exit::Fine)
}

/// `--as-of` and `--known-on`.
pub(super) fn past(language: Language) -> [Arg; 2] {
    let day =
        |name: &'static str, help: &'static str| Arg::new(name).long(name).value_name("DATE").help(help);
    [
        day("as-of", language.pick("截至哪一天；默认今天", "as of which day; today by default")),
        day("known-on", language.pick("按哪一天所知；默认现在", "as known on which day; now by default")),
    ]
}

/// The past that was asked for.
pub(super) fn when(matches: &ArgMatches) -> Result<When, Failure> {
    Ok(When { as_of: day(matches, "as-of")?, known_on: day(matches, "known-on")?, known: None })
}

/// A day that was asked for.
pub(super) fn day(matches: &ArgMatches, name: &str) -> Result<Option<Date>, Failure> {
    let written = matches.get_one::<String>(name);
    written.map(|written| written.parse::<Date>().map_err(|_| no_day(name, written))).transpose()
}

fn no_day(name: &str, written: &str) -> Failure {
    Failure::failed(
        "bad-date",
        Place::default().at_field(name),
        Wording::new(format!("不认识的日期“{written}”"), format!("{written} is no day")),
        Wording::new("请写作 2026-12-31", "write it like 2026-12-31"),
    )
}

fn titles(language: Language) -> [&'static str; 7] {
    [
        language.pick("代号", "code"),
        language.pick("指标", "indicator"),
        language.pick("现值", "value"),
        language.pick("单位", "unit"),
        language.pick("灯", "light"),
        language.pick("状态", "state"),
        language.pick("说明", "explanation"),
    ]
}

/// Whether a definition is settled: no report rests on a draft.
fn state(indicator: &Indicator, language: Language) -> &'static str {
    match indicator.state {
        State::Draft => language.pick("拟定", "draft"),
        State::Approved => language.pick("已核定", "approved"),
    }
}

fn light(light: Light, language: Language) -> &'static str {
    match light {
        Light::Green => language.pick("绿", "green"),
        Light::Yellow => language.pick("黄", "yellow"),
        Light::Red => language.pick("红", "red"),
        Light::Grey => language.pick("灰", "grey"),
    }
}

fn cells(card: &Card, language: Language) -> [String; 7] {
    let indicator = &card.indicator;
    let figure = card.computed.figure();
    let value = figure.map_or(language.pick("未取数", "no data"), |figure| language.of(&figure.text));
    let is_lit = card.bound.is_some() || card.lowered.is_some();
    let lit = if is_lit { light(card.judgement.light, language) } else { "" };
    let mut why = language.of(&card.judgement.sentence).to_owned();
    if let Some(Lowered { computed, until, said }) = &card.lowered {
        let computed = light(*computed, language);
        let (reason, by) = said.as_ref().map_or(("", ""), |said| (said.reason.as_str(), said.by.as_str()));
        why.push_str(&match language {
            Language::Zh => format!("提级：{reason}（{by}，至{until}）；按规则为{computed}。"),
            Language::En => {
                format!(" Held to be worse: {reason} ({by}, until {until}); by the rule it is {computed}.")
            }
        });
    }
    for warning in &card.computed.warnings {
        let warning = language.of(warning);
        why.push_str(&match language {
            Language::Zh => format!("检查提示：{warning}。"),
            Language::En => format!(" A check warns: {warning}."),
        });
    }
    for left_out in &card.unattributed {
        let (title, records) = (language.of(&left_out.title), left_out.records);
        why.push_str(&match language {
            Language::Zh => format!("归属待判定、没有计入：{title}{records}条。"),
            Language::En => {
                format!(" Left out, because nobody has decided where they count: {title}, {records}.")
            }
        });
    }
    [
        indicator.code.as_ref().map(|code| code.value.clone()).unwrap_or_default(),
        language.of(&indicator.title).to_owned(),
        value.to_owned(),
        language.of(&indicator.unit).to_owned(),
        lit.to_owned(),
        state(indicator, language).to_owned(),
        why,
    ]
}
