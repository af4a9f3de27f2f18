//! What is altered in the database behind the back of the store, once its triggers are taken away, is found.

use ledger::Change;
use sea_orm::{ConnectionTrait, DbBackend};
use store::ledgers::{prepare, verify};
use store::operations;

use super::recorded::record;
use super::sample::{bodies, fields, march};
use crate::world::{World, on_both};

async fn story(world: World) {
    let (store, ledger) = (world.create().await, bodies());
    prepare(&store, &ledger).await.unwrap();
    for key in ["a", "b", "c", "d", "e"] {
        let said = fields(&format!("id={key} name=名 partners=a,b"));
        record(&store, &ledger, key, &Change::created(march(1), said)).await.unwrap();
    }
    let raw = world.raw().await;
    for table in ["l_test_bodies", "l_test_bodies__ref", "operation"] {
        let triggers: &[&str] = match raw.get_database_backend() {
            DbBackend::Postgres => &["change", "truncate"],
            _ => &["update", "delete"],
        };
        for trigger in triggers {
            let on = if raw.get_database_backend() == DbBackend::Postgres {
                format!(" on {table}")
            } else {
                String::new()
            };
            raw.execute_unprepared(&format!("drop trigger {table}__{trigger}{on}")).await.unwrap();
        }
    }
    for sql in [
        "update l_test_bodies set f_name = 'x' where key = 'a'",
        "delete from l_test_bodies where key = 'b'",
        "update l_test_bodies set key = 'z' where key = 'd'",
        "delete from l_test_bodies__ref where value = 'b' and interval = (select id from l_test_bodies where key = 'e')",
        "update operation set reason = 'x' where seq = 2",
        "delete from operation where seq = 4",
    ] {
        assert_eq!(raw.execute_unprepared(sql).await.unwrap().rows_affected(), 1, "{sql}");
    }
    let reader = store.reader().await.unwrap();
    assert_eq!(verify(&reader, &ledger).await.unwrap().wrong, ["a", "b", "d", "e", "z"]);
    assert_eq!(operations::verify(&reader).await.unwrap(), [2, 4]);
}

#[test]
fn what_is_altered_behind_the_back_of_the_store_is_found() {
    on_both(story);
}
