//! Many counties at once: each gets what it would get by itself. And publishing: what is signed, and what no longer is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use form::Value;
use indicators::{Cell, RowSet};
use jiff::civil::date;
use kernel::Wording;
use ledger::Ledger;
use query::lake::{Absence, Doubled, Lake, Many, Publication, Publisher, SigningKey, Sums};
use query::{Base, Cut, Error, Interval, Params, Part, Shape, Snapshots, rows, write};

use crate::world::{LIMITS, interval, named, params, shown, text};

const COUNTIES: [&str; 3] = ["430102", "430105", "430111"];

/// Two ledgers of a county, some of whose records have the keys of others: 演示数据.
fn records(county: usize, second: bool) -> Vec<Interval> {
    let count = [7, 0, 12][county] + i64::from(second) * 3;
    let mut all: Vec<Interval> = (0..count)
        .map(|number| {
            let many = |texts: &[&str]| Value::List(texts.iter().map(|it| text(it)).collect());
            let mut fields = vec![
                ("title", text(["图", "书", "碑"][usize::try_from(number % 3).unwrap()])),
                ("pieces", Value::Integer(number * 10 + i64::try_from(county).unwrap())),
                ("made_on", text(&format!("2026-0{}-0{}", 1 + number % 6, 1 + number % 9))),
                ("is_joint", Value::Flag(number % 2 == 0)),
                ("places", if number % 4 == 0 { many(&[]) } else { many(&["甲", "乙"]) }),
                // Where it counts: here, elsewhere, or nobody knows.
                ("known_in", text(COUNTIES[usize::try_from(number % 3).unwrap()])),
            ];
            if number % 5 == 0 {
                fields.remove(1);
            }
            interval(
                number + 1,
                &format!("K{:02}", number * (1 + i64::try_from(county).unwrap() % 2)),
                &fields,
            )
        })
        .collect();
    all.sort_by(|one, other| one.key.cmp(&other.key));
    all
}

struct World {
    folder: tempfile::TempDir,
    ledgers: [Ledger; 2],
}

fn world() -> World {
    let world =
        World { folder: tempfile::tempdir().unwrap(), ledgers: [named("sample-works"), named("more-works")] };
    for (at, county) in COUNTIES.iter().enumerate() {
        for (second, ledger) in [(false, &world.ledgers[0]), (true, &world.ledgers[1])] {
            let folder = world.path(county, ledger);
            fs::create_dir_all(&folder).unwrap();
            let cut = Cut {
                county: (*county).to_owned(),
                seq: 5,
                recorded_at: "2026-11-26T00:00:00Z".into(),
                previous: None,
            };
            write(&folder, &Shape::of(ledger), cut, records(at, second)).unwrap();
        }
    }
    world
}

impl World {
    fn path(&self, county: &str, ledger: &Ledger) -> std::path::PathBuf {
        self.folder.path().join(county).join(&ledger.id)
    }

    fn base(&self, county: &str, ledger: &Ledger) -> Base {
        Base::open(&self.path(county, ledger)).unwrap()
    }

    fn many(&self) -> Many {
        let bases = |ledger: &Ledger| {
            COUNTIES.iter().map(|county| ((*county).to_owned(), self.base(county, ledger))).collect()
        };
        let many = Many::new(COUNTIES.map(str::to_owned).to_vec());
        self.ledgers.iter().fold(many, |many, ledger| many.with(ledger, bases(ledger)))
    }

    async fn alone(&self, county: &str, sql: &str) -> RowSet {
        let snapshots = self.ledgers.iter().fold(Snapshots::default(), |snapshots, ledger| {
            snapshots.with(Part::new(ledger, Some(self.base(county, ledger)), &[]).unwrap())
        });
        rows(&snapshots, sql, &asked(county), LIMITS).await.unwrap_or_else(|error| panic!("{sql}\n{error:?}"))
    }
}

fn asked(county: &str) -> Params {
    let others = BTreeMap::from([
        ("division".to_owned(), Cell::Text(county.to_owned())),
        ("from".to_owned(), Cell::Date(date(2026, 2, 1))),
    ]);
    Params { others, ..params(date(2026, 6, 30), 4_000) }
}

/// One statement of every form that indicators are written in.
const STATEMENTS: [&str; 24] = [
    "select cast(count(*) as text) as key, sum(pieces) as weight, max(made_on) as \"on\" from sample_works",
    "select cast(count(title) as text) || coalesce(min(title), '-') as key from sample_works where pieces > 100",
    "select key from sample_works where pieces = (select max(pieces) from sample_works where known_in = $division)",
    "select key from sample_works where pieces >= (select max(pieces) from more_works where more_works.title = sample_works.title) - 30",
    "select key, title, pieces as weight from sample_works",
    "select key, made_on as \"on\" from sample_works where known_in = $division and made_on >= $from",
    "select key from sample_works where known_in is null or known_in <> $division",
    "select title as key, cast(sum(pieces) as bigint) as weight from sample_works group by title",
    "select distinct title as key from sample_works",
    "select title as key from sample_works union select title as key from more_works",
    "select key from sample_works union all select key || '+' as key from more_works",
    "select one.key, two.title as other from sample_works as one join more_works as two on two.key = one.key",
    "select one.key, two.pieces as other from sample_works as one left join more_works as two on two.key = one.key and two.is_joint",
    "select two.key, one.pieces as other from sample_works as one right join more_works as two on two.key = one.key",
    "select coalesce(one.key, two.key) as key from sample_works as one full join more_works as two on two.key = one.key where one.is_joint is null or one.is_joint",
    "select key from sample_works where key in (select key from more_works where is_joint)",
    "select key from sample_works where not exists (select 1 from more_works where more_works.key = sample_works.key and more_works.is_joint)",
    "select '预判' as key where not exists (select 1 from sample_works)",
    "with due as (select column1 as key from (values ('a'), ('b')) as listed(column1)) select due.key || $division as key from due",
    "with each as (select key, unnest(places) as place from sample_works) select key || place as key from each",
    "select key from (select key, row_number() over (partition by title order by key) as place from sample_works) as numbered where place = 1",
    "select key, valid_from as \"on\" from sample_works_history where valid_from <= $as_of",
    "with days as (select 1 as day), many as (select key, day from sample_works cross join days) select key, day as weight from many order by key",
    "select title as key, string_agg(key, ',' order by key) as reasons, count(distinct is_joint) as weight from sample_works group by title having count(*) > 1",
];

#[tokio::test]
async fn each_county_gets_what_it_would_get_alone() {
    let world = world();
    let many = world.many();
    for sql in STATEMENTS {
        let found = many.rows(sql, &asked("nowhere"), LIMITS).await;
        let mut found = found.unwrap_or_else(|error| panic!("{sql}\n{error:?}"));
        for county in COUNTIES {
            let alone = world.alone(county, sql).await;
            match found.remove(county) {
                None => assert_eq!(alone.rows.len(), 0, "{county}: {sql}"),
                Some(rows) => assert_eq!(shown(&rows), shown(&alone), "{county}: {sql}"),
            }
        }
        assert!(found.is_empty(), "{sql}: {found:?}");
    }
}

#[tokio::test]
async fn what_cannot_be_divided_says_so_and_nothing_else() {
    let world = world();
    let many = world.many();
    for (sql, step) in [
        ("select key from sample_works order by key limit 1", "Limit"),
        ("select key from sample_works where key not in (select title from more_works)", "not in"),
    ] {
        let error = many.rows(sql, &asked("nowhere"), LIMITS).await.unwrap_err();
        assert!(
            matches!(&error, Error::NotByCounty { step: found } if found.contains(step)),
            "{sql}: {error:?}"
        );
    }
    let error = many.rows("select key from nothing", &asked("nowhere"), LIMITS).await.unwrap_err();
    assert!(matches!(error, Error::UnknownTable { .. }), "{error:?}");
}

#[tokio::test]
async fn sums_are_those_of_the_rows() {
    let world = world();
    let many = world.many();
    let sql = "select key, coalesce(pieces, 3) as weight, made_on as \"on\", nullif(title, '碑') as body from sample_works";
    let sums = many.sums(sql, &asked("nowhere"), LIMITS).await.unwrap();
    assert_eq!(sums.keys().collect::<Vec<_>>(), ["430102", "430111"]);
    let expected = Sums {
        rows: 12,
        keys: 12,
        named: 12,
        weight: (0..12).map(|number| if number % 5 == 0 { 3 } else { number * 10 + 2 }).sum(),
        weighed: 12,
        weight_most: 112,
        placed: 8,
        dated: 12,
        days: Some((date(2026, 1, 1), date(2026, 6, 6))),
    };
    assert_eq!(sums["430111"], expected);
    let doubled =
        many.sums("select title as key from sample_works", &asked("nowhere"), LIMITS).await.unwrap();
    assert_eq!(
        (doubled["430102"].rows, doubled["430102"].keys),
        (7, 3),
        "keys that are there more than once"
    );
    let days = many.sums_by_day(sql, &asked("nowhere"), LIMITS).await.unwrap();
    assert_eq!(days["430111"].values().map(|day| day.weight).sum::<i64>(), expected.weight);
    assert_eq!(days["430111"].values().map(|day| day.unplaced).sum::<i64>(), 4);
    let counts = many.counts("select key from more_works", &asked("nowhere"), LIMITS).await.unwrap();
    assert_eq!(
        counts,
        BTreeMap::from([("430102", 10), ("430105", 3), ("430111", 15)].map(|(at, n)| (at.to_owned(), n)))
    );
}

#[tokio::test]
async fn what_several_counties_count_is_named() {
    let world = world();
    let many = world.many();
    let sql = "select key from sample_works where key < 'K04'";
    let found = many.doubled(sql, &asked("nowhere"), LIMITS).await.unwrap();
    let both = |key: &str| Doubled { key: key.into(), counties: vec!["430102".into(), "430111".into()] };
    assert_eq!(found, ["K00", "K01", "K02", "K03"].map(both));
}

#[tokio::test]
async fn checks_see_what_a_statement_gives() {
    let world = world();
    let many = world.many();
    let many = many.with_statement("rows", "select key, pieces as weight from sample_works".into());
    let sql = "select rows.key from rows join more_works on more_works.key = rows.key where weight > 50";
    let counts = many.counts(sql, &asked("nowhere"), LIMITS).await.unwrap();
    assert_eq!(counts, BTreeMap::from([("430102".to_owned(), 1), ("430111".to_owned(), 5)]));
}

// Publishing.

fn key(seed: u8) -> SigningKey {
    SigningKey::of_seed(&[seed; 32])
}

/// Publishes the first ledger of a county.
fn publish(lake: &Path, at: usize, key: &SigningKey, ledger: &Ledger) -> Publication {
    let publisher = Publisher::new(lake, COUNTIES[at]).unwrap();
    let before = publisher.last(&key.public()).unwrap();
    let folder = publisher.incoming(&ledger.id).unwrap();
    let cut = Cut {
        county: COUNTIES[at].into(),
        seq: 5,
        recorded_at: "2026-11-26T00:00:00Z".into(),
        previous: None,
    };
    let manifest = write(&folder, &Shape::of(ledger).public().unwrap(), cut, records(at, false)).unwrap();
    let old = before.as_ref().and_then(|before| before.ledger(&ledger.id));
    let published = publisher.keep(&ledger.id, &manifest, old).unwrap();
    let publication = Publication {
        format: 1,
        county: COUNTIES[at].into(),
        day: date(2026, 11, 26),
        seq: 5,
        demonstration: true,
        program: "0.1.0".into(),
        ledgers: vec![published],
        previous: before.as_ref().map(Publication::digest),
    };
    publisher.publish(&publication, key).unwrap();
    publication
}

fn trust(lake: &Path, counties: &[usize]) {
    let mut list = "schema = 1\n".to_owned();
    for at in counties {
        let (division, key) = (COUNTIES[*at], key(u8::try_from(*at).unwrap()).public());
        let name = Wording::new(format!("演示区县{at}"), format!("county {at}"));
        list += &format!(
            "[[county]]\ndivision = \"{division}\"\nname = {{ zh = \"{}\", en = \"{}\" }}\nkey = \"{key}\"\n",
            name.zh, name.en
        );
    }
    fs::write(lake.join("counties.toml"), list).unwrap();
}

/// The state of each county that is expected: `fine`, or the code of what is wrong with it or its ledger.
fn states(lake: &Path) -> Vec<String> {
    let wanted = BTreeSet::from(["sample-works".to_owned()]);
    let read = Lake::read(lake, None, &wanted).unwrap();
    let state = |county: &query::lake::County| match &county.found {
        Err(absence) => absence.code().to_owned(),
        Ok(found) => match &found.ledgers["sample-works"] {
            Ok(_) => "fine".to_owned(),
            Err(absence) => format!("ledger {}", absence.code()),
        },
    };
    let strangers = read.strangers.iter().map(|division| format!("stranger {division}"));
    read.counties.iter().map(state).chain(strangers).collect()
}

#[test]
fn what_was_signed_counts_and_what_is_not_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let (lake, ledger) = (folder.path(), named("sample-works"));
    trust(lake, &[0, 2]);
    assert_eq!(states(lake), ["not-published", "not-published"]);
    let published: Vec<Publication> =
        (0..3).map(|at| publish(lake, at, &key(u8::try_from(at).unwrap()), &ledger)).collect();
    assert_eq!(states(lake), ["fine", "fine", "stranger 430105"]);

    let county = lake.join("county=430111");
    let name = published[2].name();
    let snapshot = county.join("sample-works").join(&published[2].ledgers[0].folder);
    let change = |path: &Path, expected: &str| {
        let whole = fs::read(path).unwrap();
        for place in [0, whole.len() / 2, whole.len() - 2] {
            let mut bytes = whole.clone();
            bytes[place] ^= 1;
            fs::write(path, bytes).unwrap();
            assert_eq!(states(lake)[1], expected, "byte {place} of {}", path.display());
        }
        fs::write(path, whole).unwrap();
        assert_eq!(states(lake)[1], "fine");
    };
    change(&snapshot.join("open.parquet"), "ledger damaged");
    change(&snapshot.join("manifest.json"), "ledger damaged");
    change(&county.join(format!("publications/{name}.json")), "wrong-signature");
    change(&county.join(format!("publications/{name}.sig")), "wrong-signature");

    fs::remove_file(county.join(format!("publications/{name}.sig"))).unwrap();
    assert_eq!(states(lake)[1], "unsigned");
    // Another county signs in its place, in its name.
    publish_as_other(lake, &published[2]);
    assert_eq!(states(lake)[1], "wrong-signature");
    fs::remove_file(county.join("current")).unwrap();
    assert_eq!(states(lake)[1], "not-published");
    fs::write(county.join("current"), "../../somewhere\n").unwrap();
    assert_eq!(states(lake)[1], "damaged");
}

fn publish_as_other(lake: &Path, publication: &Publication) {
    Publisher::new(lake, &publication.county).unwrap().publish(publication, &key(0)).unwrap();
}

#[test]
fn the_snapshot_of_another_county_does_not_count_though_it_is_signed() {
    let folder = tempfile::tempdir().unwrap();
    let (lake, ledger) = (folder.path(), named("sample-works"));
    trust(lake, &[0, 1]);
    let first = publish(lake, 0, &key(0), &ledger);
    publish(lake, 1, &key(1), &ledger);
    // The second county takes the files of the first for its own, and signs that.
    let taken = lake.join("county=430105/sample-works/taken-over");
    fs::create_dir_all(&taken).unwrap();
    let of_first = lake.join("county=430102/sample-works").join(&first.ledgers[0].folder);
    for file in ["open.parquet", "closed.parquet", "manifest.json"] {
        fs::copy(of_first.join(file), taken.join(file)).unwrap();
    }
    let mut other = Publication { county: "430105".into(), ..first };
    other.ledgers[0].folder = "taken-over".into();
    Publisher::new(lake, "430105").unwrap().publish(&other, &key(1)).unwrap();
    assert_eq!(states(lake), ["fine", "ledger damaged"]);
    other.ledgers[0].folder = "../430102".into();
    Publisher::new(lake, "430105").unwrap().publish(&other, &key(1)).unwrap();
    assert_eq!(states(lake), ["fine", "ledger damaged"]);
}

#[test]
fn the_same_is_published_once_and_what_was_published_stays() {
    let folder = tempfile::tempdir().unwrap();
    let (lake, ledger) = (folder.path(), named("sample-works"));
    trust(lake, &[0]);
    let first = publish(lake, 0, &key(0), &ledger);
    let again = publish(lake, 0, &key(0), &ledger);
    assert_eq!(again.ledgers, first.ledgers, "the snapshot is the one before");
    assert_eq!(again.previous.as_deref(), Some(first.digest().as_str()));
    let publications = fs::read_dir(lake.join("county=430102/publications")).unwrap().count();
    assert_eq!(publications, 4, "two publications with their signatures");
    let snapshots: Vec<_> = fs::read_dir(lake.join("county=430102/sample-works")).unwrap().collect();
    assert_eq!(snapshots.len(), 1);
}

#[test]
fn a_county_that_lost_its_key_does_not_go_on_with_another() {
    let folder = tempfile::tempdir().unwrap();
    let (lake, ledger) = (folder.path(), named("sample-works"));
    trust(lake, &[0]);
    publish(lake, 0, &key(0), &ledger);
    let problems = Publisher::new(lake, COUNTIES[0]).unwrap().last(&key(9).public()).unwrap_err();
    assert_eq!(problems[0].code, Absence::WrongSignature.code());
}

#[test]
fn a_list_of_counties_says_what_is_wrong_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("counties.toml");
    let codes = |text: &str| {
        fs::write(&file, text).unwrap();
        let problems = query::lake::read_counties(&file).unwrap_err();
        problems.into_iter().map(|problem| problem.code).collect::<Vec<_>>()
    };
    let county = |division: &str, key: &str| {
        format!(
            "[[county]]\ndivision = \"{division}\"\nname = {{ zh = \"甲\", en = \"A\" }}\nkey = \"{key}\"\n"
        )
    };
    let public = key(1).public().to_string();
    let both = format!("schema = 1\n{}{}", county("1", &public), county("1", &public));
    assert_eq!(codes(&both), ["lake-division-twice"]);
    assert_eq!(codes(&format!("schema = 1\n{}", county("1", "abc"))), ["lake-key"]);
    assert_eq!(codes(&format!("schema = 1\n{}", county("../1", &public))), ["lake-division"]);
    fs::remove_file(&file).unwrap();
    assert_eq!(query::lake::read_counties(&file).unwrap_err()[0].code, "lake-counties");
}
