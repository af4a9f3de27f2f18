use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Serialize;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::Faces;
use super::faces::Roles;
use crate::Error;

/// A template and the file of its name.
pub(crate) struct Template {
    pub(crate) name: &'static str,
    pub(crate) text: &'static str,
}

/// What every template finds in `data.json`.
#[derive(Serialize)]
struct Data<'d, T> {
    /// Families for each use.
    faces: Roles,
    /// Year, month and day for the metadata.
    date: [i16; 3],
    content: &'d T,
}

/// Sets the content and gives PDF/A-2b, tagged. The same content, day and faces give the same bytes.
pub(crate) fn typeset<T: Serialize>(
    template: &Template,
    content: &T,
    date: Date,
    faces: &Faces,
) -> Result<Vec<u8>, Error> {
    let day = [date.year(), i16::from(date.month()), i16::from(date.day())];
    let data = Data { faces: faces.roles(), date: day, content };
    let data = serde_json::to_vec(&data).map_err(|error| Error::Layout { detail: error.to_string() })?;
    let main = file(template.name);
    let desk = Desk {
        main: Source::new(main, template.text.to_owned()),
        data: (file("data.json"), Bytes::new(data)),
        faces,
    };
    let pages =
        typst::compile::<PagedDocument>(&desk).output.map_err(|errors| refused(&errors, &desk.main))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2b])
        .map_err(|error| Error::Layout { detail: error.message().to_string() })?;
    let pdf = typst_pdf::pdf(&pages, &PdfOptions { standards, ..PdfOptions::default() });
    // What typst remembers for the next time is larger than what it saves here: every document is another.
    typst::comemo::evict(0);
    pdf.map_err(|errors| refused(&errors, &desk.main))
}

fn file(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("the names of templates are paths");
    FileId::new(RootedPath::new(VirtualRoot::Project, path))
}

fn refused(errors: &[SourceDiagnostic], source: &Source) -> Error {
    let told: Vec<String> = errors.iter().take(3).map(|error| error.message.to_string()).collect();
    Error::Layout { detail: format!("{:?}: {}", source.id(), told.join("; ")) }
}

/// What the typesetter may see: a template, its data, the faces. No other file, no package, no clock.
struct Desk<'f> {
    main: Source,
    data: (FileId, Bytes),
    faces: &'f Faces,
}

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.faces.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data.0 { Ok(self.data.1.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.faces.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
