//! What somebody began to fill in and has not sent yet. It is theirs alone, sealed under their key, and says of nothing that it
//! happened; so it leaves no trace. It is gone when it is sent, when they remove it, and some time after they kept it last.

use form::Input;
use jiff::{SignedDuration, Timestamp};
use kernel::{Place, Problem, Wording};
use store::drafts::{self, Draft as Row, DraftOf};
use store::{Db, Write};

use super::begin::Known;
use super::named::check_named;
use super::opened::{load, open};
use crate::accounts;
use crate::sessions::{SignedInAs, Who};
use crate::{Actor, App, Error, gate, plans};

/// Days for which a draft is kept after it was kept last: a quarter, so that what was begun for a round is there when the round ends.
pub const DRAFT_DAYS: i64 = 92;

/// The most drafts of one account: more is not work under way, and each is read when they are listed.
const DRAFTS_MAX: usize = 100;

/// The most bytes of what is written in one; a form of the greatest length has less.
const TEXT_BYTES_MAX: usize = 4 * 1024 * 1024;

/// What somebody began to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What it is of, and until when it is kept.
    pub begun: Begun,
    /// What was written, as it was written, by the names of the form.
    pub texts: Input,
}

/// A draft without what was written in it: a list has no need of that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// Its name in addresses.
    pub code: String,
    /// The procedure.
    pub procedure: String,
    /// The step.
    pub step: String,
    /// The number of the case; none of a step that starts one.
    pub number: Option<String>,
    /// When it was kept last.
    pub changed_at: Timestamp,
    /// When its time is over, unless it is kept once more.
    pub ends_at: Timestamp,
}

/// What is filled in: a step that starts a case, or one of a case.
#[derive(Debug, Clone, Copy)]
pub struct Of<'o> {
    /// The procedure.
    pub procedure: &'o str,
    /// The step.
    pub step: &'o str,
    /// The number of the case; none of a step that starts one.
    pub number: Option<&'o str>,
}

/// Keeps what was written so far, under a name that there is already or under a new one. Of a step of a case there is one draft of an
/// account.
///
/// # Errors
/// [`Error::NotFound`] if the actor may not start such a case or see this one, or there is no such draft; [`Error::NotAllowed`] to who
/// has not signed in, or has to give the second factor first; [`Error::Invalid`] if there are too many, it is too long or marked secret.
pub async fn keep(
    app: &App,
    who: &Who,
    of: Of<'_>,
    code: Option<&str>,
    texts: &Input,
) -> Result<Begun, Error> {
    let account = who.in_charge()?.account;
    may_fill_in(app, &who.actor, of).await?;
    let said =
        texts.iter().flat_map(|(field, texts)| texts.iter().map(|text| (field.as_str(), text.as_str())));
    gate::pass(app, &who.actor, said.collect()).await?;
    let housekeeping = app.store().housekeeping().await?;
    housekeeping.alone().await?;
    let there = match (code, of.number) {
        (Some(code), _) => Some(drafts::get(&housekeeping, account, code).await?.ok_or(Error::NotFound)?),
        (None, Some(number)) => drafts::of_step(&housekeeping, account, number, of.step).await?,
        (None, None) => None,
    };
    let written = serde_json::to_string(texts).expect("texts always serialize");
    let is_new = there.is_none();
    let problems: Vec<Problem> = [
        (written.len() > TEXT_BYTES_MAX).then(too_long),
        (is_new && drafts::list(&housekeeping, account).await?.len() >= DRAFTS_MAX).then(too_many),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let (code, of) = match there {
        Some(draft) => (draft.code, draft.of),
        None => (drafts::code()?, of.owned()),
    };
    let sealed = accounts::seal(&housekeeping, account, &field(&code), &written).await?;
    let now = app.now();
    drafts::keep(&housekeeping, account, (&code, &of), &sealed, now).await?;
    housekeeping.commit().await?;
    Ok(begun(Row { code, of, made_at: now, changed_at: now }))
}

/// An own draft.
///
/// # Errors
/// [`Error::NotFound`] if there is none of that name; [`Error::NotAllowed`] to who has not signed in, or has to give the second factor first.
pub async fn read(app: &App, who: &Who, code: &str) -> Result<Draft, Error> {
    let account = who.in_charge()?.account;
    let reader = app.store().reader().await?;
    let row = drafts::get(&reader, account, code).await?.ok_or(Error::NotFound)?;
    opened(&reader, account, row).await
}

/// The own draft of a step of a case, if there is one; a program and who has not signed in have none.
///
/// # Errors
/// If the database cannot answer.
pub async fn of_step(app: &App, who: &Who, number: &str, step: &str) -> Result<Option<Draft>, Error> {
    let Ok(SignedInAs { account, .. }) = who.in_charge() else { return Ok(None) };
    let reader = app.store().reader().await?;
    match drafts::of_step(&reader, account, number, step).await? {
        Some(row) => opened(&reader, account, row).await.map(Some),
        None => Ok(None),
    }
}

/// All own drafts, the last kept first.
///
/// # Errors
/// [`Error::NotAllowed`] to who has not signed in, or has to give the second factor first.
pub async fn list(app: &App, who: &Who) -> Result<Vec<Begun>, Error> {
    let account = who.in_charge()?.account;
    let rows = drafts::list(&app.store().reader().await?, account).await?;
    Ok(rows.into_iter().map(begun).collect())
}

/// Removes an own draft.
///
/// # Errors
/// [`Error::NotFound`] if there is none of that name; [`Error::NotAllowed`] to who has not signed in, or has to give the second factor first.
pub async fn remove(app: &App, who: &Who, code: &str) -> Result<(), Error> {
    let account = who.in_charge()?.account;
    let housekeeping = app.store().housekeeping().await?;
    if !drafts::remove(&housekeeping, account, code).await? {
        return Err(Error::NotFound);
    }
    Ok(housekeeping.commit().await?)
}

/// What is wrong with the answers on one page of a step that starts a case, as far as these alone can tell.
///
/// # Errors
/// [`Error::NotFound`] if the actor may not start such a case, or there is no such page.
pub async fn check_page(
    app: &App,
    actor: &Actor,
    of: Of<'_>,
    page: &str,
    texts: &Input,
) -> Result<Vec<Problem>, Error> {
    may_fill_in(app, actor, of).await?;
    let opened = open(app, actor, of.procedure)?;
    let (declarations, procedure) = (opened.declarations(), opened.procedure());
    let step = procedure.step(of.step).ok_or(Error::NotFound)?;
    let page = step.pages.iter().find(|it| it.id == page).ok_or(Error::NotFound)?;
    let form = procedure.asked_on(page);
    let context = form::Context { today: app.today(), codes: &declarations.codes };
    let given = texts.iter().filter(|(id, _)| page.asks.contains(id));
    let given: Input = given.map(|(id, texts)| (id.clone(), texts.clone())).collect();
    let fields = match form.read(&given, &Place::default(), context) {
        Ok(fields) => fields,
        Err(problems) => return Ok(problems),
    };
    let reader = app.store().reader().await?;
    let (case, mut known) = (cases::Case::default(), Known::default());
    let named = (&fields, &mut known);
    let mut problems =
        check_named(&reader, actor, declarations, procedure, &case, named, app.today()).await?;
    problems.extend(plans::check(app, procedure, &fields).await?);
    Ok(problems)
}

/// All drafts of an account.
pub(crate) async fn all(db: &impl Db, account: i64) -> Result<Vec<Draft>, Error> {
    let mut all = Vec::new();
    for row in drafts::list(db, account).await? {
        all.push(opened(db, account, row).await?);
    }
    Ok(all)
}

/// Removes what was sent, in the operation that takes the step.
pub(super) async fn sent(write: &Write, actor: &Actor, draft: Sent<'_>) -> Result<(), Error> {
    match (actor.account, draft) {
        (Some(account), Sent::Draft(code)) => drafts::remove(write, account, code).await.map(drop)?,
        (Some(account), Sent::Step { number, step }) => {
            drafts::remove_of_step(write, account, number, step).await?;
        }
        (None, _) => {}
    }
    Ok(())
}

/// Which draft was sent.
pub(super) enum Sent<'s> {
    /// The one of this name.
    Draft(&'s str),
    /// The one of a step of a case, if there is one.
    Step { number: &'s str, step: &'s str },
}

impl Of<'_> {
    fn owned(self) -> DraftOf {
        DraftOf {
            procedure: self.procedure.to_owned(),
            step: self.step.to_owned(),
            number: self.number.map(str::to_owned),
        }
    }
}

/// Whether there is something to be filled in for the actor. Whether the step can be taken is judged when it is.
async fn may_fill_in(app: &App, actor: &Actor, of: Of<'_>) -> Result<(), Error> {
    let has_step = |procedure: &cases::Procedure| {
        procedure.step(of.step).is_some_and(|step| step.from.is_empty() == of.number.is_none())
    };
    let fits = match of.number {
        Some(number) => {
            let (loaded, _) = load(app, &app.store().reader().await?, actor, number).await?;
            loaded.procedure.id == of.procedure && has_step(&loaded.procedure)
        }
        None => {
            let opened = open(app, actor, of.procedure)?;
            opened.may_start && has_step(opened.procedure())
        }
    };
    if fits { Ok(()) } else { Err(Error::NotFound) }
}

async fn opened(db: &impl Db, account: i64, row: Row) -> Result<Draft, Error> {
    let sealed = drafts::sealed_texts(db, account, &row.code).await?.ok_or(Error::NotFound)?;
    let written = accounts::open(db, account, &field(&row.code), &sealed).await?;
    let texts: Option<Input> = written
        .map(|written| serde_json::from_str(&written))
        .transpose()
        .map_err(|error| Error::broken(format!("a draft: {error}")))?;
    Ok(Draft { begun: begun(row), texts: texts.unwrap_or_default() })
}

fn begun(row: Row) -> Begun {
    let kept = SignedDuration::from_hours(24 * DRAFT_DAYS);
    Begun {
        code: row.code,
        procedure: row.of.procedure,
        step: row.of.step,
        number: row.of.number,
        changed_at: row.changed_at,
        ends_at: row.changed_at.saturating_add(kept).unwrap_or(Timestamp::MAX),
    }
}

/// The name under which a draft is sealed.
fn field(code: &str) -> String {
    format!("draft/{code}")
}

fn too_many() -> Problem {
    Problem::error(
        "too-many-drafts",
        Place::default(),
        Wording::new(format!("您已有{DRAFTS_MAX}份草稿"), format!("you have {DRAFTS_MAX} drafts already")),
        Wording::new("请先提交或删除一份（我的草稿）", "send or remove one first (my drafts)"),
    )
}

fn too_long() -> Problem {
    Problem::error(
        "draft-too-long",
        Place::default(),
        Wording::new("内容太长，存不成草稿", "there is too much in it for a draft"),
        Wording::new("请缩短，或把长文放进附件", "shorten it, or send long texts as a file"),
    )
}
