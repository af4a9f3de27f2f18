use std::sync::{Arc, PoisonError, RwLock};

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use kernel::Wording;
use store::{NewOperation, Store, Write, origins};

use crate::clock::moment_of;
use crate::indicators::Indicators;
use crate::{Actor, Clock, Declarations, Error, Surroundings, burden, gate, plans};

/// The application: a store, what the installed pack declares, and a clock. Cheap to clone; all clones are one.
#[derive(Debug, Clone)]
pub struct App {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    store: Store,
    clock: Clock,
    surroundings: Surroundings,
    declarations: RwLock<Arc<Declarations>>,
    plans: plans::Cache,
    burden: burden::Sums,
    indicators: Indicators,
}

impl App {
    /// An application over an open store.
    pub fn new(store: Store, declarations: Declarations, clock: Clock, surroundings: Surroundings) -> App {
        let declarations = RwLock::new(Arc::new(declarations));
        let (plans, burden) = (plans::Cache::default(), burden::Sums::default());
        let indicators = Indicators::default();
        App {
            shared: Arc::new(Shared { store, clock, surroundings, declarations, plans, burden, indicators }),
        }
    }

    /// The database and the files.
    pub fn store(&self) -> &Store {
        &self.shared.store
    }

    /// Where the application is on the web, and whom it talks to.
    pub fn surroundings(&self) -> &Surroundings {
        &self.shared.surroundings
    }

    /// What the platform of the county is called.
    pub fn title(&self) -> Wording {
        self.declarations().title.clone().unwrap_or_else(|| Wording::new("强县平台", "Qiangxian"))
    }

    /// What the installed pack declares. Take it once for each operation, so that a pack that is installed meanwhile does
    /// not change it half way.
    pub fn declarations(&self) -> Arc<Declarations> {
        Arc::clone(&self.shared.declarations.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The plans that were read lately.
    pub(crate) fn plans(&self) -> &plans::Cache {
        &self.shared.plans
    }

    /// What bodies were asked, as far as it has been counted.
    pub(crate) fn burden(&self) -> &burden::Sums {
        &self.shared.burden
    }

    /// The figures that were counted, and the snapshots from which.
    pub(crate) fn indicators(&self) -> &Indicators {
        &self.shared.indicators
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        self.shared.clock.now()
    }

    /// The day in China.
    pub fn today(&self) -> Date {
        self.shared.clock.today()
    }

    /// The day and the time of day in China.
    pub fn moment(&self) -> DateTime {
        moment_of(self.now())
    }

    /// Begins an operation that somebody does to something: a kind of thing, such as the id of a ledger, and which one. From
    /// where they do it is noted beside it.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a reason that is marked secret; if the database cannot.
    pub async fn begin(
        &self,
        actor: &Actor,
        act: &str,
        subject: (&str, &str),
        reason: Option<&str>,
    ) -> Result<Write, Error> {
        if let Some(reason) = reason {
            gate::pass(self, actor, vec![("reason", reason)]).await?;
        }
        self.begin_passed(actor, act, subject, reason).await
    }

    /// Begins an operation whose reason nobody wrote, or that has passed the gate.
    pub(crate) async fn begin_passed(
        &self,
        actor: &Actor,
        act: &str,
        subject: (&str, &str),
        reason: Option<&str>,
    ) -> Result<Write, Error> {
        let operation = NewOperation {
            actor: actor.name.clone(),
            act: act.to_owned(),
            subject: store::Subject { kind: subject.0.to_owned(), id: subject.1.to_owned() },
            reason: reason.map(str::to_owned),
            now: self.now(),
        };
        let write = self.store().begin(operation).await?;
        if let Some(address) = &actor.address {
            origins::note(&write, address).await?;
        }
        Ok(write)
    }

    /// Puts newly read declarations in the place of the old ones.
    pub(crate) fn declare(&self, declarations: Declarations) {
        let mut current = self.shared.declarations.write().unwrap_or_else(PoisonError::into_inner);
        *current = Arc::new(declarations);
        self.shared.plans.clear();
    }
}
