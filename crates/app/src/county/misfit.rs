use std::collections::BTreeSet;

use kernel::{Place, Problem, Severity, Wording};
use ledger::Ledger;

/// In what records of a database are not as a pack declares them; what cannot be used first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Misfit {
    /// Their keys are not made of the fields of the key.
    KeyChanged,
    /// What was given as personal is not to be personal any more.
    ClassOpened,
    /// What was given as secret is to be seen by those who see what is personal.
    ClassLowered,
    /// What is to be personal was kept in the clear before.
    ClassClosed,
    /// Values are not of the kind of the field.
    KindChanged,
    /// Codes are not in the table any more.
    CodeGone,
    /// A field is not declared any more.
    FieldGone,
    /// A field that is required has no value.
    FieldEmpty,
}

/// The most codes that are named of one field.
const CODES_MAX: usize = 10;

/// Where it was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    records: u64,
    /// The keys of the first record and of the last.
    first: String,
    last: String,
    /// Codes that are gone, the first few of them.
    codes: BTreeSet<String>,
}

impl Found {
    /// In one more record, or in the same as before.
    pub(super) fn add(&mut self, key: &str) -> &mut Found {
        if self.records == 0 {
            key.clone_into(&mut self.first);
        }
        if self.last != key || self.records == 0 {
            self.records += 1;
            key.clone_into(&mut self.last);
        }
        self
    }

    /// A code that is gone.
    pub(super) fn name(&mut self, code: &str) {
        if self.codes.len() < CODES_MAX {
            self.codes.insert(code.to_owned());
        }
    }
}

/// A ledger that is not declared, but has records.
pub(super) fn ledger_gone(ledger: &str, records: i64) -> Problem {
    Problem::error(
        "ledger-gone",
        Place::default().at_field(ledger),
        Wording::new(
            format!("台账“{ledger}”没有声明，数据库中却有它的{records}条记录"),
            format!("the ledger {ledger} is not declared, and the database has {records} records of it"),
        ),
        Wording::new(
            format!("请保留文件夹 ledgers/{ledger}；不再使用的，可在 roles.toml 中取消各角色对它的操作"),
            format!(
                "keep the folder ledgers/{ledger}; if nobody uses it, take the acts on it from the roles in roles.toml"
            ),
        ),
    )
}

impl Misfit {
    /// Whether the pack cannot be used as long as it is so.
    fn severity(self) -> Severity {
        match self {
            Misfit::KeyChanged | Misfit::ClassOpened | Misfit::ClassLowered => Severity::Error,
            _ => Severity::Warning,
        }
    }

    fn code(self) -> &'static str {
        match self {
            Misfit::KeyChanged => "key-changed",
            Misfit::ClassOpened => "class-opened",
            Misfit::ClassLowered => "class-lowered",
            Misfit::ClassClosed => "class-closed",
            Misfit::KindChanged => "kind-changed",
            Misfit::CodeGone => "code-gone",
            Misfit::FieldGone => "field-gone",
            Misfit::FieldEmpty => "field-empty",
        }
    }

    /// What is found in a field of a ledger, for people.
    pub(super) fn problem(self, ledger: &Ledger, field: &str, found: &Found) -> Problem {
        let Found { records, first, .. } = found;
        let (zh, en) = self.what(field, found);
        let what = Wording::new(
            format!("{zh}（{records}条记录，例如“{first}”）"),
            format!("{en} ({records} records, such as {first})"),
        );
        let (zh, en) = self.remedy();
        let place = ledger.place.clone().at_field(format!("{}.{field}", ledger.id));
        let problem = Problem::error(self.code(), place, what, Wording::new(zh, en));
        Problem { severity: self.severity(), ..problem }
    }

    fn what(self, field: &str, found: &Found) -> (String, String) {
        match self {
            Misfit::KeyChanged => (
                "已有记录的编号不是由现在的 key 组成的".to_owned(),
                "the keys of records are not made of what is the key now".to_owned(),
            ),
            Misfit::ClassOpened => (
                format!("“{field}”的值是作为个人或涉密信息填写并封存的，不能改为公开或内部"),
                format!(
                    "the values of {field} were given and sealed as personal or secret, and are not opened"
                ),
            ),
            Misfit::ClassLowered => (
                format!("“{field}”的值是作为涉密信息填写的，不能改为个人信息"),
                format!("the values of {field} were given as secret, and are not shown as personal ones"),
            ),
            Misfit::ClassClosed => (
                format!("“{field}”改为个人或涉密信息，以前的值在数据库中是明文"),
                format!(
                    "{field} is personal or secret now; what was recorded before stands in the clear in the database"
                ),
            ),
            Misfit::KindChanged => (
                format!("“{field}”的值不合现在的类型"),
                format!("values of {field} are not of the kind that it has now"),
            ),
            Misfit::CodeGone => {
                let codes = found.codes.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
                (
                    format!("“{field}”的代码表中没有这些代码了：{codes}"),
                    format!("these codes of {field} are not in its table any more: {codes}"),
                )
            }
            Misfit::FieldGone => (
                format!("“{field}”不再声明，记录却有它的值"),
                format!("{field} is not declared any more, and records have values of it"),
            ),
            Misfit::FieldEmpty => (
                format!("“{field}”是必填项，记录却没有值"),
                format!("{field} is required, and records have no value of it"),
            ),
        }
    }

    fn remedy(self) -> (&'static str, &'static str) {
        match self {
            Misfit::KeyChanged => (
                "编号不能改变：请恢复原来的 key，或另立一个台账",
                "keys never change: put the former key back, or declare another ledger",
            ),
            Misfit::ClassOpened | Misfit::ClassLowered => (
                "请保留原来的 class；确需让更多人看到的，另设一个字段重新填写",
                "keep the former class; what more people are to see is another field, to be filled in anew",
            ),
            Misfit::ClassClosed => (
                "今后只显示掩码，再次更改时封存；旧值仍在数据库和以往的备份中，请限制接触",
                "it is shown masked from now on and sealed when it is changed; restrict who reaches the database and former backups",
            ),
            Misfit::KindChanged => (
                "旧值照原样显示，但列表不能按它筛选；请逐条更正",
                "former values are shown as they were said, but lists do not find them; correct them",
            ),
            Misfit::CodeGone => (
                "请保留这些代码；否则页面只显示代码，更改时须另选",
                "keep these codes; otherwise pages show the bare code, and whoever changes it has to choose another",
            ),
            Misfit::FieldGone => (
                "这些值今后只在记录的历史中按原来的名称显示，封存的除外；还要列出、填写的，请保留这个字段",
                "from now on the history of each record alone shows them, under their former title and unless they are sealed; keep the field if they are to be listed or given",
            ),
            Misfit::FieldEmpty => (
                "更改这些记录时一并填写；一时填不了的，先不要设为必填",
                "fill it in when these records are changed; do not require what nobody knows yet",
            ),
        }
    }
}
