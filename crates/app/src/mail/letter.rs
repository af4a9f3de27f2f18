use form::Language;
use jiff::civil::Date;
use kernel::Wording;
use serde::{Deserialize, Serialize};
use store::inbox::MessageKind;

use super::wording;

/// What a letter says. The closed list of everything the product ever writes to a mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Letter {
    /// Somebody registers with this address; the link proves that they read its mail.
    ConfirmAddress {
        /// One-time.
        link: String,
    },
    /// Somebody tries to register with the address of an account.
    AlreadyRegistered,
    /// An account was made for a member of the staff, who sets its password now.
    SetUp {
        /// One-time.
        link: String,
    },
    /// Access is to be recovered.
    Recovery {
        /// One-time.
        link: String,
    },
    /// Access was recovered; all sessions have ended.
    Recovered,
    /// The password was changed.
    PasswordChanged,
    /// The account is to have this address.
    NewAddress {
        /// One-time.
        link: String,
    },
    /// The account has another address now; to the former one.
    AddressChanged,
    /// The second factor was enrolled, renewed or taken away.
    SecondFactorChanged,
    /// A link with which a leader is recognized.
    SignInLink {
        /// One-time.
        link: String,
    },
    /// A user of a firm invites a colleague.
    Invitation {
        /// One-time.
        link: String,
    },
    /// A message is in the inbox. What it is about stands there and not here.
    InboxMessage {
        /// What it asks.
        kind: MessageKind,
        /// By when it has to be done.
        due: Option<Date>,
        /// The inbox.
        link: String,
    },
    /// Something waits for a signature. What it is stands behind the link and not here.
    SignOff {
        /// By when it has to be done.
        due: Option<Date>,
        /// One-time; it shows the page to its reader, who signs in there.
        link: String,
    },
    /// The account was closed.
    Closed,
}

/// A letter as it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The subject line.
    pub subject: String,
    /// Plain text.
    pub body: String,
}

impl Letter {
    /// In the language of the reader; `site` is how the county calls its platform, `address` where it is on the web.
    pub fn write(&self, language: Language, site: &Wording, address: &str) -> Message {
        let (subject, text) = wording::text(self);
        let subject = format!("{} · {}", language.of(site), language.of(&subject));
        let link = self.link().map(|link| format!("\n\n{link}")).unwrap_or_default();
        let close = wording::close();
        let body = format!(
            "{}{link}\n\n{}\n-- \n{}\n{address}\n",
            language.of(&text),
            language.of(&close),
            language.of(site)
        );
        Message { subject, body }
    }

    /// A stable name of which letter it is.
    pub fn name(&self) -> &'static str {
        match self {
            Letter::ConfirmAddress { .. } => "confirm-address",
            Letter::AlreadyRegistered => "already-registered",
            Letter::SetUp { .. } => "set-up",
            Letter::Recovery { .. } => "recovery",
            Letter::Recovered => "recovered",
            Letter::PasswordChanged => "password-changed",
            Letter::NewAddress { .. } => "new-address",
            Letter::AddressChanged => "address-changed",
            Letter::SecondFactorChanged => "second-factor-changed",
            Letter::SignInLink { .. } => "sign-in-link",
            Letter::Invitation { .. } => "invitation",
            Letter::InboxMessage { .. } => "inbox-message",
            Letter::SignOff { .. } => "sign-off",
            Letter::Closed => "closed",
        }
    }

    fn link(&self) -> Option<&str> {
        match self {
            Letter::ConfirmAddress { link }
            | Letter::SetUp { link }
            | Letter::Recovery { link }
            | Letter::NewAddress { link }
            | Letter::SignInLink { link }
            | Letter::Invitation { link }
            | Letter::InboxMessage { link, .. }
            | Letter::SignOff { link, .. } => Some(link),
            Letter::AlreadyRegistered
            | Letter::Recovered
            | Letter::PasswordChanged
            | Letter::AddressChanged
            | Letter::SecondFactorChanged
            | Letter::Closed => None,
        }
    }
}
