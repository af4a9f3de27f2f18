//! Cases told on both databases: events, what follows from them, clocks that move, numbers without a gap.

use cases::{Case, Event, Happening, Laws, Procedure, Rules, project};
use form::{Fields, Value};
use jiff::civil::{Date, date};
use kernel::Wording;
use kernel::calendar::Calendar;
use kernel::period::Regimes;
use sea_orm::ConnectionTrait;
use store::cases::{self as rows, Moved, Moving, NewCase, NewCases, Query, Sight};
use store::{Error, Store, Write};

use crate::world::{on_both, operation};

const SLIP: &str = include_str!("../../../../packs/china/procedures/slip/procedure.toml");
const CALENDAR: &str = include_str!("../../../../packs/china/calendar.toml");
const REGIMES: &str = include_str!("../../../../packs/china/regimes.toml");

async fn write(store: &Store) -> Write {
    store.begin(operation("issue", "1", "2026-03-02T01:00:00Z")).await.unwrap()
}

fn slip() -> Procedure {
    Procedure::read("procedure.toml", SLIP).unwrap()
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// The case after it was issued to a body, due on a day.
fn issued(procedure: &Procedure, body: &str, due: Date) -> Case {
    let fields = Fields::from([
        ("subject".to_owned(), text("补齐培训记录")),
        ("body".to_owned(), text(body)),
        ("colour".to_owned(), text("blue")),
        ("due_date".to_owned(), Value::date(due)),
    ]);
    let what = Happening::Step {
        step: "issue".to_owned(),
        fields,
        emptied: Vec::new(),
        defects: Vec::new(),
        reason: None,
    };
    let event = Event {
        seq: 1,
        happened: date(2026, 3, 2).into(),
        recorded: date(2026, 3, 2).at(9, 0, 0, 0),
        actor: "account:1".to_owned(),
        body: None,
        deputy_for: None,
        what,
    };
    Case::of(procedure, vec![event]).unwrap()
}

/// Opens a slip and keeps all that follows from its event.
async fn open(write: &Write, claim: Option<&str>, body: &str, due: Date) -> Result<(i64, String), Error> {
    opened_by(write, None, claim, body, due).await
}

/// The same by another case.
async fn opened_by(
    write: &Write,
    parent: Option<i64>,
    claim: Option<&str>,
    body: &str,
    due: Date,
) -> Result<(i64, String), Error> {
    let procedure = slip();
    let case = issued(&procedure, body, due);
    let (calendar, regimes) = (Calendar::read("c", CALENDAR).unwrap(), Regimes::read("r", REGIMES).unwrap());
    let rules = Rules { calendar: &calendar, regimes: &regimes, laws: &Laws::default() };
    let clocks: Vec<_> = case
        .clocks
        .iter()
        .map(|running| {
            let clock = procedure.clock(&running.clock).unwrap();
            (running, project(rules, clock, running, date(2026, 3, 2)).unwrap())
        })
        .collect();
    let new = NewCases {
        procedure: "slip",
        form: &procedure.form,
        digest: &procedure.digest,
        series: "slip-2026",
        parent,
    };
    let case = NewCase {
        case: &case,
        name: "补齐培训记录".to_owned(),
        ended: false,
        claim: claim.map(str::to_owned),
        bodies: vec![("body", &case.fields["body"])],
        clocks,
    };
    Ok(rows::begin(write, &new, &[case]).await?.remove(0))
}

#[test]
fn a_case_is_its_events_and_what_follows_from_them() {
    on_both(async |world| {
        let store = world.create().await;
        let making = write(&store).await;
        let (id, number) = open(&making, None, "kf-qst", date(2026, 3, 10)).await.unwrap();
        let made = making.seq();
        making.commit().await.unwrap();
        assert_eq!(number, "slip-2026-0001");
        let reader = store.reader().await.unwrap();
        let current = rows::get(&reader, &number).await.unwrap().unwrap();
        assert_eq!((current.state.as_str(), current.events, current.opened_by), ("open", 1, made));
        let events = rows::events(&reader, id).await.unwrap();
        assert_eq!(events[0].0, made);
        let again = Case::of(&slip(), events.into_iter().map(|(_, event)| event).collect()).unwrap();
        assert_eq!((again.state.as_deref(), &again.fields), (Some("open"), &current.fields));
        let open = rows::open_clocks(&reader, (0, ""), 10).await.unwrap();
        assert_eq!((open[0].case, open[0].clock.due), (id, Some(date(2026, 3, 10))));
        assert_eq!(open[0].clock.running, again.clocks[0]);
    });
}

#[test]
fn cases_are_counted_by_what_their_fields_say() {
    on_both(async |world| {
        let store = world.create().await;
        let making = write(&store).await;
        for body in ["kf-qst", "kf-wly", "kf-qst"] {
            open(&making, None, body, date(2026, 3, 10)).await.unwrap();
        }
        making.commit().await.unwrap();
        let reader = store.reader().await.unwrap();
        let query = Query { procedure: "slip", ended: Some(false), ..Query::default() };
        let mut counts = rows::counts(&reader, &query, ["body", "duty"]).await.unwrap();
        counts.sort();
        let told: Vec<(&str, &str, i64)> =
            counts.iter().map(|([body, duty], count)| (body.as_str(), duty.as_str(), *count)).collect();
        assert_eq!(told, [("kf-qst", "", 2), ("kf-wly", "", 1)], "a slip about no duty counts as well");
        let ended = Query { ended: Some(true), ..query.clone() };
        assert!(rows::counts(&reader, &ended, ["body"]).await.unwrap().is_empty());
        for (saying, numbers) in [
            (&[("body", Some("kf-qst"))][..], &["slip-2026-0003", "slip-2026-0001"][..]),
            (&[("body", Some("kf-wly")), ("colour", None)], &["slip-2026-0002"]),
            (&[("body", Some("kf-wly")), ("duty", None)], &[]),
        ] {
            let query = Query { saying, limit: 10, ..query.clone() };
            let listed = rows::list(&reader, &query, &Sight::All).await.unwrap();
            let listed: Vec<&str> = listed.iter().map(|(current, _)| current.number.as_str()).collect();
            assert_eq!(listed, numbers, "{saying:?}");
        }
    });
}

#[test]
fn what_happened_is_never_changed_and_happens_once() {
    on_both(async |world| {
        let store = world.create().await;
        let making = write(&store).await;
        let (id, number) = open(&making, None, "kf-qst", date(2026, 3, 10)).await.unwrap();
        making.commit().await.unwrap();
        let again = write(&store).await;
        let event = issued(&slip(), "kf-wly", date(2026, 3, 11)).events.remove(0);
        let twice = rows::append(&again, (id, &number), &slip().form, &event).await;
        assert!(matches!(twice, Err(Error::Duplicate { .. })), "{twice:?}");
        drop(again);
        let raw = world.raw().await;
        for sql in ["update case_event set body = '{}'", "delete from case_event"] {
            assert!(raw.execute_unprepared(sql).await.is_err(), "{sql}");
        }
    });
}

#[test]
fn numbers_have_no_gap_and_a_claim_is_had_once() {
    on_both(async |world| {
        let store = world.create().await;
        let making = write(&store).await;
        open(&making, Some("2026-q1~1.2"), "kf-qst", date(2026, 3, 10)).await.unwrap();
        making.commit().await.unwrap();
        // An operation that is not finished takes no number.
        let lost = write(&store).await;
        open(&lost, None, "kf-qst", date(2026, 3, 10)).await.unwrap();
        drop(lost);
        let claimed = write(&store).await;
        let second = open(&claimed, Some("2026-q1~1.2"), "kf-qst", date(2026, 3, 10)).await;
        assert!(matches!(second, Err(Error::Duplicate { .. })), "{second:?}");
        drop(claimed);
        let making = write(&store).await;
        let (_, number) = open(&making, Some("2026-q2~1.2"), "kf-qst", date(2026, 3, 10)).await.unwrap();
        making.commit().await.unwrap();
        assert_eq!(number, "slip-2026-0002");
    });
}

#[test]
fn lists_show_what_may_be_seen_with_the_day_that_comes_first() {
    on_both(async |world| {
        let store = world.create().await;
        let making = write(&store).await;
        for (body, day) in [("kf-qst", 10), ("kf-wly", 11), ("kf-qst", 12)] {
            open(&making, None, body, date(2026, 3, day)).await.unwrap();
        }
        making.commit().await.unwrap();
        let reader = store.reader().await.unwrap();
        let all = Query { procedure: "slip", limit: 10, ..Query::default() };
        let numbers = async |query: &Query<'_>, sight: &Sight| {
            let found = rows::list(&reader, query, sight).await.unwrap();
            found.into_iter().map(|(it, due)| (it.number, due.unwrap().day())).collect::<Vec<_>>()
        };
        let slip = |number: i64, day: i8| (format!("slip-2026-{number:04}"), day);
        assert_eq!(numbers(&all, &Sight::All).await, [slip(3, 12), slip(2, 11), slip(1, 10)]);
        let own = Sight::Those { bodies: vec![("body".to_owned(), "kf-qst".to_owned())], begun_by: None };
        assert_eq!(numbers(&all, &own).await, [slip(3, 12), slip(1, 10)]);
        let nothing = Sight::Those { bodies: Vec::new(), begun_by: None };
        assert!(nothing.is_nothing() && !own.is_nothing());
        assert_eq!(numbers(&all, &nothing).await, []);
        // Those that somebody began, whatever bodies they name.
        let began = |who: &str| Sight::Those { bodies: Vec::new(), begun_by: Some(who.to_owned()) };
        let opener = rows::get(&reader, "slip-2026-0001").await.unwrap().unwrap().opener;
        assert_eq!(numbers(&all, &began(&opener)).await, [slip(3, 12), slip(2, 11), slip(1, 10)]);
        assert_eq!(numbers(&all, &began("account:99")).await, []);
        let page = Query { before: Some(3), limit: 1, ..all.clone() };
        assert_eq!(numbers(&page, &Sight::All).await, [slip(2, 11)]);
        let late = Query { due_before: Some(date(2026, 3, 12)), ..all.clone() };
        assert_eq!(numbers(&late, &Sight::All).await, [slip(1, 10), slip(2, 11)]);
        assert_eq!(rows::totals(&reader, &all, &own).await.unwrap(), [("open".to_owned(), 2)]);
    });
}

#[test]
fn what_a_case_opened_is_counted_by_state_and_laid_out_in_a_few_words() {
    on_both(async |world| {
        let store = world.create().await;
        let making = write(&store).await;
        let (first, _) = open(&making, None, "kf-qst", date(2026, 3, 10)).await.unwrap();
        let (second, _) = open(&making, None, "kf-qst", date(2026, 3, 10)).await.unwrap();
        for (parent, body, day) in [(first, "kf-qst", 10), (first, "kf-wly", 12), (second, "kf-qst", 12)] {
            opened_by(&making, Some(parent), None, body, date(2026, 3, day)).await.unwrap();
        }
        making.commit().await.unwrap();
        let reader = store.reader().await.unwrap();
        let told = async |parents: &[i64], sight: &Sight| {
            let found = rows::tallies(&reader, "slip", parents, date(2026, 3, 11), sight).await.unwrap();
            found.into_iter().map(|it| (it.parent, it.state, it.count, it.late)).collect::<Vec<_>>()
        };
        let open = |parent: i64, count: i64, late: i64| (parent, "open".to_owned(), count, late);
        assert_eq!(told(&[first, second], &Sight::All).await, [open(first, 2, 1), open(second, 1, 0)]);
        let own = Sight::Those { bodies: vec![("body".to_owned(), "kf-wly".to_owned())], begun_by: None };
        assert_eq!(told(&[first, second], &own).await, [open(first, 1, 0)], "of those that are seen");
        assert_eq!(told(&[], &Sight::All).await, []);

        let query = Query { procedure: "slip", parent: Some(first), limit: 10, ..Query::default() };
        let outlines = rows::outlines(&reader, &query, ["body", "duty"], &Sight::All).await.unwrap();
        let told: Vec<(&str, &str, [&str; 2])> = outlines
            .iter()
            .map(|it| (it.number.as_str(), it.state.as_str(), it.texts.each_ref().map(String::as_str)))
            .collect();
        assert_eq!(
            told,
            [("slip-2026-0003", "open", ["kf-qst", ""]), ("slip-2026-0004", "open", ["kf-wly", ""])]
        );
        let query = Query { limit: 1, ..query };
        assert_eq!(rows::outlines(&reader, &query, ["body"], &own).await.unwrap().len(), 1);
    });
}

#[test]
fn the_latest_by_a_field_comes_first_whenever_it_was_opened() {
    on_both(async |world| {
        let store = world.create().await;
        let making = write(&store).await;
        for day in [11, 12, 10, 12] {
            open(&making, None, "kf-qst", date(2026, 3, day)).await.unwrap();
        }
        making.commit().await.unwrap();
        let reader = store.reader().await.unwrap();
        let mut query = Query { procedure: "slip", latest: Some("due_date"), limit: 2, ..Query::default() };
        let mut pages = Vec::new();
        loop {
            let page = rows::list(&reader, &query, &Sight::All).await.unwrap();
            query.before = page.last().map(|(it, _)| it.id);
            if query.before.is_none() {
                break;
            }
            pages.push(page.into_iter().map(|(it, _)| it.number).collect::<Vec<String>>());
        }
        let slip = |number: i64| format!("slip-2026-{number:04}");
        assert_eq!(pages, [[slip(4), slip(2)], [slip(1), slip(3)]]);
    });
}

#[test]
fn clocks_that_end_are_found_page_by_page() {
    on_both(async |world| {
        let store = world.create().await;
        let making = write(&store).await;
        for day in [10, 11, 11, 12] {
            open(&making, None, "kf-qst", date(2026, 3, day)).await.unwrap();
        }
        making.commit().await.unwrap();
        let reader = store.reader().await.unwrap();
        let noon = date(2026, 3, 12).at(12, 0, 0, 0);
        let (mut after, mut found) = (None, Vec::new());
        loop {
            let page = rows::ended(&reader, noon, after.as_ref(), 2).await.unwrap();
            let Some(last) = page.last() else { break };
            after = last.place();
            found.extend(page.into_iter().map(|it| it.case));
        }
        assert_eq!(found, [1, 2, 3], "the last day of the fourth is not over");
        let near = rows::near(&reader, (date(2026, 3, 11), date(2026, 3, 12)), None, 10).await.unwrap();
        assert_eq!(near.iter().map(|it| it.case).collect::<Vec<_>>(), [2, 3, 4]);
    });
}

#[test]
fn a_day_that_moves_says_why() {
    on_both(async |world| {
        let store = world.create().await;
        let making = write(&store).await;
        let (id, _) = open(&making, None, "kf-qst", date(2026, 3, 10)).await.unwrap();
        making.commit().await.unwrap();
        let moving = write(&store).await;
        let running = rows::open_clocks(&moving, (0, ""), 10).await.unwrap().remove(0).clock.running;
        let reason = Wording::new("放假安排已公布", "the arrangement is published");
        let it = Moving {
            case: id,
            running: running.clone(),
            before: Some(date(2026, 3, 10)),
            after: Some(date(2026, 3, 12)),
            provisional: false,
            reason: reason.clone(),
        };
        // Somebody has touched the other one since its day was computed.
        let touched = Moving { running: cases::Running { given: None, ..running }, ..it.clone() };
        let both = [touched, it];
        let moved = rows::move_clocks(&moving, &both).await.unwrap();
        assert_eq!(moved, [&both[1]]);
        let seq = moving.seq();
        moving.commit().await.unwrap();
        let reader = store.reader().await.unwrap();
        let open = rows::open_clocks(&reader, (0, ""), 10).await.unwrap();
        assert_eq!(open[0].clock.due, Some(date(2026, 3, 12)));
        let moved = Moved {
            operation: seq,
            clock: "answer".to_owned(),
            seq: 1,
            before: Some(date(2026, 3, 10)),
            after: Some(date(2026, 3, 12)),
            reason,
        };
        assert_eq!(rows::moved(&reader, id).await.unwrap(), [moved]);
        assert!(rows::open_clocks(&reader, (open[0].case, "answer"), 10).await.unwrap().is_empty());
    });
}
