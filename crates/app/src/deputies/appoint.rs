use jiff::ToSpan;
use jiff::civil::Date;
use kernel::Wording;
use store::deputations::{self, NewDeputation};
use store::grants::{self, Grant};
use store::{Db, Write};

use super::PAGE;
use crate::accounts::{reason, refusals};
use crate::cases::hand_over;
use crate::grants::Held;
use crate::inbox::Draft;
use crate::sessions::Who;
use crate::{App, Declarations, Deed, Error, inbox};

/// The most days for which somebody is named; who is away for longer gives the role back.
pub const DAYS_MAX: i64 = 90;

/// A deputy to be named.
#[derive(Debug, Clone)]
pub struct NewDeputy {
    /// For which of the own roles: the number of the grant.
    pub grant: i64,
    /// Who: the number of the account.
    pub deputy: i64,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Why.
    pub reason: String,
}

/// Names a deputy for a role of one's own.
///
/// # Errors
/// [`Error::NotFound`] for a role that is not the actor's own, or in which nobody can stand in for them; [`Error::NotAllowed`] before
/// the second factor; [`Error::Invalid`] for days that are too many or taken, and for somebody who does not work for the body.
pub async fn appoint(app: &App, who: &Who, new: &NewDeputy) -> Result<i64, Error> {
    let own = who.in_charge()?;
    let why = reason(&new.reason)?;
    let subject = new.deputy.to_string();
    let write = app.begin(&who.actor, Deed::AppointDeputy.id(), ("account", &subject), Some(why)).await?;
    let grant = grants::get(&write, new.grant).await?.filter(|grant| grant.account == own.account);
    let declarations = app.declarations();
    let grant = grant.filter(|grant| grant.holds_on(app.today()) && can_be_deputised(&declarations, grant));
    let grant = grant.ok_or(Error::NotFound)?;
    let role = declarations.roles.get(&grant.role).ok_or(Error::NotFound)?;
    if role.second_factor && !who.actor.second_factor {
        return Err(refusals::second_factor_first());
    }
    let until = check_days(app, new)?;
    if !candidates(app, &write, &grant).await?.contains(&new.deputy) {
        return Err(no_candidate());
    }
    check_overlap(&write, &grant, (new.from, until)).await?;
    let deputation =
        NewDeputation { grant: grant.id, deputy: new.deputy, from: new.from, until, reason: why.to_owned() };
    let id = deputations::make(&write, &deputation).await?;
    let title = Wording::new(
        format!("您受委托代行角色：{}（{}至{}）", role.title.zh, new.from, new.to),
        format!("you stand in as {} from {} to {}", role.title.en, new.from, new.to),
    );
    inbox::put(app, &write, new.deputy, Draft::notice(title).leading_to(PAGE)).await?;
    if new.from <= app.today() {
        deputations::begin(&write, id).await?;
        let held = Held { account: new.deputy, role: grant.role, body: grant.body, case: None };
        hand_over(app, &write, &held).await?;
    }
    write.commit().await?;
    Ok(id)
}

/// Whether somebody can stand in for somebody in a role: one for a body, by which one acts on cases; none of an administrator.
pub(super) fn can_be_deputised(declarations: &Declarations, grant: &Grant) -> bool {
    let is_plain = grant.exclusive.is_none() && grant.body.is_some() && grant.case.is_none();
    let mut steps = declarations.procedures.values().flat_map(|procedure| &procedure.steps);
    is_plain && steps.any(|step| step.by.iter().any(|who| who.role == grant.role))
}

/// The accounts that could stand in: whoever else holds a role for the same body.
pub(super) async fn candidates(app: &App, db: &impl Db, grant: &Grant) -> Result<Vec<i64>, Error> {
    let Some(body) = &grant.body else { return Ok(Vec::new()) };
    let of_body = grants::of_body_in_use(db, body).await?.into_iter();
    let others = of_body.filter(|other| other.account != grant.account && other.holds_on(app.today()));
    let mut accounts: Vec<i64> = others.map(|other| other.account).collect();
    accounts.sort_unstable();
    accounts.dedup();
    Ok(accounts)
}

/// The day on which it holds no more.
fn check_days(app: &App, new: &NewDeputy) -> Result<Date, Error> {
    let (today, field) =
        (app.today(), |field, code, what, remedy| refusals::problem(code, field, what, remedy));
    if new.from < today {
        return Err(field(
            "from",
            "deputy-from",
            ("起始日已经过去", "the first day is over"),
            ("请填写今天或以后", "give today or later"),
        ));
    }
    if new.to < new.from {
        return Err(field(
            "to",
            "deputy-days",
            ("终止日早于起始日", "the last day is before the first one"),
            ("请改正日期", "correct the days"),
        ));
    }
    let days = (new.to - new.from).get_days() + 1;
    if i64::from(days) > DAYS_MAX {
        let (zh, en) = (format!("超过{DAYS_MAX}日"), format!("these are more than {DAYS_MAX} days"));
        return Err(field(
            "to",
            "deputy-too-long",
            (&zh, &en),
            (
                "请缩短；离开更久的，请安全管理员另行授予角色",
                "make it shorter; for longer, have the role given to somebody else",
            ),
        ));
    }
    new.to.checked_add(1.day()).map_err(|error| Error::broken(error.to_string()))
}

/// There is one deputy for a role at a time.
async fn check_overlap(write: &Write, grant: &Grant, (from, until): (Date, Date)) -> Result<(), Error> {
    let others = deputations::of_account(write, grant.account).await?.into_iter();
    let mut others = others.filter(|other| other.grant == grant.id && other.ended_by.is_none());
    if others.any(|other| other.from < until && from < other.until) {
        return Err(refusals::problem(
            "deputy-twice",
            "from",
            ("这些日子里已有代理人", "there is a deputy already on some of these days"),
            ("请改日期，或先终止原来的代理", "take other days, or end the other deputation first"),
        ));
    }
    Ok(())
}

fn no_candidate() -> Error {
    refusals::problem(
        "no-deputy",
        "deputy",
        (
            "代理人须在同一单位担任角色，且账号可用",
            "a deputy holds a role for the same body, by an open account",
        ),
        (
            "请从列表中选择；没有人选的，请安全管理员先授予角色",
            "choose one of the list; if there is nobody, have a role given first",
        ),
    )
}
