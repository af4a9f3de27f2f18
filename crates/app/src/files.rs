//! Files that people send: looked at before they are kept, and handed out again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use documents::official::{self, Figures};
use documents::read_text;
use documents::table_file::TableFile;
use documents::upload::{MediaType, sniff};
use form::{Fields, FileReference, Value};
use kernel::{Place, Problem, Wording};
use pack::Gate;
use store::Db;
use store::files::{self, KnownFile, NewFile, Reading};
use store::operations::{self, Asked};
use tokio::task::spawn_blocking;

use crate::accounts::actor_name;
use crate::{Actor, App, Denied, Error, api_keys, gate};

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
    /// The type of media that it is by its content.
    pub media_type: String,
    /// Its length.
    pub bytes: usize,
}

/// What is known of a kept file that something names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its length.
    pub bytes: u64,
    /// The figures of a document that was made here: what was counted when it was made, and what it said when it was sent.
    pub figures: Option<Figures>,
}

/// Keeps a file that somebody sent for a field. What it is, its content says.
///
/// # Errors
/// [`Error::Invalid`] with what to do instead if it is not what its name says, harmful or too large; [`Error::NotAllowed`] to
/// strangers, and to keys that only read.
pub async fn keep(
    app: &App,
    actor: &Actor,
    field: &str,
    (name, bytes): (&str, &[u8]),
) -> Result<Kept, Error> {
    may_send(actor).map_err(Error::NotAllowed)?;
    let name = name.trim();
    let media = sniff(bytes, name).map_err(|mut problem| {
        problem.place.field = Some(field.to_owned());
        Error::invalid(problem)
    })?;
    let mut upload = app.store().files().upload(bytes.len() as u64)?;
    upload.write(bytes)?;
    if let Some(why) = stopped(app, media, (name, bytes), upload.path().to_owned()).await? {
        return Err(gate::refuse(app, actor, field, &why).await?);
    }
    let stored = upload.finish().await?;
    let digest = files::name(&stored.digest);
    let figures = figures(media, bytes).await?;
    let write = app.begin(actor, ACT, (SUBJECT, &digest), None).await?;
    let new = NewFile { name, media_type: media.mime(), figures: figures.as_deref() };
    files::add(&write, &stored, &new).await?;
    write.commit().await?;
    let reference = FileReference { digest: &digest, name }.written();
    Ok(Kept { reference, digest, media_type: media.mime().to_owned(), bytes: bytes.len() })
}

/// Why a file must not enter: its name, a cell of its tables, a line of its text or of any file in it is marked. What has no text that can
/// be read, such as a picture or a damaged document, is looked at by its name.
async fn stopped(
    app: &App,
    media: MediaType,
    (name, bytes): (&str, &[u8]),
    path: PathBuf,
) -> Result<Option<Wording>, Error> {
    let (declarations, name, bytes) = (app.declarations(), name.to_owned(), bytes.to_vec());
    let look = move || {
        let gate = &declarations.gate;
        if let Some(why) = gate.stops_name(&name) {
            return Some(why.clone());
        }
        match media {
            MediaType::Xlsx | MediaType::Csv => {
                TableFile::open(&path).ok().and_then(|file| gate::of_rows(&file, gate))
            }
            MediaType::Pdf | MediaType::Text => of_text(&name, &bytes, gate),
            // Heads and notes of a document are further files in it.
            MediaType::Docx => of_text(&name, &bytes, gate).or_else(|| gate::of_archive(&bytes, gate)),
            MediaType::Ofd | MediaType::Pptx | MediaType::Zip => gate::of_archive(&bytes, gate),
            MediaType::Png
            | MediaType::Jpeg
            | MediaType::Gif
            | MediaType::Webp
            | MediaType::Mp4
            | MediaType::Mp3
            | MediaType::Wav => None,
        }
    };
    spawn_blocking(look).await.map_err(|error| Error::broken(error.to_string()))
}

fn of_text(name: &str, bytes: &[u8], gate: &Gate) -> Option<Wording> {
    let text = read_text(name, bytes).ok()?;
    gate.stops_each(text.lines.iter().map(|line| line.text.as_str())).cloned()
}

/// The figures of a document as they are kept: read once, when it is sent. A document that cannot be read has none that could be told.
async fn figures(media: MediaType, bytes: &[u8]) -> Result<Option<String>, Error> {
    if media != MediaType::Docx {
        return Ok(None);
    }
    let bytes = bytes.to_vec();
    let read = spawn_blocking(move || official::figures(&bytes)).await;
    let figures = read.map_err(|error| Error::broken(error.to_string()))?.ok().flatten();
    Ok(figures.map(|figures| serde_json::to_string(&figures).expect("texts always serialize")))
}

/// What is known of the files that these fields name, by their digests.
pub(crate) async fn named(
    db: &impl Db,
    said: impl Iterator<Item = &Fields>,
) -> Result<BTreeMap<String, Named>, Error> {
    let values: Vec<&Value> =
        said.flat_map(|fields| fields.values()).flat_map(|value| value.values()).collect();
    let digests: BTreeSet<&str> =
        values.into_iter().filter_map(FileReference::of).map(|file| file.digest).collect();
    let mut named = BTreeMap::new();
    for digest in digests {
        let Some(bytes) = files::digest(digest) else { continue };
        let Some(known) = files::get(db, &bytes).await? else { continue };
        let figures = known.figures.as_deref().map(serde_json::from_str).transpose();
        let figures = figures.map_err(|error| Error::broken(format!("figures of a file: {error}")))?;
        named.insert(digest.to_owned(), Named { bytes: known.size, figures });
    }
    Ok(named)
}

/// What is wrong with naming a file in a field: only who sent it names it, so that nobody reaches what others sent by its
/// digest. A system may name what its account has sent. Whether others sent it, nobody is told.
pub(crate) async fn check(
    db: &impl Db,
    actor: &Actor,
    field: &str,
    digest: &str,
) -> Result<Option<Problem>, Error> {
    let account = api_keys::account_behind(db, actor).await?.map(actor_name);
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
            "请在表单中重新选择并上传；通过接口填写的，先 POST 到 /api/v1/files，再填写所得的引用（sha256:…/文件名）",
            "choose and send it in the form; a system first sends it to /api/v1/files, then gives the reference (sha256:…/name) from there",
        ),
    )
}

/// Whether somebody may send a file, before it is said for what.
fn may_send(actor: &Actor) -> Result<(), Denied> {
    let (why, remedy) = match &actor.key {
        Some(scopes) if scopes.writes() => return Ok(()),
        Some(_) => (("这把密钥只能读取", "this key only reads"), ONE_THAT_WRITES),
        None if actor.account.is_some() => return Ok(()),
        None => {
            let why = ("登录以后才能上传文件", "only who signed in may send files");
            (why, ("请先登录", "sign in first"))
        }
    };
    Err(Denied {
        why: Wording::new(why.0, why.1),
        remedy: Wording::new(remedy.0, remedy.1),
        needs_second_factor: false,
    })
}

/// What a program does whose key only reads.
const ONE_THAT_WRITES: (&str, &str) =
    ("请向安全管理员申请可以写入的密钥", "ask the security administrator for a key that writes");
