//! A browser as far as a measurement needs one: HTTP/1.1 over one connection that stays open.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// How long an answer may take before the measurement is given up.
const ANSWER_TIME_MAX: Duration = Duration::from_secs(60);

/// Whom to ask, and as whom.
#[derive(Debug, Clone)]
pub(super) struct Target {
    pub(super) address: SocketAddr,
    /// The cookie of the session, as a browser sends it.
    pub(super) cookie: String,
}

/// One connection.
#[derive(Debug)]
pub(super) struct Client {
    stream: BufReader<TcpStream>,
    target: Target,
    body: Vec<u8>,
}

/// What came back.
#[derive(Debug, Clone, Copy)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// Bytes of the body as it was sent, packed.
    pub(super) bytes: usize,
}

impl Client {
    pub(super) fn connect(target: &Target) -> io::Result<Client> {
        let stream = TcpStream::connect(target.address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(ANSWER_TIME_MAX))?;
        Ok(Client { stream: BufReader::new(stream), target: target.clone(), body: Vec::new() })
    }

    /// Asks for a page as browsers do, packed.
    pub(super) fn get(&mut self, path: &str) -> io::Result<Answer> {
        self.ask("GET", path, "accept: text/html\r\naccept-encoding: gzip\r\n", "")
    }

    /// Asks for a page and reads it.
    pub(super) fn read(&mut self, path: &str) -> io::Result<String> {
        self.ask("GET", path, "accept: text/html\r\n", "")?;
        Ok(String::from_utf8_lossy(&self.body).into_owned())
    }

    /// Sends JSON as programs do.
    pub(super) fn post(&mut self, path: &str, json: &str) -> io::Result<Answer> {
        self.ask("POST", path, "content-type: application/json\r\n", json)
    }

    fn ask(&mut self, method: &str, path: &str, headers: &str, body: &str) -> io::Result<Answer> {
        let (Target { address, cookie }, length) = (&self.target, body.len());
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {address}\r\ncookie: {cookie}\r\n{headers}\
             content-length: {length}\r\n\r\n{body}"
        );
        self.stream.get_mut().write_all(request.as_bytes())?;
        self.answer()
    }

    fn answer(&mut self) -> io::Result<Answer> {
        let line = self.line()?;
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok());
        let status = status.ok_or_else(|| wrong("the answer does not begin with a status"))?;
        let (mut length, mut in_chunks) = (0, false);
        loop {
            let header = self.line()?.to_ascii_lowercase();
            match header.split_once(':') {
                None => break,
                Some(("content-length", value)) => length = number(value, 10)?,
                Some(("transfer-encoding", value)) => in_chunks = value.trim() == "chunked",
                Some(_) => {}
            }
        }
        self.body.clear();
        if in_chunks {
            self.chunks()?;
        } else {
            self.take(length)?;
        }
        Ok(Answer { status, bytes: self.body.len() })
    }

    fn chunks(&mut self) -> io::Result<()> {
        loop {
            let length = number(&self.line()?, 16)?;
            self.take(length)?;
            self.line()?;
            if length == 0 {
                return Ok(());
            }
        }
    }

    fn take(&mut self, length: usize) -> io::Result<()> {
        let start = self.body.len();
        self.body.resize(start + length, 0);
        self.stream.read_exact(&mut self.body[start..])
    }

    fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(line.trim_end().to_owned())
    }
}

fn number(text: &str, base: u32) -> io::Result<usize> {
    usize::from_str_radix(text.trim(), base).map_err(|_| wrong("the length of the answer is no number"))
}

fn wrong(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}
