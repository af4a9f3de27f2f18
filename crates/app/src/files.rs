//! Files that people send: looked at before they are kept, and handed out again.

use documents::upload::sniff;
use form::FileReference;
use kernel::Wording;
use store::files::{self, KnownFile, Reading};

use crate::{Actor, App, Denied, Error};

/// The act by which a file is kept, as the trail names it.
const ACT: &str = "keep-file";

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
    let write = app.begin(actor, ACT, ("file", &digest), None).await?;
    files::add(&write, &stored, name, media.mime()).await?;
    write.commit().await?;
    let reference = FileReference { digest: &digest, name }.written();
    Ok(Kept { reference, digest })
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

fn for_accounts() -> Denied {
    Denied {
        why: Wording::new("登录以后才能上传文件", "only who signed in may send files"),
        remedy: Wording::new("请先登录", "sign in first"),
        needs_second_factor: false,
    }
}
