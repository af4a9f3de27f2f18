//! Requests sent by threads, each with a connection of its own, and how long their answers took.

use std::io;
use std::time::{Duration, Instant};

use super::client::{Client, Target};

/// How long answers took.
#[derive(Debug, Clone, Default)]
pub(super) struct Sample {
    /// The time of each, sorted.
    times: Vec<Duration>,
    /// Answers that were not what was asked for.
    pub(super) failed: usize,
    /// Bytes of all answers.
    pub(super) bytes: usize,
    /// From the first request to the last answer.
    pub(super) took: Duration,
}

/// When to stop asking.
#[derive(Debug, Clone, Copy)]
pub(super) enum Until {
    /// After so many requests of all users together.
    Requests(usize),
    /// After so long.
    Passed(Duration),
}

impl Sample {
    pub(super) fn count(&self) -> usize {
        self.times.len()
    }

    /// The time within which this share of the answers came, in milliseconds.
    pub(super) fn percentile(&self, percent: usize) -> f64 {
        let rank = (self.times.len() * percent).div_ceil(100).max(1);
        self.times.get(rank - 1).map_or(f64::NAN, |time| time.as_secs_f64() * 1_000.0)
    }

    pub(super) fn per_second(&self) -> f64 {
        let count = u32::try_from(self.count()).unwrap_or(u32::MAX);
        f64::from(count) / self.took.as_secs_f64().max(f64::EPSILON)
    }

    /// Times that were taken elsewhere.
    pub(super) fn of(mut times: Vec<Duration>) -> Sample {
        times.sort();
        Sample { took: times.iter().sum(), times, ..Sample::default() }
    }
}

/// Sends requests for these paths, each user beginning elsewhere among them.
pub(super) fn ask(target: &Target, paths: &[String], users: usize, until: Until) -> io::Result<Sample> {
    let start = Instant::now();
    let parts: Vec<io::Result<Sample>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..users)
            .map(|user| scope.spawn(move || ask_alone(target, paths, (user, users), until)))
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("a user does not panic")).collect()
    });
    let mut all = Sample::default();
    for part in parts {
        let part = part?;
        all.times.extend(part.times);
        all.failed += part.failed;
        all.bytes += part.bytes;
    }
    all.took = start.elapsed();
    all.times.sort();
    Ok(all)
}

fn ask_alone(
    target: &Target,
    paths: &[String],
    (user, users): (usize, usize),
    until: Until,
) -> io::Result<Sample> {
    let mut client = Client::connect(target)?;
    let mut sample = Sample::default();
    let start = Instant::now();
    for turn in 0.. {
        let is_over = match until {
            Until::Requests(all) => turn * users + user >= all,
            Until::Passed(limit) => start.elapsed() >= limit,
        };
        if is_over {
            break;
        }
        let path = &paths[(turn * users + user) % paths.len()];
        let asked = Instant::now();
        let answer = client.get(path)?;
        sample.times.push(asked.elapsed());
        sample.bytes += answer.bytes;
        sample.failed += usize::from(answer.status != 200);
    }
    Ok(sample)
}
