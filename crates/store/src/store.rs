use std::path::PathBuf;
use std::sync::Arc;

use crate::connections::{Aim, Connections};
use crate::files::Files;
use crate::folder::{self, FolderLock};
use crate::seals::Master;
use crate::settings::without_password;
use crate::{
    Database, Db, Error, Housekeeping, Installation, NewInstallation, NewOperation, Reader, Settings,
    Transaction, Write, installation, migrations, random,
};

/// The store: one database, one folder of files. Cheap to clone; all clones are the same store.
#[derive(Debug, Clone)]
pub struct Store {
    shared: Arc<Shared>,
}

/// Versions of the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schema {
    /// Those of a database.
    pub database: i64,
    /// Those that this program makes.
    pub program: i64,
}

/// What all clones of a store and all its transactions share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) connections: Connections,
    /// Names this process in the database, so that it notices when another one has taken over.
    pub(crate) owner: String,
    pub(crate) master: Master,
    files: Files,
    folder: PathBuf,
    _lock: Option<FolderLock>,
}

impl Store {
    /// Makes a new database, where there is none.
    ///
    /// # Errors
    /// [`Error::Exists`] if there is one, [`Error::InUse`] if another process owns the folder.
    pub async fn create(settings: &Settings, new: &NewInstallation) -> Result<Store, Error> {
        let store = Store::empty(settings).await?;
        if migrations::schema(&store.shared.connections).await?.is_some() {
            return Err(Error::Exists { place: place(settings) });
        }
        migrations::create(&store, new).await?;
        store.own().await
    }

    /// Connects to a database that may be empty, and makes the folder and the master key where there are none.
    pub(crate) async fn empty(settings: &Settings) -> Result<Store, Error> {
        folder::make(&settings.folder)?;
        let lock = folder::lock(&settings.folder).await?;
        // The key comes first: a process that dies here leaves no database without its key.
        let master = Master::make(&settings.master_key, &settings.folder)?;
        let connections = Connections::open(&settings.database, &settings.folder, Aim::Make).await?;
        Store::new(settings, connections, master, Some(lock))
    }

    /// Opens a database that is there, brings its tables up to date and checks that all of them are there.
    ///
    /// # Errors
    /// [`Error::Missing`] if there is none, [`Error::InUse`] if another process owns the folder, [`Error::Newer`] if a
    /// newer program made it, [`Error::Damaged`] if tables are missing.
    pub async fn open(settings: &Settings) -> Result<Store, Error> {
        let missing = || Error::Missing { place: place(settings) };
        if !settings.folder.is_dir() {
            return Err(missing());
        }
        let lock = folder::lock(&settings.folder).await?;
        let connections = Connections::open(&settings.database, &settings.folder, Aim::Own).await?;
        let schema = migrations::schema(&connections).await?.ok_or_else(missing)?;
        let master = Master::read(&settings.master_key, &settings.folder)?;
        let store = Store::new(settings, connections, master, Some(lock))?;
        migrations::migrate(&store, schema).await?;
        store.check_key().await?;
        store.own().await
    }

    /// Opens a database that is there to read it, beside the process that owns it, if there is one. Every change is refused.
    ///
    /// # Errors
    /// As [`Store::open`], but nobody is in the way; [`Error::Older`] if its tables are not up to date.
    pub async fn look(settings: &Settings) -> Result<Store, Error> {
        let missing = || Error::Missing { place: place(settings) };
        if !settings.folder.is_dir() {
            return Err(missing());
        }
        let connections = Connections::open(&settings.database, &settings.folder, Aim::Look).await?;
        migrations::check(migrations::schema(&connections).await?.ok_or_else(missing)?)?;
        let master = Master::read(&settings.master_key, &settings.folder)?;
        let store = Store::new(settings, connections, master, None)?;
        store.check_key().await?;
        Ok(store)
    }

    /// Which version of the tables a database has, and which one this program makes. Nothing is changed, and nobody is in the
    /// way.
    ///
    /// # Errors
    /// [`Error::Missing`] if there is none.
    pub async fn schema(settings: &Settings) -> Result<Schema, Error> {
        let missing = || Error::Missing { place: place(settings) };
        if !settings.folder.is_dir() {
            return Err(missing());
        }
        let connections = Connections::open(&settings.database, &settings.folder, Aim::Look).await?;
        let database = migrations::schema(&connections).await?.ok_or_else(missing)?;
        connections.close().await?;
        Ok(Schema { database, program: migrations::newest() })
    }

    async fn check_key(&self) -> Result<(), Error> {
        let sql = "select key_mark from installation";
        let reader = self.reader().await?;
        let mark: Vec<u8> = reader.transaction().just(sql, [], |row| row.get("key_mark")).await?;
        self.shared.master.check(&mark)
    }

    fn new(
        settings: &Settings,
        connections: Connections,
        master: Master,
        lock: Option<FolderLock>,
    ) -> Result<Store, Error> {
        let owner = random::hexadecimal::<16>()?;
        let files = Files::open(&settings.files, &settings.folder)?;
        if lock.is_some() {
            files.tidy()?;
        }
        let folder = settings.folder.clone();
        Ok(Store { shared: Arc::new(Shared { connections, owner, master, files, folder, _lock: lock }) })
    }

    /// From now on the numbers of operations are given out here.
    async fn own(self) -> Result<Store, Error> {
        let housekeeping = self.housekeeping().await?;
        let owner = self.shared.owner.as_str();
        let transaction = housekeeping.transaction();
        transaction.run("update installation set owner = $1", [owner.into()]).await?;
        housekeeping.commit().await?;
        Ok(self)
    }

    /// Begins an operation. Until it ends, all others wait: begin it late, and begin no other before.
    ///
    /// # Errors
    /// [`Error::Busy`] if others write for too long; what else the database says.
    pub async fn begin(&self, operation: NewOperation) -> Result<Write, Error> {
        Write::begin(self.write().await?, operation).await
    }

    /// Begins a change that leaves no trace. It waits for an operation that is open.
    ///
    /// # Errors
    /// [`Error::Busy`] if others write for too long; what else the database says.
    pub async fn housekeeping(&self) -> Result<Housekeeping, Error> {
        Ok(Housekeeping::new(self.write().await?))
    }

    /// One state of everything.
    ///
    /// # Errors
    /// [`Error::Busy`] if others read for too long; what else the database says.
    pub async fn reader(&self) -> Result<Reader, Error> {
        let (inner, lease) = self.shared.connections.read().await?;
        let deadline = lease.deadline().clone();
        Ok(Reader::new(Transaction { inner, shared: Arc::clone(&self.shared), deadline }, lease))
    }

    /// The stored files.
    pub fn files(&self) -> &Files {
        &self.shared.files
    }

    /// The folder of the snapshots, made where there is none. What is in it follows from the database and can be made again, so
    /// no backup has it.
    ///
    /// # Errors
    /// [`Error::File`] if it cannot be made.
    pub fn snapshots(&self) -> Result<PathBuf, Error> {
        let folder = self.shared.folder.join("snapshots");
        folder::make(&folder)?;
        Ok(folder)
    }

    /// What the database says of itself.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub async fn installation(&self) -> Result<Installation, Error> {
        installation::read(&self.reader().await?).await
    }

    /// Which database it is, and its version.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub async fn version(&self) -> Result<String, Error> {
        let reader = self.reader().await?;
        let transaction = reader.transaction();
        transaction.just(transaction.dialect().version(), [], |row| row.get("version")).await
    }

    /// Writes what is in the log of SQLite into its file and empties the log, and lets either database look after its statistics:
    /// to be done every night, after much was loaded, and after keys were destroyed. PostgreSQL does it by itself, but later.
    ///
    /// # Errors
    /// If the database cannot.
    pub async fn tidy(&self) -> Result<(), Error> {
        self.shared.connections.tidy().await
    }

    /// Ends all connections and tidies up. The lock of the folder is given up when the last clone is dropped.
    ///
    /// # Errors
    /// If the database cannot be closed.
    pub async fn close(self) -> Result<(), Error> {
        self.shared.connections.close().await
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.shared
    }

    pub(crate) async fn write(&self) -> Result<Transaction, Error> {
        let (inner, deadline) = self.shared.connections.write().await?;
        Ok(Transaction { inner, shared: Arc::clone(&self.shared), deadline })
    }
}

/// Where the database is, without its password.
fn place(settings: &Settings) -> String {
    match &settings.database {
        Database::Sqlite => folder::database(&settings.folder).display().to_string(),
        Database::Postgres(url) => without_password(url).to_owned(),
    }
}
