//! Which place an address means.

use ledger::{Area, Attribution, Patch};

fn rule() -> Attribution {
    Attribution {
        rule: "登记地址，演示版".to_owned(),
        address: "address".to_owned(),
        division: "division".to_owned(),
        body: "body".to_owned(),
        by_rule: "by_rule".to_owned(),
        decided_by: "decided_by".to_owned(),
    }
}

fn shown(patch: &Patch, field: &str) -> String {
    patch.get(field).cloned().flatten().map_or("-".to_owned(), |value| value.as_text().unwrap().to_owned())
}

#[test]
fn the_longest_words_tell_the_place_and_two_places_tell_none() {
    let area = |words: &str, division: &str, body: Option<&str>| Area {
        words: words.to_owned(),
        division: division.to_owned(),
        body: body.map(str::to_owned),
    };
    let areas = [
        area("甲区", "110101", None),
        area("乙区", "110102", None),
        area("东风街道", "110101", Some("east")),
        area("东风路", "110101", Some("east")),
        area("东风路一段", "110101", Some("north")),
        area("建设路", "110101", Some("east")),
        area("建设路", "110102", Some("west")),
        area("人民路", "110101", Some("east")),
        area("解放路", "110101", Some("north")),
    ];
    for (address, division, body) in [
        ("演示市甲区东风街道1号", "110101", "east"),
        ("演示市甲区东风路2号", "110101", "east"),
        // The longer words count.
        ("演示市甲区东风路一段2号", "110101", "north"),
        // The county is told, the street is not.
        ("演示市甲区某路3号", "110101", "-"),
        ("演示市乙区某路3号", "110102", "-"),
        // The same road in two counties: nothing is told, unless the county is named beside it.
        ("演示市建设路4号", "-", "-"),
        ("演示市甲区建设路4号", "110101", "east"),
        // Two roads of one county at a corner: the county is told.
        ("甲区人民路解放路口", "110101", "-"),
        ("某省某市某路5号", "-", "-"),
        ("", "-", "-"),
    ] {
        let patch = rule().of(&areas, address);
        assert_eq!(
            (shown(&patch, "division").as_str(), &*shown(&patch, "body")),
            (division, body),
            "{address}"
        );
        assert_eq!(patch.is_empty(), division == "-", "{address}");
    }
}
