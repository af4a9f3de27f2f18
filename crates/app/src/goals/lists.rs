//! The indicators and lists that goals and their conditions name.

use std::collections::{BTreeMap, BTreeSet};

use form::Fields;
use indicators::Cell;
use jiff::civil::Date;
use kernel::Wording;

use super::{Counted, text};
use crate::error::seen;
use crate::indicators::standing;
use crate::{Actor, App, Error};

/// The rows of each, as of today.
pub(super) struct Lists(BTreeMap<String, Listed>);

/// One indicator or list whose rows are firms.
pub(super) struct Listed {
    /// What it counts.
    pub(super) about: Wording,
    /// How many rows it has, whoever asks; none if it has no figure.
    pub(super) reached: Option<usize>,
    /// Those that the actor sees.
    rows: Vec<Counted>,
}

/// Records with their keys.
type Records = [(String, Fields)];

/// How a firm stands to a condition, such as to be on a list.
pub(super) enum Standing {
    /// It meets it, until this day, if one is told.
    Met(Option<Date>),
    /// It does not.
    Missing,
    /// There is no such list, it has no data, or the actor does not see enough of it.
    Unknown,
    /// No ledger tells it.
    ByHand,
}

impl Lists {
    /// Reads those that are named here. What there is no indicator for is left out.
    pub(super) async fn read(
        app: &App,
        actor: &Actor,
        (goals, conditions): (&Records, &Records),
    ) -> Result<Lists, Error> {
        let of_goals = goals.iter().filter_map(|(_, goal)| text(goal, "indicator"));
        let of_conditions = conditions.iter().filter_map(|(_, condition)| text(condition, "on_list"));
        let named: BTreeSet<&str> = of_goals.chain(of_conditions).collect();
        let mut lists = BTreeMap::new();
        for id in named {
            let listed = seen(listed(app, actor, id).await)?;
            lists.extend(listed.map(|listed| (id.to_owned(), listed)));
        }
        Ok(Lists(lists))
    }

    pub(super) fn get(&self, id: &str) -> Option<&Listed> {
        self.0.get(id)
    }

    /// The firms on a list that the actor sees; none if there is no such list or it has no data.
    pub(super) fn firms(&self, id: &str) -> BTreeSet<String> {
        let listed = self.get(id).filter(|listed| listed.reached.is_some());
        listed.map(|listed| listed.rows.iter().map(|row| row.firm.clone()).collect()).unwrap_or_default()
    }

    /// How a firm stands to a list.
    pub(super) fn stands(&self, id: &str, firm: &str) -> Standing {
        self.get(id).map_or(Standing::Unknown, |listed| listed.stands(firm))
    }
}

async fn listed(app: &App, actor: &Actor, id: &str) -> Result<Listed, Error> {
    let standing = standing(app, actor, id).await?;
    let shown = standing.rows();
    let day = |cell: &Cell| match cell {
        Cell::Date(date) => Some(*date),
        _ => None,
    };
    let rows = shown.rows.iter().map(|row| Counted {
        firm: row.key.to_owned(),
        ledger: row.ledger.unwrap_or_default().to_owned(),
        record: row.record.unwrap_or(row.key).to_owned(),
        until: row.cell("until").and_then(day),
    });
    let has_figure = standing.computed.figure().is_some();
    Ok(Listed {
        about: standing.opened.card.indicator.about.clone(),
        reached: has_figure.then_some(shown.all),
        rows: rows.collect(),
    })
}

impl Listed {
    /// The firms on it that the actor sees.
    pub(super) fn counted(&self) -> Vec<Counted> {
        self.rows.clone()
    }

    fn stands(&self, firm: &str) -> Standing {
        match self.rows.iter().find(|row| row.firm == firm) {
            Some(row) => Standing::Met(row.until),
            None if self.reached == Some(self.rows.len()) => Standing::Missing,
            None => Standing::Unknown,
        }
    }
}
