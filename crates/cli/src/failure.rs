use std::io;
use std::path::Path;

use kernel::{Place, Problem, Wording};
use pack::io_reason;

/// How a command ended, for whoever called it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All is well.
    Fine,
    /// Something was found or went wrong.
    Found,
    /// The command was not understood.
    Usage,
}

impl Exit {
    /// The exit code, as `--help` documents it.
    pub(crate) fn code(self) -> u8 {
        match self {
            Exit::Fine => 0,
            Exit::Found => 1,
            Exit::Usage => 2,
        }
    }
}

/// Why a command could not go on.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Problems to be told, then exit code 1.
    Failed(Vec<Problem>),
    /// The command line asks for something that cannot be: exit code 2.
    Usage(Vec<Problem>),
    /// Whoever read our output has read enough. That is no error.
    ClosedPipe,
}

impl Failure {
    /// A failure with one sentence and what to do next.
    pub(crate) fn failed(code: &str, place: Place, what: Wording, remedy: Wording) -> Failure {
        Failure::Failed(vec![Problem::error(code, place, what, remedy)])
    }

    /// A wrong use with one sentence and what to do next.
    pub(crate) fn usage(what: Wording, remedy: Wording) -> Failure {
        Failure::Usage(vec![Problem::error("usage", Place::default(), what, remedy)])
    }

    /// A file could not be written.
    pub(crate) fn write(path: &Path, error: &io::Error) -> Failure {
        let reason = io_reason(error);
        Failure::failed(
            "not-written",
            Place::file(path.display().to_string()),
            Wording::new(format!("无法写入：{}", reason.zh), format!("cannot be written: {}", reason.en)),
            Wording::new(
                "请检查文件夹是否存在、是否有写权限",
                "check that the folder exists and may be written to",
            ),
        )
    }
}

impl From<Vec<Problem>> for Failure {
    fn from(problems: Vec<Problem>) -> Self {
        Failure::Failed(problems)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Failure::ClosedPipe;
        }
        let reason = io_reason(&error);
        Failure::failed(
            "not-written",
            Place::default(),
            Wording::new(
                format!("无法输出：{}", reason.zh),
                format!("the output cannot be written: {}", reason.en),
            ),
            Wording::new("请检查磁盘空间，或用 -o 指定文件", "check the disk space, or name a file with -o"),
        )
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        // Our values always serialize, so this is the output that failed.
        Failure::from(io::Error::from(error))
    }
}
