//! What every kind has to do, run for all of them over their tables.

use form::{ColumnValue, Field, Language, Value};

use crate::tables::{Bad, Good, table};
use crate::world::{codes, context, field, kinds, place, read};

#[test]
fn every_kind_keeps_the_contract() {
    for (id, kind) in kinds() {
        let field = field(id, &kind);
        let (good, bad) = table(id);
        assert!(good.len() >= 2 && !bad.is_empty(), "{id}: too few examples");
        let mut values: Vec<Value> = good.iter().map(|good| check_good(&field, good)).collect();
        check_order(&field, &mut values);
        for bad in &bad {
            check_bad(&field, bad);
        }
    }
}

#[track_caller]
fn check_good(field: &Field, good: &Good) -> Value {
    let (id, written, codes) = (&field.id, &good.written, codes());
    let value = read(field, written);
    let kept = match &value {
        Value::Text(text) => text.clone(),
        value => serde_json::to_string(value).unwrap(),
    };
    assert_eq!(kept, good.kept, "{id}: what is kept of {written:?}");
    assert_eq!(field.show(&value, Language::Zh, &codes), good.zh, "{id}: {written:?} in Chinese");
    assert_eq!(field.show(&value, Language::En, &codes), good.en, "{id}: {written:?} in English");
    assert_eq!(field.mask(&value), good.masked, "{id}: {written:?} masked");
    check_ways_back(field, &value, good);
    assert!(field.holds(&value), "{id}: {written:?}");
    value
}

/// Whatever is made of a value gives the same value when it is read again; what masks it never does.
#[track_caller]
fn check_ways_back(field: &Field, value: &Value, good: &Good) {
    let (id, codes) = (&field.id, codes());
    let context = context(&codes);
    let written = field.write(value);
    assert_eq!(
        field.read(&written, &place(), context).as_ref(),
        Ok(&Some(value.clone())),
        "{id}: {written:?}"
    );
    let json = serde_json::to_value(value).unwrap();
    assert_eq!(field.from_json(&json, &place(), context).as_ref(), Ok(&Some(value.clone())), "{id}: {json}");
    assert_eq!(serde_json::from_value::<Value>(json).unwrap(), *value, "{id}");
    // What a page shows can be typed again, but for a file, of which a page shows only the name.
    for shown in [&good.zh, &good.en].into_iter().filter(|_| id != "file") {
        assert_eq!(read(field, shown), *value, "{id}: {shown}");
    }
    let masked = field.mask(value);
    assert!(masked.contains('*') && !written.contains(&masked), "{id}: {masked}");
    assert!(field.read(&[masked], &place(), context).is_err(), "{id}: a mask is no value");
}

/// Columns compare as values do, and there is a value for the column where there is a column.
fn check_order(field: &Field, values: &mut [Value]) {
    values.sort();
    let columns: Vec<Option<ColumnValue<'_>>> = values.iter().map(|value| field.to_column(value)).collect();
    assert!(columns.is_sorted(), "{}: {columns:?}", field.id);
    assert!(columns.iter().all(|column| column.is_some() == field.column().is_some()), "{}", field.id);
}

#[track_caller]
fn check_bad(field: &Field, bad: &Bad) {
    let (id, written, codes) = (&field.id, &bad.written, codes());
    let problems = match field.read(std::slice::from_ref(written), &place(), context(&codes)) {
        Ok(value) => panic!("{id} reads {written:?} as {value:?}"),
        Err(problems) => problems,
    };
    assert_eq!(problems.len(), 1, "{id}: {written:?}");
    let problem = &problems[0];
    assert_eq!(problem.code, bad.code, "{id}: {written:?}");
    assert_eq!(problem.place.to_string(), format!("demo.csv:7 {id}"));
    assert_eq!(format!("{}；{}", problem.what.zh, problem.remedy.zh), bad.message, "{id}: {written:?}");
    for sentence in [&problem.what.en, &problem.remedy.en] {
        assert!(!sentence.is_empty() && !sentence.ends_with('.'), "{id}: {sentence}");
    }
    // It may be personal, and problems go into logs. A short text may stand in an example by chance.
    let is_repeated = written.chars().count() > 8 && problem.what.zh.contains(written.as_str());
    assert!(!is_repeated, "{id}: the message repeats what was written");
}
