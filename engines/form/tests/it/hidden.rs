//! Values that may not be seen: sealed ones and masked ones.

use form::{Column, Language, SEALED, Value};

use crate::world::{codes, context, field, kinds, place, read};

#[test]
fn a_sealed_value_is_shown_and_written_as_stars_and_read_by_no_kind() {
    let codes = codes();
    let sealed = Value::Text(format!("{SEALED}0123456789abcdef"));
    for (id, kind) in kinds() {
        let field = field(id, &kind);
        assert!(field.holds(&sealed), "{id}: a record may hold it");
        assert_eq!(field.show(&sealed, Language::Zh, &codes), "****", "{id}");
        assert_eq!(field.mask(&sealed), "****", "{id}");
        assert_eq!(field.write(&sealed), ["****"], "{id}");
        for hidden in [sealed.clone(), Value::Text("****".to_owned()), Value::List(vec![sealed.clone()])] {
            assert_eq!(field.prefill(&hidden), [""; 0], "{id}: no form begins with stars");
        }
        assert_eq!(field.to_column(&sealed), None, "{id}");
        for written in ["sealed:0123456789abcdef", "****", "sea\u{200b}led:0123", "*\u{200b}***", " sealed:"]
        {
            let read = field.read(&[written.to_owned()], &place(), context(&codes));
            assert!(read.is_err(), "{id} reads {written:?} as {read:?}");
        }
    }
}

#[test]
fn what_is_sealed_has_no_column() {
    let mut birthday = field("born", &form::Kind::Date);
    let value = read(&birthday, "1990-01-02");
    assert_eq!(birthday.column(), Some(Column::Days));
    birthday.class = form::Class::Personal;
    assert_eq!(birthday.column(), None);
    assert_eq!(birthday.to_column(&value), None);
}

#[test]
fn what_was_said_of_another_kind_can_be_read_still_and_is_no_more_visible_than_before() {
    let codes = codes();
    let text = |text: &str| Value::Text(text.to_owned());
    let said = [Value::Flag(true), Value::Integer(-7), text("没有电话"), text("2020")];
    for (id, kind) in kinds() {
        let field = field(id, &kind);
        for value in said.iter().filter(|value| !field.holds(value)) {
            for shown in [field.show(value, Language::Zh, &codes), field.write(value).concat()] {
                assert!(!shown.is_empty(), "{id}: {value:?}");
            }
            let masked = field.mask(value);
            assert!(
                masked.contains('*') && masked != field.show(value, Language::Zh, &codes),
                "{id}: {masked}"
            );
            _ = field.to_column(value);
        }
    }
}
