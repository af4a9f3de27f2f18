use jiff::SignedDuration;

/// How often work is tried before it is given up: over a good day, so that a mail server may be down for a night.
pub(super) const ATTEMPTS_MAX: i64 = 12;
/// The wait after the first failure; it doubles with each further one.
const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(30);
/// The longest wait.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(6);

/// How long to wait after so many attempts; none if it is given up.
pub(super) fn wait_after(attempts: i64) -> Option<SignedDuration> {
    if attempts >= ATTEMPTS_MAX {
        return None;
    }
    let factor = 1_i32 << (attempts.clamp(1, ATTEMPTS_MAX) - 1);
    Some(FIRST_WAIT.saturating_mul(factor).min(LONGEST_WAIT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_until_work_is_given_up_after_a_night() {
        let waits: Vec<i64> = (1..).map_while(wait_after).map(|wait| wait.as_secs()).collect();
        assert_eq!(waits, [30, 60, 120, 240, 480, 960, 1920, 3840, 7680, 15_360, 21_600]);
        let hours = waits.iter().sum::<i64>() / 3600;
        assert!((12..36).contains(&hours), "{hours}");
    }
}
