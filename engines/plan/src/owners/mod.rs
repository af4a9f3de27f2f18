//! Who does it: the bodies named in brackets, on label lines, in table cells and in sentences.

mod brackets;
mod labels;
mod names;
mod sentences;
mod verbs;

use std::ops::Range;

use indexmap::IndexSet;

pub(crate) use brackets::{behind_dash, cell_groups, in_brackets, of_fields, pairs};
pub(crate) use labels::{Field, ends_with_label, fields, starts_with_label};
pub(crate) use names::{Name, split};
pub(crate) use sentences::{in_sentences, states_first_leads};

use crate::words::role::Label;

/// What a list of bodies does, before the habits of the whole document are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Duty {
    Lead,
    /// 责任单位, or a list without a word.
    Responsible,
    /// 负责
    Charge,
    /// 按职责分工负责
    Share,
    Help,
    Guide,
}

/// A list of bodies with what it does.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub(crate) duty: Duty,
    pub(crate) names: Vec<Name>,
    /// The list ends with 等.
    pub(crate) open: bool,
}

/// One statement of owners, as it was found at one place.
#[derive(Debug, Clone)]
pub(crate) struct Statement {
    /// The characters it takes up, brackets included.
    pub(crate) range: Range<usize>,
    pub(crate) groups: Vec<Group>,
    pub(crate) deadline: Option<String>,
}

/// Habits that hold for a whole document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Habits {
    /// 排在第一位的为牵头单位，下同.
    pub(crate) first_leads: bool,
    /// 责任单位 stands beside 配合单位 and so means the lead.
    pub(crate) responsible_leads: bool,
    /// 责任单位 stands beside 牵头单位 and so never means the lead.
    pub(crate) beside: bool,
}

/// Who leads and who shares, after the habits are known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Owners {
    pub(crate) lead: IndexSet<String>,
    /// None of these leads.
    pub(crate) responsible: IndexSet<String>,
    pub(crate) open_list: bool,
    /// The bodies only guide (指导部门).
    pub(crate) guiding_only: bool,
}

impl Statement {
    pub(crate) fn is_empty(&self) -> bool {
        self.groups.iter().all(|group| group.names.is_empty())
    }

    /// Whether 责任单位 and 配合单位 stand side by side without 牵头单位.
    pub(crate) fn pairs_without_lead(&self) -> bool {
        let has = |duty| self.groups.iter().any(|group| group.duty == duty && !group.names.is_empty());
        has(Duty::Responsible) && has(Duty::Help) && !has(Duty::Lead)
    }

    /// Whether 牵头单位 and 责任单位 stand side by side.
    pub(crate) fn names_lead_beside_responsible(&self) -> bool {
        let has = |duty| self.groups.iter().any(|group| group.duty == duty && !group.names.is_empty());
        has(Duty::Responsible) && has(Duty::Lead)
    }

    /// Who leads and who shares.
    pub(crate) fn owners(&self, habits: Habits) -> Owners {
        let mut owners = Owners::default();
        let leads = self.leading_duties(habits);
        let first = habits.first_leads && !self.names_lead();
        for (i, name) in self
            .groups
            .iter()
            .flat_map(|group| group.names.iter().map(move |name| (group.duty, name)))
            .enumerate()
        {
            let (duty, name) = name;
            let marked = name.leads || leads.contains(&duty) || (first && i == 0);
            let list = if marked { &mut owners.lead } else { &mut owners.responsible };
            list.insert(name.text.clone());
        }
        owners.responsible.retain(|name| !owners.lead.contains(name));
        owners.open_list = self.groups.iter().any(|group| group.open);
        owners.guiding_only = !self.is_empty() && self.groups.iter().all(|group| group.duty == Duty::Guide);
        owners
    }

    /// Whether the statement itself says who leads.
    fn names_lead(&self) -> bool {
        self.groups.iter().any(|group| group.duty == Duty::Lead || group.names.iter().any(|name| name.leads))
    }

    fn leading_duties(&self, habits: Habits) -> Vec<Duty> {
        if self.names_lead() || habits.first_leads {
            return vec![Duty::Lead];
        }
        let several = self.groups.iter().filter(|group| !group.names.is_empty()).count() > 1;
        if self.pairs_without_lead() || habits.responsible_leads {
            return vec![Duty::Lead, Duty::Responsible];
        }
        let charged: usize = self
            .groups
            .iter()
            .filter(|group| group.duty == Duty::Charge)
            .map(|group| group.names.len())
            .sum();
        let open = self.groups.iter().any(|group| group.open);
        // One body alone has nobody to share with.
        let alone = self.groups.iter().map(|group| group.names.len()).sum::<usize>() == 1 && !open;
        match () {
            () if alone && !habits.beside => vec![Duty::Lead, Duty::Charge, Duty::Responsible],
            () if several || (charged == 1 && !open) => vec![Duty::Lead, Duty::Charge],
            () => vec![Duty::Lead],
        }
    }
}

impl Owners {
    /// Adds what another statement of the same task says.
    pub(crate) fn add(&mut self, other: Owners) {
        let had = !self.lead.is_empty() || !self.responsible.is_empty();
        self.guiding_only = other.guiding_only && (self.guiding_only || !had);
        self.open_list |= other.open_list;
        for name in other.lead {
            self.responsible.shift_remove(&name);
            self.lead.insert(name);
        }
        self.responsible.extend(other.responsible.into_iter().filter(|name| !self.lead.contains(name)));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.lead.is_empty() && self.responsible.is_empty()
    }

    /// Those who lead and those who share, in the order of the document.
    pub(crate) fn into_lists(self) -> (Vec<String>, Vec<String>) {
        (self.lead.into_iter().collect(), self.responsible.into_iter().collect())
    }
}

/// The duty that a label gives.
pub(crate) fn duty_of(label: Label) -> Option<Duty> {
    Some(match label {
        Label::Lead => Duty::Lead,
        Label::Responsible => Duty::Responsible,
        Label::Helping => Duty::Help,
        Label::Guiding => Duty::Guide,
        _ => return None,
    })
}
