//! Indicators that somebody holds to be worse than their rule says: the card has the worse light, and says both.

use std::collections::BTreeMap;

use indicators::{Judgement, Light};
use jiff::civil::Date;
use ledger::Past;
use serde::Serialize;

use crate::cautions::{Caution, INDICATOR, cautions};
use crate::{App, Error};

/// That somebody holds an indicator to be worse than its rule says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lowered {
    /// The light by the rule.
    pub computed: Light,
    /// The last day on which this holds.
    pub until: Date,
    /// Why, and who decided it; none for those who do not work here.
    pub said: Option<LoweredBy>,
}

/// Why somebody holds an indicator to be worse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LoweredBy {
    /// The reason.
    pub reason: String,
    /// Who decided it: an office or a meeting.
    pub by: String,
}

/// What is held to be worse in a past.
pub(crate) struct Lowerings {
    cautions: BTreeMap<String, Vec<Caution>>,
    is_told: bool,
}

impl Lowerings {
    /// Reads them; `is_told`: with reason and name.
    ///
    /// # Errors
    /// What the store says.
    pub(super) async fn read(app: &App, past: Past, is_told: bool) -> Result<Lowerings, Error> {
        let reader = app.store().reader().await?;
        let cautions = cautions(&reader, &app.declarations(), INDICATOR, past).await?;
        Ok(Lowerings { cautions, is_told })
    }

    /// Makes a light as bad as somebody holds it to be, where that is worse.
    pub(super) fn apply(&self, indicator: &str, judgement: &mut Judgement) -> Option<Lowered> {
        let worst = self.cautions.get(indicator)?.iter().max_by_key(|caution| caution.light)?;
        let computed = judgement.light;
        if worst.light <= of_duty(computed) {
            return None;
        }
        judgement.light = of_indicator(worst.light);
        let said = LoweredBy { reason: worst.reason.clone(), by: worst.by.clone() };
        Some(Lowered { computed, until: worst.until, said: Some(said).filter(|_| self.is_told) })
    }
}

/// The same light of a duty: those are in the order from good to bad, in which grey is worse than green alone.
fn of_duty(light: Light) -> plan::Light {
    match light {
        Light::Green => plan::Light::Green,
        Light::Grey => plan::Light::Grey,
        Light::Yellow => plan::Light::Yellow,
        Light::Red => plan::Light::Red,
    }
}

fn of_indicator(light: plan::Light) -> Light {
    match light {
        plan::Light::Green => Light::Green,
        plan::Light::Grey => Light::Grey,
        plan::Light::Yellow => Light::Yellow,
        plan::Light::Red => Light::Red,
    }
}
