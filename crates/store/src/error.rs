use std::io;
use std::path::Path;
use std::time::Duration;

use sea_orm::DbErr;

mod wording;

/// Why the store could not do something.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another process owns the data folder, or the sequence of the database.
    #[error("{place} is in use by another process")]
    InUse {
        /// The folder or database.
        place: String,
    },
    /// Another process has taken the database over while this one had it.
    #[error("another process has taken over the database")]
    TakenOver,
    /// There is no database.
    #[error("there is no database in {place}")]
    Missing {
        /// The folder or database.
        place: String,
    },
    /// There is a database already.
    #[error("there is a database in {place} already")]
    Exists {
        /// The folder or database.
        place: String,
    },
    /// A backup is taken into a new folder, and this one has something in it.
    #[error("there is something in {place} already")]
    NotEmpty {
        /// The folder.
        place: String,
    },
    /// The database was made by a newer version of the program.
    #[error("the database has schema {found}, this program knows schemas up to {known}")]
    Newer {
        /// The schema of the database.
        found: i64,
        /// The newest schema this program knows.
        known: i64,
    },
    /// The tables are those of an older version of the program, and are only read.
    #[error("the database has schema {found}, this program reads schema {known}")]
    Older {
        /// The schema of the database.
        found: i64,
        /// The schema this program reads.
        known: i64,
    },
    /// The database is only read, beside the process that owns it.
    #[error("the database is open for reading only")]
    ReadOnly,
    /// Tables are missing, or the file is no database, or it is damaged.
    #[error("the database is damaged: {detail}")]
    Damaged {
        /// What is missing or what the database said.
        detail: String,
    },
    /// There is no master key, or it is not 64 hexadecimal digits.
    #[error("there is no master key in {place}")]
    NoMasterKey {
        /// The file or setting.
        place: String,
    },
    /// The master key is that of another database.
    #[error("the master key in {place} is not that of this database")]
    OtherMasterKey {
        /// The file or setting.
        place: String,
    },
    /// The address of the database or of the files cannot be understood.
    #[error("the setting {setting} cannot be used: {detail}")]
    Setting {
        /// Which setting.
        setting: &'static str,
        /// What is wrong with it.
        detail: String,
    },
    /// The database does not answer.
    #[error("the database cannot be reached: {detail}")]
    Unreachable {
        /// What the driver said.
        detail: String,
    },
    /// Others were writing for longer than one waits.
    #[error("the database is busy with other changes")]
    Busy,
    /// A question would take longer than it may.
    #[error("the question took longer than {} ms", limit.as_millis())]
    TooSlow {
        /// The limit.
        limit: Duration,
    },
    /// No room is left for the database or the files.
    #[error("no room is left for the database")]
    Full,
    /// Something with this name or number is there already.
    #[error("it is there already: {detail}")]
    Duplicate {
        /// What the database said.
        detail: String,
    },
    /// The database refused a change that would alter what was recorded.
    #[error("the database refused the change: {detail}")]
    Refused {
        /// What the database said.
        detail: String,
    },
    /// A name that a declaration gives cannot be part of a name of the database.
    #[error("the name {name} cannot be that of a table or column")]
    NoName {
        /// The name.
        name: String,
    },
    /// A field has no column: it is neither filter nor order of a view, neither reference nor name, or it is sealed.
    #[error("the records cannot be filtered or ordered by {field}")]
    NoColumn {
        /// The field.
        field: String,
    },
    /// A place in a list belongs to another question.
    #[error("the page belongs to another list")]
    Cursor,
    /// A value is not of the kind of its field.
    #[error("the value {value} is not of the kind of its field")]
    NoValue {
        /// The value.
        value: String,
    },
    /// A file of the data folder cannot be read or written.
    #[error("{path}: {error}")]
    File {
        /// The file.
        path: String,
        /// What the operating system said.
        error: io::Error,
    },
    /// A file that is sent has more bytes than it may.
    #[error("the file has more than {bytes_max} bytes")]
    FileTooLarge {
        /// The limit.
        bytes_max: u64,
    },
    /// A stored file is not what was stored.
    #[error("the stored file {name} is damaged")]
    FileDamaged {
        /// Its digest.
        name: String,
    },
    /// The place of the stored files does not do what it should.
    #[error("the place of the stored files fails: {detail}")]
    FileStore {
        /// What it said.
        detail: String,
    },
    /// A backup of this kind of database is not taken or put back here.
    #[error("backups of PostgreSQL are taken with its own programs")]
    NoBackup,
    /// A backup is not whole.
    #[error("the backup is not whole: {detail}")]
    BadBackup {
        /// What is wrong.
        detail: String,
    },
    /// Work in the background was stopped.
    #[error("the work was stopped: {detail}")]
    Stopped {
        /// Why.
        detail: String,
    },
    /// Something else the database said.
    #[error(transparent)]
    Database(DbErr),
}

impl Error {
    /// That a file cannot be read or written; a full disk is [`Error::Full`].
    pub fn file(path: &Path, error: io::Error) -> Error {
        if matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) {
            return Error::Full;
        }
        Error::File { path: path.display().to_string(), error }
    }

    pub(crate) fn damaged(detail: impl Into<String>) -> Error {
        Error::Damaged { detail: detail.into() }
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Error {
        crate::dialect::classify(error)
    }
}

impl From<sea_orm::SqlxError> for Error {
    fn from(error: sea_orm::SqlxError) -> Error {
        Error::from(DbErr::Query(sea_orm::RuntimeErr::SqlxError(error.into())))
    }
}
