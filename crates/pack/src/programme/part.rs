//! A part as it is read, with the names that stand in it.

use form::Kind;
use kernel::Wording;
use kernel::declaration::{Located, Table};

/// A part as it is read. What is missing is a problem of the file, and stands for nothing until that is told.
pub(super) struct Part<'p, 't> {
    table: Table<'t>,
    of: Player,
    names: &'p mut Vec<Named>,
}

impl Part<'_, '_> {
    pub(super) fn of<T>(
        root: &Table<'_>,
        key: &'static str,
        names: &mut Vec<Named>,
        read: impl FnOnce(&mut Part<'_, '_>) -> T,
    ) -> Option<T> {
        let table = root.optional_table(key)?;
        Some(read(&mut Part { table, of: Player::Procedure(String::new()), names }))
    }

    pub(super) fn procedure(&mut self) -> String {
        self.player("procedure", Player::Procedure)
    }

    pub(super) fn ledger(&mut self) -> String {
        self.player("ledger", Player::Ledger)
    }

    fn player(&mut self, key: &'static str, player: fn(String) -> Player) -> String {
        let id = self.table.required(key).unwrap_or_default();
        self.of = player(id);
        self.name(key, What::Player)
    }

    pub(super) fn field(&mut self, key: &'static str) -> String {
        self.name(key, What::Field)
    }

    pub(super) fn date(&mut self, key: &'static str) -> String {
        self.name(key, What::FieldOf(Kind::Date, "date"))
    }

    pub(super) fn money(&mut self, key: &'static str) -> String {
        self.name(key, What::FieldOf(Kind::Money, "money"))
    }

    pub(super) fn quarter(&mut self, key: &'static str) -> String {
        self.name(key, What::FieldOf(Kind::Quarter, "quarter"))
    }

    pub(super) fn body(&mut self, key: &'static str) -> String {
        self.name(key, What::FieldOf(Kind::Body, "body"))
    }

    pub(super) fn state(&mut self, key: &'static str) -> String {
        self.name(key, What::State)
    }

    pub(super) fn step(&mut self, key: &'static str) -> String {
        self.name(key, What::Step)
    }

    /// A code of the field that another key names.
    pub(super) fn code(&mut self, key: &'static str, field: &'static str) -> String {
        let field: Option<String> = self.table.optional(field);
        self.name(key, What::Code(field.unwrap_or_default()))
    }

    /// Codes of the field that another key names.
    pub(super) fn codes(&mut self, key: &'static str, field: &'static str) -> Vec<String> {
        let field: Option<String> = self.table.optional(field);
        let field = field.unwrap_or_default();
        let codes: Vec<Located<String>> = self.table.required(key).unwrap_or_default();
        codes.into_iter().map(|code| self.note(code, What::Code(field.clone()))).collect()
    }

    /// A column of the table of codes of the field that another key names.
    pub(super) fn column(&mut self, key: &'static str, field: &'static str) -> String {
        let field: Option<String> = self.table.optional(field);
        self.name(key, What::Column(field.unwrap_or_default()))
    }

    pub(super) fn states(&mut self, key: &'static str) -> Vec<String> {
        let states: Vec<Located<String>> = self.table.required(key).unwrap_or_default();
        states.into_iter().map(|state| self.note(state, What::State)).collect()
    }

    fn name(&mut self, key: &'static str, what: What) -> String {
        let name: Option<Located<String>> = self.table.required(key);
        name.map(|name| self.note(name, what)).unwrap_or_default()
    }

    fn note(&mut self, name: Located<String>, what: What) -> String {
        let value = name.value.clone();
        self.names.push(Named { of: self.of.clone(), name, what });
        value
    }
}

/// A name, and what it has to be the name of.
#[derive(Debug, Clone)]
pub(super) struct Named {
    /// The procedure or ledger to which it belongs.
    pub(super) of: Player,
    pub(super) name: Located<String>,
    pub(super) what: What,
}

/// What plays a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Player {
    Procedure(String),
    Ledger(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// The procedure or ledger itself.
    Player,
    /// A field of any kind.
    Field,
    /// A field of this kind, as declarations call it.
    FieldOf(Kind, &'static str),
    State,
    Step,
    /// A code of the table of this field.
    Code(String),
    /// A further column of the table of this field.
    Column(String),
}

impl What {
    pub(super) fn words(&self, of: &Player) -> Wording {
        match (self, of) {
            (What::Player, Player::Procedure(_)) => Wording::new("程序", "procedure"),
            (What::Player, Player::Ledger(_)) => Wording::new("台账", "ledger"),
            (What::Field | What::FieldOf(..), _) => Wording::new("字段", "field"),
            (What::State, _) => Wording::new("状态", "state"),
            (What::Step, _) => Wording::new("步骤", "step"),
            (What::Code(_), _) => Wording::new("代码", "code"),
            (What::Column(_), _) => Wording::new("代码表的列", "column of the table of codes"),
        }
    }
}
