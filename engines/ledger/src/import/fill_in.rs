use form::{Fields, Value};
use kernel::{Place, Problem, Wording};

use crate::{Ledger, Patch};

/// What a published document says of a record that is there, and a warning if it says otherwise of something.
///
/// It tells how the right was on the day of its publication, and not what became of it: so it fills in what the record lacks, and adds
/// to the lists that are declared for it, but changes nothing. Whether the right still stands, and whose it is, the register says.
pub fn fill_in(ledger: &Ledger, held: &Fields, said: Patch) -> (Patch, Option<Problem>) {
    let (mut lacking, mut otherwise) = (Patch::new(), Vec::new());
    for (id, value) in said {
        // What a document leaves out is not gone.
        let Some(value) = value else { continue };
        let Some(field) = ledger.form.field(&id) else { continue };
        match held.get(&id) {
            None => _ = lacking.insert(id, Some(value)),
            Some(held) if ledger.import.adds.contains(&id) => {
                if let Some(longer) = longer(held, &value) {
                    lacking.insert(id, Some(longer));
                }
            }
            Some(held) if *held != value => otherwise.push(field),
            Some(_) => {}
        }
    }
    let titles =
        |of: fn(&Wording) -> &str| otherwise.iter().map(|field| of(&field.title)).collect::<Vec<_>>();
    let warning = (!otherwise.is_empty()).then(|| {
        left_as_it_is(
            &titles(|title| &title.zh).join("、"),
            &titles(|title| &title.en).join(", "),
            otherwise.first().map_or("", |field| field.id.as_str()),
        )
    });
    (lacking, warning)
}

/// A list with the values that it lacks behind its own; none if it lacks none.
fn longer(held: &Value, said: &Value) -> Option<Value> {
    let new = said.values().iter().filter(|value| !held.values().contains(value));
    let all: Vec<Value> = held.values().iter().chain(new).cloned().collect();
    (all.len() > held.values().len()).then_some(Value::List(all))
}

fn left_as_it_is(zh: &str, en: &str, field: &str) -> Problem {
    Problem::warning(
        "published-otherwise",
        Place::default().at_field(field),
        Wording::new(
            format!("公布文献写的与记录不同，记录没有改动：{zh}"),
            format!("what was published says otherwise than the record, which stays as it is: {en}"),
        ),
        Wording::new(
            "公布文献只说明公布当日的情况；现在怎样，请以登记簿或清单为准，另行导入或更正",
            "a publication tells how it was on its day; how it is now, load from a list of the register, or correct the record",
        ),
    )
}
