//! Random bytes of the operating system.

use crate::Error;

/// So many random bytes.
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| Error::Damaged {
        detail: format!("the operating system gives no random bytes: {error}"),
    })?;
    Ok(bytes)
}

/// So many random bytes, in hexadecimal digits.
pub(crate) fn hexadecimal<const N: usize>() -> Result<String, Error> {
    Ok(hex(&bytes::<N>()?))
}

/// Bytes in hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Bytes out of hexadecimal digits; none if it is something else.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let byte = |pair: &[u8; 2]| u8::try_from(digit(pair[0])? * 16 + digit(pair[1])?).ok();
    if rest.is_empty() { pairs.iter().map(byte).collect() } else { None }
}
