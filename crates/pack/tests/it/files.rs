//! A pack as one list of files, and its digest.

use std::fmt::Write as _;
use std::path::Path;

use pack::Pack;
use sha2::{Digest, Sha256};

use crate::world::{World, county};

const BODIES: &str = "id,name,kind,parent,valid_from,valid_to,source,note\n";

fn files(pairs: &[(&str, &str)]) -> Vec<(String, Vec<u8>)> {
    pairs.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
}

fn check(pairs: &[(&str, &str)], expected: &[&str]) {
    let report = pack::check_files("a.zip", files(pairs));
    let told: Vec<String> =
        report.problems.iter().map(|problem| format!("{} {}", problem.place, problem.code)).collect();
    assert_eq!(told, expected);
}

#[test]
fn a_pack_opens_from_its_files_with_or_without_the_folder_that_holds_them() {
    let manifest = county("");
    check(&[("pack.toml", &manifest), ("seed/bodies.csv", BODIES)], &[]);
    check(
        &[
            ("yunhe/", ""),
            ("yunhe/pack.toml", &manifest),
            ("yunhe/.hidden", "x"),
            ("__MACOSX/yunhe/pack.toml", "x"),
            ("yunhe/seed/bodies.csv", BODIES),
        ],
        &[],
    );
    check(&[("yunhe/pack.toml", &manifest), ("other/pack.toml", &manifest)], &["a.zip/pack.toml no-pack"]);
    check(
        &[("pack.toml", &manifest), ("seed/bodies.csv", BODIES), ("x.csv", "")],
        &["a.zip/x.csv unknown-file"],
    );
}

#[test]
fn what_may_not_be_in_a_pack_is_told_before_anything_is_read() {
    let manifest = county("");
    check(
        &[
            ("pack.toml", &manifest),
            ("../evil.toml", ""),
            ("/etc/passwd", ""),
            ("a\\b", ""),
            ("pack.toml", ""),
        ],
        &[
            "a.zip/../evil.toml outside-pack",
            "a.zip//etc/passwd outside-pack",
            "a.zip/a\\b outside-pack",
            "a.zip/pack.toml file-twice",
        ],
    );
    let many = (0..10_001).map(|number| (format!("{number}.csv"), Vec::new())).collect();
    let report = pack::check_files("a.zip", many);
    assert_eq!(report.problems[0].code, "too-many-files");
    let large = vec![("pack.toml".to_owned(), vec![b' '; 16 * 1024 * 1024 + 1])];
    assert_eq!(pack::check_files("a.zip", large).problems[0].code, "too-large");
}

#[test]
fn a_pack_is_the_same_as_a_folder_compiled_in_and_given() {
    for name in pack::built_in_names() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs").join(name);
        let (folder, built_in) = (Pack::open(&folder).unwrap(), Pack::built_in(name).unwrap());
        let given = Pack::open_files("a.zip", folder.contents().unwrap()).unwrap();
        assert_eq!(folder.file_digests().unwrap(), built_in.file_digests().unwrap(), "{name}");
        assert_eq!(folder.digest().unwrap(), given.digest().unwrap(), "{name}");
    }
}

#[test]
fn the_digest_is_that_of_the_list_of_digests() {
    let world = World::new(&[]);
    let digest = |text: &str| {
        Sha256::digest(text).iter().fold(String::new(), |mut text, byte| {
            _ = write!(text, "{byte:02x}");
            text
        })
    };
    let list = format!("{}  pack.toml\n{}  seed/bodies.csv\n", digest(&county("")), digest(BODIES));
    let pack = || Pack::open(&world.folder).unwrap().digest().unwrap();
    assert_eq!(pack(), digest(&list));
    world.write("README.md", "more");
    assert_ne!(pack(), digest(&list));
}
