use jiff::{SignedDuration, Timestamp};

/// What may be tried only so often, and what counts as one who tries: an account, a typed name, an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gate {
    /// Wrong passwords for one sign-in name, whether or not there is such an account.
    SignInName,
    /// Wrong passwords, wrong links and wrong keys from one address. A whole office may stand behind one.
    Address,
    /// Wrong codes of the second factor in one account.
    SecondFactor,
    /// Letters that strangers have sent to one mailbox.
    Mailbox,
    /// Letters that are sent because of one address.
    MailFromAddress,
    /// Wrong codes of cases from one address; by themselves, so that who mistypes a receipt can still sign in.
    CaseCode,
    /// Wrong addresses of calendars from one address; by themselves, so that a program that goes on asking at an address that was ended
    /// keeps nobody from signing in.
    CalendarAddress,
}

/// How patient a gate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Patience {
    /// Attempts without waiting.
    free: u32,
    /// The wait after the first attempt beyond; it doubles with each further one.
    first_wait: SignedDuration,
    /// The longest wait. After it the gate opens by itself: nobody is locked out for ever by somebody else.
    longest_wait: SignedDuration,
    /// After so long without an attempt everything is forgotten.
    forget_after: SignedDuration,
}

/// How much later than now a last attempt may be and still count: requests that come together do not agree on what time it
/// is. One that is later still was made before the clock was set back; it would close the gate until that time comes again.
const AHEAD_MAX: SignedDuration = SignedDuration::from_mins(5);

/// What is remembered of one who tries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempts {
    /// How many failed.
    pub count: u32,
    /// When the last one was.
    pub last: Timestamp,
}

impl Gate {
    /// All of them, for housekeeping.
    pub const ALL: [Gate; 7] = [
        Gate::SignInName,
        Gate::Address,
        Gate::SecondFactor,
        Gate::Mailbox,
        Gate::MailFromAddress,
        Gate::CaseCode,
        Gate::CalendarAddress,
    ];

    /// The name under which it is kept.
    pub fn name(self) -> &'static str {
        match self {
            Gate::SignInName => "sign-in-name",
            Gate::Address => "address",
            Gate::SecondFactor => "second-factor",
            Gate::Mailbox => "mailbox",
            Gate::MailFromAddress => "mail-from-address",
            Gate::CaseCode => "case-code",
            Gate::CalendarAddress => "calendar-address",
        }
    }

    fn patience(self) -> Patience {
        let (free, first_seconds, longest_minutes, forget_hours) = match self {
            Gate::SignInName => (5, 30, 60, 24),
            // NIST SP 800-63B-4 section 3.2.2 allows 100 failures in a row; here they would take four days.
            Gate::SecondFactor => (5, 60, 60, 24),
            Gate::Address | Gate::CalendarAddress => (50, 10, 15, 1),
            Gate::Mailbox => (3, 600, 24 * 60, 24),
            Gate::MailFromAddress => (20, 60, 60, 1),
            Gate::CaseCode => (20, 10, 15, 1),
        };
        Patience {
            free,
            first_wait: SignedDuration::from_secs(first_seconds),
            longest_wait: SignedDuration::from_mins(longest_minutes),
            forget_after: SignedDuration::from_hours(forget_hours),
        }
    }

    /// When the next attempt may be made, if not at once.
    pub fn opens_at(self, attempts: Attempts, now: Timestamp) -> Option<Timestamp> {
        if attempts.last.duration_since(now) > AHEAD_MAX {
            return None;
        }
        let until = attempts.last.saturating_add(self.wait_after(attempts.count)).ok()?;
        (until > now).then_some(until)
    }

    /// What is remembered after one more failure.
    pub fn after_failure(self, before: Option<Attempts>, now: Timestamp) -> Attempts {
        let kept = before.filter(|attempts| !self.forgets(*attempts, now));
        Attempts { count: kept.map_or(0, |attempts| attempts.count).saturating_add(1), last: now }
    }

    /// Whether attempts are too long ago to count.
    pub fn forgets(self, attempts: Attempts, now: Timestamp) -> bool {
        now.duration_since(attempts.last) >= self.patience().forget_after
    }

    /// How long ago the last attempt has to be for [`Gate::forgets`].
    pub fn forgets_after(self) -> SignedDuration {
        self.patience().forget_after
    }

    fn wait_after(self, count: u32) -> SignedDuration {
        let patience = self.patience();
        let Some(doublings) = count.checked_sub(patience.free) else { return SignedDuration::ZERO };
        let factor = 1_i32.checked_shl(doublings).filter(|factor| *factor > 0).unwrap_or(i32::MAX);
        patience.first_wait.saturating_mul(factor).min(patience.longest_wait)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + second).unwrap()
    }

    /// Fails whenever the gate is open, as fast as possible; gives the seconds at which attempts were made.
    fn impatient(gate: Gate, attempts: usize) -> Vec<i64> {
        let (mut known, mut second, mut made) = (None, 0, Vec::new());
        while made.len() < attempts {
            match known.and_then(|known| gate.opens_at(known, at(second))) {
                Some(opens) => second = opens.as_second() - at(0).as_second(),
                None => {
                    made.push(second);
                    known = Some(gate.after_failure(known, at(second)));
                }
            }
        }
        made
    }

    #[test]
    fn a_name_waits_longer_each_time_but_never_longer_than_an_hour() {
        let made = impatient(Gate::SignInName, 14);
        assert_eq!(made[..10], [0, 0, 0, 0, 0, 30, 90, 210, 450, 930]);
        assert_eq!(made[13] - made[12], 3600);
    }

    #[test]
    fn an_office_behind_one_address_may_err_fifty_times() {
        let made = impatient(Gate::Address, 60);
        assert_eq!(made[49], 0);
        assert_eq!(made[50], 10);
        assert_eq!(made[59] - made[58], 900);
    }

    #[test]
    fn a_day_of_peace_is_a_new_beginning() {
        let failed = Attempts { count: 40, last: at(0) };
        let just_before = at(24 * 3600 - 1);
        assert_eq!(Gate::SignInName.after_failure(Some(failed), just_before).count, 41);
        assert_eq!(Gate::SignInName.after_failure(Some(failed), at(24 * 3600)).count, 1);
    }

    #[test]
    fn a_clock_that_is_set_back_opens_no_gate_for_good_and_closes_none_for_long() {
        let failed = Attempts { count: 9, last: at(0) };
        assert_eq!(Gate::SignInName.opens_at(failed, at(-60)), Some(at(480)), "requests that come together");
        let back = at(-3 * 24 * 3600);
        assert_eq!(Gate::SignInName.opens_at(failed, back), None);
        let again = Gate::SignInName.after_failure(Some(failed), back);
        assert_eq!((again.count, again.last), (10, back), "what was counted still counts");
        assert!(Gate::SignInName.opens_at(again, back).is_some());
    }

    #[test]
    fn no_count_is_too_large() {
        for gate in Gate::ALL {
            let failed = Attempts { count: u32::MAX, last: at(0) };
            let opens = gate.opens_at(gate.after_failure(Some(failed), at(0)), at(0)).unwrap();
            assert!(opens <= at(24 * 3600), "{gate:?}");
        }
    }
}
