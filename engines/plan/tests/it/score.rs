//! How well the reader reads. `cargo test -p plan score -- --nocapture` prints the table; with `SCORE=12` (or `all`)
//! in the environment also what was read otherwise than in the truth of document 12.

#![expect(clippy::disallowed_methods, reason = "the environment chooses what the table shows")]

use crate::documents::{self, Document};
use crate::scorer::{Score, score};

fn read(document: &Document) -> Score {
    score(&plan::read(&document.lines(), &plan::Watch::default()), &document.truth)
}

fn sum<'d>(documents: impl Iterator<Item = &'d Document>) -> Score {
    let mut all = Score::default();
    for document in documents {
        let score = read(document);
        println!("{:<28}{score}", document.name);
        if std::env::var("SCORE").is_ok_and(|name| name == "all" || document.name.starts_with(&name)) {
            for note in &score.notes {
                println!("    {note}");
            }
        }
        all.add(&score);
    }
    println!("{:<28}{all}\n", "together");
    all
}

#[test]
fn score_of_the_published_documents() {
    let documents = documents::all();
    let given = documents.iter().filter(|document| document.name.as_str() < "05");
    let score = sum(given);
    for (name, count) in score.measures() {
        let bar = if matches!(name, "tasks" | "leads" | "shares") { 0.98 } else { 0.95 };
        assert!(count.f1() >= bar, "{name}: {:.3} is below {bar}", count.f1());
    }
}

#[test]
fn score_of_the_documents_in_other_layouts() {
    let documents = documents::all();
    let others = documents.iter().filter(|document| document.name.as_str() >= "05");
    let score = sum(others);
    for (name, count) in score.measures() {
        let bar = match name {
            "tasks" | "titles" | "leads" | "shares" | "due" | "stages" => 0.98,
            // A truth also lists dates that come again every quarter; these are frequencies here.
            "deadlines" => 0.94,
            _ => 0.95,
        };
        assert!(count.f1() >= bar, "{name}: {:.3} is below {bar}", count.f1());
    }
}
