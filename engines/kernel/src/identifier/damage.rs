use super::scan::Scan;

/// What a spreadsheet does to a number that names something when the column is not formatted as text.
///
/// Spreadsheets keep 15 significant digits of a number (IEEE 754 double precision, shown to 15 digits) and show
/// twelve and more digits in powers of ten. What is lost cannot be computed back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Damage {
    /// `9.1E+17`: only the first digits are left.
    PowerOfTen {
        /// How many digits the number had.
        digits: usize,
    },
    /// 18 digits whose last three are zero and whose check is wrong: digits 16 to 18 were lost.
    Rounded,
    /// 16 or 17 digits with nothing but zeros after the fifteenth.
    RoundedAndShort,
    /// `12345678.0`: a number with a decimal point; nothing is lost up to 15 digits but leading zeros.
    DecimalPoint {
        /// How many digits stand before the point.
        digits: usize,
        /// The number without the decimal point, if it can be whole.
        corrected: Option<String>,
    },
}

/// Digits that survive in a spreadsheet's number.
const DIGITS_KEPT: usize = 15;

/// Damage that shows in any kind of number: powers of ten, and a decimal point with zeros.
pub(super) fn spot(text: &str) -> Option<Damage> {
    power_of_ten(text).or_else(|| decimal_point(text))
}

/// Sixteen and more digits with nothing but zeros after the fifteenth, as a spreadsheet leaves them.
///
/// A genuine number may look like this too; only its check characters can tell.
pub(super) fn ends_like_rounded(text: &str) -> bool {
    text.len() > DIGITS_KEPT
        && text.chars().all(|c| c.is_ascii_digit())
        && text.chars().skip(DIGITS_KEPT).all(|c| c == '0')
}

/// The damage of a number too short for its scheme, if that is what happened.
pub(super) fn rounded_and_short(text: &str) -> Option<Damage> {
    (text.len() < 18 && ends_like_rounded(text)).then_some(Damage::RoundedAndShort)
}

fn power_of_ten(text: &str) -> Option<Damage> {
    let mut scan = Scan::new(text);
    scan.one(|c| c.is_ascii_digit())?;
    if scan.take(".") {
        scan.digits(1, DIGITS_KEPT)?;
    }
    scan.one(|c| c == 'E' || c == 'e')?;
    // Without a plus sign it takes two digits to be a power of ten; a class or a code may be `9E1`.
    let digits = if scan.take("+") { scan.digits(1, 3)? } else { scan.digits(2, 3)? };
    let exponent: usize = digits.parse().ok()?;
    scan.is_at_end().then_some(Damage::PowerOfTen { digits: exponent + 1 })
}

fn decimal_point(text: &str) -> Option<Damage> {
    let (whole, zeros) = text.split_once('.')?;
    let is_number = !whole.is_empty() && whole.chars().all(|c| c.is_ascii_digit());
    if !is_number || zeros.is_empty() || zeros.chars().any(|c| c != '0') {
        return None;
    }
    let corrected = (whole.len() <= DIGITS_KEPT).then(|| whole.to_owned());
    Some(Damage::DecimalPoint { digits: whole.len(), corrected })
}
