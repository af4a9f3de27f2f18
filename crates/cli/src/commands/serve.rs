use clap::{ArgMatches, Command};

use super::installation::{address, base_path, data, data_of, database, flags, listen, log};
use super::text_of;
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::server::{self, County};
use crate::session::Session;

pub(super) fn command(language: Language) -> Command {
    Command::new("serve")
        .about(language.pick("提供一个区县的网页和接口", "serve the pages and the API of a county"))
        .before_help(
            "qiangxian serve --data DIR\n\
             qiangxian serve --data DIR --listen 127.0.0.1:9000\n\
             qiangxian serve --data DIR --pack packs/my-county",
        )
        .after_help(language.pick(
            "设置见数据文件夹中的 qiangxian.toml；命令行优先于环境变量 QIANGXIAN_*，环境变量优先于文件\n\
             --pack 指定的数据包若与已安装的不同，先行安装\n\
             SIGTERM 或 Ctrl-C 平稳停止：处理完已收到的请求；再按一次立即结束\n\
             日志写到标准错误；级别见环境变量 QIANGXIAN_LOG，如 warn 或 info,store=debug",
            "Settings are in qiangxian.toml in the data folder; flags are stronger than variables QIANGXIAN_*, and those\n\
             stronger than the file\n\
             A pack that is named with --pack and is not the one installed is installed first\n\
             SIGTERM or Ctrl-C stops gently: requests under way are finished; a second one ends at once\n\
             The log goes to stderr; its levels are in QIANGXIAN_LOG, such as warn or info,store=debug",
        ))
        .arg(data(language))
        .arg(listen(language))
        .arg(address(language))
        .arg(base_path(language))
        .arg(database(language))
        .arg(log(language))
}

pub(super) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    server::start_logs(text_of(matches, "log"), "info")?;
    let data = data_of(matches).unwrap_or_default();
    let county = County::at(&data, &flags(matches)?, session)?;
    let pack = county.pack(session)?;
    server::wait_for(async {
        let app = county.open(pack).await?;
        let listener = server::listen(county.settings.pages.listen).await?;
        let url = server::url(listener.local_addr()?, &county.settings.pages.base_path);
        session.say(
            &format!("已在 {url}/ 提供服务；按 Ctrl-C 停止"),
            &format!("serving at {url}/; Ctrl-C stops"),
        )?;
        server::run(app, &county.data, listener, county.settings.pages).await
    })?;
    Ok(Exit::Fine)
}
