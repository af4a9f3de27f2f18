//! `explanations.txt`: what the product says, word for word.

use kernel::period::{Event, Period, explain};

use crate::pack::{CALENDAR, REGIMES};

#[test]
fn explanations_read_as_written() {
    let expected = include_str!("explanations.txt");
    let mut found = String::new();
    for line in expected.lines() {
        if line.starts_with('#') {
            found += &format!("{line}\n");
        }
        let Some(asked) = line.strip_prefix("== ") else { continue };
        let [event, amount, unit, regime] = asked.split_whitespace().collect::<Vec<_>>()[..] else {
            panic!("{line}: event, amount, unit, regime")
        };
        let (event, period): (Event, Period) = (event.parse().unwrap(), Period::parse(amount, unit).unwrap());
        let wording = explain(&CALENDAR, REGIMES.get(regime).unwrap(), event, period).unwrap().wording();
        found += &format!("\n== {asked}\n{}\n{}\n", wording.zh, wording.en);
    }
    assert_eq!(found.lines().collect::<Vec<_>>(), expected.lines().collect::<Vec<_>>(), "found:\n{found}");
}
