use std::io::Write;
use std::path::PathBuf;

use app::accounts;
use app::indicators::{prove, show};
use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::commands::indicators::{past, when};
use crate::commands::installation::{data, data_of, database, flags};
use crate::commands::text_of;
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::server::{self, County};
use crate::session::Session;

pub(in crate::commands) fn command(language: Language) -> Command {
    Command::new("show")
        .about(language.pick("输出一项指标（JSON）或它的证明", "write one indicator as JSON, or its proof"))
        .before_help(
            "qiangxian indicator show D1 --data DIR\n\
             qiangxian indicator show D1 --data DIR --proof -o d1.proof.json",
        )
        .arg(indicator(language))
        .arg(data(language))
        .args(past(language))
        .arg(Arg::new("proof").long("proof").action(ArgAction::SetTrue).help(language.pick(
            "输出证明；快照所在的文件夹写到标准错误",
            "write the proof; the folders of its snapshots go to stderr",
        )))
        .arg(database(language))
}

/// The indicator by its id or code.
pub(super) fn indicator(language: Language) -> Arg {
    Arg::new("indicator")
        .value_name("INDICATOR")
        .required(true)
        .help(language.pick("指标的代号，如 D1", "the code or id of the indicator, such as D1"))
}

pub(in crate::commands) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let when = when(matches)?;
    let id = text_of(matches, "indicator").to_owned();
    let county = County::at(&data_of(matches).unwrap_or_default(), &flags(matches)?, session)?;
    let is_proof = matches.get_flag("proof");
    let (text, folders) = server::wait_for(async {
        let app = county.open(None).await?;
        let console = accounts::console_of_office(&app);
        let told = async {
            if is_proof {
                let proved = prove(&app, &console, &id, when, false).await?;
                let mut folders: Vec<PathBuf> =
                    proved.files.iter().filter_map(|file| Some(file.path.parent()?.to_owned())).collect();
                folders.dedup();
                return Ok((proved.proof.to_json(), folders));
            }
            let shown = show(&app, &console, &id, when, false).await?;
            let json = serde_json::to_string_pretty(&shown.opened.card.json())
                .map_or_else(|_| String::new(), |text| text + "\n");
            Ok((json, Vec::new()))
        };
        let told = told.await.map_err(server::failure);
        let closed = app.store().clone().close().await;
        closed.map_err(|error| server::failure(error.into())).and(told)
    })?;
    session.output.write_all(text.as_bytes())?;
    for folder in folders {
        let folder = folder.display().to_string();
        session.say(&folder, &folder)?;
    }
    Ok(Exit::Fine)
}
