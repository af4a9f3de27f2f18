use sha2::{Digest, Sha256};

use super::next_number;
use crate::db::Row;
use crate::sql::Sql;
use crate::{Db, Error, Write};

/// A document that a step made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedDocument {
    /// Its row; later ones are greater.
    pub id: i64,
    /// The row of the case.
    pub case: i64,
    /// The event that made it.
    pub seq: u32,
    /// Which of the documents of the procedure.
    pub document: String,
    /// What stands first in its number: 示知办督 in 示知办督〔2026〕5号.
    pub mark: String,
    /// The year in its number.
    pub year: i16,
    /// The count in its number: by mark and year, without a gap.
    pub count: u32,
    /// What stands in it.
    pub content: String,
    /// The operation that made it.
    pub operation: i64,
}

impl IssuedDocument {
    /// Its number.
    pub fn number(&self) -> String {
        format!("{}〔{}〕{}号", self.mark, self.year, self.count)
    }
}

/// A document that is about to get its number.
#[derive(Debug, Clone, Copy)]
pub struct NewDocument<'n> {
    /// The event that makes it.
    pub seq: u32,
    /// Which of the documents of the procedure.
    pub document: &'n str,
    /// What stands first in its number.
    pub mark: &'n str,
    /// The year.
    pub year: i16,
    /// What stands in it.
    pub content: &'n str,
}

/// Gives a document of a case the next number of its mark and year.
///
/// # Errors
/// [`Error::Duplicate`] if the event made this document already.
pub async fn issue_document(
    write: &Write,
    (id, case): (i64, &str),
    new: &NewDocument<'_>,
) -> Result<(), Error> {
    let NewDocument { seq, document, mark, year, content } = *new;
    let count = next_number(write, &format!("document/{mark}/{year}")).await?;
    let digest: [u8; 32] = Sha256::digest(content).into();
    let number = format!("{mark}〔{year}〕{count}号");
    let values = [
        id.into(),
        i64::from(seq).into(),
        document.into(),
        mark.into(),
        i64::from(year).into(),
        count.into(),
        content.into(),
        write.seq().into(),
    ];
    let sql = "insert into case_document (case_id, seq, document, mark, year, count, content, operation)
      values ($1, $2, $3, $4, $5, $6, $7, $8)";
    write.transaction().run(sql, values).await?;
    write.wrote(&["case-document", case, &seq.to_string(), document, &number], &digest);
    Ok(())
}

/// The documents of a case in the order in which they were made.
///
/// # Errors
/// If the database cannot answer.
pub async fn documents(db: &impl Db, case: i64) -> Result<Vec<IssuedDocument>, Error> {
    let sql = format!("select {COLUMNS} from case_document where case_id = $1 order by seq, document");
    db.transaction().all(&sql, [case.into()], issued).await
}

/// The documents of some cases, case by case in the order in which they were made.
///
/// # Errors
/// If the database cannot answer.
pub async fn documents_of(db: &impl Db, cases: &[i64]) -> Result<Vec<IssuedDocument>, Error> {
    let mut sql = Sql::new(format!("select {COLUMNS} from case_document where case_id in "));
    sql.list(cases.iter().map(|case| (*case).into())).text(" order by case_id, seq, document");
    db.transaction().all(&sql.text, sql.values, issued).await
}

/// All documents, the newest first; those of earlier rows than `before`.
///
/// # Errors
/// If the database cannot answer.
pub async fn issued_before(
    db: &impl Db,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<IssuedDocument>, Error> {
    let sql = format!("select {COLUMNS} from case_document where id < $1 order by id desc limit $2");
    let values = [before.unwrap_or(i64::MAX).into(), i64::from(limit).into()];
    db.transaction().all(&sql, values, issued).await
}

const COLUMNS: &str = "id, case_id, seq, document, mark, year, count, content, operation";

fn issued(row: Row<'_>) -> Result<IssuedDocument, Error> {
    let damaged = |what: &str| Error::damaged(format!("the {what} of a document"));
    let (seq, year, count): (i64, i64, i64) = (row.get("seq")?, row.get("year")?, row.get("count")?);
    Ok(IssuedDocument {
        id: row.get("id")?,
        case: row.get("case_id")?,
        seq: u32::try_from(seq).map_err(|_| damaged("event"))?,
        document: row.get("document")?,
        mark: row.get("mark")?,
        year: i16::try_from(year).map_err(|_| damaged("year"))?,
        count: u32::try_from(count).map_err(|_| damaged("count"))?,
        content: row.get("content")?,
        operation: row.get("operation")?,
    })
}
