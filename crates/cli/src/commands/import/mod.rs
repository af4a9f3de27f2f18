mod figures;
mod reading;

use std::ffi::OsString;
use std::io::{Read as _, Write};
use std::path::Path;

use app::imports::{self, Effect, Finding, LaterFile, NewFile, Other, Seen, State, Told};
use app::{Actor, App, jobs};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use jiff::civil::Date;
use kernel::{Place, Problem, Severity, Wording};
use store::files::{self, Upload};

use reading::Reading;

use super::installation::{data, data_of, database, flags};
use super::{file, file_of, text_of};
use crate::failure::{Exit, Failure};
use crate::input;
use crate::language::Language;
use crate::server::{self, County};
use crate::session::Session;

/// Bytes that are read at once.
const PART: usize = 256 * 1024;

/// The code of what is said of closed periods whose records change.
const CLOSED: &str = "closed-periods";

/// Rows that were set aside and are told; the page of the import has all.
const ROWS_TOLD: u32 = 200;

pub(super) fn command(language: Language) -> Command {
    Command::new("import")
        .about(language.pick("把一个文件导入台账", "load a file into a ledger"))
        .before_help(
            "qiangxian import patents patents-2026-06.csv --data DIR --source CNIPA --as-of 2026-06-30 --dry-run\n\
             qiangxian import patents patents-2026-06.csv --data DIR --source CNIPA --as-of 2026-06-30",
        )
        .after_help(language.pick(
            "与页面 /workbench/imports 的步骤相同：认列、逐行校验、写入；--dry-run 只校验\n\
             会重新计算的指标逐个列出；加 --figures 列出数\n\
             有错的行搁置，其余写入；中断以后再执行同一命令，接着导入\n\
             已存定各期的依据会变的，先列出，加 --yes 才写入\n\
             搁置的行和撤回见 qiangxian imports\n\
             服务器运行时请用页面或接口 POST /api/v1/imports",
            "The same steps as the page /workbench/imports: columns, a look at every row, loading; --dry-run only looks\n\
             The indicators that it concerns are named, with --figures also what they come to\n\
             Rows with errors are set aside and the others loaded; broken off, the same command goes on\n\
             Where records of closed periods change, these are told, and it is loaded with --yes only\n\
             For the rows set aside and to take a file back, see qiangxian imports\n\
             While a server runs, use the page or POST /api/v1/imports",
        ))
        .arg(file("ledger", "LEDGER", language.pick("台账，如 patents", "the ledger, such as patents")))
        .arg(file("file", "FILE", language.pick("文件", "the file")))
        .arg(data(language))
        .arg(text("source", "TEXT", language.pick("数据来源", "where it comes from")).required(true))
        .arg(text("as-of", "DAY", language.pick("数据截至哪一天；默认今天", "the day for which it speaks; today by default")))
        .arg(text("note", "TEXT", language.pick("说明", "a remark")))
        .arg(
            Arg::new("table").long("table").value_name("NUMBER").value_parser(value_parser!(u32).range(1..)).help(
                language.pick("第几张工作表；默认自动选", "which sheet, from 1; chosen by itself by default"),
            ),
        )
        .arg(
            Arg::new("heading").long("heading").value_name("ROW").value_parser(value_parser!(u64).range(1..)).help(
                language.pick(
                    "表头在文件第几行；默认自动认",
                    "the line of the file that heads the table; found by itself by default",
                ),
            ),
        )
        .arg(
            Arg::new("column").long("column").value_name("HEAD=FIELD").action(ArgAction::Append).help(language.pick(
                "哪一列是哪个字段，可写多次：写表头或列号；字段留空则不导入",
                "which column is which field, by head or letters; as often as needed, no field leaves it out",
            )),
        )
        .arg(
            Arg::new("value").long("value").value_name("FIELD=VALUE").action(ArgAction::Append).help(language.pick(
                "文件里没有的列、各行相同的值，可写多次；下一份表头相同的文件会沿用，值留空则不再沿用",
                "what no column says and is the same in all rows; as often as needed; the next file with the same heads takes it over, \
                 an empty value ends that",
            )),
        )
        .arg(Arg::new("clear").long("clear").action(ArgAction::SetTrue).help(
            language.pick("空白单元格清空原来的内容", "empty cells clear what is there"),
        ))
        .arg(Arg::new("yes").long("yes").action(ArgAction::SetTrue).help(language.pick(
            "依据会变的已存定各期已看过，照样导入",
            "load it although records of closed periods change",
        )))
        .arg(Arg::new("figures").long("figures").action(ArgAction::SetTrue).help(language.pick(
            "算出各指标：导入前的数，导入后前后各是多少",
            "count the indicators: what they come to before, and once it is loaded, before and after",
        )))
        .arg(Arg::new("dry-run").long("dry-run").action(ArgAction::SetTrue).help(
            language.pick("只校验，不写入", "only look, write nothing"),
        ))
        .arg(database(language))
}

fn text(name: &'static str, value_name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value_name).help(help)
}

pub(super) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let reading = Reading::of(matches)?;
    let county = County::at(&data_of(matches).unwrap_or_default(), &flags(matches)?, session)?;
    let Outcome { seen, others, problems, figures } = server::wait_for(async {
        let app = county.open(None).await?;
        let mut console = imports::console(&app);
        console.language = session.language.of_forms();
        let done = load(&app, &console, matches, &reading).await;
        let closed = app.store().clone().close().await;
        closed.map_err(|error| server::failure(error.into())).and(done)
    })?;
    session.tell(&problems);
    let told = seen.told.clone().unwrap_or_default();
    let (state, language) = (seen.state.title(), session.language);
    let line = Wording::new(
        format!(
            "第{}号导入 {}：{}行，新增{}，变更{}，未变{}，搁置{}",
            seen.id, state.zh, told.rows, told.added, told.changed, told.same, told.set_aside
        ),
        format!(
            "import {} {}: {} rows, {} new, {} changed, {} the same, {} set aside",
            seen.id, state.en, told.rows, told.added, told.changed, told.same, told.set_aside
        ),
    );
    writeln!(session.output, "{}", language.pick(&line.zh, &line.en))?;
    for line in others.iter().filter(|other| other.import.is_none()).map(not_loaded) {
        writeln!(session.output, "{}", language.pick(&line.zh, &line.en))?;
    }
    let left_out = (told.notes_left_out > 0).then(|| left_out(told.notes_left_out));
    for line in
        told.unattributed.and_then(waiting).iter().chain(&taken_over(&seen)).chain(&left_out).chain(&figures)
    {
        writeln!(session.output, "{}", language.pick(&line.zh, &line.en))?;
    }
    // A job that could not be done now is tried again later, and so is the import not over.
    let is_over = !seen.state.goes_on();
    if !is_over {
        session.say(
            "还没有做完：出了错，过一会儿会再试。请稍后再执行同一命令，原因见任务页面",
            "Not done yet: it failed and is tried again after a while. \
             Give the same command again then; the page of the job says why",
        )?;
    }
    let waits = problems.iter().any(|problem| problem.severity == Severity::Error && problem.code == CLOSED);
    let is_sound = told.set_aside == 0 && told.broken.is_none() && is_over && !waits;
    Ok(if is_sound { Exit::Fine } else { Exit::Found })
}

/// What came of an import.
struct Outcome {
    seen: Seen,
    /// The other tables of the file.
    others: Vec<Other>,
    /// What there is to say of its rows.
    problems: Vec<Problem>,
    /// The indicators that count from its ledger, and what they come to.
    figures: Vec<Wording>,
}

/// Does all steps of an import.
async fn load(
    app: &App,
    console: &Actor,
    matches: &ArgMatches,
    reading: &Reading,
) -> Result<Outcome, Failure> {
    let path = Path::new(file_of(matches, "file"));
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let ledger = ledger_of(matches);
    let (source, note) = (text_of(matches, "source"), text_of(matches, "note"));
    let new = NewFile { ledger: &ledger, name: &name, as_of: as_of(matches)?, source, note };
    let upload = sent(app, console, file_of(matches, "file"))?;
    let of_file = of_file(app, console, &ledger, &files::name(&upload.digest())).await?;
    let before = of_file.iter().find(|seen| goes_on(console, seen, reading)).map(|seen| seen.id);
    let loaded = of_file.iter().find(|seen| seen.state.counts());
    let id = match (before, loaded.zip(reading.table)) {
        (Some(id), _) => id,
        // Which table is meant, is said: of the file that is here, it is another one.
        (None, Some((loaded, table))) => {
            imports::another_as(app, console, loaded.id, table, &new).await.map_err(server::failure)?
        }
        (None, None) => imports::take_in(app, console, &new, upload).await.map_err(server::failure)?,
    };
    reading.choose(app, console, id).await?;
    let how = How { is_dry: matches.get_flag("dry-run"), is_sure: matches.get_flag("yes") };
    let seen = done(app, console, (id, before.is_none()), how).await?;
    let others = imports::beside(app, console, id).await.map_err(server::failure)?;
    let mut problems = said_of_rows(app, console, &seen, path).await?;
    let effect = imports::effect(app, console, id).await.map_err(server::failure)?;
    let waits = seen.state == State::Checked && !how.is_dry && !how.is_sure;
    problems.extend(effect.as_ref().and_then(|effect| of_closed_periods(effect, waits.then_some(id))));
    problems.extend(seen.told.as_ref().and_then(|told| told.later.as_ref()).map(LaterFile::warning));
    let figures = match &effect {
        Some(effect) => figures::told(app, console, (&seen, effect), matches.get_flag("figures")).await?,
        None => Vec::new(),
    };
    Ok(Outcome { seen, others, problems, figures })
}

/// The values that all rows have; none if there are none.
fn taken_over(seen: &Seen) -> Option<Wording> {
    let values: Vec<String> = seen.fixed.iter().map(|(field, value)| format!("{field}={value}")).collect();
    (!values.is_empty()).then(|| {
        Wording::new(
            format!("各行相同：{}", values.join("，")),
            format!("the same in all rows: {}", values.join(", ")),
        )
    })
}

/// That not all rows are told that are worth a look.
fn left_out(count: u64) -> Wording {
    Wording::new(
        format!("需要留意的行太多，另有{count}行没有列出；搁置的行一行不少：qiangxian imports rows"),
        format!(
            "{count} more rows are worth a look and are not listed; of those set aside none is left out: qiangxian imports rows"
        ),
    )
}

/// That records wait until somebody decides where they count.
fn waiting(records: u64) -> Option<Wording> {
    (records > 0).then(|| {
        Wording::new(
            format!("其中{records}条记录归属待判定，判定以前指标不计入：/workbench/attribution"),
            format!(
                "{records} of its records wait to be attributed, and count nowhere until then: \
                 /workbench/attribution"
            ),
        )
    })
}

/// That another table of the file is not loaded, and how it is.
fn not_loaded(other: &Other) -> Wording {
    let (name, ledger, number) = (&other.table.name, &other.table.ledger, other.table.index + 1);
    Wording::new(
        format!("同一文件的表“{name}”没有导入：qiangxian import {ledger} … --table {number}"),
        format!(
            "{name}, a table of the same file, is not loaded: qiangxian import {ledger} … --table {number}"
        ),
    )
}

/// That records change from which periods were closed; of an import that waits for a word on it, how to say that.
fn of_closed_periods(effect: &Effect, waiting: Option<i64>) -> Option<Problem> {
    let closed = effect.closed();
    let (first, last) = (closed.first()?, closed.last()?);
    let (since, count) = (effect.since, closed.len());
    let what = Wording::new(
        format!("有记录从{since}起变化，已存定的{count}期用到它们（{first}至{last}）"),
        format!("records change from {since} on, and {count} closed periods count them ({first} to {last})"),
    );
    let Some(id) = waiting else {
        let remedy = Wording::new(
            "存定的数不会变，重算的数列在指标页上它的旁边；请核对文件的截止日期和内容",
            "what was closed stays, with what is known now beside it; look at the day of the file and at its rows",
        );
        return Some(Problem::warning(CLOSED, Place::default(), what, remedy));
    };
    let remedy = Wording::new(
        format!(
            "还没有导入；核对截止日期和内容后，加 --yes 再执行同一命令，不导入的执行 qiangxian imports drop {id}"
        ),
        format!(
            "nothing is loaded yet: look at the day of the file and at its rows, then give the same command with --yes, \
             or qiangxian imports drop {id}"
        ),
    );
    Some(Problem::error(CLOSED, Place::default(), what, remedy))
}

/// What a command says of loading.
#[derive(Clone, Copy)]
struct How {
    /// It only looks.
    is_dry: bool,
    /// Closed periods that are concerned keep it from nothing.
    is_sure: bool,
}

/// Has the rows looked at and, unless it is dry or closed periods are concerned, loaded.
async fn done(app: &App, console: &Actor, (id, is_new): (i64, bool), how: How) -> Result<Seen, Failure> {
    let How { is_dry, is_sure } = how;
    let mut seen = imports::see(app, console, id).await.map_err(server::failure)?;
    // Who only wants to look does not go on with loading.
    if seen.state == State::Checking || (seen.state == State::Loading && !is_dry) {
        seen = worked(app, console, id).await?;
    }
    if seen.state == State::TakenIn {
        imports::check(app, console, id).await.map_err(server::failure)?;
        seen = worked(app, console, id).await?;
    }
    let is_of_use = seen.told.as_ref().is_some_and(Told::is_of_use);
    if seen.state == State::Checked && !is_dry && !is_sure {
        let effect = imports::effect(app, console, id).await.map_err(server::failure)?;
        if effect.is_some_and(|effect| !effect.closed().is_empty()) {
            return Ok(seen);
        }
    }
    if matches!(seen.state, State::Checked | State::Stopped) && !is_dry && is_of_use {
        imports::confirm(app, console, id).await.map_err(server::failure)?;
        seen = worked(app, console, id).await?;
    } else if seen.state == State::Checked && is_dry && is_new {
        imports::drop_file(app, console, id).await.map_err(server::failure)?;
    }
    Ok(seen)
}

/// What there is to say of the rows, each at its line of the file.
async fn said_of_rows(app: &App, console: &Actor, seen: &Seen, path: &Path) -> Result<Vec<Problem>, Failure> {
    let rows = imports::set_aside(app, console, seen.id, (0, ROWS_TOLD)).await.map_err(server::failure)?;
    let name = path.display().to_string();
    let at = |line: i64, problem: Problem| {
        let line = usize::try_from(line).unwrap_or_default();
        let place = Place { file: Some(name.clone()), line: Some(line), ..problem.place.clone() };
        Problem { place, ..problem }
    };
    let mut problems: Vec<Problem> = rows
        .into_iter()
        .flat_map(|row| row.findings.into_iter().map(move |finding| (row.line, with_value(finding))))
        .map(|(line, problem)| at(line, problem))
        .collect();
    problems.extend(seen.told.as_ref().and_then(|told| told.broken.clone()));
    Ok(problems)
}

/// What there is to say of a cell, with what stands in it. Of what is sealed in a record the cell is not kept.
fn with_value(finding: Finding) -> Problem {
    let Finding { value, problem } = finding;
    let Some(value) = value else { return problem };
    let Wording { zh, en } = &problem.what;
    let what =
        Wording::new(format!("{zh}（文件里写的是“{value}”）"), format!("{en} (the file has “{value}”)"));
    Problem { what, ..problem }
}

/// The imports of the same file into the ledger, the last first.
async fn of_file(app: &App, console: &Actor, ledger: &str, digest: &str) -> Result<Vec<Seen>, Failure> {
    let all = imports::list(app, console, None).await.map_err(server::failure)?.into_iter();
    Ok(all.filter(|seen| seen.digest == digest && seen.ledger == ledger).collect())
}

/// Whether it is an import that a command before this one has broken off.
fn goes_on(console: &Actor, seen: &Seen, reading: &Reading) -> bool {
    let begun = [State::Stopped, State::Checked, State::TakenIn, State::Checking, State::Loading];
    // What is being taken back is not gone on with by loading it.
    begun.contains(&seen.state)
        && !seen.is_half_taken_back
        && seen.by == console.name
        && reading.table.is_none_or(|table| table == seen.table.0)
}

/// The file as it waits to be taken in.
fn sent(app: &App, console: &Actor, file: &OsString) -> Result<Upload, Failure> {
    let mut upload = imports::upload(app, console).map_err(server::failure)?;
    let (mut reader, mut part) = (input::reader(file)?, vec![0; PART]);
    loop {
        let length = reader.read(&mut part).map_err(|error| input::not_read(Path::new(file), &error))?;
        if length == 0 {
            return Ok(upload);
        }
        upload.write(&part[..length]).map_err(|error| server::failure(error.into()))?;
    }
}

/// The day for which the file speaks, where the command says one.
fn as_of(matches: &ArgMatches) -> Result<Option<Date>, Failure> {
    let written = matches.get_one::<String>("as-of");
    written.map(|written| written.parse::<Date>().map_err(|_| no_day(written))).transpose()
}

/// Does what was put down.
async fn worked(app: &App, console: &Actor, id: i64) -> Result<Seen, Failure> {
    jobs::run_due(app).await.map_err(server::failure)?;
    imports::see(app, console, id).await.map_err(server::failure)
}

fn ledger_of(matches: &ArgMatches) -> String {
    matches.get_one::<OsString>("ledger").map(|id| id.to_string_lossy().into_owned()).unwrap_or_default()
}

fn no_day(written: &str) -> Failure {
    Failure::failed(
        "no-day",
        Place::default().at_field("as-of"),
        Wording::new(format!("日期“{written}”看不懂"), format!("{written} is no day")),
        Wording::new("请写成 2026-06-30 的样子", "write it as 2026-06-30"),
    )
}
