//! The guide in both languages names whatever a declaration may say, and its example is sound.

use ledger::Ledger;

const GUIDES: [&str; 2] =
    [include_str!("../../../../docs/ledgers.md"), include_str!("../../../../docs/ledgers.zh-CN.md")];

/// A declaration of nothing: whoever reads it tells every key and kind that there is.
const STRANGE: &str = "
qqqqqqqqqq = 1
[retention]
qqqqqqqqqq = 1
[[field]]
kind = 'qqqqqqqqqq'
qqqqqqqqqq = 1
[[view]]
qqqqqqqqqq = 1
[[rule]]
kind = 'qqqqqqqqqq'
severity = 'qqqqqqqqqq'
qqqqqqqqqq = 1
[[rule.when]]
qqqqqqqqqq = 1
[[total]]
qqqqqqqqqq = 1
[total.covered_by]
qqqqqqqqqq = 1
[[telling]]
qqqqqqqqqq = 1
[[shown]]
qqqqqqqqqq = 1
[[gap]]
kind = 'qqqqqqqqqq'
urgency = 'qqqqqqqqqq'
qqqqqqqqqq = 1
";

#[test]
fn the_guides_name_every_key_and_every_kind() {
    let problems = Ledger::read("ledger.toml", STRANGE).unwrap_err();
    let lists: Vec<&str> = problems
        .iter()
        .filter_map(|problem| {
            let remedy = problem.remedy.en.as_str();
            remedy.strip_prefix("keys known here: ").or_else(|| remedy.strip_prefix("write one of: "))
        })
        .collect();
    let expected = "the ledger, its retention, a field, its kinds, a view, a rule, its kinds, its severity, its conditions, a total, its cover, a telling, what is shown, a gap, its kinds, its urgency";
    assert_eq!(lists.len(), 16, "of {expected}: {problems:#?}");
    for word in lists.iter().flat_map(|list| list.split(", ")) {
        for guide in GUIDES {
            let is_named =
                [format!("`{word}`"), format!("`[[{word}]]`")].iter().any(|name| guide.contains(name));
            assert!(is_named, "{word} is not in the guide that begins with {:?}", guide.lines().next());
        }
    }
}

#[test]
fn the_example_of_the_guides_is_sound() {
    let examples = GUIDES.map(|guide| {
        let (_, rest) = guide.split_once("```toml\n").unwrap();
        rest.split_once("```").unwrap().0
    });
    assert_eq!(examples[0], examples[1], "both guides have the same");
    assert_eq!(Ledger::read("ledger.toml", examples[0]).unwrap().id, "markets");
}
