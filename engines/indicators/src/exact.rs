use std::fmt;
use std::ops::{Add, Mul, Sub};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Pow, Signed, ToPrimitive, Zero};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Digits after the point that a decimal may have.
pub const DECIMALS_MAX: u32 = 9;
/// Characters of a written number.
const WRITTEN_CHARACTERS_MAX: usize = 64;

/// An exact number: a fraction of whole numbers of any size. Only what is shown is ever rounded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exact(pub(crate) BigRational);

impl Exact {
    /// A whole number.
    pub fn whole(number: i128) -> Exact {
        Exact(BigRational::from_integer(BigInt::from(number)))
    }

    /// A whole number of smallest parts: `scaled(1234, 2)` is 12.34.
    pub fn scaled(number: i128, decimals: u32) -> Exact {
        Exact(BigRational::new(BigInt::from(number), power_of_ten(decimals)))
    }

    /// One number divided by another; none if that is zero.
    pub fn ratio(numerator: i128, denominator: i128) -> Option<Exact> {
        (denominator != 0)
            .then(|| Exact(BigRational::new(BigInt::from(numerator), BigInt::from(denominator))))
    }

    /// What is written as a decimal, such as `120`, `-3` or `9.97`; none if it is something else.
    pub fn parse(written: &str) -> Option<Exact> {
        let digits = written.strip_prefix('-').unwrap_or(written);
        let (whole, parts) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number(whole) || !is_number(parts) || written.len() > WRITTEN_CHARACTERS_MAX {
            return None;
        }
        let number: BigInt = format!("{whole}{parts}").parse().ok()?;
        let fraction = BigRational::new(number, power_of_ten(u32::try_from(parts.len()).ok()?));
        Some(Exact(if written.starts_with('-') { -fraction } else { fraction }))
    }

    /// The number with so many digits after the point, rounded half away from zero.
    pub fn rounded(&self, decimals: u32) -> String {
        let scaled = &self.0 * BigRational::from_integer(power_of_ten(decimals));
        decimal(&scaled.round().to_integer(), decimals)
    }

    /// The number with at most so many digits after the point, never more than it is: what is missing does not vanish.
    pub fn rounded_down(&self, decimals: u32) -> String {
        let scaled = &self.0 * BigRational::from_integer(power_of_ten(decimals));
        decimal(&scaled.floor().to_integer(), decimals)
    }

    /// The same, never less than it is.
    pub fn rounded_up(&self, decimals: u32) -> String {
        let scaled = &self.0 * BigRational::from_integer(power_of_ten(decimals));
        decimal(&scaled.ceil().to_integer(), decimals)
    }

    /// The nearest floating-point number, for drawing and forecasts; never for decisions.
    pub fn to_f64(&self) -> f64 {
        self.0.to_f64().unwrap_or(f64::NAN)
    }

    /// The smallest whole number that is not less.
    pub fn ceiling(&self) -> Option<i128> {
        self.0.ceil().to_integer().to_i128()
    }

    /// The greatest whole number that is not more.
    pub fn floor(&self) -> Option<i128> {
        self.0.floor().to_integer().to_i128()
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether it is more than zero.
    pub fn is_positive(&self) -> bool {
        self.0.is_positive()
    }

    /// The number without its sign.
    #[must_use]
    pub fn magnitude(&self) -> Exact {
        Exact(self.0.abs())
    }

    /// The number multiplied by itself so many times.
    #[must_use]
    pub fn to_the(&self, times: u32) -> Exact {
        Exact(Pow::pow(&self.0, times))
    }

    /// One number divided by another; none if that is zero.
    pub fn over(&self, other: &Exact) -> Option<Exact> {
        (!other.is_zero()).then(|| Exact(&self.0 / &other.0))
    }
}

/// The shortest way of writing it: whole, decimal if it ends, otherwise a fraction `7/3`.
impl fmt::Display for Exact {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ends = (0..=DECIMALS_MAX)
            .find(|decimals| (&self.0 * BigRational::from_integer(power_of_ten(*decimals))).is_integer());
        match ends {
            Some(decimals) => out.write_str(&self.rounded(decimals)),
            None => write!(out, "{}/{}", self.0.numer(), self.0.denom()),
        }
    }
}

/// As text, so that no program between reads it as a floating-point number.
impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Exact, D::Error> {
        let text = String::deserialize(deserializer)?;
        let wrong = || serde::de::Error::custom(format!("{text} is no number"));
        match text.split_once('/') {
            None => Exact::parse(&text).ok_or_else(wrong),
            Some((numerator, denominator)) => {
                let whole = |text: &str| Exact::parse(text).filter(|number| number.0.is_integer());
                let (numerator, denominator) = (whole(numerator), whole(denominator));
                let ratio = numerator.zip(denominator).and_then(|(n, d)| n.over(&d));
                ratio.ok_or_else(wrong)
            }
        }
    }
}

macro_rules! operator {
    ($operator:ident, $function:ident) => {
        impl $operator for &Exact {
            type Output = Exact;
            fn $function(self, other: &Exact) -> Exact {
                Exact($operator::$function(&self.0, &other.0))
            }
        }
    };
}
operator!(Add, add);
operator!(Sub, sub);
operator!(Mul, mul);

pub(crate) fn power_of_ten(exponent: u32) -> BigInt {
    BigInt::from(10).pow(exponent)
}

/// A whole number of smallest parts as a decimal.
fn decimal(number: &BigInt, decimals: u32) -> String {
    let sign = if number.is_negative() { "-" } else { "" };
    let width = usize::try_from(decimals).unwrap_or_default();
    let digits = format!("{:0>width$}", number.magnitude().to_string(), width = width + 1);
    let (whole, parts) = digits.split_at(digits.len() - width);
    if parts.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{parts}") }
}
