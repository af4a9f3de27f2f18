use jiff::civil::Date;

/// What reading an identifier needs to know beside its text.
///
/// An engine never looks at the clock: the same text and the same day always give the same reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    /// The day on which the text is read; a year inside a number may not lie after it.
    pub today: Date,
}

impl Context {
    /// Reads as a person would on this day.
    pub fn on(today: Date) -> Self {
        Context { today }
    }

    /// The latest year that may stand in a number.
    pub(super) fn year(self) -> u16 {
        u16::try_from(self.today.year()).unwrap_or(0)
    }
}
