use std::io::Write;

use clap::{ArgMatches, Command};
use kernel::Severity;
use pack::{Answer, Settled, settle};
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
            "退出码 1 表示有错误级问题；警告、提示和数据包中已答复的不影响",
            "exit code 1 means that an error was found; warnings, notes and what the pack has answered\ndo not count",
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
    findings: Vec<Found<'p>>,
    coverage: &'p plan::Coverage,
}

/// A finding, with its answer if somebody gave one.
#[derive(Serialize)]
struct Found<'p> {
    #[serde(flatten)]
    finding: &'p plan::Finding,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<Given<'p>>,
}

/// An answer of the pack.
#[derive(Serialize)]
struct Given<'p> {
    answer: &'p str,
    decided_by: &'p str,
    decided_on: String,
    reason: &'p str,
}

pub(in crate::commands) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let pack = session.pack()?;
    let plan = read_plan(file_of(matches, "file"), &pack.watch()?, session)?;
    let seeds = pack.seeds()?;
    let settled = settle(&plan.findings, &seeds);
    if text_of(matches, "format") == "json" {
        let report = Report { findings: settled.iter().map(found).collect(), coverage: &plan.coverage };
        serde_json::to_writer_pretty(&mut session.output, &report)?;
        session.output.write_all(b"\n")?;
    } else {
        let page = findings::page(&plan, &settled, session.language, session.paint, session.columns);
        session.output.write_all(page.as_bytes())?;
    }
    let is_wrong =
        settled.iter().any(|settled| settled.is_open() && settled.finding.severity == Severity::Error);
    Ok(if is_wrong { Exit::Found } else { Exit::Fine })
}

fn found<'p>(settled: &Settled<'p>) -> Found<'p> {
    Found { finding: settled.finding, answer: settled.answer.map(given) }
}

fn given(answer: &Answer) -> Given<'_> {
    Given {
        answer: &answer.answer,
        decided_by: &answer.decided_by,
        decided_on: answer.decided_on.to_string(),
        reason: &answer.reason,
    }
}
