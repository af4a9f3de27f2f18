use cases::Event;
use jiff::civil::Date;

use super::{COLUMNS, Current, current};
use crate::db::Row;
use crate::dialect::Dialect;
use crate::sql::Sql;
use crate::{Db, Error, day};

/// Which cases are wanted.
#[derive(Debug, Clone, Default)]
pub struct Query<'q> {
    /// Of this procedure.
    pub procedure: &'q str,
    /// In one of these states; empty: in any.
    pub states: &'q [String],
    /// Ended or not; none: both.
    pub ended: Option<bool>,
    /// Opened by this case.
    pub parent: Option<i64>,
    /// Whose fields say this; without a text, whose fields say anything.
    pub saying: &'q [(&'q str, Option<&'q str>)],
    /// With a clock that ran out before this day; the earliest then come first.
    pub due_before: Option<Date>,
    /// The one in which this field says most comes first, such as the latest day; none: the one that was opened last.
    pub latest: Option<&'q str>,
    /// After this row in that order, for the next page.
    pub before: Option<i64>,
    /// How many at most.
    pub limit: u32,
}

/// Which cases may be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    /// All.
    All,
    /// Those that name one of these bodies in one of these fields, and those that somebody began.
    Those {
        /// Field and body.
        bodies: Vec<(String, String)>,
        /// Who began it, as the trail names them; no case that another opened.
        begun_by: Option<String>,
    },
}

impl Sight {
    /// Whether no case is seen, whatever there are.
    pub fn is_nothing(&self) -> bool {
        matches!(self, Sight::Those { bodies, begun_by: None } if bodies.is_empty())
    }
}

/// Cases, the newest first unless it is asked for otherwise, each with the earliest day on which one of its clocks ends.
///
/// # Errors
/// If the database cannot answer.
pub async fn list(
    db: &impl Db,
    query: &Query<'_>,
    sight: &Sight,
) -> Result<Vec<(Current, Option<Date>)>, Error> {
    let mut sql = Sql::new("select ");
    sql.text(COLUMNS).text(
        ", (select min(k.due) from case_clock k where k.case_id = c.id and k.stopped = 0) as due
         from case_current c where ",
    );
    let dialect = db.transaction().dialect();
    wanted(&mut sql, dialect, query, sight);
    // A field that says nothing comes last, on both databases.
    let said = query.latest.map(|field| format!("coalesce({}, '')", says(&mut sql, dialect, "c", field)));
    if let Some(before) = query.before {
        match (query.latest, &said) {
            (Some(field), Some(said)) => {
                let last = says(&mut sql, dialect, "l", field);
                sql.text(&format!(
                    " and ({said}, c.id) < (select coalesce({last}, ''), l.id from case_current l where l.id = "
                ));
                sql.value(before).text(")");
            }
            _ => {
                sql.text(" and c.id < ").value(before);
            }
        }
    }
    let order = match said {
        Some(said) => format!("{said} desc, c.id desc"),
        None if query.due_before.is_some() => "due, c.id".to_owned(),
        None => "c.id desc".to_owned(),
    };
    sql.text(&format!(" order by {order} limit ")).value(i64::from(query.limit));
    let read = |row: Row<'_>| {
        let due = row.get::<Option<i64>>("due")?.map(day::date).transpose()?;
        Ok((current(row)?, due))
    };
    db.transaction().all(&sql.text, sql.values, read).await
}

/// Cases that have not ended, of any procedure, each with what happened last in it; `after` is the row at which the last page ended.
///
/// # Errors
/// [`Error::Damaged`] if an event cannot be read; what the database says.
pub async fn under_way(db: &impl Db, after: i64, limit: u32) -> Result<Vec<(Current, Event)>, Error> {
    let sql = format!(
        "select {COLUMNS}, e.body from case_current c join case_event e on e.case_id = c.id and e.seq = c.events
         where c.ended = 0 and c.id > $1 order by c.id limit $2"
    );
    let read = |row: Row<'_>| {
        let body: String = row.get("body")?;
        let current = current(row)?;
        let event = serde_json::from_str(&body).map_err(|error| {
            Error::damaged(format!("an event of case {} cannot be read: {error}", current.number))
        })?;
        Ok((current, event))
    };
    db.transaction().all(&sql, [after.into(), i64::from(limit).into()], read).await
}

/// How many cases are in each state.
///
/// # Errors
/// If the database cannot answer.
pub async fn totals(db: &impl Db, query: &Query<'_>, sight: &Sight) -> Result<Vec<(String, i64)>, Error> {
    let mut sql = Sql::new("select c.state, count(*) as total from case_current c where ");
    wanted(&mut sql, db.transaction().dialect(), query, sight);
    sql.text(" group by c.state order by c.state");
    let read = |row: Row<'_>| Ok((row.get("state")?, row.get("total")?));
    db.transaction().all(&sql.text, sql.values, read).await
}

/// How many cases have which texts in these fields; an empty field counts as an empty text.
///
/// # Errors
/// If the database cannot answer.
pub async fn counts<const N: usize>(
    db: &impl Db,
    query: &Query<'_>,
    fields: [&str; N],
) -> Result<Vec<([String; N], i64)>, Error> {
    counts_seen(db, query, &Sight::All, fields).await
}

/// The same of those cases alone that may be seen.
///
/// # Errors
/// If the database cannot answer.
pub async fn counts_seen<const N: usize>(
    db: &impl Db,
    query: &Query<'_>,
    sight: &Sight,
    fields: [&str; N],
) -> Result<Vec<([String; N], i64)>, Error> {
    let dialect = db.transaction().dialect();
    let mut sql = Sql::new("select count(*) as total");
    for (at, field) in fields.iter().enumerate() {
        let text = says(&mut sql, dialect, "c", field);
        sql.text(&format!(", coalesce({text}, '') as field_{at}"));
    }
    sql.text(" from case_current c where ");
    wanted(&mut sql, dialect, query, sight);
    let columns: Vec<String> = (0..N).map(|at| format!("field_{at}")).collect();
    sql.text(&format!(" group by {}", columns.join(", ")));
    let read = |row: Row<'_>| {
        let mut texts = [const { String::new() }; N];
        for (text, column) in texts.iter_mut().zip(&columns) {
            *text = row.get(column)?;
        }
        Ok((texts, row.get("total")?))
    };
    db.transaction().all(&sql.text, sql.values, read).await
}

/// What a field of a case says, as a piece of a statement that calls the table so.
pub(super) fn says(sql: &mut Sql, dialect: Dialect, table: &str, field: &str) -> String {
    sql.values.push(field.into());
    dialect.field(&format!("{table}.fields"), &format!("${}", sql.values.len()))
}

pub(super) fn wanted(sql: &mut Sql, dialect: Dialect, query: &Query<'_>, sight: &Sight) {
    sql.text("c.procedure = ").value(query.procedure);
    if !query.states.is_empty() {
        sql.text(" and c.state in ").list(query.states.iter().map(|state| state.as_str().into()));
    }
    if let Some(ended) = query.ended {
        sql.text(" and c.ended = ").value(i64::from(ended));
    }
    for (field, text) in query.saying {
        let says = says(sql, dialect, "c", field);
        sql.text(" and ").text(&says);
        match text {
            Some(text) => sql.text(" = ").value(*text),
            None => sql.text(" is not null"),
        };
    }
    if let Some(parent) = query.parent {
        sql.text(" and c.parent = ").value(parent);
    }
    if let Some(before) = query.due_before {
        sql.text(
            " and exists (select 1 from case_clock k where k.case_id = c.id and k.stopped = 0 and k.due < ",
        )
        .value(day::number(before))
        .text(")");
    }
    if let Sight::Those { bodies, begun_by } = sight {
        sql.text(" and (exists (select 1 from case_body b where b.case_id = c.id and (1 = 0");
        for (field, body) in bodies {
            sql.text(" or (b.field = ").value(field.as_str());
            sql.text(" and b.body = ").value(body.as_str()).text(")");
        }
        sql.text("))");
        if let Some(who) = begun_by {
            sql.text(" or c.parent is null and exists (select 1 from operation o where o.seq = c.opened_by and o.actor = ");
            sql.value(who.as_str()).text(")");
        }
        sql.text(")");
    }
}
