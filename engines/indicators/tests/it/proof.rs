//! Proofs name what differs.

use indicators::{BaseRow, Exact, Proof, SnapshotDigest, canonical_csv, measure, rows_digest};

use crate::world::{indicator, table, year};

const ROWS: &str = "key,weight,on\nB,2,2026-01-02\nA,1,2026-01-01\n";

fn proof(rows: &str, snapshot: &str) -> Proof {
    let indicator = indicator("flow", "", false);
    let rows = table(rows);
    let figure = measure(&indicator, &rows, None, &year()).unwrap();
    let snapshot = SnapshotDigest {
        ledger: "patents".to_owned(),
        manifest: format!("m{snapshot}"),
        rows: snapshot.to_owned(),
    };
    Proof::new(&indicator, (&year(), 7), vec![snapshot], &figure, (&rows, None))
}

#[test]
fn the_same_rows_prove_the_same() {
    let proof = proof(ROWS, "x");
    let read = Proof::read("proof.json", &proof.to_json()).unwrap();
    assert_eq!(read, proof);
    assert_eq!(read.compare(&proof), []);
}

#[test]
fn what_differs_is_named() {
    let parts = |other: &Proof| -> Vec<String> {
        proof(ROWS, "x").compare(other).into_iter().map(|difference| difference.part).collect()
    };
    assert_eq!(
        parts(&proof(&ROWS.replace("B,2", "B,3"), "x")),
        ["numerator", "value", "shown", "rows_digest"]
    );
    assert_eq!(parts(&proof(&ROWS.replace("01-02", "01-03"), "x")), ["rows_digest"]);
    assert_eq!(parts(&proof(ROWS, "y")), ["snapshots.patents"]);
}

#[test]
fn a_proof_that_was_touched_is_refused() {
    let json = proof(ROWS, "x").to_json();
    let code = |text: &str| Proof::read("proof.json", text).unwrap_err()[0].code.clone();
    assert_eq!(code(&json.replace("演示指标", "演示指飘")), "proof-definition");
    assert_eq!(code(&json.replace("\"format\": 2", "\"format\": 3")), "proof-format");
    assert_eq!(code(&json.replace("\"rows\": 2", "\"row\": 2")), "no-proof");
    assert_eq!(code("{}"), "no-proof");
}

/// A proof of so many patents by the residents of a year.
fn of_residents(base: &str) -> Proof {
    let indicator = indicator("level", "", true);
    let (rows, base) = (table("key,weight\nA,1\n"), table(base));
    let figure = measure(&indicator, &rows, Some(&base), &year()).unwrap();
    Proof::new(&indicator, (&year(), 7), Vec::new(), &figure, (&rows, Some(&base)))
}

#[test]
fn a_denominator_of_few_rows_stands_in_the_proof() {
    let proof = of_residents("key,weight,name\n2025~resident,820790,2025\n");
    let year = BaseRow {
        key: "2025~resident".to_owned(),
        name: Some("2025".to_owned()),
        weight: Exact::whole(820_790),
    };
    assert_eq!(proof.base.as_deref(), Some(&[year][..]));
    assert_eq!(Proof::read("proof.json", &proof.to_json()).unwrap(), proof);
    // The same number of another year is another denominator.
    let other = of_residents("key,weight,name\n2024~resident,820790,2024\n");
    let parts: Vec<String> = proof.compare(&other).into_iter().map(|difference| difference.part).collect();
    assert_eq!(parts, ["base_digest", "base"]);
    // Of many rows there is the digest alone.
    let many: String = (0..21).map(|row| format!("{row},1\n")).collect();
    assert_eq!(of_residents(&format!("key,weight\n{many}")).base, None);
}

#[test]
fn a_proof_of_the_format_before_is_read_and_compared() {
    let proof = of_residents("key,weight,name\n2025~resident,820790,2025\n");
    let before = Proof { format: 1, base: None, ..proof.clone() };
    let json = before.to_json();
    assert!(!json.contains("\"base\""), "{json}");
    let read = Proof::read("proof.json", &json).unwrap();
    assert_eq!(read.compare(&proof), []);
}

/// The digest is that of these bytes: `printf 'key,on,weight\nA,2026-01-01,1\nB,2026-01-02,2\n' | sha256sum`.
#[test]
fn the_canonical_csv_is_what_the_document_says() {
    assert_eq!(canonical_csv(&table(ROWS)), "key,on,weight\nA,2026-01-01,1\nB,2026-01-02,2\n");
    assert_eq!(rows_digest(&table(ROWS)), "a297c5248476871cab0cf007e8d260679390f215382270053a50ec712a7f9929");
    let mut odd = table("key,name\nA,x\nB,\n");
    odd.rows[0][1] = indicators::Cell::Text("a \"b\", c\nd".to_owned());
    assert_eq!(canonical_csv(&odd), "key,name\nA,\"a \"\"b\"\", c\nd\"\nB,\n");
    odd.rows[1][1] = indicators::Cell::Text(String::new());
    assert!(canonical_csv(&odd).ends_with("B,\"\"\n"));
}
