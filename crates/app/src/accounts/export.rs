use serde_json::{Value, json};
use store::{
    Db, accounts, consents, deputations, firms, grants, identities, inbox, operations, second_factors,
    sessions,
};

use super::{actor_name, open, profile};
use crate::cases::drafts;
use crate::sessions::Who;
use crate::{App, Deed, Error};

/// Operations that one export lists at most, the newest first; more are asked for in writing.
const OPERATIONS_MAX: u16 = 10_000;
/// Messages that one export lists at most, the newest first.
const MESSAGES_MAX: u16 = 10_000;

/// All that is kept of the person who asks, as JSON (personal information protection law, article 45).
///
/// # Errors
/// If nobody has signed in.
pub async fn export(app: &App, who: &Who) -> Result<Value, Error> {
    let own = who.in_charge()?;
    let subject = own.account.to_string();
    let write = app.begin(&who.actor, Deed::ExportOwnData.id(), ("account", &subject), None).await?;
    let exported = kept(app, &write, own.account).await?;
    write.commit().await?;
    Ok(exported)
}

async fn kept(app: &App, db: &impl Db, id: i64) -> Result<Value, Error> {
    let profile = profile::of(db, id).await?;
    let factor = second_factors::current(db, id).await?;
    Ok(json!({
        "account": id,
        "name": profile.name,
        "language": profile.language.id(),
        "since": profile.since.map(|since| since.to_string()),
        "signs-in-with": handles(db, id).await?,
        "second-factor": factor.map(|factor| json!({ "since-operation": factor.confirmed_by })),
        "consents": consents::list(db, id).await?.into_iter().map(|consent| json!({
            "purpose": consent.purpose, "version": consent.version,
            "by": consent.made_by, "ended-by": consent.ended_by,
        })).collect::<Vec<_>>(),
        "roles": grants::of_account(db, id).await?.into_iter().map(|grant| json!({
            "role": grant.role, "body": grant.body, "from": grant.from.to_string(),
            "until": grant.until.map(|day| day.to_string()), "by": grant.made_by, "ended-by": grant.ended_by,
        })).collect::<Vec<_>>(),
        "deputations": deputations::of_account(db, id).await?.into_iter().map(|it| json!({
            "holder": it.holder, "deputy": it.deputy, "role": it.role, "body": it.body, "reason": it.reason,
            "from": it.from.to_string(), "until": it.until.to_string(), "by": it.made_by, "ended-by": it.ended_by,
        })).collect::<Vec<_>>(),
        "firms": firms::of_account(db, id).await?.into_iter().map(|user| json!({
            "firm": user.firm, "role": user.role.name(), "by": user.made_by, "ended-by": user.ended_by,
        })).collect::<Vec<_>>(),
        "claims": firms::claims_of(db, id).await?.into_iter().map(|claim| json!({
            "firm": claim.firm, "document": claim.document, "by": claim.made_by,
            "decided-by": claim.decided_by, "reason": claim.reason,
        })).collect::<Vec<_>>(),
        "identities": identities::of_account(db, id).await?.into_iter().map(|identity| json!({
            "issuer": identity.issuer, "by": identity.made_by, "ended-by": identity.ended_by,
        })).collect::<Vec<_>>(),
        "sessions": sessions::open(db, id, app.now()).await?.into_iter().map(|session| json!({
            "since": session.made_at.to_string(), "address": session.address, "device": session.device,
        })).collect::<Vec<_>>(),
        "messages": inbox::list(db, id, false, None, MESSAGES_MAX).await?.into_iter().map(|message| json!({
            "at": message.made_at.to_string(), "zh": message.title_zh, "en": message.title_en,
        })).collect::<Vec<_>>(),
        "drafts": drafts::all(db, id).await?.into_iter().map(|draft| json!({
            "procedure": draft.begun.procedure, "step": draft.begun.step, "case": draft.begun.number,
            "at": draft.begun.changed_at.to_string(), "texts": draft.texts,
        })).collect::<Vec<_>>(),
        "operations": done_by(db, id).await?,
    }))
}

async fn handles(db: &impl Db, id: i64) -> Result<Vec<Value>, Error> {
    let mut handles = Vec::new();
    for handle in accounts::handles(db, id).await? {
        let field = super::handle::field(handle.kind);
        let text = open(db, id, field, &handle.sealed_value).await?;
        handles
            .push(json!({ "kind": field, "text": text, "by": handle.made_by, "ended-by": handle.ended_by }));
    }
    Ok(handles)
}

async fn done_by(db: &impl Db, id: i64) -> Result<Vec<Value>, Error> {
    let asked =
        operations::Asked { actor: Some(actor_name(id)), limit: OPERATIONS_MAX, ..Default::default() };
    let operations = operations::list(db, &asked).await?.into_iter();
    Ok(operations
        .map(|operation| {
            json!({
                "number": operation.seq, "at": operation.recorded_at.to_string(), "act": operation.act,
                "on": format!("{}/{}", operation.subject.kind, operation.subject.id), "reason": operation.reason,
            })
        })
        .collect())
}
