//! Documents that an office publishes, loaded into a ledger that a list of the register knows better.

use app::imports;
use app::records;

use super::{clerk, load_as, said_of, says};
use crate::county::on_both;
use crate::world::World;

/// What the register says: one was granted and has lapsed since, and is another's by now.
const REGISTER: &str = "申请号,发明名称,专利类型,申请人,申请人地址,申请日,授权公告日,权利终止日,文献号,当前法律状态\n\
    202410123456.0,绣线张力检测方法（演示数据）,发明,演示受让公司,演示市演示区演示路9号,2024-03-05,2025-06-17,2026-03-05,\
    CN118000001A,未缴年费终止\n";

const NUMBER: &str = "202410123456.0";

/// The values of a field of the patent that may have several.
async fn listed(world: &World, field: &str) -> Vec<String> {
    let found = records::find(&world.app, &clerk(world), "patents", NUMBER, records::When::default()).await;
    let fields = found.unwrap().record.unwrap().fields;
    fields[field].values().iter().filter_map(form::Value::as_text).map(str::to_owned).collect()
}

#[test]
fn a_publication_revives_no_right_that_the_register_ended() {
    on_both(async |database| {
        let world = crate::world::world_on(database).await;
        load_as(&world, &clerk(&world), "patents", REGISTER.as_bytes()).await;
        let documents = include_bytes!("../../../../documents/tests/data/table_file/patents-st96.xml");
        let id = load_as(&world, &clerk(&world), "patents", documents).await;
        let told = imports::see(&world.app, &clerk(&world), id).await.unwrap().told.unwrap();
        // The second document names no applicant; of a right that is not there yet that is too little.
        assert_eq!((told.rows, told.changed, told.set_aside), (2, 1, 1), "{:?}", said_of(&world, id).await);
        let number = NUMBER;
        for (field, expected) in [
            // The document is of the grant, and of who applied then.
            ("status", "lapsed"),
            ("address", "演示市演示区演示路9号"),
            ("kind", "invention"),
            ("title", "绣线张力检测方法（演示数据）"),
            ("ended_on", "2026-03-05"),
            // What the list had not is filled in.
            ("ipc_main", "D05C 11/08"),
            ("priority_on", "2023-09-01"),
            ("published_on", "2024-09-10"),
        ] {
            assert_eq!(says(&world, number, field).await.as_deref(), Some(expected), "{field}");
        }
        // Who held it then is not added to who holds it now; the list of documents became longer.
        assert_eq!(listed(&world, "applicants").await, ["演示受让公司"]);
        assert_eq!(listed(&world, "publication_numbers").await, ["CN118000001A", "CN118000001B"]);

        let aside = imports::set_aside(&world.app, &clerk(&world), id, (0, 10)).await.unwrap();
        let warned = aside[0].findings.iter().find(|it| it.problem.code == "published-otherwise").unwrap();
        for title in ["法律状态", "申请人", "地址"] {
            assert!(warned.problem.what.zh.contains(title), "{title}: {}", warned.problem.what.zh);
        }

        // Its other tables change nobody either: who holds the right now is not who applied for it.
        let other = imports::another(&world.app, &clerk(&world), id, 1).await.unwrap();
        assert_eq!(
            imports::see(&world.app, &clerk(&world), other).await.unwrap().ledger,
            "patent-applicants"
        );
    });
}

#[test]
fn a_publication_alone_makes_the_right_as_it_was_published() {
    on_both(async |database| {
        let world = crate::world::world_on(database).await;
        let documents = include_bytes!("../../../../documents/tests/data/table_file/patents-st96.xml");
        load_as(&world, &clerk(&world), "patents", documents).await;
        let number = NUMBER;
        assert_eq!(says(&world, number, "status").await.as_deref(), Some("valid"));
        // The register comes later and says what became of it.
        load_as(&world, &clerk(&world), "patents", REGISTER.as_bytes()).await;
        assert_eq!(says(&world, number, "status").await.as_deref(), Some("lapsed"));
        assert_eq!(listed(&world, "applicants").await, ["演示受让公司"]);
    });
}
