//! A pack out of bytes, such as those of an unpacked file: what may not be in it is told before anything is read.

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::{Place, Problem};

use crate::fault::Fault;
use crate::files::{FILE_BYTES_MAX, FILES_MAX, Files, is_inside};

/// Bytes of a whole pack: 64 MiB, four of its largest files.
const PACK_BYTES_MAX: u64 = 4 * FILE_BYTES_MAX;

/// Packs that are given together, each with its files; those that one of them extends are found among them.
pub(crate) fn given_together(
    name: &str,
    packs: BTreeMap<String, Vec<(String, Vec<u8>)>>,
) -> Result<Files, Vec<Problem>> {
    let mut beside = BTreeMap::new();
    let mut problems = Vec::new();
    for (name, files) in packs {
        match contents(&name, files) {
            Ok(files) => _ = beside.insert(name, Arc::new(files)),
            Err(more) => problems.extend(more),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let files = beside.get(name).cloned().unwrap_or_default();
    Ok(Files::Given { name: name.to_owned(), files, beside: Arc::new(beside) })
}

/// The files of a pack by their paths, with `/`.
pub(crate) fn given(name: &str, files: Vec<(String, Vec<u8>)>) -> Result<Files, Vec<Problem>> {
    let files = Arc::new(contents(name, files)?);
    Ok(Files::Given { name: name.to_owned(), files, beside: Arc::default() })
}

/// What is in a pack. Folders and hidden files are left out, and the folder that holds all of them.
fn contents(name: &str, files: Vec<(String, Vec<u8>)>) -> Result<BTreeMap<String, Vec<u8>>, Vec<Problem>> {
    let place = |file: &str| Place::file(format!("{name}/{file}"));
    if files.len() > FILES_MAX {
        return Err(vec![Fault::TooManyFiles { files_max: FILES_MAX }.at(Place::file(name))]);
    }
    let mut problems = Vec::new();
    let (mut kept, mut bytes_sum) = (BTreeMap::new(), 0);
    for (path, bytes) in files.into_iter().filter(|(path, _)| !path.ends_with('/') && !is_hidden(path)) {
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        bytes_sum += length;
        if !is_inside(&path) {
            problems.push(Fault::OutsidePack { path: path.clone() }.at(place(&path)));
        } else if length > FILE_BYTES_MAX {
            problems.push(Fault::TooLarge { bytes_max: FILE_BYTES_MAX }.at(place(&path)));
        } else if kept.insert(path.clone(), bytes).is_some() {
            problems.push(Fault::FileTwice.at(place(&path)));
        }
    }
    if bytes_sum > PACK_BYTES_MAX {
        problems.push(Fault::TooLarge { bytes_max: PACK_BYTES_MAX }.at(Place::file(name)));
    }
    if problems.is_empty() { Ok(without_folder(kept)) } else { Err(problems) }
}

/// Hidden files, and the folder in which one system keeps what it knows of files.
fn is_hidden(path: &str) -> bool {
    path.split('/')
        .any(|part| (part.starts_with('.') && !["", ".", ".."].contains(&part)) || part == "__MACOSX")
}

/// Who packs a folder often packs it with its name.
fn without_folder(files: BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    let folder =
        files.keys().next().and_then(|path| path.split_once('/')).map(|(folder, _)| format!("{folder}/"));
    match folder {
        Some(folder) if files.keys().all(|path| path.starts_with(&folder)) => {
            files.into_iter().map(|(path, bytes)| (path[folder.len()..].to_owned(), bytes)).collect()
        }
        _ => files,
    }
}
