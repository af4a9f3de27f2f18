//! A second county is a second folder: its pack is checked, its plan read, its deadlines counted, without any Rust.

use std::path::Path;

use jiff::civil::date;
use kernel::Line;
use kernel::period::{Period, Unit, due};
use pack::{Owner, Pack};

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/tangxi")
}

#[test]
fn the_second_county_is_sound() {
    let report = pack::check_folder(&folder());
    assert!(report.problems.is_empty(), "{:#?}", report.problems);
    let pack = report.pack.unwrap();
    assert_eq!(pack.manifest().division.as_deref(), Some("439921"));
    assert_eq!(pack.base().map(|base| base.manifest().name.as_str()), Some("china"));
}

#[test]
fn its_plan_is_read_and_every_body_is_known() {
    let pack = Pack::open(&folder()).unwrap();
    let (seeds, text) = (pack.seeds().unwrap(), pack.plan_text().unwrap().unwrap());
    let plan = plan::read(&Line::split(&text.text), &pack.watch().unwrap());
    assert_eq!(plan.place.as_deref(), Some("棠溪县"));
    assert_eq!(plan.tasks.len(), 8);
    assert!(plan.tasks.iter().all(|task| !task.lead.is_empty()));
    for body in &plan.bodies {
        assert!(seeds.resolve(&body.name).is_some(), "{}", body.name);
    }
    let towns = seeds.resolve("各乡镇人民政府");
    assert!(matches!(towns, Some(Owner::Group(group)) if group.id == "towns"));
}

#[test]
fn its_deadlines_are_counted_on_the_calendar_it_extends() {
    let pack = Pack::open(&folder()).unwrap();
    let (calendar, regimes) = (pack.calendar().unwrap(), pack.regimes().unwrap());
    let period = Period::new(15, Unit::WorkingDay).unwrap();
    let due = due(&calendar, regimes.get("civil").unwrap(), date(2026, 2, 10).into(), period).unwrap();
    assert_eq!((due.date, due.provisional), (date(2026, 3, 9), false));
}
