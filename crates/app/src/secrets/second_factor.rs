use std::fmt;

use jiff::Timestamp;
use totp_rs::{Algorithm, Builder, Secret, Totp};

use super::token::random_bytes;

/// Bytes of a secret: 160 bits, as RFC 4226 section 4 (R6) recommends.
const SECRET_BYTES: usize = 20;
/// Digits of a code and seconds of a step: what every authenticator reads (RFC 6238 section 4; RFC 4226 section 5.3).
const DIGITS: u8 = 6;
/// Seconds for which a code is shown.
const STEP_SECONDS: u64 = 30;
/// Steps before and after the present one that are accepted, for clocks that differ (RFC 6238 section 5.2 allows one).
const SKEW_STEPS: u16 = 1;

/// The secret that a telephone and the server share, from which both make the code of the moment (RFC 6238).
#[derive(Clone)]
pub struct SecondFactor {
    bytes: Vec<u8>,
}

impl SecondFactor {
    /// A new secret.
    pub fn random() -> SecondFactor {
        SecondFactor { bytes: random_bytes::<SECRET_BYTES>().to_vec() }
    }

    /// The secret out of its text.
    pub fn from_text(text: &str) -> Option<SecondFactor> {
        let secret = Secret::try_from_base32(text).ok()?;
        Some(SecondFactor { bytes: secret.as_bytes().to_vec() })
    }

    /// The secret in base 32: to be typed into an authenticator, and to be kept, sealed.
    pub fn text(&self) -> String {
        Secret::new(self.bytes.clone().into()).to_base32()
    }

    /// The address an authenticator reads from a picture: who asks (`site`) and for which sign-in name.
    pub fn url(&self, site: &str, sign_in_name: &str) -> Option<String> {
        // The address has a colon between the two; a colon inside of them cannot be told from it.
        let [site, name] = [site, sign_in_name].map(|text| text.replace(':', "："));
        let builder = builder(&self.bytes).with_issuer(Some(site)).with_account_name(name);
        builder.build().ok()?.to_url().ok()
    }

    /// The step a code belongs to, if it is right and later than the last one used: a code is good once (RFC 6238 section
    /// 5.2).
    pub fn step_of(&self, code: &str, now: Timestamp, last_used: Option<u64>) -> Option<u64> {
        let digits: String =
            code.chars().filter(|letter| !letter.is_whitespace()).take(usize::from(DIGITS) + 1).collect();
        let step = self.totp().check(&digits, seconds(now))?;
        last_used.is_none_or(|last| step > last).then_some(step)
    }

    /// The code of this moment, as the telephone would show it.
    pub fn code(&self, now: Timestamp) -> String {
        self.totp().generate(seconds(now)).to_string()
    }

    fn totp(&self) -> Totp {
        builder(&self.bytes).build_noncompliant()
    }
}

fn builder(secret: &[u8]) -> Builder {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(DIGITS)
        .with_step_duration(STEP_SECONDS)
        .with_skew(SKEW_STEPS)
        .with_secret(Secret::new(secret.into()))
}

fn seconds(now: Timestamp) -> u64 {
    u64::try_from(now.as_second()).unwrap_or_default()
}

impl fmt::Debug for SecondFactor {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("SecondFactor(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared() -> SecondFactor {
        SecondFactor::from_text("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").unwrap()
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    /// RFC 6238, appendix B, SHA-1: the last six of the eight digits given there.
    #[test]
    fn the_test_values_of_the_rfc() {
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(shared().code(at(second)), code, "{second}");
            assert_eq!(shared().step_of(code, at(second), None), Some(second.unsigned_abs() / STEP_SECONDS));
        }
    }

    #[test]
    fn a_code_is_good_once_and_for_a_minute_and_a_half() {
        let (secret, now) = (shared(), at(1_111_111_111));
        let step = secret.step_of(&secret.code(now), now, None).unwrap();
        assert_eq!(secret.step_of(&secret.code(now), now, Some(step)), None, "replayed");
        assert_eq!(
            secret.step_of(&secret.code(at(1_111_111_141)), now, Some(step)),
            Some(step + 1),
            "clock ahead"
        );
        assert_eq!(
            secret.step_of(&secret.code(at(1_111_111_081)), now, None),
            Some(step - 1),
            "clock behind"
        );
        assert_eq!(secret.step_of(&secret.code(at(1_111_111_201)), now, None), None, "too far ahead");
        assert_eq!(secret.step_of(&secret.code(at(1_111_111_021)), now, None), None, "too old");
    }

    #[test]
    fn what_is_no_code_is_refused() {
        let now = at(1_111_111_111);
        assert!(shared().step_of(" 050 471 ", now, None).is_some());
        for code in ["", "05047", "0504711", "abcdef", "０５０４７１", "050471; drop"] {
            assert_eq!(shared().step_of(code, now, None), None, "{code}");
        }
    }

    #[test]
    fn the_address_names_site_and_person() {
        let url = shared().url("示范县: 平台", "clerk").unwrap();
        assert!(url.starts_with("otpauth://totp/"), "{url}");
        assert!(url.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), "{url}");
        assert_eq!(shared().text(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }
}
