//! A bucket that several programs share, such as a lake of many counties. Nothing of a county's own lies in it.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::{ObjectStoreExt, path::Path as ObjectPath};

use crate::object::{self, send};
use crate::{Error, random};

/// Bytes that are fetched at once.
const PART_BYTES: u64 = 8 << 20;

/// How an address of a bucket begins.
const SCHEME: &str = "s3://";

/// A part of a bucket. Names in it are paths with `/`.
#[derive(Debug)]
pub struct Bucket {
    store: AmazonS3,
    prefix: String,
}

impl Bucket {
    /// Whether this is the address of a bucket and not that of a folder.
    pub fn is_address(address: &str) -> bool {
        address.starts_with(SCHEME)
    }

    /// The part of a bucket at `s3://BUCKET/PREFIX`. Where the service is and who asks stands in the variables that its own programs
    /// read: `AWS_ENDPOINT_URL`, `AWS_REGION`, `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`; `AWS_ALLOW_HTTP=true` goes without TLS.
    ///
    /// # Errors
    /// The address or the variables cannot be understood.
    pub fn at(address: &str) -> Result<Bucket, Error> {
        object::secure();
        let (bucket, prefix) = address
            .strip_prefix(SCHEME)
            .map(|rest| rest.split_once('/').unwrap_or((rest, "")))
            .filter(|(bucket, _)| !bucket.is_empty())
            .ok_or_else(|| Error::Setting {
                setting: "lake",
                detail: format!("{address} is no s3://BUCKET"),
            })?;
        // Without a key the library would look for one on the network, for minutes.
        if std::env::var_os("AWS_ACCESS_KEY_ID").is_none() {
            return Err(Error::Setting {
                setting: "lake",
                detail: "AWS_ACCESS_KEY_ID is not set".to_owned(),
            });
        }
        let builder = AmazonS3Builder::from_env().with_bucket_name(bucket);
        let store =
            builder.build().map_err(|error| Error::Setting { setting: "lake", detail: error.to_string() })?;
        Ok(Bucket { store, prefix: prefix.trim_matches('/').to_owned() })
    }

    fn path(&self, name: &str) -> ObjectPath {
        ObjectPath::from(format!("{}/{name}", self.prefix))
    }

    /// How many bytes something has; none if it is not there.
    ///
    /// # Errors
    /// The bucket does not answer, or keeps it from whoever asks.
    pub async fn size(&self, name: &str) -> Result<Option<u64>, Error> {
        match self.store.head(&self.path(name)).await {
            Ok(found) => Ok(Some(found.size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(object::error(&error)),
        }
    }

    /// Fetches something into a file, which is there when all of it is; whether it was there.
    ///
    /// # Errors
    /// As [`Bucket::size`]; it has more than `bytes_max`; the file cannot be written.
    pub async fn fetch(&self, name: &str, to: &Path, bytes_max: u64) -> Result<bool, Error> {
        let Some(size) = self.size(name).await? else { return Ok(false) };
        if size > bytes_max {
            return Err(Error::FileTooLarge { bytes_max });
        }
        let failed = |error: io::Error| Error::file(to, error);
        let folder = to.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(failed)?;
        let beside = folder.join(format!(".{}", random::hexadecimal::<8>()?));
        match self.write(name, size, &beside).await {
            Ok(()) => fs::rename(&beside, to).map_err(failed)?,
            Err(error) => {
                // What is half there has no name that anybody reads.
                let _ = fs::remove_file(&beside);
                return Err(error);
            }
        }
        Ok(true)
    }

    async fn write(&self, name: &str, size: u64, to: &Path) -> Result<(), Error> {
        let failed = |error: io::Error| Error::file(to, error);
        let (path, mut file, mut at) = (self.path(name), File::create(to).map_err(failed)?, 0);
        while at < size {
            let range = at..size.min(at + PART_BYTES);
            let part = self.store.get_range(&path, range).await.map_err(|error| object::error(&error))?;
            if part.is_empty() {
                return Err(failed(io::ErrorKind::UnexpectedEof.into()));
            }
            file.write_all(&part).map_err(failed)?;
            at += part.len() as u64;
        }
        file.sync_all().map_err(failed)
    }

    /// Sends a file; it is there when all of it is.
    ///
    /// # Errors
    /// The file cannot be read; as [`Bucket::size`].
    pub async fn send(&self, from: &Path, name: &str) -> Result<(), Error> {
        send(&self.store, from, &self.path(name)).await
    }
}
