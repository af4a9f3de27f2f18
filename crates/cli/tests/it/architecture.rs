//! The arrows between crates, as their manifests have them: cli → web → app → {pack, documents, store, query} →
//! engines, and engines use only `kernel` and `form`. Heavy libraries stay in their one crate.

use std::collections::BTreeMap;
use std::fs;

use toml::de::DeTable;

use crate::command::root;

/// The crates from the bottom up. A crate may use those of lower layers, never one of its own.
const LAYERS: [&[&str]; 7] = [
    &["engines/kernel"],
    &["engines/form"],
    &[
        "engines/plan",
        "engines/ledger",
        "engines/cases",
        "engines/indicators",
        "engines/notary",
        "engines/search",
        "engines/watch",
    ],
    &["crates/pack", "crates/documents", "crates/store", "crates/query"],
    &["crates/app"],
    &["crates/web"],
    &["crates/cli", "tests/browser"],
];

/// Libraries that are slow to build or wide to use, with the only crates that may.
const HOMES: &[(&str, &[&str])] = &[
    ("clap", &["crates/cli"]),
    ("clap_complete", &["crates/cli"]),
    ("terminal_size", &["crates/cli"]),
    ("axum", &["crates/web"]),
    ("askama", &["crates/web"]),
    ("tower", &["crates/web"]),
    ("hyper", &["crates/web"]),
    ("fantoccini", &["tests/browser"]),
    ("tower-http", &["crates/web"]),
    ("sea-orm", &["crates/store"]),
    ("sqlx", &["crates/store"]),
    ("rusqlite", &["crates/store"]),
    ("tokio-postgres", &["crates/store"]),
    ("object_store", &["crates/store", "crates/query"]),
    ("datafusion", &["crates/query"]),
    ("datafusion-proto", &["crates/query"]),
    ("ballista-core", &["crates/query"]),
    ("ballista-executor", &["crates/query"]),
    ("ballista-scheduler", &["crates/query"]),
    ("arrow", &["crates/query"]),
    ("parquet", &["crates/query"]),
    ("sqlparser", &["engines/indicators"]),
    ("tantivy", &["engines/search"]),
    ("typst", &["crates/documents"]),
    ("typst-layout", &["crates/documents"]),
    ("typst-pdf", &["crates/documents"]),
    ("lettre", &["crates/app"]),
    ("openidconnect", &["crates/app"]),
    ("argon2", &["crates/app"]),
    ("zip", &["crates/documents"]),
    ("quick-xml", &["crates/documents"]),
    ("pinyin", &["crates/store"]),
    ("html5gum", &["crates/documents"]),
    ("html5ever", &["crates/documents"]),
    ("lopdf", &["crates/documents"]),
    ("rust_xlsxwriter", &["crates/documents"]),
    ("calamine", &["crates/documents", "crates/web", "tests/browser"]),
    ("encoding_rs", &["crates/documents"]),
];

/// What is wrong with a crate using another, if anything is.
fn judge(from: &str, to: &str, folders: &BTreeMap<String, String>) -> Option<String> {
    if let Some((_, homes)) = HOMES.iter().find(|(library, _)| *library == to) {
        return (!homes.contains(&from))
            .then(|| format!("{from} uses {to}, which belongs to {homes:?} alone"));
    }
    let to = folders.get(to)?;
    let (Some(above), Some(below)) = (layer(from), layer(to)) else {
        return Some(format!("{from} → {to}: one of them is on no layer"));
    };
    (above <= below).then(|| format!("{from} → {to} points the wrong way"))
}

fn layer(folder: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&folder))
}

/// Every member of the workspace with the names it depends on, for building, running or testing.
fn members() -> BTreeMap<String, Vec<String>> {
    let text = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let manifest = DeTable::parse(&text).unwrap();
    let workspace = manifest.get_ref().get("workspace").unwrap().get_ref().as_table().unwrap();
    let members = workspace.get("members").unwrap().get_ref().as_array().unwrap();
    let folders = members.iter().map(|member| member.get_ref().as_str().unwrap().to_owned());
    folders.map(|folder| (folder.clone(), dependencies(&folder))).collect()
}

fn dependencies(folder: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join(folder).join("Cargo.toml")).unwrap();
    let manifest = DeTable::parse(&text).unwrap();
    let mut names = Vec::new();
    for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
        if let Some(table) = manifest.get_ref().get(kind).and_then(|table| table.get_ref().as_table()) {
            names.extend(table.keys().map(|name| name.get_ref().to_string()));
        }
    }
    assert!(
        manifest.get_ref().get("target").is_none(),
        "{folder}: dependencies by target are not judged here"
    );
    names
}

fn folders() -> BTreeMap<String, String> {
    members().into_keys().map(|folder| (folder.rsplit('/').next().unwrap().to_owned(), folder)).collect()
}

#[test]
fn every_arrow_is_allowed() {
    let (members, folders) = (members(), folders());
    assert!(members.len() >= 5);
    let judged =
        members.iter().flat_map(|(from, names)| names.iter().filter_map(|to| judge(from, to, &folders)));
    let wrong: Vec<String> = judged.collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_crate_is_a_member_and_has_its_layer() {
    let members = members();
    for parent in ["engines", "crates"] {
        for entry in fs::read_dir(root().join(parent)).unwrap().flatten() {
            if entry.path().join("Cargo.toml").is_file() {
                let folder = format!("{parent}/{}", entry.file_name().to_string_lossy());
                assert!(members.contains_key(&folder), "{folder} is no member of the workspace");
                assert!(layer(&folder).is_some(), "{folder} is on no layer; see the design");
            }
        }
    }
}

#[test]
fn wrong_arrows_are_seen() {
    let folders: BTreeMap<String, String> = LAYERS
        .iter()
        .flat_map(|layer| layer.iter())
        .map(|folder| (folder.rsplit('/').next().unwrap().to_owned(), (*folder).to_owned()))
        .collect();
    for (from, to) in [
        ("engines/kernel", "plan"),
        ("engines/plan", "ledger"),
        ("engines/form", "plan"),
        ("crates/pack", "documents"),
        ("crates/documents", "app"),
        ("crates/web", "cli"),
        ("crates/web", "lopdf"),
        ("engines/kernel", "datafusion"),
    ] {
        assert!(judge(from, to, &folders).is_some(), "{from} → {to}");
    }
    for (from, to) in [
        ("engines/plan", "kernel"),
        ("engines/cases", "form"),
        ("crates/cli", "plan"),
        ("crates/app", "store"),
        ("crates/cli", "clap"),
        ("crates/cli", "serde"),
    ] {
        assert_eq!(judge(from, to, &folders), None);
    }
}

/// What plays a part of the programme is said by a pack (`programme.toml`); its name in Rust would bind every county to it.
#[test]
fn no_procedure_of_a_pack_stands_in_rust() {
    let ids = fs::read_dir(root().join("packs/china/procedures")).unwrap();
    let ids: Vec<String> = ids
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|id| id != "plan")
        .collect();
    assert!(ids.len() >= 10, "{ids:?}");
    let mut found = Vec::new();
    for crate_ in ["app", "web"] {
        for (path, text) in sources(&root().join("crates").join(crate_).join("src")) {
            let text = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
            for (line, at) in text.lines().zip(1..) {
                let names = |id: &&String| {
                    let quoted = format!("\"{id}\"");
                    let is_looked_up = ["procedure", "cases::open(", "cases::sheet(", "cases::list("]
                        .iter()
                        .any(|word| line.contains(word));
                    (is_looked_up && line.contains(&quoted)) || line.contains(&format!("/procedures/{id}"))
                };
                let id = ids.iter().find(names).filter(|_| !line.trim_start().starts_with("//"));
                found.extend(id.map(|id| format!("{path}:{at} {id}")));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

fn sources(folder: &std::path::Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let files = entries.flat_map(|entry| match entry.file_type().unwrap().is_dir() {
        true => sources(&entry.path()),
        false => vec![(entry.path().display().to_string(), fs::read_to_string(entry.path()).unwrap())],
    });
    files.collect()
}
