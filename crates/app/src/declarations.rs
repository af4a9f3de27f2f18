use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

use cases::{Laws, Procedure};
use form::{Codes, Field};
use indicators::{Binding, Indicator};
use kernel::calendar::Calendar;
use kernel::period::Regimes;
use kernel::{Problem, Wording};
use ledger::{Ledger, RightLaws};
use pack::{Gate, Pack, Programme, Roles};
use plan::Plan;

/// What the installed pack declares, read once and used until another one is installed.
#[derive(Debug)]
pub struct Declarations {
    /// The pack, with what it extends.
    pub pack: Pack,
    /// The county.
    pub title: Option<Wording>,
    /// The ledgers by their id.
    pub ledgers: BTreeMap<String, Ledger>,
    /// By ledger, the fields that earlier packs declared and this one does not: their values stand in the history of records.
    pub(crate) former: BTreeMap<String, Vec<Field>>,
    /// Who may do what.
    pub roles: Roles,
    /// The code tables.
    pub codes: Codes,
    /// The working days.
    pub calendar: Calendar,
    /// How each statute counts its periods.
    pub regimes: Regimes,
    /// What never enters.
    pub gate: Gate,
    /// Which procedure plays which part of the programme.
    pub programme: Programme,
    /// The limits of the law, by statute and version.
    pub laws: Laws,
    /// What the law lets follow from rights, by statute and version.
    pub right_laws: RightLaws,
    /// What all that is declared comes down to: days that follow from it are made anew when it is another.
    pub(crate) rights_digest: String,
    /// The procedures by their id.
    pub procedures: BTreeMap<String, Arc<Procedure>>,
    /// The indicators and lists by their id.
    pub indicators: BTreeMap<String, Arc<Indicator>>,
    /// Which targets of the plan they are to reach.
    pub bindings: Vec<Binding>,
    plan: OnceLock<Option<Arc<Plan>>>,
    /// Procedures of earlier packs to which cases are pinned, by their digests; read when one is met.
    pub(crate) earlier: Mutex<BTreeMap<String, Arc<Procedure>>>,
}

impl Declarations {
    /// Reads all that a pack declares.
    ///
    /// # Errors
    /// Every problem of the pack.
    pub fn read(pack: Pack) -> Result<Declarations, Vec<Problem>> {
        let ledgers = pack.ledgers()?;
        Declarations::with_ledgers(pack, ledgers)
    }

    /// Reads what a pack declares, with these ledgers in the place of its own.
    ///
    /// # Errors
    /// Every problem of the pack.
    pub fn with_ledgers(pack: Pack, ledgers: Vec<Ledger>) -> Result<Declarations, Vec<Problem>> {
        let ledgers = ledgers.into_iter().map(|ledger| (ledger.id.clone(), ledger)).collect();
        let procedures = pack.procedures()?.into_iter();
        let procedures = procedures.map(|procedure| (procedure.id.clone(), Arc::new(procedure)));
        let indicators = pack.indicators()?.into_iter();
        let indicators = indicators.map(|indicator| (indicator.id.clone(), Arc::new(indicator)));
        Ok(Declarations {
            title: pack.manifest().title.clone(),
            ledgers,
            former: BTreeMap::new(),
            roles: pack.roles()?,
            codes: pack.codes()?,
            calendar: pack.calendar()?,
            regimes: pack.regimes()?,
            gate: pack.gate()?,
            programme: pack.programme()?,
            laws: pack.laws()?,
            right_laws: pack.right_laws()?,
            rights_digest: digest(&pack)?,
            procedures: procedures.collect(),
            indicators: indicators.collect(),
            bindings: pack.bindings()?,
            plan: OnceLock::new(),
            earlier: Mutex::default(),
            pack,
        })
    }

    /// The text of a plan that the pack brings, read when it is first asked for; none if the pack has none or it cannot be
    /// read. What counts is in `plans`.
    pub(crate) fn plan(&self) -> Option<&Arc<Plan>> {
        self.plan.get_or_init(|| read_plan(&self.pack).map(Arc::new)).as_ref()
    }
}

/// The digests of the pack and of those it extends.
fn digest(pack: &Pack) -> Result<String, Vec<Problem>> {
    let digests: Result<Vec<String>, Vec<Problem>> = pack.chain().into_iter().map(Pack::digest).collect();
    Ok(digests?.join("~"))
}

fn read_plan(pack: &Pack) -> Option<Plan> {
    let text = pack.plan_text().ok()??;
    let document = documents::read_text(&text.file, text.text.as_bytes()).ok()?;
    Some(plan::read(&document.lines, &pack.watch().ok()?))
}
