use std::collections::HashMap;
use std::rc::Rc;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::font::Font;
use super::layout::{Page, Piece};
use super::matrix::Matrix;
use super::resources;
use crate::error::Unit;
use crate::{Error, limits};

/// Saved graphics states of one content stream; deeper ones are not kept.
const STATES_MAX: usize = 256;

/// A gap up to this share of the size between two shown strings is kerning.
const KERNING: f64 = 0.15;

/// Runs the contents of pages and gathers the text they draw.
pub(crate) struct Interpreter<'a> {
    document: &'a Document,
    fonts: HashMap<ObjectId, Rc<Font>>,
    bytes: usize,
    page: Page,
    /// Characters drawn so far, blanks apart.
    pub(crate) characters: usize,
    /// Those of which no font said what they are.
    pub(crate) unknown_characters: usize,
}

#[derive(Clone)]
struct State {
    place: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    character_spacing: f64,
    word_spacing: f64,
    /// Horizontal scale, 1 for 100 %.
    stretch: f64,
    leading: f64,
    rise: f64,
}

/// The state of one content stream.
struct Run<'a> {
    resources: Option<&'a Dictionary>,
    state: State,
    saved: Vec<State>,
    text: Matrix,
    line: Matrix,
    depth: usize,
}

impl<'a> Interpreter<'a> {
    pub(crate) fn new(document: &'a Document) -> Self {
        Interpreter {
            document,
            fonts: HashMap::new(),
            bytes: 0,
            page: Page::default(),
            characters: 0,
            unknown_characters: 0,
        }
    }

    /// The text of a page with its places, seen upright.
    pub(crate) fn page(&mut self, page: ObjectId) -> Result<Page, Error> {
        let rotate =
            resources::inherited(self.document, page, b"Rotate").and_then(|angle| angle.as_i64().ok());
        let place = Matrix::rotation(rotate.unwrap_or(0));
        let bounds = resources::inherited(self.document, page, b"MediaBox").and_then(resources::numbers::<4>);
        let [left, bottom, right, top] = bounds.unwrap_or([0.0, 0.0, 595.0, 842.0]);
        let sideways = rotate.unwrap_or(0).rem_euclid(180) == 90;
        self.page =
            Page { width: if sideways { top - bottom } else { right - left }.abs(), ..Page::default() };
        let own =
            resources::inherited(self.document, page, b"Resources").and_then(|object| object.as_dict().ok());
        // A page that cannot be unpacked is a page without text, unless it is a bomb.
        match self.document.get_page_content_with_limit(page, limits::PDF_STREAM_BYTES_MAX) {
            Ok(content) => self.run(&content, own, place, 0)?,
            Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. })) => {
                return Err(too_much());
            }
            Err(_) => {}
        }
        Ok(std::mem::take(&mut self.page))
    }

    fn run(
        &mut self,
        content: &[u8],
        resources: Option<&'a Dictionary>,
        place: Matrix,
        depth: usize,
    ) -> Result<(), Error> {
        self.take(content.len())?;
        let state = State {
            place,
            font: None,
            size: 0.0,
            character_spacing: 0.0,
            word_spacing: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        let saved = Vec::new();
        let mut run = Run { resources, state, saved, text: Matrix::IDENTITY, line: Matrix::IDENTITY, depth };
        for operation in Content::decode_iter(content) {
            // What follows a broken operation cannot be trusted; what came before is text.
            let Ok(operation) = operation else { break };
            self.operate(&mut run, &operation)?;
        }
        Ok(())
    }

    fn take(&mut self, bytes: usize) -> Result<(), Error> {
        self.bytes = self.bytes.saturating_add(bytes);
        if self.bytes > limits::PDF_CONTENT_BYTES_MAX { Err(too_much()) } else { Ok(()) }
    }

    fn operate(&mut self, run: &mut Run<'a>, operation: &Operation) -> Result<(), Error> {
        let number = |index: usize| {
            operation.operands.get(index).and_then(|operand| operand.as_float().ok()).map_or(0.0, f64::from)
        };
        let six = || Matrix::new(std::array::from_fn(number));
        match operation.operator.as_str() {
            "q" if run.saved.len() < STATES_MAX => run.saved.push(run.state.clone()),
            "Q" => run.state = run.saved.pop().unwrap_or_else(|| run.state.clone()),
            "cm" => run.state.place = six().then(run.state.place),
            "BT" => (run.text, run.line) = (Matrix::IDENTITY, Matrix::IDENTITY),
            "Tf" => {
                run.state.size = number(1);
                let name = operation.operands.first().and_then(|name| name.as_name().ok());
                run.state.font = self.font(run.resources, name.unwrap_or_default())?;
            }
            "Tc" => run.state.character_spacing = number(0),
            "Tw" => run.state.word_spacing = number(0),
            "Tz" => run.state.stretch = number(0) / 100.0,
            "TL" => run.state.leading = number(0),
            "Ts" => run.state.rise = number(0),
            "Tm" => (run.text, run.line) = (six(), six()),
            "Td" => run.next_line(number(0), number(1)),
            "TD" => {
                run.state.leading = -number(1);
                run.next_line(number(0), number(1));
            }
            "T*" => run.next_line(0.0, -run.state.leading),
            "Tj" => self.show(run, operation.operands.first()),
            "'" => {
                run.next_line(0.0, -run.state.leading);
                self.show(run, operation.operands.first());
            }
            "\"" => {
                (run.state.word_spacing, run.state.character_spacing) = (number(0), number(1));
                run.next_line(0.0, -run.state.leading);
                self.show(run, operation.operands.get(2));
            }
            "TJ" => self.show_list(run, operation.operands.first()),
            "Do" => self.draw(run, operation.operands.first())?,
            "BI" | "sh" => self.page.draws_pictures = true,
            _ => self.page.rules.operate(operation, run.state.place),
        }
        Ok(())
    }

    fn font(&mut self, resources: Option<&'a Dictionary>, name: &[u8]) -> Result<Option<Rc<Font>>, Error> {
        let document = self.document;
        let found = resources.and_then(|resources| resources::named(document, resources, b"Font", name));
        let Some((id, Ok(dictionary))) = found.map(|(id, object)| (id, object.as_dict())) else {
            return Ok(None);
        };
        if let Some(font) = id.and_then(|id| self.fonts.get(&id)) {
            return Ok(Some(Rc::clone(font)));
        }
        let (font, bytes) = Font::read(document, dictionary);
        self.take(bytes)?;
        let font = Rc::new(font);
        if let Some(id) = id {
            self.fonts.insert(id, Rc::clone(&font));
        }
        Ok(Some(font))
    }

    fn show_list(&mut self, run: &mut Run<'a>, list: Option<&Object>) {
        let Some(Ok(list)) = list.map(Object::as_array) else { return };
        for element in list {
            match element.as_float() {
                Ok(back) => run.advance(-f64::from(back) / 1000.0 * run.state.size * run.state.stretch),
                Err(_) => self.show(run, Some(element)),
            }
        }
    }

    fn show(&mut self, run: &mut Run<'a>, string: Option<&Object>) {
        let (Some(Ok(bytes)), Some(font)) = (string.map(Object::as_str), run.state.font.clone()) else {
            return;
        };
        font.show(bytes, |shown| {
            let spacing =
                run.state.character_spacing + if shown.is_blank { run.state.word_spacing } else { 0.0 };
            let width = shown.width * run.state.size * run.state.stretch;
            self.place(run, shown.text, width);
            run.advance(width + spacing * run.state.stretch);
        });
    }

    /// Adds a character to the text of the page, at the place where it is drawn.
    fn place(&mut self, run: &Run<'a>, text: Option<&str>, width: f64) {
        if text.is_none_or(|text| !text.trim().is_empty()) {
            self.characters += 1;
            self.unknown_characters += usize::from(text.is_none());
        }
        let text = text.unwrap_or("\u{fffd}");
        let device = Matrix::translation(0.0, run.state.rise).then(run.text).then(run.state.place);
        let size = run.state.size.abs() * device.c.hypot(device.d);
        let (x, y, end) = (device.e, device.f, device.e + width * device.a);
        let is_turned = device.b.abs() > device.a.abs();
        if !(x.is_finite() && y.is_finite() && end.is_finite() && size.is_finite()) {
            return;
        }
        match self.page.pieces.last_mut() {
            Some(last)
                if last.is_turned == is_turned
                    && (is_turned
                        || ((last.y - y).abs() < KERNING * size
                            && (x - last.end).abs() < KERNING * size)) =>
            {
                last.text.push_str(text);
                last.end = end;
            }
            _ => self.page.pieces.push(Piece { text: text.to_owned(), x, end, y, size, is_turned }),
        }
    }

    fn draw(&mut self, run: &Run<'a>, name: Option<&Object>) -> Result<(), Error> {
        let name = name.and_then(|name| name.as_name().ok()).unwrap_or_default();
        let found =
            run.resources.and_then(|resources| resources::named(self.document, resources, b"XObject", name));
        let Some((_, Object::Stream(stream))) = found else { return Ok(()) };
        if stream.dict.get(b"Subtype").and_then(Object::as_name).unwrap_or_default() != b"Form" {
            self.page.draws_pictures = true;
            return Ok(());
        }
        if run.depth >= limits::PDF_FORM_DEPTH_MAX {
            return Ok(());
        }
        self.draw_form(run, stream)
    }

    fn draw_form(&mut self, run: &Run<'a>, form: &'a Stream) -> Result<(), Error> {
        let Ok(content) = form.get_plain_content_with_limit(limits::PDF_STREAM_BYTES_MAX) else {
            return Ok(());
        };
        let matrix = form.dict.get_deref(b"Matrix", self.document).ok().and_then(resources::numbers::<6>);
        let place = matrix.map_or(Matrix::IDENTITY, Matrix::new).then(run.state.place);
        let own = form.dict.get_deref(b"Resources", self.document).and_then(Object::as_dict).ok();
        self.take(limits::PDF_FORM_BYTES_MIN)?;
        self.run(&content, own.or(run.resources), place, run.depth + 1)
    }
}

fn too_much() -> Error {
    Error::TooMuch { limit: limits::PDF_CONTENT_BYTES_MAX, unit: Unit::Bytes }
}

impl Run<'_> {
    fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::translation(x, y).then(self.line);
        self.text = self.line;
    }

    fn advance(&mut self, x: f64) {
        self.text = Matrix::translation(x, 0.0).then(self.text);
    }
}
