mod district;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use app::Clock;
use app::demonstration::{self, Progress, SignIns};
use app::mail::Mailer;
use clap::builder::{OsStringValueParser, PossibleValuesParser};
use clap::{Arg, ArgMatches, Command};
use jiff::Timestamp;
use pack::Pack;
use tempfile::TempDir;

pub(super) use district::load_all as load_district;

use super::installation::{data_of, flags, listen, log};
use super::{synth, text_of};
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::render::{Column, Table};
use crate::server::{self, County};
use crate::session::Session;

/// Where the letters of the demonstration are put, in its folder: nobody gets them.
const LETTERS: &str = "mail";

/// The scale at which no files are loaded.
const NONE: &str = "none";

pub(super) fn command(language: Language) -> Command {
    Command::new("demo")
        .about(language.pick("建立并打开一个演示区县", "make a demonstration county and open it"))
        .before_help("qiangxian demo\nqiangxian demo --scale sample\nqiangxian demo --data DIR --listen 127.0.0.1:9000")
        .after_help(language.pick(
            "数据都是编造的，历史有几个月；账号和密码写在输出中，登录页也有\n\
             不指定 --data 时用临时文件夹，结束时删除；8080 端口被占用时用下一个空闲端口",
            "All data are made up, with a past of some months; names and passwords are printed, and on the page to sign in\n\
             Without --data it lives in a temporary folder that is removed at the end; if port 8080 is taken the next one\n\
             is used",
        ))
        .arg(Arg::new("data").long("data").value_name("DIR").value_parser(OsStringValueParser::new()).help(
            language.pick("保留在这个文件夹中，以后可再打开", "keep it in this folder, to open it again later"),
        ))
        .arg(
            Arg::new("scale")
                .long("scale")
                .value_name("SCALE")
                .value_parser(PossibleValuesParser::new([NONE, synth::SAMPLE, synth::DISTRICT]))
                .default_value(synth::DISTRICT)
                .help(language.pick(
                    "导入多少编造的文件：none 不导入，sample 样例，district 一个区县；默认 district，打开以后在后台导入",
                    "how many invented files are loaded: none, sample, district; district by default, beside the pages once they are open",
                )),
        )
        .arg(listen(language))
        .arg(log(language))
}

pub(super) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    // The log of a demonstration is for those who look for something; others see where to go.
    server::start_logs(text_of(matches, "log"), "warn")?;
    let folder = Folder::open(data_of(matches))?;
    let county = County::at(folder.path(), &flags(matches)?, session)?;
    let pack = session.demonstration()?;
    let is_asked = matches.contains_id("listen");
    let scale = text_of(matches, "scale").to_owned();
    server::wait_for(serve(county, pack, (is_asked, scale), session))?;
    Ok(Exit::Fine)
}

async fn serve(
    mut county: County,
    pack: Pack,
    (is_asked, scale): (bool, String),
    session: &mut Session,
) -> Result<(), Failure> {
    // What was installed into a demonstration that is there already stays, unless another pack is named.
    let is_there = county.settings.surroundings.sign_ins.is_some();
    let pack_now = (!is_there || session.named_pack().is_some()).then(|| pack.clone());
    let sign_ins = match county.settings.surroundings.sign_ins.take() {
        Some(sign_ins) => sign_ins,
        None => make(&county, &pack, session).await?,
    };
    let listen = county.settings.pages.listen;
    let listener = if is_asked { server::listen(listen).await? } else { server::listen_next(listen).await? };
    let url = server::url(listener.local_addr()?, &county.settings.pages.base_path);
    let surroundings = &mut county.settings.surroundings;
    surroundings.address.clone_from(&url);
    surroundings.mailer = Some(Mailer::folder(county.data.join(LETTERS)));
    surroundings.sign_ins = Some(sign_ins.clone());
    let app = county.open(pack_now).await?;
    session.output.write_all(page(&url, &sign_ins, app.now(), session).as_bytes())?;
    session.output.flush()?;
    if scale != NONE {
        tokio::spawn(district::load(app.clone(), pack, scale));
    }
    server::run(app, &county.data, listener, county.settings.pages).await
}

/// Makes the demonstration and shows how far it is.
async fn make(county: &County, pack: &Pack, session: &Session) -> Result<SignIns, Failure> {
    let mut last = None;
    let mut tell = |progress: Progress| {
        let step = std::mem::discriminant(&progress);
        if !session.quiet && last.replace(step) != Some(step) {
            _ = writeln!(io::stderr().lock(), "{}", sentence(progress, session.language));
        }
    };
    let now = Clock::System.now();
    let made = demonstration::make(&county.settings.store, pack.clone(), now, &mut tell).await;
    made.map_err(server::failure)
}

fn sentence(progress: Progress, language: Language) -> String {
    match progress {
        Progress::County => {
            language.pick("正在建立演示区县……", "making the demonstration county …").to_owned()
        }
        Progress::People { of, .. } => {
            language.pick(format!("正在设置 {of} 个账号……"), format!("setting up {of} accounts …"))
        }
        Progress::History { of, .. } => language
            .pick(format!("正在编排历史，{of} 笔……"), format!("living through its history, {of} entries …")),
    }
}

/// Where to go, and as whom.
fn page(url: &str, sign_ins: &SignIns, now: Timestamp, session: &Session) -> String {
    let (language, paint) = (session.language, session.paint);
    let mut table = Table::new(vec![
        Column::flow(language.pick("角色", "role"), 12, 1).whole(40),
        Column::fit(language.pick("登录名", "name")),
        Column::fit(language.pick("密码", "password")),
        Column::fit(language.pick("验证码", "code")),
    ]);
    for sign_in in sign_ins.iter() {
        let code = sign_in.code(now).unwrap_or_else(|| "–".to_owned());
        let role = language.pick(&sign_in.title, &sign_in.role.en).clone();
        table.row(vec![role, sign_in.name.clone(), sign_in.password.clone(), code]);
    }
    let open = language.pick("演示区县已打开：", "the demonstration is open: ");
    let codes = language.pick(
        format!("验证码每30秒更换，一个只能用一次；此刻的验证码见 {url}/sign-in"),
        format!(
            "a code is good once and changes every 30 seconds; the one of the moment is at {url}/sign-in"
        ),
    );
    let stop = language.pick("按 Ctrl-C 停止", "Ctrl-C stops");
    format!(
        "\n{open}{}\n\n{}\n{codes}\n{stop}\n",
        paint.bold(&format!("{url}/")),
        table.render(session.columns, 2, paint)
    )
}

/// Where the demonstration lives.
#[derive(Debug)]
enum Folder {
    /// In a folder that somebody named; it stays.
    Kept(PathBuf),
    /// In a temporary one; it goes.
    Temporary(TempDir),
}

impl Folder {
    fn open(named: Option<PathBuf>) -> Result<Folder, Failure> {
        match named {
            Some(path) => Ok(Folder::Kept(path)),
            None => Ok(Folder::Temporary(tempfile::Builder::new().prefix("qiangxian-demo-").tempdir()?)),
        }
    }

    fn path(&self) -> &Path {
        match self {
            Folder::Kept(path) => path,
            Folder::Temporary(folder) => folder.path(),
        }
    }
}
