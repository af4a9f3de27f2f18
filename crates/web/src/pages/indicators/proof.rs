//! The proof of a figure, and the snapshots that it names: with both, anybody computes the figure again without us.

use std::fmt::Write as _;

use app::indicators::{ProofFile, Reach, prove, snapshot as snapshot_of};
use askama::Template;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use tokio::io::AsyncReadExt as _;
use tokio::sync::mpsc::channel;
use tokio_stream::wrappers::ReceiverStream;

use super::{amount, asked, below, canonical, is_open, path, titled};
use crate::components::{Cell, Column, Table};
use crate::error::Error;
use crate::input::Asked;
use crate::page::Page;
use crate::pages::draw;
use crate::query::{Query, encode};
use crate::site::Site;

/// How many pieces of a file wait for a slow reader before more is read, and how large each is.
const PIECES_WAITING: usize = 2;
const PIECE_BYTES: usize = 256 * 1024;

#[derive(Template)]
#[template(path = "pages/indicators/proof.html")]
struct ProofPage {
    reach: String,
    file: (String, String),
    snapshots: Table,
    /// The digest of each of these files, as `sha256sum` writes and checks them.
    sums: String,
    /// The rows themselves, address and name, and the digest that the proof has of them.
    rows: (String, String),
    rows_digest: String,
    command: String,
    page: Page,
}

/// The proof, and what it needs.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<String>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let words = page.words;
    let moment = asked(&site, &input)?;
    let proved = prove(&site.app, page.actor(), &id, moment.when, is_open(&page)).await?;
    let name = format!("{}-{}.proof.json", proved.proof.indicator, proved.proof.window.as_of);
    if input.text("format") == "json" {
        let disposition = format!("attachment; filename=\"{name}\"");
        let headers = [(CONTENT_TYPE, "application/json".to_owned()), (CONTENT_DISPOSITION, disposition)];
        return Ok((headers, proved.proof.to_json()).into_response());
    }
    let declarations = site.app.declarations();
    let indicator = declarations.indicators.get(&proved.proof.indicator).ok_or(Error::NotFound)?;
    let here = format!("{}/proof", path(&page, indicator));
    let mut sums = String::new();
    let mut ledgers: Vec<(&str, Vec<(String, String)>)> = Vec::new();
    for file in &proved.files {
        let path = format!("{here}/{}/{}/{}", encode(&file.ledger), encode(&file.state), encode(&file.name));
        let mut text = file.name.clone();
        if let Some((bytes, sha256)) = &file.digest {
            text = words.indicators_file_of(&text, amount((*bytes).into(), 0));
            _ = writeln!(sums, "{sha256}  {}/{}", file.ledger, file.name);
        }
        let link = (page.href(&path), text);
        match ledgers.last_mut() {
            Some((ledger, links)) if *ledger == file.ledger => links.push(link),
            _ => ledgers.push((&file.ledger, vec![link])),
        }
    }
    let row = |(ledger, links): (&str, Vec<(String, String)>)| {
        let title = declarations.ledgers.get(ledger).map(|it| words.title(&it.title)).unwrap_or_default();
        vec![Cell::Text(title), Cell::Figure(ledger.to_owned()), Cell::Links(links)]
    };
    draw(&ProofPage {
        reach: match proved.reach {
            Reach::Strangers => words.indicators_strangers().to_owned(),
            Reach::Insiders => words.indicators_insiders().to_owned(),
        },
        sums,
        rows: {
            let path = format!("{}/records/{}", path(&page, indicator), canonical::FORMAT);
            let name = canonical::name(indicator, proved.proof.window.as_of);
            (moment.add_to(Query::default()).after(&page.href(&path)), name)
        },
        rows_digest: proved.proof.rows_digest.clone(),
        command: format!("qiangxian indicator verify {name} --snapshot ."),
        file: (moment.add_to(Query::default().with("format", "json")).after(&page.href(&here)), name),
        snapshots: Table {
            words,
            caption: words.indicators_snapshots().to_owned(),
            columns: vec![
                Column::text(words.indicators_ledger()),
                Column::text(words.indicators_folder()),
                Column::text(words.indicators_files()),
            ],
            rows: ledgers.into_iter().map(row).collect(),
        },
        page: below(&page)
            .below(path(&page, indicator), titled(words, indicator))
            .titled(words.indicators_proof()),
    })
}

/// A file of a snapshot that the proof of an indicator names.
pub(crate) async fn snapshot(
    page: Page,
    State(site): State<Site>,
    Path((id, ledger, state, file)): Path<(String, String, String, String)>,
) -> Result<Response, Error> {
    let asked = ((id.as_str(), is_open(&page)), (ledger.as_str(), state.as_str(), file.as_str()));
    let ProofFile { path, name, .. } = snapshot_of(&site.app, page.actor(), asked.0, asked.1).await?;
    let size = tokio::fs::metadata(&path).await.map_err(|error| unreadable(&error))?.len();
    let mut opened = tokio::fs::File::open(&path).await.map_err(|error| unreadable(&error))?;
    let (pieces, body) = channel::<std::io::Result<Bytes>>(PIECES_WAITING);
    tokio::spawn(async move {
        loop {
            let mut piece = vec![0; PIECE_BYTES];
            let read = opened.read(&mut piece).await.map(|read| {
                piece.truncate(read);
                Bytes::from(piece)
            });
            let is_last = read.as_ref().map_or(true, Bytes::is_empty);
            if read.as_ref().is_ok_and(Bytes::is_empty) || pieces.send(read).await.is_err() || is_last {
                return;
            }
        }
    });
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [(CONTENT_TYPE, "application/octet-stream".to_owned()), (CONTENT_DISPOSITION, disposition)];
    let size = (CONTENT_LENGTH, size.to_string());
    Ok(([size], headers, Body::from_stream(ReceiverStream::new(body))).into_response())
}

fn unreadable(error: &std::io::Error) -> Error {
    tracing::error!(%error, "a file of a snapshot cannot be read");
    Error::Internal
}
