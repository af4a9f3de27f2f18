use std::collections::BTreeMap;

use super::cipher::{Key, open, seal};
use crate::sql::Sql;
use crate::{Db, DbMut, Error, random};

/// Subjects that one question asks for.
const SUBJECTS: usize = 500;

/// The key of a subject.
#[derive(Debug, Clone)]
pub(super) struct SubjectKey {
    pub(super) key: Key,
    /// Whether an earlier key was destroyed: older values do not open any more.
    pub(super) is_new_after_destruction: bool,
}

/// The key of a subject; a new one if there is none.
pub(super) async fn of(db: &impl DbMut, subject: &str) -> Result<Key, Error> {
    let mut keys = of_all(db, &[subject]).await?;
    Ok(keys.remove(subject).expect("each subject gets a key"))
}

/// The keys of subjects; new ones where there are none.
pub(super) async fn of_all(db: &impl DbMut, subjects: &[&str]) -> Result<BTreeMap<String, Key>, Error> {
    let mut keys = known(db, subjects).await?;
    let new: Vec<&str> = subjects.iter().copied().filter(|subject| !keys.contains_key(*subject)).collect();
    if !new.is_empty() {
        let mut rows = Vec::with_capacity(new.len());
        for subject in &new {
            let wrapped = seal(master(db), &[PLACE, subject], &random::bytes::<32>()?)?;
            rows.push(vec![(*subject).into(), wrapped.into()]);
        }
        // Somebody else may have made one meanwhile; then that one counts, and is read.
        let conflict = " on conflict (subject) do update set wrapped = excluded.wrapped where subject_key.wrapped is null";
        db.transaction().insert_or("subject_key (subject, wrapped)", rows, conflict).await?;
        keys.extend(known(db, &new).await?);
    }
    Ok(keys.into_iter().map(|(subject, key)| (subject, key.key)).collect())
}

/// The keys that there are.
pub(super) async fn known(db: &impl Db, subjects: &[&str]) -> Result<BTreeMap<String, SubjectKey>, Error> {
    let mut keys = BTreeMap::new();
    for subjects in subjects.chunks(SUBJECTS) {
        let mut sql = Sql::new(
            "select subject, wrapped, destroyed_by from subject_key where wrapped is not null and subject in ",
        );
        sql.texts(db.transaction().dialect(), subjects.iter().copied());
        let read = |row: crate::db::Row<'_>| {
            Ok((
                row.get::<String>("subject")?,
                row.get::<Vec<u8>>("wrapped")?,
                row.get::<Option<i64>>("destroyed_by")?,
            ))
        };
        for (subject, wrapped, destroyed_by) in db.transaction().all(&sql.text, sql.values, read).await? {
            let key = open(master(db), &[PLACE, &subject], &wrapped).and_then(|key| key.try_into().ok());
            let key = key.ok_or_else(|| Error::damaged(format!("the key of {subject} cannot be opened")))?;
            let key = SubjectKey { key: Key::new(key), is_new_after_destruction: destroyed_by.is_some() };
            keys.insert(subject, key);
        }
    }
    Ok(keys)
}

/// What a wrapped key is bound to, beside its subject.
const PLACE: &str = "subject-key";

fn master(db: &impl Db) -> &Key {
    db.transaction().shared.master.key()
}
