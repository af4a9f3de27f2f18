//! Every operation on records × every role of the pack: who may do what, and what nobody may know.

use app::records::{
    Given, HeldRequest, ListRequest, Mode, Once, Proposal, Said, When, compare, dossier, erase, export, find,
    held, held_by, history, list, propose, sent_before, show, unmask,
};
use app::{Act, Actor, Erasure, Error};
use jiff::civil::date;
use store::Database;

use crate::county::on_both;
use crate::world::{World, world, world_on};

/// What came of an operation, in one letter: done, refused, not found.
fn letter<T>(outcome: &Result<T, Error>) -> char {
    match outcome {
        Ok(_) | Err(Error::Invalid(_)) => '+',
        Err(Error::NotAllowed(_)) => '-',
        Err(Error::NotFound) => '.',
        Err(error) => panic!("{error}"),
    }
}

/// What is tried, in the order of the letters of a row. `unmask` is tried of a field that only some ledgers have.
pub(crate) const COLUMNS: [&str; 19] = [
    "list",
    "show",
    "find",
    "held",
    "held-by",
    "dossier",
    "history",
    "create",
    "change",
    "correct",
    "withdraw",
    "end",
    "merge",
    "separate",
    "compare",
    "export",
    "unmask",
    "sent-before",
    "erase",
];

/// A row of the table.
async fn row(world: &World, actor: &Actor, ledger: &str, key: &str) -> String {
    let app = &world.app;
    let mut row = String::new();
    row.push(letter(&list(app, actor, ledger, &ListRequest::default()).await));
    row.push(letter(&show(app, actor, ledger, key, When::default()).await));
    row.push(letter(&find(app, actor, ledger, key, When::default()).await));
    row.push(letter(&held(app, actor, ledger, key, None).await));
    let naming = held_by(app, actor, (ledger, key), ("ip-staff", "body"), &HeldRequest::default()).await;
    row.push(letter(&naming));
    row.push(letter(&dossier(app, actor, ledger, key, When::default()).await));
    row.push(letter(&history(app, actor, ledger, key).await));
    let person = unmask(app, actor, ledger, key, "person", "演示").await;
    let (key, from) = (key.to_owned(), date(2026, 9, 1));
    for said in [
        Said::Created { from },
        Said::Became { key: key.clone(), from },
        Said::WasAlways { key: key.clone(), from, to: None },
        Said::NeverWas { key: key.clone() },
        Said::Ended { key: key.clone(), from },
        Said::MergedInto { key: key.clone(), into: "nobody".to_owned() },
        Said::Unmerged { key: key.clone() },
    ] {
        let proposal = Proposal { said, given: Given::Nothing, reason: "演示".to_owned(), seen: None };
        row.push(letter(&propose(app, actor, ledger, &proposal, Mode::Check).await));
    }
    row.push(letter(&compare(app, actor, ledger, (When::default(), When::default())).await));
    row.push(letter(&export(app, actor, ledger, &ListRequest::default(), "csv").await));
    row.push(letter(&person));
    let once = Once { key: "演示".to_owned(), request: [0; 32] };
    row.push(letter(&sent_before(app, actor, ledger, Act::Create, &once).await));
    // What is not confirmed is judged, and not done.
    let erasure = Erasure { confirmed: "", reason: "演示" };
    row.push(letter(&erase(app, actor, ledger, &key, erasure).await));
    assert_eq!(row.len(), COLUMNS.len());
    row
}

#[test]
fn each_role_does_what_the_pack_says_and_nothing_else() {
    on_both(tried);
}

async fn tried(database: Database) {
    let world = world_on(database).await;
    let own = Some("street-dongfeng-road");
    //        role                      body  bodies        ip-staff of the own body, of another body
    let rows = [
        ("stranger", None, "++++.++---------.-.", "...................", "..................."),
        ("citizen", None, "++++.++---------.-.", "...................", "..................."),
        ("firm-user", None, "++++.++---------.-.", "...................", "..................."),
        ("agency", None, "++++.++---------.-.", "...................", "..................."),
        ("clerk", None, "++++++++++++++++.+.", "++++.++++++++++++++", "++++.++++++++++++++"),
        ("liaison", own, "+++++++---------.-.", "++++.++++--+----++-", "+......+.--.----.+."),
        ("district-leader", None, "+++++++-------++.-.", "++++.++-------++.--", "++++.++-------++.--"),
        ("leader", None, "+++++++-------++.-.", "++++.++-------++.--", "++++.++-------++.--"),
        ("enforcement-officer", None, "++++.++---------.-.", "...................", "..................."),
        ("mediator", None, "++++.++---------.-.", "...................", "..................."),
        ("record-inspector", None, "+++++++-------+-.-.", "++++.++-------+-.--", "++++.++-------+-.--"),
        ("system-administrator", None, "++++.++---------.-.", "...................", "..................."),
        ("security-administrator", None, "++++.++---------.-.", "...................", "..................."),
        ("audit-administrator", None, "++++.++---------.-.", "...................", "..................."),
    ];
    let declared = world.app.declarations();
    let roles: Vec<&str> = declared.roles.iter().map(|role| role.id.as_str()).collect();
    assert_eq!(rows.map(|row| row.0).to_vec(), roles, "every role has its row");
    for (role, body, bodies, own_staff, other_staff) in rows {
        let actor = world.actor(role, body);
        assert_eq!(row(&world, &actor, "bodies", "street-dongfeng-road").await, bodies, "{role}: bodies");
        assert_eq!(
            row(&world, &actor, "ip-staff", "street-dongfeng-road~1").await,
            own_staff,
            "{role}: own staff"
        );
        let other = row(&world, &actor, "ip-staff", "street-furong-north-road~1").await;
        assert_eq!(other, other_staff, "{role}: staff of another body");
    }
}

#[tokio::test]
async fn a_role_that_asks_for_a_second_factor_is_nothing_without_it() {
    let world = world().await;
    let mut clerk = world.actor("clerk", None);
    clerk.second_factor = false;
    assert_eq!(row(&world, &clerk, "bodies", "street-dongfeng-road").await, "++++.++---------.-.");
    assert_eq!(row(&world, &clerk, "ip-staff", "street-dongfeng-road~1").await, "...................");
}
