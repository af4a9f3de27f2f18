//! Declarations of ledgers: what a sound one says, and what is wrong with the others.

use form::Kind;
use kernel::Problem;
use ledger::{Ledger, check_all};

use crate::bodies::bodies;

const PROJECTS: &str = include_str!("declaration/projects.toml");

#[test]
fn a_sound_declaration_is_read_whole() {
    let ledger = projects(PROJECTS).unwrap();
    assert_eq!((ledger.id.as_str(), ledger.name.as_str()), ("projects", "title"));
    assert_eq!(ledger.key, ["year", "number"]);
    assert_eq!(ledger.card, ["leader", "body"]);
    assert_eq!(ledger.form.fields.len(), 10);
    assert_eq!(ledger.form.field("body").unwrap().kind, Kind::Body);
    assert_eq!(ledger.retention.years, Some(10));
    let sort: Vec<_> =
        ledger.views[0].sort.iter().map(|sort| (sort.field.as_str(), sort.descending)).collect();
    assert_eq!(sort, [("year", true), ("number", false)]);
    let references: Vec<_> = ledger
        .references
        .iter()
        .map(|reference| format!("{} {} {}", reference.field, reference.ledger, reference.place))
        .collect();
    assert_eq!(
        references,
        [
            "body bodies projects/ledger.toml:34 field[4].kind",
            "partners bodies projects/ledger.toml:39 field[5].kind",
            "enterprise enterprises projects/ledger.toml:46 field[6].ledger",
        ]
    );
}

#[test]
fn digests_depend_on_what_is_declared_alone() {
    let digest = |text: &str| projects(text).unwrap().digest;
    // Who changes the canonical form changes the digest of every declaration that is kept.
    assert_eq!(digest(PROJECTS), "d311dcd0cb6724075e896610865d421a54de9f95f5558d89bf25846e52fa6380");
    let laid_out_otherwise =
        PROJECTS.replace("kind = \"text\"\n", "kind    =  'text' # words\nclass = \"internal\"\n");
    let laid_out_otherwise = laid_out_otherwise.replace("class = \"internal\"\nclass", "class");
    assert_eq!(digest(&laid_out_otherwise), digest(PROJECTS));
    for (written, instead) in
        [("years = 10", "years = 11"), ("min = 2000", "min = 2001"), ("-year", "year"), ("年度", "年份")]
    {
        assert_ne!(digest(&PROJECTS.replacen(written, instead, 1)), digest(PROJECTS), "{written}");
    }
}

#[test]
fn what_is_wrong_is_said_with_line_and_remedy() {
    for (written, instead, expected) in [
        ("id = \"projects\"", "id = \"Projects\"", "3 id bad-id"),
        ("id = \"projects\"", "id = \"a--b\"", "3 id bad-id"),
        ("id = \"by-year\"", "id = \"by_year\"", "78 view[2].id bad-id"),
        ("id = \"by-year\"", "id = \"by-body\"", "78 view[2].id written-twice"),
        ("按年度", "按单位", "79 view[2].title written-twice"),
        ("en = \"by year\"", "en = \"by body\"", "79 view[2].title written-twice"),
        ("负责人", "承担单位", "50 field[7].title written-twice"),
        ("id = \"summary\"", "id = \"valid_from\"", "67 field[10].id reserved-id"),
        ("schema = 1", "schema = 2", "2 schema bad-value"),
        ("key = [\"year\", \"number\"]", "key = []", "6 key empty-list"),
        ("key = [\"year\", \"number\"]", "key = [\"yaer\"]", "6 key[1] unknown-field did you mean year?"),
        ("key = [\"year\", \"number\"]", "key = [\"year\", \"year\"]", "6 key[2] listed-twice"),
        ("key = [\"year\", \"number\"]", "key = [\"title\"]", "6 key[1] key-not-required"),
        ("key = [\"year\", \"number\"]", "key = [\"leader\"]", "6 key[1] hidden-field"),
        ("key = [\"year\", \"number\"]", "key = [\"themes\"]", "6 key[1] several-values"),
        ("key = [\"year\", \"number\"]", "key = [\"summary\"]", "6 key[1] no-column"),
        ("name = \"title\"", "name = \"word\"", "7 name hidden-field"),
        ("name = \"title\"", "name = \"themes\"", "7 name several-values"),
        ("name = \"title\"", "name = \"names\"", "7 name unknown-field declare it in a [[field]] first"),
        ("card = [\"leader\", \"body\"]", "card = [\"word\"]", "8 card[1] hidden-field"),
        (
            "card = [\"leader\", \"body\"]",
            "card = [\"year\", \"number\", \"title\", \"body\", \"partners\", \"leader\", \"themes\"]",
            "8 card too-many",
        ),
        ("years = 10", "years = 0", "9 retention.years retention-years"),
        ("years = 10", "year = 10", "9 retention.year unknown-key did you mean years?"),
        ("ledger = \"enterprises\"", "ledger = \"enterprises\"\nmax = 3", "47 field[6].max unknown-key"),
        (
            "kind = \"long-text\"",
            "kind = \"long-text\"\nledger = \"bodies\"",
            "70 field[10].ledger unknown-key",
        ),
        ("filters = [\"year\"]", "filters = [\"leader\"]", "80 view[2].filters[1] hidden-field"),
        ("filters = [\"year\"]", "filters = [\"themes\"]", "80 view[2].filters[1] several-values"),
        ("filters = [\"year\"]", "filters = [\"summary\"]", "80 view[2].filters[1] no-column"),
        ("sort = [\"title\"]", "sort = []", "81 view[2].sort empty-list"),
        ("sort = [\"title\"]", "sort = [\"-partners\"]", "81 view[2].sort[1] several-values"),
        ("sort = [\"title\"]", "sort = [\"title\", \"-title\"]", "81 view[2].sort[2] listed-twice"),
        (
            "sort = [\"title\"]",
            "sort = [\"title\"]\n[[view]]\nid = \"all\"\ntitle = { zh = \"全部\", en = \"all\" }\nfilters = []\nsort = [\"title\"]",
            "82 view[3] too-many",
        ),
    ] {
        assert!(PROJECTS.contains(written), "{written}");
        let problems = projects(&PROJECTS.replacen(written, instead, 1)).expect_err(instead);
        check(&problems, &[expected]);
    }
}

#[test]
fn all_problems_are_said_at_once() {
    let text = PROJECTS
        .replace("kind = \"long-text\"", "kind = \"lnog-text\"")
        .replace("key = [\"year\", \"number\"]", "key = [\"year\", \"summary\", \"nummer\"]")
        .replace("sort = [\"title\"]", "sort = [\"-word\"]\ncolor = \"red\"")
        .replace("title = { zh = \"主题\", en = \"themes\" }", "title = { zh = \"主题\" }");
    // What is said of fields that could not be read themselves would only distract.
    check(
        &projects(&text).unwrap_err(),
        &[
            "6 key[3] unknown-field did you mean number?",
            "62 field[9].title.en missing-key",
            "69 field[10].kind bad-value did you mean long-text?",
            "81 view[2].sort[1] hidden-field",
            "82 view[2].color unknown-key",
        ],
    );
    assert_eq!(projects("schema = 1\n").unwrap_err().len(), 6);
    assert_eq!(projects("= = =").unwrap_err()[0].code, "toml-syntax");
}

#[test]
fn ledgers_are_checked_beside_each_other() {
    let projects = projects(PROJECTS).unwrap();
    let twin = Ledger::read("twin/ledger.toml", &PROJECTS.replace("enterprises", "bodie")).unwrap();
    check(&check_all(&[bodies()]), &[]);
    check(
        &check_all(&[bodies(), projects, twin]),
        &[
            "46 field[6].ledger unknown-ledger declare that ledger in the pack first",
            "46 field[6].ledger unknown-ledger did you mean bodies?",
            " id in-two-files",
            " title in-two-files",
            " title in-two-files",
        ],
    );
}

/// A number tells of the record that has it; so what tells of that record tells of another with the same number.
#[test]
fn a_number_tells_of_a_record_of_a_ledger_that_is_kept_by_such_numbers() {
    let declared = |id: &str, key: &str, lines: &str| {
        let text = format!(
            "schema = 1\nid = '{id}'\ntitle = {{ zh = '{id}', en = '{id}' }}\nabout = {{ zh = '演示', en = 'demonstration' }}\n\
             key = ['{key}']\nname = '{key}'\nretention = {{ basis = {{ zh = '演示', en = 'demonstration' }} }}\n{lines}"
        );
        Ledger::read(&format!("{id}.toml"), &text).unwrap_or_else(|problems| panic!("{problems:#?}"))
    };
    let field = |id: &str, kind: &str, more: &str| {
        format!("[[field]]\nid = '{id}'\ntitle = {{ zh = '{id}', en = '{id}' }}\nkind = '{kind}'\n{more}\n")
    };
    let firms = declared("firms", "uscc", &field("uscc", "uscc", "required = true"));
    let agencies = declared("agencies", "code", &field("code", "uscc", "required = true\nledger = 'firms'"));
    let loans = |kind: &str, ledger: &str| {
        let lender = field("lender", kind, &format!("ledger = '{ledger}'"));
        declared("loans", "number", &(field("number", "text", "required = true") + &lender))
    };
    let told = |ledger: &Ledger, of: &Ledger| -> Vec<String> {
        ledger.telling_of(of).map(|field| field.id.clone()).collect()
    };
    let of_firms = loans("uscc", "firms");
    check(&check_all(&[firms.clone(), agencies.clone(), of_firms.clone()]), &[]);
    assert_eq!(told(&of_firms, &firms), ["lender"]);
    assert_eq!(told(&of_firms, &agencies), ["lender"], "an agency is a firm");
    assert_eq!(told(&agencies, &firms), ["code"]);
    assert!(told(&agencies, &agencies).is_empty(), "nothing tells of itself");
    check(
        &check_all(&[firms.clone(), loans("uscc", "firm")]),
        &["17 field[2].ledger unknown-ledger did you mean firms?"],
    );
    check(
        &check_all(&[firms, loans("organization-code", "firms")]),
        &[
            "17 field[2].ledger not-by-number name a ledger whose only key is a number of this kind, or leave ledger out",
        ],
    );
}

fn projects(text: &str) -> Result<Ledger, Vec<Problem>> {
    Ledger::read("projects/ledger.toml", text)
}

/// Each problem as line, field, code and the beginning of its remedy, as far as it is expected.
fn check(problems: &[Problem], expected: &[&str]) {
    let told: Vec<String> = problems
        .iter()
        .map(|problem| {
            let line = problem.place.line.map_or(String::new(), |line| line.to_string());
            let field = problem.place.field.as_deref().unwrap_or_default();
            format!("{line} {field} {} {}", problem.code, problem.remedy.en)
        })
        .collect();
    let is_expected = told.len() == expected.len()
        && told.iter().zip(expected).all(|(told, expected)| told.starts_with(expected));
    assert!(is_expected, "told {told:#?}, expected {expected:#?}");
}
