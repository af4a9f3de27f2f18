use kernel::calendar::Calendar;
use kernel::period::Regimes;

use crate::Laws;

/// What decides beside the procedure: the working days, how each statute counts, and the law in its versions.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'r> {
    /// The working days that have been decreed.
    pub calendar: &'r Calendar,
    /// How each statute counts its periods.
    pub regimes: &'r Regimes,
    /// The limits of the law, by statute and version.
    pub laws: &'r Laws,
}
