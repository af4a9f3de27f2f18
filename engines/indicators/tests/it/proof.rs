//! Proofs name what differs.

use indicators::{Proof, SnapshotDigest, canonical_csv, measure, rows_digest};

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
    assert_eq!(code(&json.replace("\"format\": 1", "\"format\": 2")), "proof-format");
    assert_eq!(code(&json.replace("\"rows\": 2", "\"row\": 2")), "no-proof");
    assert_eq!(code("{}"), "no-proof");
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
