//! Keys, canonical JSON and digests, sign by sign: other programs compute them too.

use form::{Fields, Value};
use ledger::{canonical, digest, key_of};

use crate::bodies::bodies;

#[test]
fn canonical_json_has_one_form() {
    check(&[], "{}", "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    check(
        &[
            ("name", Value::Text("开福区“知识产权”局\n\"甲\"\u{1}".into())),
            ("count", Value::Integer(-9_007_199_254_740_991)),
            ("is_open", Value::Flag(true)),
            ("partners", Value::List(vec![Value::Text("b".into()), Value::Text("a".into())])),
        ],
        "{\"count\":-9007199254740991,\"is_open\":true,\"name\":\"开福区“知识产权”局\\n\\\"甲\\\"\\u0001\",\"partners\":[\"b\",\"a\"]}",
        "e07d88c02b9cef4876ea2d80905c4bdb936a000aaae7edbccee28205dca1c97d",
    );
}

#[test]
fn keys_are_the_values_of_the_key_fields() {
    let mut ledger = bodies();
    let fields = fields(&[
        ("number", Value::Text("KF-1".into())),
        ("name", Value::Text("甲".into())),
        ("kind", Value::Integer(2026)),
        ("street", Value::Flag(true)),
    ]);
    for (key, expected) in [
        (&["number"][..], "KF-1"),
        (&["kind", "number"], "2026~KF-1"),
        (&["street", "name", "stranger"], "true~甲~"),
    ] {
        ledger.key = key.iter().map(|id| (*id).to_owned()).collect();
        assert_eq!(key_of(&ledger, &fields), expected);
    }
}

fn fields(fields: &[(&str, Value)]) -> Fields {
    fields.iter().map(|(id, value)| ((*id).to_owned(), value.clone())).collect()
}

fn check(written: &[(&str, Value)], expected: &str, expected_digest: &str) {
    let fields = fields(written);
    assert_eq!(canonical(&fields), expected);
    let read: Fields = serde_json::from_str(expected).unwrap();
    assert_eq!(read, fields, "it reads back as the same fields");
    let digest: String = digest(&fields).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(digest, expected_digest);
}
