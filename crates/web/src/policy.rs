use crate::page::Reader;

/// Who may open a route at all. What they may do there is decided by `app`; a route without a policy cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Policy {
    /// Everybody.
    Everyone,
}

impl Policy {
    /// Whether this person may open it.
    pub(crate) fn allows(self, _reader: Option<&Reader>) -> bool {
        match self {
            Policy::Everyone => true,
        }
    }
}
