//! What stands where on the pages of a PDF, read from its operators.

use lopdf::content::Content;
use lopdf::{Document, Object};

/// Points in a millimetre.
const POINTS_PER_MM: f64 = 72.0 / 25.4;

/// Text shown by one operator.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    /// Its left end, in millimetres from the left edge of the page.
    pub(crate) left: f64,
    /// Its right end.
    pub(crate) right: f64,
    /// Its base line, in millimetres from the upper edge.
    pub(crate) down: f64,
    /// Size in points.
    pub(crate) size: f64,
    pub(crate) glyphs: usize,
}

/// The texts of each page, for fonts whose characters are as wide as high; of others `right` means nothing.
pub(crate) fn pages(pdf: &[u8]) -> Vec<Vec<Shown>> {
    let document = Document::load_mem(pdf).unwrap();
    document.get_pages().into_values().map(|page| shown(&document.get_page_content(page))).collect()
}

pub(crate) fn operators(pdf: &[u8], page: u32) -> Vec<(String, Vec<f64>)> {
    let document = Document::load_mem(pdf).unwrap();
    let content = document.get_page_content(document.get_pages()[&page]);
    let operations = Content::decode(&content).unwrap().operations;
    operations.iter().map(|operation| (operation.operator.clone(), numbers(&operation.operands))).collect()
}

fn shown(content: &[u8]) -> Vec<Shown> {
    let mut texts = Vec::new();
    // Only scaling and moving, as the typesetter writes it: (x scale, x, y).
    let (mut stack, mut place, mut line, mut size) = (Vec::new(), (1.0, 0.0, 0.0), (1.0, 0.0, 0.0), 0.0);
    for operation in Content::decode(content).unwrap().operations {
        let numbers = numbers(&operation.operands);
        match operation.operator.as_str() {
            "q" => stack.push(place),
            "Q" => place = stack.pop().unwrap(),
            "cm" => place = then(place, &numbers),
            "Tf" => size = numbers[0],
            "Tm" => line = then(place, &numbers),
            "TJ" => texts.push(text(line, size, &operation.operands[0])),
            _ => {}
        }
    }
    texts
}

fn then((scale, x, y): (f64, f64, f64), matrix: &[f64]) -> (f64, f64, f64) {
    (scale * matrix[0], x + scale * matrix[4], y + if y == 0.0 { matrix[5] } else { -matrix[5] })
}

fn text((scale, x, y): (f64, f64, f64), size: f64, shown: &Object) -> Shown {
    let (mut glyphs, mut adjusted) = (0, 0.0);
    for part in shown.as_array().unwrap() {
        match part {
            Object::String(bytes, _) => glyphs += bytes.len() / 2,
            other => adjusted += f64::from(other.as_float().unwrap()),
        }
    }
    let width = glyphs as f64 * size - adjusted * size / 1000.0;
    Shown {
        left: x / POINTS_PER_MM,
        right: (x + scale * width) / POINTS_PER_MM,
        down: 297.0 - y / POINTS_PER_MM,
        size,
        glyphs,
    }
}

fn numbers(operands: &[Object]) -> Vec<f64> {
    operands.iter().filter_map(|operand| operand.as_float().ok()).map(f64::from).collect()
}
