//! Files of an invented county: what is written is read back and accepted by the ledgers they are for.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use documents::table_file::{TableFile, TableFormat, TableRow, XmlLayout};
use form::{Codes, Context, Fields, Value};
use jiff::civil::{Date, date};
use kernel::Place;
use ledger::{Ledger, key_of};
use pack::Pack;
use tempfile::TempDir;

use crate::command::qiangxian;

/// The day as of which the files are.
const AS_OF: Date = date(2026, 6, 30);

/// Columns that exports of offices call otherwise than the ledger does.
const RENAMED: [(&str, &str); 21] = [
    ("社会信用代码", "uscc"),
    ("企业名称", "name"),
    ("住所", "address"),
    ("专利类型", "kind"),
    ("专利名称", "title"),
    ("申请（专利权）人", "applicants"),
    ("第一申请人统一社会信用代码", "enterprise"),
    ("申请人地址", "address"),
    ("副分类号", "ipc_further"),
    ("最早优先权日", "priority_on"),
    ("公开（公告）日", "published_on"),
    ("授权日", "granted_on"),
    ("失效日", "ended_on"),
    ("当前法律状态", "status"),
    ("公开（公告）号", "publication_numbers"),
    ("注册号/申请号", "number"),
    ("国际分类", "class"),
    ("申请人名称", "holders"),
    ("软件全称", "title"),
    ("版本", "version"),
    ("登记日期", "registered_on"),
];

/// The names of ledgers by what their files are called.
const FILES: [(&str, &[&str]); 25] = [
    ("企业名录.csv", &["enterprises"]),
    ("企业类别.xlsx", &["enterprise-segments"]),
    ("发明专利.csv", &["patents"]),
    ("实用新型专利.csv", &["patents"]),
    ("外观设计专利.xlsx", &["patents"]),
    ("专利权人.csv", &["patent-applicants"]),
    ("专利法律事件.csv", &["patent-events"]),
    ("PCT国际申请.xlsx", &["pct-applications"]),
    ("境外权利.csv", &["foreign-rights"]),
    ("非正常专利申请.csv", &["abnormal-filings"]),
    ("商标.csv", &["trademarks"]),
    ("商标法律事件.csv", &["trademark-events"]),
    ("作品登记.csv", &["works"]),
    ("软件著作权.xlsx", &["software-copyrights"]),
    ("质押融资.xlsx", &["pledges", "pledged-rights"]),
    ("称号与证书.xlsx", &["titles"]),
    ("预算.csv", &["budgets"]),
    ("地理标志.xlsx", &["geographical-indications", "gi-producers", "gi-sign-permits"]),
    ("植物新品种.csv", &["plant-varieties"]),
    ("集成电路布图设计.jsonl", &["layout-designs"]),
    ("许可.xlsx", &["licenses", "open-licenses"]),
    ("价值评估.csv", &["valuations"]),
    ("培训.xlsx", &["trainings", "training-attendances"]),
    ("平台载体.ods", &["facilities"]),
    ("知识产权办件.csv", &["matters"]),
];

/// Ledgers of which a district has dozens of records, or some hundreds.
const RARE: [&str; 11] = [
    "geographical-indications",
    "gi-producers",
    "gi-sign-permits",
    "plant-varieties",
    "layout-designs",
    "licenses",
    "open-licenses",
    "valuations",
    "trainings",
    "training-attendances",
    "facilities",
];

/// What a table says: its records, and what is wrong in its rows, as `line code`.
#[derive(Default)]
struct Read {
    records: Vec<Fields>,
    problems: Vec<String>,
}

struct County {
    folder: TempDir,
    day: Date,
    ledgers: Vec<Ledger>,
    codes: Codes,
}

impl County {
    fn written(words: &[&str]) -> Self {
        County::written_as_of(AS_OF, words)
    }

    fn written_as_of(day: Date, words: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().display().to_string();
        let as_of = day.to_string();
        let outcome =
            qiangxian(&[&["synth", "--scale", "sample", "--as-of", &as_of, "--out", &out], words].concat())
                .run();
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        let pack = Pack::built_in("china").unwrap();
        County { folder, day, ledgers: pack.ledgers().unwrap(), codes: pack.codes().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(format!("演示数据-{name}"))
    }

    fn ledger(&self, id: &str) -> &Ledger {
        self.ledgers.iter().find(|ledger| ledger.id == id).unwrap()
    }

    fn read(&self, name: &str, table: usize, ledger: &str) -> Read {
        self.read_file(&self.path(name), table, ledger)
    }

    fn read_file(&self, path: &Path, table: usize, ledger: &str) -> Read {
        let ledger = self.ledger(ledger);
        let file = TableFile::open(path).unwrap();
        let mut rows = file.rows(table).unwrap();
        let header = rows.next().unwrap().unwrap();
        let fields: Vec<String> = header.cells.iter().map(|title| field_of(ledger, title)).collect();
        let mut read = Read::default();
        for row in rows {
            match row {
                Ok(row) => self.read_row(ledger, &fields, row, &mut read),
                Err(error) => {
                    let problem = error.to_problem("a");
                    read.problems.push(format!("{} {}", problem.place.line.unwrap(), problem.code));
                }
            }
        }
        read
    }

    fn read_row(&self, ledger: &Ledger, fields: &[String], row: TableRow, read: &mut Read) {
        let cells: BTreeMap<String, String> =
            fields.iter().cloned().zip(row.cells).filter(|(_, cell)| !cell.is_empty()).collect();
        let context = Context { today: self.day, codes: &self.codes };
        match ledger.form.read_cells(&cells, &Place::default(), context) {
            Ok(record) => read.records.push(record),
            Err(problems) => {
                read.problems.extend(problems.iter().map(|problem| format!("{} {}", row.line, problem.code)));
            }
        }
    }
}

/// The field of a column by its title or its id.
fn field_of(ledger: &Ledger, title: &str) -> String {
    let fields = &ledger.form.fields;
    let declared = fields.iter().find(|field| field.title.zh == title || field.id == title);
    let renamed = RENAMED.iter().find(|(name, id)| *name == title && ledger.form.field(id).is_some());
    let id = declared.map(|field| field.id.as_str()).or(renamed.map(|(_, id)| *id));
    id.unwrap_or_else(|| unreachable!("{}: {title}", ledger.id)).to_owned()
}

fn text<'f>(record: &'f Fields, field: &str) -> Option<&'f str> {
    record.get(field).and_then(Value::as_text)
}

#[test]
fn every_record_is_accepted_is_there_once_and_refers_to_records_that_are_there() {
    let county = County::written(&[]);
    let mut records: BTreeMap<&str, Vec<Fields>> = BTreeMap::new();
    for (name, ledgers) in FILES.into_iter().chain([("支付.csv", &["payments"][..])]) {
        for (table, ledger) in ledgers.iter().enumerate() {
            let read = county.read(name, table, ledger);
            assert!(read.problems.is_empty(), "{name}: {:?}", read.problems.first());
            assert!(!read.records.is_empty(), "{name} is empty");
            records.entry(*ledger).or_default().extend(read.records);
        }
    }
    let mut keys: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (ledger, records) in &records {
        let own: BTreeSet<String> =
            records.iter().map(|record| key_of(county.ledger(ledger), record)).collect();
        assert_eq!(own.len(), records.len(), "{ledger}: a key stands there twice");
        keys.insert(*ledger, own);
    }
    for (id, records) in &records {
        let references = county.ledger(id).references.iter();
        for reference in references.filter(|reference| keys.contains_key(reference.ledger.as_str())) {
            let named = records.iter().filter_map(|record| record.get(&reference.field));
            let named = named.flat_map(Value::values).filter_map(Value::as_text);
            let lost: Vec<&str> =
                named.filter(|key| !keys[reference.ledger.as_str()].contains(*key)).collect();
            // Titles of years of which no budget is written would be a reference to nothing.
            assert!(lost.is_empty(), "{id}.{}: {:?}", reference.field, lost.first());
        }
    }
    lives_are_in_order(&records["patents"]);
    for id in RARE.into_iter().chain(["matters"]) {
        let broken = |record: &Fields| ledger::judge(county.ledger(id), record, None);
        let broken: Vec<_> = records[id].iter().flat_map(broken).collect();
        assert!(broken.is_empty(), "{id}: {:?}", broken.first());
    }
    numbers_are_not_guessed_at(&records);
    matters_are_nearly_all_closed_in_time(&records["matters"]);
}

/// As a county sees it: a few are late, a few are open on the day of the file, and a bureau that is late with many is no demonstration.
fn matters_are_nearly_all_closed_in_time(matters: &[Fields]) {
    assert_eq!(matters.len(), 500);
    let is_late = |matter: &&Fields| {
        let due = text(matter, "extended_to").or(text(matter, "due_on"));
        text(matter, "closed_on") > due
    };
    let open = matters.iter().filter(|matter| text(matter, "closed_on").is_none()).count();
    assert!(matters.iter().filter(is_late).count() <= 10 && open <= 10, "{open} are open");
    assert!(matters.iter().all(|matter| text(matter, "subject").unwrap().ends_with("（演示数据）")));
    let kinds: BTreeSet<&str> = matters.iter().filter_map(|matter| text(matter, "kind")).collect();
    assert!(kinds.len() >= 5, "{kinds:?}");
}

/// What people know of a right by its number is read by its scheme.
fn numbers_are_not_guessed_at(records: &BTreeMap<&str, Vec<Fields>>) {
    let starts = |ledger: &str, field: &str, start: &str| {
        let numbers = records[ledger].iter().filter_map(|record| text(record, field));
        numbers.filter(|number| number.starts_with(start)).count()
    };
    assert_eq!(starts("layout-designs", "number", "BS."), records["layout-designs"].len());
    assert!(starts("plant-varieties", "number", "CNA") > 0);
    assert!(starts("licenses", "open_license", "20") > 0, "no license came out of an open one");
}

/// What happens to a right happens in its order, and nothing after the day of the files.
fn lives_are_in_order(patents: &[Fields]) {
    let mut states = BTreeMap::new();
    for patent in patents {
        let days = ["priority_on", "filed_on", "published_on", "granted_on", "ended_on"];
        let days: Vec<&str> = days.iter().filter_map(|field| text(patent, field)).collect();
        let is_ordered = days.is_sorted() && days.iter().all(|day| *day <= "2026-06-30");
        assert!(is_ordered, "{patent:?}");
        let state = text(patent, "status").unwrap();
        let is_granted = text(patent, "granted_on").is_some();
        assert_eq!(is_granted, matches!(state, "valid" | "lapsed"), "{patent:?}");
        *states.entry(state.to_owned()).or_insert(0) += 1;
    }
    for state in ["pending", "valid", "lapsed", "refused", "withdrawn"] {
        assert!(states.get(state).is_some_and(|count| *count > 20), "{states:?}");
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    let bytes = |words: &[&str]| {
        let county = County::written(words);
        let mut files: Vec<PathBuf> =
            fs::read_dir(county.folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        let read = |path: &PathBuf| (path.file_name().unwrap().to_owned(), fs::read(path).unwrap());
        files.iter().map(read).collect::<Vec<_>>()
    };
    let first = bytes(&["--seed", "7", "--dirt"]);
    assert!(first == bytes(&["--seed", "7", "--dirt"]), "the same seed gave other files");
    let other = bytes(&["--seed", "8", "--dirt"]);
    assert!(first.iter().zip(&other).all(|(first, other)| first.0 == other.0 && first.1 != other.1));
    assert!(first.iter().all(|(name, _)| name.to_string_lossy().starts_with("演示数据-")));
}

/// A file of the next year adds to what was there: nothing comes again under another key, and what was told of its days and rights stays.
#[test]
fn files_of_a_later_day_move_nothing_that_was_there() {
    let counties = [County::written(&[]), County::written_as_of(date(2027, 6, 30), &[])];
    for (name, ledgers) in FILES.into_iter().chain([("支付.csv", &["payments"][..])]) {
        for (table, id) in ledgers.iter().enumerate() {
            let ledger = counties[0].ledger(id);
            let [known, later]: [BTreeMap<String, Fields>; 2] = counties.each_ref().map(|county| {
                let read = county.read(name, table, id);
                assert!(read.problems.is_empty(), "{name}: {:?}", read.problems.first());
                read.records.into_iter().map(|record| (key_of(ledger, &record), record)).collect()
            });
            for (key, record) in &known {
                // Payments of long ago are not told.
                if text(record, "kind") == Some("fee-payment") {
                    continue;
                }
                assert!(later.contains_key(key), "{id} {key} is not there any more");
                for (field, value) in record {
                    // A renewal moves the end of a mark.
                    let is_fixed =
                        value.as_date().is_some() && (*id, field.as_str()) != ("trademarks", "until");
                    let names = ledger.references.iter().any(|reference| reference.field == *field);
                    if is_fixed || names {
                        assert_eq!(later[key].get(field), Some(value), "{id} {key} {field}");
                    }
                }
            }
        }
    }
}

#[test]
fn samples_in_xml_say_the_same_as_the_tables() {
    let county = County::written(&[]);
    let tables = ["发明专利.csv", "实用新型专利.csv", "外观设计专利.xlsx"];
    let known: BTreeMap<String, Fields> = tables
        .iter()
        .flat_map(|name| county.read(name, 0, "patents").records)
        .map(|patent| (text(&patent, "application_number").unwrap().to_owned(), patent))
        .collect();
    let files = [
        ("专利样本-ST96.xml", XmlLayout::PatentSt96, 40),
        ("专利样本-现行公开文本.zip", XmlLayout::PatentChina, 20),
        ("专利样本-原公开文本.zip", XmlLayout::PatentChinaFormer, 20),
    ];
    for (name, layout, at_least) in files {
        let path = county.path(name);
        assert_eq!(TableFile::open(&path).unwrap().format(), TableFormat::Xml(layout));
        let samples = county.read_file(&path, 0, "patents");
        assert!(samples.problems.is_empty(), "{name}: {:?}", samples.problems);
        assert!((at_least..=40).contains(&samples.records.len()), "{name}: {}", samples.records.len());
        for sample in &samples.records {
            let other = &known[text(sample, "application_number").unwrap()];
            for field in
                ["title", "applicants", "filed_on", "granted_on", "ipc_main", "ipc_further", "locarno"]
            {
                assert_eq!(sample.get(field), other.get(field), "{name}: {field}");
            }
            // The addresses of persons end with the county where it is no sub-district that they name.
            let is_shortened = |address: &str| text(other, "address").unwrap().starts_with(address);
            assert!(is_shortened(text(sample, "address").unwrap()));
        }
        for (table, ledger) in [(1, "patent-applicants"), (2, "patent-events")] {
            let read = county.read_file(&path, table, ledger);
            assert!(read.problems.is_empty() && !read.records.is_empty(), "{ledger}: {:?}", read.problems);
        }
    }
}

#[test]
fn samples_of_marks_say_the_same_as_the_table() {
    let county = County::written(&[]);
    let path = county.path("商标样本-ST96.xml");
    assert_eq!(TableFile::open(&path).unwrap().format(), TableFormat::Xml(XmlLayout::TrademarkSt96));
    let samples = county.read_file(&path, 0, "trademarks");
    assert!(samples.problems.is_empty(), "{:?}", samples.problems);
    assert_eq!(samples.records.len(), 40);
    let key = |mark: &Fields| key_of(county.ledger("trademarks"), mark);
    let marks = county.read("商标.csv", 0, "trademarks").records;
    let known: BTreeMap<String, Fields> = marks.into_iter().map(|mark| (key(&mark), mark)).collect();
    let fields = ["name", "kind", "holders", "persons", "goods", "filed_on", "published_on", "registered_on"];
    for sample in &samples.records {
        for field in fields.into_iter().chain(["until", "status"]) {
            assert_eq!(sample.get(field), known[&key(sample)].get(field), "{field}");
        }
    }
    let events = county.read_file(&path, 1, "trademark-events");
    assert!(events.problems.is_empty() && !events.records.is_empty(), "{:?}", events.problems);
}

#[test]
fn dirt_has_the_faults_it_says() {
    let county = County::written(&["--dirt"]);
    let problems = |name: &str, ledger: &str| {
        let mut codes: BTreeMap<String, usize> = BTreeMap::new();
        for problem in county.read(name, 0, ledger).problems {
            let code = problem.split(' ').next_back().unwrap_or_default().to_owned();
            *codes.entry(code).or_default() += 1;
        }
        codes.into_iter().map(|(code, count)| format!("{code} {count}")).collect::<Vec<_>>()
    };
    assert_eq!(problems("问题-五种日期.csv", "patents"), ["year-last 6"]);
    assert_eq!(problems("问题-校验位错误.csv", "patents"), ["check-wrong 6"]);
    assert_eq!(problems("问题-十五位受损.csv", "enterprises"), ["spreadsheet-damage 6"]);
    assert_eq!(problems("问题-断尾.csv", "patents"), ["file-cut 1"]);
    assert_eq!(problems("问题-手工填写.csv", "trainings"), ["day-missing 2", "not-a-number 2"]);
    // Repeats are sound row by row; only together they are not.
    assert_eq!(problems("问题-重复.csv", "patents"), Vec::<String>::new());
    let repeated = county.read("问题-重复.csv", 0, "patents").records;
    let keys: BTreeSet<String> =
        repeated.iter().map(|record| key_of(county.ledger("patents"), record)).collect();
    assert_eq!((keys.len(), repeated.len()), (60, 72));
    for sheet in [0, 1] {
        let read = county.read("问题-两张表头不同.xlsx", sheet, "patents");
        assert_eq!((read.problems.len(), read.records.len()), (0, 30));
    }
}
