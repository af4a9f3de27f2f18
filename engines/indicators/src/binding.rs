use jiff::civil::Date;
use kernel::declaration::{Located, Reader, Table};
use kernel::{Place, Problem, Wording};

use crate::exact::Exact;
use crate::target::Comparator;

/// A promise of the plan and the indicator that measures it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// The id of the indicator.
    pub indicator: Located<String>,
    /// The words of the plan that promise it, exactly; what is to be reached is read from them.
    pub quote: Located<String>,
    /// From which value and day the straight line to the target begins, and where that value comes from.
    pub baseline: Option<(Exact, Date, Wording)>,
    /// How words are read whose own number is not that of the indicator, or that have none.
    pub reading: Option<Reading>,
    /// Where it is declared.
    pub place: Place,
}

/// What words want reached that do not say it in the unit of the indicator: 清零 is none left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// How the indicator is compared.
    pub comparator: Comparator,
    /// With which number, in its unit.
    pub number: Exact,
    /// Why the words mean that.
    pub why: Wording,
}

impl Binding {
    /// Reads `bindings.toml`.
    ///
    /// # Errors
    /// Every problem at once, each with its line. Whether there are such indicators and such words is not known here.
    pub fn read(file: &str, text: &str) -> Result<Vec<Binding>, Vec<Problem>> {
        let reader = Reader::new(file, text)?;
        let root = reader.root();
        root.required_schema(1);
        let bindings = root.tables("binding").iter().filter_map(binding).collect();
        reader.finish_with(Some(bindings))
    }
}

fn binding(table: &Table<'_>) -> Option<Binding> {
    let (indicator, quote) = (table.required("indicator"), table.required("quote"));
    let baseline: Option<Located<String>> = table.optional("baseline");
    let has_baseline = baseline.is_some() || table.item("baseline_on").is_some();
    let number = baseline.and_then(|written| number(table, &written));
    let (on, basis) = if has_baseline {
        (table.required("baseline_on"), table.required("baseline_basis"))
    } else {
        (None, None)
    };
    if has_baseline && table.item("baseline").is_none() {
        table.required::<String>("baseline");
    }
    let baseline = number.zip(on).zip(basis).map(|((number, on), basis)| (number, on, basis));
    let reading = reading(table);
    Some(Binding { indicator: indicator?, quote: quote?, baseline, reading, place: table.place() })
}

/// `number`, `comparator` and `reading` belong together: a reading that nobody explains cannot be confirmed.
fn reading(table: &Table<'_>) -> Option<Reading> {
    let is_there = ["number", "comparator", "reading"].into_iter().any(|key| table.item(key).is_some());
    if !is_there {
        return None;
    }
    let written: Option<Located<String>> = table.required("number");
    let comparator = table.required_code("comparator", &Comparator::ALL);
    let why = table.required("reading");
    Some(Reading { number: number(table, &written?)?, comparator: comparator?, why: why? })
}

/// A decimal in quotation marks, so that it stays exact.
fn number(table: &Table<'_>, written: &Located<String>) -> Option<Exact> {
    let number = Exact::parse(&written.value);
    if number.is_none() {
        table.problem(Problem::error(
            "bad-number",
            written.place.clone(),
            Wording::new(format!("“{}”不是数", written.value), format!("{} is no number", written.value)),
            Wording::new("如 \"77.23\"", "write a decimal such as \"77.23\""),
        ));
    }
    number
}
