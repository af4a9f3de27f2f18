use jiff::civil::Date;
use kernel::Wording;
use store::inbox::MessageKind;

/// A message before it is put into an inbox. Its title names no person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub(super) kind: MessageKind,
    pub(super) title: Wording,
    pub(super) path: Option<String>,
    pub(super) due: Option<Date>,
    pub(super) sign_off: Option<String>,
}

impl Draft {
    /// 待办: something has to be done; it stays until it is settled.
    pub fn to_do(title: Wording) -> Draft {
        Draft::new(MessageKind::ToDo, title)
    }

    /// 提醒: a date comes near.
    pub fn reminder(title: Wording) -> Draft {
        Draft::new(MessageKind::Reminder, title)
    }

    /// 知会: worth knowing.
    pub fn notice(title: Wording) -> Draft {
        Draft::new(MessageKind::Notice, title)
    }

    fn new(kind: MessageKind, title: Wording) -> Draft {
        Draft { kind, title, path: None, due: None, sign_off: None }
    }

    /// It leads to this page, without base path and language.
    #[must_use]
    pub fn leading_to(self, path: &str) -> Draft {
        Draft { path: Some(path.to_owned()), ..self }
    }

    /// Its letter holds a one-time link for sign-off, which remembers this.
    #[must_use]
    pub(crate) fn signed_by_link(self, remembered: String) -> Draft {
        Draft { sign_off: Some(remembered), ..self }
    }

    /// It has to be done by this day.
    #[must_use]
    pub fn due(self, day: Date) -> Draft {
        Draft { due: Some(day), ..self }
    }
}
