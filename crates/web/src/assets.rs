//! Static files, compiled in. Their names carry a digest of their content, so that browsers keep them for ever and a new
//! version is a new name.

use std::fmt::Write as _;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::error::Error;

/// How many hexadecimal digits of the digest are in a name: enough that two versions never share one.
const DIGEST_DIGITS: usize = 16;

struct Asset {
    name: &'static str,
    kind: &'static str,
    content: &'static [u8],
    /// The name with its digest, `app.0123456789abcdef.css`.
    hashed: String,
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    vec![
        asset("app.css", "text/css; charset=utf-8", include_bytes!("../static/app.css")),
        asset("reference.js", "text/javascript; charset=utf-8", include_bytes!("../static/reference.js")),
        asset("icon.svg", "image/svg+xml", include_bytes!("../static/icon.svg")),
    ]
});

fn asset(name: &'static str, kind: &'static str, content: &'static [u8]) -> Asset {
    let mut digits = String::new();
    for byte in Sha256::digest(content).iter().take(DIGEST_DIGITS / 2) {
        _ = write!(digits, "{byte:02x}");
    }
    let (stem, end) = name.rsplit_once('.').unwrap_or((name, ""));
    Asset { name, kind, content, hashed: format!("{stem}.{digits}.{end}") }
}

/// The path of a file below the base path.
pub(crate) fn path(name: &str) -> String {
    let asset = ASSETS.iter().find(|asset| asset.name == name);
    format!("/static/{}", asset.map_or(name, |asset| asset.hashed.as_str()))
}

/// Sends a file.
pub(crate) async fn show(Path(name): Path<String>) -> Result<Response, Error> {
    let asset = ASSETS.iter().find(|asset| asset.hashed == name).ok_or(Error::NotFound)?;
    let headers = [(CONTENT_TYPE, asset.kind), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, asset.content).into_response())
}

#[cfg(test)]
mod tests {
    use super::{ASSETS, path};

    #[test]
    fn a_name_changes_with_its_content() {
        let (left, right) = (super::asset("a.css", "", b"1"), super::asset("a.css", "", b"2"));
        assert_ne!(left.hashed, right.hashed);
        assert!(left.hashed.starts_with("a.") && left.hashed.ends_with(".css"));
    }

    #[test]
    fn pages_name_files_that_exist() {
        for asset in ASSETS.iter() {
            assert_eq!(path(asset.name), format!("/static/{}", asset.hashed));
        }
    }

    /// A page has to be there within a second on a slow line: at most 40 KB of style, 60 KB of script.
    #[test]
    fn files_stay_small() {
        for asset in ASSETS.iter() {
            let limit = if asset.name.ends_with(".css") { 40 } else { 60 } * 1024;
            assert!(asset.content.len() <= limit, "{}: {} bytes", asset.name, asset.content.len());
        }
    }
}
