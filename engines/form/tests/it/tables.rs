//! The tables of what people write, one for each kind, in text that a clerk can read and correct.

/// A text that is read.
pub(crate) struct Good {
    pub(crate) written: String,
    /// What is kept: the text, or the JSON of what is no text.
    pub(crate) kept: String,
    pub(crate) zh: String,
    pub(crate) en: String,
    pub(crate) masked: String,
}

/// A text that is refused.
pub(crate) struct Bad {
    pub(crate) written: String,
    pub(crate) code: String,
    /// What is wrong and what to do about it, in Chinese.
    pub(crate) message: String,
}

/// The rows of both parts of a table.
pub(crate) fn table(id: &str) -> (Vec<Good>, Vec<Bad>) {
    let text = text(id);
    let (good, bad) = text.split_once("\n[要更正]").expect("every table has two parts");
    let (_, good) = good.split_once("[读得懂]").expect("every table has two parts");
    let rows = |part: &str| -> Vec<Vec<String>> {
        let lines = part.lines().skip(1).filter(|line| !line.trim().is_empty());
        lines.map(|line| line.split(" | ").map(|cell| unescaped(cell.trim())).collect()).collect()
    };
    let good = rows(good).into_iter().map(|row| {
        let [written, kept, zh, en, masked] = row.try_into().expect("five columns");
        Good { written, kept, zh, en, masked }
    });
    let bad = rows(bad).into_iter().map(|row| {
        let [written, code, message] = row.try_into().expect("three columns");
        Bad { written, code, message }
    });
    (good.collect(), bad.collect())
}

fn text(id: &str) -> &'static str {
    macro_rules! tables {
        ($($id:literal),*) => {
            match id {
                $($id => include_str!(concat!("kinds/", $id, ".txt")),)*
                _ => panic!("no table for {id}"),
            }
        };
    }
    tables!(
        "text",
        "long_text",
        "integer",
        "decimal",
        "score",
        "money",
        "date",
        "partial_date",
        "quarter",
        "flag",
        "code",
        "uscc",
        "application_number",
        "resident_identity_number",
        "nice_class",
        "division_code",
        "person",
        "body",
        "reference",
        "file",
        "address",
        "url",
        "phone",
        "email"
    )
}

/// `\n`, `\t`, `\\` and `\u{…}` as the characters they stand for.
fn unescaped(cell: &str) -> String {
    let mut text = String::new();
    let mut rest = cell;
    while let Some((before, after)) = rest.split_once('\\') {
        text.push_str(before);
        let mut letters = after.chars();
        match letters.next() {
            Some('n') => text.push('\n'),
            Some('t') => text.push('\t'),
            Some('\\') => text.push('\\'),
            Some('u') => {
                let (number, behind) = letters.as_str()[1..].split_once('}').expect("a closed bracket");
                text.push(u32::from_str_radix(number, 16).ok().and_then(char::from_u32).unwrap());
                rest = behind;
                continue;
            }
            other => panic!("unknown escape {other:?}"),
        }
        rest = letters.as_str();
    }
    text.push_str(rest);
    text
}
