//! The packs that are compiled in: sound, and as the plan and the sources say.

use std::collections::BTreeMap;

use jiff::civil::date;
use kernel::Line;
use pack::{BodyKind, Owner, Pack, PopulationKind};

fn county() -> Pack {
    Pack::built_in("kaifu").unwrap_or_else(|problems| panic!("{problems:#?}"))
}

#[test]
fn every_built_in_pack_is_sound() {
    let names: Vec<&str> = pack::built_in_names().collect();
    assert_eq!(names, ["china", "kaifu"]);
    for name in names {
        let report = pack::check(name);
        assert!(report.problems.is_empty(), "{name}: {:#?}", report.problems);
    }
}

#[test]
fn a_folder_reads_like_the_pack_that_was_compiled_from_it() {
    for name in pack::built_in_names() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs").join(name);
        let (opened, built_in) = (Pack::open(&folder).unwrap(), Pack::built_in(name).unwrap());
        assert_eq!(opened.seeds().unwrap(), built_in.seeds().unwrap());
        assert_eq!(opened.codes().unwrap(), built_in.codes().unwrap());
        assert!(pack::check_folder(&folder).problems.is_empty());
    }
}

#[test]
fn the_chain_gives_calendar_regimes_and_codes() {
    let county = county();
    assert!(county.calendar().unwrap().is_working(date(2026, 2, 14)).unwrap());
    assert!(county.regimes().unwrap().get("civil").is_ok());
    let codes = county.codes().unwrap();
    let rows: BTreeMap<&str, usize> =
        codes.iter().map(|(id, table)| (id.as_str(), table.rows().len())).collect();
    let expected = [
        ("body-kind", 12),
        ("copyright-work-class", 12),
        ("document-level", 4),
        ("enterprise-status", 5),
        ("industry-section", 20),
        ("ipc-section", 8),
        ("meeting-kind", 5),
        ("nice-class", 45),
        ("population-kind", 2),
        ("province", 34),
        ("staff-employment", 2),
    ];
    assert_eq!(rows, BTreeMap::from(expected));
    let nine = codes["nice-class"].get("09").unwrap();
    assert_eq!((nine.title.zh.as_str(), nine.more["kind"].as_str()), ("科学仪器、计算机、电子设备", "goods"));
}

#[test]
fn every_body_of_the_plan_is_a_body_or_a_group() {
    let county = county();
    let seeds = county.seeds().unwrap();
    let text = county.plan_text().unwrap().unwrap();
    let plan = plan::read(&Line::split(&text.text), &county.watch().unwrap());
    assert_eq!((plan.tasks.len(), plan.bodies.len()), (20, 29));
    let mut groups = 0;
    for body in &plan.bodies {
        match seeds.resolve(&body.name) {
            Some(Owner::Group(_)) => groups += 1,
            Some(Owner::Body(found)) => assert!(!body.group, "{} is the body {}", body.name, found.id),
            None => panic!("nobody is {}", body.name),
        }
    }
    assert_eq!(groups, 2);
}

#[test]
fn sixteen_streets_are_members_and_the_unlisted_group_stays_empty() {
    let seeds = county().seeds().unwrap();
    let streets = seeds.members_on("streets", date(2026, 11, 23));
    assert_eq!(streets.len(), 16);
    assert!(streets.iter().all(|body| body.kind == BodyKind::Street && body.division.is_some()));
    assert!(seeds.members_on("leading-group-members", date(2026, 11, 23)).is_empty());
    assert!(seeds.answers.is_empty(), "nobody has decided anything");
}

#[test]
fn what_is_not_known_of_the_population_stays_unknown() {
    let manifest = county().manifest().clone();
    assert_eq!(manifest.people(2020, PopulationKind::Resident), Some(820_790));
    assert_eq!(manifest.people(2024, PopulationKind::Resident), None);
    assert_eq!(manifest.population.len(), 6);
}

#[test]
fn a_fact_that_is_not_from_the_plan_carries_its_mark() {
    let seeds = county().seeds().unwrap();
    let sourced = |source: &Option<String>| source.as_deref().is_some_and(|source| !source.is_empty());
    assert!(seeds.bodies.iter().all(|body| sourced(&body.source)));
    assert!(seeds.aliases.iter().all(|alias| sourced(&alias.source)));
    assert!(seeds.members.iter().all(|member| sourced(&member.source)));
}
