//! Whatever anybody writes: no kind panics, and what is read once is read the same for ever.

use std::sync::LazyLock;

use form::{Codes, Field, Kind, Language, Value};
use jsonschema::Validator;
use kernel::identifier::Scheme;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value as Json, json};

use crate::schema::validator;
use crate::tables::table;
use crate::world::{codes, context, field, kinds, place};

static CODES: LazyLock<Codes> = LazyLock::new(codes);

/// The fields of all kinds with their schemas.
static FIELDS: LazyLock<Vec<(Field, Validator)>> = LazyLock::new(|| {
    let fields = kinds().into_iter().map(|(id, kind)| field(id, &kind));
    let schemes = Scheme::ALL.into_iter().map(|scheme| field(scheme.id(), &Kind::Identifier(scheme)));
    fields.chain(schemes).map(|field| (field.clone(), validator(&field))).collect()
});

/// Everything that stands in the tables.
static WRITTEN: LazyLock<Vec<String>> = LazyLock::new(|| {
    let tables = kinds().into_iter().map(|(id, _)| table(id));
    let both = tables.flat_map(|(good, bad)| {
        let good = good.into_iter().map(|good| good.written);
        good.chain(bad.into_iter().map(|bad| bad.written)).collect::<Vec<_>>()
    });
    both.chain(Scheme::ALL.iter().map(|scheme| scheme.example().to_owned())).collect()
});

/// Text made to be hard: pieces of the tables, signs that mean something to some kind, and anything.
fn text() -> impl Strategy<Value = String> {
    const SIGNS: &str = "0189.,-+/:;*@#'\"=eExX ~%\n\r\t年月日万亿元转分第类张·　０９．，\u{200b}\u{202e}\u{feff}\u{fffd}\0¥√是";
    let signs = vec(select(SIGNS.chars().collect::<Vec<_>>()), 0..12);
    let piece = (select(WRITTEN.as_slice()), any::<proptest::sample::Index>()).prop_map(|(text, at)| {
        let characters: Vec<char> = text.chars().collect();
        characters[..at.index(characters.len() + 1)].iter().collect::<String>()
    });
    let signs = signs.prop_map(|signs| signs.into_iter().collect::<String>());
    // One slip of the pen or none: these are read more often than not.
    let slip = (
        select(WRITTEN.as_slice()),
        any::<proptest::sample::Index>(),
        0..3_usize,
        select(SIGNS.chars().collect::<Vec<_>>()),
    )
        .prop_map(|(text, at, removed, sign)| {
            let mut characters: Vec<char> = text.chars().collect();
            let at = at.index(characters.len() + 1);
            let end = characters.len().min(at + removed);
            characters.splice(at..end, (removed < 2).then_some(sign));
            characters.into_iter().collect::<String>()
        });
    prop_oneof![
        slip,
        (select(WRITTEN.as_slice()), signs.clone(), piece.clone()).prop_map(|(a, b, c)| format!("{a}{b}{c}")),
        (signs.clone(), piece, signs.clone()).prop_map(|(a, b, c)| format!("{a}{b}{c}")),
        signs,
        any::<String>(),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    let one = prop_oneof![
        any::<bool>().prop_map(Value::Flag),
        any::<i64>().prop_map(Value::Integer),
        text().prop_map(Value::Text),
    ];
    one.prop_recursive(2, 6, 3, |inner| vec(inner, 0..3).prop_map(Value::List))
}

fn json_value() -> impl Strategy<Value = Json> {
    let one = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        text().prop_map(Json::from),
    ];
    one.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Json::from),
            inner.prop_map(|inner| json!({ "a": inner }))
        ]
    })
}

proptest! {
    #[test]
    fn what_is_read_is_canonical_and_stays(text in text()) {
        for (field, validator) in FIELDS.iter() {
            let read = field.read(std::slice::from_ref(&text), &place(), context(&CODES));
            let Ok(Some(value)) = read else { continue };
            prop_assert!(field.holds(&value), "{} {:?}", field.id, value);
            prop_assert!(!value.is_sealed());
            let written = field.write(&value);
            prop_assert_eq!(
                field.read(&written, &place(), context(&CODES)), Ok(Some(value.clone())), "{} {:?}", &field.id, written
            );
            let json = serde_json::to_value(&value).unwrap();
            prop_assert_eq!(field.from_json(&json, &place(), context(&CODES)), Ok(Some(value.clone())));
            prop_assert!(validator.is_valid(&json!({ &field.id: json })), "{} {}", field.id, json);
            prop_assert_eq!(field.to_column(&value).is_some(), field.column().is_some());
            prop_assert!(!field.show(&value, Language::Zh, &CODES).is_empty());
            prop_assert!(!field.show(&value, Language::En, &CODES).is_empty());
            prop_assert!(!written.contains(&field.mask(&value)));
        }
    }

    #[test]
    fn cells_give_back_what_they_were_made_of(texts in vec(text(), 0..4)) {
        for (field, _) in FIELDS.iter() {
            let field = Field { many: !field.kind.has_lines(), ..field.clone() };
            let Ok(Some(value)) = field.read(&texts, &place(), context(&CODES)) else { continue };
            let cell = field.write_cell(&value);
            prop_assert_eq!(field.read_cell(&cell, &place(), context(&CODES)), Ok(Some(value)), "{} {:?}", &field.id, cell);
        }
    }

    #[test]
    fn any_value_is_shown_written_masked_and_compared(value in value()) {
        for (field, _) in FIELDS.iter() {
            field.show(&value, Language::Zh, &CODES);
            field.show(&value, Language::En, &CODES);
            let (_, _, _) = (field.write(&value), field.mask(&value), field.write_cell(&value));
            if field.holds(&value) && !value.is_sealed() {
                prop_assert_eq!(field.to_column(&value).is_some(), field.column().is_some());
            }
        }
    }

    #[test]
    fn any_json_is_read_or_refused(json in json_value()) {
        for (field, validator) in FIELDS.iter() {
            match field.from_json(&json, &place(), context(&CODES)) {
                Ok(Some(value)) => {
                    let canonical = serde_json::to_value(&value).unwrap();
                    prop_assert!(validator.is_valid(&json!({ &field.id: canonical })), "{} {}", field.id, canonical);
                }
                Ok(None) => {}
                Err(problems) => prop_assert!(!problems.is_empty()),
            }
        }
    }
}
