use std::fs;
use std::io::{self, Write};
use std::path::Path;

use app::Clock;
use app::accounts::{FirstAccount, first_start};
use clap::{ArgMatches, Command};
use kernel::Wording;

use super::installation::{address, data, data_of, database, flags, shown};
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::server::{self, County};
use crate::session::Session;
use crate::settings::{self, FlagValue};

pub(super) fn command(language: Language) -> Command {
    Command::new("create")
        .about(language.pick("用数据包建立一个区县的数据库", "make the database of a county out of its pack"))
        .before_help(
            "qiangxian create --data DIR --pack packs/my-county\n\
             qiangxian create --data DIR --pack packs/my-county --address https://ip.example.gov.cn",
        )
        .after_help(language.pick(
            "在数据文件夹中写入 qiangxian.toml（逐项说明，可再改）和主密钥 master.key（请另行妥善保管）\n\
             已有的数据库不会被覆盖",
            "Writes qiangxian.toml (each setting explained, to be edited) and the master key master.key (keep a copy\n\
             elsewhere) into the data folder\n\
             A database that is there already is never overwritten",
        ))
        .arg(data(language))
        .arg(address(language))
        .arg(database(language))
}

pub(super) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let data = data_of(matches).unwrap_or_default();
    let flags = flags(matches)?;
    let county = County::at(&data, &flags, session)?;
    let pack = county.pack(session)?.ok_or_else(no_pack)?;
    let first = server::wait_for(async {
        let settings = &county.settings;
        let surroundings = settings.surroundings.clone();
        let made = app::county::create(&settings.store, pack, false, Clock::System, surroundings).await;
        let app = made.map_err(server::failure)?;
        write_settings(&data, &flags, session.language)?;
        let first = first_start(&app).await.map_err(server::failure)?;
        let closed = app.store().clone().close().await;
        closed.map_err(|error| server::failure(error.into())).map(|()| first)
    })?;
    session.output.write_all(page(&first, session).as_bytes())?;
    next_steps(&data, session)?;
    Ok(Exit::Fine)
}

/// The settings file, with what the flags say; one that is there stays as it is.
fn write_settings(data: &Path, flags: &[FlagValue], language: Language) -> Result<(), Failure> {
    let path = data.join(settings::FILE);
    let set: Vec<(&str, String)> =
        flags.iter().map(|flag| (flag.key, settings::quoted(&flag.text))).collect();
    let mut options = fs::File::options();
    options.write(true).create_new(true);
    // Passwords may be added to it.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options
        .open(&path)
        .and_then(|mut file| file.write_all(settings::template(language, &set).as_bytes()));
    match written {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(Failure::write(&path, &error)),
        _ => Ok(()),
    }
}

/// The three administrators, each with the link by which they set their account up.
fn page(first: &[FirstAccount], session: &Session) -> String {
    let language = session.language;
    let title = language.pick(
        "三员账号已建立，没有默认密码。请把设置链接分别交给三个人，7天内有效，各用一次：",
        "There are accounts for the three administrators, without any password. Hand each link to another person; it is\n\
         good once, for 7 days:",
    );
    let mut page = format!("{title}\n");
    for one in first {
        page.push_str(&format!("\n{} ({})\n  {}\n", language.of(&one.role), one.sign_in_name, one.link));
    }
    page
}

fn next_steps(data: &Path, session: &mut Session) -> Result<(), Failure> {
    let folder = shown(data);
    session.say(
        &format!(
            "已建立。请把 {folder}/master.key 另存到安全的地方：没有它，备份中的个人信息无法打开\n\
             接下来：查看 {folder}/{}，然后 qiangxian serve --data {folder}",
            settings::FILE
        ),
        &format!(
            "Made. Keep a copy of {folder}/master.key in a safe place: without it personal values in a backup cannot be opened\n\
             Next: look into {folder}/{}, then qiangxian serve --data {folder}",
            settings::FILE
        ),
    )
}

fn no_pack() -> Failure {
    Failure::usage(
        Wording::new("没有指定数据包", "no pack was named"),
        Wording::new(
            "请用 --pack 指定区县的数据包：文件夹，或内置的名称",
            "name the pack of the county with --pack: a folder, or one that is built in",
        ),
    )
}
