use jiff::ToSpan;
use jiff::civil::Date;

/// Numbers that look random and are the same for the same seed on every machine and in every version: the generator of
/// Steele, Lea and Flood (SplitMix64). Each record has its own, begun from the seed, what it is and which one it is, so any
/// record can be made without those before it.
pub(super) struct Random(u64);

/// What SplitMix64 adds in each step: the golden ratio in 64 bits.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

impl Random {
    /// The numbers of the record `index` of this kind.
    pub(super) fn of(seed: u64, kind: &str, index: u64) -> Self {
        let kind = kind.bytes().fold(seed, |sum, byte| mixed(sum ^ u64::from(byte)));
        Random(mixed(kind.wrapping_add(index.wrapping_mul(STEP))))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mixed(self.0)
    }

    /// A number below `end`, which is not zero.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(end.max(1))) >> 64) as u64
    }

    /// From `from` to below `end`.
    pub(super) fn between(&mut self, from: u64, end: u64) -> u64 {
        from + self.below(end.saturating_sub(from))
    }

    /// Below `end`, the small ones far more often: a few have much, most have little.
    pub(super) fn skewed(&mut self, end: u64) -> u64 {
        let third = self.below(1 << 20);
        let cube = u128::from(third).pow(3) >> 40;
        ((cube * u128::from(end)) >> 20) as u64
    }

    /// Whether it happens to so many of a thousand.
    pub(super) fn happens(&mut self, of_thousand: u64) -> bool {
        self.below(1000) < of_thousand
    }

    pub(super) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len() as u64) as usize]
    }

    /// One of a list, each as often as its number of a thousand says; the last takes the rest.
    pub(super) fn weighted<T: Copy>(&mut self, list: &[(T, u64)]) -> T {
        let mut left = self.below(1000);
        for (value, weight) in list {
            if left < *weight {
                return *value;
            }
            left -= weight;
        }
        list[list.len() - 1].0
    }

    /// A day so many days after another.
    pub(super) fn after(&mut self, day: Date, from: u64, end: u64) -> Date {
        later(day, self.between(from, end))
    }

    /// A day from `from` to `end`; `from` where the end comes first.
    pub(super) fn within(&mut self, from: Date, end: Date) -> Date {
        let days = if from < end { u64::from((end - from).get_days().unsigned_abs()) } else { 0 };
        later(from, self.below(days + 1))
    }

    /// A day from `from` to before `end`, more often near the end: filings grow. The end where it comes first.
    pub(super) fn growing(&mut self, from: Date, end: Date) -> Date {
        let from = from.min(end);
        let days = u64::from((end - from).get_days().unsigned_abs());
        // Half of them even, so that early years are not empty.
        let far = if self.happens(500) { days.saturating_sub(self.skewed(days)) } else { self.below(days) };
        later(from, far)
    }
}

/// A day so many days later.
pub(super) fn later(day: Date, days: u64) -> Date {
    day.saturating_add((days as i64).days())
}

/// A day so many days earlier.
pub(super) fn earlier(day: Date, days: u64) -> Date {
    day.saturating_sub((days as i64).days())
}

fn mixed(state: u64) -> u64 {
    let state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

/// A number below `end` for each index below it, no two the same, in no order that shows. `end` has no divisor but 2 and 5.
pub(super) fn scattered(index: u64, end: u64, seed: u64) -> u64 {
    (index.wrapping_mul(7_654_321) + seed % end) % end
}
