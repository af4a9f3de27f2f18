use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use kernel::{Place, Problem, Wording};
use ledger::{DeadlineKind, Past, Standing};
use store::ledgers::{self, NOW};
use store::rights::{self as rows, COUNT_MAX, Place as Row, Query, RightDeadline};

use super::compute::oldest_in_grace;
use super::sight::{Whose, scopes};
use super::{Fresh, refresh};
use crate::{Actor, App, Error, bodies, sight};

/// The most last days of one page.
pub const ROWS_MAX: u16 = 500;
/// One looks so many days ahead at most.
pub const DAYS_MAX: u32 = 36_600;
/// The most rows of a file.
const FILE_ROWS_MAX: usize = 200_000;

/// Which last days somebody asks for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// How it stands with them.
    pub which: Which,
    /// Until so many days ahead.
    pub days: u32,
    /// On this day alone; then the days ahead say nothing.
    pub on: Option<Date>,
    /// Of this kind.
    pub kind: Option<DeadlineKind>,
    /// Of this body.
    pub body: Option<String>,
    /// Of this enterprise.
    pub enterprise: Option<String>,
    /// Where the page begins, as an earlier page said.
    pub cursor: Option<String>,
    /// How many, at most [`ROWS_MAX`].
    pub limit: u16,
}

/// How it stands with last days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Which {
    /// Something can still be done.
    #[default]
    Open,
    /// The last day is over, and there is grace.
    Grace,
    /// All time is over, and the register does not say what became of it.
    Over,
}

/// A page of last days.
#[derive(Debug)]
pub struct List {
    /// The day by which it stands as it does.
    pub today: Date,
    /// Whose they are.
    pub whose: Whose,
    /// The last days, the earliest first.
    pub rows: Vec<RightDeadline>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
    /// How many there are; `is_more` if there are more than this.
    pub total: u64,
    /// There are more than were counted.
    pub is_more: bool,
    /// What enterprises and bodies are called.
    pub names: Standings,
    /// The ledgers of these rows of which the actor sees no record: a firm is told when its loan ends, and reads nothing else of it.
    pub unread: BTreeSet<String>,
    /// Whether they follow from all that is known.
    pub fresh: Fresh,
}

/// What enterprises and bodies are called, by their keys.
#[derive(Debug, Clone, Default)]
pub struct Standings {
    /// Enterprises.
    pub enterprises: BTreeMap<String, String>,
    /// Bodies.
    pub bodies: BTreeMap<String, String>,
}

/// How many last days one body has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// The body; none where the rights do not say.
    pub body: Option<String>,
    /// What it is called.
    pub name: Option<String>,
    /// What was counted.
    pub counted: rows::Total,
}

impl Which {
    /// Every one, in the order in which people are shown them.
    pub const ALL: [Which; 3] = [Which::Open, Which::Grace, Which::Over];

    /// The code in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Which::Open => "open",
            Which::Grace => "grace",
            Which::Over => "over",
        }
    }
}

impl Default for Asked {
    fn default() -> Asked {
        Asked {
            which: Which::Open,
            days: 90,
            on: None,
            kind: None,
            body: None,
            enterprise: None,
            cursor: None,
            limit: 50,
        }
    }
}

/// One page of the last days that concern an actor.
///
/// # Errors
/// [`Error::Invalid`] for a place that is none; if the database cannot answer.
pub async fn list(app: &App, actor: &Actor, asked: &Asked) -> Result<List, Error> {
    let fresh = refresh(app).await?;
    let today = app.today();
    let after = asked.cursor.as_deref().map(place).transpose()?;
    let limit = asked.limit.clamp(1, ROWS_MAX);
    let reader = app.store().reader().await?;
    let whose = Whose::asked(&reader, actor, asked.enterprise.as_deref()).await?;
    let (mut found, mut total) = (Vec::new(), 0);
    if let Some(query) = query(app, actor, &whose, asked) {
        found = rows::list(&reader, &query, after.as_ref(), u32::from(limit) + 1).await?;
        total = rows::count(&reader, &query).await?;
    }
    drop(reader);
    let has_more = found.len() > usize::from(limit);
    found.truncate(usize::from(limit));
    let next = found.last().filter(|_| has_more).map(|row| cursor(&row.place()));
    let names = names(app, actor, &found).await?;
    let unread = unread(app, actor, &found);
    let is_more = total > u64::from(COUNT_MAX);
    let total = total.min(u64::from(COUNT_MAX));
    Ok(List { today, whose, rows: found, next, total, is_more, names, unread, fresh })
}

/// All last days that concern an actor, for a file.
///
/// # Errors
/// [`Error::Invalid`] if there are more than a file takes; if the database cannot answer.
pub async fn all(app: &App, actor: &Actor, asked: &Asked) -> Result<List, Error> {
    let mut page = list(app, actor, &Asked { limit: ROWS_MAX, cursor: None, ..asked.clone() }).await?;
    while let Some(cursor) = page.next.take() {
        let asked = Asked { limit: ROWS_MAX, cursor: Some(cursor), ..asked.clone() };
        let more = list(app, actor, &asked).await?;
        page.rows.extend(more.rows);
        page.names.enterprises.extend(more.names.enterprises);
        page.names.bodies.extend(more.names.bodies);
        page.unread.extend(more.unread);
        page.next = more.next;
        if page.rows.len() > FILE_ROWS_MAX {
            return Err(Error::Invalid(vec![too_many()]));
        }
    }
    Ok(page)
}

/// How many last days the bodies have that concern an actor; the same question as the list without its place.
///
/// # Errors
/// If the database cannot answer.
pub async fn totals(app: &App, actor: &Actor, asked: &Asked) -> Result<(Vec<Total>, Fresh), Error> {
    let fresh = refresh(app).await?;
    let reader = app.store().reader().await?;
    let whose = Whose::asked(&reader, actor, asked.enterprise.as_deref()).await?;
    let Some(query) = query(app, actor, &whose, asked) else { return Ok((Vec::new(), fresh)) };
    let counted = rows::totals(&reader, &query, app.today()).await?;
    drop(reader);
    let names = bodies::names(app, counted.iter().filter_map(|total| total.body.clone()).collect()).await?;
    let total = |counted: rows::Total| Total {
        body: counted.body.clone(),
        name: counted.body.as_ref().and_then(|body| names.get(body).cloned()),
        counted,
    };
    Ok((counted.into_iter().map(total).collect(), fresh))
}

/// The question to the store; none if nothing concerns the actor.
fn query(app: &App, actor: &Actor, whose: &Whose, asked: &Asked) -> Option<Query> {
    let today = app.today();
    let (mut enterprise, mut of_bodies) =
        (asked.enterprise.clone(), asked.body.clone().map(|body| vec![body]));
    match whose {
        Whose::Nobody => return None,
        Whose::All => {}
        Whose::Firm(firm) => enterprise = Some(firm.clone()),
        Whose::Bodies(own) => match &asked.body {
            Some(body) if !own.contains(body) => return None,
            Some(_) => {}
            None => of_bodies = Some(own.iter().cloned().collect()),
        },
    }
    let ahead = today.checked_add(i64::from(asked.days.min(DAYS_MAX)).days()).unwrap_or(Date::MAX);
    let oldest = oldest_in_grace(&app.declarations(), today);
    let yesterday = today.yesterday().unwrap_or(Date::MIN);
    let (due_from, due_until, open_on, over_on) = match (asked.on, asked.which) {
        (Some(day), _) => (Some(day), Some(day), None, None),
        (None, Which::Open) => (Some(oldest), Some(ahead), Some(today), None),
        (None, Which::Grace) => (Some(oldest), Some(yesterday), Some(today), None),
        (None, Which::Over) => (None, None, None, Some(today)),
    };
    Some(Query {
        scopes: scopes(app, actor, whose),
        bodies: of_bodies,
        enterprise,
        key: None,
        kind: asked.kind.map(|kind| kind.code().to_owned()),
        due_from,
        due_until,
        open_on,
        over_on,
    })
}

/// The ledgers of rows of which the actor sees no record.
fn unread(app: &App, actor: &Actor, found: &[RightDeadline]) -> BTreeSet<String> {
    let declarations = app.declarations();
    let sees = |id: &str| declarations.ledgers.get(id).is_some_and(|ledger| sight(actor, ledger).is_some());
    found.iter().map(|row| &row.ledger).filter(|id| !sees(id)).cloned().collect()
}

/// What the enterprises and bodies of rows are called, as far as the actor may know.
async fn names(app: &App, actor: &Actor, found: &[RightDeadline]) -> Result<Standings, Error> {
    let of_bodies = bodies::names(app, found.iter().filter_map(|row| row.body.clone()).collect()).await?;
    let mut keys: Vec<String> = found.iter().filter_map(|row| row.enterprise.clone()).collect();
    keys.sort_unstable();
    keys.dedup();
    let declarations = app.declarations();
    let ledger = declarations.ledgers.get("enterprises");
    let Some((ledger, seen)) = ledger.and_then(|ledger| Some((ledger, sight(actor, ledger)?))) else {
        return Ok(Standings { bodies: of_bodies, enterprises: BTreeMap::new() });
    };
    let past = Past { as_of: app.today(), known: NOW };
    let reader = app.store().reader().await?;
    let sight = seen.in_store(&seen.fields, past.as_of);
    let enterprises = ledgers::names(&reader, ledger, &keys, past, &sight).await?;
    Ok(Standings { bodies: of_bodies, enterprises })
}

impl List {
    /// What is paid for a row today, in fen.
    pub fn pays(&self, row: &RightDeadline) -> Option<i64> {
        row.deadline.charge_on(self.today).map(ledger::Charge::pays)
    }

    /// How it stands with a row today.
    pub fn standing(&self, row: &RightDeadline) -> Standing {
        row.deadline.standing(self.today)
    }
}

/// A place as it is written into an address.
fn cursor(place: &Row) -> String {
    [&place.due.to_string(), &place.ledger, &place.rule, &place.key].map(String::as_str).join("~")
}

fn place(text: &str) -> Result<Row, Error> {
    let mut parts = text.splitn(4, '~');
    let read = |parts: &mut std::str::SplitN<'_, char>| {
        let (due, ledger) = (parts.next()?.parse().ok()?, parts.next()?.to_owned());
        let (rule, key) = (parts.next()?.to_owned(), parts.next()?.to_owned());
        Some(Row { due, ledger, key, rule })
    };
    read(&mut parts).ok_or_else(|| {
        Error::Invalid(vec![Problem::error(
            "bad-cursor",
            Place::default().at_field("cursor"),
            Wording::new("不认识的位置", "there is no such place in the list"),
            Wording::new("请从第一页开始", "begin with the first page"),
        )])
    })
}

fn too_many() -> Problem {
    Problem::error(
        "too-many-rows",
        Place::default(),
        Wording::new(
            format!("超过{FILE_ROWS_MAX}条"),
            format!("there are more than {FILE_ROWS_MAX} last days"),
        ),
        Wording::new("请缩短天数或限定单位", "ask for fewer days, or for one body"),
    )
}
