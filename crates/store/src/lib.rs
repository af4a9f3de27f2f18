//! The database: SQLite or PostgreSQL, chosen once; files in a folder or an object store.
