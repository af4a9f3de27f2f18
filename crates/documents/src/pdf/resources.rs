use lopdf::{Dictionary, Document, Object, ObjectId};

/// Page tree levels that are followed to find inherited entries.
const PARENTS_MAX: usize = 32;

/// An entry of a page, its own or inherited from the page tree.
pub(crate) fn inherited<'a>(document: &'a Document, page: ObjectId, key: &[u8]) -> Option<&'a Object> {
    let mut node = document.get_dictionary(page).ok()?;
    for _ in 0..PARENTS_MAX {
        if let Ok(value) = node.get_deref(key, document) {
            return Some(value);
        }
        node = node.get_deref(b"Parent", document).ok()?.as_dict().ok()?;
    }
    None
}

/// A named resource such as a font, with its object number if it has one.
pub(crate) fn named<'a>(
    document: &'a Document,
    resources: &'a Dictionary,
    kind: &[u8],
    name: &[u8],
) -> Option<(Option<ObjectId>, &'a Object)> {
    let object = resources.get_deref(kind, document).ok()?.as_dict().ok()?.get(name).ok()?;
    document.dereference(object).ok()
}

/// A list of numbers.
pub(crate) fn numbers<const N: usize>(object: &Object) -> Option<[f64; N]> {
    let array = object.as_array().ok()?;
    let mut numbers = [0.0; N];
    for (number, object) in numbers.iter_mut().zip(array) {
        *number = f64::from(object.as_float().ok()?);
    }
    (array.len() >= N).then_some(numbers)
}
