//! Cautions: somebody holds a duty or an indicator to be worse than the rule says, with a reason, and for a time. Nothing is made better by one.

use std::collections::BTreeMap;

use form::Value;
use jiff::civil::Date;
use kernel::{Place, Problem, Wording};
use ledger::{Ledger, Past, Patch};
use plan::Light;
use store::Db;

use crate::duties::{all_then, text};
use crate::records::open;
use crate::{Act, Actor, App, Declarations, Error};

/// The ledger of the china pack in which they are kept.
const LEDGER: &str = "cautions";
/// Its field that names a duty.
pub(crate) const DUTY: &str = "duty";
/// Its field that names an indicator.
pub(crate) const INDICATOR: &str = "indicator";

/// What somebody holds to be worse.
#[derive(Debug, Clone)]
pub(crate) struct Caution {
    /// How bad it is held to be.
    pub(crate) light: Light,
    /// Why.
    pub(crate) reason: String,
    /// Who decided it: an office or a meeting.
    pub(crate) by: String,
    /// Its last day.
    pub(crate) until: Date,
}

/// The cautions that hold in a past, by what this field of theirs names.
///
/// # Errors
/// What the store says.
pub(crate) async fn cautions(
    db: &impl Db,
    declarations: &Declarations,
    field: &str,
    past: Past,
) -> Result<BTreeMap<String, Vec<Caution>>, Error> {
    let mut cautions: BTreeMap<String, Vec<Caution>> = BTreeMap::new();
    for (_, fields) in all_then(db, declarations, LEDGER, past).await? {
        let light = match fields.get("light").and_then(Value::as_text) {
            Some("grey") => Light::Grey,
            Some("yellow") => Light::Yellow,
            Some("red") => Light::Red,
            _ => continue,
        };
        let until = fields.get("until").and_then(Value::as_date).filter(|until| past.as_of <= *until);
        if let Some((of, until)) = text(&fields, field).zip(until) {
            let (reason, by) = (text(&fields, "reason"), text(&fields, "by"));
            let caution =
                Caution { light, reason: reason.unwrap_or_default(), by: by.unwrap_or_default(), until };
            cautions.entry(of).or_default().push(caution);
        }
    }
    Ok(cautions)
}

/// That a caution names an indicator that there is not: it would make nothing worse.
pub(crate) fn check_indicator(
    declarations: &Declarations,
    ledger: &Ledger,
    patch: &Patch,
) -> Option<Problem> {
    let id = patch.get(INDICATOR).filter(|_| ledger.id == LEDGER)?.as_ref().and_then(Value::as_text)?;
    (!declarations.indicators.contains_key(id)).then(|| {
        Problem::error(
            "no-indicator",
            Place::default().at_field(INDICATOR),
            Wording::new(format!("没有标识为“{id}”的指标"), format!("there is no indicator {id}")),
            Wording::new(
                "请从该指标的页面进入，标识会自动填好；标识也写在指标页的网址中",
                "open the form from the page of the indicator, which fills it in; the id also stands in the address of that page",
            ),
        )
    })
}

/// The ledger in which an actor may record one about an indicator, with the field that names it.
pub(crate) fn may_lower(app: &App, actor: &Actor) -> Option<(&'static str, &'static str)> {
    let opened = open(app, actor, LEDGER).ok()?;
    let has_field = opened.ledger().form.field(INDICATOR).is_some();
    (has_field && opened.may(actor, Act::Create)).then_some((LEDGER, INDICATOR))
}
