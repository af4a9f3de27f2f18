use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use plan::Plan;

/// Plans kept at hand; one more drops them all.
const PLANS_MAX: usize = 8;

/// Plans that were read, by the digest of their text: the same text is the same plan for ever, as long as the pack watches
/// for the same words.
#[derive(Debug, Default)]
pub(crate) struct Cache(Mutex<BTreeMap<String, Arc<Plan>>>);

impl Cache {
    pub(crate) fn get(&self, digest: &str) -> Option<Arc<Plan>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(digest).cloned()
    }

    pub(crate) fn put(&self, digest: &str, plan: &Arc<Plan>) {
        let mut plans = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if plans.len() >= PLANS_MAX {
            plans.clear();
        }
        plans.insert(digest.to_owned(), Arc::clone(plan));
    }

    /// Forgets all, because another pack may read the same texts otherwise.
    pub(crate) fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
