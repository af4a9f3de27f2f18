use jiff::civil::Date;
use ledger::Known;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::base::hex;

/// What a county published on a day: which snapshot of each ledger holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// The version of this form.
    pub format: u32,
    /// The county: its division code.
    pub county: String,
    /// The last day of which it speaks: all that was recorded until then is in it.
    pub day: Date,
    /// The last operation that is in it.
    pub seq: Known,
    /// Whether the records are invented: 演示数据.
    pub demonstration: bool,
    /// The program that wrote it.
    pub program: String,
    /// The snapshots, in the order of the ledgers.
    pub ledgers: Vec<PublishedLedger>,
    /// The digest of the publication before it.
    pub previous: Option<String>,
}

/// The snapshot of a ledger that holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedLedger {
    /// The id of the ledger.
    pub ledger: String,
    /// The folder of the snapshot, below that of the ledger.
    pub folder: String,
    /// The SHA-256 of its manifest in hexadecimal digits.
    pub manifest: String,
}

/// The version of the form that this program writes and reads.
pub(super) const FORMAT: u32 = 1;

impl Publication {
    /// The publication as text: what is signed.
    pub fn canonical(&self) -> String {
        serde_json::to_string_pretty(self).expect("names and numbers always serialize")
    }

    /// The SHA-256 of [`Publication::canonical`] in hexadecimal digits.
    pub fn digest(&self) -> String {
        hex(Sha256::digest(self.canonical()))
    }

    /// What it is called in its folder.
    pub fn name(&self) -> String {
        format!("{}-{}-{}", self.day, self.seq, &self.digest()[..12])
    }

    /// The snapshot of a ledger.
    pub fn ledger(&self, id: &str) -> Option<&PublishedLedger> {
        self.ledgers.iter().find(|published| published.ledger == id)
    }
}

/// Whether a text is one name in a folder, such as those that are written here; `..` and paths are not.
pub(super) fn is_name(text: &str) -> bool {
    let letters = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    !text.is_empty() && text.len() <= 120 && letters
}
