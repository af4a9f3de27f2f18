//! Packs made for one test, each in a folder of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

static NEXT: AtomicUsize = AtomicUsize::new(0);

/// A pack in a folder that is removed at the end.
pub(crate) struct World {
    pub(crate) folder: PathBuf,
}

impl World {
    /// A folder with these files; a county that extends `china` unless `pack.toml` is among them.
    pub(crate) fn new(files: &[(&str, &str)]) -> World {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let root =
            PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("pack-{}-{number}", std::process::id()));
        let world = World { folder: root.join("yunhe") };
        world.write("pack.toml", &county(""));
        world.write("seed/bodies.csv", "id,name,kind,parent,valid_from,valid_to,source,note\n");
        for (file, text) in files {
            world.write(file, text);
        }
        world
    }

    pub(crate) fn write(&self, file: &str, text: &str) {
        let path = self.folder.join(file);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Every problem as `file:line field code`, the file relative to the folder that holds the pack.
    pub(crate) fn problems(&self) -> Vec<String> {
        let report = pack::check_folder(&self.folder);
        let root = self.folder.display().to_string();
        let show = |problem: &kernel::Problem| {
            assert!(!problem.what.zh.is_empty() && !problem.what.en.is_empty(), "{problem:?}");
            assert!(!problem.remedy.zh.is_empty() && !problem.remedy.en.is_empty(), "{problem:?}");
            let place = problem.place.to_string().replace(&format!("{root}/"), "");
            format!("{place} {}", problem.code).trim().to_owned()
        };
        report.problems.iter().map(show).collect()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if let Some(root) = self.folder.parent() {
            _ = fs::remove_dir_all(root);
        }
    }
}

/// The manifest of a county with further lines.
pub(crate) fn county(more: &str) -> String {
    let title = "title = { zh = \"云河县\", en = \"Yunhe County\" }";
    format!("schema = 1\nname = \"yunhe\"\n{title}\ndivision = \"439922\"\nextends = \"china\"\n{more}")
}
