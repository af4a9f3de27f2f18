use kernel::{Place, Problem, Wording};
use store::accounts::HandleKind;
use store::{Db, seals};

/// Characters of the longest address: RFC 5321 section 4.5.3.1.3, without the angle brackets.
const MAIL_MAX: usize = 254;
/// Characters of a sign-in name.
const NAME_MIN: usize = 2;
const NAME_MAX: usize = 32;

/// What somebody signs in with: a name, or an e-mail address. Large and small letters are the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handle {
    pub(crate) kind: HandleKind,
    text: String,
}

impl Handle {
    /// Reads an e-mail address.
    ///
    /// # Errors
    /// Says what is wrong with it.
    pub fn mail(text: &str) -> Result<Handle, Vec<Problem>> {
        let text = Handle::normalized(text);
        let is_address = text.len() <= MAIL_MAX && text.parse::<lettre::Address>().is_ok();
        if is_address { Ok(Handle { kind: HandleKind::Mail, text }) } else { Err(vec![not_an_address()]) }
    }

    /// Reads a sign-in name: letters of any script, digits, `.`, `_`, `-`.
    ///
    /// # Errors
    /// Says what is wrong with it.
    pub fn name(text: &str) -> Result<Handle, Vec<Problem>> {
        let text = Handle::normalized(text);
        let length = (NAME_MIN..=NAME_MAX).contains(&text.chars().count());
        let letters = text.chars().all(|letter| letter.is_alphanumeric() || ".-_".contains(letter));
        if length && letters { Ok(Handle { kind: HandleKind::Name, text }) } else { Err(vec![not_a_name()]) }
    }

    /// The text, as it is compared and shown.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Under which field it is sealed.
    pub(crate) fn field(&self) -> &'static str {
        field(self.kind)
    }

    pub(crate) fn digest(&self, db: &impl Db) -> [u8; 32] {
        Handle::digest_of(db, &self.text)
    }

    /// By which the account of a typed text is found. The text may be anything.
    pub(crate) fn digest_of(db: &impl Db, normalized: &str) -> [u8; 32] {
        seals::digest(db, "handle", normalized)
    }

    pub(crate) fn normalized(text: &str) -> String {
        text.trim().chars().take(MAIL_MAX + 1).flat_map(char::to_lowercase).collect()
    }
}

/// Under which field a handle of this kind is sealed.
pub(super) fn field(kind: HandleKind) -> &'static str {
    match kind {
        HandleKind::Name => "sign-in-name",
        HandleKind::Mail => "mail",
    }
}

fn not_an_address() -> Problem {
    Problem::error(
        "mail-address",
        Place::default().at_field("mail"),
        Wording::new("这不是邮箱地址", "this is no e-mail address"),
        Wording::new(
            "请写成 名称@域名，例如 name@example.cn",
            "write it as name@domain, such as name@example.cn",
        ),
    )
}

fn not_a_name() -> Problem {
    Problem::error(
        "sign-in-name",
        Place::default().at_field("sign-in-name"),
        Wording::new("登录名不合要求", "this cannot be a sign-in name"),
        Wording::new(
            format!("请用{NAME_MIN}至{NAME_MAX}个汉字、字母或数字，可含 . - _"),
            format!("take {NAME_MIN} to {NAME_MAX} letters or digits; . - _ may be among them"),
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_are_read_as_they_are_compared() {
        for (typed, read) in [(" MouMou@Example.CN ", "moumou@example.cn"), ("a+b@x.cn", "a+b@x.cn")] {
            assert_eq!(Handle::mail(typed).unwrap().text(), read);
        }
        for typed in [
            "",
            "moumou",
            "@example.cn",
            "moumou@",
            "a b@example.cn",
            &format!("{}@example.cn", "a".repeat(250)),
        ] {
            assert_eq!(Handle::mail(typed).unwrap_err()[0].code, "mail-address", "{typed}");
        }
        for (typed, read) in [("JingBan-01", "jingban-01"), ("经办人", "经办人"), ("a.b_c", "a.b_c")] {
            assert_eq!(Handle::name(typed).unwrap().text(), read);
        }
        for typed in ["", "a", "a b", "moumou@example.cn", &"a".repeat(33)] {
            assert_eq!(Handle::name(typed).unwrap_err()[0].code, "sign-in-name", "{typed}");
        }
    }
}
