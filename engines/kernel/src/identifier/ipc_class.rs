use super::fault::Fault;
use super::note::Note;
use super::scan::Scan;
use super::{Context, Identifier, Part, Scheme, Text};

/// A symbol of the International Patent Classification: section `A`, class `A01`, subclass `A01B`, or group
/// `A01B 33/00`.
///
/// Shape and spacing by the Guide to the IPC and WIPO ST.8; the fourteen-character form of ST.8 (`A01B0033000000`) is
/// read as well. Whether the symbol exists in an edition is for the edition's own list to say.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct IpcClass {
    /// One, three or four characters.
    stem: String,
    group: Option<Group>,
    version: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Group {
    main: u16,
    sub: String,
}

impl IpcClass {
    /// The section, a letter from A to H.
    pub fn section(&self) -> &str {
        &self.stem[..1]
    }

    /// The subclass of four characters, if the symbol goes that deep.
    pub fn subclass(&self) -> Option<&str> {
        self.stem.get(..4)
    }

    /// The main group, as `A01B 33/00`, if the symbol goes that deep.
    pub fn main_group(&self) -> Option<String> {
        self.group.as_ref().map(|group| format!("{} {}/00", self.stem, group.main))
    }
}

impl Identifier for IpcClass {
    const SCHEME: Scheme = Scheme::IpcClass;

    fn from_text(text: &mut Text, _context: Context) -> Result<Self, Fault> {
        text.upper_case();
        let written = text.content.clone();
        text.content.retain(|c| !c.is_whitespace());
        let (symbol, version) = match text.content.split_once('(') {
            Some((symbol, rest)) => (symbol, Some(rest.strip_suffix(')').unwrap_or(""))),
            None => (text.content.as_str(), None),
        };
        let is_version = version.is_none_or(|version| {
            let mut scan = Scan::new(version);
            scan.year().is_some() && scan.take(".") && scan.digits(2, 2).is_some() && scan.is_at_end()
        });
        let mut class =
            symbol_of(symbol).filter(|_| is_version).ok_or(Fault::Shape { scheme: Self::SCHEME })?;
        class.version = version.map(str::to_owned);
        if !written.starts_with(&class.canonical()) {
            text.note(Note::Rewritten);
        }
        Ok(class)
    }

    fn canonical(&self) -> String {
        match &self.group {
            Some(group) => format!("{} {}/{}", self.stem, group.main, group.sub),
            None => self.stem.clone(),
        }
    }

    fn parts(&self) -> Vec<Part> {
        let mut parts = vec![Part::new("section", &self.section())];
        parts.extend(self.stem.get(..3).map(|class| Part::new("class", &class)));
        parts.extend(self.subclass().map(|subclass| Part::new("subclass", &subclass)));
        parts.extend(self.main_group().map(|group| Part::new("main_group", &group)));
        parts.extend(self.version.as_ref().map(|version| Part::new("version", &version)));
        parts
    }
}

fn symbol_of(symbol: &str) -> Option<IpcClass> {
    let mut scan = Scan::new(symbol);
    let mut stem = String::from(scan.one(|c| ('A'..='H').contains(&c))?);
    let mut group = None;
    if !scan.is_at_end() {
        stem.push_str(scan.digits(2, 2).filter(|&class| class != "00")?);
    }
    if !scan.is_at_end() {
        stem.push(scan.one(|c| c.is_ascii_uppercase())?);
    }
    if !scan.is_at_end() {
        group = Some(group_of(&mut scan)?);
    }
    scan.is_at_end().then_some(IpcClass { stem, group, version: None })
}

/// `33/00`, or the ten digits of ST.8: four for the main group, six for the subgroup, filled with zeros.
fn group_of(scan: &mut Scan<'_>) -> Option<Group> {
    let (main, sub) = if let Some(digits) = scan.digits(10, 10) {
        let (main, sub) = digits.split_at(4);
        let end = sub.trim_end_matches('0').len().max(2);
        (main, &sub[..end])
    } else {
        let main = scan.digits(1, 4)?;
        if !scan.take("/") {
            return None;
        }
        (main, scan.digits(2, 6)?)
    };
    let main: u16 = main.parse().ok().filter(|&main| main > 0)?;
    Some(Group { main, sub: sub.to_owned() })
}
