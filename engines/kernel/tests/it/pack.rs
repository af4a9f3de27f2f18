//! The declarations of the china pack, read once.

use std::sync::LazyLock;

use kernel::calendar::Calendar;
use kernel::period::Regimes;

pub(crate) const CALENDAR_TEXT: &str = include_str!("../../../../packs/china/calendar.toml");
pub(crate) const REGIMES_TEXT: &str = include_str!("../../../../packs/china/regimes.toml");

pub(crate) static CALENDAR: LazyLock<Calendar> =
    LazyLock::new(|| Calendar::read("calendar.toml", CALENDAR_TEXT).expect("the pack's calendar is sound"));
pub(crate) static REGIMES: LazyLock<Regimes> =
    LazyLock::new(|| Regimes::read("regimes.toml", REGIMES_TEXT).expect("the pack's regimes are sound"));
