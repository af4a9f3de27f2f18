//! Who may do what, and who sees what. There is no policy engine: two functions over the roles that the pack declares.

use std::collections::BTreeSet;

use form::{BODIES, Class, Fields, Kind, Value};
use kernel::Wording;
use ledger::Ledger;
use pack::{Act, Permission, Rows};

use crate::actor::{Actor, Granted};
use crate::error::Denied;

/// What an act is done to.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'s> {
    /// The county as a whole: accounts, roles, packs, backups, the audit trail.
    County,
    /// Some record of a ledger, not yet said which.
    Ledger(&'s Ledger),
    /// A record with these fields.
    Record(&'s Ledger, &'s Fields),
}

/// What an actor sees of a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sight {
    /// The records.
    pub rows: SeenRows,
    /// The fields by their id.
    pub fields: BTreeSet<String>,
    /// Fields that are seen masked only.
    pub masked: BTreeSet<String>,
}

/// Which records of a ledger are seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SeenRows {
    /// All of them.
    All,
    /// Those whose field holds one of these values.
    Where {
        /// The field.
        field: String,
        /// The values.
        values: BTreeSet<String>,
    },
}

impl From<Sight> for store::ledgers::Sight {
    fn from(sight: Sight) -> Self {
        let rows = match sight.rows {
            SeenRows::All => store::ledgers::Rows::All,
            SeenRows::Where { values, .. } if values.is_empty() => store::ledgers::Rows::Nothing,
            SeenRows::Where { field, values } => {
                let values = values.into_iter().map(Value::Text).collect();
                store::ledgers::Rows::Where(vec![(field, values)])
            }
        };
        store::ledgers::Sight { rows, fields: sight.fields }
    }
}

/// Whether an actor may do something.
///
/// # Errors
/// Says why not, and what would change it.
pub fn may(actor: &Actor, act: Act, subject: Subject<'_>) -> Result<(), Denied> {
    let mut granting = actor.roles.iter().filter(|granted| allows(granted, act, subject)).peekable();
    if granting.peek().is_none() {
        return Err(Denied::no_role(actor, act));
    }
    if granting.any(|granted| actor.second_factor || !granted.role.second_factor) {
        return Ok(());
    }
    Err(Denied::second_factor())
}

/// What an actor sees of a ledger; [`None`] if it may not know that there is such a ledger.
pub fn sight(actor: &Actor, ledger: &Ledger) -> Option<Sight> {
    let readable = || actor.roles.iter().filter(|granted| sees(actor, granted, ledger));
    let mut classes: BTreeSet<Class> =
        readable().flat_map(|granted| on(granted, ledger).classes.clone()).collect();
    // A secret is shown to nobody: it is there to be compared or used, not to be read.
    classes.remove(&Class::Secret);
    let seen = ledger.form.fields.iter().filter(|field| classes.contains(&field.class));
    let fields: BTreeSet<String> = seen.map(|field| field.id.clone()).collect();
    // A ledger without anything to see is as good as none: it may not even be known that it is there.
    if fields.is_empty() {
        return None;
    }
    let masked = ledger.form.fields.iter().filter(|field| field.class >= Class::Personal);
    Some(Sight {
        rows: rows(readable(), ledger),
        fields,
        masked: masked.map(|field| field.id.clone()).collect(),
    })
}

/// The field that says whose record it is: its first body, and in the ledger of bodies the record itself.
pub fn owner(ledger: &Ledger) -> Option<&str> {
    if ledger.id == BODIES {
        return ledger.key.first().map(String::as_str);
    }
    ledger.form.fields.iter().find(|field| matches!(field.kind, Kind::Body)).map(|field| field.id.as_str())
}

fn on<'g>(granted: &'g Granted, ledger: &Ledger) -> &'g Permission {
    granted.role.on(&ledger.id)
}

fn allows(granted: &Granted, act: Act, subject: Subject<'_>) -> bool {
    match subject {
        Subject::County => granted.role.acts.contains(&act),
        Subject::Ledger(ledger) => {
            let permission = on(granted, ledger);
            permission.acts.contains(&act) && reaches(granted, permission.rows, ledger)
        }
        Subject::Record(ledger, fields) => {
            allows(granted, act, Subject::Ledger(ledger))
                && match on(granted, ledger).rows {
                    Rows::All => true,
                    Rows::OwnBody => owner_of(ledger, fields) == granted.body.as_deref(),
                    Rows::None => false,
                }
        }
    }
}

/// The body whose record it is.
fn owner_of<'f>(ledger: &Ledger, fields: &'f Fields) -> Option<&'f str> {
    match fields.get(owner(ledger)?)? {
        Value::Text(body) => Some(body),
        _ => None,
    }
}

fn sees(actor: &Actor, granted: &Granted, ledger: &Ledger) -> bool {
    let is_proved = actor.second_factor || !granted.role.second_factor;
    is_proved && allows(granted, Act::Read, Subject::Ledger(ledger))
}

/// Whether a role can be about any record of the ledger at all.
fn reaches(granted: &Granted, rows: Rows, ledger: &Ledger) -> bool {
    match rows {
        Rows::All => true,
        Rows::OwnBody => granted.body.is_some() && owner(ledger).is_some(),
        Rows::None => false,
    }
}

fn rows<'g>(readable: impl Iterator<Item = &'g Granted>, ledger: &Ledger) -> SeenRows {
    let mut values = BTreeSet::new();
    for granted in readable {
        match (on(granted, ledger).rows, &granted.body) {
            (Rows::All, _) => return SeenRows::All,
            (Rows::OwnBody, Some(body)) => _ = values.insert(body.clone()),
            (Rows::OwnBody, None) | (Rows::None, _) => {}
        }
    }
    SeenRows::Where { field: owner(ledger).unwrap_or_default().to_owned(), values }
}

impl Denied {
    fn no_role(actor: &Actor, act: Act) -> Denied {
        let why = Wording::new(
            format!("您现有的角色不能做这件事（{}）", act.id()),
            format!("none of your roles allows this ({})", act.id()),
        );
        let remedy = if actor.account.is_none() {
            Wording::new("请先登录", "sign in first")
        } else {
            Wording::new(
                "如确有需要，请安全管理员授予角色",
                "if you need it, ask the security administrator for a role",
            )
        };
        Denied { why, remedy, needs_second_factor: false }
    }

    fn second_factor() -> Denied {
        Denied {
            why: Wording::new("这个角色要求第二重验证", "this role asks for a second factor"),
            remedy: Wording::new("请输入验证器上的六位数字", "give the six digits of your authenticator"),
            needs_second_factor: true,
        }
    }
}
