use form::Language;

use pack::Role;

use crate::api_keys::Scopes;

/// Who asks. Made once for each request, from the session, the API key or nothing.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The account; none for a stranger and for the system itself.
    pub account: Option<i64>,
    /// How the operations name who did it, such as `account:12`, `key:3`, `stranger` or `system`.
    pub name: String,
    /// The roles in force today, each with where it holds. Everybody has the role of a stranger.
    pub roles: Vec<Granted>,
    /// Whether the second factor was given in this session.
    pub second_factor: bool,
    /// The key of the firm for which the actor acts.
    pub acting_for: Option<String>,
    /// In which language answers are read.
    pub language: Language,
    /// From where, for the audit trail.
    pub address: Option<String>,
    /// What the key goes to by which a program asks; none for people.
    pub key: Option<Scopes>,
}

/// A role that an account has for some body or case.
#[derive(Debug, Clone)]
pub struct Granted {
    /// The role.
    pub role: Role,
    /// The body for which it holds; none for the whole county.
    pub body: Option<String>,
    /// The case for which it holds; none for all.
    pub case: Option<String>,
    /// The account for which somebody stands in, if it is not their own.
    pub deputy_for: Option<i64>,
}

/// The name under which the program itself acts. No account has it.
const SYSTEM: &str = "system";

impl Actor {
    /// Somebody who has not signed in.
    pub fn stranger(role: Option<Role>) -> Actor {
        Actor {
            account: None,
            name: "stranger".to_owned(),
            roles: role
                .into_iter()
                .map(|role| Granted { role, body: None, case: None, deputy_for: None })
                .collect(),
            second_factor: false,
            acting_for: None,
            language: Language::Zh,
            address: None,
            key: None,
        }
    }

    /// The program itself, for seeds and jobs. It has no role: what it does, it does by its own functions.
    pub fn system() -> Actor {
        Actor { name: SYSTEM.to_owned(), ..Actor::stranger(None) }
    }

    /// Whether it is the program itself.
    pub(crate) fn is_system(&self) -> bool {
        self.name == SYSTEM
    }
}
