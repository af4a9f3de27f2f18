//! Tells a story: each line a time, who, what they do, and what becomes of it. The told story has to be the written one.

use app::accounts::{self, second_factor};
use app::firms::{self, FirmRole, NewClaim, NewMandate};
use app::secrets::Password;
use app::sessions::{self, Next};
use app::{Error, jobs};
use jiff::Timestamp;
use store::Database;

use super::stage::{Stage, mail, new_person, password};
use crate::postgres;

/// Codes of firms in the stories, by the name of the firm.
const FIRMS: [(&str, &str); 3] =
    [("weavers", "91350100M000100Y43"), ("painters", "91430105M4L16JQ988"), ("agency", "91110108MA01A2B32G")];

/// Tells the story on SQLite and, where there is one, on PostgreSQL.
pub(super) fn tell(people: &str, story: &str) {
    let databases = [Some(Database::Sqlite), postgres::database().map(Database::Postgres)];
    for database in databases.into_iter().flatten() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let told = runtime.block_on(told(database, people, story));
        assert_eq!(told, story.trim(), "\nwas told otherwise:\n{told}\n");
    }
}

/// Those who are there from the beginning: `name` registered, `name: role` of the staff, signed in.
async fn told(database: Database, people: &str, story: &str) -> String {
    let mut stage = Stage::new(database).await;
    for person in people.split_whitespace() {
        match person.split_once(':') {
            Some((name, role)) => drop(stage.with_role(name, role).await),
            None => stage.registered(person).await,
        }
    }
    let mut lines = Vec::new();
    for line in story.trim().lines() {
        let (deed, _) = line.split_once(" -> ").unwrap_or_else(|| panic!("no outcome: {line}"));
        let (time, rest) = deed.trim().split_at(16);
        let time: Timestamp = format!("{}:00+08:00", time.replace(' ', "T")).parse().unwrap();
        stage.clock.advance_to(time);
        let (name, what) = rest.trim().split_once(' ').unwrap();
        let outcome = match done(&mut stage, name, what.trim()).await {
            Ok(outcome) => outcome,
            Err(error) => shown(&error),
        };
        let letters: Vec<String> = stage.post().await.into_iter().map(|letter| letter.to).collect();
        let letters =
            if letters.is_empty() { String::new() } else { format!("; letter to {}", letters.join(", ")) };
        lines.push(format!("{deed} -> {outcome}{letters}"));
    }
    lines.join("\n")
}

pub(crate) fn shown(error: &Error) -> String {
    match error {
        Error::NotFound => "not found".to_owned(),
        Error::NotAllowed(denied) if denied.needs_second_factor => "second factor first".to_owned(),
        Error::NotAllowed(denied) => format!("not allowed: {}", denied.why.en),
        Error::Invalid(problems) => {
            problems.iter().map(|problem| problem.code.as_str()).collect::<Vec<_>>().join(", ")
        }
        Error::Conflict(why) => format!("conflict: {}", why.en),
        Error::TooSoon { opens_at: until, .. } => {
            let china = jiff::tz::TimeZone::fixed(jiff::tz::Offset::constant(8));
            format!("wait until {}", until.to_zoned(china).strftime("%H:%M:%S"))
        }
        Error::Internal(internal) => format!("internal: {internal}"),
    }
}

async fn done(stage: &mut Stage, name: &str, what: &str) -> Result<String, Error> {
    let words: Vec<&str> = what.split(' ').collect();
    match words.as_slice() {
        [
            "claims" | "withdraws" | "proves" | "refuses" | "invites" | "joins" | "leaves" | "removes"
            | "makes",
            ..,
        ] => of_firms(stage, name, &words).await,
        ["proposes" | "accepts" | "declines" | "ends" | "acts" | "may", ..] => {
            of_mandates(stage, name, &words).await
        }
        _ => of_accounts(stage, name, &words).await,
    }
}

async fn of_accounts(stage: &mut Stage, name: &str, words: &[&str]) -> Result<String, Error> {
    let (visitor, who) = (stage.visitor(name), stage.who(name).await);
    let token = stage.person(name).token.clone();
    let app = stage.app.clone();
    match words {
        ["asks", "to", "register"] => accounts::request_registration(&app, &visitor, &mail(name)).await?,
        ["registers"] => {
            let signed_in = accounts::register(&app, &visitor, &token, new_person(name)).await?;
            stage.enter(name, &signed_in);
        }
        ["signs", "in"] => stage.sign_in(name, password(name)).await?,
        ["signs", "in", "anew"] => stage.sign_in(name, Password::new("a quite different secret")).await?,
        ["signs", "in", "wrongly"] => stage.sign_in(name, Password::new("wrong")).await?,
        ["signs", "out"] => {
            sessions::sign_out(&app, &who).await?;
        }
        ["asks", "to", "recover"] => accounts::request_recovery(&app, &visitor, &mail(name)).await?,
        ["recovers"] => {
            accounts::recover(&app, &visitor, &token, Password::new("a quite different secret")).await?;
        }
        ["enrolls"] => stage.enroll(name).await,
        ["gives", "a", "code"] => {
            let code = stage.code(name);
            let signed_in = second_factor::give(&app, &who, &code).await?;
            stage.enter(name, &signed_in);
        }
        ["gives", "a", "wrong", "code"] => drop(second_factor::give(&app, &who, "000000").await?),
        ["gives", "recovery", "code", number] => {
            let code = stage.person(name).codes[number.parse::<usize>().unwrap()].text();
            let signed_in = second_factor::give_recovery_code(&app, &who, &code).await?;
            stage.enter(name, &signed_in);
        }
        ["looks"] => return Ok(looks(stage, name).await),
        ["waits"] => {}
        ["runs", "the", "jobs"] => drop(jobs::run_due(&app).await?),
        _ => panic!("nobody knows how to do this: {words:?}"),
    }
    Ok("done".to_owned())
}

/// What somebody is taken for.
async fn looks(stage: &mut Stage, name: &str) -> String {
    let who = stage.who(name).await;
    let roles: Vec<&str> = who.actor.roles.iter().map(|granted| granted.role.id.as_str()).collect();
    let next = match who.next {
        Next::Nothing => "",
        Next::GiveSecondFactor => ", has to give the second factor",
        Next::EnrollSecondFactor => ", has to enroll a second factor",
    };
    format!("{}{next}", roles.join(" "))
}

async fn of_firms(stage: &mut Stage, name: &str, words: &[&str]) -> Result<String, Error> {
    let (visitor, who) = (stage.visitor(name), stage.who(name).await);
    let token = stage.person(name).token.clone();
    let app = stage.app.clone();
    match words {
        ["claims", firm, rest @ ..] => {
            let document = Ok(if rest.is_empty() { None } else { Some(stage.document(&who).await) });
            let claim = NewClaim { code: code_of(firm), name: format!("演示数据{firm}"), document };
            return Ok(format!("claim {}", firms::claim(&app, &who, &claim, None).await?));
        }
        ["withdraws", claim] => firms::withdraw(&app, &who, claim.parse().unwrap()).await?,
        ["proves", claim] => firms::prove(&app, &who, claim.parse().unwrap()).await?,
        ["refuses", claim] => firms::refuse(&app, &who, claim.parse().unwrap(), "材料不清").await?,
        ["refuses", claim, "silently"] => firms::refuse(&app, &who, claim.parse().unwrap(), " ").await?,
        ["invites", other, "to", firm] => {
            firms::invite(&app, &who, &code_of(firm), &mail(other), FirmRole::User).await?;
        }
        ["joins"] => firms::join(&app, &visitor, &who, &token).await?,
        ["leaves", firm] => {
            let own = who.actor.account.unwrap();
            firms::remove_user(&app, &who, &code_of(firm), own).await?;
        }
        ["removes", other, "from", firm] => {
            let account = stage.actor(other).await.account.unwrap();
            firms::remove_user(&app, &who, &code_of(firm), account).await?;
        }
        ["makes", other, "manager", "of", firm] => {
            let account = stage.actor(other).await.account.unwrap();
            firms::change_role(&app, &who, &code_of(firm), account, FirmRole::Manager).await?;
        }
        _ => panic!("nobody knows how to do this: {words:?}"),
    }
    Ok("done".to_owned())
}

async fn of_mandates(stage: &mut Stage, name: &str, words: &[&str]) -> Result<String, Error> {
    let (who, app) = (stage.who(name).await, stage.app.clone());
    match words {
        ["proposes", agency, "for", client, "from", from, "until", until, rest @ ..] => {
            let new = NewMandate {
                agency: code_of(agency),
                client: code_of(client),
                client_name: format!("演示数据{client}"),
                from: Ok(from.parse().unwrap()),
                until: Ok(until.parse().unwrap()),
                document: Ok(if rest.is_empty() { None } else { Some(stage.document(&who).await) }),
            };
            return Ok(format!("mandate {}", firms::propose_mandate(&app, &who, &new, None).await?));
        }
        ["accepts", mandate] => firms::accept_mandate(&app, &who, mandate.parse().unwrap()).await?,
        ["declines", mandate] => {
            firms::refuse_mandate(&app, &who, mandate.parse().unwrap(), "没有委托").await?;
        }
        ["ends", mandate] => firms::end_mandate(&app, &who, mandate.parse().unwrap()).await?,
        ["acts", "for", "nobody"] => sessions::act_for(&app, &who, None).await?,
        ["acts", "for", firm] => sessions::act_for(&app, &who, Some((&code_of(firm), None))).await?,
        ["acts", "for", firm, "by", mandate] => {
            sessions::act_for(&app, &who, Some((&code_of(firm), mandate.parse().ok()))).await?;
        }
        ["may", "act", "for"] => {
            let choices = sessions::choices(&app, &who).await?;
            let shown = choices.iter().map(|choice| match choice.until {
                Some(until) => format!("{} until {until}", name_of(&choice.firm)),
                None => name_of(&choice.firm).to_owned(),
            });
            let shown = shown.collect::<Vec<_>>().join(", ");
            return Ok(if shown.is_empty() { "nobody".to_owned() } else { shown });
        }
        _ => panic!("nobody knows how to do this: {words:?}"),
    }
    Ok("done".to_owned())
}

fn code_of(firm: &str) -> String {
    let known = FIRMS.iter().find(|(name, _)| *name == firm);
    known.map_or(firm, |(_, code)| code).to_owned()
}

fn name_of(code: &str) -> &str {
    FIRMS.iter().find(|(_, known)| *known == code).map_or(code, |(name, _)| name)
}
