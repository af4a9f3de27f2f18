use ledger::Ledger;
use store::Db;
use store::ledgers::count_without;

use crate::attribution::own_division;
use crate::{App, Error};

/// How many records that an import has made or changed wait until somebody decides for which county, and in this one for which sub-district or
/// park, they count; none if nothing is attributed in its ledger. It is counted once, when the file is loaded: no page waits for it.
pub(super) async fn unattributed(
    app: &App,
    db: &impl Db,
    (ledger, batch): (&Ledger, Option<i64>),
) -> Result<Option<u64>, Error> {
    let Some((attribution, batch)) = ledger.attribution.as_ref().zip(batch) else { return Ok(None) };
    let own = own_division(app);
    // Without a county, or in this one without a sub-district or park: what counts in another county waits for nobody.
    let asked = (attribution.body.as_str(), attribution.division.as_str(), own.as_deref());
    Ok(Some(count_without(db, ledger, (batch, app.today()), asked).await?))
}
