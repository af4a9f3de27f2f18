use std::borrow::Cow;

use super::Control;
use super::rules::{Rules, pattern_schema};
use crate::fault::Fault;
use crate::limits::FILE_NAME_CHARS_MAX;
use crate::writing::one_line;
use crate::{Codes, Context, Language, Value};

/// A stored file: the digest of its content and its name, `sha256:<64 digits>/<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileReference<'v> {
    /// The SHA-256 of the content in small hexadecimal digits.
    pub digest: &'v str,
    /// The name under which it was sent, without folders.
    pub name: &'v str,
}

/// Hexadecimal digits of a SHA-256.
const DIGEST_LENGTH: usize = 64;
const SCHEME: &str = "sha256:";

impl<'v> FileReference<'v> {
    /// The file that a value of the kind names.
    pub fn of(value: &'v Value) -> Option<FileReference<'v>> {
        let (digest, name) = value.as_text()?.strip_prefix(SCHEME)?.split_once('/')?;
        let is_digest = digest.len() == DIGEST_LENGTH && digest.bytes().all(is_small_hex);
        (is_digest && is_name(name)).then_some(FileReference { digest, name })
    }

    /// The text that a form gives for it.
    pub fn written(&self) -> String {
        format!("{SCHEME}{}/{}", self.digest, self.name)
    }
}

/// A stored file by its [`FileReference`].
#[derive(Debug)]
pub(super) struct File;

impl Rules for File {
    fn read(&self, written: &str, _context: Context<'_>) -> Result<Value, Fault> {
        let line = one_line(written)?;
        let (scheme, rest) = line.split_at_checked(SCHEME.len()).ok_or_else(not_a_file)?;
        let (digest, name) = rest.split_once('/').ok_or_else(not_a_file)?;
        if !scheme.eq_ignore_ascii_case(SCHEME) {
            return Err(not_a_file());
        }
        let found = name.chars().count();
        if found > FILE_NAME_CHARS_MAX {
            return Err(Fault::too_long(found, FILE_NAME_CHARS_MAX));
        }
        let value = Value::Text(format!("{SCHEME}{}/{}", digest.to_ascii_lowercase(), name.trim()));
        if FileReference::of(&value).is_some() { Ok(value) } else { Err(not_a_file()) }
    }

    fn holds(&self, value: &Value) -> bool {
        FileReference::of(value).is_some()
    }

    fn show<'v>(&self, value: &'v Value, _language: Language, _codes: &'v Codes) -> Cow<'v, str> {
        Cow::Borrowed(FileReference::of(value).map_or("", |file| file.name))
    }

    fn control(&self) -> Control {
        Control::File
    }

    fn names_one_thing(&self) -> bool {
        true
    }

    fn json_schema(&self, _codes: &Codes) -> serde_json::Value {
        let max = SCHEME.len() + DIGEST_LENGTH + 1 + FILE_NAME_CHARS_MAX;
        pattern_schema(r"^sha256:[0-9a-f]{64}/[^/\\]+$", max)
    }
}

fn is_small_hex(byte: u8) -> bool {
    byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte)
}

/// A name that names no folder.
fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(['/', '\\']) && name != "." && name != ".."
}

fn not_a_file() -> Fault {
    Fault::fixed(
        "not-a-file",
        ("这里应为已上传的文件", "a file that was sent belongs here"),
        (
            "请先上传文件；通过接口填写时用上传后返回的引用（sha256:…/文件名）",
            "send the file first; by the API give the reference that sending it returned (sha256:…/name)",
        ),
    )
}
