use std::io::Write;

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::read_plan;
use crate::commands::{file, file_of, format, text_of};
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::render::diff;
use crate::session::Session;

pub(in crate::commands) fn command(language: Language) -> Command {
    Command::new("diff")
        .about(language.pick(
            "比较方案的两个版本：条款、任务、目标",
            "compare two versions of a plan: clauses, tasks, targets",
        ))
        .before_help(
            "qiangxian plan diff draft.docx final.docx\n\
             qiangxian plan diff draft.txt final.txt --format json\n\
             qiangxian plan diff draft.txt final.txt --exit-code > changes.txt",
        )
        .after_help(language.pick(
            "有差异时退出码仍为 0；加 --exit-code 后为 1",
            "the exit code is 0 even when they differ; with --exit-code it is 1",
        ))
        .arg(file("before", language.pick("旧版", "BEFORE"), language.pick("旧版本", "the older version")))
        .arg(file(
            "after",
            language.pick("新版", "AFTER"),
            language.pick("新版本；- 为标准输入", "the newer version; - is stdin"),
        ))
        .arg(format(
            &["table", "json"],
            language.pick("输出形式；默认 table", "form of the output; table by default"),
        ))
        .arg(
            Arg::new("exit-code")
                .long("exit-code")
                .action(ArgAction::SetTrue)
                .help(language.pick("有差异时退出码为 1", "exit with 1 if they differ")),
        )
}

pub(in crate::commands) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let watch = session.pack()?.watch()?;
    let before = read_plan(file_of(matches, "before"), &watch, session)?;
    let after = read_plan(file_of(matches, "after"), &watch, session)?;
    let diff = plan::diff(&before, &after);
    if text_of(matches, "format") == "json" {
        serde_json::to_writer_pretty(&mut session.output, &diff)?;
        session.output.write_all(b"\n")?;
    } else {
        let page = diff::page(&diff, session.language, session.paint, session.columns);
        session.output.write_all(page.as_bytes())?;
    }
    let is_told = matches.get_flag("exit-code") && !diff.is_empty();
    Ok(if is_told { Exit::Found } else { Exit::Fine })
}
