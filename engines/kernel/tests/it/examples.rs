//! `examples.txt`: periods as a lawyer would check them.

use kernel::period::{Event, Period, due, explain};

use crate::pack::{CALENDAR, REGIMES};

#[test]
fn every_worked_example_holds() {
    let mut wrong = Vec::new();
    for row in include_str!("examples.txt").lines().filter(|row| !row.is_empty() && !row.starts_with('#')) {
        let (asked, answer) = row.split_once("->").unwrap();
        let [event, amount, unit, regime] = asked.split_whitespace().collect::<Vec<_>>()[..] else {
            panic!("{row}: event, amount, unit, regime")
        };
        let expected = answer.split_whitespace().next().unwrap();
        let (event, period): (Event, Period) = (event.parse().unwrap(), Period::parse(amount, unit).unwrap());
        let regime = REGIMES.get(regime).unwrap();
        let due = due(&CALENDAR, regime, event, period).unwrap();
        let found = format!("{due}{}", if due.provisional { "*" } else { "" });
        if found != expected {
            wrong.push(format!("{row}\n   found {found}"));
        }
        let explanation = explain(&CALENDAR, regime, event, period).unwrap();
        assert_eq!(explanation.due, due, "{row}");
        assert_eq!(explanation.unpublished.is_empty(), !due.provisional, "{row}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
