//! A process that makes a store, writes, imports and installs packs is killed, again and again. Whatever it had said to be
//! committed is there; nothing is half there.
//!
//! The process is this test program, told by the environment to write. `QIANGXIAN_KILLS` raises the number of kills.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use ledger::{Change, Ledger};
use store::ledgers::{Line, Load, prepare};
use store::{Database, Error, NewInstallation, Settings, Store, packs};

use super::sound::check;
use crate::ledgers::recorded::record;
use crate::ledgers::sample::{bodies, fields, march, view};
use crate::world::{Random, World, on_both, operation, told};

/// Kills on each database, unless the environment asks for more.
const KILLS: usize = 100;

/// Stores that are written to and killed beside each other, because a start waits more than it works.
const LANES: usize = 4;

const FOLDER: &str = "QIANGXIAN_TEST_WRITER_FOLDER";
const URL: &str = "QIANGXIAN_TEST_WRITER_URL";
const SEED: &str = "QIANGXIAN_TEST_WRITER_SEED";

/// The writer: makes or opens the store and writes without end. Each line it prints is an operation that is committed.
async fn write(settings: &Settings, seed: u64) {
    let store = match Store::open(settings).await {
        Err(Error::Missing { .. }) => {
            let new = NewInstallation { county: "tangxi".to_owned(), demo: false };
            Store::create(settings, &new).await.unwrap()
        }
        opened => opened.unwrap(),
    };
    let mut ledger = bodies();
    prepare(&store, &ledger).await.unwrap();
    let mut random = Random::new(seed);
    loop {
        let key = format!("k{}", random.below(40));
        let text = format!("id={key} name=名{} staff={} partners=a,b", random.below(9), random.below(9));
        let (from, said) = (march(1 + random.below(9) as i8), fields(&text));
        match random.below(10) {
            0 => load(&store, &mut random).await,
            1 => drop(store.files().store(text.as_bytes()).await.unwrap()),
            2 => store.tidy().await.unwrap(),
            3 => install(&store, &mut ledger).await,
            _ => drop(record(&store, &ledger, &key, &Change::created(from, said)).await),
        }
        let seq = store.installation().await.unwrap().seq;
        println!("committed {seq}.");
        std::io::stdout().flush().unwrap();
    }
}

/// An import of some hundred lines, in several operations.
async fn load(store: &Store, random: &mut Random) {
    let (ledger, file) = (bodies(), [random.below(256) as u8; 32]);
    let import = operation("import", "test-bodies", "2026-04-01T00:00:00Z");
    let Some(mut load) = Load::begin(store, &ledger, import, ("seed.csv", file)).await.unwrap() else {
        return;
    };
    for number in 1..=200 {
        let text = format!(
            "id=i{} name=名{} phone=1380013800{}",
            random.below(90),
            random.below(99),
            random.below(9)
        );
        let fields = fields(&text).into_iter().map(|(id, value)| (id, Some(value))).collect();
        let key = text[3..].split(' ').next().unwrap().to_owned();
        load.push(Line { line: number, key, valid_from: march(1), fields, ..Line::default() }).await.unwrap();
        if number % 70 == 0 {
            load.pause().await.unwrap();
        }
    }
    load.finish().await.unwrap();
}

/// A pack with another declaration: the table of the ledger is made again, with one column more or one less.
async fn install(store: &Store, ledger: &mut Ledger) {
    let mut other = bodies();
    if *ledger == other {
        other.views[1] = view("by-phase", &["since"], &["-staff"]);
    }
    *ledger = other;
    prepare(store, ledger).await.unwrap();
    let write = store.begin(operation("install-pack", "tangxi", "2026-04-01T00:00:00Z")).await.unwrap();
    let files = [("ledger.toml", ledger.views[1].id.as_bytes())];
    packs::install(&write, "tangxi", &ledger.digest, files).await.unwrap();
    write.commit().await.unwrap();
}

fn spawn(world: &World, seed: usize) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "faults::killed::a_writer_writes_until_it_is_killed", "--nocapture"]);
    command.env(FOLDER, world.folder()).env(SEED, seed.to_string());
    if let Database::Postgres(url) = &world.settings.database {
        command.env(URL, url);
    }
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Kills a process and gives the last operation that it said to be committed.
fn kill(mut process: Child, mut output: BufReader<ChildStdout>, mut said: Vec<i64>) -> i64 {
    let is_alive = process.try_wait().unwrap().is_none();
    process.kill().unwrap();
    said.extend(read(&mut output, usize::MAX));
    let output = process.wait_with_output().unwrap();
    assert!(is_alive, "it ended by itself: {}", String::from_utf8_lossy(&output.stderr));
    said.last().copied().unwrap_or(0)
}

/// Reads so many operations, or as many as come.
fn read(output: &mut impl BufRead, commits: usize) -> Vec<i64> {
    // A line may be cut in the middle by the kill.
    let lines = output.lines().map_while(Result::ok);
    lines
        .filter_map(|line| line.strip_prefix("committed ")?.strip_suffix('.')?.parse().ok())
        .take(commits)
        .collect()
}

async fn story(world: World, lane: usize) {
    let kills = std::env::var("QIANGXIAN_KILLS").map_or(KILLS, |kills| kills.parse().unwrap());
    let mut random = Random::new(lane as u64);
    let mut committed = 0;
    for round in (lane..kills).step_by(LANES) {
        // One in four dies on its way to the first commit, some before the store is made.
        let (commits, moment) = match round / LANES % 4 {
            0 => (0, random.below(400)),
            _ => (1 + random.below(20), random.below(20)),
        };
        let moment = Duration::from_micros(moment as u64 * 1_000 + random.below(1_000) as u64);
        let mut process = spawn(&world, round);
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let said = read(&mut output, commits);
        if said.len() < commits {
            // It has ended by itself; its end says why.
            kill(process, output, said);
            unreachable!("a writer that lives writes on");
        }
        if commits > 0 {
            let second = Store::open(&world.settings).await.unwrap_err();
            assert!(matches!(second, Error::InUse { .. }), "two processes: {second:?}");
        }
        sleep(moment);
        committed = committed.max(kill(process, output, said));
        match Store::open(&world.settings).await {
            Ok(store) => {
                let seq = check_opened(&store).await;
                assert!(seq >= committed, "{committed} was said to be committed, {seq} is there");
                store.close().await.unwrap();
            }
            Err(Error::Missing { .. }) => assert_eq!(committed, 0),
            Err(error) => panic!("{error}"),
        }
    }
    println!("{world:?}: {} kills, {committed} operations", kills.saturating_sub(lane).div_ceil(LANES));
}

/// Killed while the store is made, until one is made in spite of it.
async fn making(world: World, lane: usize) {
    let mut random = Random::new(lane as u64);
    let mut kills = 0;
    loop {
        let mut process = spawn(&world, lane);
        let output = BufReader::new(process.stdout.take().unwrap());
        sleep(Duration::from_micros(
            random.below(60 + 40 * kills) as u64 * 1_000 + random.below(1_000) as u64,
        ));
        let committed = kill(process, output, Vec::new());
        kills += 1;
        match Store::open(&world.settings).await {
            Ok(store) => {
                assert!(check_opened(&store).await >= committed);
                break println!("{world:?}: made after {kills} kills");
            }
            Err(Error::Missing { .. }) => assert_eq!(committed, 0),
            Err(error) => panic!("{error}"),
        }
    }
}

async fn check_opened(store: &Store) -> i64 {
    // Killed between making the store and its first table.
    prepare(store, &bodies()).await.unwrap();
    check(store).await
}

#[test]
fn a_writer_writes_until_it_is_killed() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let database = std::env::var(URL).map_or(Database::Sqlite, Database::Postgres);
    let settings = Settings { database, folder: PathBuf::from(folder), ..World::sqlite().settings };
    told(async move { write(&settings, std::env::var(SEED).unwrap().parse().unwrap()).await });
}

#[test]
fn what_was_committed_survives_every_kill() {
    std::thread::scope(|scope| {
        for lane in 0..LANES {
            scope.spawn(move || on_both(|world| story(world, lane)));
        }
    });
}

#[test]
fn a_store_is_made_whole_or_not_at_all() {
    std::thread::scope(|scope| {
        for lane in 0..LANES {
            scope.spawn(move || on_both(|world| making(world, lane)));
        }
    });
}
