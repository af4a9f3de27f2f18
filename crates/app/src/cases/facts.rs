use cases::{Facts, Found, Procedure, Rule, Source, Step};
use form::{Fields, Value};
use jiff::civil::Date;
use ledger::Past;
use store::Db;
use store::ledgers::{self, Filter, ListQuery, NOW, Rows, Sight};

use crate::{Declarations, Error};

/// Records of a look-up at most: a guard asks whether there is one.
const FOUND_MAX: u16 = 10;

/// What the look-ups find that the guards of a step ask for, as it holds on the day of the step.
pub(super) async fn look_up(
    db: &impl Db,
    declarations: &Declarations,
    procedure: &Procedure,
    step: &Step,
    fields: &Fields,
    day: Date,
) -> Result<Facts, Error> {
    let mut facts = Facts::new();
    for guard in &step.guards {
        let (Rule::RecordPresent { look_up } | Rule::RecordAbsent { look_up }) = &guard.rule else {
            continue;
        };
        let Some(declared) = procedure.look_ups.iter().find(|it| it.id == *look_up) else { continue };
        let Some(ledger) = declarations.ledgers.get(&declared.ledger) else { continue };
        let mut filters = Vec::new();
        for (field, source) in &declared.matching {
            let value = match source {
                Source::Field(id) => fields.get(id).cloned(),
                Source::Day => Some(Value::date(day)),
                Source::Text(text) => Some(Value::Text(text.clone())),
                Source::Case | Source::Each(_) => None,
            };
            // What the case does not say matches nothing.
            filters.push(Filter::Is(field.clone(), value.into_iter().collect()));
        }
        let all = ledger.form.fields.iter().map(|field| field.id.clone()).collect();
        let query = ListQuery {
            filters,
            sort: Vec::new(),
            after: None,
            limit: FOUND_MAX,
            past: Past { as_of: day, known: NOW },
            sight: Sight { rows: Rows::All, fields: all },
        };
        let page = ledgers::list(db, ledger, &query).await?;
        let found = page.records.into_iter().map(|record| Found { key: record.key, fields: record.fields });
        facts.insert(look_up.clone(), found.collect());
    }
    Ok(facts)
}
