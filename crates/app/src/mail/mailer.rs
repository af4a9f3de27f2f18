use std::fmt;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use kernel::{Place, Problem, Wording};
use lettre::message::{Mailbox, header::ContentType};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

use super::Message;
use crate::secrets::Token;

/// How long the server may take for one command.
const PATIENCE: Duration = Duration::from_secs(30);

/// Answers about who sends and not about the letter: RFC 4954 section 6.
const REFUSED_CLIENT: [u16; 4] = [530, 534, 535, 538];

/// Where mail is given in.
#[derive(Clone)]
pub struct Settings {
    /// The name of the server.
    pub host: String,
    /// Its port: 587 for [`Security::StartTls`], 465 for [`Security::Tls`], 25 for [`Security::None`] as a rule.
    pub port: u16,
    /// How the way there is protected.
    pub security: Security,
    /// Name and password, if the server asks for them.
    pub credentials: Option<(String, String)>,
    /// Who writes, such as `强县平台 <no-reply@example.gov.cn>`.
    pub from: String,
    /// Certificates in PEM that are trusted besides the public ones, for servers of a network of its own.
    pub certificates: Option<Vec<u8>>,
}

/// How the way to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// Not at all; only to a server on the same machine.
    None,
    /// TLS after a beginning in the clear; without it nothing is sent.
    StartTls,
    /// TLS from the first byte.
    Tls,
}

/// Sends letters.
#[derive(Clone)]
pub struct Mailer(Way);

#[derive(Clone)]
enum Way {
    Smtp { transport: AsyncSmtpTransport<Tokio1Executor>, from: Mailbox },
    Folder { folder: PathBuf, from: Mailbox },
}

/// A letter that could not be sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("mail could not be sent: {}", .reason.en)]
pub struct Undelivered {
    /// Trying again is of no use.
    pub is_final: bool,
    /// Why, without the words of the server, which often repeat the address.
    pub reason: Wording,
}

impl Mailer {
    /// Sends by SMTP. Nothing is connected yet.
    pub fn smtp(settings: &Settings) -> Result<Mailer, Vec<Problem>> {
        let mut problems = Vec::new();
        if settings.security == Security::None && !is_local(&settings.host) {
            problems.push(unprotected(&settings.host));
        }
        let from = settings.from.parse::<Mailbox>().map_err(|_| problems.push(bad_sender(&settings.from)));
        let tls = tls(settings).map_err(|error| problems.push(bad_certificates(&error)));
        let (Ok(from), Ok(tls), true) = (from, tls, problems.is_empty()) else { return Err(problems) };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)
            .port(settings.port)
            .timeout(Some(PATIENCE))
            .tls(tls);
        if let Some((name, password)) = &settings.credentials {
            builder = builder.credentials(Credentials::new(name.clone(), password.clone()));
        }
        Ok(Mailer(Way::Smtp { transport: builder.build(), from }))
    }

    /// Writes each letter into a file `*.eml` of this folder instead, for demonstrations on one machine.
    pub fn folder(folder: impl Into<PathBuf>) -> Mailer {
        let address = Address::new("qiangxian", "localhost").expect("a fixed address is well formed");
        Mailer(Way::Folder { folder: folder.into(), from: Mailbox::new(None, address) })
    }

    /// Sends one letter to one address.
    pub async fn send(&self, to: &str, message: &Message) -> Result<(), Undelivered> {
        let to = to
            .parse::<Address>()
            .map_err(|_| Undelivered::finally("收件地址无效", "the address is not one"))?;
        let (Way::Smtp { from, .. } | Way::Folder { from, .. }) = &self.0;
        let letter = lettre::Message::builder()
            .from(from.clone())
            .to(Mailbox::new(None, to))
            .subject(&message.subject)
            .header(ContentType::TEXT_PLAIN)
            .header(lettre::message::header::ContentTransferEncoding::Base64)
            .body(message.body.clone())
            .map_err(|_| Undelivered::finally("邮件无法写成", "the letter cannot be written"))?;
        match &self.0 {
            Way::Smtp { transport, .. } => {
                transport.send(letter).await.map(drop).map_err(|error| Undelivered::by_server(&error))
            }
            Way::Folder { folder, .. } => write(folder.clone(), letter.formatted())
                .await
                .map_err(|error| Undelivered::by_folder(&error)),
        }
    }
}

impl Undelivered {
    fn finally(zh: &str, en: &str) -> Undelivered {
        Undelivered { is_final: true, reason: Wording::new(zh, en) }
    }

    fn by_folder(error: &io::Error) -> Undelivered {
        let kind = error.kind();
        let reason = Wording::new(format!("邮件文件夹无法写入：{kind}"), format!("the folder: {kind}"));
        Undelivered { is_final: false, reason }
    }

    fn by_server(error: &lettre::transport::smtp::Error) -> Undelivered {
        let reason = match error.status() {
            Some(code) => {
                Wording::new(format!("邮件服务器答复{code}"), format!("the server answered {code}"))
            }
            None if error.is_timeout() => {
                Wording::new("邮件服务器没有及时答复", "the server did not answer in time")
            }
            None if error.is_tls() => Wording::new("无法加密连接（TLS）", "no protected connection (TLS)"),
            None if error.is_client() => Wording::new(
                "邮件服务器不支持设置所要求的方式",
                "the server does not offer what the settings ask for",
            ),
            None => Wording::new("连接不上邮件服务器", "no connection"),
        };
        // Wrong credentials are a fault of the settings; the letter can be sent once they are right.
        let is_refused = error.status().is_some_and(|code| REFUSED_CLIENT.contains(&u16::from(code)));
        Undelivered { is_final: error.is_permanent() && !is_refused, reason }
    }
}

impl fmt::Debug for Mailer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Way::Smtp { .. } => out.write_str("Mailer(SMTP)"),
            Way::Folder { folder, .. } => write!(out, "Mailer({})", folder.display()),
        }
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{} {:?}", self.host, self.port, self.security)
    }
}

async fn write(folder: PathBuf, letter: Vec<u8>) -> io::Result<()> {
    let write = move || {
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(format!("{}.eml", Token::random().text())), letter)
    };
    tokio::task::spawn_blocking(write).await.unwrap_or_else(|_| Err(io::ErrorKind::Other.into()))
}

fn tls(settings: &Settings) -> Result<Tls, lettre::transport::smtp::Error> {
    let mut parameters = TlsParameters::builder(settings.host.clone());
    if let Some(pem) = &settings.certificates {
        parameters = parameters.add_root_certificate(Certificate::from_pem(pem)?);
    }
    Ok(match settings.security {
        Security::None => Tls::None,
        Security::StartTls => Tls::Required(parameters.build()?),
        Security::Tls => Tls::Wrapper(parameters.build()?),
    })
}

fn is_local(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "::1")
}

fn unprotected(host: &str) -> Problem {
    Problem::error(
        "mail-unprotected",
        Place::default().at_field("mail.security"),
        Wording::new(
            format!("寄往 {host} 的邮件会以明文传输"),
            format!("mail to {host} would travel in the clear"),
        ),
        Wording::new(
            "请改用 start-tls 或 tls；none 只用于本机的邮件服务器",
            "take start-tls or tls; none is only for a server on this machine",
        ),
    )
}

fn bad_sender(from: &str) -> Problem {
    Problem::error(
        "mail-sender",
        Place::default().at_field("mail.from"),
        Wording::new(format!("“{from}”不是发件地址"), format!("“{from}” is no sender")),
        Wording::new("请写成：名称 <地址@域名>", "write it as: Name <address@domain>"),
    )
}

fn bad_certificates(error: &lettre::transport::smtp::Error) -> Problem {
    Problem::error(
        "mail-certificates",
        Place::default().at_field("mail.certificates"),
        Wording::new(
            format!("邮件服务器的证书无法读取：{error}"),
            format!("the certificates cannot be read: {error}"),
        ),
        Wording::new("请提供PEM格式的证书", "give certificates in PEM"),
    )
}
