use std::time::Duration;

use ledger::{Ledger, Sort};

use super::column::Type;
use super::cursor::{Cursor, Mark};
use super::past::Part;
use super::query::{Filter, ListQuery, PAGE_MAX, Page, TOTAL_MAX, Total};
use super::record::{Record, read, reveal, select};
use super::sight::{one_of, seen};
use super::table::Table;
use crate::db::Row;
use crate::sql::Sql;
use crate::{Db, Error};

/// How long a list may take. Lists of views take milliseconds; others read much of the table.
pub const LIST_TIME_MAX: Duration = Duration::from_secs(5);

/// A question with what follows from it.
struct Asked<'a> {
    ledger: &'a Ledger,
    query: &'a ListQuery,
    table: Table,
    /// The order before the key, which always ends it.
    order: Vec<Sort>,
}

/// A page without its total.
struct Turned {
    records: Vec<Record>,
    next: Option<String>,
    previous: Option<String>,
}

/// A page of the records of a ledger.
///
/// # Errors
/// [`Error::Cursor`] if the place belongs to another question, [`Error::NoColumn`] if a field cannot narrow a list down,
/// [`Error::TooSlow`] if no view serves the question and it takes more than [`LIST_TIME_MAX`]; what the database says.
pub async fn list(db: &impl Db, ledger: &Ledger, query: &ListQuery) -> Result<Page, Error> {
    let asked = Asked::new(ledger, query)?;
    db.transaction().within(LIST_TIME_MAX, asked.page(db)).await
}

/// The records of one page and where the next one begins, without the total: for whoever reads a list to its end.
///
/// # Errors
/// As [`list`].
pub async fn go_on(
    db: &impl Db,
    ledger: &Ledger,
    query: &ListQuery,
) -> Result<(Vec<Record>, Option<String>), Error> {
    let asked = Asked::new(ledger, query)?;
    let turned = db.transaction().within(LIST_TIME_MAX, asked.turn(db)).await?;
    Ok((turned.records, turned.next))
}

/// How the database would answer, step by step in its own words: whoever declares a view sees whether it serves.
///
/// # Errors
/// As [`list`].
pub async fn explain(db: &impl Db, ledger: &Ledger, query: &ListQuery) -> Result<Vec<String>, Error> {
    let asked = Asked::new(ledger, query)?;
    let cursor = asked.cursor()?;
    let mut statements = vec![asked.count()?];
    for equal in ranges(cursor.as_ref()) {
        statements.push(asked.range(cursor.as_ref(), equal, usize::from(query.limit))?);
    }
    let (explain, column) = db.transaction().dialect().explain();
    let mut steps = Vec::new();
    for Sql { text, values } in statements {
        let text = format!("{explain} {text}");
        steps.extend(db.transaction().all(&text, values, |row| row.get::<String>(column)).await?);
    }
    Ok(steps)
}

impl<'a> Asked<'a> {
    fn new(ledger: &'a Ledger, query: &'a ListQuery) -> Result<Asked<'a>, Error> {
        let order = match query.view(ledger) {
            Some(view) if query.sort.is_empty() => view.sort.clone(),
            _ => query.sort.clone(),
        };
        let table = Table::of(ledger)?;
        for sort in &order {
            table.order(&sort.field)?;
        }
        Ok(Asked { ledger, query, table, order })
    }

    fn cursor(&self) -> Result<Option<Cursor>, Error> {
        let text = self.query.after.as_ref();
        text.map(|text| Cursor::read(text, self.ledger, self.query, &self.order)).transpose()
    }

    async fn page(&self, db: &impl Db) -> Result<Page, Error> {
        let Turned { records, next, previous } = self.turn(db).await?;
        Ok(Page { records, next, previous, total: self.total(db).await? })
    }

    async fn turn(&self, db: &impl Db) -> Result<Turned, Error> {
        let cursor = self.cursor()?;
        let backward = is_backward(cursor.as_ref());
        let limit = usize::from(self.query.limit.clamp(1, PAGE_MAX));
        let mut found = self.rows(db, cursor.as_ref(), limit + 1).await?;
        let more = found.len() > limit;
        found.truncate(limit);
        if backward {
            found.reverse();
        }
        let place = |found: Option<&(Record, Vec<Mark>)>, backward| {
            let (_, place) = found?;
            Some(Cursor::new(self.ledger, self.query, &self.order, place.clone(), backward).write())
        };
        // Coming back from a later page, there is a next one; coming from an earlier one, there is one before.
        let (is_next, is_previous) = if backward { (true, more) } else { (more, cursor.is_some()) };
        let next = is_next.then(|| place(found.last(), false)).flatten();
        let previous = is_previous.then(|| place(found.first(), true)).flatten();
        let records = found.into_iter().map(|(record, _)| record).collect();
        let records = reveal(db, self.ledger, records, &self.query.sight).await?;
        Ok(Turned { records, next, previous })
    }

    /// The rows behind or before the place, in the order in which they are met, each with its own place.
    ///
    /// What follows a place `(a, b, key)` is three ranges of the index: `a = … and b = … and key > …`, then
    /// `a = … and b > …`, then `a > …`. Each is asked for by itself until the page is full, because no database makes
    /// ranges of one condition that mixes rising and falling columns.
    async fn rows(
        &self,
        db: &impl Db,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Vec<(Record, Vec<Mark>)>, Error> {
        let mut found = Vec::new();
        for equal in ranges(cursor) {
            let sql = self.range(cursor, equal, limit - found.len())?;
            let read = |row: Row<'_>| Ok((read(row)?, self.place(row)?));
            found.extend(db.transaction().all(&sql.text, sql.values, read).await?);
            if found.len() == limit {
                break;
            }
        }
        Ok(found)
    }

    /// The statement for one range behind the place.
    fn range(&self, cursor: Option<&Cursor>, equal: usize, limit: usize) -> Result<Sql, Error> {
        let mut sql = Sql::default();
        let [first, more @ ..] = Part::of(self.query.past) else { return Ok(sql) };
        if more.is_empty() {
            self.part(&mut sql, *first, (cursor, equal), limit)?;
            return Ok(sql);
        }
        // Each part is read in its own order and no further than the page.
        let mut before = "select * from (";
        for part in Part::of(self.query.past) {
            sql.text(before);
            self.part(&mut sql, *part, (cursor, equal), limit)?;
            before = ") part union all select * from (";
        }
        sql.text(") part");
        self.order_by(&mut sql, "", is_backward(cursor))?;
        sql.text(&format!(" limit {limit}"));
        Ok(sql)
    }

    /// Goes on with the statement for one part of the table.
    fn part(
        &self,
        sql: &mut Sql,
        part: Part,
        (cursor, equal): (Option<&Cursor>, usize),
        limit: usize,
    ) -> Result<(), Error> {
        sql.text(&select(&self.table).text);
        self.conditions(sql, part)?;
        if let Some(cursor) = cursor {
            self.behind(sql, cursor, equal)?;
        }
        self.order_by(sql, "t.", is_backward(cursor))?;
        sql.text(&format!(" limit {limit}"));
        Ok(())
    }

    fn conditions(&self, sql: &mut Sql, part: Part) -> Result<(), Error> {
        sql.text(" where ");
        part.holds(sql, self.query.past);
        seen(sql, &self.table, &self.query.sight.rows)?;
        for filter in &self.query.filters {
            sql.text(" and ");
            match filter {
                Filter::Is(field, values) => one_of(sql, &self.table, field, values)?,
                Filter::Empty(field) => {
                    let column = self.table.column(field)?;
                    sql.text(&format!("t.\"{}\" = ", column.name())).value(column.kind.kept(None));
                }
                Filter::Named(text) => {
                    let name = &self.table.column(&self.ledger.name)?.field;
                    sql.text(&format!("t.\"f_{name}\" like ")).value(pattern(text)).text(" escape '\\'");
                }
            }
        }
        Ok(())
    }

    /// The columns of the order, each with whether it falls.
    fn order(&self) -> Result<Vec<(String, bool)>, Error> {
        let column =
            |sort: &Sort| Ok((format!("\"{}\"", self.table.order(&sort.field)?.name()), sort.descending));
        let fields = self.order.iter().map(column);
        fields.chain([Ok(("key".to_owned(), false))]).collect()
    }

    /// The first columns are those of the place, the next one is behind it.
    fn behind(&self, sql: &mut Sql, cursor: &Cursor, equal: usize) -> Result<(), Error> {
        for (index, ((column, descending), mark)) in
            self.order()?.iter().zip(&cursor.place).take(equal + 1).enumerate()
        {
            let sign = match index == equal {
                false => "=",
                true if *descending == cursor.backward => ">",
                true => "<",
            };
            sql.text(&format!(" and t.{column} {sign} ")).value(mark);
        }
        Ok(())
    }

    fn order_by(&self, sql: &mut Sql, table: &str, backward: bool) -> Result<(), Error> {
        let mut comma = " order by ";
        for (column, descending) in self.order()? {
            sql.text(comma).text(table).text(&column).text(if descending == backward { "" } else { " desc" });
            comma = ", ";
        }
        Ok(())
    }

    /// The place of a row.
    fn place(&self, row: Row<'_>) -> Result<Vec<Mark>, Error> {
        let mut place = Vec::with_capacity(self.order.len() + 1);
        for sort in &self.order {
            let column = self.table.order(&sort.field)?;
            let name = column.name();
            place.push(match column.kind {
                Type::Text | Type::Order => Mark::Text(row.get(&name)?),
                Type::Integer | Type::Days => Mark::Number(row.get(&name)?),
            });
        }
        place.push(Mark::Text(row.get("key")?));
        Ok(place)
    }

    async fn total(&self, db: &impl Db) -> Result<Total, Error> {
        let sql = self.count()?;
        let total =
            db.transaction().just(&sql.text, sql.values, |row| row.get::<i64>("total")).await?.unsigned_abs();
        Ok(if total > TOTAL_MAX { Total::MoreThan(TOTAL_MAX) } else { Total::Exact(total) })
    }

    fn count(&self) -> Result<Sql, Error> {
        let mut sql = Sql::new("select count(*) as total from (");
        for (index, part) in Part::of(self.query.past).iter().enumerate() {
            let union = if index == 0 { "" } else { " union all " };
            let (types, name) = (self.table.types(), &self.table.name);
            sql.text(&format!("{union}select 1 from \"{name}\" t {types}"));
            self.conditions(&mut sql, *part)?;
        }
        sql.text(&format!(" limit {}) counted", TOTAL_MAX + 1));
        Ok(sql)
    }
}

fn is_backward(cursor: Option<&Cursor>) -> bool {
    cursor.is_some_and(|cursor| cursor.backward)
}

/// The ranges behind a place, the nearest first: how many columns are those of the place.
fn ranges(cursor: Option<&Cursor>) -> impl Iterator<Item = usize> {
    (0..cursor.map_or(1, |cursor| cursor.place.len())).rev()
}

/// A pattern that finds the text anywhere.
fn pattern(text: &str) -> String {
    let mut pattern = String::from("%");
    for letter in text.chars() {
        if "%_\\".contains(letter) {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern + "%"
}
