//! Who may do what: what the shared roles grant, and everything that can be wrong with a file of roles.

use std::collections::BTreeSet;

use form::Class;
use pack::{Act, Pack, Permission, Role, Roles, Rows};

use crate::world::World;

fn roles() -> Roles {
    Pack::built_in("china").unwrap().roles().unwrap()
}

fn expected(acts: &[Act], classes: &[Class], rows: Rows) -> Permission {
    Permission { acts: acts.iter().copied().collect(), classes: classes.iter().copied().collect(), rows }
}

#[test]
fn strangers_and_those_who_register_see_what_is_public_and_change_nothing() {
    let roles = roles();
    let public = expected(&[Act::Read], &[Class::Public], Rows::All);
    for id in [Roles::STRANGER, Roles::CITIZEN, Roles::FIRM_USER, Roles::AGENCY, "mediator"] {
        let role = roles.get(id).unwrap();
        // Of firms that quarrel, were fined or are listed there is no list for them: it stands on the statement that a firm shows itself.
        // The directory of agencies is everybody's to take along.
        let exceptions = if id == Roles::STRANGER { 4 } else { 3 };
        assert_eq!((&role.records, role.acts.len(), role.exceptions.len()), (&public, 0, exceptions), "{id}");
        assert!(
            ["disputes", "penalties", "credit-listings"].iter().all(|ledger| role.on(ledger).acts.is_empty()),
            "{id}"
        );
    }
}

#[test]
fn everybody_takes_the_directory_of_agencies_along_and_nothing_else() {
    let roles = roles();
    let stranger = roles.get(Roles::STRANGER).unwrap();
    assert!(stranger.on("agencies").acts.contains(&Act::Export));
    let china = Pack::built_in("china").unwrap().ledgers().unwrap();
    let taken = china.iter().filter(|ledger| stranger.on(&ledger.id).acts.contains(&Act::Export));
    assert_eq!(taken.count(), 1);
}

#[test]
fn a_liaison_keeps_the_people_of_the_own_body_only() {
    let roles = roles();
    let liaison = roles.get("liaison").unwrap();
    let [public, internal, personal] = [Class::Public, Class::Internal, Class::Personal];
    assert_eq!(liaison.on("meetings"), &expected(&[Act::Read], &[public, internal], Rows::All));
    let own = [Act::Read, Act::Create, Act::Change, Act::End, Act::Unmask];
    assert_eq!(liaison.on("ip-staff"), &expected(&own, &[public, internal, personal], Rows::OwnBody));
    // What an exception leaves out stays as it is for the others.
    assert_eq!(liaison.on("incoming-documents"), &expected(&[Act::Read], &[public, internal], Rows::OwnBody));
}

#[test]
fn the_three_administrators_see_no_record_and_share_no_act() {
    let roles = roles();
    let administrators: Vec<&Role> = roles.iter().filter(|role| role.exclusive.is_some()).collect();
    assert_eq!(administrators.len(), 3);
    let nothing = expected(&[], &[], Rows::None);
    let mut acts: BTreeSet<Act> = BTreeSet::new();
    for role in administrators {
        assert_eq!(role.exclusive.as_deref(), Some("administrators"));
        assert_eq!((&role.records, role.exceptions.len()), (&nothing, 0), "{}", role.id);
        assert!(role.second_factor && role.acts.iter().all(|act| acts.insert(*act)), "{}", role.id);
    }
    let elsewhere =
        Act::ALL.iter().filter(|(_, act)| !act.is_on_records() && *act != Act::ProveFirms).count();
    assert_eq!(
        acts.len(),
        elsewhere,
        "every act that is not on records has one administrator, but for the proving of firms"
    );
}

#[test]
fn who_works_here_shows_a_second_factor_and_only_who_keeps_people_sees_them() {
    let outside = [Roles::STRANGER, Roles::CITIZEN, Roles::FIRM_USER, Roles::AGENCY];
    let mut with_people = Vec::new();
    for role in roles().iter() {
        assert_eq!(role.second_factor, !outside.contains(&role.id.as_str()), "{}", role.id);
        if role.on("ip-staff").classes.contains(&Class::Personal) {
            with_people.push(role.id.clone());
        }
    }
    assert_eq!(with_people, ["clerk", "liaison"]);
}

#[test]
fn every_act_has_a_name_of_its_own() {
    let names: BTreeSet<&str> = Act::ALL.iter().map(|(_, act)| act.id()).collect();
    assert_eq!(names.len(), Act::ALL.len());
}

fn check(text: &str, problems: &[&str]) {
    assert_eq!(World::new(&[("roles.toml", text)]).problems(), problems, "{text}");
}

/// The roles that have to be there, each with the further lines.
fn file(more: &str) -> String {
    let role = |id: &str| {
        format!(
            "[[role]]\nid = \"{id}\"\ntitle = {{ zh = \"甲\", en = \"a\" }}\nacts = [\"read\"]\nclasses = [\"public\"]\nrows = \"all\"\n"
        )
    };
    let all: String = ["stranger", "citizen", "firm-user", "agency"].map(role).concat();
    // Those whom the procedures of the china pack name.
    let named: String =
        ["clerk", "district-leader", "leader", "liaison", "record-inspector"].map(role).concat();
    format!("schema = 1\n{all}{more}{named}")
}

#[test]
fn everything_that_can_be_wrong_with_roles_is_told_at_once() {
    check(&file(""), &[]);
    check("schema = 1\n", &["roles.toml:1 role role-missing"; 4]);
    check(
        &file(
            "[[role]]\nid = \"A b\"\nacts = [\"reed\", \"raed\", 1]\nclasses = \"public\"\nrow = \"all\"\n",
        ),
        &[
            "roles.toml:26 role[5].rows missing-key",
            "roles.toml:26 role[5].title missing-key",
            "roles.toml:27 role[5].id id-shape",
            "roles.toml:28 role[5].acts[1] bad-value",
            "roles.toml:28 role[5].acts[2] bad-value",
            "roles.toml:28 role[5].acts[3] wrong-type",
            "roles.toml:29 role[5].classes wrong-type",
            "roles.toml:30 role[5].row unknown-key",
        ],
    );
    check(
        &file(
            "[[role]]\nid = \"agency\"\ntitle = { zh = \"甲\", en = \"a\" }\nacts = [\"see-health\"]\nclasses = []\nrows = \"none\"\n",
        ),
        &["roles.toml:27 role[5].id role-twice"],
    );
    check(
        &file(
            "[[role.ledger]]\nledger = \"bodies\"\nacts = [\"back-up\"]\n[[role.ledger]]\nledger = \"bodies\"\n",
        ),
        &[
            "roles.toml:28 role[4].ledger[1].acts act-not-on-records",
            "roles.toml:30 role[4].ledger[2].ledger id-twice",
        ],
    );
}
