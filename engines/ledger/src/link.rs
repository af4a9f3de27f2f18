//! Which record of another ledger a name means: files of offices have the names of holders, and no codes.
//!
//! ```toml
//! [link]                              # in ledger.toml
//! rule = "第一申请人名称与企业名称一致，2026-11版"   # kept with each finding
//! from = "applicants"                 # the field with the name; of several the first
//! field = "enterprise"                # the field that names the record
//! found = "enterprise_found"          # a code of what was found, see `Found`
//! basis = "enterprise_basis"          # the rule, or on what somebody decided
//! ```
//!
//! A name means the one record that has it or once had it. Where several have it, or none, nothing is filled in and people decide. Which
//! records have a name is looked up elsewhere.

use form::{Field, Fields, Kind, Value, folded};
use jiff::civil::Date;
use kernel::Place;
use kernel::declaration::{Located, Table};
use serde::Serialize;

use crate::attribution::on;
use crate::declaration::{Fault, Names, Use, one};
use crate::interval::still_known;
use crate::{Change, Interval, Known, Patch, Revision};

/// How records of a ledger name those of another by what these are called, as its declaration says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Linking {
    /// The rule, with its version.
    pub rule: String,
    /// The field with the name.
    pub from: String,
    /// The field that names the record.
    pub field: String,
    /// The field with the code of what was found.
    pub found: String,
    /// The field with the rule, or on what somebody decided.
    pub basis: String,
    /// Where it is declared.
    #[serde(skip)]
    pub place: Place,
}

/// What was found of a name: the codes that the table of the field has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// One record has the name.
    ByName,
    /// The file or the form named the record itself.
    Given,
    /// Somebody decided it of this record.
    ByPerson,
    /// Somebody decided that the name is that of nobody kept here.
    Elsewhere,
    /// Several have it: people decide.
    Several,
    /// Nobody has it: people decide.
    Nobody,
    /// It is the name of a natural person.
    NaturalPerson,
}

/// Whom a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// The record with this key.
    One(String),
    /// Nobody who is kept here, as people decided.
    Elsewhere,
    /// One of several records.
    Several,
    /// No record that is known.
    Nobody,
    /// A natural person.
    Person,
}

/// What stands as the basis where a file names the record by its key.
const GIVEN: &str = "文件中写明";

/// What stands as the basis where somebody names the record in a form.
const BY_HAND: &str = "人工填写";

/// Characters of the names of persons in Chinese.
const PERSON_CHARS: std::ops::RangeInclusive<usize> = 2..=4;

/// Ends of short names of organizations: words of the language, as `是` and `否` are. They decide only whether a name that no record has waits
/// for people; a person too many in the queue is better than a firm too few.
const ENDS: [&str; 37] = [
    "公司", "集团", "大学", "学院", "学校", "中学", "小学", "医院", "中心", "协会", "商会", "厂", "店", "社",
    "所", "院", "局", "部", "站", "馆", "校", "坊", "铺", "行", "会", "队", "场", "园", "圃", "室", "庄",
    "房", "市", "府", "户", "村", "矿",
];

impl Found {
    /// All of them.
    pub const ALL: [Found; 7] = [
        Found::ByName,
        Found::Given,
        Found::ByPerson,
        Found::Elsewhere,
        Found::Several,
        Found::Nobody,
        Found::NaturalPerson,
    ];

    /// Those that wait for somebody to decide.
    pub const WAITING: [Found; 2] = [Found::Nobody, Found::Several];

    /// Those that the rule has found, by itself or by what was decided of the name.
    pub const BY_RULE: [Found; 5] =
        [Found::ByName, Found::Elsewhere, Found::Nobody, Found::Several, Found::NaturalPerson];

    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Found::ByName => "by-name",
            Found::Given => "given",
            Found::ByPerson => "by-person",
            Found::Elsewhere => "elsewhere",
            Found::Several => "several",
            Found::Nobody => "nobody",
            Found::NaturalPerson => "natural-person",
        }
    }

    /// That of a code.
    pub fn of(code: &str) -> Option<Found> {
        Found::ALL.into_iter().find(|found| found.code() == code)
    }

    fn value(self) -> Value {
        Value::Text(self.code().to_owned())
    }
}

impl Meaning {
    fn found(&self) -> Found {
        match self {
            Meaning::One(_) => Found::ByName,
            Meaning::Elsewhere => Found::Elsewhere,
            Meaning::Several => Found::Several,
            Meaning::Nobody => Found::Nobody,
            Meaning::Person => Found::NaturalPerson,
        }
    }
}

/// A name as it is compared: half width, small letters, without blanks.
pub fn called(name: &str) -> String {
    folded(name).chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// Whether a name is that of a natural person: a few Chinese characters, and no end that only organizations have. `个人` is one, too.
pub fn is_person(name: &str) -> bool {
    let name = called(name);
    let is_chinese = name.chars().all(|letter| letter == '·' || ('\u{4e00}'..='\u{9fff}').contains(&letter));
    let count = name.chars().filter(|letter| *letter != '·').count();
    let is_of_two_parts = name.contains('·');
    is_chinese
        && (PERSON_CHARS.contains(&count) || is_of_two_parts)
        && !ENDS.iter().any(|end| name.ends_with(end))
}

impl Linking {
    /// Reads the table `link` of a declaration.
    pub(crate) fn declared(root: &Table<'_>, names: &Names<'_>) -> Option<Linking> {
        let table = root.optional_table("link")?;
        let field = |key: &'static str, fits: fn(&Field) -> bool| {
            let id: Located<String> = table.required(key)?;
            let name = one(&table, names, &id, (key, Use::Import))?;
            if names.field(&name).is_some_and(|field| field.class.is_sealed() || !fits(field)) {
                table.problem(Fault::OfOtherKind { id: &name, key }.at(id.place.clone()));
            }
            Some(name)
        };
        let rule = table.required("rule");
        let from = field("from", |field| matches!(field.kind, Kind::Text(_)));
        let named = field("field", |field| matches!(field.kind, Kind::Reference(_)) && !field.many);
        let found = field("found", |field| field.kind.table().is_some() && !field.many);
        let basis = field("basis", |field| matches!(field.kind, Kind::Text(_)) && !field.many);
        Some(Linking {
            rule: rule?,
            from: from?,
            field: named?,
            found: found?,
            basis: basis?,
            place: table.place(),
        })
    }

    /// The name that is looked up: of several the first.
    pub fn name<'f>(&self, fields: &'f Fields) -> Option<&'f str> {
        first(fields.get(&self.from)?)
    }

    /// The same of what is said.
    pub fn name_said<'f>(&self, said: &'f Patch) -> Option<&'f str> {
        first(said.get(&self.from)?.as_ref()?)
    }

    /// What follows from a name that has this meaning: where nobody is meant, the field is emptied.
    pub fn of(&self, meaning: &Meaning) -> Patch {
        let key = if let Meaning::One(key) = meaning { Some(Value::Text(key.clone())) } else { None };
        Patch::from([
            (self.field.clone(), key),
            (self.found.clone(), Some(meaning.found().value())),
            (self.basis.clone(), Some(Value::Text(self.rule.clone()))),
        ])
    }

    /// Whether values are what follows from a name.
    pub fn tells(&self, follows: &Patch) -> bool {
        follows.contains_key(&self.found)
    }

    /// Whether what follows from the name in `said` is said of a record that holds these fields, if it is there: not where people or a file
    /// have said it of the same holder. What was published tells of no holder that is known already.
    pub fn is_said(&self, said: &Patch, held: Option<&Fields>, is_publication: bool) -> bool {
        let Some(name) = self.name_said(said) else { return false };
        let is_known = |held: &Fields| is_publication && self.name(held).is_some();
        held.is_none_or(|held| !is_known(held) && !self.stays(name, held))
    }

    /// What is said with a record that a file names by its key.
    pub fn given(&self) -> Patch {
        self.said(Found::Given, GIVEN)
    }

    /// What is said with a record that somebody names, or takes away, in a form: it is no finding of the rule any more. Nothing if what
    /// is said is what held, or says itself what was found.
    pub fn by_hand(&self, said: &Patch, held: Option<&Fields>) -> Patch {
        let is_new = |id: &String| {
            said.get(id).is_some_and(|value| value.as_ref() != held.and_then(|held| held.get(id)))
        };
        let found = said.get(&self.found).and_then(Option::as_ref).and_then(Value::as_text);
        let is_decided = found == Some(Found::ByPerson.code()) || is_new(&self.found);
        if is_new(&self.field) && !is_decided { self.said(Found::ByPerson, BY_HAND) } else { Patch::new() }
    }

    fn said(&self, found: Found, basis: &str) -> Patch {
        let basis = Some(Value::Text(basis.to_owned()));
        Patch::from([(self.found.clone(), Some(found.value())), (self.basis.clone(), basis)])
    }

    /// Whether what a record holds stays although the rule may find something else: for the same name, people or a file have said it.
    pub fn stays(&self, name: &str, held: &Fields) -> bool {
        let is_same = self.name(held).is_some_and(|before| called(before) == called(name));
        let found = self.found_of(held);
        let is_told = held.contains_key(&self.field) && found != Some(Found::ByName);
        is_same && (is_told || found == Some(Found::ByPerson))
    }

    /// What was found of a record.
    pub fn found_of(&self, fields: &Fields) -> Option<Found> {
        Found::of(fields.get(&self.found)?.as_text()?)
    }

    /// What the meaning of its name changes of a record of which one of these was found; none if nothing.
    pub fn changes(&self, meaning: &Meaning, fields: &Fields, from: &[Found]) -> Option<Patch> {
        let is_meant = self.found_of(fields).is_some_and(|found| from.contains(&found));
        let said = self.of(meaning);
        let is_new = said.iter().any(|(id, value)| fields.get(id) != value.as_ref());
        (is_meant && is_new).then_some(said)
    }

    /// The same of a record as it stands on a day, with the days for which it is said; nothing where there is no such record any more.
    pub fn follows(
        &self,
        meaning: &Meaning,
        history: &[(Known, Revision)],
        (day, from): (Date, &[Found]),
    ) -> Option<Change> {
        let (_, now) = on(&still_known(history), history, day)?;
        let fields = self.changes(meaning, now, from)?;
        let (from, to) = self.days(history, day)?;
        Some(Change::WasAlways { from, to, fields })
    }

    /// For which days that is said which is found of a record as it stands on one: those around it, without a break, on which the name was
    /// the same and nobody had said otherwise. None where there is no such record on that day.
    pub fn days(&self, history: &[(Known, Revision)], day: Date) -> Option<(Date, Option<Date>)> {
        let all = still_known(history);
        let (at, now) = on(&all, history, day)?;
        let goes_with = |interval: &&Interval| {
            interval.fields(history).is_some_and(|fields| {
                let is_same = [&self.field, &self.found].into_iter().all(|id| fields.get(id) == now.get(id));
                let is_told = self.name(fields).is_some_and(|name| self.stays(name, fields));
                self.name(fields) == self.name(now) && (is_same || !is_told)
            })
        };
        let first = all[..=at].iter().rev().take_while(goes_with).last()?;
        let last = all[at..].iter().take_while(goes_with).last()?;
        Some((first.valid_from, Some(last.valid_to).filter(|to| *to != Interval::FOREVER)))
    }
}

/// The first of the texts of a value.
fn first(value: &Value) -> Option<&str> {
    value.values().first()?.as_text().filter(|name| !name.trim().is_empty())
}
