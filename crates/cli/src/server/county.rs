use std::path::{Path, PathBuf};

use app::demonstration::SignIns;
use app::{App, Error, Internal, county};
use kernel::{Place, Problem, Wording};
use pack::Pack;

use crate::failure::Failure;
use crate::session::{Session, open_pack};
use crate::settings::{self, FlagValue, Settings};

/// A county's installation: its data folder and its settings.
#[derive(Debug)]
pub(crate) struct County {
    pub(crate) data: PathBuf,
    pub(crate) settings: Settings,
}

impl County {
    /// The installation in a data folder. Settings that only deserve a look are told. Only a demonstration has sign-ins that
    /// everybody may see.
    ///
    /// # Errors
    /// Every problem of the settings.
    pub(crate) fn at(data: &Path, flags: &[FlagValue], session: &Session) -> Result<County, Failure> {
        let mut settings = settings::read(data, flags)?;
        session.tell(&settings.warnings);
        settings.surroundings.sign_ins = SignIns::of(data).map_err(failure)?;
        Ok(County { data: data.to_owned(), settings })
    }

    /// The pack that was asked for: by `--pack`, else by the settings; none for the one the database has.
    ///
    /// # Errors
    /// Every problem of the pack.
    pub(crate) fn pack(&self, session: &Session) -> Result<Option<Pack>, Failure> {
        match session.named_pack().or(self.settings.pack.as_deref()) {
            Some(named) => open_pack(named).map(Some),
            None => Ok(None),
        }
    }

    /// Opens the database.
    ///
    /// # Errors
    /// What the store says, such as that a server owns the folder; every problem of the pack.
    pub(crate) async fn open(&self, pack: Option<Pack>) -> Result<App, Failure> {
        let opened = county::open(&self.settings.store, pack, self.settings.surroundings.clone()).await;
        opened.map_err(failure)
    }
}

/// An error of an operation as a person at a terminal reads it.
pub(crate) fn failure(error: Error) -> Failure {
    let problem = |code: &str, what: Wording, remedy: Wording| {
        Failure::Failed(vec![Problem::error(code, Place::default(), what, remedy)])
    };
    let nothing = || Wording::new("", "");
    match error {
        Error::Invalid(problems) => Failure::Failed(problems),
        Error::NotFound => {
            problem("not-found", Wording::new("没有找到", "there is no such thing"), nothing())
        }
        Error::NotAllowed(denied) => problem("not-allowed", denied.why, denied.remedy),
        Error::Conflict(what) => problem("conflict", what, nothing()),
        Error::TooSoon { wait_seconds, .. } => problem(
            "too-soon",
            Wording::new("尝试得太频繁", "it was tried too often"),
            Wording::new(
                format!("请等 {wait_seconds} 秒再试"),
                format!("try again after {wait_seconds} seconds"),
            ),
        ),
        Error::Internal(Internal::Store(error)) => Failure::Failed(vec![error.problem()]),
        Error::Internal(Internal::Broken(detail)) => problem(
            "broken",
            Wording::new(format!("程序内部出错：{detail}"), detail.clone()),
            Wording::new("请查看日志并报告", "look into the log, and report it"),
        ),
    }
}
