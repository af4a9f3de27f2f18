use jiff::civil::Date;
use kernel::declaration::{Located, Reader, Table};
use kernel::{Place, Problem, Wording};

use crate::exact::Exact;
use crate::indicator::{Decides, Indicator, ParameterValue};
use crate::target::{Comparator, Rate};

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
    pub number: ReadNumber,
    /// Which growth that is.
    pub rate: Rate,
    /// Why the words mean that.
    pub why: Wording,
}

/// The number with which an indicator is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadNumber {
    /// The pack says it.
    Number(Exact),
    /// The value of this parameter of the indicator, once somebody has answered the question that decides it: 大幅 is no number before.
    Answered(Located<String>),
}

impl ReadNumber {
    /// The number; none as long as nobody has decided it.
    pub fn of(&self, indicator: &Indicator) -> Option<Exact> {
        let id = match self {
            ReadNumber::Number(number) => return Some(number.clone()),
            ReadNumber::Answered(id) => &id.value,
        };
        if decides(indicator, id) {
            return None;
        }
        let parameter = indicator.parameters.iter().find(|parameter| parameter.id == *id)?;
        match parameter.value {
            ParameterValue::Integer(number) => Some(Exact::whole(number.into())),
            ParameterValue::Text(_) | ParameterValue::Date(_) => None,
        }
    }

    /// Whether it is the number of an indicator: one that the pack says, or that a question of the indicator decides.
    pub fn is_of(&self, indicator: &Indicator) -> bool {
        match self {
            ReadNumber::Number(_) => true,
            ReadNumber::Answered(id) => decides(indicator, &id.value),
        }
    }
}

/// Whether an open question decides a parameter; one that is answered is open no more.
fn decides(indicator: &Indicator, parameter: &str) -> bool {
    let mut decides = indicator.open.iter().filter_map(|question| question.decides.as_ref());
    decides.any(|decides| matches!(decides, Decides::Parameter { id, .. } if id == parameter))
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

/// `number` or the `parameter` that has it, `comparator` and `reading` belong together: a reading that nobody explains cannot be confirmed.
fn reading(table: &Table<'_>) -> Option<Reading> {
    let keys = ["number", "parameter", "rate", "comparator", "reading"];
    if keys.into_iter().all(|key| table.item(key).is_none()) {
        return None;
    }
    let parameter: Option<Located<String>> = table.optional("parameter");
    let wanted = match parameter {
        Some(parameter) => Some(ReadNumber::Answered(parameter)),
        None => {
            let written: Option<Located<String>> = table.required("number");
            written.and_then(|written| number(table, &written)).map(ReadNumber::Number)
        }
    };
    let comparator = table.required_code("comparator", &Comparator::ALL);
    let rate = table.optional_code("rate", &Rate::ALL).unwrap_or_default();
    let why = table.required("reading");
    Some(Reading { number: wanted?, comparator: comparator?, rate, why: why? })
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
