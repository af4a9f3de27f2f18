use std::path::{Path, PathBuf};

use object_store::ObjectStore;
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::local::LocalFileSystem;

use crate::random::hex;
use crate::settings::FileSettings;
use crate::{Error, folder, object};

/// The folder of the files in the data folder.
const FOLDER: &str = "files";

/// Where files are.
#[derive(Debug)]
pub(super) enum Place {
    Folder { root: PathBuf, store: LocalFileSystem },
    Bucket(Box<AmazonS3>),
}

impl Place {
    pub(super) fn open(settings: &FileSettings, data: &Path) -> Result<Place, Error> {
        match settings {
            FileSettings::Folder => {
                let root = data.join(FOLDER);
                folder::make(&root)?;
                let store = LocalFileSystem::new_with_prefix(&root).map_err(|error| object::error(&error))?;
                Ok(Place::Folder { root, store })
            }
            FileSettings::S3 { endpoint, region, bucket, access_key, secret_key } => {
                object::secure();
                let store = AmazonS3Builder::new()
                    .with_endpoint(endpoint)
                    .with_allow_http(endpoint.starts_with("http://"))
                    .with_region(region)
                    .with_bucket_name(bucket)
                    .with_access_key_id(access_key)
                    .with_secret_access_key(secret_key)
                    .build()
                    .map_err(|error| Error::Setting { setting: "files", detail: error.to_string() })?;
                Ok(Place::Bucket(Box::new(store)))
            }
        }
    }

    pub(super) fn folder(&self) -> Option<&Path> {
        match self {
            Place::Folder { root, .. } => Some(root),
            Place::Bucket(_) => None,
        }
    }

    pub(super) fn store(&self) -> &dyn ObjectStore {
        match self {
            Place::Folder { store, .. } => store,
            Place::Bucket(store) => store.as_ref(),
        }
    }
}

/// The name of a file: its digest, below its first two digits, so that no folder has too many.
pub(super) fn path(digest: &[u8; 32]) -> object_store::path::Path {
    let name = hex(digest);
    object_store::path::Path::from(format!("{}/{name}", &name[..2]))
}
