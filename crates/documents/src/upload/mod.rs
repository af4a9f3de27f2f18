//! Whether a file that somebody uploads may be kept, and what it is.
//!
//! The type comes from the content; the name may not say otherwise. Programs, macros, scripts, protected files, archives
//! that unpack to far more than they hold, pictures too large to be shown and names that deceive are refused, each with what
//! to do instead. Nothing is run, unpacked to a disk or corrected. A virus inside an allowed type is not looked for here.

mod archive;
mod content;
mod media;
mod name;
mod picture;
mod refusal;

pub use media::MediaType;

use kernel::Problem;

use refusal::Refusal;

/// What the file is.
///
/// # Errors
/// Why it is not taken, with the remedy, for the person who uploads it.
#[expect(clippy::result_large_err, reason = "callers hand the problem on as it is, once an upload")]
pub fn sniff(bytes: &[u8], name: &str) -> Result<MediaType, Problem> {
    recognized(bytes, name).map_err(|refusal| refusal.to_problem(name))
}

fn recognized(bytes: &[u8], name: &str) -> Result<MediaType, Refusal> {
    let extension = name::extension(name)?;
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    let largest = MediaType::ALL.iter().map(|media| media.bytes_max()).max().unwrap_or_default();
    within(bytes, largest)?;
    let media = content::recognize(bytes, &extension)?;
    within(bytes, media.bytes_max())?;
    if !extension.is_empty() && !media.extensions().contains(&extension.as_str()) {
        return Err(Refusal::Mismatch { found: media, extension });
    }
    Ok(media)
}

fn within(bytes: &[u8], limit: usize) -> Result<(), Refusal> {
    if bytes.len() > limit { Err(Refusal::TooLarge { bytes: bytes.len(), limit }) } else { Ok(()) }
}
