//! Three counties publish to a lake; others count the same indicators over all of them, and name who is missing and why.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use app::lake::{
    Engine, LakePlace, LakeQuestion, LakeReport, OfCounty, OverLake, Published, figures, make_key, publish,
    read_key,
};
use app::records::{Given, Mode, Proposal, Said, When, propose};
use app::{Actor, Clock, Error, Surroundings, accounts};
use jiff::civil::{Date, date};
use ledger::Ledger;
use pack::Pack;
use query::lake::{Publication, Publisher};
use query::{Cut, Shape, Writer};

use crate::world::{World, settings};

const AS_OF: Date = Date::constant(2026, 8, 31);
const DENSITY: &str = "inventions-per-10000";
const DIVISIONS: [&str; 3] = ["430105", "439921", "439922"];
/// A number that two counties claim.
const CLAIMED: &str = "202410123456.0";

/// The pack of an invented county as a folder, under another name and code: 演示数据.
fn third(folder: &Path) -> Pack {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../pack/tests/data/tangxi");
    let to = folder.join("third");
    copy(&from, &to);
    let manifest = fs::read_to_string(to.join("pack.toml")).unwrap();
    let manifest = manifest.replace("\"tangxi\"", "\"third\"").replace("439921", DIVISIONS[2]);
    fs::write(to.join("pack.toml"), manifest).unwrap();
    Pack::open(&to).unwrap()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copy(&path, &target) } else { _ = fs::copy(&path, target).unwrap() }
    }
}

async fn county(at: usize) -> World {
    let folder = tempfile::tempdir().unwrap();
    let pack = match at {
        0 => Pack::built_in("kaifu-demo").unwrap(),
        1 => Pack::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../pack/tests/data/tangxi")).unwrap(),
        _ => third(folder.path()),
    };
    let clock = Clock::demonstration("2026-09-01T09:00:00+08:00".parse().unwrap());
    let settings = settings(folder.path());
    let made = app::county::create(&settings, pack, true, clock.clone(), Surroundings::default());
    World::of(made.await.unwrap(), clock, folder)
}

async fn say(world: &World, ledger: &str, from: Date, fields: &[(&str, &str)]) {
    let clerk = world.actor("clerk", Some("market-supervision"));
    let cells = fields.iter().map(|(id, cell)| ((*id).to_owned(), (*cell).to_owned())).collect();
    let said = Said::Created { from };
    let proposal =
        Proposal { said, given: Given::Cells(cells), reason: "演示数据".to_owned(), seen: None };
    let proposed = propose(&world.app, &clerk, ledger, &proposal, Mode::Save).await;
    proposed.unwrap_or_else(|error| panic!("{ledger} {fields:?}: {error:?}"));
}

async fn patent(world: &World, number: &str, division: &str, granted: &str) {
    let kind = match &number[4..5] {
        "1" => "invention",
        "2" => "utility-model",
        _ => "design",
    };
    let fields = [
        ("application_number", number),
        ("kind", kind),
        ("title", "绣线张力检测方法（演示数据）"),
        ("applicants", "演示企业001"),
        ("division", division),
        ("filed_on", "2024-03-05"),
        ("granted_on", granted),
        ("status", "valid"),
    ];
    let fields: Vec<_> = fields.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    say(world, "patents", date(2025, 1, 1), &fields).await;
}

/// The records of a county, each with other numbers: 演示数据.
async fn fill(world: &World, at: usize) {
    let division = DIVISIONS[at];
    let own =
        [["202410000001.X", "202420123456.1"], ["202410000002.8", "202430000001.9"], ["202410000003.6", ""]];
    let numbers = own[at].iter().filter(|number| !number.is_empty());
    for (place, number) in numbers.enumerate() {
        let number = with_check(number);
        let granted = ["2025-06-17", "2025-07-01"][place];
        patent(world, &number, division, granted).await;
    }
    // Two counties say that it counts for them.
    if at != 1 {
        patent(world, CLAIMED, division, "2025-06-17").await;
    }
    // The pack of the first brings its people; the third does not know them.
    if at == 1 {
        let fields = [("year", "2025"), ("kind", "resident"), ("people", "310000"), ("source", "演示数据")];
        say(world, "population", date(2025, 12, 31), &fields).await;
    }
}

/// An application number with its right check character.
fn with_check(number: &str) -> String {
    let digits = number.split('.').next().unwrap();
    format!("{digits}.{}", kernel::identifier::check::application_number(digits).unwrap())
}

fn data(world: &World) -> PathBuf {
    world.folder().join("data")
}

async fn published(world: &World, lake: &Path) -> Published {
    let key = make_key(&data(world)).unwrap();
    publish(&world.app, &accounts::console(&world.app), &LakePlace::Folder(lake.to_owned()), &key)
        .await
        .unwrap()
}

/// A lake with three counties that all published.
struct Three {
    lake: tempfile::TempDir,
    worlds: Vec<World>,
}

async fn three() -> Three {
    let three = Three {
        lake: tempfile::tempdir().unwrap(),
        worlds: vec![county(0).await, county(1).await, county(2).await],
    };
    for (at, world) in three.worlds.iter().enumerate() {
        fill(world, at).await;
        published(world, three.lake.path()).await;
    }
    three.trust(&[0, 1, 2]);
    three
}

impl Three {
    fn trust(&self, counties: &[usize]) {
        let mut list = "schema = 1\n".to_owned();
        for at in counties {
            let (division, key) = (DIVISIONS[*at], make_key(&data(&self.worlds[*at])).unwrap().public());
            list += &format!(
                "[[county]]\ndivision = \"{division}\"\nname = {{ zh = \"演示{at}\", en = \"county {at}\" }}\nkey = \"{key}\"\n"
            );
        }
        fs::write(self.lake.path().join("counties.toml"), list).unwrap();
    }

    async fn ask(&self, ids: &[&str]) -> LakeReport {
        let question = LakeQuestion {
            lake: LakePlace::Folder(self.lake.path().to_owned()),
            trusted: None,
            as_of: AS_OF,
            indicators: ids.iter().map(|id| (*id).to_owned()).collect(),
            doubled: true,
            engine: Engine::Here,
        };
        figures(&Pack::built_in("china").unwrap(), &question).await.unwrap()
    }

    fn folder(&self, at: usize) -> PathBuf {
        self.lake.path().join(format!("county={}", DIVISIONS[at]))
    }

    /// Of the density of inventions, what each county comes to or why it does not.
    async fn told(&self) -> Vec<String> {
        let report = self.ask(&[DENSITY]).await;
        report.indicators[0].counties.iter().map(told).collect()
    }
}

fn told(of: &OfCounty) -> String {
    match (&of.absence, &of.figure) {
        (Some(absence), _) => absence.what().en,
        (None, Some(figure)) if figure.value.is_some() => figure.text.en.clone(),
        (None, _) => of.why_not.iter().map(|why| why.en.as_str()).collect::<Vec<_>>().join("; "),
    }
}

fn density(report: &LakeReport) -> &OverLake {
    report.indicators.iter().find(|of| of.indicator.id == DENSITY).unwrap()
}

#[tokio::test]
async fn figures_by_county_are_those_that_each_county_counts_for_itself() {
    let three = three().await;
    let report = three.ask(&[]).await;
    assert!(report.indicators.len() >= 20, "{} indicators over a lake", report.indicators.len());
    let mut compared = 0;
    for (at, world) in three.worlds.iter().enumerate() {
        let when = When { as_of: Some(AS_OF), ..When::default() };
        let console = accounts::console_of_office(&world.app);
        let own = app::indicators::cards(&world.app, &console, when, false).await.unwrap();
        let own: BTreeMap<String, _> =
            own.into_iter().map(|card| (card.indicator.id.clone(), card)).collect();
        for of in &report.indicators {
            let (county, card) = (&of.counties[at], &own[&of.indicator.id]);
            let id = format!("{} of {}", of.indicator.id, county.division);
            assert_eq!(county.absence, None, "{id}");
            assert_eq!(county.figure.as_ref(), card.computed.figure(), "{id}");
            assert_eq!(county.why_not, card.computed.why_not(), "{id}");
            assert_eq!(county.warnings, card.computed.warnings, "{id}");
            compared += 1;
        }
    }
    assert!(compared >= 60);
    let one_by_one: Vec<&str> =
        report.indicators.iter().filter(|of| !of.at_once).map(|of| of.indicator.id.as_str()).collect();
    assert!(one_by_one.is_empty(), "these are counted county by county: {one_by_one:?}");
}

#[tokio::test]
async fn places_sums_and_what_two_counties_count() {
    let three = three().await;
    let report = three.ask(&[]).await;
    assert!(report.demonstration);
    let of = density(&report);
    assert_eq!(of.counties.iter().map(|county| county.place).collect::<Vec<_>>(), [Some(2), Some(1), None]);
    assert_eq!(of.counted(), 2);
    // Three inventions of two counties with 820,790 and 310,000 people.
    let whole = of.whole.as_ref().unwrap();
    assert_eq!((whole.numerator, whole.denominator, whole.text.en.as_str()), (3, Some(1_130_790), "0.03"));
    let doubled = of.doubled.clone().unwrap().unwrap();
    let doubled: Vec<_> = doubled.iter().map(|it| (it.key.as_str(), it.counties.join(" "))).collect();
    assert_eq!(doubled, [(CLAIMED, "430105 439922".to_owned())]);
    // What reads what is not public is not counted, and says why.
    let (_, why) = report.left_out.iter().find(|(it, _)| it.id == "high-value-per-10000").unwrap();
    assert!(why.en.contains("which counties do not publish"), "{why:?}");
    // A mean of opinions or a day is not added up.
    assert!(report.indicators.iter().any(|of| of.whole.is_none()));
}

#[tokio::test]
async fn a_county_without_what_is_needed_says_what() {
    let three = three().await;
    let own = ["0.02", "0.03", "there are no data for the denominator"];
    for (told, own) in three.told().await.iter().zip(own) {
        assert!(told.starts_with(own), "{told}");
    }
}

#[tokio::test]
async fn whatever_is_wrong_with_a_county_is_named_and_nothing_of_it_counts() {
    let three = three().await;
    let fine = three.told().await;
    let current = fs::read_to_string(three.folder(1).join("current")).unwrap();
    let name = current.trim();
    let (text, signature) = (format!("publications/{name}.json"), format!("publications/{name}.sig"));
    let publication: Publication =
        serde_json::from_slice(&fs::read(three.folder(1).join(&text)).unwrap()).unwrap();
    let snapshot = format!("patents/{}", publication.ledger("patents").unwrap().folder);
    // A flipped byte.
    let open = three.folder(1).join(&snapshot).join("open.parquet");
    let whole = fs::read(&open).unwrap();
    let mut bytes = whole.clone();
    bytes[40] ^= 1;
    fs::write(&open, bytes).unwrap();
    let found = three.told().await;
    assert!(found[1].starts_with("is damaged: the bytes of open.parquet were changed"), "{}", found[1]);
    assert_eq!((&found[0], &found[2]), (&fine[0], &fine[2]));
    fs::write(&open, whole).unwrap();
    // A signature that is missing, and one of another county.
    let path = three.folder(1).join(&signature);
    let signed = fs::read(&path).unwrap();
    fs::remove_file(&path).unwrap();
    assert_eq!(three.told().await[1], "is not signed");
    let other = make_key(&data(&three.worlds[0])).unwrap();
    fs::write(&path, other.sign(&fs::read(three.folder(1).join(&text)).unwrap())).unwrap();
    assert!(three.told().await[1].starts_with("has a wrong signature"));
    fs::write(&path, signed).unwrap();
    assert_eq!(three.told().await, fine);
    // One that never published, and one that nobody expects.
    fs::rename(three.folder(1), three.lake.path().join("county=439999")).unwrap();
    let report = three.ask(&[DENSITY]).await;
    assert_eq!(told(&density(&report).counties[1]), "has not published");
    assert_eq!(report.strangers, ["439999"]);
    assert_eq!(density(&report).whole.as_ref().unwrap().numerator, 2, "only the first county is in the sum");
}

#[tokio::test]
async fn a_county_of_an_older_version_counts_where_its_fields_are_enough() {
    let three = three().await;
    republish(&three, 1, "granted_on");
    let report = three.ask(&[DENSITY, "trademark-registrations-growth"]).await;
    assert_eq!(
        told(&density(&report).counties[1]),
        "is of another version: its ledger patents has no field granted_on that fits"
    );
    let other = report.indicators.iter().find(|of| of.indicator.id != DENSITY).unwrap();
    assert_eq!(other.counties[1].absence, None, "what does not read that field is counted");
}

/// Publishes the patents of a county without a field, as a version of the pack before that field would.
fn republish(three: &Three, at: usize, without: &str) {
    let key = read_key(&data(&three.worlds[at])).unwrap();
    let declaration = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/china/ledgers/patents/ledger.toml"),
    )
    .unwrap();
    let mut ledger = Ledger::read("ledger.toml", &declaration).unwrap();
    ledger.form.fields.retain(|field| field.id != without);
    let publisher = Publisher::new(three.lake.path(), DIVISIONS[at]).unwrap();
    let mut publication = publisher.last(&key.public()).unwrap().unwrap();
    let cut = Cut {
        county: DIVISIONS[at].into(),
        seq: publication.seq,
        recorded_at: "2026-09-01T00:00:00Z".into(),
        previous: None,
    };
    let folder = publisher.incoming("patents").unwrap();
    let writer = Writer::create(&folder, &Shape::of(&ledger).public().unwrap(), cut).unwrap();
    let kept = publisher.keep("patents", &writer.finish().unwrap(), None).unwrap();
    *publication.ledgers.iter_mut().find(|it| it.ledger == "patents").unwrap() = kept;
    publisher.publish(&publication, &key).unwrap();
}

#[tokio::test]
async fn a_county_that_published_before_the_day_is_late() {
    let three = three().await;
    let question = LakeQuestion {
        lake: LakePlace::Folder(three.lake.path().to_owned()),
        trusted: None,
        as_of: date(2026, 9, 30),
        indicators: vec![DENSITY.to_owned()],
        doubled: false,
        engine: Engine::Here,
    };
    three.worlds[0].later("2026-10-08T09:00:00+08:00");
    assert!(published(&three.worlds[0], three.lake.path()).await.is_new);
    let report = figures(&Pack::built_in("china").unwrap(), &question).await.unwrap();
    let told: Vec<String> = density(&report).counties.iter().map(told).collect();
    assert_eq!(&told[1..], ["is late: it has published as far as 2026-09-01"; 2]);
    assert_eq!(density(&report).counted(), 1);
}

#[tokio::test]
async fn only_what_everybody_may_see_is_published_once_and_by_whom_may() {
    let lake = tempfile::tempdir().unwrap();
    let world = county(0).await;
    let refused = read_key(&data(&world)).unwrap_err();
    assert!(matches!(&refused, Error::Invalid(problems) if problems[0].code == "no-lake-key"), "{refused:?}");
    let key = make_key(&data(&world)).unwrap();
    let console = accounts::console(&world.app);
    let place = LakePlace::Folder(lake.path().to_owned());
    for role in ["clerk", "leader", "audit-administrator"] {
        let denied = publish(&world.app, &world.actor(role, None), &place, &key).await;
        assert!(matches!(denied, Err(Error::NotAllowed(_))), "{role}: {denied:?}");
    }
    let denied = publish(&world.app, &Actor::stranger(None), &place, &key).await;
    assert!(matches!(denied, Err(Error::NotAllowed(_))), "{denied:?}");
    let first = publish(&world.app, &console, &place, &key).await.unwrap();
    assert!(first.is_new);
    let before = files(lake.path());
    let again = publish(&world.app, &console, &place, &key).await.unwrap();
    assert_eq!((again.is_new, &again.publication), (false, &first.publication));
    assert_eq!(files(lake.path()), before, "nothing was written");
    // One ledger changes: the others keep their snapshots, and what was published before stays.
    patent(&world, CLAIMED, DIVISIONS[0], "2025-06-17").await;
    let next = publish(&world.app, &console, &place, &key).await.unwrap();
    assert!(next.is_new);
    for (old, new) in first.publication.ledgers.iter().zip(&next.publication.ledgers) {
        assert_eq!(old == new, old.ledger != "patents", "{}", old.ledger);
    }
    assert!(before.iter().all(|file| files(lake.path()).contains(file) || file.ends_with("current")));
    let ledgers = Pack::built_in("china").unwrap().ledgers().unwrap();
    for published in &next.publication.ledgers {
        let folder = lake.path().join("county=430105").join(&published.ledger).join(&published.folder);
        let manifest = query::Manifest::read(&folder).unwrap();
        let ledger = ledgers.iter().find(|ledger| ledger.id == published.ledger).unwrap();
        for column in &manifest.columns {
            let class = ledger.form.field(&column.field).unwrap().class;
            assert_eq!(class, form::Class::Public, "{} of {}", column.field, ledger.id);
        }
    }
}

/// Every file of a folder.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path.display().to_string()) }
    }
    found.sort();
    found
}
