use form::{Context, Field, Kind, Value};
use kernel::identifier::Scheme;
use kernel::{Place, Problem, Wording};
use store::{Write, firms};

use super::documents;
use super::rights::managers;
use super::{CLERKS_PAGE, NAME_MAX, PAGE};
use crate::accounts::refusals;
use crate::inbox::Draft;
use crate::sessions::Who;
use crate::{App, Deed, Error, inbox};

/// Somebody says that they act for a firm.
#[derive(Debug, Clone)]
pub struct NewClaim {
    /// The unified social credit code, as it was typed.
    pub code: String,
    /// The name of the firm.
    pub name: String,
    /// The digest of the stored file that shows it; none if a manager of the firm is to confirm.
    pub document: Option<String>,
}

/// Claims to act for a firm. Somebody else decides.
///
/// # Errors
/// [`Error::Invalid`] with every problem of what was given; [`Error::Conflict`] if they act for it or have claimed it.
pub async fn claim(app: &App, who: &Who, new: &NewClaim) -> Result<i64, Error> {
    let own = who.in_charge()?;
    let code = check(app, new)?;
    documents::check(app, new.document.as_deref()).await?;
    let mut write = app.begin(&who.actor, Deed::ClaimFirm.id(), ("firm-claim", "new"), None).await?;
    firms::note(&write, &code, new.name.trim()).await?;
    let managers = managers(&write, &code).await?;
    if firms::users(&write, &code).await?.iter().any(|user| user.account == own.account) {
        return Err(already());
    }
    if new.document.is_none() && managers.is_empty() {
        return Err(Error::invalid(no_document()));
    }
    let claimed = firms::claim(&write, &code, own.account, new.document.as_deref()).await;
    let id = match claimed {
        Err(store::Error::Duplicate { .. }) => return Err(already()),
        result => result?,
    };
    write.set_subject_id(&id.to_string());
    ask(app, &write, &managers).await?;
    write.commit().await?;
    Ok(id)
}

/// Takes a claim back that nobody has decided.
///
/// # Errors
/// [`Error::NotFound`] if it is none of theirs, or was decided.
pub async fn withdraw(app: &App, who: &Who, claim: i64) -> Result<(), Error> {
    let own = who.in_charge()?;
    let write =
        app.begin(&who.actor, Deed::WithdrawClaim.id(), ("firm-claim", &claim.to_string()), None).await?;
    let known = firms::get_claim(&write, claim).await?;
    known.filter(|claim| claim.account == own.account).ok_or(Error::NotFound)?;
    if !firms::decide(&write, claim, firms::Decision::Withdrawn, None).await? {
        return Err(Error::NotFound);
    }
    Ok(write.commit().await?)
}

/// The code in its written form.
pub(super) fn read_code(app: &App, field: &str, code: &str) -> Result<String, Vec<Problem>> {
    let title = Wording::new("统一社会信用代码", "unified social credit code");
    let asked = Field::new(field, title, Kind::Identifier(Scheme::Uscc));
    let declarations = app.declarations();
    let context = Context { today: app.today(), codes: &declarations.codes };
    match asked.read(&[code.to_owned()], &Place::default(), context)? {
        Some(Value::Text(code)) => Ok(code),
        _ => Err(vec![refusals::missing(field)]),
    }
}

fn check(app: &App, new: &NewClaim) -> Result<String, Error> {
    let mut problems = Vec::new();
    let code = read_code(app, "code", &new.code).map_err(|wrong| problems.extend(wrong));
    match new.name.trim().chars().count() {
        0 => problems.push(refusals::missing("name")),
        length if length > NAME_MAX => problems.push(refusals::too_long("name", NAME_MAX)),
        _ => {}
    }
    match code {
        Ok(code) if problems.is_empty() => Ok(code),
        _ => Err(Error::Invalid(problems)),
    }
}

/// Asks the managers of the firm; where there are none, the claim waits for a clerk.
async fn ask(app: &App, write: &Write, managers: &[i64]) -> Result<(), Error> {
    for manager in managers {
        let title = Wording::new(
            "有人申请代表贵单位办事，请确认",
            "somebody claims to act for your organization; please decide",
        );
        inbox::put(app, write, *manager, Draft::to_do(title).leading_to(PAGE)).await?;
    }
    for clerk in super::rights::clerks(app, write).await? {
        let title = Wording::new("有单位代表申请待核实", "a claim to act for an organization waits");
        inbox::put(app, write, clerk, Draft::to_do(title).leading_to(CLERKS_PAGE)).await?;
    }
    Ok(())
}

fn already() -> Error {
    Error::Conflict(Wording::new(
        "您已代表该单位，或申请正在核实中",
        "you act for this organization already, or your claim is being checked",
    ))
}

fn no_document() -> Problem {
    Problem::error(
        "no-document",
        Place::default().at_field("document"),
        Wording::new("该单位还没有可以确认您的管理人", "nobody of this organization can confirm you yet"),
        Wording::new(
            "请上传营业执照和盖章的授权书，由工作人员核实",
            "upload the licence and a sealed letter of authority, so that a clerk can check them",
        ),
    )
}
