use form::{Context, Field, Kind, Value};
use kernel::identifier::Scheme;
use kernel::{Place, Problem, Wording};
use store::{Db, Write, firms};

use super::documents;
use super::rights::managers;
use super::{CLERKS_PAGE, NAME_MAX, PAGE, Read};
use crate::accounts::refusals;
use crate::inbox::Draft;
use crate::once::{self, Once};
use crate::sessions::Who;
use crate::{App, Deed, Error, gate, inbox};

/// Somebody says that they act for a firm.
#[derive(Debug, Clone)]
pub struct NewClaim {
    /// The unified social credit code, as it was typed.
    pub code: String,
    /// The name of the firm.
    pub name: String,
    /// The digest of the kept file that shows it; none if a manager of the firm is to confirm.
    pub document: Read<Option<String>>,
}

/// Claims to act for a firm. Somebody else decides. A request that was sent before is not done again.
///
/// # Errors
/// [`Error::Invalid`] with every problem of what was given; [`Error::Conflict`] if they act for it or have claimed it.
pub async fn claim(app: &App, who: &Who, new: &NewClaim, once: Option<&Once>) -> Result<i64, Error> {
    let own = who.in_charge()?;
    gate::pass(app, &who.actor, vec![("code", new.code.as_str()), ("name", new.name.as_str())]).await?;
    let mut write = app.begin(&who.actor, Deed::ClaimFirm.id(), ("firm-claim", "new"), None).await?;
    if let Some(id) = once::number_before(app, &who.actor, &write, once).await? {
        return Ok(id);
    }
    let (code, managers) = check(app, &write, who, new).await?;
    if firms::users(&write, &code).await?.iter().any(|user| user.account == own.account) {
        return Err(already());
    }
    firms::note(&write, &code, new.name.trim()).await?;
    let document = new.document.as_ref().ok().and_then(Option::as_deref);
    let claimed = firms::claim(&write, &code, own.account, document).await;
    let id = match claimed {
        Err(store::Error::Duplicate { .. }) => return Err(already()),
        result => result?,
    };
    write.set_subject_id(&id.to_string());
    ask(app, &write, &managers).await?;
    once::keep_number(app, &who.actor, &write, once, id).await?;
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

/// The code in its written form and the managers of the firm, or every problem of what was given.
async fn check(app: &App, db: &impl Db, who: &Who, new: &NewClaim) -> Result<(String, Vec<i64>), Error> {
    let mut problems = Vec::new();
    let code = read_code(app, "code", &new.code).map_err(|wrong| problems.extend(wrong));
    check_name("name", &new.name, &mut problems);
    documents::check(db, who, &new.document, &mut problems).await?;
    let Ok(code) = code else { return Err(Error::Invalid(problems)) };
    let managers = managers(db, &code).await?;
    if new.document == Ok(None) && managers.is_empty() {
        problems.push(no_document());
    }
    if problems.is_empty() { Ok((code, managers)) } else { Err(Error::Invalid(problems)) }
}

/// What is wrong with the name of a firm.
pub(super) fn check_name(field: &str, name: &str, problems: &mut Vec<Problem>) {
    match name.trim().chars().count() {
        0 => problems.push(refusals::missing(field)),
        length if length > NAME_MAX => problems.push(refusals::too_long(field, NAME_MAX)),
        _ => {}
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
