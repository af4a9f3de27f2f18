use std::io::Write;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use clap_complete::{Shell, generate};

use super::text_of;
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::session::Session;

const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "powershell", "elvish"];

pub(super) fn command(language: Language) -> Command {
    Command::new("completions")
        .about(language.pick("生成命令行补全脚本", "write a completion script for a shell"))
        .before_help(
            "qiangxian completions bash > ~/.local/share/bash-completion/completions/qiangxian\n\
             qiangxian completions fish > ~/.config/fish/completions/qiangxian.fish",
        )
        .arg(
            Arg::new("shell")
                .value_name("SHELL")
                .required(true)
                .value_parser(PossibleValuesParser::new(SHELLS))
                .help(language.pick(
                    "终端程序：bash zsh fish powershell elvish",
                    "the shell: bash zsh fish powershell elvish",
                )),
        )
}

pub(super) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let shell: Shell = text_of(matches, "shell").parse().expect("the parser knows the shells");
    let mut script = Vec::new();
    generate(shell, &mut super::all(session.language), "qiangxian", &mut script);
    session.output.write_all(&script)?;
    Ok(Exit::Fine)
}
