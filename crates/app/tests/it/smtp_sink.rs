//! A mail server that keeps what it is given (RFC 5321, as far as a client that sends needs it).

use std::sync::{Arc, Mutex};

use app::mail::{Security, Settings};
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};

/// What the server was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Delivery {
    pub(crate) to: String,
    /// Head and body as they came over the line.
    pub(crate) letter: String,
    pub(crate) protected: bool,
}

pub(crate) struct SmtpSink {
    port: u16,
    security: Security,
    certificate: String,
    deliveries: Arc<Mutex<Vec<Delivery>>>,
    manner: watch::Sender<Manner>,
    held: watch::Sender<usize>,
    left: watch::Sender<usize>,
}

/// How it treats letters.
#[derive(Clone, Copy, Default)]
struct Manner {
    /// What it answers to `RCPT TO` instead of accepting.
    refusal: Option<&'static str>,
    /// It says nothing more.
    holds: bool,
    /// What `AUTH PLAIN` has to be followed by.
    credentials: Option<&'static str>,
}

#[derive(Clone)]
struct Service {
    security: Security,
    acceptor: TlsAcceptor,
    deliveries: Arc<Mutex<Vec<Delivery>>>,
    manner: watch::Receiver<Manner>,
    held: watch::Sender<usize>,
    left: watch::Sender<usize>,
}

trait Line: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Line for T {}

enum End {
    Quit,
    StartTls,
}

impl SmtpSink {
    pub(crate) async fn start(security: Security) -> SmtpSink {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let issued = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let chain: Vec<CertificateDer<'static>> = vec![issued.cert.der().clone()];
        let key = PrivatePkcs8KeyDer::from(issued.signing_key.serialize_der());
        let config =
            ServerConfig::builder().with_no_client_auth().with_single_cert(chain, key.into()).unwrap();
        let sink = SmtpSink {
            port,
            security,
            certificate: issued.cert.pem(),
            deliveries: Arc::default(),
            manner: watch::Sender::default(),
            held: watch::Sender::default(),
            left: watch::Sender::default(),
        };
        let service = Service {
            security,
            acceptor: TlsAcceptor::from(Arc::new(config)),
            deliveries: sink.deliveries.clone(),
            manner: sink.manner.subscribe(),
            held: sink.held.clone(),
            left: sink.left.clone(),
        };
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(service.clone().serve(stream));
            }
        });
        sink
    }

    pub(crate) fn settings(&self) -> Settings {
        Settings {
            host: "localhost".to_owned(),
            port: self.port,
            security: self.security,
            credentials: None,
            from: "演示数据平台 <no-reply@localhost>".to_owned(),
            certificates: Some(self.certificate.clone().into_bytes()),
        }
    }

    pub(crate) fn refuse(&self, answer: Option<&'static str>) {
        self.manner.send_modify(|manner| manner.refusal = answer);
    }

    /// Accepts letters only from who knows this: zero, name, zero, password in base 64.
    pub(crate) fn ask_for(&self, credentials: &'static str) {
        self.manner.send_modify(|manner| manner.credentials = Some(credentials));
    }

    /// Falls silent before it accepts a letter, or speaks again.
    pub(crate) fn hold(&self, holds: bool) {
        self.manner.send_modify(|manner| manner.holds = holds);
    }

    /// Waits until it has fallen silent so many times.
    pub(crate) async fn held(&self, times: usize) {
        self.held.subscribe().wait_for(|held| *held >= times).await.unwrap();
    }

    /// Waits until so many have gone while it was silent.
    pub(crate) async fn left(&self, times: usize) {
        self.left.subscribe().wait_for(|left| *left >= times).await.unwrap();
    }

    pub(crate) fn deliveries(&self) -> Vec<Delivery> {
        self.deliveries.lock().unwrap().clone()
    }
}

impl Service {
    async fn serve(mut self, stream: TcpStream) -> Option<()> {
        if self.security == Security::Tls {
            return self
                .talk(&mut BufReader::new(self.acceptor.accept(stream).await.ok()?), true)
                .await
                .map(drop);
        }
        let mut plain = BufReader::new(stream);
        if let End::StartTls = self.talk(&mut plain, false).await? {
            let protected = self.acceptor.accept(plain.into_inner()).await.ok()?;
            self.talk(&mut BufReader::new(protected), true).await?;
        }
        Some(())
    }

    /// One conversation; after `STARTTLS` the client begins anew without a greeting.
    async fn talk<S: Line>(&mut self, line: &mut BufReader<S>, protected: bool) -> Option<End> {
        if !(protected && self.security == Security::StartTls) {
            say(line, "220 localhost").await?;
        }
        let mut to = String::new();
        loop {
            let mut command = String::new();
            if line.read_line(&mut command).await.ok()? == 0 {
                return Some(End::Quit);
            }
            let command = command.trim_end();
            match command.split(' ').next()?.to_ascii_uppercase().as_str() {
                "EHLO" if self.security == Security::StartTls && !protected => {
                    say(line, "250-localhost\r\n250 STARTTLS").await?;
                }
                "EHLO" if self.manner.borrow().credentials.is_some() => {
                    say(line, "250-localhost\r\n250 AUTH PLAIN").await?;
                }
                "EHLO" => say(line, "250 localhost").await?,
                "AUTH" => {
                    let is_right = command.strip_prefix("AUTH PLAIN ") == self.manner.borrow().credentials;
                    say(line, if is_right { "235 come in" } else { "535 5.7.8 wrong" }).await?;
                }
                "STARTTLS" => {
                    say(line, "220 go ahead").await?;
                    return Some(End::StartTls);
                }
                "RCPT" => {
                    to = command.get(9..command.len() - 1)?.to_owned();
                    if self.manner.borrow().holds {
                        self.held.send_modify(|held| *held += 1);
                        let speaks = async { self.manner.wait_for(|manner| !manner.holds).await.is_ok() };
                        tokio::select! {
                            speaks = speaks => speaks.then_some(())?,
                            // It says nothing before it is answered: whatever comes is the end of the line.
                            _ = line.fill_buf() => {
                                self.left.send_modify(|left| *left += 1);
                                return Some(End::Quit);
                            }
                        }
                    }
                    let refusal = self.manner.borrow().refusal;
                    say(line, refusal.unwrap_or("250 ok")).await?;
                }
                "DATA" => {
                    say(line, "354 go on").await?;
                    let letter = letter(line).await?;
                    self.deliveries.lock().unwrap().push(Delivery { to: to.clone(), letter, protected });
                    say(line, "250 kept").await?;
                }
                "QUIT" => {
                    say(line, "221 bye").await?;
                    return Some(End::Quit);
                }
                _ => say(line, "250 ok").await?,
            }
        }
    }
}

async fn letter<S: Line>(line: &mut BufReader<S>) -> Option<String> {
    let mut letter = String::new();
    loop {
        let before = letter.len();
        line.read_line(&mut letter).await.ok()?;
        if &letter[before..] == ".\r\n" {
            letter.truncate(before);
            return Some(letter);
        }
    }
}

async fn say<S: Line>(line: &mut BufReader<S>, text: &str) -> Option<()> {
    line.write_all(format!("{text}\r\n").as_bytes()).await.ok()?;
    line.flush().await.ok()
}
