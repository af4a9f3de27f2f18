use super::application_number;
use super::damage::Damage;
use super::fault::Fault;
use super::reading::{Reading, Verdict};
use super::scheme::Scheme;
use super::{Context, parse};

/// Reads a text whose kind is not named: one reading for each scheme it could be, best first.
///
/// Sound readings come first, then those with a wrong check, then those recognized but miswritten or damaged; among
/// equals the scheme that says more about its numbers comes first. Plain digits fit several schemes, and then all of
/// them are given. There is always at least one reading: unknown scheme, if nothing fits.
pub fn guess(raw: &str, context: Context) -> Vec<Reading> {
    let mut readings: Vec<Reading> = Scheme::ALL
        .into_iter()
        .map(|scheme| (scheme, parse(scheme, raw, context)))
        .filter(|(scheme, reading)| could_be(*scheme, reading, raw))
        .map(|(_, reading)| reading)
        .collect();
    // The sort is stable, so that the order of the list of schemes decides between equals.
    readings.sort_by_key(|reading| (reading.verdict, reading.is_low_confidence(), is_unusual(reading)));
    if readings.is_empty() {
        readings.push(Reading::unknown(raw));
    }
    readings
}

/// Four digits without a hyphen are rarely a Locarno class: they are how a similar group of goods is written.
fn is_unusual(reading: &Reading) -> bool {
    reading.scheme == Some(Scheme::LocarnoClass) && !reading.raw.contains(|c: char| !c.is_ascii_digit())
}

/// Sound, or wrong in a way that shows which scheme was meant.
fn could_be(scheme: Scheme, reading: &Reading, raw: &str) -> bool {
    match reading.fault() {
        None => reading.verdict == Verdict::Ok,
        Some(Fault::CheckMissing { .. } | Fault::CheckWrong { .. } | Fault::Miswritten { .. }) => true,
        Some(Fault::Character { corrected, .. }) => corrected.is_some(),
        Some(Fault::SpreadsheetDamage(damage)) => could_be_damaged(scheme, damage),
        Some(Fault::Year { .. } | Fault::PatentKind { .. } | Fault::Length { .. }) => {
            scheme == Scheme::ApplicationNumber && application_number::is_meant(raw)
        }
        Some(_) => false,
    }
}

/// A damaged number counts for a scheme only if the scheme has numbers of so many digits.
fn could_be_damaged(scheme: Scheme, damage: &Damage) -> bool {
    let digits = match damage {
        Damage::PowerOfTen { digits } | Damage::DecimalPoint { digits, .. } => *digits,
        Damage::Rounded | Damage::RoundedAndShort => 18,
    };
    scheme.digits().contains(&digits)
}
