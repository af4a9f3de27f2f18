use app::Act;
use app::records::Said;
use jiff::civil::Date;

use crate::words::Words;

/// The kinds of statements about a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Statement {
    /// It is, from a day on.
    Creation,
    /// It became otherwise on a day.
    Change,
    /// It was always otherwise in a period.
    Correction,
    /// It is no more from a day on.
    End,
    /// It never was.
    Withdrawal,
    /// It is another record.
    Merger,
    /// It is not that record after all.
    Separation,
}

/// What is given beside the fields of the record.
#[derive(Debug, Clone, Default)]
pub(super) struct Details {
    pub(super) from: Option<Date>,
    pub(super) to: Option<Date>,
    pub(super) into: String,
}

impl Statement {
    /// The last segment of its address.
    pub(crate) fn segment(self) -> &'static str {
        match self {
            Statement::Creation => "new",
            Statement::Change => "change",
            Statement::Correction => "correction",
            Statement::End => "end",
            Statement::Withdrawal => "withdrawal",
            Statement::Merger => "merger",
            Statement::Separation => "separation",
        }
    }

    /// What one must be allowed to do.
    pub(super) fn act(self) -> Act {
        match self {
            Statement::Creation => Act::Create,
            Statement::Change => Act::Change,
            Statement::Correction | Statement::Withdrawal => Act::Correct,
            Statement::End => Act::End,
            Statement::Merger | Statement::Separation => Act::Merge,
        }
    }

    /// What it is called on a button.
    pub(crate) fn name(self, words: Words) -> &'static str {
        match self {
            Statement::Creation => words.list_new(),
            Statement::Change => words.record_change(),
            Statement::Correction => words.record_correct(),
            Statement::End => words.record_end(),
            Statement::Withdrawal => words.record_withdraw(),
            Statement::Merger => words.record_merge(),
            Statement::Separation => words.record_separate(),
        }
    }

    /// When it is the right thing to say.
    pub(super) fn meaning(self, words: Words) -> &'static str {
        match self {
            Statement::Creation => words.statement_creation(),
            Statement::Change => words.help_change_1(),
            Statement::Correction => words.help_change_2(),
            Statement::End => words.help_change_3(),
            Statement::Withdrawal => words.help_change_4(),
            Statement::Merger => words.help_change_5(),
            Statement::Separation => words.statement_separation(),
        }
    }

    /// Whether it is about the record as a whole and cannot be told from its fields; then its button warns.
    pub(super) fn is_grave(self) -> bool {
        matches!(self, Statement::End | Statement::Withdrawal | Statement::Merger)
    }

    /// Whether it says something of the fields of the record.
    pub(super) fn has_fields(self) -> bool {
        matches!(self, Statement::Creation | Statement::Change | Statement::Correction)
    }

    /// What the first day is called, if there is one.
    pub(super) fn first_day_label(self, words: Words) -> Option<&'static str> {
        match self {
            Statement::Creation | Statement::Change => Some(words.statement_from()),
            Statement::Correction => Some(words.statement_correct_from()),
            Statement::End => Some(words.statement_end_from()),
            Statement::Withdrawal | Statement::Merger | Statement::Separation => None,
        }
    }

    /// The statement about a record; none without a day that it needs.
    pub(super) fn said(self, key: &str, details: &Details) -> Option<Said> {
        let key = key.to_owned();
        let Details { from, to, into } = details.clone();
        match self {
            Statement::Creation => from.map(|from| Said::Created { from }),
            Statement::Change => from.map(|from| Said::Became { key, from }),
            Statement::Correction => from.map(|from| Said::WasAlways { key, from, to }),
            Statement::End => from.map(|from| Said::Ended { key, from }),
            Statement::Withdrawal => Some(Said::NeverWas { key }),
            Statement::Merger => Some(Said::MergedInto { key, into }),
            Statement::Separation => Some(Said::Unmerged { key }),
        }
    }
}
