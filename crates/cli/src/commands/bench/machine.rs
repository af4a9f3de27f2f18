//! What the system tells of the machine and of a process. Where it tells nothing, as outside Linux, figures are left out.

use std::fs;
use std::time::Duration;

use serde::Serialize;

/// The machine on which was measured.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Machine {
    pub(super) cores: usize,
    pub(super) memory_megabytes: Option<u64>,
    pub(super) system: String,
}

/// The memory of a process, in megabytes of 1024 × 1024 bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Memory {
    /// All that is in memory.
    pub(super) resident: f64,
    /// What the process made itself; the rest are pages of files that the system can drop, above all of the program.
    pub(super) own: f64,
}

/// Ticks of `/proc/…/stat`: the kernel shows hundredths of a second on every machine.
const TICKS_PER_SECOND: f64 = 100.0;

impl Machine {
    pub(super) fn this() -> Machine {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let memory = fs::read_to_string("/proc/meminfo").ok();
        let kibibytes = memory.as_deref().and_then(|text| field(text, "MemTotal:"));
        Machine {
            cores,
            memory_megabytes: kibibytes.map(|kibibytes| kibibytes / 1024),
            system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        }
    }
}

/// Processor time that a process has used, all its threads together.
pub(super) fn process_time(process: u32) -> Option<Duration> {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name of the program stands in brackets and may have blanks in it.
    let (_, fields) = text.rsplit_once(')')?;
    let mut times = fields.split_whitespace().skip(11).take(2);
    let mut ticks = || times.next()?.parse::<f64>().ok();
    Some(Duration::from_secs_f64((ticks()? + ticks()?) / TICKS_PER_SECOND))
}

/// The memory of a process.
pub(super) fn memory(process: u32) -> Option<Memory> {
    let text = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let megabytes = |name| field(&text, name).map(|kibibytes| kibibytes as f64 / 1024.0);
    Some(Memory { resident: megabytes("VmRSS:")?, own: megabytes("RssAnon:")? })
}

/// The number behind a name at the beginning of a line.
fn field(text: &str, name: &str) -> Option<u64> {
    text.lines().find_map(|line| line.strip_prefix(name)?.split_whitespace().next()?.parse().ok())
}
