//! Many cases at once, for pages that count them or lay them out: no more is read of each than such a page shows.

use jiff::civil::Date;

use super::IS_DRAFTED;
use super::list::{Query, Sight, says, wanted};
use crate::db::Row;
use crate::sql::Sql;
use crate::{Db, Error, day};

/// How many cases in one state a case opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// The row of the case that opened them.
    pub parent: i64,
    /// The state.
    pub state: String,
    /// How many.
    pub count: i64,
    /// How many of these have a clock that ran out.
    pub late: i64,
}

/// How many cases of a procedure each of some cases opened, by state, and how many of them were late before a day.
///
/// # Errors
/// If the database cannot answer.
pub async fn tallies(
    db: &impl Db,
    procedure: &str,
    parents: &[i64],
    today: Date,
    sight: &Sight,
) -> Result<Vec<Tally>, Error> {
    let mut sql = Sql::new(
        "select c.parent, c.state, count(*) as total, sum(case when exists (select 1 from case_clock k
          where k.case_id = c.id and k.stopped = 0 and k.due < ",
    );
    sql.value(day::number(today)).text(") then 1 else 0 end) as late from case_current c where ");
    let query = Query { procedure, ..Query::default() };
    wanted(&mut sql, db.transaction().dialect(), &query, sight);
    sql.text(" and c.parent in ").list(parents.iter().map(|parent| (*parent).into()));
    sql.text(" group by c.parent, c.state order by c.parent, c.state");
    let read = |row: Row<'_>| {
        let (parent, state) = (row.get("parent")?, row.get("state")?);
        Ok(Tally { parent, state, count: row.get("total")?, late: row.get("late")? })
    };
    db.transaction().all(&sql.text, sql.values, read).await
}

/// A case in a few words: where it is, how it stands, and what some of its fields say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline<const N: usize> {
    /// Its number.
    pub number: String,
    /// Its state.
    pub state: String,
    /// Whether somebody keeps a draft of a step of it.
    pub is_drafted: bool,
    /// What the fields say, in the order in which they were asked for; an empty text where one says nothing.
    pub texts: [String; N],
}

/// Cases with what they say in these fields, in the order in which they were opened; as many as the query allows.
///
/// # Errors
/// If the database cannot answer.
pub async fn outlines<const N: usize>(
    db: &impl Db,
    query: &Query<'_>,
    fields: [&str; N],
    sight: &Sight,
) -> Result<Vec<Outline<N>>, Error> {
    let dialect = db.transaction().dialect();
    let mut sql = Sql::new(format!("select c.number, c.state, {IS_DRAFTED}"));
    for (at, field) in fields.iter().enumerate() {
        let text = says(&mut sql, dialect, "c", field);
        sql.text(&format!(", coalesce({text}, '') as field_{at}"));
    }
    sql.text(" from case_current c where ");
    wanted(&mut sql, dialect, query, sight);
    sql.text(" order by c.id limit ").value(i64::from(query.limit));
    let read = |row: Row<'_>| {
        let mut texts = [const { String::new() }; N];
        for (at, text) in texts.iter_mut().enumerate() {
            *text = row.get(&format!("field_{at}"))?;
        }
        let is_drafted = row.get::<i64>("is_drafted")? != 0;
        Ok(Outline { number: row.get("number")?, state: row.get("state")?, is_drafted, texts })
    };
    db.transaction().all(&sql.text, sql.values, read).await
}
