//! Who may do what, and who sees what. There is no policy engine: two functions over the roles that the pack declares, and
//! for cases those of `cases.rs`, because procedures name the roles themselves.

mod cases;

use std::collections::BTreeSet;

use form::{Class, Fields, Value};
use jiff::civil::Date;
use kernel::Wording;
use ledger::{Ledger, Shown};
use pack::{Act, Permission, Rows, body_field};

use crate::actor::{Actor, Granted};
use crate::error::Denied;

pub(crate) use self::cases::{
    case_actor, may_start, may_take_steps, narrow_case, seen_fields, sight_of_cases, signed_by_people,
    takes_for,
};

/// What an act is done to.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'s> {
    /// The county as a whole: accounts, roles, packs, backups, the audit trail.
    County,
    /// Some record of a ledger, not yet said which.
    Ledger(&'s Ledger),
    /// A record with these fields.
    Record(&'s Ledger, &'s Fields),
    /// The cases that are seen, whatever their procedure; their steps are for these to say.
    Cases,
}

/// What an actor sees of a ledger: for each role, some fields of some records. Two roles never make one that sees more than
/// both: of a record, only those fields are seen that a role shows which shows the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sight {
    parts: Vec<Part>,
    /// Fields that are seen of some record.
    pub fields: BTreeSet<String>,
    /// Fields that are seen of every record that is seen; only by these may one look for records.
    pub everywhere: BTreeSet<String>,
    /// Fields that are seen masked only.
    pub masked: BTreeSet<String>,
    /// The days between which records are seen by who sees only what is public of them; none: always.
    shown: Vec<Shown>,
}

/// What one role shows.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    /// The field and its value that a record must have; none for all records.
    only: Option<(String, String)>,
    fields: BTreeSet<String>,
    /// The classes that are shown.
    classes: BTreeSet<Class>,
}

impl Part {
    /// Whether it shows nothing but what is public.
    fn is_outside(&self) -> bool {
        self.classes.iter().all(|class| *class == Class::Public)
    }

    fn covers(&self, record: &Fields) -> bool {
        self.only
            .as_ref()
            .is_none_or(|(field, value)| record.get(field).and_then(Value::as_text) == Some(value))
    }
}

impl Sight {
    /// The classes of fields that are seen of a record; none if it is not seen.
    pub(crate) fn classes_of(&self, record: &Fields) -> BTreeSet<Class> {
        self.parts.iter().filter(|part| part.covers(record)).flat_map(|part| part.classes.clone()).collect()
    }

    /// The fields that are seen of a record; none if it is not seen.
    pub fn of(&self, record: &Fields) -> BTreeSet<String> {
        self.parts.iter().filter(|part| part.covers(record)).flat_map(|part| part.fields.clone()).collect()
    }

    /// What a record must have so that some role shows it, or more of it: a field and its value.
    pub(crate) fn conditions(&self) -> impl Iterator<Item = &(String, String)> {
        self.parts.iter().filter_map(|part| part.only.as_ref())
    }

    /// What the store is told to leave out on a day that is today; what depends on the record is left out by [`Sight::of`].
    pub(crate) fn in_store(&self, fields: &BTreeSet<String>, today: Date) -> store::ledgers::Sight {
        let all = rows_of(self.parts.iter());
        let inside = rows_of(self.parts.iter().filter(|part| !part.is_outside()));
        let rows = match inside {
            store::ledgers::Rows::Where(also) if !self.shown.is_empty() => {
                let by = self.shown.clone();
                store::ledgers::Rows::Shown { of: Box::new(all), by, today, also }
            }
            _ => all,
        };
        store::ledgers::Sight { rows, fields: fields.clone() }
    }
}

/// The records that some of these show.
fn rows_of<'p>(parts: impl Iterator<Item = &'p Part>) -> store::ledgers::Rows {
    let only: Option<Vec<&(String, String)>> = parts.map(|part| part.only.as_ref()).collect();
    only.map_or(store::ledgers::Rows::All, |only| {
        let is = |(field, value): &(String, String)| (field.clone(), vec![Value::Text(value.clone())]);
        store::ledgers::Rows::Where(only.into_iter().map(is).collect())
    })
}

/// Whether an actor may do something.
///
/// # Errors
/// Says why not, and what would change it.
pub fn may(actor: &Actor, act: Act, subject: Subject<'_>) -> Result<(), Denied> {
    let mut granting = granting(actor, act, subject).peekable();
    if granting.peek().is_none() {
        return Err(Denied::no_role(actor, act));
    }
    if granting.any(|granted| is_proved(actor, granted)) {
        return Ok(());
    }
    Err(Denied::second_factor())
}

/// The body for which an actor does something: that of the first role by which they may; none where each such role is for no body.
pub(crate) fn body_for(actor: &Actor, act: Act, subject: Subject<'_>) -> Option<String> {
    let mut proved = granting(actor, act, subject).filter(|granted| is_proved(actor, granted));
    proved.find_map(|granted| granted.body.clone())
}

/// The roles by which an actor may do something, once they have given what these ask for. Who stands in for somebody takes the steps of
/// cases, which say for whom; all else is done in one's own right.
fn granting<'a>(actor: &'a Actor, act: Act, subject: Subject<'a>) -> impl Iterator<Item = &'a Granted> {
    let own = move |granted: &&Granted| granted.deputy_for.is_none() || act == Act::Read;
    actor.roles.iter().filter(own).filter(move |granted| allows(granted, act, subject))
}

/// Whether the second factor was given that a role may ask for.
fn is_proved(actor: &Actor, granted: &Granted) -> bool {
    actor.second_factor || !granted.role.second_factor
}

/// Whether an actor works in the programme, and so sees what its bodies share: some role shows them internal fields.
pub(crate) fn works_here(actor: &Actor) -> bool {
    let mut proved = actor.roles.iter().filter(|granted| is_proved(actor, granted));
    proved.any(|granted| granted.role.records.classes.contains(&Class::Internal))
}

/// What an actor sees of a ledger; [`None`] if it may not know that there is such a ledger.
pub fn sight(actor: &Actor, ledger: &Ledger) -> Option<Sight> {
    let readable = actor.roles.iter().filter(|granted| sees(actor, granted, ledger));
    let parts: Vec<Part> = readable.filter_map(|granted| part(granted, ledger)).collect();
    // Who sees only what is public sees of some records alone what is shown for a time.
    let for_a_time: BTreeSet<&String> = ledger.shown.iter().flat_map(|shown| &shown.fields).collect();
    let always = |part: &Part| -> BTreeSet<String> {
        let fields = part.fields.iter().filter(|id| !part.is_outside() || !for_a_time.contains(id));
        fields.cloned().collect()
    };
    // A ledger of which nothing is seen is one that nobody needs to know of.
    let everywhere = parts.iter().map(&always).reduce(|all, more| &all & &more)?;
    let of_all = parts.iter().filter(|part| part.only.is_none()).flat_map(&always);
    let everywhere = everywhere.into_iter().chain(of_all).collect();
    let masked = ledger.form.fields.iter().filter(|field| field.class >= Class::Personal);
    Some(Sight {
        fields: parts.iter().flat_map(|part| part.fields.clone()).collect(),
        everywhere,
        masked: masked.map(|field| field.id.clone()).collect(),
        shown: ledger.shown_whole().cloned().collect(),
        parts,
    })
}

/// What a role shows of a ledger, if it shows anything. A secret is shown to nobody: it is there to be compared or used, not
/// to be read.
fn part(granted: &Granted, ledger: &Ledger) -> Option<Part> {
    let permission = on(granted, ledger);
    let shown = |class| class != Class::Secret && permission.classes.contains(&class);
    let fields = ledger.form.fields.iter().filter(|field| shown(field.class));
    let fields: BTreeSet<String> = fields.map(|field| field.id.clone()).collect();
    let only = match permission.rows {
        Rows::All => None,
        Rows::OwnBody => Some((body_field(ledger)?.id.clone(), granted.body.clone()?)),
        Rows::None => return None,
    };
    let classes = permission.classes.iter().copied().filter(|class| shown(*class)).collect();
    (!fields.is_empty()).then_some(Part { only, fields, classes })
}

fn on<'g>(granted: &'g Granted, ledger: &Ledger) -> &'g Permission {
    granted.role.on(&ledger.id)
}

fn allows(granted: &Granted, act: Act, subject: Subject<'_>) -> bool {
    match subject {
        Subject::County => granted.role.acts.contains(&act),
        Subject::Cases => {
            let whole = &granted.role.records;
            whole.acts.contains(&act) && whole.rows == Rows::All
        }
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
    match fields.get(&body_field(ledger)?.id)? {
        Value::Text(body) => Some(body),
        _ => None,
    }
}

fn sees(actor: &Actor, granted: &Granted, ledger: &Ledger) -> bool {
    is_proved(actor, granted) && allows(granted, Act::Read, Subject::Ledger(ledger))
}

/// Whether a role can be about any record of the ledger at all.
fn reaches(granted: &Granted, rows: Rows, ledger: &Ledger) -> bool {
    match rows {
        Rows::All => true,
        Rows::OwnBody => granted.body.is_some() && body_field(ledger).is_some(),
        Rows::None => false,
    }
}

/// What an act is called behind "you cannot".
fn named(act: Act) -> Wording {
    let (zh, en) = match act {
        Act::Read => ("查看这些记录", "see these records"),
        Act::Create => ("新建记录", "make records here"),
        Act::Change => ("变更这条记录", "change this record"),
        Act::Correct => ("更正这条记录", "correct this record"),
        Act::End => ("终止这条记录", "end this record"),
        Act::Merge => ("并入记录", "merge records"),
        Act::Export => ("导出记录", "export records"),
        Act::Compare => ("比较两个时间", "compare two times"),
        Act::Unmask => ("查看完整的个人信息", "see personal information in full"),
        Act::Erase => ("销毁个人信息", "destroy personal information"),
        Act::ManageAccounts => ("管理账号", "manage accounts"),
        Act::GrantRoles => ("授予角色", "grant roles"),
        Act::ProveFirms => ("核实单位代表和代理授权", "decide who acts for an organization"),
        Act::ManageKeys => ("管理接口密钥", "manage keys of the API"),
        Act::ReadAudit => ("查看操作日志", "read the audit log"),
        Act::InstallPack => ("安装数据包", "install packs"),
        Act::BackUp => ("备份", "make backups"),
        Act::SeeHealth => ("查看运行情况", "see the health of the system"),
    };
    Wording::new(zh, en)
}

impl Denied {
    fn no_role(actor: &Actor, act: Act) -> Denied {
        let why = Wording::new(
            format!("您现有的角色不能{}", named(act).zh),
            format!("none of your roles lets you {}", named(act).en),
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
