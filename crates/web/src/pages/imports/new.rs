use app::imports::{self, NewFile};
use axum::extract::{FromRequest as _, Multipart, Request, State};
use axum::response::Response;
use form::Context;
use kernel::{Place, Problem, Wording};
use store::files::Upload;

use super::{below, path};
use crate::components::{Choice, Field, FieldControl, Line};
use crate::error::{Error, see_other};
use crate::input::{Asked, BytesMax, Input, fitting};
use crate::page::Page;
use crate::pages::form::Form;
use crate::records::day_of;
use crate::site::Site;

const LEDGER: &str = "ledger";
const SOURCE: &str = "source";
const AS_OF: &str = "as_of";
const NOTE: &str = "note";
const FILE: &str = "file";

/// The most characters of a text beside the file.
const TEXT_BYTES_MAX: usize = 4_000;

/// Asks for a file, and what it is.
pub(crate) async fn ask(
    page: Page,
    State(site): State<Site>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    form(page, &site, &input)?.ask()
}

/// Takes the file in.
pub(crate) async fn send(page: Page, State(site): State<Site>, request: Request) -> Result<Response, Error> {
    let (request, max) = fitting(request).await?;
    let (input, file) = parts(&page, &site, request, max).await?;
    match take_in(&page, &site, &input, file).await {
        Ok(id) => Ok(see_other(&page.href(&format!("{}/mapping", path(id))))),
        Err(refusal) => form(page, &site, &input)?.refuse(refusal),
    }
}

async fn take_in(
    page: &Page,
    site: &Site,
    input: &Input,
    file: Option<(String, Upload)>,
) -> Result<i64, app::Error> {
    let Some((name, upload)) = file else { return Err(app::Error::invalid(no_file())) };
    let declarations = site.app.declarations();
    let context = Context { today: site.app.today(), codes: &declarations.codes };
    let as_of = day_of(AS_OF, input.text(AS_OF), context).map_err(app::Error::Invalid)?;
    let new = NewFile {
        ledger: input.text(LEDGER),
        name: &name,
        as_of,
        source: input.text(SOURCE),
        note: input.text(NOTE),
    };
    imports::take_in(&site.app, page.actor(), &new, upload).await
}

/// The texts of the form, and its file: written to the disk as it comes, whatever its size.
async fn parts(
    page: &Page,
    site: &Site,
    request: Request,
    max: BytesMax,
) -> Result<(Input, Option<(String, Upload)>), Error> {
    if imports::ledgers(&site.app, page.actor()).is_empty() {
        return Err(Error::NotFound);
    }
    let mut parts = Multipart::from_request(request, site).await.map_err(|_| Error::BadRequest)?;
    let (mut texts, mut file) = (Vec::new(), None);
    while let Some(mut part) = parts.next_field().await.map_err(|error| max.error(error.status()))? {
        let field = part.name().unwrap_or_default().to_owned();
        let Some(name) = part.file_name().map(str::to_owned) else {
            let mut text = Vec::new();
            while let Some(bytes) = part.chunk().await.map_err(|error| max.error(error.status()))? {
                text.extend_from_slice(&bytes);
                if text.len() > TEXT_BYTES_MAX || texts.len() > 20 {
                    return Err(Error::BadRequest);
                }
            }
            texts.push((field, String::from_utf8(text).map_err(|_| Error::BadRequest)?));
            continue;
        };
        let mut upload = imports::upload(&site.app, page.actor())?;
        while let Some(bytes) = part.chunk().await.map_err(|error| max.error(error.status()))? {
            upload.write(&bytes).map_err(app::Error::from)?;
        }
        // A browser sends a file without name and content where none was chosen.
        if !(name.is_empty() && upload.bytes() == 0) {
            file = Some((name, upload));
        }
    }
    Ok((texts.into_iter().collect(), file))
}

fn form(page: Page, site: &Site, input: &Input) -> Result<Form, Error> {
    let words = page.words;
    let ledgers = imports::ledgers(&site.app, page.actor());
    if ledgers.is_empty() {
        return Err(Error::NotFound);
    }
    let choice = |opened: &app::records::Opened| Choice {
        value: opened.ledger().id.clone(),
        text: words.title(&opened.ledger().title),
    };
    let choices = ledgers.iter().map(choice).collect();
    let control = FieldControl::File {
        accept: ".xlsx,.xls,.ods,.csv,.tsv,.txt,.xml,.zip,.json,.jsonl".to_owned(),
        several: false,
    };
    let line = || FieldControl::Line(Line::TEXT);
    let fields = vec![
        Field::new(
            words,
            LEDGER,
            words.imports_ledger(),
            FieldControl::Select { choices, none: words.imports_choose() },
        )
        .helped(words.imports_ledger_help())
        .filled(input.texts(LEDGER)),
        Field::new(words, SOURCE, words.imports_source(), line())
            .helped(words.imports_source_help())
            .filled(input.texts(SOURCE)),
        Field::new(words, AS_OF, words.imports_as_of(), FieldControl::Day)
            .helped(words.imports_as_of_help())
            .filled(input.texts(AS_OF))
            .optional(),
        Field::new(words, NOTE, words.imports_note(), line()).filled(input.texts(NOTE)).optional(),
        Field::new(words, FILE, words.imports_file(), control)
            .helped(words.imports_file_help(imports::FILE_BYTES_MAX / (1024 * 1024))),
    ];
    let page = below(page).titled(words.imports_new());
    Ok(Form::new(page, "/workbench/imports/new", words.imports_new_lead(), words.imports_send(), fields)
        .with_files()
        .or(super::ALL, words.form_cancel()))
}

fn no_file() -> Problem {
    Problem::error(
        "no-file",
        Place::default().at_field(FILE),
        Wording::new("没有选择文件", "no file was chosen"),
        Wording::new("请选择要导入的文件", "choose the file that is to be loaded"),
    )
}
