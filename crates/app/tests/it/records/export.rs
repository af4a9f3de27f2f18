//! An export is of one past, however long it takes to write it.

use app::records::{Given, ListRequest, Mode, Proposal, ROWS_MAX, Said, export, propose};
use app::{Actor, Surroundings, trail};
use form::{Fields, Value};
use jiff::civil::date;
use store::ledgers::{Line, Load, prepare};
use store::{Database, NewOperation, Subject};

use crate::county::{County, on_both};

/// More than fit into one page of an export.
const ROWS: u16 = ROWS_MAX + 20;

fn fields(id: &str, name: &str, parent: &str) -> Fields {
    let pairs = [("id", id), ("name", name), ("kind", "department"), ("parent", parent)];
    let given = pairs.into_iter().filter(|(_, text)| !text.is_empty());
    given.map(|(id, text)| (id.to_owned(), Value::Text(text.to_owned()))).collect()
}

async fn loaded(county: &County) {
    let ledger = county.app.declarations().ledgers["bodies"].clone();
    let store = county.app.store();
    prepare(store, &ledger).await.unwrap();
    let operation = NewOperation {
        actor: "system".to_owned(),
        act: "import".to_owned(),
        subject: Subject { kind: "ledger".to_owned(), id: "bodies".to_owned() },
        reason: None,
        now: county.app.now(),
    };
    let mut load = Load::begin(store, &ledger, operation, ("seed.csv", [1; 32])).await.unwrap().unwrap();
    for number in 0..ROWS {
        let parent = if number == 0 { "" } else { "b000" };
        let key = format!("b{number:03}");
        let fields = fields(&key, &format!("单位{number:03}"), parent);
        let fields = fields.into_iter().map(|(id, value)| (id, Some(value))).collect();
        load.push(Line {
            line: i64::from(number) + 1,
            key,
            valid_from: date(2024, 1, 1),
            fields,
            ..Line::default()
        })
        .await
        .unwrap();
    }
    assert!(load.finish().await.unwrap().refused.is_empty());
}

async fn say(county: &County, clerk: &Actor, said: Said, texts: &[(&str, &str)]) {
    let input = texts.iter().map(|(id, text)| ((*id).to_owned(), vec![(*text).to_owned()])).collect();
    let given = if texts.is_empty() { Given::Nothing } else { Given::Texts(input) };
    let proposal = Proposal { said, given, reason: "演示".to_owned(), seen: None };
    propose(&county.app, clerk, "bodies", &proposal, Mode::Save).await.unwrap();
}

async fn story(database: Database, view: Option<&str>) {
    let county = County::new(database, Surroundings::default()).await;
    loaded(&county).await;
    let clerk = county.with_role("clerk");
    let request = ListRequest { view: view.map(str::to_owned), ..ListRequest::default() };
    let newest = county.app.store().installation().await.unwrap().seq;
    let mut file = export(&county.app, &clerk, "bodies", &request, "csv").await.unwrap();
    assert_eq!((file.past.known, file.operation), (newest, newest + 1));
    let (first, _) = file.next().await.unwrap().unwrap();
    assert_eq!(first.len(), usize::from(ROWS_MAX));

    let from = date(2024, 6, 1);
    let new = [("id", "z"), ("name", "单位999"), ("kind", "department")];
    say(&county, &clerk, Said::Created { from }, &new).await;
    for (key, name) in [("b510", "甲"), ("b000", "改了名的上级")] {
        say(&county, &clerk, Said::Became { key: key.to_owned(), from }, &[("name", name)]).await;
    }
    say(&county, &clerk, Said::Ended { key: "b511".to_owned(), from }, &[]).await;
    say(&county, &clerk, Said::NeverWas { key: "b512".to_owned() }, &[]).await;

    let (rest, names) = file.next().await.unwrap().unwrap();
    let found: Vec<String> = rest.iter().map(|record| record.key.clone()).collect();
    let expected: Vec<String> = (ROWS_MAX..ROWS).map(|number| format!("b{number:03}")).collect();
    assert_eq!(found, expected, "neither more nor fewer than when it began");
    assert_eq!(rest[10].fields["name"].as_text(), Some("单位510"), "as it was called then");
    assert_eq!(names["bodies"]["b000"], "单位000", "and so what it refers to");
    assert!(file.next().await.unwrap().is_none());
    assert_eq!((file.taken(), file.cut_at()), (usize::from(ROWS), None));
}

#[test]
fn what_is_saved_while_a_file_is_written_is_not_in_it() {
    on_both(|database| story(database, None));
    on_both(|database| story(database, Some("by-name")));
}

#[test]
fn a_file_that_is_cut_says_so_and_the_trail_says_what_was_taken() {
    on_both(|database| async {
        let county = County::new(database, Surroundings::default()).await;
        loaded(&county).await;
        let clerk = county.with_role("clerk");
        let request = ListRequest {
            filters: [("kind".to_owned(), vec!["department".to_owned()])].into(),
            name: Some("单位".to_owned()),
            ..ListRequest::default()
        };
        let rows = usize::from(ROWS);
        for (records_max, taken, cut_at) in [(3, 3, Some(3)), (rows, rows, None), (510, 510, Some(510))] {
            let file = export(&county.app, &clerk, "bodies", &request, "xlsx").await.unwrap();
            let mut file = file.at_most(records_max);
            let mut count = 0;
            while let Some((records, _)) = file.next().await.unwrap() {
                count += records.len();
            }
            assert_eq!((count, file.taken(), file.cut_at()), (taken, taken, cut_at));
        }
        let auditor = county.with_role("audit-administrator");
        let asked = trail::Asked { limit: 1, ..trail::Asked::default() };
        let operation = trail::list(&county.app, &auditor, &asked).await.unwrap().remove(0);
        assert_eq!((operation.act.as_str(), operation.subject.id.as_str()), ("export", "bodies"));
        assert_eq!(
            operation.reason.unwrap(),
            format!(
                "xlsx; as_of=2026-03-02; known={}; kind=department; name_contains=单位",
                operation.seq - 1
            )
        );
    });
}
