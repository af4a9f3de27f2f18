//! The guide in both languages names whatever a declaration may say, and its example is sound.

use cases::{Law, Procedure, stories};

use crate::china::{context, rules};
use crate::stories::compare;

const GUIDES: [&str; 2] =
    [include_str!("../../../../docs/procedures.md"), include_str!("../../../../docs/procedures.zh-CN.md")];

/// A declaration of nothing: whoever reads it tells every key and code that there is.
const STRANGE: &str = "
qqqqqqqqqq = 1
mode = 'qqqqqqqqqq'
[retention]
qqqqqqqqqq = 1
[[basis]]
qqqqqqqqqq = 1
[[state]]
qqqqqqqqqq = 1
[[step]]
qqqqqqqqqq = 1
guards = [{ rule = 'qqqqqqqqqq' }]
[[step.notice]]
qqqqqqqqqq = 1
[[step.opens]]
qqqqqqqqqq = 1
[[step.moves]]
qqqqqqqqqq = 1
[[step.records]]
qqqqqqqqqq = 1
[[step.preset]]
qqqqqqqqqq = 1
day = { qqqqqqqqqq = 1, month = 'qqqqqqqqqq', moved = 'qqqqqqqqqq' }
[[document]]
qqqqqqqqqq = 1
[[clock]]
qqqqqqqqqq = 1
pauses = [{ qqqqqqqqqq = 1 }]
extensions = [{ qqqqqqqqqq = 1 }]
[[look_up]]
qqqqqqqqqq = 1
[[reply]]
qqqqqqqqqq = 1
";

const STRANGE_LAW: &str = "
qqqqqqqqqq = 1
transition = 'qqqqqqqqqq'
[[limit]]
qqqqqqqqqq = 1
[[limit.extension]]
qqqqqqqqqq = 1
";

#[test]
fn the_guides_name_every_key_and_every_code() {
    let problems = Procedure::read("procedure.toml", STRANGE).unwrap_err();
    let more = Law::read("law.toml", STRANGE_LAW).unwrap_err();
    let lists: Vec<&str> = problems
        .iter()
        .chain(&more)
        .filter_map(|problem| {
            let remedy = problem.remedy.en.as_str();
            remedy.strip_prefix("keys known here: ").or_else(|| remedy.strip_prefix("write one of: "))
        })
        .collect();
    assert_eq!(lists.len(), 25, "{lists:#?}");
    for word in lists.iter().flat_map(|list| list.split(", ")) {
        for guide in GUIDES {
            let is_named = [format!("`{word}`"), format!("`[[{word}]]`"), format!("`{word} = ")]
                .iter()
                .any(|name| guide.contains(name.as_str()))
                || guide.contains(&format!(".{word}]]`"));
            assert!(is_named, "{word} is not in the guide that begins with {:?}", guide.lines().next());
        }
    }
}

#[test]
fn the_example_is_sound_and_its_story_holds() {
    for guide in GUIDES {
        let block = |language: &str| {
            let (_, rest) = guide.split_once(&format!("```{language}\n")).unwrap();
            rest.split_once("```").unwrap().0
        };
        let procedure = Procedure::read("procedure.toml", block("toml"))
            .unwrap_or_else(|problems| panic!("{problems:#?}"));
        let told = stories(&procedure, rules(), context(), block("text"));
        assert!(told[0].ends, "{told:#?}");
        compare("docs/procedures.md", &told);
    }
}
