//! The packs that are compiled in: sound, and as the plan and the sources say.

use std::collections::BTreeMap;

use form::{Class, Kind};
use jiff::civil::date;
use kernel::Line;
use pack::{Owner, Pack, SeedRow};

/// The code tables with the number of their rows.
const TABLES: [(&str, usize); 113] = [
    ("abnormal-outcome", 4),
    ("advice-service", 4),
    ("agency-kind", 5),
    ("agency-origin", 3),
    ("agency-status", 5),
    ("agreement-kind", 5),
    ("agreement-state", 5),
    ("application-outcome", 4),
    ("audit-result", 3),
    ("audit-step", 7),
    ("award-kind", 6),
    ("awareness-day", 8),
    ("body-kind", 13),
    ("brand-kind", 3),
    ("budget-scope", 2),
    ("campaign-kind", 5),
    ("caution", 3),
    ("comment-outcome", 4),
    ("comparator", 6),
    ("conversion-direction", 2),
    ("conversion-mode", 4),
    ("copyright-work-class", 12),
    ("cover-kind", 6),
    ("coverage-kind", 4),
    ("credit-list", 5),
    ("cultivation-outcome", 4),
    ("cultivation-target", 8),
    ("dimension", 5),
    ("dispute-forum", 4),
    ("dispute-kind", 8),
    ("dispute-outcome", 5),
    ("dispute-side", 3),
    ("document-level", 5),
    ("duty-role", 2),
    ("engagement-kind", 6),
    ("enterprise-found", 7),
    ("enterprise-status", 5),
    ("facility-kind", 14),
    ("facility-status", 5),
    ("fee-mode", 5),
    ("fee-reduction", 3),
    ("firm-service", 3),
    ("foreign-right-kind", 4),
    ("frontier-field", 6),
    ("fund-source", 6),
    ("gi-kind", 4),
    ("gi-status", 7),
    ("heritage-kind", 2),
    ("high-value-reason", 5),
    ("holder-kind", 6),
    ("industry-section", 20),
    ("ipc-section", 8),
    ("keeping-act", 3),
    ("ledger-group", 13),
    ("license-kind", 6),
    ("machine-kind", 4),
    ("matter-kind", 8),
    ("matter-outcome", 8),
    ("mediator-kind", 3),
    ("meeting-kind", 6),
    ("misuse-outcome", 4),
    ("nice-class", 45),
    ("norm-kind", 8),
    ("on-record", 12),
    ("open-license-status", 5),
    ("party-origin", 3),
    ("party-type", 5),
    ("patent-event-kind", 20),
    ("patent-kind", 3),
    ("patent-status", 8),
    ("penalty-kind", 6),
    ("piece-state", 4),
    ("pledge-kind", 3),
    ("pledge-risk", 3),
    ("pledge-status", 6),
    ("population-kind", 2),
    ("proof-kind", 8),
    ("proof-level", 2),
    ("province", 34),
    ("publication-kind", 5),
    ("reading-verdict", 2),
    ("report-judgement", 5),
    ("review-grade", 4),
    ("review-kind", 4),
    ("rhythm", 10),
    ("right-kind", 8),
    ("right-status", 5),
    ("risk-branch", 2),
    ("risk-question", 8),
    ("roster-role", 7),
    ("school-kind", 3),
    ("school-title", 4),
    ("segment", 9),
    ("service-channel", 4),
    ("skill", 5),
    ("slip-colour", 3),
    ("software-act", 5),
    ("software-class", 7),
    ("software-finding", 5),
    ("staff-employment", 2),
    ("station-kind", 8),
    ("survey-kind", 2),
    ("system", 3),
    ("title-kind", 10),
    ("trademark-event-kind", 19),
    ("trademark-kind", 3),
    ("trademark-status", 9),
    ("training-scheme", 6),
    ("trust-level", 4),
    ("valuation-method", 4),
    ("valuation-purpose", 5),
    ("visit-outcome", 7),
    ("visit-purpose", 6),
];

/// The seed of a ledger.
fn seed(pack: &Pack, ledger: &str) -> Vec<SeedRow> {
    let (ledgers, codes) = (pack.ledgers().unwrap(), pack.codes().unwrap());
    let ledger = ledgers.iter().find(|known| known.id == ledger).unwrap();
    pack.seed(ledger, &codes).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn county() -> Pack {
    Pack::built_in("kaifu").unwrap_or_else(|problems| panic!("{problems:#?}"))
}

#[test]
fn every_built_in_pack_is_sound() {
    let names: Vec<&str> = pack::built_in_names().collect();
    assert_eq!(names, ["china", "kaifu", "kaifu-demo"]);
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
        assert_eq!(opened.ledgers().unwrap().len(), built_in.ledgers().unwrap().len());
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
    assert_eq!(rows, BTreeMap::from(TABLES));
    let nine = codes["nice-class"].get("09").unwrap();
    assert_eq!((nine.title.zh.as_str(), nine.more["kind"].as_str()), ("科学仪器、计算机、电子设备", "goods"));
}

#[test]
fn every_name_of_a_person_is_personal_and_what_firms_borrow_is_not_public() {
    for ledger in county().ledgers().unwrap() {
        let is_closed = ["pledges", "pledged-rights", "valuations", "covers", "indemnities", "payments"]
            .contains(&ledger.id.as_str());
        for field in &ledger.form.fields {
            assert!(
                field.kind != Kind::Person || field.class == Class::Personal,
                "{}: {}",
                ledger.id,
                field.id
            );
            assert!(!is_closed || field.class != Class::Public, "{}: {}", ledger.id, field.id);
        }
    }
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
    assert!(streets.iter().all(|body| body.kind == "street" && body.division.is_some()));
    assert!(seeds.members_on("leading-group-members", date(2026, 11, 23)).is_empty());
    assert!(seeds.answers.is_empty(), "nobody has decided anything");
}

#[test]
fn what_is_not_known_of_the_population_stays_unknown() {
    let population = seed(&county(), "population");
    let of = |key: &str| population.iter().find(|row| row.key == key).unwrap();
    assert_eq!(of("2020~resident").fields["people"].as_integer(), Some(820_790));
    assert_eq!(of("2024~resident").fields.get("people"), None);
    assert_eq!(population.len(), 6);
    for row in &population {
        assert_ne!(row.fields.contains_key("people"), row.fields.contains_key("unknown"), "{}", row.key);
        assert_eq!(row.fields.contains_key("people"), row.fields.contains_key("source"), "{}", row.key);
    }
}

#[test]
fn a_fact_that_is_not_from_the_plan_carries_its_mark() {
    let county = county();
    for ledger in ["bodies", "body-aliases", "groups", "group-members", "basis-documents"] {
        for row in seed(&county, ledger) {
            assert!(row.text("source").is_some(), "{}", row.place);
        }
    }
}

/// Every quotation behind `第N行` stands in that line of the plan, so that no fact of the county was made up.
#[test]
fn what_the_plan_is_quoted_for_stands_in_the_line_that_is_named() {
    let county = county();
    let text = county.plan_text().unwrap().unwrap().text;
    let lines: Vec<&str> = text.lines().collect();
    let mut quoted = 0;
    for (ledger, field, rows) in [
        ("goals", "basis", 5),
        ("goal-conditions", "basis", 12),
        ("focus-industries", "source", 5),
        ("facilities", "source", 15),
        ("geographical-indications", "source", 1),
    ] {
        let seed = seed(&county, ledger);
        assert_eq!(seed.len(), rows, "{ledger}");
        for row in seed {
            let source = row.text(field).unwrap();
            let (_, named) = source.split_once('第').unwrap_or_else(|| panic!("{}: no line", row.place));
            for part in named.split('第') {
                let (number, rest) = part.split_once('行').unwrap();
                let line = lines[number.parse::<usize>().unwrap() - 1];
                for quotation in rest.split('“').skip(1).filter_map(|it| it.split_once('”')) {
                    assert!(line.contains(quotation.0), "{}: {}", row.place, quotation.0);
                    quoted += 1;
                }
            }
        }
    }
    let named: Vec<SeedRow> = ["focus-industries", "facilities", "geographical-indications"]
        .iter()
        .flat_map(|ledger| seed(&county, ledger))
        .collect();
    let (unnamed, named): (Vec<SeedRow>, Vec<SeedRow>) =
        named.into_iter().partition(|row| row.text("name").unwrap().ends_with("（方案未点名）"));
    assert_eq!(unnamed.len(), 6, "two bases, a park and three platforms of line 47 have no name in it");
    assert!(named.iter().all(|row| text.contains(row.text("name").unwrap())), "each is named by the plan");
    assert!(quoted >= 15, "{quoted}");
}

#[test]
fn the_documents_the_plan_rests_on_are_those_of_its_fourth_line() {
    let county = county();
    let text = county.plan_text().unwrap().unwrap().text;
    let line = text.lines().nth(3).unwrap();
    let documents = seed(&county, "basis-documents");
    assert_eq!(documents.len(), 7);
    for row in &documents {
        assert!(line.contains(&format!("《{}》", row.text("title").unwrap())), "{}", row.place);
    }
    let ended = documents.iter().filter(|row| row.text("period_to") == Some("2025"));
    assert_eq!(ended.count(), 4, "the four documents of the five-year plan that ends in 2025");
}
