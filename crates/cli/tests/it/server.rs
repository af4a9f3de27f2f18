//! A server as a process: it is started, asked, stopped and killed.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};

use crate::command::root;

/// A server that runs until it is dropped.
pub(crate) struct Server {
    child: Child,
    stderr: BufReader<ChildStderr>,
    /// Host and port.
    pub(crate) host: String,
    /// What it has written to stderr so far.
    pub(crate) log: String,
    /// What it has written to stdout, once it has come to its end.
    pub(crate) stdout: String,
}

impl Server {
    /// Starts a server with these words and waits until it says where it serves.
    pub(crate) fn start(words: &[&str]) -> Server {
        Server::start_in(words, &[])
    }

    /// The same, with variables.
    pub(crate) fn start_in(words: &[&str], variables: &[(&str, &str)]) -> Server {
        let mut command = Command::new(env!("CARGO_BIN_EXE_qiangxian"));
        command.args(words).current_dir(root()).env_clear();
        command.env("QIANGXIAN_LANG", "en").env("QIANGXIAN_LOG", "info").envs(variables.iter().copied());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        let mut log = String::new();
        let host = loop {
            let mut line = String::new();
            assert!(stderr.read_line(&mut line).unwrap() > 0, "it ended before it served:\n{log}");
            log.push_str(&line);
            if let Some(event) = event(&line).filter(|event| event["message"] == "serving") {
                let url = event["url"].as_str().unwrap();
                break url.trim_start_matches("http://").split('/').next().unwrap().to_owned();
            }
        };
        Server { child, stderr, host, log, stdout: String::new() }
    }

    /// Serves a data folder on a port that is free.
    pub(crate) fn of(data: &Path) -> Server {
        Server::start(&["serve", "--data", &data.display().to_string(), "--listen", "127.0.0.1:0"])
    }

    /// The status and the whole answer to a GET.
    pub(crate) fn get(&self, path: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.host);
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        (answer.split(' ').nth(1).unwrap().parse().unwrap(), answer)
    }

    /// Waits until it has logged this.
    pub(crate) fn logs(&mut self, text: &str) {
        while !self.log.contains(text) {
            let end = self.stderr.read_line(&mut self.log).unwrap();
            assert!(end > 0, "it ended and never said {text}:\n{}", self.log);
        }
    }

    /// Asks it to stop, waits for its end, and gives its exit code; the log is whole then.
    pub(crate) fn stop(&mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        self.stderr.read_to_string(&mut self.log).unwrap();
        self.child.stdout.take().unwrap().read_to_string(&mut self.stdout).unwrap();
        self.child.wait().unwrap().code()
    }

    /// Ends it at once, as a loss of power would.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have come to its end already.
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// A line of the log, if it is one.
pub(crate) fn event(line: &str) -> Option<serde_json::Value> {
    serde_json::from_str(line).ok()
}
