use std::io::Write;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use documents::write_workbook;
use kernel::{Place, Wording};
use pack::{Pack, settle};
use plan::Plan;

use super::read_plan;
use crate::commands::{file, file_of, format, text_of};
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::render::plan::{Section, markdown, terminal, workbook};
use crate::session::Session;

pub(in crate::commands) fn command(language: Language) -> Command {
    Command::new("read")
        .about(language.pick(
            "读取方案：任务、牵头与责任单位、目标、步骤、保障",
            "read a plan: tasks, who leads and shares them, targets, stages, safeguards",
        ))
        .before_help(
            "qiangxian plan read plan.txt\n\
             qiangxian plan read plan.docx --section targets\n\
             qiangxian plan read plan.pdf --format xlsx -o plan.xlsx\n\
             qiangxian plan read - --format json < plan.txt",
        )
        .arg(file(
            "file",
            language.pick("文件", "FILE"),
            language.pick(
                "方案：.txt .md .html .docx 或带文字的 .pdf；- 为标准输入",
                "the plan: .txt .md .html .docx or a PDF with text; - is stdin",
            ),
        ))
        .arg(format(
            &["table", "json", "xlsx", "markdown"],
            language.pick("输出形式；默认 table", "form of the output; table by default"),
        ))
        .arg(
            Arg::new("section")
                .short('s')
                .long("section")
                .value_name("NAME")
                .value_parser(PossibleValuesParser::new(Section::ALL.map(Section::code)))
                .conflicts_with("everything")
                .help(language.pick(
                    "只显示一部分（用于 table）：\ntasks targets stages safeguards bodies findings",
                    "only one part (of the table):\ntasks targets stages safeguards bodies findings",
                )),
        )
        .arg(Arg::new("everything").long("full").action(clap::ArgAction::SetTrue).help(
            language.pick("同时显示任务正文（用于 table）", "with the words of each task (of the table)"),
        ))
}

pub(in crate::commands) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let format = text_of(matches, "format");
    if format == "xlsx" && session.output.is_terminal() {
        return Err(binary_to_terminal());
    }
    let file = file_of(matches, "file");
    let pack = session.pack()?;
    let mut plan = read_plan(file, &pack.watch()?, session)?;
    // The JSON is the plan as it is written; the other forms ask people, and nobody is asked twice.
    if format != "json" {
        keep_open(&mut plan, &pack)?;
    }
    match format {
        "json" => {
            serde_json::to_writer_pretty(&mut session.output, &plan)?;
            session.output.write_all(b"\n")?;
        }
        "xlsx" => {
            let bytes = write_workbook(&workbook::workbook(&plan, session.language));
            let name = matches.get_one::<std::ffi::OsString>("output");
            let name = name.map_or_else(|| "stdout".to_owned(), |name| name.to_string_lossy().into_owned());
            session.output.write_all(&bytes.map_err(|error| vec![error.to_problem(&name)])?)?;
        }
        "markdown" => session.output.write_all(markdown::document(&plan, session.language).as_bytes())?,
        _ => {
            let section = Section::named(text_of(matches, "section"));
            let look = terminal::Look {
                language: session.language,
                paint: session.paint,
                columns: session.columns,
                full: matches.get_flag("everything"),
                file: file.to_string_lossy().into_owned(),
            };
            let page = terminal::page(&plan, section, &look);
            session.output.write_all(page.as_bytes())?;
            if page.is_empty() {
                session.say("方案中没有这一部分", "the plan has no such part")?;
            }
        }
    }
    if plan.tasks.is_empty() && plan.targets.is_empty() {
        session.tell(&[nothing_read(&file.to_string_lossy())]);
    }
    Ok(Exit::Fine)
}

/// Keeps the findings that the pack has not settled.
fn keep_open(plan: &mut Plan, pack: &Pack) -> Result<(), Failure> {
    let seeds = pack.seeds()?;
    let settled = settle(&plan.findings, &seeds);
    let open = settled.iter().filter(|settled| settled.is_open()).map(|settled| settled.finding.clone());
    plan.findings = open.collect();
    Ok(())
}

fn binary_to_terminal() -> Failure {
    Failure::usage(
        Wording::new("xlsx 是二进制文件，不能显示在终端", "xlsx is binary and not for a terminal"),
        Wording::new("请加 -o 方案.xlsx", "add -o plan.xlsx"),
    )
}

fn nothing_read(file: &str) -> kernel::Problem {
    kernel::Problem::warning(
        "no-tasks",
        Place::file(file),
        Wording::new("没有读出任务和目标", "neither tasks nor targets were read"),
        Wording::new(
            "请确认这是方案正文，而不是通知、目录或附件",
            "check that this is the text of a plan, not a notice or an annex",
        ),
    )
}
