//! `qiangxian cluster`: a scheduler and two executors count a lake as one process does, also when one of them is lost.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::command::{qiangxian, root, scratch};

/// How long anything is waited for; nothing is judged by it.
const PATIENCE: Duration = Duration::from_secs(120);

/// A part of the cluster that runs until it is dropped.
struct Part(Child);

impl Drop for Part {
    fn drop(&mut self) {
        // It may have been lost already.
        _ = self.0.kill();
        _ = self.0.wait();
    }
}

fn started(words: &[&str], stderr: Stdio) -> Part {
    let mut command = Command::new(env!("CARGO_BIN_EXE_qiangxian"));
    command.args(words).current_dir(root()).env_clear().env("QIANGXIAN_LANG", "en");
    Part(command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(stderr).spawn().unwrap())
}

fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let begin = Instant::now();
    while !is_so() {
        assert!(begin.elapsed() < PATIENCE, "waited in vain until {what}");
        sleep(Duration::from_millis(20));
    }
}

/// A scheduler, and its address.
fn scheduler() -> (Part, String) {
    let mut part = started(&["cluster", "scheduler", "--listen", "127.0.0.1:0"], Stdio::piped());
    let (mut line, mut told) = (String::new(), BufReader::new(part.0.stderr.take().unwrap()));
    told.read_line(&mut line).unwrap();
    // It logs whom it loses; somebody has to go on reading.
    std::thread::spawn(move || std::io::copy(&mut told, &mut std::io::sink()));
    let address = line.trim().strip_prefix("the scheduler is at df://").unwrap_or_else(|| panic!("{line}"));
    (part, address.to_owned())
}

/// An executor that can be given work, and its folder.
fn executor(scheduler: &str, name: &str) -> (Part, PathBuf) {
    let folder = scratch(name);
    let free = || TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let (rows, work) = (free(), free());
    let listen = format!("127.0.0.1:{rows}");
    let (port, folder_name) = (work.to_string(), folder.display().to_string());
    let words = ["cluster", "executor", "--scheduler", scheduler, "--cores", "1", "--memory", "1024"];
    let words = [&words[..], &["--listen", &listen, "--work-port", &port, "--work", &folder_name]].concat();
    let part = started(&words, Stdio::null());
    // It listens for rows last, when the scheduler knows it.
    wait_until("an executor listens", || TcpStream::connect(("127.0.0.1", rows)).is_ok());
    (part, folder)
}

/// A lake of eight invented counties: its folder and the list of counties.
fn lake() -> (String, String) {
    let folder = scratch("cluster-lake");
    let kept = folder.display().to_string();
    // It measures as well, which is of no interest here.
    qiangxian(&["bench", "lake", "--counties", "8", "--rights", "4000", "--keep", &kept]).run();
    let lake = folder.join("lake-8-4000");
    (lake.display().to_string(), lake.join("counties-measured.toml").display().to_string())
}

fn has_work(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some())
}

#[test]
fn figures_are_the_same_on_a_cluster_also_when_an_executor_is_lost() {
    let (lake, counties) = lake();
    let asked = [
        "lake",
        "indicators",
        "--lake",
        &lake,
        "--counties",
        &counties,
        "--format",
        "csv",
        "--as-of",
        "2026-06-30",
    ];
    let here = qiangxian(&asked).run();
    assert!(here.stdout.lines().count() > 8 * 20, "{here:?}");
    assert!(here.stdout.contains(",counted,"), "{here:?}");

    let (scheduler, address) = scheduler();
    let cluster = format!("df://{address}");
    let on_cluster = [&asked[..], &["--cluster", &cluster]].concat();
    let refused = qiangxian(&on_cluster).env("QIANGXIAN_LANG", "en").exits(1);
    assert!(refused.stderr.contains("the cluster has no executor yet"), "{refused:?}");

    let mut executors = vec![executor(&address, "executor-1"), executor(&address, "executor-2")];
    let there = qiangxian(&on_cluster).env("QIANGXIAN_LANG", "en").run();
    assert_eq!(there.stdout, qiangxian(&asked).env("QIANGXIAN_LANG", "en").run().stdout);
    assert!(!there.stderr.contains("did not carry out"), "{there:?}");
    assert!(executors.iter().any(|(_, folder)| has_work(folder)), "nobody was given work");

    // New folders tell who is at work now.
    for (_, folder) in &executors {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            _ = fs::remove_dir_all(entry.path());
        }
    }
    let asking = {
        let words: Vec<String> = on_cluster.iter().map(|word| (*word).to_owned()).collect();
        std::thread::spawn(move || qiangxian(&words.iter().map(String::as_str).collect::<Vec<_>>()).run())
    };
    let at_work = || executors.iter().position(|(_, folder)| has_work(folder));
    wait_until("an executor is at work", || at_work().is_some());
    let lost = executors.remove(at_work().unwrap());
    assert!(!asking.is_finished(), "all was counted before an executor could be lost");
    drop(lost);
    assert_eq!(asking.join().unwrap().stdout, here.stdout);
    drop((executors, scheduler));
}

#[test]
fn a_cluster_that_is_not_there_is_named() {
    let lake = scratch("cluster-nobody");
    fs::create_dir_all(&lake).unwrap();
    let lake = lake.display().to_string();
    let ask = |address: &str| {
        let words = ["lake", "indicators", "--lake", &lake, "--lang", "en", "--cluster", address];
        qiangxian(&words).exits(1).stderr
    };
    assert!(ask("http://127.0.0.1").contains("http://127.0.0.1 is no address of a cluster"));
    assert!(ask("df://127.0.0.1:1").contains("no scheduler answers there"));
    let executor = ["cluster", "executor", "--scheduler", "127.0.0.1", "--work", &lake, "--lang", "en"];
    assert!(qiangxian(&executor).exits(2).stderr.contains("--scheduler"));
}
