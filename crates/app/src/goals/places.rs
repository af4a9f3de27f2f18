//! In which sub-district or park firms are, and how a page of goals is narrowed down to one.

use std::collections::{BTreeMap, BTreeSet};

use form::BODIES;
use ledger::Past;
use store::Db;
use store::ledgers::{self, NOW};

use super::{Goal, Goals};
use crate::duties::text;
use crate::records::{Names, open};
use crate::{Actor, App, Error, bodies};

/// The ledger of firms.
const FIRMS: &str = "enterprises";
/// How many firms one question names.
const FIRMS_MAX: usize = 500;

impl Goals {
    /// The same, with the firms of one sub-district or park alone; how many count of all stays what it is.
    #[must_use]
    pub fn of_place(mut self, place: &str) -> Goals {
        let places = &self.places;
        let is_there = |firm: &str| places.get(firm).is_some_and(|of_firm| of_firm == place);
        for goal in &mut self.goals {
            goal.counted.retain(|counted| is_there(&counted.firm));
            goal.unproved.retain(|unproved| is_there(&unproved.firm));
            goal.candidates.retain(|candidate| is_there(&candidate.firm));
            goal.ready.retain(|firm| is_there(firm));
        }
        self
    }
}

/// What the firms of these goals and their places are called, and where each firm is, as far as the actor sees.
pub(super) async fn read(
    app: &App,
    actor: &Actor,
    db: &impl Db,
    goals: &[Goal],
) -> Result<(Names, BTreeMap<String, String>), Error> {
    let (mut names, mut places) = (Names::new(), BTreeMap::new());
    let Ok(opened) = open(app, actor, FIRMS) else { return Ok((names, places)) };
    let (ledger, sight) = (opened.ledger(), opened.store_sight());
    let past = Past { as_of: app.today(), known: NOW };
    let firms: Vec<String> = firms(goals).into_iter().map(str::to_owned).collect();
    for firms in firms.chunks(FIRMS_MAX) {
        for mut record in ledgers::show_all(db, ledger, firms, past, &sight).await? {
            opened.narrow_record(&mut record);
            let named = text(&record.fields, &ledger.name);
            if let Some(place) = text(&record.fields, "body") {
                places.insert(record.key.clone(), place);
            }
            if let Some(name) = named {
                names.entry(FIRMS.to_owned()).or_default().insert(record.key, name);
            }
        }
    }
    let of_places: BTreeSet<String> = places.values().cloned().collect();
    names.insert(BODIES.to_owned(), bodies::names(app, of_places).await?);
    Ok((names, places))
}

/// The firms that goals name.
fn firms(goals: &[Goal]) -> BTreeSet<&str> {
    let mut firms = BTreeSet::new();
    for goal in goals {
        firms.extend(goal.counted.iter().chain(&goal.unproved).map(|counted| counted.firm.as_str()));
        firms.extend(goal.candidates.iter().map(|candidate| candidate.firm.as_str()));
        firms.extend(goal.ready.iter().map(String::as_str));
    }
    firms
}
