use kernel::declaration::{Reader, Table};
use kernel::{Problem, Wording};
use memchr::memmem::Finder;

/// The file of a pack that says what never enters.
pub(crate) const FILE: &str = "gate.toml";

/// Stands between a mark of secrecy and its term.
const STAR: char = '★';

/// What never enters, whatever it is sent for.
#[derive(Debug, Clone, Default)]
pub struct Gate {
    marks: Vec<Mark>,
}

/// Words by which a file is known that must not enter.
#[derive(Debug, Clone)]
struct Mark {
    /// They are all that a cell or line says, but for a star and what follows it.
    whole: Vec<String>,
    /// They stand anywhere. Every cell of a file is searched for them.
    within: Vec<Finder<'static>>,
    what: Wording,
}

impl Gate {
    /// Reads `gate.toml`.
    ///
    /// # Errors
    /// Every problem of the file.
    pub fn read(file: &str, text: &str) -> Result<Gate, Vec<Problem>> {
        let reader = Reader::new(file, text)?;
        let root = reader.root();
        root.required_schema(1);
        let marks = root.tables("mark").iter().filter_map(mark).collect();
        reader.finish_with(Some(Gate { marks }))
    }

    /// Why a file with this cell or line must not enter; none if it may.
    pub fn stops(&self, text: &str) -> Option<&Wording> {
        let trimmed = text.trim();
        let alone = trimmed.split(STAR).next().unwrap_or_default().trim();
        let is_marked = |mark: &&Mark| {
            mark.whole.iter().any(|word| word == alone)
                || mark.within.iter().any(|word| word.find(trimmed.as_bytes()).is_some())
        };
        self.marks.iter().find(is_marked).map(|mark| &mark.what)
    }
}

fn mark(table: &Table<'_>) -> Option<Mark> {
    let list = |key| table.optional::<Vec<String>>(key).unwrap_or_default();
    let (whole, within, what) = (list("whole"), list("within"), table.required("what"));
    // For who reads the file.
    for key in ["basis", "source", "certainty"] {
        let _: Option<String> = table.required(key);
    }
    let within = within.iter().map(|word| Finder::new(word).into_owned()).collect();
    Some(Mark { whole, within, what: what? })
}

#[cfg(test)]
mod tests {
    use super::Gate;

    #[test]
    fn marks_stop_what_carries_them_and_nothing_else() {
        let gate = Gate::read("gate.toml", include_str!("../../../packs/china/gate.toml")).unwrap();
        for (text, is_stopped) in [
            ("秘密", true),
            (" 机密★10年 ", true),
            ("绝密★长期", true),
            ("密级：机密★5年", true),
            ("国防专利", true),
            ("一种国防专利转用的方法", true),
            ("商业秘密保护示范企业", false),
            ("国家秘密载体销毁", false),
            ("非涉密", false),
            ("", false),
        ] {
            assert_eq!(gate.stops(text).is_some(), is_stopped, "{text}");
        }
    }
}
