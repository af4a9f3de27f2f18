mod annuity;
mod kinds;

use std::collections::BTreeMap;

use jiff::civil::Date;
use kernel::declaration::{Reader, Table, is_id};
use kernel::period::{Basis, Certainty, Period as Length, Unit};
use kernel::{Place, Problem, Wording};

use super::law::{RightLaw, RightTransition};
use super::rule::{Applies, Link, RightRule, RuleKind};
use crate::ID_CHARACTERS_MAX;

/// Days before a last day on which people are reminded, unless the rule says otherwise.
const REMIND: [u32; 4] = [90, 60, 30, 7];

impl RightLaw {
    /// Reads one version.
    ///
    /// # Errors
    /// Every problem at once, each with its line. Which ledgers, fields and regimes there are is not known here; see
    /// [`check_rights`](super::check_rights).
    pub fn read(file: &str, text: &str) -> Result<RightLaw, Vec<Problem>> {
        let reader = Reader::new(file, text)?;
        let law = law(&reader.root());
        reader.finish_with(law.map(|law| RightLaw { place: Place::file(file), ..law }))
    }
}

/// What reading a rule needs to know of its file.
struct File {
    statute: String,
}

/// Everything is asked for before anything is put together, so that all problems are found.
fn law(root: &Table<'_>) -> Option<RightLaw> {
    root.required_schema(1);
    let (id, title) = (root.required::<String>("id"), root.required::<Wording>("title"));
    let (in_force, source) = (root.required::<Date>("in_force"), root.required("source"));
    let transitions = [
        ("start-event", RightTransition::StartEvent),
        ("in-force", RightTransition::InForce),
        ("unknown", RightTransition::Unknown),
    ];
    let transition = root.required_code("transition", &transitions);
    let file = File { statute: title.as_ref().map(|title| title.zh.clone()).unwrap_or_default() };
    let mut rules: Vec<RightRule> = Vec::new();
    for (kind, read) in KINDS {
        for table in root.tables(kind) {
            let Some(rule) = rule(&table, &file, read) else { continue };
            if rules.iter().any(|known| known.id == rule.id) {
                root.problem(twice(&rule.id, table.place_of("id")));
            }
            rules.push(rule);
        }
    }
    Some(RightLaw {
        id: id?,
        title: title?,
        in_force: in_force?,
        transition: transition?,
        source: source?,
        rules,
        place: Place::default(),
    })
}

/// Reads what only one kind of rules says.
type ReadKind = fn(&Table<'_>, &File) -> Option<RuleKind>;

/// The kinds of rules by the name of their tables.
const KINDS: [(&str, ReadKind); 5] = [
    ("term", kinds::term),
    ("renewal", kinds::renewal),
    ("annuity", annuity::annuity),
    ("period", kinds::period),
    ("day", kinds::day),
];

fn rule(table: &Table<'_>, file: &File, read: ReadKind) -> Option<RightRule> {
    let id: Option<String> = table.required("id");
    if let Some(id) = id.as_ref().filter(|id| !is_id(id, ID_CHARACTERS_MAX)) {
        table.problem(Problem::error(
            "id-shape",
            table.place_of("id"),
            Wording::new(format!("“{id}”不能作代号"), format!("{id} cannot be an id")),
            Wording::new("请用小写字母、数字和连字符", "use small letters, digits and single hyphens"),
        ));
    }
    let (title, ledger) = (table.required("title"), table.required("ledger"));
    let applies = applies(table);
    let settled_by: Option<Vec<(Link, Applies)>> =
        table.tables("settled_by").iter().map(settled_by).collect();
    let (basis, consequence) = (basis(table, &file.statute), table.required("consequence"));
    let remind: Option<Vec<u32>> = table.optional("remind");
    let is_optional = table.optional("optional").unwrap_or(false);
    let kind = read(table, file);
    Some(RightRule {
        id: id?,
        title: title?,
        ledger: ledger?,
        applies,
        settled_by: settled_by?,
        kind: kind?,
        basis: basis?,
        consequence: consequence?,
        remind: remind.unwrap_or_else(|| REMIND.to_vec()),
        is_optional,
        place: table.place(),
    })
}

/// The conditions in a table.
fn applies(table: &Table<'_>) -> Applies {
    Applies {
        only: values(table, "only"),
        except: values(table, "except"),
        filled: table.optional("filled").unwrap_or_default(),
        empty: table.optional("empty").unwrap_or_default(),
        yes: table.optional("yes").unwrap_or_default(),
        no: table.optional("no").unwrap_or_default(),
    }
}

/// Fields with the values that they may have: `{ kind = ["invention"] }`.
fn values(table: &Table<'_>, key: &'static str) -> BTreeMap<String, Vec<String>> {
    let entries = table.optional_table(key).map(|table| table.entries()).unwrap_or_default();
    let read = |(field, item): (&str, kernel::declaration::Item<'_>)| {
        Some((field.to_owned(), kernel::declaration::Value::read(&item)?))
    };
    entries.into_iter().filter_map(read).collect()
}

/// Which records of another ledger settle a rule.
fn settled_by(table: &Table<'_>) -> Option<(Link, Applies)> {
    let (link, applies) = (link(table), applies(table));
    Some((link?, applies))
}

/// Where records of another ledger are.
fn link(table: &Table<'_>) -> Option<Link> {
    let (ledger, by) = (table.required("ledger"), table.required("by"));
    let own = table.optional("own");
    Some(Link { ledger: ledger?, by: by?, own })
}

/// The article, of the statute of the file unless another is named.
fn basis(table: &Table<'_>, statute: &str) -> Option<Basis> {
    let statute = table.optional("statute").unwrap_or_else(|| statute.to_owned());
    let codes = [("law", Certainty::Law), ("reading", Certainty::Reading)];
    let certainty = table.optional_code("certainty", &codes).unwrap_or(Certainty::Law);
    Some(Basis { statute, article: table.required("article")?, certainty })
}

/// `amount` and `unit` of a table.
fn length(table: &Table<'_>) -> Option<Length> {
    let units = Unit::ALL.map(|unit| (unit.code(), unit));
    let (amount, unit) = (table.required::<i64>("amount"), table.required_code("unit", &units));
    match Length::new(amount?, unit?) {
        Ok(length) => Some(length),
        Err(error) => {
            let remedy = Wording::new(
                format!("应为1至{}的整数", Length::AMOUNT_MAX),
                format!("write a whole number from 1 to {}", Length::AMOUNT_MAX),
            );
            table.problem(Problem::error("bad-amount", table.place_of("amount"), error.wording(), remedy));
            None
        }
    }
}

/// An amount of money in fen, not below nothing.
fn fen(table: &Table<'_>, key: &'static str) -> Option<i64> {
    let fen: i64 = table.required(key)?;
    if fen < 0 {
        table.problem(Problem::error(
            "bad-amount",
            table.place_of(key),
            Wording::new("金额小于零", "the amount is below zero"),
            Wording::new("请以分为单位填写", "write it in fen"),
        ));
        return None;
    }
    Some(fen)
}

fn twice(id: &str, place: Place) -> Problem {
    Problem::error(
        "id-twice",
        place,
        Wording::new(format!("“{id}”写了两次"), format!("{id} is declared twice")),
        Wording::new("请改名或合并", "rename one of them, or merge them"),
    )
}
