//! Files that people send: looked at before they are kept, and handed out again.

use documents::upload::sniff;
use form::FileReference;
use kernel::{Place, Problem, Wording};
use store::files::{self, KnownFile, Reading};
use store::operations::{self, Asked};
use store::{Db, api_keys};

use crate::{Actor, App, Denied, Error};

/// The act by which a file is kept, as the trail names it.
const ACT: &str = "keep-file";

/// What it is done to.
const SUBJECT: &str = "file";

/// A file that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its SHA-256 in hexadecimal digits.
    pub digest: String,
    /// What a field of a form holds of it; see [`FileReference`].
    pub reference: String,
}

/// Keeps a file that somebody sent for a field. What it is, its content says.
///
/// # Errors
/// [`Error::Invalid`] with what to do instead if it is not what its name says, harmful or too large; [`Error::NotAllowed`] to
/// strangers.
pub async fn keep(
    app: &App,
    actor: &Actor,
    field: &str,
    (name, bytes): (&str, &[u8]),
) -> Result<Kept, Error> {
    if actor.account.is_none() {
        return Err(Error::NotAllowed(for_accounts()));
    }
    let name = name.trim();
    let media = sniff(bytes, name).map_err(|mut problem| {
        problem.place.field = Some(field.to_owned());
        Error::invalid(problem)
    })?;
    let stored = app.store().files().store(bytes).await?;
    let digest = files::name(&stored.digest);
    let write = app.begin(actor, ACT, (SUBJECT, &digest), None).await?;
    files::add(&write, &stored, name, media.mime()).await?;
    write.commit().await?;
    let reference = FileReference { digest: &digest, name }.written();
    Ok(Kept { reference, digest })
}

/// What is wrong with naming a file in a field: only who sent it names it, so that nobody reaches what others sent by its
/// digest. A system may name what its account has sent. Whether others sent it, nobody is told.
pub(crate) async fn check(
    db: &impl Db,
    actor: &Actor,
    field: &str,
    digest: &str,
) -> Result<Option<Problem>, Error> {
    let account = match actor.name.strip_prefix("key:").and_then(|key| key.parse().ok()) {
        Some(key) => api_keys::account(db, key).await?.map(|account| format!("account:{account}")),
        None => None,
    };
    for name in [Some(actor.name.clone()), account].into_iter().flatten() {
        let subject = operations::Subject { kind: SUBJECT.to_owned(), id: digest.to_owned() };
        let asked = Asked { subject: Some(subject), actor: Some(name), limit: 1, ..Asked::default() };
        if !operations::list(db, &asked).await?.is_empty() {
            return Ok(None);
        }
    }
    Ok(Some(not_sent(field)))
}

/// Begins to read a kept file. Who may read it is decided by what names it: the caller has shown that.
///
/// # Errors
/// [`Error::NotFound`] if there is none.
pub async fn read(app: &App, digest: &str) -> Result<(KnownFile, Reading), Error> {
    let digest = files::digest(digest).ok_or(Error::NotFound)?;
    let known = files::get(&app.store().reader().await?, &digest).await?.ok_or(Error::NotFound)?;
    let reading = app.store().files().reading(&digest).await?.ok_or(Error::NotFound)?;
    Ok((known, reading))
}

fn not_sent(field: &str) -> Problem {
    Problem::error(
        "unknown-file",
        Place::default().at_field(field),
        Wording::new("没有收到过您上传的这份文件", "you have not sent this file"),
        Wording::new(
            "请在表单中重新选择并上传；通过接口填写的，先以密钥所属账号在网页上传，再用所得的引用（sha256:…/文件名）",
            "choose and send it in the form; a system gives the reference (sha256:…/name) of what its account sent there",
        ),
    )
}

fn for_accounts() -> Denied {
    Denied {
        why: Wording::new("登录以后才能上传文件", "only who signed in may send files"),
        remedy: Wording::new("请先登录", "sign in first"),
        needs_second_factor: false,
    }
}
