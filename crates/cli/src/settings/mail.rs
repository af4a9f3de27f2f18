//! Whom the server talks to: the mail server, and a provider of identities.

use std::path::Path;

use app::mail::{Mailer, Security, Settings};
use app::oidc::{self, Provider};
use kernel::Wording;

use super::{Given, named_file};

/// How the way to the mail server is protected, by its name in the file, with the usual port.
const SECURITIES: [(&str, Security, u16); 3] =
    [("start-tls", Security::StartTls, 587), ("tls", Security::Tls, 465), ("none", Security::None, 25)];

/// Who sends letters, if anybody.
pub(super) fn mailer(data: &Path, given: &mut Given) -> Option<Mailer> {
    if let Some(folder) = given.string("mail.folder") {
        return Some(Mailer::folder(data.join(folder)));
    }
    let certificates = named_file(data, given, "mail.certificates");
    let credentials = given.together(["mail.name", "mail.password"]).map(|[name, password]| (name, password));
    let (security, usual_port) = security(given);
    let port = given.number("mail.port").unwrap_or(usual_port);
    let [host, from] = given.together(["mail.host", "mail.from"])?;
    let made = Mailer::smtp(&Settings { host, port, security, credentials, from, certificates });
    made.map_err(|problems| given.located(problems)).ok()
}

fn security(given: &mut Given) -> (Security, u16) {
    let usual = SECURITIES[0];
    let Some(said) = given.string("mail.security") else { return (usual.1, usual.2) };
    match SECURITIES.iter().find(|(name, _, _)| *name == said) {
        Some((_, security, port)) => (*security, *port),
        None => {
            given.wrong(
                "mail.security",
                Wording::new(format!("没有“{said}”这种加密方式"), format!("there is no protection {said}")),
                Wording::new("可用：start-tls、tls、none", "write start-tls, tls or none"),
            );
            (usual.1, usual.2)
        }
    }
}

/// Another provider with whose accounts people may sign in, if there is one.
pub(super) fn provider(data: &Path, given: &mut Given) -> Option<Provider> {
    let certificates = named_file(data, given, "identity.certificates");
    let title = Wording::new(
        given.string("identity.title_zh").unwrap_or_else(|| "统一身份认证".to_owned()),
        given.string("identity.title_en").unwrap_or_else(|| "identity service".to_owned()),
    );
    let named = ["identity.issuer", "identity.client_id", "identity.client_secret"];
    let [issuer, client, secret] = given.together(named)?;
    let made = Provider::new(oidc::Settings { issuer, title, client, secret, certificates });
    made.map_err(|problems| given.located(problems)).ok()
}
