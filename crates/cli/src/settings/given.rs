//! What was said of each setting, and where: by a flag, else by the environment, else by the file.

use std::collections::BTreeMap;

use kernel::declaration::{Located, Reader, Table, Value, nearest};
use kernel::{Place, Problem, Wording};

use super::keys::{KEYS, Key, PREFIX, Shape, sections};

/// Variables with our prefix that are no settings.
const OTHER_VARIABLES: [&str; 2] = ["QIANGXIAN_LANG", "QIANGXIAN_LOG"];

/// What is written for a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Said {
    Text(String),
    Flag(bool),
    Number(i64),
    List(Vec<String>),
}

/// All that was said of settings, each with its place.
#[derive(Debug, Default)]
pub(crate) struct Given {
    said: BTreeMap<&'static str, Located<Said>>,
    /// What was wrong with it.
    pub(crate) problems: Vec<Problem>,
}

impl Given {
    /// Reads the file. What is said later takes the place of it.
    pub(crate) fn file(&mut self, file: &str, text: &str) {
        let reader = match Reader::new(file, text) {
            Ok(reader) => reader,
            Err(problems) => return self.problems.extend(problems),
        };
        let root = reader.root();
        root.required_schema(1);
        for section in sections() {
            let Some(table) = section.map_or(Some(root.clone()), |name| root.optional_table(name)) else {
                continue;
            };
            for key in KEYS.iter().filter(|key| key.section() == section) {
                if let Some(said) = written(&table, key) {
                    self.said.insert(key.name, said);
                }
            }
        }
        self.problems.extend(reader.finish());
    }

    /// Reads the environment. A variable of ours that nobody knows is told, and no error: others may set such.
    pub(crate) fn environment(&mut self, variables: impl IntoIterator<Item = (String, String)>) {
        for (name, text) in variables.into_iter().filter(|(name, _)| name.starts_with(PREFIX)) {
            let place = Place::default().at_field(&name);
            match KEYS.iter().find(|key| key.variable() == name) {
                Some(_) if text.trim().is_empty() => {}
                Some(key) => self.text(key, &text, place),
                None if OTHER_VARIABLES.contains(&name.as_str()) => {}
                None => self.problems.push(unknown(&name, place)),
            }
        }
    }

    /// Takes what a flag says.
    pub(crate) fn flag(&mut self, name: &'static str, option: &str, text: &str) {
        let key = KEYS.iter().find(|key| key.name == name).expect("flags are made for keys of the list");
        self.text(key, text, Place::default().at_field(option));
    }

    fn text(&mut self, key: &'static Key, text: &str, place: Place) {
        match said(key.shape, text.trim()) {
            Ok(value) => _ = self.said.insert(key.name, Located { value, place }),
            Err(expected) => self.problems.push(Problem::error(
                "bad-value",
                place,
                Wording::new(format!("“{text}”不能用"), format!("{text} cannot be used")),
                Wording::new(format!("应为{}", expected.zh), format!("write {}", expected.en)),
            )),
        }
    }

    /// Where something was said of a setting.
    pub(crate) fn place(&self, name: &str) -> Option<&Place> {
        self.said.get(name).map(|said| &said.place)
    }

    /// The text of a setting.
    pub(crate) fn string(&self, name: &str) -> Option<String> {
        match self.said.get(name).map(|said| &said.value) {
            Some(Said::Text(text)) => Some(text.clone()),
            _ => None,
        }
    }

    /// Whether a setting is switched on.
    pub(crate) fn is_on(&self, name: &str) -> bool {
        matches!(self.said.get(name).map(|said| &said.value), Some(Said::Flag(true)))
    }

    /// The texts of a setting; none if nothing was said of it.
    pub(crate) fn list(&self, name: &str) -> Option<Vec<String>> {
        match self.said.get(name).map(|said| &said.value) {
            Some(Said::List(texts)) => Some(texts.clone()),
            _ => None,
        }
    }

    /// The texts of settings that make sense only together; none if none of them, or not all of them, were given.
    pub(crate) fn together<const N: usize>(&mut self, names: [&'static str; N]) -> Option<[String; N]> {
        let texts = names.map(|name| self.string(name));
        if texts.iter().all(Option::is_none) {
            return None;
        }
        let first = names.iter().find(|name| self.place(name).is_some()).copied().unwrap_or_default();
        let missing = names.into_iter().filter(|name| self.place(name).is_none()).collect::<Vec<_>>();
        for name in missing {
            self.wrong(
                first,
                Wording::new(
                    format!("有了 {first}，却没有 {name}"),
                    format!("there is {first} and no {name}"),
                ),
                Wording::new(
                    format!("请补上 {name}，或两者都不写"),
                    format!("give {name} too, or leave both out"),
                ),
            );
        }
        let texts: Vec<String> = texts.into_iter().flatten().collect();
        texts.try_into().ok()
    }

    /// The number of a setting, if it is one that fits.
    pub(crate) fn number<N: TryFrom<i64>>(&mut self, name: &str) -> Option<N> {
        let Some(Said::Number(number)) = self.said.get(name).map(|said| said.value.clone()) else {
            return None;
        };
        let fitting = N::try_from(number).ok();
        if fitting.is_none() {
            self.wrong(
                name,
                Wording::new(format!("{number} 超出范围"), format!("{number} is out of range")),
                Wording::new("请改为合适的数", "write a number that fits"),
            );
        }
        fitting
    }

    /// Notes that what was said of a setting cannot be used.
    pub(crate) fn wrong(&mut self, name: &str, what: Wording, remedy: Wording) {
        let place = self.place(name).cloned().unwrap_or_else(|| Place::default().at_field(name));
        self.problems.push(Problem::error("bad-value", place, what, remedy));
    }

    /// Notes problems that name settings as their field, where these were written.
    pub(crate) fn located(&mut self, problems: Vec<Problem>) {
        for mut problem in problems {
            if let Some(place) = problem.place.field.as_deref().and_then(|field| self.place(field)) {
                problem.place = place.clone();
            }
            self.problems.push(problem);
        }
    }
}

/// What the file says of a key.
fn written(table: &Table<'_>, key: &Key) -> Option<Located<Said>> {
    fn located<T: Value>(table: &Table<'_>, key: &Key, said: fn(T) -> Said) -> Option<Located<Said>> {
        let Located { value, place } = table.optional::<Located<T>>(key.short())?;
        Some(Located { value: said(value), place })
    }
    match key.shape {
        Shape::Text | Shape::Secret => located(table, key, Said::Text),
        Shape::Flag => located(table, key, Said::Flag),
        Shape::Number => located(table, key, Said::Number),
        Shape::List => located(table, key, Said::List),
    }
}

/// What a text says of a setting of some shape, or what it should be.
fn said(shape: Shape, text: &str) -> Result<Said, Wording> {
    match shape {
        Shape::Text | Shape::Secret => Ok(Said::Text(text.to_owned())),
        Shape::Flag => {
            text.parse().map(Said::Flag).map_err(|_| Wording::new(" true 或 false", "true or false"))
        }
        Shape::Number => text.parse().map(Said::Number).map_err(|_| Wording::new("整数", "a whole number")),
        Shape::List => {
            let texts = text.split(',').map(str::trim).filter(|text| !text.is_empty());
            Ok(Said::List(texts.map(str::to_owned).collect()))
        }
    }
}

fn unknown(name: &str, place: Place) -> Problem {
    let variables: Vec<String> = KEYS.iter().map(Key::variable).collect();
    let remedy = match nearest(name, variables.iter().map(String::as_str)) {
        Some(meant) => Wording::new(format!("是不是 {meant}？"), format!("did you mean {meant}?")),
        None => {
            Wording::new("它不起作用；如不需要，请取消", "it has no effect; unset it if it is not needed")
        }
    };
    let what = Wording::new("没有这个环境变量的设置", "there is no setting with this variable");
    Problem::warning("unknown-variable", place, what, remedy)
}
