use std::io::Write;

use app::accounts::{self, SeenAccount};
use app::grants::{self, Grant};
use app::{Actor, App, county};
use clap::{ArgMatches, Command};
use serde::Serialize;

use crate::commands::installation::{data, data_of, database, flags};
use crate::commands::{format, text_of};
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::render::{Column, Table};
use crate::server::{self, County};
use crate::session::Session;

/// Accounts that are read at once.
const AT_ONCE: u16 = 200;

pub(in crate::commands) fn command(language: Language) -> Command {
    Command::new("list")
        .about(language.pick("列出工作账号及其角色", "list the accounts of the staff with their roles"))
        .before_help("qiangxian user list --data DIR\nqiangxian user list --data DIR --format json")
        .arg(data(language))
        .arg(format(
            &["table", "json"],
            language.pick("输出形式；默认 table", "form of the output; table by default"),
        ))
        .arg(database(language))
}

/// An account as it is listed.
#[derive(Debug, Serialize)]
struct Listed {
    account: i64,
    name: Option<String>,
    called: String,
    roles: Vec<String>,
    state: &'static str,
}

pub(in crate::commands) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let data = data_of(matches).unwrap_or_default();
    let county = County::at(&data, &flags(matches)?, session)?;
    // A server may own the folder: this only looks.
    let listed = server::wait_for(async {
        let settings = &county.settings;
        let app = county::look(&settings.store, settings.surroundings.clone()).await;
        let app = app.map_err(server::failure)?;
        let console = accounts::console(&app);
        all(&app, &console, session.language).await.map_err(server::failure)
    })?;
    if text_of(matches, "format") == "json" {
        serde_json::to_writer_pretty(&mut session.output, &listed)?;
        session.output.write_all(b"\n")?;
        return Ok(Exit::Fine);
    }
    let language = session.language;
    let mut table = Table::new(vec![
        Column::fit(language.pick("登录名", "name")),
        Column::fit(language.pick("称呼", "called")),
        Column::flow(language.pick("角色", "roles"), 12, 1),
        Column::fit(language.pick("状态", "state")),
    ]);
    for one in listed {
        let separator = language.pick("、", ", ");
        let name = one.name.unwrap_or_else(|| one.account.to_string());
        table.row(vec![name, one.called, one.roles.join(separator), state(one.state, language).to_owned()]);
    }
    let page = table.render(session.columns, 0, session.paint);
    session.output.write_all(page.as_bytes())?;
    Ok(Exit::Fine)
}

async fn all(app: &App, console: &Actor, language: Language) -> Result<Vec<Listed>, app::Error> {
    let mut listed: Vec<Listed> = Vec::new();
    loop {
        let after = listed.last().map_or(0, |one| one.account);
        let page = accounts::staff(app, console, after, AT_ONCE).await?;
        if page.is_empty() {
            return Ok(listed);
        }
        for seen in page {
            let grants = grants::of_account(app, console, seen.profile.account).await?;
            listed.push(one(app, seen, &grants, language));
        }
    }
}

fn one(app: &App, seen: SeenAccount, grants: &[Grant], language: Language) -> Listed {
    let declarations = app.declarations();
    let in_force = grants.iter().filter(|grant| grant.holds_on(app.today()));
    let roles = in_force.map(|grant| {
        let title = declarations.roles.get(&grant.role).map(|role| language.of(&role.title));
        let title = title.unwrap_or(&grant.role);
        grant.body.as_ref().map_or_else(|| title.to_owned(), |body| format!("{title} ({body})"))
    });
    Listed {
        account: seen.profile.account,
        name: seen.profile.sign_in_name.or(seen.profile.mail),
        called: seen.profile.name,
        roles: roles.collect(),
        state: match (seen.is_closed, seen.is_locked, seen.is_set_up) {
            (true, _, _) => "closed",
            (_, true, _) => "locked",
            (_, _, false) => "not-set-up",
            _ => "open",
        },
    }
}

fn state(state: &str, language: Language) -> &str {
    match state {
        "closed" => language.pick("已注销", "closed"),
        "locked" => language.pick("已停用", "locked"),
        "not-set-up" => language.pick("待设置", "not set up"),
        _ => language.pick("正常", "open"),
    }
}
