//! Somebody who visits a server: asks, signs in, sends forms.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

use app::demonstration::{SignIn, SignIns};
use jiff::Timestamp;

use crate::server::Server;

const FORM: &str = "application/x-www-form-urlencoded";

/// Somebody at a browser, who keeps the cookie of the session.
pub(crate) struct Browser {
    host: String,
    /// The cookie; empty until somebody signs in.
    pub(crate) session: String,
}

impl Browser {
    /// A browser in which nobody has signed in.
    pub(crate) fn at(server: &Server) -> Browser {
        Browser { host: server.host.clone(), session: String::new() }
    }

    /// Asks, and gives the whole answer.
    pub(crate) fn ask(&mut self, method: &str, path: &str, more: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nCookie: session={}\r\n{more}Content-Length: {}\r\n\r\n{body}",
            self.host,
            self.session,
            body.len()
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        if let Some((_, session)) = answer.split_once("set-cookie: session=") {
            self.session = session.split(';').next().unwrap().to_owned();
        }
        answer
    }

    /// Opens a page.
    pub(crate) fn get(&mut self, path: &str) -> String {
        self.ask("GET", path, "", "")
    }

    /// Sends a form.
    pub(crate) fn post(&mut self, path: &str, form: &str) -> String {
        self.ask("POST", path, &format!("Content-Type: {FORM}\r\n"), form)
    }

    /// Signs in with both factors, and tells the code that was given.
    pub(crate) fn sign_in(&mut self, who: &SignIn) -> String {
        self.post("/sign-in", &format!("name={}&password={}", who.name, who.password));
        let code = who.code(Timestamp::now()).unwrap();
        let given = self.post("/second-factor", &format!("code={code}"));
        assert!(given.starts_with("HTTP/1.1 303"), "{given}");
        code
    }
}

/// How one signs in to a demonstration that is kept in a folder.
pub(crate) fn sign_in_of(folder: &Path, name: &str) -> SignIn {
    SignIns::of(folder).unwrap().unwrap().iter().find(|one| one.name == name).unwrap().clone()
}
