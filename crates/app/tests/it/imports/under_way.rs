//! A file that is half loaded: lists, records and figures say so, and no period is closed over it.

use std::collections::BTreeSet;

use app::imports::{self, State};
use app::indicators;
use app::records::{self, ListRequest, When};
use jiff::civil::date;
use ledger::Patch;
use sha2::{Digest as _, Sha256};
use store::ledgers::{Line, Load};
use store::{NewOperation, Subject};

use super::{checked, clerk, new, send, worked};
use crate::county::on_both;
use crate::world::World;

const PATENTS: &str = "申请号,发明名称,专利类型,申请人,申请日,授权公告日,归属区县,当前法律状态\n\
    202410000001.X,演示方法甲,发明,演示甲公司,2024-01-05,2025-06-17,430105,有效\n\
    202410123456.0,演示方法乙,发明,演示乙公司,2024-02-06,2025-06-17,430105,有效\n";

const DENSITY: &str = "inventions-per-10000";

/// What the loading of a file does until it is stopped behind its first line.
async fn load_the_first_line(world: &World, id: i64, bytes: &[u8]) {
    let declarations = world.app.declarations();
    let ledger = declarations.ledgers.get("patents").unwrap();
    let file: [u8; 32] = Sha256::digest(bytes).into();
    let digest = Sha256::new().chain_update(file).chain_update(id.to_be_bytes()).finalize().into();
    let operation = NewOperation {
        actor: clerk(world).name,
        act: "import".to_owned(),
        subject: Subject { kind: imports::SUBJECT.to_owned(), id: id.to_string() },
        reason: None,
        now: world.app.now(),
    };
    let load = Load::begin(world.app.store(), ledger, operation, ("半份.csv", digest)).await.unwrap();
    let mut load = load.unwrap();
    let fields: Patch = [
        ("application_number", "202410000001.X"),
        ("title", "演示方法甲"),
        ("kind", "invention"),
        ("applicants", "演示甲公司"),
        ("filed_on", "2024-01-05"),
        ("granted_on", "2025-06-17"),
        ("division", "430105"),
        ("status", "valid"),
    ]
    .map(|(id, text)| (id.to_owned(), Some(form::Value::Text(text.to_owned()))))
    .into();
    let fields = fields.into_iter().map(|(id, value)| {
        let is_many = ledger.form.field(&id).unwrap().many;
        (id, if is_many { value.map(|value| form::Value::List(vec![value])) } else { value })
    });
    let (key, fields) = ("202410000001.X".to_owned(), fields.collect());
    let since = Some(date(2025, 6, 17));
    let line = Line { line: 2, key, valid_from: date(2026, 6, 30), since, fields, ..Line::default() };
    load.push(line).await.unwrap();
    load.pause().await.unwrap();
}

#[test]
fn a_half_loaded_file_is_told_and_no_period_is_closed_over_it() {
    on_both(async |database| {
        let world = crate::world::world_on(database).await;
        let id = send(&world, &clerk(&world), &new("半份.csv"), PATENTS.as_bytes()).await.unwrap();
        checked(&world, id).await;
        imports::confirm(&world.app, &clerk(&world), id).await.unwrap();
        load_the_first_line(&world, id, PATENTS.as_bytes()).await;

        let list = async |actor: &app::Actor| {
            records::list(&world.app, actor, "patents", &ListRequest { limit: 50, ..ListRequest::default() })
                .await
                .unwrap()
        };
        let under_way = list(&clerk(&world)).await.under_way;
        assert_eq!(under_way.len(), 1);
        assert_eq!((under_way[0].state, under_way[0].as_of), (State::Loading, date(2026, 6, 30)));
        assert_eq!(under_way[0].import, Some((id, "半份.csv".to_owned())));
        assert_eq!(under_way[0].records, BTreeSet::from(["202410000001.X".to_owned()]));
        let record = async |when: When| {
            records::show(&world.app, &clerk(&world), "patents", "202410000001.X", when).await.unwrap()
        };
        assert_eq!(record(When::default()).await.under_way, under_way);
        let past = When { as_of: Some(date(2026, 1, 1)), ..When::default() };
        assert_eq!(record(past).await.under_way, [], "a past that is asked for is what it was");
        // Who may not load files hears that there is one, and not its name.
        let liaison = world.actor("liaison", Some("street-yuehu"));
        assert_eq!(list(&liaison).await.under_way[0].import, None);

        let shown =
            indicators::open(&world.app, &clerk(&world), DENSITY, When::default(), false).await.unwrap();
        assert_eq!(shown.card.in_part, BTreeSet::from(["patents".to_owned()]));
        indicators::close(&world.app).await.unwrap();
        let closed = async || {
            indicators::show(&world.app, &clerk(&world), DENSITY, When::default(), false)
                .await
                .unwrap()
                .closed
        };
        assert_eq!(closed().await, [], "it waits for the file");

        assert_eq!(worked(&world, id).await, State::Loaded);
        assert_eq!(list(&clerk(&world)).await.under_way, []);
        let shown =
            indicators::open(&world.app, &clerk(&world), DENSITY, When::default(), false).await.unwrap();
        assert_eq!(shown.card.in_part, BTreeSet::new());
        assert!(indicators::close(&world.app).await.unwrap() > 0);
        let august = closed().await.into_iter().find(|figure| figure.as_of == date(2026, 8, 31)).unwrap();
        assert_eq!(august.counted, 2, "both lines of the file");

        // What is closed is named before another file changes the records from which it was counted.
        let late = PATENTS.replace("2025-06-17,430105,有效", "2025-06-17,430105,未缴年费终止");
        let file = imports::NewFile { as_of: Some(date(2026, 7, 31)), ..new("更正.csv") };
        let correction = send(&world, &clerk(&world), &file, late.as_bytes()).await.unwrap();
        checked(&world, correction).await;
        let effect = imports::effect(&world.app, &clerk(&world), correction).await.unwrap().unwrap();
        assert_eq!(effect.since, date(2026, 7, 31));
        let density = effect.indicators.iter().find(|it| it.indicator.id == DENSITY).unwrap();
        assert_eq!(density.closed, [date(2026, 7, 31), date(2026, 8, 31)]);
        assert!(effect.indicators.iter().all(|it| it.indicator.ledgers().contains("patents")));
        assert_eq!(effect.closed().last(), Some(&date(2026, 8, 31)));
    });
}
