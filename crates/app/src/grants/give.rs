use jiff::civil::Date;
use kernel::Wording;
use pack::{Act, Role, Roles};
use store::accounts::{self, AccountKind};
use store::grants::{self, NewGrant};
use store::{Write, ledgers};

use crate::accounts::{reason, refusals};
use crate::cases::hand_over;
use crate::grants::Held;
use crate::inbox::Draft;
use crate::{Actor, App, Declarations, Deed, Error, Subject, inbox, may};

/// Roles that follow from what somebody is; nobody gives them.
const BY_ITSELF: [&str; 4] = [Roles::STRANGER, Roles::CITIZEN, Roles::FIRM_USER, Roles::AGENCY];

/// A role to be given.
#[derive(Debug, Clone)]
pub struct GivenRole {
    /// To this account.
    pub account: i64,
    /// The role by its id.
    pub role: String,
    /// The body for which it holds; none for the whole county.
    pub body: Option<String>,
    /// The case for which it holds; none for all.
    pub case: Option<String>,
    /// The first day.
    pub from: Date,
    /// The day on which it holds no more; none if that is open.
    pub until: Option<Date>,
    /// Why, such as the document that appoints the person.
    pub reason: String,
}

/// Gives a role to a member of the staff.
///
/// # Errors
/// [`Error::NotAllowed`] to all but the security administrator, and for oneself; [`Error::Conflict`] if the account is
/// another administrator.
pub async fn give(app: &App, actor: &Actor, given: &GivenRole) -> Result<i64, Error> {
    may(actor, Act::GrantRoles, Subject::County).map_err(Error::NotAllowed)?;
    if actor.account == Some(given.account) {
        return Err(refusals::not_for_oneself());
    }
    let declarations = app.declarations();
    let role = declarations.roles.get(&given.role).filter(|role| !BY_ITSELF.contains(&role.id.as_str()));
    let role = role.ok_or_else(unknown_role)?;
    check_days(app, given)?;
    let reason = reason(&given.reason)?;
    let subject = given.account.to_string();
    let write = app.begin(actor, Deed::GrantRole.id(), ("account", &subject), Some(reason)).await?;
    let account = accounts::get(&write, given.account).await?;
    account
        .filter(|account| account.kind == AccountKind::Staff && account.is_open())
        .ok_or(Error::NotFound)?;
    check_body(&declarations, &write, given.body.as_deref()).await?;
    let id = record(app, &write, given, role).await?;
    if given.from <= app.today() {
        let (account, role, case) = (given.account, given.role.clone(), given.case.clone());
        hand_over(app, &write, &Held { account, role, body: given.body.clone(), case }).await?;
    }
    let title = Wording::new(
        format!("您被授予角色：{}", role.title.zh),
        format!("you were given a role: {}", role.title.en),
    );
    inbox::put(app, &write, given.account, Draft::notice(title).leading_to("/my")).await?;
    write.commit().await?;
    Ok(id)
}

async fn record(app: &App, write: &Write, given: &GivenRole, role: &Role) -> Result<i64, Error> {
    let same_group = |grant: &&grants::Grant| role.exclusive.is_some() && grant.exclusive == role.exclusive;
    let open = grants::of_account(write, given.account).await?;
    for former in open.iter().filter(|grant| grant.ended_by.is_none()).filter(same_group) {
        // What has run out stands in nobody's way.
        if former.until.is_none_or(|until| until > app.today()) {
            return Err(excluded());
        }
        grants::end(write, former.id).await?;
    }
    let new = NewGrant {
        account: given.account,
        role: role.id.clone(),
        exclusive: role.exclusive.clone(),
        body: given.body.clone(),
        case: given.case.clone(),
        from: given.from,
        until: given.until,
    };
    match grants::give(write, &new).await {
        Err(store::Error::Duplicate { .. }) => Err(excluded()),
        result => Ok(result?),
    }
}

fn check_days(app: &App, given: &GivenRole) -> Result<(), Error> {
    if given.until.is_some_and(|until| until <= given.from || until <= app.today()) {
        return Err(refusals::problem(
            "until-before-from",
            "until",
            ("终止日应晚于起始日和今天", "the last day has to come after the first one and after today"),
            ("请改正日期；长期有效可留空", "correct the days; leave it empty if it is open"),
        ));
    }
    Ok(())
}

/// A role for a body nobody has heard of would hold for whatever is called so later.
async fn check_body(declarations: &Declarations, write: &Write, body: Option<&str>) -> Result<(), Error> {
    let (Some(body), Some(bodies)) = (body, declarations.ledgers.get(form::BODIES)) else { return Ok(()) };
    if ledgers::history(write, bodies, body).await?.is_empty() {
        return Err(refusals::problem(
            "unknown-body",
            "body",
            ("单位台账中没有这个单位", "there is no such body in the ledger of bodies"),
            ("请从列表中选择，或先登记该单位", "choose one of the list, or record the body first"),
        ));
    }
    Ok(())
}

fn unknown_role() -> Error {
    refusals::problem(
        "unknown-role",
        "role",
        ("没有这个可授予的角色", "there is no such role to be given"),
        ("请从列表中选择", "choose one of the list"),
    )
}

fn excluded() -> Error {
    Error::Conflict(Wording::new(
        "该账号已是另一类管理员；系统、安全、审计三员由不同的人担任",
        "the account is an administrator of another kind; system, security and audit are three different people",
    ))
}
