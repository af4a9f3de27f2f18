use std::io::Write;

use clap::ArgMatches;
use jiff::civil::Weekday;
use kernel::Place;
use kernel::period::{Error, Event, Explanation, Period, explain};
use serde::Serialize;

use super::problem;
use crate::commands::text_of;
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::render::wrap;
use crate::session::Session;

/// The JSON form: the facts and the sentences made of them.
#[derive(Serialize)]
struct Answer<'e> {
    due: String,
    provisional: bool,
    explanation: kernel::Wording,
    facts: &'e Explanation,
}

pub(super) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let pack = session.pack()?;
    let regimes = pack.regimes()?;
    let explanation = (|| {
        let event: Event = text_of(matches, "from").parse()?;
        let period = Period::parse(text_of(matches, "amount"), text_of(matches, "unit"))?;
        let regime = regimes.get(text_of(matches, "regime"))?;
        Ok((event, period, regime))
    })();
    let usage = |error: Error| Failure::Usage(vec![problem(&error, place(&error), &regimes)]);
    let (event, period, regime) = explanation.map_err(usage)?;
    let explanation = explain(&pack.calendar()?, regime, event, period).map_err(usage)?;
    if text_of(matches, "format") == "json" {
        let answer = Answer {
            due: explanation.due.to_string(),
            provisional: explanation.due.provisional,
            explanation: explanation.wording(),
            facts: &explanation,
        };
        serde_json::to_writer_pretty(&mut session.output, &answer)?;
        session.output.write_all(b"\n")?;
    } else {
        let page = page(&explanation, session);
        session.output.write_all(page.as_bytes())?;
    }
    Ok(Exit::Fine)
}

/// The option that holds what is wrong.
fn place(error: &Error) -> Place {
    let option = match error {
        Error::Amount { .. } => "--amount",
        Error::Unit { .. } => "--unit",
        Error::Regime { .. } => "--regime",
        _ => "--from",
    };
    Place::default().at_field(option)
}

/// The date alone in the first line, so that a script needs no format; then what it rests on.
fn page(explanation: &Explanation, session: &Session) -> String {
    let (language, paint) = (session.language, session.paint);
    let due = explanation.due;
    if session.quiet {
        return format!("{due}\n");
    }
    let mut page = format!("{}\n", paint.bold(&due.to_string()));
    let mut facts =
        vec![weekday(due.date.weekday(), language).to_owned(), language.of(&explanation.title).to_owned()];
    if due.provisional {
        facts.push(paint.yellow(language.pick("暂定", "provisional")));
    }
    page.push_str(&format!("{}\n\n", facts.join(" · ")));
    for line in wrap(language.of(&explanation.wording()), session.columns) {
        page.push_str(&format!("{line}\n"));
    }
    page
}

fn weekday(weekday: Weekday, language: Language) -> &'static str {
    match weekday {
        Weekday::Monday => language.pick("星期一", "Monday"),
        Weekday::Tuesday => language.pick("星期二", "Tuesday"),
        Weekday::Wednesday => language.pick("星期三", "Wednesday"),
        Weekday::Thursday => language.pick("星期四", "Thursday"),
        Weekday::Friday => language.pick("星期五", "Friday"),
        Weekday::Saturday => language.pick("星期六", "Saturday"),
        Weekday::Sunday => language.pick("星期日", "Sunday"),
    }
}
