//! A real PostgreSQL for the tests: one server for the whole run, in a folder of its own, reached by a socket.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::Duration;

/// A server that runs until this process ends, however it ends.
struct Server {
    programs: PathBuf,
    folder: PathBuf,
    user: String,
    // Its input is open for as long as this process lives; when it closes, the shell ends the server.
    _shell: Child,
}

static SERVER: OnceLock<Option<Server>> = OnceLock::new();
static DATABASES: AtomicUsize = AtomicUsize::new(0);

/// The address of a new empty database; none, and it is said, where there is no PostgreSQL.
pub(crate) fn database() -> Option<String> {
    let server = SERVER.get_or_init(start).as_ref()?;
    let name = format!("story{}", DATABASES.fetch_add(1, Ordering::Relaxed));
    let made = command(&server.user, &server.programs.join("createdb"))
        .args(["-h", &server.folder.display().to_string(), "-U", "qiangxian", &name])
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    Some(format!("postgres:///{name}?host={}&user=qiangxian", server.folder.display()))
}

fn start() -> Option<Server> {
    let Some(programs) = programs() else {
        // Straight to the terminal: the harness hides what tests print.
        writeln!(std::io::stderr(), "SKIPPED: no PostgreSQL found (initdb, postgres); only SQLite is tested")
            .unwrap();
        return None;
    };
    let folder = tempfile::Builder::new().prefix("qxpg").tempdir().unwrap().keep();
    let user = user();
    if !user.is_empty() {
        run(Command::new("chown").arg(&user).arg(&folder));
    }
    let data = folder.join("data");
    let mut init = command(&user, &programs.join("initdb"));
    run(init.arg("-D").arg(&data).args([
        "-U",
        "qiangxian",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale",
        "C.UTF-8",
        "--no-sync",
    ]));
    let mut server = serve(&user, &programs, &folder);
    let ready = programs.join("pg_isready");
    for _ in 0..600 {
        let asked = Command::new(&ready).arg("-h").arg(&folder).args(["-q", "-U", "qiangxian"]).status();
        if asked.unwrap().success() {
            return Some(Server { programs, folder, user, _shell: server });
        }
        assert!(server.try_wait().unwrap().is_none(), "PostgreSQL ended: {}", log(&folder));
        sleep(Duration::from_millis(50));
    }
    panic!("PostgreSQL does not answer: {}", log(&folder));
}

/// A shell that runs the server until its own input ends.
fn serve(user: &str, programs: &Path, folder: &Path) -> Child {
    let script = r#""$1" -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off -c max_connections=400 \
        >"$2/log" 2>&1 & server=$!; read -r _; kill -INT $server; wait $server; rm -rf "$2""#;
    let mut shell = command(user, Path::new("sh"));
    shell.args(["-c", script, "sh"]).arg(programs.join("postgres")).arg(folder);
    shell.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// The folder of the programs: on the path, or where Debian puts them.
fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut debian: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|versions| versions.flatten().map(|version| version.path().join("bin")).collect())
        .unwrap_or_default();
    debian.sort();
    debian.into_iter().rev().chain(std::env::split_paths(&path)).find(|folder| {
        ["initdb", "postgres", "createdb", "pg_isready"].iter().all(|name| folder.join(name).is_file())
    })
}

/// Whom the server runs as: PostgreSQL refuses to run as root. Empty for ourselves.
fn user() -> String {
    let id = |arguments: &[&str]| Command::new("id").args(arguments).output().unwrap();
    if id(&["-u"]).stdout.trim_ascii() != b"0" {
        return String::new();
    }
    let user = if id(&["-u", "postgres"]).status.success() { "postgres" } else { "nobody" };
    user.to_owned()
}

fn command(user: &str, program: &Path) -> Command {
    if user.is_empty() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid", user, "--regid", user, "--clear-groups"]).arg(program).current_dir("/");
    command
}

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn log(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("log")).unwrap_or_default()
}
