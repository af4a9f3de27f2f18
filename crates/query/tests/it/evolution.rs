//! Declarations that change over a base that does not.

use form::Value;
use query::{Base, Part, Shape, Snapshots, write};

use crate::world::{check, cut, interval, read, text, works};

const FIELD: &str = "\n[[field]]\nid = \"added\"\ntitle = { zh = \"新\", en = \"new\" }\n";

fn base(folder: &std::path::Path) -> Base {
    let rows = [interval(1, "A", &[("title", text("图"))]), interval(2, "B", &[("title", text("书"))])];
    write(folder, &Shape::of(&works()), cut(5), rows).unwrap();
    Base::open(folder).unwrap()
}

#[tokio::test]
async fn a_new_field_is_empty_in_an_old_base_and_there_in_what_came_after() {
    let folder = tempfile::tempdir().unwrap();
    for (kind, value) in [
        ("kind = \"text\"\n", text("x")),
        ("kind = \"integer\"\n", Value::Integer(1)),
        ("kind = \"date\"\n", text("2026-01-02")),
        ("kind = \"flag\"\n", Value::Flag(true)),
        ("kind = \"text\"\nmany = true\n", Value::List(vec![text("x"), text("y")])),
    ] {
        let ledger = read(&format!("{}{FIELD}{kind}", include_str!("works.toml")));
        let after = query::Interval {
            known_from: 6,
            ..interval(3, "C", &[("title", text("碑")), ("added", value)])
        };
        let snapshots =
            Snapshots::default().with(Part::new(&ledger, Some(base(folder.path())), &[after]).unwrap());
        let sql = "select key, title, added is null as none from sample_works";
        check(
            &snapshots,
            sql,
            "key | title | none\n‘A’ | ‘图’ | true\n‘B’ | ‘书’ | true\n‘C’ | ‘碑’ | false",
        )
        .await;
        check(&snapshots, "select count(added) as key from sample_works", "key\n1").await;
    }
    let many = read(&format!("{}{FIELD}kind = \"text\"\nmany = true\n", include_str!("works.toml")));
    let snapshots = Snapshots::default().with(Part::new(&many, Some(base(folder.path())), &[]).unwrap());
    check(&snapshots, "select key from sample_works where array_has(added, 'x')", "key").await;
}

#[tokio::test]
async fn a_field_that_is_gone_or_stands_elsewhere_does_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    let fields: Vec<&str> = include_str!("works.toml").split("\n[[field]]\n").collect();
    let kept: Vec<&str> = [0, 1, 5, 2].iter().map(|place| fields[*place]).collect();
    let ledger = read(&kept.join("\n[[field]]\n"));
    let snapshots = Snapshots::default().with(Part::new(&ledger, Some(base(folder.path())), &[]).unwrap());
    check(&snapshots, "select title as key, made_on from sample_works", "key | made_on\n‘书’ | -\n‘图’ | -")
        .await;
}

#[test]
fn a_field_of_another_kind_needs_a_new_base() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = read(&include_str!("works.toml").replacen("kind = \"integer\"", "kind = \"date\"", 1));
    let error = Part::new(&ledger, Some(base(folder.path())), &[]).unwrap_err();
    let problem = &error.problems()[0];
    assert_eq!(problem.code, "query-old-shape");
    assert_eq!(problem.what.zh, "写快照时，台账 sample-works 的字段 pieces 保存的是另一种值");
}
