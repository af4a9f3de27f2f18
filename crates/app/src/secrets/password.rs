use std::fmt;
use std::sync::LazyLock;

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use kernel::{Place, Problem, Wording};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::strength;

/// Characters of the shortest password. NIST SP 800-63B-4 section 3.1.1.2 asks for 8 beside a second factor and 15
/// without; citizens may do without, and waiting times ([`crate::throttle`]) stand between.
pub const LENGTH_MIN: usize = 12;
/// Characters of the longest password: twice the 64 that NIST SP 800-63B-4 wants to be possible at least.
pub const LENGTH_MAX: usize = 128;
/// Memory of one calculation. OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB, 2 passes, 1 lane. The choice of
/// RFC 9106 section 4 (64 MiB, 3 passes, 4 lanes) would let two dozen sign-ins fill a small machine.
const MEMORY_KIB: u32 = 19 * 1024;
/// Passes over the memory.
const PASSES: u32 = 2;
/// Lanes that could run side by side.
const LANES: u32 = 1;
/// Calculations at one time, so that many sign-ins take 76 MiB and not all of the memory and all processors.
const AT_ONCE: usize = 4;

static PLACES: Semaphore = Semaphore::const_new(AT_ONCE);

/// A password as somebody typed it. It is compared and hashed, never shown.
#[derive(Clone)]
pub struct Password(String);

/// What is kept of a password: Argon2id with its parameters and salt, as text (PHC string format).
#[derive(Clone)]
pub struct PasswordHash(String);

impl Password {
    /// The password as typed or pasted. It need not be a good one; see [`Password::check`].
    pub fn new(text: impl Into<String>) -> Password {
        Password(text.into())
    }

    /// Everything that is wrong with it as a new password. No kinds of characters are asked for: length and rarity are
    /// what counts. `names` are what others know of the person: sign-in name, address.
    pub fn check(&self, names: &[&str]) -> Vec<Problem> {
        let characters = self.0.chars().count();
        if characters < LENGTH_MIN {
            return vec![too_short()];
        }
        if characters > LENGTH_MAX {
            return vec![too_long()];
        }
        if strength::bits(&self.0, names) < strength::BITS_MIN { vec![too_common()] } else { Vec::new() }
    }

    /// Hashes it, beside the other work of the server. `None` when the server is stopping.
    pub async fn hash(self) -> Option<PasswordHash> {
        let _place = PLACES.acquire().await.ok()?;
        spawn_blocking(move || hash_of(self.0.as_bytes())).await.ok()
    }

    /// Whether it is the one of this hash. Without a hash it takes the same work and is wrong, so that nobody can tell by
    /// the clock which accounts exist.
    pub async fn matches(self, hash: Option<PasswordHash>) -> bool {
        static NOBODY: LazyLock<PasswordHash> = LazyLock::new(|| hash_of(b"nobody has this password"));
        let Ok(_place) = PLACES.acquire().await else { return false };
        let matches = move || {
            let known = hash.is_some();
            let hash = hash.unwrap_or_else(|| NOBODY.clone());
            known & argon2().verify_password(self.0.as_bytes(), hash.text()).is_ok()
        };
        spawn_blocking(matches).await.unwrap_or(false)
    }
}

impl PasswordHash {
    /// The hash as it was kept.
    pub fn from_text(text: impl Into<String>) -> PasswordHash {
        PasswordHash(text.into())
    }

    /// What is kept.
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Password(…)")
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("PasswordHash(…)")
    }
}

fn argon2() -> Argon2<'static> {
    let params =
        Params::new(MEMORY_KIB, PASSES, LANES, None).expect("the parameters above are within bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash_of(password: &[u8]) -> PasswordHash {
    let hash = argon2().hash_password(password).expect("any password and a random salt can be hashed");
    PasswordHash(hash.to_string())
}

fn too_short() -> Problem {
    problem(
        "password-too-short",
        Wording::new(
            format!("密码不足{LENGTH_MIN}个字符"),
            format!("the password has fewer than {LENGTH_MIN} characters"),
        ),
    )
}

fn too_long() -> Problem {
    problem(
        "password-too-long",
        Wording::new(
            format!("密码超过{LENGTH_MAX}个字符"),
            format!("the password has more than {LENGTH_MAX} characters"),
        ),
    )
}

fn too_common() -> Problem {
    problem(
        "password-too-common",
        Wording::new(
            "密码太容易被猜中：由常用密码、登录名、连续或重复的字符组成",
            "the password is easily guessed: it is made of common passwords, the sign-in name, or runs of characters",
        ),
    )
}

fn problem(code: &str, what: Wording) -> Problem {
    let remedy = Wording::new(
        format!(
            "请使用密码管理器生成密码，或者连用几个互不相干的词，至少{LENGTH_MIN}个字符；不要求大小写或符号"
        ),
        format!(
            "let a password manager make one, or take several unrelated words, {LENGTH_MIN} characters at least; no special characters are asked for"
        ),
    );
    let place = Place::default().at_field("password");
    Problem::error(code, place, what, remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_hash_names_algorithm_and_parameters_and_knows_its_password() {
        let hash = Password::new("wu tong shu xia de xie").hash().await.unwrap();
        assert!(hash.text().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", hash.text());
        assert!(Password::new("wu tong shu xia de xie").matches(Some(hash.clone())).await);
        assert!(!Password::new("wu tong shu xia de xi").matches(Some(hash)).await);
        assert!(!Password::new("nobody has this password").matches(None).await);
        assert!(!Password::new("").matches(Some(PasswordHash::from_text("damaged"))).await);
    }

    #[test]
    fn passwords_are_judged_by_length_and_rarity() {
        let check = |password: &str| -> Vec<String> {
            let problems = Password::new(password).check(&["moumou", "moumou@example.cn"]);
            problems.into_iter().map(|problem| problem.code).collect()
        };
        for password in [
            "wu tong shu xia de xie",
            "梧桐树下第三排的旧鞋子没人要了",
            "k7Vq-p2Xw-9mTz",
            "                 x7Qp2z9w K",
        ] {
            assert_eq!(check(password), Vec::<String>::new(), "{password}");
        }
        for (password, code) in [
            ("", "password-too-short"),
            ("k7Vq-p2Xw-9", "password-too-short"),
            ("passwordpassword", "password-too-common"),
            ("password123456", "password-too-common"),
            ("Admin@1234567", "password-too-common"),
            ("woaini1314520", "password-too-common"),
            ("1qaz2wsx3edc", "password-too-common"),
            ("aaaaaaaaaaaaaaaaaaaaaaaa", "password-too-common"),
            ("kx9kx9kx9kx9kx9", "password-too-common"),
            ("moumou@example.cn", "password-too-common"),
            ("Moumou123456", "password-too-common"),
            ("abcdefghijklmnop", "password-too-common"),
            ("zyxwvutsrqponm", "password-too-common"),
            ("198001011980", "password-too-common"),
        ] {
            assert_eq!(check(password), [code], "{password}");
        }
        assert_eq!(check(&"很".repeat(129)), ["password-too-long"]);
    }

    #[test]
    fn it_is_never_shown() {
        let secret = "wu tong shu xia de xie";
        assert!(
            !format!("{:?} {:?}", Password::new(secret), PasswordHash::from_text(secret)).contains(secret)
        );
    }
}
