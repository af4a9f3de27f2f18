use std::sync::LazyLock;

use serde::Serialize;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// The faces that are in the binary; `docs/fonts.md` says where they come from.
const BUILT_IN: [&[u8]; 3] = [
    include_bytes!("../../fonts/qiangxian-fang.ttf"),
    include_bytes!("../../fonts/qiangxian-song.otf"),
    include_bytes!("../../fonts/qiangxian-hei.otf"),
];

/// Families of the built-in faces, the last resort of every role.
const FANG: &str = "Qiangxian Fang";
const SONG: &str = "Qiangxian Song";
const HEI: &str = "Qiangxian Hei";

static INCLUDED: LazyLock<Vec<Font>> =
    LazyLock::new(|| BUILT_IN.iter().flat_map(|bytes| Font::iter(Bytes::new(*bytes))).collect());

/// The faces documents are set in: those in the binary, and before them those an operator has a license for.
#[derive(Debug)]
pub struct Faces {
    pub(super) fonts: Vec<Font>,
    pub(super) book: LazyHash<FontBook>,
    covered: Coverage,
}

impl Faces {
    /// Those in the binary.
    #[must_use]
    pub fn built_in() -> Self {
        Faces::with(Vec::new())
    }

    /// Those in the binary and the contents of these font files (TTF, OTF, TTC). Where they hold the faces that the
    /// standard names, these are used. Bytes that are no font are passed over; [`Faces::families`] says what is there.
    #[must_use]
    pub fn with(files: Vec<Vec<u8>>) -> Self {
        let added = files.into_iter().flat_map(|file| Font::iter(Bytes::new(file)));
        let fonts: Vec<Font> = added.chain(INCLUDED.iter().cloned()).collect();
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        let covered = Coverage::of(&fonts);
        Faces { fonts, book, covered }
    }

    /// The families there are, in the order in which they are tried.
    #[must_use]
    pub fn families(&self) -> Vec<String> {
        let mut families: Vec<String> = self.fonts.iter().map(|font| font.info().family.clone()).collect();
        families.dedup();
        families
    }

    /// Whether some face draws the character.
    pub(super) fn covers(&self, character: char) -> bool {
        self.covered.contains(character)
    }

    /// The families for each use.
    pub(super) fn roles(&self) -> Roles {
        Roles {
            fang: self.role(&["FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong"], FANG),
            kai: self.role(&["KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti"], FANG),
            hei: self.role(&["SimHei", "黑体", "STHeiti"], HEI),
            title: self.role(
                &["FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "方正小标宋_GBK"],
                SONG,
            ),
            song: self.role(&["SimSun", "宋体", "STSong"], SONG),
        }
    }

    fn role(&self, wanted: &[&'static str], last: &'static str) -> Role {
        let present = |family: &&'static str| self.book.contains_family(&family.to_lowercase());
        let found: Vec<&'static str> = wanted.iter().copied().filter(present).collect();
        let substitute = found.is_empty();
        let rest = [last, FANG, SONG, HEI];
        let mut families = found;
        rest.into_iter().for_each(|family| {
            if !families.contains(&family) {
                families.push(family);
            }
        });
        Role { families, substitute }
    }
}

/// The families of the parts of a document, each list in the order in which they are tried.
#[derive(Debug, Serialize)]
pub(super) struct Roles {
    /// 仿宋, of the body.
    fang: Role,
    /// 楷体, of headings of the second level.
    kai: Role,
    /// 黑体, of headings of the first level and of table headers.
    hei: Role,
    /// 小标宋, of the title and the sender mark.
    title: Role,
    /// 宋体, of page numbers.
    song: Role,
}

#[derive(Debug, Serialize)]
struct Role {
    families: Vec<&'static str>,
    /// Whether a built-in face stands in for the one the standard names.
    substitute: bool,
}

/// The characters that any face has, one bit each.
#[derive(Debug)]
struct Coverage(Vec<u64>);

impl Coverage {
    fn of(fonts: &[Font]) -> Self {
        let mut bits = vec![0; (char::MAX as usize + 1).div_ceil(64)];
        for code in fonts.iter().flat_map(|font| font.info().coverage.iter()) {
            if let Some(word) = bits.get_mut(code as usize / 64) {
                *word |= 1_u64 << (code % 64);
            }
        }
        Coverage(bits)
    }

    fn contains(&self, character: char) -> bool {
        let code = character as usize;
        self.0.get(code / 64).is_some_and(|word| word >> (code % 64) & 1 == 1)
    }
}
