/// A decimal number as it was written: `mantissa` divided by ten to the power of `decimals`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decimal {
    mantissa: i128,
    decimals: u32,
}

/// A number brought to whole units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scaled {
    /// It is whole.
    Whole(i128),
    /// Something is left behind the point.
    Broken,
}

/// The most digits that are read before the point and behind it. With more before it the number is beyond any range, and
/// how far beyond does not matter.
const DIGITS_MAX: u32 = 18;

impl Decimal {
    /// Reads a number from the left and gives what follows it. Digits may stand in groups of three, divided by commas or
    /// blanks; nothing is read if they stand in other groups.
    pub(crate) fn take(text: &str) -> Option<(Decimal, &str)> {
        let (negative, text) = sign(text);
        let (whole, rest) = run(text);
        let whole_digits = count(whole);
        if whole_digits == 0 || !is_grouped(whole) {
            return None;
        }
        let (fraction, rest) = match rest.strip_prefix('.') {
            Some(after) => {
                let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
                after.split_at_checked(end).filter(|(fraction, _)| !fraction.is_empty())?
            }
            None => ("", rest),
        };
        if count(fraction) > DIGITS_MAX {
            return None;
        }
        if whole_digits > DIGITS_MAX {
            return Some((Decimal { mantissa: i128::MAX, decimals: 0 }, rest.trim_start()));
        }
        let digits = whole.bytes().chain(fraction.bytes()).filter(u8::is_ascii_digit);
        let mantissa = digits.fold(0, |sum: i128, digit| sum * 10 + i128::from(digit - b'0'));
        let decimals = count(fraction);
        Some((Decimal { mantissa: if negative { -mantissa } else { mantissa }, decimals }, rest.trim_start()))
    }

    /// The number times ten to this power, if that is whole.
    pub(crate) fn times_ten_to(self, tens: u32) -> Scaled {
        if tens >= self.decimals {
            return Scaled::Whole(self.mantissa.saturating_mul(10_i128.pow(tens - self.decimals)));
        }
        let divisor = 10_i128.pow(self.decimals - tens);
        if self.mantissa % divisor == 0 { Scaled::Whole(self.mantissa / divisor) } else { Scaled::Broken }
    }
}

/// The power of ten of a Chinese unit at the left (十万, 万, 亿 …), and what follows it; zero if there is none.
pub(crate) fn scale(text: &str) -> (u32, &str) {
    const SCALES: [(&str, u32); 11] = [
        ("万亿", 12),
        ("千亿", 11),
        ("百亿", 10),
        ("十亿", 9),
        ("亿", 8),
        ("千万", 7),
        ("百万", 6),
        ("十万", 5),
        ("万", 4),
        ("千", 3),
        ("百", 2),
    ];
    SCALES
        .iter()
        .find_map(|(unit, tens)| Some((*tens, text.strip_prefix(unit)?.trim_start())))
        .unwrap_or((0, text))
}

fn sign(text: &str) -> (bool, &str) {
    match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// The digits before the point with what divides their groups.
fn run(text: &str) -> (&str, &str) {
    let divides = |c: char| c == ',' || c == ' ';
    let end = text.find(|c: char| !c.is_ascii_digit() && !divides(c)).unwrap_or(text.len());
    let whole = text[..end].trim_end_matches(' ');
    (whole, &text[whole.len()..])
}

/// Whether the groups after the first have three digits each and the first has one to three.
fn is_grouped(whole: &str) -> bool {
    let mut groups = whole.split([',', ' ']).map(str::len);
    let first = groups.next().unwrap_or(0);
    let mut several = false;
    let three_each = groups.all(|length| {
        several = true;
        length == 3
    });
    three_each && (!several || (1..=3).contains(&first))
}

fn count(digits: &str) -> u32 {
    u32::try_from(digits.bytes().filter(u8::is_ascii_digit).count()).unwrap_or(u32::MAX)
}
