use std::collections::BTreeSet;

use form::{Context, Fields};
use kernel::{Place, Problem, Wording};
use ledger::{
    Difference, History, Known, Ledger, Past, Patch, Revision, Step, is_there, key_of, revise, timeline,
    warnings,
};
pub use pack::Said;
use store::Write;
use store::{ledgers, seals};

use super::files::check_files;
use super::named::{check_apart, check_references};
use super::once;
use super::references::{Names, names_around};
use super::{Given, Opened, open};
use crate::cautions::check_indicator;
use crate::once::{Once, keep};
use crate::plans::check_written;
use crate::{Actor, App, Error, Subject, gate, may};

/// The most characters of a reason.
pub const REASON_CHARACTERS_MAX: usize = 500;

/// What somebody wants to say of a record.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// What is said.
    pub said: Said,
    /// The fields it is said of.
    pub given: Given,
    /// Why.
    pub reason: String,
    /// The last operation on the record that the actor has seen; if the last one is another, nothing is done.
    pub seen: Option<Known>,
}

/// Whether to save.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode<'m> {
    /// Only tell what would happen: everything is done as if it were saved, and then undone.
    Check,
    /// Save it.
    Save,
    /// Save it, unless it is a request that was done before; then tell what that did.
    SaveOnce(&'m Once),
}

/// What a proposal does or did.
#[derive(Debug)]
pub struct Outcome {
    /// The record.
    pub key: String,
    /// The operation; none if nothing was saved, because it was only checked or because it was known already.
    pub seq: Option<Known>,
    /// What changes in both times, personal values masked.
    pub steps: Vec<Step>,
    /// The names of what these refer to, for whoever only checks.
    pub names: Names,
    /// What rules of the ledger warn of; it stood in no way.
    pub warnings: Vec<Problem>,
}

/// Checks what is said of a record and, if asked to, saves it as one operation.
///
/// # Errors
/// [`Error::NotFound`] for what the actor may not see, [`Error::NotAllowed`] for what it may not say, [`Error::Invalid`]
/// with every problem of what was given, also that it is marked secret, [`Error::Conflict`] if somebody has said something in the meantime.
pub async fn propose(
    app: &App,
    actor: &Actor,
    ledger: &str,
    proposal: &Proposal,
    mode: Mode<'_>,
) -> Result<Outcome, Error> {
    let opened = open(app, actor, ledger)?;
    let act = proposal.said.act();
    let (key, patch) = proposed(app, actor, &opened, proposal)?;
    gate::pass(app, actor, proposal.given.all_texts()).await?;
    let write = app.begin(actor, act.id(), (ledger, &key), Some(proposal.reason.trim())).await?;
    if let Mode::SaveOnce(once) = mode
        && let Some(outcome) = once::before(app, actor, (&opened, act), &write, once).await?
    {
        return Ok(outcome);
    }
    let (revisions, mut history, told) = decide(actor, &opened, proposal, &key, patch, &write).await?;
    let mut warnings = warnings(opened.ledger(), &history, &revisions);
    warnings.extend(told);
    let seq = (mode != Mode::Check && !revisions.is_empty()).then(|| write.seq());
    history.extend(revisions.iter().map(|revision| (write.seq(), revision.clone())));
    let steps = effect(&opened, &history, write.seq());
    let mut names = Names::new();
    if mode == Mode::Check {
        let now = Past { as_of: app.today(), known: ledgers::NOW };
        let changed: Vec<&Difference> = steps.iter().flat_map(|step| &step.differences).collect();
        names = names_around(app, actor, &write, opened.ledger(), now, &changed).await?;
    }
    if seq.is_some() {
        ledgers::save(&write, opened.ledger(), &key, &revisions).await?;
        if let Mode::SaveOnce(once) = mode {
            keep(app, actor, &write, once, &key).await?;
        }
        write.commit().await?;
    }
    Ok(Outcome { key, seq, steps, names, warnings })
}

/// Checks what is said of a record as [`propose`] does, and saves it within an operation that does more; gives whether it was new.
///
/// # Errors
/// As [`propose`].
pub(crate) async fn propose_within(
    app: &App,
    actor: &Actor,
    write: &Write,
    ledger: &str,
    proposal: &Proposal,
) -> Result<bool, Error> {
    let opened = open(app, actor, ledger)?;
    let (key, patch) = proposed(app, actor, &opened, proposal)?;
    let (revisions, ..) = decide(actor, &opened, proposal, &key, patch, write).await?;
    ledgers::save(write, opened.ledger(), &key, &revisions).await?;
    Ok(!revisions.is_empty())
}

/// The key of the record and the fields that are said, by somebody who may say such a thing.
fn proposed(
    app: &App,
    actor: &Actor,
    opened: &Opened,
    proposal: &Proposal,
) -> Result<(String, Patch), Error> {
    may(actor, proposal.said.act(), Subject::Ledger(opened.ledger())).map_err(Error::NotAllowed)?;
    read(opened, proposal, opened.context(app)).map_err(Error::Invalid)
}

/// Every problem of the fields and the reason of a proposal, for whoever cannot propose it yet because something else is
/// missing.
pub fn problems(opened: &Opened, proposal: &Proposal, context: Context<'_>) -> Vec<Problem> {
    read(opened, proposal, context).err().unwrap_or_default()
}

/// The key of the record and the fields that are said; every problem of what was given at once.
fn read(opened: &Opened, proposal: &Proposal, context: Context<'_>) -> Result<(String, Patch), Vec<Problem>> {
    let mut problems = check_reason(&proposal.reason);
    let form = &opened.ledger().form;
    let read = match proposal.said.key() {
        Some(key) => proposal.given.patch(form, context).map(|patch| (key.to_owned(), patch)),
        None => proposal.given.whole(form, context).map(|fields| {
            let key = key_of(opened.ledger(), &fields);
            (key, fields.into_iter().map(|(id, value)| (id, Some(value))).collect())
        }),
    };
    match read {
        Ok(read) if problems.is_empty() => Ok(read),
        Ok(_) => Err(problems),
        Err(more) => {
            problems.extend(more);
            Err(problems)
        }
    }
}

/// What is to be appended to the history of the record, and what rules that look at other records warn of.
async fn decide(
    actor: &Actor,
    opened: &Opened,
    proposal: &Proposal,
    key: &str,
    patch: Patch,
    write: &Write,
) -> Result<(Vec<Revision>, History, Vec<Problem>), Error> {
    let ledger = opened.ledger();
    let history = ledgers::known(&ledgers::history(write, ledger, key).await?);
    guard(actor, opened, proposal, &history)?;
    check_patch(opened, proposal, &patch)?;
    let mut problems = check_written(ledger, &patch);
    problems.extend(check_indicator(opened.declarations(), ledger, &patch));
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    check_references(write, opened, (&proposal.said, &patch), &history).await?;
    let mut sealed = seal(write, ledger, key, patch.clone()).await?;
    check_files(write, actor, ledger, (&patch, &sealed), &history).await?;
    if let Some(link) = &ledger.link {
        sealed.extend(link.by_hand(&patch, last_held(&history)));
    }
    let revisions = revise(ledger, &history, &proposal.said.change(sealed)).map_err(Error::Invalid)?;
    let warnings = check_apart(write, opened.declarations(), ledger, &revisions).await?;
    allow_after(actor, proposal, ledger, &revisions)?;
    Ok((revisions, history, warnings))
}

/// Personal values are sealed before the engine compares them with what was said before, which is sealed too.
async fn seal(write: &Write, ledger: &Ledger, key: &str, patch: Patch) -> Result<Patch, Error> {
    let (filled, emptied): (Patch, Patch) = patch.into_iter().partition(|(_, value)| value.is_some());
    let mut fields: Fields = filled.into_iter().filter_map(|(id, value)| Some((id, value?))).collect();
    seals::seal_record(write, ledger, key, &mut fields).await?;
    Ok(fields.into_iter().map(|(id, value)| (id, Some(value))).chain(emptied).collect())
}

/// Whether the actor may say this of the record as it is.
fn guard(actor: &Actor, opened: &Opened, proposal: &Proposal, history: &History) -> Result<(), Error> {
    let ledger = opened.ledger();
    let held = last_held(history);
    match (&proposal.said, held) {
        (Said::Created { .. }, Some(_)) if is_there(history) => return Err(Error::Conflict(exists())),
        (Said::Created { .. }, _) => {}
        (_, None) => return Err(Error::NotFound),
        (_, Some(fields)) => {
            if opened.sight.of(fields).is_empty() {
                return Err(Error::NotFound);
            }
            may(actor, proposal.said.act(), Subject::Record(ledger, fields)).map_err(Error::NotAllowed)?;
        }
    }
    let newest = history.last().map(|(known, _)| *known);
    match (proposal.seen, newest) {
        (Some(seen), Some(newest)) if newest != seen => Err(Error::Conflict(overtaken())),
        _ => Ok(()),
    }
}

/// The fields of the newest statement that had any.
pub(crate) fn last_held(history: &History) -> Option<&Fields> {
    history.iter().rev().find_map(|(_, revision)| revision.statement.fields())
}

/// Nobody may give a record away to where they may not write, or say fields that they do not see.
fn allow_after(
    actor: &Actor,
    proposal: &Proposal,
    ledger: &Ledger,
    revisions: &[Revision],
) -> Result<(), Error> {
    for fields in revisions.iter().filter_map(|revision| revision.statement.fields()) {
        may(actor, proposal.said.act(), Subject::Record(ledger, fields)).map_err(Error::NotAllowed)?;
    }
    Ok(())
}

fn check_patch(opened: &Opened, proposal: &Proposal, patch: &Patch) -> Result<(), Error> {
    let unseen: BTreeSet<&String> = patch.keys().filter(|id| !opened.sight.fields.contains(*id)).collect();
    // Who makes a record may fill in what nobody may read afterwards, such as a secret.
    if unseen.is_empty() || matches!(proposal.said, Said::Created { .. }) {
        return Ok(());
    }
    Err(Error::Invalid(unseen.into_iter().map(|id| unseen_field(id)).collect()))
}

/// What an operation changed, as the actor sees it.
pub(super) fn effect(opened: &Opened, history: &History, seq: Known) -> Vec<Step> {
    let mut steps: Vec<Step> = timeline(history).into_iter().filter(|step| step.known == seq).collect();
    for step in &mut steps {
        opened.narrow_step(step, &opened.sight.fields);
    }
    steps
}

/// Whoever changes what others rely on says why.
pub(crate) fn check_reason(text: &str) -> Vec<Problem> {
    let place = Place::default().at_field("reason");
    let length = text.trim().chars().count();
    if length == 0 {
        return vec![Problem::error(
            "reason-missing",
            place,
            Wording::new("没有填写理由", "there is no reason"),
            Wording::new("请用一句话说明依据或原因", "say in one sentence why, or by which document"),
        )];
    }
    if length > REASON_CHARACTERS_MAX {
        return vec![Problem::error(
            "reason-too-long",
            place,
            Wording::new(format!("理由有{length}个字"), format!("the reason has {length} characters")),
            Wording::new(
                format!("请缩短到{REASON_CHARACTERS_MAX}个字以内"),
                format!("shorten it to {REASON_CHARACTERS_MAX} characters"),
            ),
        )];
    }
    Vec::new()
}

fn unseen_field(id: &str) -> Problem {
    Problem::error(
        "unseen-field",
        Place::default().at_field(id),
        Wording::new(format!("您看不到字段“{id}”"), format!("you do not see the field {id}")),
        Wording::new("请去掉这个字段", "leave it out"),
    )
}

fn exists() -> Wording {
    Wording::new(
        "已有同样编号的记录，请打开它办理变更",
        "there is a record with this key; open it and change it",
    )
}

fn overtaken() -> Wording {
    Wording::new(
        "您打开这条记录以后，别人已经改过它。请看过新内容再改",
        "somebody has changed this record since you opened it; read what is new, then change it",
    )
}
