//! The limits of the law, by statute and version: `law/<statute>/<in-force>.toml`.
//!
//! ```toml
//! schema = 1
//! id = "market-penalty-procedure"               # the same as its folder
//! title = { zh = "市场监督管理行政处罚程序规定", en = "…" }
//! in_force = 2021-07-15                          # the same as the name of the file
//! transition = "start-event"                     # "in-force", "unknown": which periods that were running it governs
//! source = "https://…"
//!
//! [[limit]]
//! id = "check"
//! title = { zh = "核查立案", en = "checking a lead" }
//! amount = 15
//! unit = "working-day"
//! regime = "penalty"
//! article = "第十八条"
//! certainty = "law"                              # "reading" where the article does not say it
//! consequence = { zh = "…", en = "…" }           # left out: the law names none
//!
//! [[limit.extension]]
//! id = "head"
//! amount = 15
//! unit = "working-day"
//! times = 1
//! approver = { zh = "本机关负责人", en = "head of the office" }
//! article = "第十八条"
//! ```

use std::collections::BTreeMap;

use jiff::civil::Date;
use kernel::declaration::{Reader, Table};
use kernel::period::{Basis, Certainty, Period, Unit};
use kernel::{Place, Problem, Wording};

/// One version of a statute with the limits it sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Law {
    /// A stable name, the same as its folder.
    pub id: String,
    /// What the statute is called.
    pub title: Wording,
    /// The day this version took effect.
    pub in_force: Date,
    /// Which periods that were already running it governs.
    pub transition: Transition,
    /// Where the text was read.
    pub source: String,
    /// The limits.
    pub limits: Vec<Limit>,
    /// Where it is declared.
    pub place: Place,
}

/// Which periods that were running when a version took effect it governs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transition {
    /// Those only that started on or after that day.
    StartEvent,
    /// All that had not ended.
    InForce,
    /// It is not known; both answers are shown.
    Unknown,
}

/// A period that a statute sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// A stable name.
    pub id: String,
    /// What it is called.
    pub title: Wording,
    /// How long.
    pub period: Period,
    /// The regime by which it is counted.
    pub regime: String,
    /// The article.
    pub basis: Basis,
    /// What can be granted beyond it.
    pub extensions: Vec<LimitExtension>,
    /// What follows when it runs out; none if the law names nothing.
    pub consequence: Option<Wording>,
}

/// What can be granted beyond a limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitExtension {
    /// A stable name.
    pub id: String,
    /// How long.
    pub period: Period,
    /// How often.
    pub times: u32,
    /// Who grants it.
    pub approver: Wording,
    /// The article.
    pub basis: Basis,
}

/// Every version of every statute, by statute; the versions in the order in which they took effect.
#[derive(Debug, Clone, Default)]
pub struct Laws {
    statutes: BTreeMap<String, Vec<Law>>,
}

/// The limit that governs a period, and the one that might instead.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Governing<'l> {
    pub(crate) law: &'l Law,
    pub(crate) limit: &'l Limit,
    /// A later version whose effect on what was running is not known.
    pub(crate) perhaps: Option<(&'l Law, &'l Limit)>,
}

impl Laws {
    /// The versions put in order.
    pub fn new(laws: impl IntoIterator<Item = Law>) -> Self {
        let mut statutes: BTreeMap<String, Vec<Law>> = BTreeMap::new();
        for law in laws {
            statutes.entry(law.id.clone()).or_default().push(law);
        }
        for versions in statutes.values_mut() {
            versions.sort_by_key(|law| law.in_force);
        }
        Laws { statutes }
    }

    /// Whether any version of this statute sets this limit.
    pub fn has(&self, statute: &str, limit: &str) -> bool {
        self.versions(statute).iter().any(|law| law.limit(limit).is_some())
    }

    /// Whether every version that sets this limit has this extension.
    pub(crate) fn has_extension(&self, statute: &str, limit: &str, id: &str) -> bool {
        self.versions(statute)
            .iter()
            .filter_map(|law| law.limit(limit))
            .all(|limit| limit.extension(id).is_some())
    }

    /// The versions of a statute, in the order in which they took effect.
    pub fn versions(&self, statute: &str) -> &[Law] {
        self.statutes.get(statute).map_or(&[], Vec::as_slice)
    }

    /// The ids of all statutes.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.statutes.keys().map(String::as_str)
    }

    /// The limit for a period that started on one day and had not ended on another. The version is that of the start,
    /// unless a later one says that it governs what was running.
    pub(crate) fn governing(
        &self,
        statute: &str,
        limit: &str,
        start: Date,
        until: Date,
    ) -> Option<Governing<'_>> {
        let mut governing: Option<Governing<'_>> = None;
        for law in self.versions(statute).iter().filter(|law| law.in_force <= until.max(start)) {
            let Some(limit) = law.limit(limit) else { continue };
            let is_at_start = law.in_force <= start;
            governing = match (governing, law.transition) {
                (Some(before), Transition::StartEvent) if !is_at_start => Some(before),
                (Some(before), Transition::Unknown) if !is_at_start => {
                    Some(Governing { perhaps: Some((law, limit)), ..before })
                }
                _ => Some(Governing { law, limit, perhaps: None }),
            };
        }
        governing
    }
}

impl Law {
    /// Reads one version.
    ///
    /// # Errors
    /// Every problem at once, each with its line. Whether a regime exists is not known here.
    pub fn read(file: &str, text: &str) -> Result<Law, Vec<Problem>> {
        let reader = Reader::new(file, text)?;
        let law = law(&reader.root());
        reader.finish_with(law.map(|law| Law { place: Place::file(file), ..law }))
    }

    /// The limit with this id.
    pub fn limit(&self, id: &str) -> Option<&Limit> {
        self.limits.iter().find(|limit| limit.id == id)
    }
}

impl Limit {
    /// What can be granted beyond it under this name.
    pub fn extension(&self, id: &str) -> Option<&LimitExtension> {
        self.extensions.iter().find(|extension| extension.id == id)
    }
}

/// Everything is asked for before anything is put together, so that all problems are found.
fn law(root: &Table<'_>) -> Option<Law> {
    root.required_schema(1);
    let (id, title) = (root.required("id"), root.required::<Wording>("title"));
    let (in_force, source) = (root.required("in_force"), root.required("source"));
    let transitions = [
        ("start-event", Transition::StartEvent),
        ("in-force", Transition::InForce),
        ("unknown", Transition::Unknown),
    ];
    let transition = root.required_code("transition", &transitions);
    let statute = title.as_ref().map(|title| title.zh.clone()).unwrap_or_default();
    let mut limits: Vec<Limit> = Vec::new();
    for table in root.tables("limit") {
        let place = table.place_of("id");
        let Some(limit) = limit(&table, &statute) else { continue };
        if limits.iter().any(|known| known.id == limit.id) {
            root.problem(twice(&limit.id, place));
        }
        limits.push(limit);
    }
    Some(Law {
        id: id?,
        title: title?,
        in_force: in_force?,
        transition: transition?,
        source: source?,
        limits,
        place: Place::default(),
    })
}

fn limit(table: &Table<'_>, statute: &str) -> Option<Limit> {
    let (id, title) = (table.required("id"), table.required("title"));
    let (period, regime) = (period(table), table.required("regime"));
    let (basis, consequence) = (basis(table, statute), table.optional("consequence"));
    let extensions = table.tables("extension").iter().filter_map(|table| extension(table, statute)).collect();
    Some(Limit {
        id: id?,
        title: title?,
        period: period?,
        regime: regime?,
        basis: basis?,
        extensions,
        consequence,
    })
}

fn extension(table: &Table<'_>, statute: &str) -> Option<LimitExtension> {
    let (id, period) = (table.required("id"), period(table));
    let (times, approver) = (table.optional("times"), table.required("approver"));
    let basis = basis(table, statute);
    Some(LimitExtension {
        id: id?,
        period: period?,
        times: times.unwrap_or(1),
        approver: approver?,
        basis: basis?,
    })
}

fn basis(table: &Table<'_>, statute: &str) -> Option<Basis> {
    let codes = [("law", Certainty::Law), ("reading", Certainty::Reading)];
    let certainty = table.optional_code("certainty", &codes).unwrap_or(Certainty::Law);
    Some(Basis { statute: statute.to_owned(), article: table.required("article")?, certainty })
}

/// `amount` and `unit` of a table.
pub(crate) fn period(table: &Table<'_>) -> Option<Period> {
    let units = Unit::ALL.map(|unit| (unit.code(), unit));
    let (amount, unit) = (table.required::<i64>("amount"), table.required_code("unit", &units));
    match Period::new(amount?, unit?) {
        Ok(period) => Some(period),
        Err(error) => {
            let what = error.wording();
            let remedy = Wording::new(
                format!("应为1至{}的整数", Period::AMOUNT_MAX),
                format!("write a whole number from 1 to {}", Period::AMOUNT_MAX),
            );
            table.problem(Problem::error("bad-amount", table.place_of("amount"), what, remedy));
            None
        }
    }
}

fn twice(id: &str, place: Place) -> Problem {
    Problem::error(
        "id-twice",
        place,
        Wording::new(format!("“{id}”写了两次"), format!("{id} is declared twice")),
        Wording::new("请改名或合并", "rename one of them, or merge them"),
    )
}
