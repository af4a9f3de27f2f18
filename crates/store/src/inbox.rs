//! Messages to accounts: 待办, 提醒, 知会.

use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::Value;
use serde::{Deserialize, Serialize};

use crate::db::{Row, day_of, time};
use crate::sql::Sql;
use crate::{Db, DbMut, Error};

/// What a message asks of its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MessageKind {
    /// 待办: something has to be done; it stays until it is settled.
    ToDo,
    /// 提醒: a date comes near.
    Reminder,
    /// 知会: worth knowing.
    Notice,
}

/// A message. Nothing personal stands in it; the page it leads to shows what the reader may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its number.
    pub id: i64,
    /// To which account.
    pub account: i64,
    /// What it asks.
    pub kind: MessageKind,
    /// What it says, in Chinese.
    pub title_zh: String,
    /// What it says, in English.
    pub title_en: String,
    /// The page it leads to, without base path and language.
    pub path: Option<String>,
    /// By when it has to be done.
    pub due: Option<Date>,
    /// When it came.
    pub made_at: Timestamp,
    /// When it was read.
    pub read_at: Option<Timestamp>,
    /// When it was done, or needed no more.
    pub settled_at: Option<Timestamp>,
}

/// How much is in an inbox.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Not read, and not settled.
    pub unread: i64,
    /// Has to be done, read or not.
    pub to_do: i64,
}

/// A message to be sent.
#[derive(Debug, Clone)]
pub struct NewMessage {
    /// To which account.
    pub account: i64,
    /// What it asks.
    pub kind: MessageKind,
    /// What it says, in Chinese.
    pub title_zh: String,
    /// What it says, in English.
    pub title_en: String,
    /// The page it leads to.
    pub path: Option<String>,
    /// By when it has to be done.
    pub due: Option<Date>,
}

const COLUMNS: &str = "id, account, kind, title_zh, title_en, path, due_day, made_at, read_at, settled_at";

/// Puts a message into the inbox of an account.
///
/// # Errors
/// If the database cannot.
pub async fn put(db: &impl DbMut, new: &NewMessage, now: Timestamp) -> Result<i64, Error> {
    let values: [Value; 7] = [
        new.account.into(),
        new.kind.name().into(),
        new.title_zh.as_str().into(),
        new.title_en.as_str().into(),
        new.path.clone().into(),
        new.due.map(|day| day.to_string()).into(),
        now.as_microsecond().into(),
    ];
    let sql = "insert into inbox_message (account, kind, title_zh, title_en, path, due_day, made_at)
      values ($1, $2, $3, $4, $5, $6, $7) returning id";
    db.transaction().just(sql, values, |row| row.get("id")).await
}

/// When an account was last sent a message of this kind about a page and a day; none if it never was.
///
/// # Errors
/// If the database cannot answer.
pub async fn last_told(
    db: &impl Db,
    account: i64,
    kind: MessageKind,
    (path, due): (&str, Date),
) -> Result<Option<Timestamp>, Error> {
    let sql = "select max(made_at) as made_at from inbox_message
      where account = $1 and kind = $2 and path = $3 and due_day = $4";
    let values = [account.into(), kind.name().into(), path.into(), due.to_string().into()];
    let read = |row: Row<'_>| row.get::<Option<i64>>("made_at")?.map(time).transpose();
    db.transaction().just(sql, values, read).await
}

/// Whether an account was sent a message of this kind about a page and a day.
///
/// # Errors
/// If the database cannot answer.
pub async fn is_told(
    db: &impl Db,
    account: i64,
    kind: MessageKind,
    about: (&str, Date),
) -> Result<bool, Error> {
    Ok(last_told(db, account, kind, about).await?.is_some())
}

/// Whether an account has a task that leads to a page and is not settled.
///
/// # Errors
/// If the database cannot answer.
pub async fn has_to_do(db: &impl Db, account: i64, path: &str) -> Result<bool, Error> {
    let sql = "select id from inbox_message
      where account = $1 and kind = 'to-do' and path = $2 and settled_at is null limit 1";
    Ok(db.transaction().one(sql, [account.into(), path.into()], |row| row.get::<i64>("id")).await?.is_some())
}

/// The pages to which the tasks of an account lead that are not settled.
///
/// # Errors
/// If the database cannot answer.
pub async fn paths_to_do(db: &impl Db, account: i64) -> Result<Vec<String>, Error> {
    let sql = "select distinct path from inbox_message
      where account = $1 and kind = 'to-do' and path is not null and settled_at is null";
    db.transaction().all(sql, [account.into()], |row| row.get("path")).await
}

/// The tasks of all accounts that lead to one of these pages and are not settled.
///
/// # Errors
/// If the database cannot answer.
pub async fn to_do(db: &impl Db, paths: &[&str]) -> Result<Vec<Message>, Error> {
    let mut sql = Sql::new(format!("select {COLUMNS} from inbox_message where kind = 'to-do' and path in "));
    sql.texts(db.transaction().dialect(), paths.iter().copied()).text(" and settled_at is null order by id");
    db.transaction().all(&sql.text, sql.values, message).await
}

/// Gives a message another last day.
///
/// # Errors
/// If the database cannot.
pub async fn move_due(db: &impl DbMut, id: i64, due: Date) -> Result<(), Error> {
    let sql = "update inbox_message set due_day = $2 where id = $1";
    db.transaction().run(sql, [id.into(), due.to_string().into()]).await.map(drop)
}

/// The messages of an account before this number, the newest first; `open` leaves out what is settled.
///
/// # Errors
/// If the database cannot answer.
pub async fn list(
    db: &impl Db,
    account: i64,
    open: bool,
    before: Option<i64>,
    limit: u16,
) -> Result<Vec<Message>, Error> {
    let which = if open { " and settled_at is null" } else { "" };
    let sql = format!(
        "select {COLUMNS} from inbox_message where account = $1 and id < $2{which} order by id desc limit $3"
    );
    let values = [account.into(), before.unwrap_or(i64::MAX).into(), i64::from(limit).into()];
    db.transaction().all(&sql, values, message).await
}

/// How many messages of an account are not read and not settled, and how much has to be done.
///
/// # Errors
/// If the database cannot answer.
pub async fn counts(db: &impl Db, account: i64) -> Result<Counts, Error> {
    let sql = "select coalesce(sum(case when read_at is null then 1 else 0 end), 0) as unread,
      coalesce(sum(case when kind = 'to-do' then 1 else 0 end), 0) as to_do
      from inbox_message where account = $1 and settled_at is null";
    let counts = |row: Row<'_>| Ok(Counts { unread: row.get("unread")?, to_do: row.get("to_do")? });
    db.transaction().just(sql, [account.into()], counts).await
}

/// Notes that a message was read; tells whether the account has it.
///
/// # Errors
/// If the database cannot.
pub async fn read(db: &impl DbMut, account: i64, id: i64, now: Timestamp) -> Result<bool, Error> {
    let sql = "update inbox_message set read_at = coalesce(read_at, $3) where id = $1 and account = $2";
    Ok(db.transaction().run(sql, [id.into(), account.into(), now.as_microsecond().into()]).await? == 1)
}

/// Settles what asked an account to go to this page.
///
/// # Errors
/// If the database cannot.
pub async fn settle(db: &impl DbMut, account: Option<i64>, path: &str, now: Timestamp) -> Result<u64, Error> {
    let whose = if account.is_some() { "account = $3" } else { "$3 = 0" };
    let sql = format!(
        "update inbox_message set settled_at = $2 where path = $1 and settled_at is null and {whose}"
    );
    let values = [path.into(), now.as_microsecond().into(), account.unwrap_or(0).into()];
    db.transaction().run(&sql, values).await
}

/// Removes all messages of an account.
///
/// # Errors
/// If the database cannot.
pub async fn remove_all(db: &impl DbMut, account: i64) -> Result<(), Error> {
    db.transaction().run("delete from inbox_message where account = $1", [account.into()]).await.map(drop)
}

impl MessageKind {
    fn name(self) -> &'static str {
        match self {
            MessageKind::ToDo => "to-do",
            MessageKind::Reminder => "reminder",
            MessageKind::Notice => "notice",
        }
    }
}

fn message(row: Row<'_>) -> Result<Message, Error> {
    let maybe = |column: &str| row.get::<Option<i64>>(column)?.map(time).transpose();
    Ok(Message {
        id: row.get("id")?,
        account: row.get("account")?,
        kind: match row.get::<String>("kind")?.as_str() {
            "to-do" => MessageKind::ToDo,
            "reminder" => MessageKind::Reminder,
            _ => MessageKind::Notice,
        },
        title_zh: row.get("title_zh")?,
        title_en: row.get("title_en")?,
        path: row.get("path")?,
        due: row.get::<Option<String>>("due_day")?.as_deref().map(day_of).transpose()?,
        made_at: time(row.get("made_at")?)?,
        read_at: maybe("read_at")?,
        settled_at: maybe("settled_at")?,
    })
}
