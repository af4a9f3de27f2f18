use serde::{Serialize, Serializer};

/// A number to be reached.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Target {
    /// The sentence, exactly as written.
    pub sentence: String,
    /// What is measured.
    pub subject: String,
    /// The words that carry the comparison: 突破, 达…以上.
    pub op_text: String,
    /// How the value is compared with the number.
    pub comparator: Comparator,
    /// Whether the comparator is our reading of a bare number; somebody has to confirm it.
    pub reading: bool,
    /// The number; written without a fraction where it has none.
    #[serde(serialize_with = "as_written")]
    pub number: f64,
    /// 件, 个, %, 分; empty where the text leaves it out.
    pub unit: String,
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; None where the text names no date.
    pub by: Option<String>,
    /// How `by` was found.
    pub by_how: ByHow,
    /// What kind of number it is.
    pub kind: TargetKind,
    /// The path of the task it stands in.
    pub task: Option<Vec<String>>,
    /// The path of the section it stands in.
    pub section: Vec<String>,
    /// 1-based.
    pub line: usize,
}

/// Whole numbers below this are exact as floating point.
const WHOLE_MAX: f64 = 9_007_199_254_740_992.0;

fn as_written<S: Serializer>(number: &f64, out: S) -> Result<S::Ok, S::Error> {
    if number.fract() == 0.0 && number.abs() < WHOLE_MAX {
        out.serialize_i64(*number as i64)
    } else {
        out.serialize_f64(*number)
    }
}

/// How a value is compared with a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Comparator {
    /// More than: 突破, 超过.
    #[serde(rename = ">")]
    More,
    /// At least: 达到, 以上, 不低于.
    #[serde(rename = ">=")]
    AtLeast,
    /// Exactly.
    #[serde(rename = "=")]
    Exactly,
    /// At most: 不超过, 控制在…以内.
    #[serde(rename = "<=")]
    AtMost,
    /// Less than: 低于.
    #[serde(rename = "<")]
    Less,
    /// About: 左右.
    #[serde(rename = "~")]
    About,
}

impl Comparator {
    /// All of them.
    pub const ALL: [Comparator; 6] = [
        Comparator::More,
        Comparator::AtLeast,
        Comparator::Exactly,
        Comparator::AtMost,
        Comparator::Less,
        Comparator::About,
    ];

    /// Its name in ledgers.
    pub fn id(self) -> &'static str {
        match self {
            Comparator::More => "more",
            Comparator::AtLeast => "at-least",
            Comparator::Exactly => "exactly",
            Comparator::AtMost => "at-most",
            Comparator::Less => "less",
            Comparator::About => "about",
        }
    }

    /// The comparator of a name or a sign: `at-least`, `>=`, `≥`.
    pub fn named(text: &str) -> Option<Comparator> {
        let sign = match text {
            "≥" => ">=",
            "≤" => "<=",
            "≈" => "~",
            text => text,
        };
        Comparator::ALL.into_iter().find(|comparator| comparator.id() == text || comparator.sign() == sign)
    }

    /// The sign.
    pub fn sign(self) -> &'static str {
        match self {
            Comparator::More => ">",
            Comparator::AtLeast => ">=",
            Comparator::Exactly => "=",
            Comparator::AtMost => "<=",
            Comparator::Less => "<",
            Comparator::About => "~",
        }
    }
}

/// How the date of a target was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ByHow {
    /// In the same sentence or cell.
    Stated,
    /// From an earlier sentence or the opening of the section.
    Inherited,
    /// Nowhere.
    None,
}

/// What kind of number a target is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TargetKind {
    /// A quantity: 120件, 10亿千瓦.
    Level,
    /// A share of a whole, in per cent.
    Rate,
    /// So many things.
    Count,
    /// A mark out of a scale.
    Score,
    /// Growth a year: 年均增长10%.
    AnnualGrowth,
    /// Growth over a base: 比2020年增长50%, 翻一番.
    GrowthOverBase,
    /// An increase or a decrease by a quantity: 新增20家, 降低3个百分点.
    Delta,
    /// So much each year.
    PerYear,
    /// A place in an order: 前三.
    Rank,
}

/// A target in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QualitativeTarget {
    /// The words.
    pub text: String,
    /// The vague word.
    pub word: String,
    /// `YYYY` or a date; None where the text names none.
    pub by: Option<String>,
    /// The path of the section or task.
    pub path: Vec<String>,
    /// 1-based.
    pub line: usize,
}
