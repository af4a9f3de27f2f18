//! Compiles every folder of `packs/` into the crate, so that the binary works without files. No pack is named here.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    // Asked now, not when this was compiled: what was built may be shared by several clones.
    let root = env::var_os("CARGO_MANIFEST_DIR").ok_or_else(|| io::Error::other("no CARGO_MANIFEST_DIR"))?;
    let packs = Path::new(&root).join("../../packs").canonicalize()?;
    println!("cargo::rerun-if-changed={}", packs.display());
    let mut code = String::from("&[\n");
    for pack in entries(&packs)? {
        if pack.join("pack.toml").is_file() {
            let mut files = Vec::new();
            collect(&pack, &mut files)?;
            _ = writeln!(code, "    ({:?}, &[", name(&pack));
            for file in files {
                let inside = file.strip_prefix(&pack).map_err(io::Error::other)?;
                let inside = inside.to_string_lossy().replace('\\', "/");
                _ = writeln!(code, "        ({inside:?}, include_str!({:?})),", file.display().to_string());
            }
            code.push_str("    ]),\n");
        }
    }
    code.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("no OUT_DIR"))?);
    fs::write(out.join("packs.rs"), code)
}

/// Every file of a pack that is read; cargo watches each, so that an edited pack is compiled in again.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for path in entries(folder)? {
        if path.is_dir() {
            collect(&path, files)?;
        } else if path
            .extension()
            .is_some_and(|end| ["toml", "sql", "csv", "txt", "md"].iter().any(|e| end == *e))
        {
            files.push(path);
        }
    }
    Ok(())
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<PathBuf>>>()?;
    paths.retain(|path| !name(path).starts_with('.'));
    paths.sort();
    Ok(paths)
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
