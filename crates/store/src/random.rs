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
