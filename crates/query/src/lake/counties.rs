//! `counties.toml`: which counties there are, and whose signature counts for each.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::Path;

use kernel::declaration::{Located, Reader};
use kernel::{Place, Problem, Wording};

use super::key::PublicKey;
use super::publication::is_name;

/// The file of a lake that says whom it trusts.
pub const COUNTIES: &str = "counties.toml";

/// The longest list in bytes: some hundred thousand counties.
const BYTES_MAX: u64 = 64 << 20;

/// A county whose figures are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trusted {
    /// What it is called.
    pub name: Wording,
    /// The key with which it signs.
    pub key: PublicKey,
}

/// Reads the list of counties, by their division codes.
///
/// # Errors
/// Every problem of the file, or that there is none.
pub fn read_counties(path: &Path) -> Result<BTreeMap<String, Trusted>, Vec<Problem>> {
    let file = path.display().to_string();
    let text = match std::fs::metadata(path) {
        Ok(found) if found.len() > BYTES_MAX => return Err(vec![too_large(&file)]),
        _ => std::fs::read_to_string(path).map_err(|error| vec![unreadable(&file, &error)])?,
    };
    let reader = Reader::new(&file, &text)?;
    let root = reader.root();
    root.required_schema(1);
    let mut counties = BTreeMap::new();
    for table in root.tables("county") {
        let division = table.required::<Located<String>>("division");
        let (name, key) = (table.required::<Wording>("name"), table.required::<Located<String>>("key"));
        let (Some(division), Some(name), Some(key)) = (division, name, key) else { continue };
        let Some(public) = PublicKey::parse(&key.value) else {
            table.problem(no_key(key.place));
            continue;
        };
        if !is_name(&division.value) {
            table.problem(no_division(&division.value, division.place));
            continue;
        }
        match counties.entry(division.value) {
            Entry::Occupied(there) => table.problem(twice(there.key(), division.place)),
            Entry::Vacant(place) => _ = place.insert(Trusted { name, key: public }),
        }
    }
    reader.finish_with(Some(counties))
}

fn unreadable(file: &str, error: &std::io::Error) -> Problem {
    Problem::error(
        "lake-counties",
        Place::file(file),
        Wording::new(
            format!("不能读取区县名单：{error}"),
            format!("the list of counties cannot be read: {error}"),
        ),
        Wording::new(
            "请在数据湖中放入 counties.toml，写明每个区县的代码、名称和公钥；公钥由 qiangxian lake key 给出",
            "put counties.toml into the lake, with code, name and public key of each county; qiangxian lake key tells the key",
        ),
    )
}

fn too_large(file: &str) -> Problem {
    Problem::error(
        "lake-counties",
        Place::file(file),
        Wording::new("区县名单太大", "the list of counties is too large"),
        Wording::new("请核对这个文件", "look whether it is the right file"),
    )
}

fn no_key(place: Place) -> Problem {
    Problem::error(
        "lake-key",
        place,
        Wording::new("不是公钥", "this is no public key"),
        Wording::new(
            "应为64位十六进制数，由区县用 qiangxian lake key 给出",
            "it is 64 hexadecimal digits, which the county gets from qiangxian lake key",
        ),
    )
}

fn no_division(division: &str, place: Place) -> Problem {
    Problem::error(
        "lake-division",
        place,
        Wording::new(format!("不是区划代码：{division}"), format!("{division} is no division code")),
        Wording::new("请写六位区划代码", "write the six digits of the division"),
    )
}

fn twice(division: &str, place: Place) -> Problem {
    Problem::error(
        "lake-division-twice",
        place,
        Wording::new(format!("区县{division}写了两次"), format!("{division} is listed twice")),
        Wording::new("请只留一个；换钥匙时改写公钥", "keep one; a new key takes the place of the old one"),
    )
}
