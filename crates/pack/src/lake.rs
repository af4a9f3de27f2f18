use kernel::declaration::{Located, Reader, nearest};
use kernel::{Problem, Wording};
use ledger::Ledger;

/// The file of a pack that says which ledgers a county publishes.
pub(crate) const FILE: &str = "lake.toml";

/// The ids of the ledgers, in the order of the file.
///
/// # Errors
/// Every problem of the file.
pub(crate) fn read(file: &str, text: &str) -> Result<Vec<Located<String>>, Vec<Problem>> {
    let reader = Reader::new(file, text)?;
    let root = reader.root();
    root.required_schema(1);
    let ledgers = root.required("ledgers");
    reader.finish_with(ledgers)
}

/// Ledgers that there are not, are named twice, or have a key that is not public.
pub(crate) fn check(named: &[Located<String>], ledgers: &[Ledger]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (at, id) in named.iter().enumerate() {
        let problem = |code, what, remedy| Problem::error(code, id.place.clone(), what, remedy);
        let Some(ledger) = ledgers.iter().find(|ledger| ledger.id == id.value) else {
            let near = nearest(&id.value, ledgers.iter().map(|ledger| ledger.id.as_str()));
            problems.push(problem(
                "unknown-ledger",
                Wording::new(format!("没有台账“{}”", id.value), format!("there is no ledger {}", id.value)),
                match near {
                    Some(near) => Wording::new(format!("是否指 {near}"), format!("maybe {near} is meant")),
                    None => Wording::new("请写台账的标识", "write the id of a ledger"),
                },
            ));
            continue;
        };
        let is_public =
            |field: &String| ledger.form.field(field).is_some_and(|field| field.class == form::Class::Public);
        if !ledger.key.iter().all(is_public) {
            problems.push(problem(
                "lake-key-not-public",
                Wording::new(
                    format!("台账“{}”的主键不公开，不能发布", id.value),
                    format!("the key of {} is not public, so it cannot be published", id.value),
                ),
                Wording::new("请去掉它", "take it out"),
            ));
        }
        if named[..at].iter().any(|before| before.value == id.value) {
            problems.push(problem(
                "ledger-twice",
                Wording::new(format!("台账“{}”写了两次", id.value), format!("{} is named twice", id.value)),
                Wording::new("请只留一个", "keep one"),
            ));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::{check, read};
    use crate::Pack;

    #[test]
    fn only_ledgers_with_public_keys_are_published() {
        let ledgers = Pack::built_in("china").unwrap().ledgers().unwrap();
        let text = "schema = 1\nledgers = [\"patents\", \"pledges\", \"patent\", \"patents\"]\n";
        let named = read("lake.toml", text).unwrap();
        let codes: Vec<String> = check(&named, &ledgers).into_iter().map(|problem| problem.code).collect();
        assert_eq!(codes, ["lake-key-not-public", "unknown-ledger", "ledger-twice"]);
    }
}
