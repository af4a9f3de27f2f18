//! A document that a step made, to edit or to print, in the layout of official documents.

use app::cases::{self, Issued};
use axum::extract::{Path, State};
use axum::response::Response;
use documents::official::{Block, DocumentNumber, Official};

use crate::error::Error;
use crate::page::Page;
use crate::pages::print::{Format, hand_out_official};
use crate::site::Site;

/// Hands out a document, to those who see all that stands in it.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path((number, seq, id, format)): Path<(String, u32, String, String)>,
) -> Result<Response, Error> {
    let format = Format::named(&format).ok_or(Error::NotFound)?;
    let issued = cases::document(&site.app, page.actor(), &number, (seq, &id)).await?;
    let official = official(&page, issued)?;
    let name = official.number.as_ref().map(ToString::to_string).unwrap_or_default();
    let name = format!("{name} {}", official.title);
    hand_out_official(official, &name, format).await
}

fn official(page: &Page, issued: Issued) -> Result<Official, Error> {
    let ((office, year, serial), content) = (issued.number, issued.content);
    let year = u16::try_from(year).map_err(|_| Error::Internal)?;
    Ok(Official {
        title: content.heading,
        sender_mark: Some(content.office.clone()),
        number: Some(DocumentNumber { office, year, serial }),
        security: None,
        mark: page.site.is_demonstration.then(|| page.words.demonstration().to_owned()),
        recipients: content.to,
        blocks: content.text.into_iter().map(Block::paragraph).collect(),
        attachments: Vec::new(),
        signers: vec![content.office],
        date: content.date,
        remark: None,
        imprint: None,
    })
}
