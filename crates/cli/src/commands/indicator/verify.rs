use std::ffi::OsString;
use std::io::Write;
use std::path::Path;

use app::indicators::verify;
use clap::builder::OsStringValueParser;
use clap::{Arg, ArgMatches, Command};
use indicators::Proof;

use crate::failure::{Exit, Failure};
use crate::input;
use crate::language::Language;
use crate::server;
use crate::session::Session;

pub(in crate::commands) fn command(language: Language) -> Command {
    Command::new("verify")
        .about(language.pick(
            "用快照重算证明中的指标，不需要数据库和网络",
            "compute the figure of a proof again from its snapshots, without database or network",
        ))
        .before_help("qiangxian indicator verify d1.proof.json --snapshot DIR")
        .after_help(language.pick(
            "文件夹中每个台账一个子文件夹；退出码 0 相符，1 不符或有文件损坏",
            "the folder has one folder for each ledger; exit code 0: it holds, 1: it does not, or a file is damaged",
        ))
        .arg(
            Arg::new("proof")
                .value_name("PROOF")
                .required(true)
                .value_parser(OsStringValueParser::new())
                .help(language.pick("证明文件", "the proof")),
        )
        .arg(
            Arg::new("snapshot")
                .long("snapshot")
                .value_name("DIR")
                .required(true)
                .value_parser(OsStringValueParser::new())
                .help(language.pick("快照所在的文件夹", "the folder with the snapshots")),
        )
}

pub(in crate::commands) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let named = matches.get_one::<OsString>("proof").cloned().unwrap_or_default();
    let folder = matches.get_one::<OsString>("snapshot").cloned().unwrap_or_default();
    let bytes = input::bytes(&named)?;
    let proof = Proof::read(&named.to_string_lossy(), &String::from_utf8_lossy(&bytes))?;
    let differences =
        server::wait_for(async { Ok::<_, Failure>(verify(&proof, Path::new(&folder)).await?) })?;
    let language = session.language;
    let figure = format!("{} {} {}", proof.indicator, proof.window.as_of, language.of(&proof.shown));
    if differences.is_empty() {
        let holds = language.pick("重算结果一致", "computed again, it is the same");
        writeln!(session.output, "{figure}{}{}", language.pick("：", ": "), session.paint.green(holds))?;
        return Ok(Exit::Fine);
    }
    writeln!(
        session.output,
        "{figure}{}",
        language.pick("：重算结果不一致", ": computed again, it differs")
    )?;
    for difference in differences {
        writeln!(session.output, "  {}", language.of(&difference.what))?;
    }
    Ok(Exit::Found)
}
