use std::io::Write;

use clap::{ArgMatches, Command};
use kernel::Severity;
use serde::Serialize;

use super::read_plan;
use crate::commands::{file, file_of, format, text_of};
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::render::plan::findings;
use crate::session::Session;

pub(in crate::commands) fn command(language: Language) -> Command {
    Command::new("check")
        .about(language.pick(
            "核对方案：矛盾、缺项和需要有人答复的问题",
            "check a plan: contradictions, gaps and questions somebody has to answer",
        ))
        .before_help(
            "qiangxian plan check plan.txt\n\
             qiangxian plan check plan.docx --format json",
        )
        .after_help(language.pick(
            "退出码 1 表示有错误级问题；警告和提示不影响",
            "exit code 1 means that an error was found; warnings and notes do not count",
        ))
        .arg(file(
            "file",
            language.pick("文件", "FILE"),
            language.pick("方案；- 为标准输入", "the plan; - is stdin"),
        ))
        .arg(format(
            &["table", "json"],
            language.pick("输出形式；默认 table", "form of the output; table by default"),
        ))
}

/// The JSON form.
#[derive(Serialize)]
struct Report<'p> {
    findings: &'p [plan::Finding],
    coverage: &'p plan::Coverage,
}

pub(in crate::commands) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let plan = read_plan(file_of(matches, "file"), &session.pack()?.watch()?, session)?;
    if text_of(matches, "format") == "json" {
        let report = Report { findings: &plan.findings, coverage: &plan.coverage };
        serde_json::to_writer_pretty(&mut session.output, &report)?;
        session.output.write_all(b"\n")?;
    } else {
        let page = findings::page(&plan, session.language, session.paint, session.columns);
        session.output.write_all(page.as_bytes())?;
    }
    let is_wrong = plan.findings.iter().any(|finding| finding.severity == Severity::Error);
    Ok(if is_wrong { Exit::Found } else { Exit::Fine })
}
