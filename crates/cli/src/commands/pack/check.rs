use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::path::Path;

use app::Declarations;
use app::county::{self, SeedDifference};
use app::indicators::check_stories;
use clap::builder::OsStringValueParser;
use clap::{Arg, ArgMatches, Command};
use documents::read_archive;
use kernel::Problem;
use pack::Pack;
use serde::Serialize;

use crate::commands::{format, text_of};
use crate::failure::{Exit, Failure};
use crate::input;
use crate::language::Language;
use crate::render::problems;
use crate::server::{self, County};
use crate::session::{Session, is_folder};

pub(in crate::commands) fn command(language: Language) -> Command {
    Command::new("check")
        .about(language.pick(
            "核对数据包的全部文件，每个问题都指明文件和行",
            "check every file of a pack; each problem names its file and line",
        ))
        .before_help(
            "qiangxian pack check packs/my-county\n\
             qiangxian pack check my-county.zip\n\
             qiangxian pack check china\n\
             qiangxian pack check packs/my-county --against DIR\n\
             qiangxian pack check . --format json",
        )
        .after_help(language.pick(
            "退出码 1 表示有错误级问题；警告不影响",
            "exit code 1 means that an error was found; warnings do not count",
        ))
        .arg(
            Arg::new("name")
                .value_name("DIR|FILE|NAME")
                .required(true)
                .value_parser(OsStringValueParser::new())
                .help(language.pick(
                    "文件夹、.zip 文件，或内置数据包的名称",
                    "a folder, a .zip file, or the name of a built-in pack",
                )),
        )
        .arg(
            Arg::new("against")
                .long("against")
                .value_name("DIR")
                .value_parser(OsStringValueParser::new())
                .help(language.pick(
                "再与这个数据文件夹中的数据库比较：声明是否合于已有记录，种子数据有何不同",
                "also compare with the database in this data folder: records with declarations, and seeds",
            )),
        )
        .arg(format(
            &["table", "json"],
            language.pick("输出形式；默认 table", "form of the output; table by default"),
        ))
}

/// The JSON form.
#[derive(Serialize)]
struct Report<'p> {
    pack: Option<&'p str>,
    problems: &'p [Problem],
    /// What the seeds say otherwise than the database, if that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    differences: Option<&'p [SeedDifference]>,
}

pub(in crate::commands) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let named = matches.get_one::<OsString>("name").cloned().unwrap_or_default();
    let path = Path::new(&named);
    let mut report = if path.is_file() {
        check_archive(&named)?
    } else if is_folder(&named) {
        pack::check_folder(path)
    } else {
        pack::check(&named.to_string_lossy())
    };
    if let Some(pack) = report.pack.as_ref().filter(|_| report.is_sound()) {
        let told = server::wait_for(async { Ok::<_, Failure>(check_stories(pack).await?) })?;
        report.problems.extend(told);
    }
    let mut differences = None;
    if let Some(data) = matches.get_one::<OsString>("against")
        && let Some(pack) = report.pack.as_ref().filter(|_| report.is_sound())
    {
        let (problems, of_seeds) = against(pack, Path::new(data), session)?;
        differences = Some(of_seeds);
        report.problems.extend(problems);
    }
    let name = report.pack.as_ref().map(|pack| pack.manifest().name.as_str());
    if text_of(matches, "format") == "json" {
        serde_json::to_writer_pretty(
            &mut session.output,
            &Report { pack: name, problems: &report.problems, differences: differences.as_deref() },
        )?;
        session.output.write_all(b"\n")?;
    } else {
        let page = page(&report.problems, &named.to_string_lossy(), session);
        session.output.write_all(page.as_bytes())?;
        if let Some(differences) = &differences {
            session.output.write_all(super::differences::page(differences, session).as_bytes())?;
        }
    }
    Ok(if report.is_sound() { Exit::Fine } else { Exit::Found })
}

/// What the records of a database are otherwise than the pack declares, and what its seeds say otherwise; a server may own the
/// database.
fn against(
    pack: &Pack,
    data: &Path,
    session: &Session,
) -> Result<(Vec<Problem>, Vec<SeedDifference>), Failure> {
    let county = County::at(data, &[], session)?;
    let (name, files) = (pack.manifest().name.clone(), pack.contents()?);
    server::wait_for(async {
        let settings = &county.settings;
        let compared = async {
            let app = county::look(&settings.store, settings.surroundings.clone()).await?;
            // As an installation would use it: together with what the county has already.
            let pack = county::with(&app, &name, files).await?;
            let declarations = Declarations::read(pack).map_err(app::Error::Invalid)?;
            let problems = county::fit(&app, &declarations).await?;
            Ok((problems, county::differences(&app, &declarations).await?))
        };
        compared.await.map_err(server::failure)
    })
}

/// Checks a pack in one file, without unpacking it anywhere.
fn check_archive(named: &OsStr) -> Result<pack::Report, Failure> {
    let name = named.to_string_lossy();
    let files = read_archive(&input::bytes(named)?).map_err(|error| vec![error.to_problem(&name)])?;
    Ok(pack::check_files(&name, files))
}

fn page(problems: &[Problem], named: &str, session: &Session) -> String {
    let (language, paint) = (session.language, session.paint);
    if problems.is_empty() {
        let fine = language.pick("没有问题", "no problems");
        return format!("{named}{}{}\n", language.pick("：", ": "), paint.green(fine));
    }
    let list: String = problems.iter().map(|problem| problems::message(problem, language, paint)).collect();
    let counts = problems::counts(problems.iter().map(|problem| problem.severity), language, paint);
    format!("{list}\n{counts}\n")
}
