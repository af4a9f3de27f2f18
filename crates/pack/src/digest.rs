//! What a pack is, as a number: anybody can compute it without this program.

use std::fmt::Write as _;

use kernel::Problem;
use sha2::{Digest, Sha256};

use crate::pack::Pack;

impl Pack {
    /// Each file of this pack with the SHA-256 of its bytes in hexadecimal digits, in the order of the paths.
    ///
    /// # Errors
    /// That a file cannot be read.
    pub fn file_digests(&self) -> Result<Vec<(String, String)>, Vec<Problem>> {
        let contents = self.contents()?;
        Ok(contents.into_iter().map(|(path, bytes)| (path, hexadecimal(&bytes))).collect())
    }

    /// The SHA-256 of this pack: that of the list of its files as `sha256sum` writes it, in the order of the paths.
    ///
    /// ```sh
    /// find . -type f -not -path '*/.*' | sed 's|^\./||' | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum
    /// ```
    ///
    /// # Errors
    /// That a file cannot be read.
    pub fn digest(&self) -> Result<String, Vec<Problem>> {
        let mut list = String::new();
        for (path, digest) in self.file_digests()? {
            _ = writeln!(list, "{digest}  {path}");
        }
        Ok(hexadecimal(list.as_bytes()))
    }

    /// Every file of this pack with its bytes, in the order of the paths; they open as the same pack again.
    ///
    /// # Errors
    /// That a file cannot be read.
    pub fn contents(&self) -> Result<Vec<(String, Vec<u8>)>, Vec<Problem>> {
        let mut contents = Vec::new();
        for path in self.files.list()? {
            if let Some(bytes) = self.files.bytes(&path)? {
                contents.push((path, bytes.into_owned()));
            }
        }
        Ok(contents)
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().fold(String::with_capacity(64), |mut text, byte| {
        _ = write!(text, "{byte:02x}");
        text
    })
}
