//! What files and buckets ask of the object store.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use object_store::{MultipartUpload, ObjectStore, ObjectStoreExt, PutPayload};

use crate::Error;

/// Bytes of one part on the way to a bucket. All parts but the last have this size, which every service takes; a file of
/// the largest size that a service takes has fewer than the 10,000 parts it allows.
const PART_BYTES: usize = 8 * 1024 * 1024;

/// Gives the TLS library its cryptography, which it asks for once in a process; whoever was first has set it.
pub(crate) fn secure() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// Sends a file. Nothing is there before all of it is.
pub(crate) async fn send(
    store: &dyn ObjectStore,
    from: &Path,
    to: &object_store::path::Path,
) -> Result<(), Error> {
    let open = || -> std::io::Result<(File, u64)> {
        let file = File::open(from)?;
        let bytes = file.metadata()?.len();
        Ok((file, bytes))
    };
    let (mut file, bytes) = open().map_err(|error| Error::file(from, error))?;
    if bytes <= PART_BYTES as u64 {
        let part = part(&mut file, from)?;
        return store.put(to, part).await.map(drop).map_err(|error| self::error(&error));
    }
    let mut upload = store.put_multipart(to).await.map_err(|error| self::error(&error))?;
    match send_parts(&mut file, from, bytes, upload.as_mut()).await {
        Ok(()) => Ok(()),
        Err(error) => {
            // The parts that arrived would cost room for ever; that they cannot be removed is not the first error.
            let _ = upload.abort().await;
            Err(error)
        }
    }
}

async fn send_parts(
    file: &mut File,
    from: &Path,
    bytes: u64,
    upload: &mut dyn MultipartUpload,
) -> Result<(), Error> {
    let mut sent = 0;
    while sent < bytes {
        let part = part(file, from)?;
        if part.content_length() == 0 {
            return Err(Error::file(from, std::io::ErrorKind::UnexpectedEof.into()));
        }
        sent += part.content_length() as u64;
        upload.put_part(part).await.map_err(|error| self::error(&error))?;
    }
    upload.complete().await.map(drop).map_err(|error| self::error(&error))
}

fn part(file: &mut File, from: &Path) -> Result<PutPayload, Error> {
    let mut part = Vec::new();
    file.take(PART_BYTES as u64).read_to_end(&mut part).map_err(|error| Error::file(from, error))?;
    Ok(part.into())
}

/// What an error of the object store means.
pub(crate) fn error(error: &object_store::Error) -> Error {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(inner) = cause {
        if let Some(io) = inner.downcast_ref::<std::io::Error>()
            && io.kind() == std::io::ErrorKind::StorageFull
        {
            return Error::Full;
        }
        cause = inner.source();
    }
    Error::FileStore { detail: error.to_string() }
}
