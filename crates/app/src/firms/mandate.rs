use jiff::civil::Date;
use kernel::{Place, Problem, Wording};
use store::mandates::{self, Mandate};
use store::{Db, Write, firms};

use super::claim::{check_name, read_code};
use super::documents;
use super::rights::{as_judge, as_user, clerks, managers};
use super::{CLERKS_PAGE, PAGE, Read};
use crate::accounts::reason;
use crate::inbox::Draft;
use crate::once::{self, Once};
use crate::sessions::Who;
use crate::{App, Deed, Error, gate, inbox};

/// Years for which a mandate holds at most; then it is given anew.
const YEARS_MAX: i16 = 3;

/// An agency says that it may act for a firm.
#[derive(Debug, Clone)]
pub struct NewMandate {
    /// The unified social credit code of the agency.
    pub agency: String,
    /// The code of the client, as it was typed.
    pub client: String,
    /// The name of the client.
    pub client_name: String,
    /// The first day.
    pub from: Read<Date>,
    /// The day on which it holds no more.
    pub until: Read<Date>,
    /// The digest of the kept power of attorney; none if a manager of the client is to confirm.
    pub document: Read<Option<String>>,
}

/// Proposes a mandate. A manager of the client or a clerk accepts it. A request that was sent before is not done again.
///
/// # Errors
/// [`Error::NotFound`] to all but users of the agency; [`Error::Invalid`] with every problem of what was given.
pub async fn propose_mandate(
    app: &App,
    who: &Who,
    new: &NewMandate,
    once: Option<&Once>,
) -> Result<i64, Error> {
    who.in_charge()?;
    let said = vec![("client", new.client.as_str()), ("client-name", new.client_name.as_str())];
    gate::pass(app, &who.actor, said).await?;
    let mut write = app.begin(&who.actor, Deed::ProposeMandate.id(), ("mandate", "new"), None).await?;
    as_user(&write, who, &new.agency).await?;
    if let Some(id) = once::number_before(app, &who.actor, &write, once).await? {
        return Ok(id);
    }
    let (mandate, managers) = check(app, &write, who, new).await?;
    firms::note(&write, &mandate.client, new.client_name.trim()).await?;
    let id = mandates::propose(&write, &mandate).await?;
    write.set_subject_id(&id.to_string());
    let title = || Wording::new("有代理授权待确认", "a mandate of an agency waits to be accepted");
    for (accounts, page) in [(managers, PAGE), (clerks(app, &write).await?, CLERKS_PAGE)] {
        for account in accounts {
            inbox::put(app, &write, account, Draft::to_do(title()).leading_to(page)).await?;
        }
    }
    once::keep_number(app, &who.actor, &write, once, id).await?;
    write.commit().await?;
    Ok(id)
}

/// Accepts a mandate: the agency acts for the client in its days.
///
/// # Errors
/// [`Error::NotFound`] to all but managers of the client and clerks, and if it was decided.
pub async fn accept_mandate(app: &App, who: &Who, mandate: i64) -> Result<(), Error> {
    decide(app, who, mandate, true, None).await
}

/// Refuses a mandate, and says why.
///
/// # Errors
/// [`Error::NotFound`] to all but managers of the client and clerks, and if it was decided.
pub async fn refuse_mandate(app: &App, who: &Who, mandate: i64, why: &str) -> Result<(), Error> {
    decide(app, who, mandate, false, Some(reason(why)?)).await
}

async fn decide(app: &App, who: &Who, id: i64, is_accepted: bool, why: Option<&str>) -> Result<(), Error> {
    who.in_charge()?;
    let deed = if is_accepted { Deed::AcceptMandate } else { Deed::RefuseMandate };
    let write = app.begin(&who.actor, deed.id(), ("mandate", &id.to_string()), why).await?;
    let mandate = mandates::get(&write, id).await?.ok_or(Error::NotFound)?;
    as_judge(&write, who, &mandate.client, None).await?;
    if !mandates::decide(&write, id, is_accepted, why).await? {
        return Err(Error::NotFound);
    }
    tell(app, &write, &mandate, is_accepted).await?;
    Ok(write.commit().await?)
}

async fn tell(app: &App, write: &Write, mandate: &Mandate, is_accepted: bool) -> Result<(), Error> {
    for manager in managers(write, &mandate.agency).await? {
        let title = if is_accepted {
            Wording::new("代理授权已确认", "a mandate was accepted")
        } else {
            Wording::new("代理授权未通过，请查看原因", "a mandate was refused; see why")
        };
        inbox::put(app, write, manager, Draft::notice(title).leading_to(PAGE)).await?;
    }
    for manager in managers(write, &mandate.client).await? {
        inbox::settle(app, write, PAGE, Some(manager)).await?;
    }
    Ok(())
}

/// The mandate that was meant and the managers of the client, or every problem of what was given.
async fn check(
    app: &App,
    db: &impl Db,
    who: &Who,
    new: &NewMandate,
) -> Result<(mandates::NewMandate, Vec<i64>), Error> {
    let mut problems = Vec::new();
    let client = read_code(app, "client", &new.client).map_err(|wrong| problems.extend(wrong)).ok();
    if client.as_ref() == Some(&new.agency) {
        problems.push(own_client());
    }
    check_name("client-name", &new.client_name, &mut problems);
    let days = days(app, new, &mut problems);
    documents::check(db, who, &new.document, &mut problems).await?;
    let managers = match &client {
        Some(client) => managers(db, client).await?,
        None => Vec::new(),
    };
    if client.is_some() && managers.is_empty() && new.document == Ok(None) {
        problems.push(no_document());
    }
    let (Some(client), Some((from, until)), Ok(document), true) =
        (client, days, new.document.clone(), problems.is_empty())
    else {
        return Err(Error::Invalid(problems));
    };
    Ok((mandates::NewMandate { agency: new.agency.clone(), client, from, until, document }, managers))
}

fn days(app: &App, new: &NewMandate, problems: &mut Vec<Problem>) -> Option<(Date, Date)> {
    let (Ok(from), Ok(until)) = (&new.from, &new.until) else {
        problems.extend([&new.from, &new.until].into_iter().filter_map(|day| day.clone().err()).flatten());
        return None;
    };
    let latest = from.checked_add(jiff::Span::new().years(YEARS_MAX)).unwrap_or(Date::MAX);
    if until <= from || *until <= app.today() || *until > latest {
        problems.push(bad_days());
    }
    Some((*from, *until))
}

fn own_client() -> Problem {
    Problem::error(
        "own-client",
        Place::default().at_field("client"),
        Wording::new("委托人与代理机构是同一单位", "client and agency are the same"),
        Wording::new("请填写委托人的统一社会信用代码", "give the code of the client"),
    )
}

fn bad_days() -> Problem {
    Problem::error(
        "mandate-days",
        Place::default().at_field("until"),
        Wording::new("授权期限不合要求", "the mandate cannot hold for these days"),
        Wording::new(
            format!("终止日应晚于起始日和今天，期限不超过{YEARS_MAX}年"),
            format!(
                "the last day comes after the first one and after today, {YEARS_MAX} years later at most"
            ),
        ),
    )
}

fn no_document() -> Problem {
    Problem::error(
        "no-document",
        Place::default().at_field("document"),
        Wording::new("委托人还没有可以在线确认的管理人", "nobody of the client can accept it here yet"),
        Wording::new(
            "请上传盖章的委托书，由工作人员核实",
            "upload the sealed power of attorney, so that a clerk can check it",
        ),
    )
}
