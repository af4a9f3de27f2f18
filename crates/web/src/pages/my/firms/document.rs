use app::files;
use app::firms::{self, Read};
use axum::extract::{Path, State};
use axum::response::Response;
use form::{FileReference, Value};

use crate::components::{Field, FieldControl};
use crate::error::Error;
use crate::input::{Input, SentFile};
use crate::page::Page;
use crate::pages::stored::hand_out;
use crate::site::Site;

/// The field with the file that shows something.
pub(super) const DOCUMENT: &str = "document";

/// The field for it. What was sent before and is kept stays chosen.
pub(super) fn field(page: &Page, input: &Input, label: &str, help: &str) -> Field {
    let control = FieldControl::File { accept: ".pdf,.ofd,.jpg,.jpeg,.png".to_owned(), several: false };
    let kept: Vec<String> =
        input.texts(DOCUMENT).iter().filter(|text| digest(text).is_some()).cloned().collect();
    Field::new(page.words, DOCUMENT, label, control).helped(help).filled(&kept).optional()
}

/// Keeps the file that came with a form: what stands for it goes on as a text, so that nobody has to choose it again if
/// something else is wrong. Gives the digest of the file that was sent now or before.
pub(super) async fn keep(
    site: &Site,
    page: &Page,
    input: &mut Input,
    sent: Vec<SentFile>,
) -> Result<Read<Option<String>>, Error> {
    let mut problems = Vec::new();
    for SentFile { field, name, bytes } in sent {
        // Only a form that is not ours sends a file where a text belongs.
        if field != DOCUMENT {
            return Err(Error::BadRequest);
        }
        match files::keep(&site.app, page.actor(), DOCUMENT, (&name, &bytes)).await {
            Ok(kept) => input.put(DOCUMENT, vec![kept.reference]),
            Err(app::Error::Invalid(more)) => problems.extend(more),
            Err(error) => return Err(error.into()),
        }
    }
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    let text = Some(input.text(DOCUMENT)).filter(|text| !text.is_empty());
    // What names no file is refused as one that was never sent.
    Ok(Ok(text.map(|text| digest(text).unwrap_or_else(|| text.to_owned()))))
}

fn digest(reference: &str) -> Option<String> {
    FileReference::of(&Value::Text(reference.to_owned())).map(|file| file.digest.to_owned())
}

/// Hands out what shows a claim or a mandate, to those who decide it and those whose it is.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path((kind, id)): Path<(String, i64)>,
) -> Result<Response, Error> {
    let who = &page.reader.who;
    let digest = match kind.as_str() {
        "claim" => firms::claim_document(&site.app, who, id).await?,
        "mandate" => firms::mandate_document(&site.app, who, id).await?,
        _ => return Err(Error::NotFound),
    };
    hand_out(&site, &digest, None).await
}
