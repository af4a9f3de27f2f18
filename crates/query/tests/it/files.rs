//! Bases on disk: the same intervals are the same bytes, and the manifest says what they are.

use std::fs;

use form::Value;
use jiff::civil::date;
use ledger::Interval as Bounds;
use query::{Base, Error, Interval, Manifest, Part, Shape, Snapshots, Writer, verify, write};
use sha2::{Digest, Sha256};

use crate::world::{check, cut, interval, text, works};

/// More than one call and more than one page, with an interval that was closed.
pub(crate) fn intervals() -> Vec<Interval> {
    let mut all = Vec::new();
    for number in 0..20_000 {
        let key = format!("K{number:06}");
        let place = Value::List(vec![text("开福区"), text(&format!("street-{:02}", number % 20))]);
        let fields = [
            ("title", text(&format!("作品{number}"))),
            ("pieces", Value::Integer(number)),
            ("places", place),
        ];
        if number % 100 == 0 {
            let closed = Interval { known_to: 3, ..interval(2 * number, &key, &fields[..1]) };
            all.push(closed);
        }
        all.push(interval(2 * number + 1, &key, &fields));
    }
    all
}

#[tokio::test]
async fn the_same_intervals_are_the_same_bytes_and_a_changed_one_is_not() {
    let (shape, folders) = (Shape::of(&works()), [(); 3].map(|()| tempfile::tempdir().unwrap()));
    let first = write(folders[0].path(), &shape, cut(5), intervals()).unwrap();
    let second = write(folders[1].path(), &shape, cut(5), intervals()).unwrap();
    assert_eq!(first, second);
    assert_eq!(first.digest(), second.digest());
    for file in ["open.parquet", "closed.parquet", "manifest.json"] {
        let [one, other, _] = &folders;
        assert_eq!(
            fs::read(one.path().join(file)).unwrap(),
            fs::read(other.path().join(file)).unwrap(),
            "{file}"
        );
    }
    let mut changed = intervals();
    changed.last_mut().unwrap().fields.insert("pieces".into(), Value::Integer(0));
    let third = write(folders[2].path(), &shape, cut(5), changed).unwrap();
    assert_ne!(first.digest(), third.digest());
    assert_ne!(first.files[0].rows_sha256, third.files[0].rows_sha256);
    assert_eq!(first.files[1], third.files[1]);
}

#[test]
fn the_manifest_says_what_the_files_are() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = works();
    let manifest = write(folder.path(), &Shape::of(&ledger), cut(5), intervals()).unwrap();
    assert_eq!(manifest, Manifest::read(folder.path()).unwrap());
    assert_eq!(
        (manifest.ledger.as_str(), &manifest.schema, manifest.seq),
        ("sample-works", &ledger.digest, 5)
    );
    let [open, closed] = &manifest.files[..] else { panic!("{manifest:?}") };
    assert_eq!((open.rows, closed.rows), (20_000, 200));
    assert_eq!((open.key_min.as_deref(), open.key_max.as_deref()), (Some("K000000"), Some("K019999")));
    let bytes = fs::read(folder.path().join(&closed.name)).unwrap();
    let hex =
        |bytes: &[u8]| Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    assert_eq!((bytes.len() as u64, hex(&bytes)), (closed.bytes, closed.sha256.clone()));
    assert_eq!(hex(&fs::read(folder.path().join("manifest.json")).unwrap()), manifest.digest());
    assert_eq!(verify(folder.path(), &manifest), Ok(()));
}

/// The digest of the rows can be made without Parquet: these are the lines.
#[test]
fn the_digest_of_rows_is_that_of_their_lines() {
    let folder = tempfile::tempdir().unwrap();
    let fields = [
        ("title", text("“图”\n\\")),
        ("pieces", Value::Integer(-3)),
        ("made_on", text("2025-02-28")),
        ("is_joint", Value::Flag(false)),
        ("places", Value::List(vec![text("a"), text("b")])),
        ("shown_on", Value::List(vec![text("2025-05-01")])),
    ];
    let manifest = write(
        folder.path(),
        &Shape::of(&works()),
        cut(5),
        [interval(7, "A", &fields), interval(8, "B", &[])],
    )
    .unwrap();
    let lines = concat!(
        r#"{"key":"A","span":7,"revision":7,"valid_from":"2026-01-01","valid_to":"9999-12-31","seq_from":1,"seq_to":9007199254740991,"#,
        r#""number":"A","title":"“图”\n\\","pieces":-3,"made_on":"2025-02-28","is_joint":false,"places":["a","b"],"shown_on":["2025-05-01"]}"#,
        "\n",
        r#"{"key":"B","span":8,"revision":8,"valid_from":"2026-01-01","valid_to":"9999-12-31","seq_from":1,"seq_to":9007199254740991,"number":"B"}"#,
        "\n",
    );
    let digest: String = Sha256::digest(lines).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(manifest.files[0].rows_sha256, digest);
}

#[tokio::test]
async fn a_base_answers_as_the_rows_in_memory_do() {
    // Characters that are wild cards and escapes elsewhere are only names here.
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("base [5] 100% 开福*");
    fs::create_dir(&folder).unwrap();
    let ledger = works();
    write(&folder, &Shape::of(&ledger), cut(5), intervals()).unwrap();
    // Nor does a way round in the path matter.
    let base = Base::open(&folder.join("..").join(folder.file_name().unwrap())).unwrap();
    let on_disk = Snapshots::default().with(Part::new(&ledger, Some(base), &[]).unwrap());
    let in_memory = Snapshots::in_memory(vec![(&ledger, intervals())]).unwrap();
    let sql = "select place as key, count(*) as n, sum(pieces) as pieces from (select pieces, unnest(places) as place from sample_works) as one where place like 'street-0%' group by place";
    let mut expected = "key | n | pieces".to_owned();
    for street in 0..10 {
        let sum: i64 = (0..20_000).filter(|number| number % 20 == street).sum();
        expected.push_str(&format!("\n‘street-{street:02}’ | 1000 | {sum}"));
    }
    check(&on_disk, sql, &expected).await;
    check(&in_memory, sql, &expected).await;
}

#[test]
fn an_empty_ledger_has_a_base_too() {
    let folder = tempfile::tempdir().unwrap();
    let manifest = write(folder.path(), &Shape::of(&works()), cut(5), []).unwrap();
    assert_eq!((manifest.files[0].rows, &manifest.files[0].key_min), (0, &None));
    assert_eq!(verify(folder.path(), &manifest), Ok(()));
}

#[test]
fn intervals_out_of_order_twice_or_from_after_the_cut_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::create(folder.path(), &Shape::of(&works()), cut(5)).unwrap();
    writer.push(&interval(7, "B", &[])).unwrap();
    let code = |result: Result<(), Error>| result.unwrap_err().code();
    assert_eq!(code(writer.push(&interval(8, "A", &[]))), "query-unsorted");
    assert_eq!(code(writer.push(&interval(7, "B", &[]))), "query-unsorted");
    let earlier = Interval { valid_from: date(2025, 1, 1), ..interval(9, "B", &[]) };
    assert_eq!(code(writer.push(&earlier)), "query-unsorted");
    assert_eq!(code(writer.push(&Interval { known_from: 6, ..interval(1, "C", &[]) })), "query-after-cut");
    assert_eq!(code(writer.push(&Interval { known_to: 6, ..interval(2, "D", &[]) })), "query-after-cut");
    assert_eq!(Bounds::STILL, 9_007_199_254_740_991);
}

#[test]
fn the_public_shape_has_what_everybody_may_see_and_none_if_the_key_is_not() {
    let shape = Shape::of(&works());
    let public = shape.public().unwrap();
    let names: Vec<String> = public.columns.iter().map(|column| column.name()).collect();
    assert_eq!(names, ["number", "title", "pieces", "made_on", "known_in", "is_joint", "places"]);
    let folder = tempfile::tempdir().unwrap();
    let secret = interval(1, "A", &[("author", text("sealed:01")), ("price", Value::Integer(9_900))]);
    write(folder.path(), &public, cut(5), [secret]).unwrap();
    let bytes = fs::read(folder.path().join("open.parquet")).unwrap();
    for word in ["author", "sealed", "price"] {
        assert!(!bytes.windows(word.len()).any(|window| window == word.as_bytes()), "{word}");
    }
    let declaration = include_str!("works.toml").replacen("class = \"public\"\n", "", 1);
    assert_eq!(Shape::of(&crate::world::read(&declaration)).public(), None);
}

/// A snapshot has the records of all times, also those that are shown no longer.
#[test]
fn what_is_shown_for_a_time_alone_is_in_no_public_shape() {
    let read = |lines: &str| {
        let declaration = include_str!("works.toml");
        Shape::of(&crate::world::read(&format!("{declaration}\n[[shown]]\n{lines}\nuntil = ['made_on']\n")))
    };
    let shape = read("fields = ['title', 'made_on']");
    assert!(!shape.is_public("title") && shape.columns.iter().any(|column| column.field == "title"));
    let names: Vec<String> = shape.public().unwrap().columns.iter().map(|column| column.name()).collect();
    assert_eq!(names, ["number", "pieces", "known_in", "is_joint", "places"]);
    assert_eq!(read("").public(), None);
}
