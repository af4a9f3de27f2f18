use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use kernel::Wording;
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::secrets::SecondFactor;

/// The file of the sign-ins in the data folder, so that a demonstration can be opened again.
const FILE: &str = "sign-ins.json";

/// How one signs in to a demonstration as somebody.
#[derive(Clone, Serialize, Deserialize)]
pub struct SignIn {
    /// What the role is called.
    pub role: Wording,
    /// Who it is.
    pub title: String,
    /// The sign-in name.
    pub name: String,
    /// The password.
    pub password: String,
    /// The secret of the second factor in base 32, to be typed into an authenticator; none if the role needs none.
    pub secret: Option<String>,
}

/// All sign-ins of a demonstration, in the order of its pack. Cheap to clone.
#[derive(Debug, Clone)]
pub struct SignIns(Arc<[SignIn]>);

impl SignIn {
    /// The code of the second factor at this moment.
    pub fn code(&self, now: Timestamp) -> Option<String> {
        Some(SecondFactor::from_text(self.secret.as_deref()?)?.code(now))
    }
}

impl SignIns {
    pub(super) fn new(sign_ins: Vec<SignIn>) -> SignIns {
        SignIns(sign_ins.into())
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &SignIn> {
        self.0.iter()
    }

    /// The sign-ins of the demonstration in a data folder; none if there is no demonstration.
    ///
    /// # Errors
    /// Their file cannot be read.
    pub fn of(folder: &Path) -> Result<Option<SignIns>, Error> {
        let text = match fs::read_to_string(folder.join(FILE)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            text => text.map_err(|error| broken(&error))?,
        };
        let sign_ins: Vec<SignIn> = serde_json::from_str(&text).map_err(|error| broken(&error))?;
        Ok(Some(SignIns::new(sign_ins)))
    }

    /// Keeps them, for the owner of the folder alone.
    pub(super) fn write(&self, folder: &Path) -> Result<(), Error> {
        let text = serde_json::to_string_pretty(&self.0[..]).expect("texts always serialize");
        let mut options = fs::File::options();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(folder.join(FILE)).map_err(|error| broken(&error))?;
        file.write_all(text.as_bytes()).map_err(|error| broken(&error))
    }
}

impl fmt::Debug for SignIn {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "SignIn({})", self.name)
    }
}

fn broken(error: &dyn std::error::Error) -> Error {
    Error::broken(format!("{FILE}: {error}"))
}
