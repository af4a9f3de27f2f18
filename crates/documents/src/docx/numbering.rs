use std::collections::{BTreeMap, HashMap};

use quick_xml::events::BytesStart;

use super::xml::{self, Element};
use crate::Error;

/// Levels of a list: the bound of the format.
pub(crate) const LEVELS: usize = 9;

/// The list definitions of a document (`numbering.xml`).
#[derive(Debug, Default)]
pub(crate) struct Definitions {
    lists: HashMap<String, List>,
    instances: HashMap<String, Instance>,
}

/// An abstract list: the look of its levels.
#[derive(Debug, Default)]
struct List {
    levels: BTreeMap<usize, Level>,
    /// The numbering style this list is the look of.
    style_link: Option<String>,
    /// The numbering style whose list is meant instead of this one.
    other_style_link: Option<String>,
}

/// A list as paragraphs refer to it.
#[derive(Debug, Default)]
struct Instance {
    list: String,
    levels: BTreeMap<usize, Level>,
    starts: BTreeMap<usize, u32>,
}

/// One level of a list.
#[derive(Debug, Clone)]
pub(crate) struct Level {
    pub(crate) start: u32,
    pub(crate) format: String,
    /// The label with `%1` to `%9` for the numbers of the levels.
    pub(crate) text: String,
    /// 1-based level whose use, or the use of one above it, starts this one again; 0 never does.
    pub(crate) restart: Option<usize>,
    /// All numbers in decimals, whatever their levels say.
    pub(crate) is_legal: bool,
    /// No space after the label.
    pub(crate) is_tight: bool,
    style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        Level {
            start: 1,
            format: "decimal".to_owned(),
            text: String::new(),
            restart: None,
            is_legal: false,
            is_tight: false,
            style: None,
        }
    }
}

impl Definitions {
    pub(crate) fn read(xml: &str) -> Result<Definitions, Error> {
        let mut reading = Reading::default();
        xml::visit(xml, |element| {
            match element {
                Element::Start(start) => reading.start(&start),
                Element::End(name) => reading.end(&name),
                Element::Text(_) => {}
            }
            Ok(())
        })?;
        Ok(reading.definitions)
    }

    /// The list an instance counts in: instances of one list share their counters.
    pub(crate) fn list_of(&self, number: &str) -> Option<&str> {
        let id = self.instances.get(number)?.list.as_str();
        let Some(link) = &self.lists.get(id)?.other_style_link else { return Some(id) };
        let linked = self.lists.iter().find(|(_, list)| list.style_link.as_ref() == Some(link));
        Some(linked.map_or(id, |(id, _)| id.as_str()))
    }

    pub(crate) fn level(&self, number: &str, level: usize) -> Option<&Level> {
        let own = self.instances.get(number)?.levels.get(&level);
        own.or_else(|| self.lists.get(self.list_of(number)?)?.levels.get(&level))
    }

    /// The number an instance begins again with, at a level.
    pub(crate) fn start_override(&self, number: &str, level: usize) -> Option<u32> {
        self.instances.get(number)?.starts.get(&level).copied()
    }

    /// The level of a list that is linked to a paragraph style.
    pub(crate) fn level_of_style(&self, number: &str, style: &str) -> Option<usize> {
        let list = self.lists.get(self.list_of(number)?)?;
        let linked = list.levels.iter().find(|(_, level)| level.style.as_deref() == Some(style));
        linked.map(|(level, _)| *level)
    }
}

#[derive(Default)]
struct Reading {
    definitions: Definitions,
    list: Option<(String, List)>,
    instance: Option<(String, Instance)>,
    /// The level that an override is for, or that is being read.
    place: usize,
    level: Option<Level>,
    /// Inside `mc:Choice`, whose formats are newer than ours; `mc:Fallback` says the same in plain ones.
    choices: usize,
}

impl Reading {
    fn start(&mut self, start: &BytesStart<'_>) {
        let name = start.local_name();
        let value = |name: &str| xml::attribute(start, name);
        match name.as_ref() {
            "Choice" => self.choices += 1,
            _ if self.choices > 0 => {}
            "abstractNum" => self.list = Some((value("abstractNumId").unwrap_or_default(), List::default())),
            "num" => self.instance = Some((value("numId").unwrap_or_default(), Instance::default())),
            "lvl" => {
                self.place = value("ilvl").and_then(|level| level.parse().ok()).unwrap_or(0);
                self.level = Some(Level::default());
            }
            "lvlOverride" => self.place = value("ilvl").and_then(|level| level.parse().ok()).unwrap_or(0),
            property => self.property(property, start),
        }
    }

    fn property(&mut self, name: &str, start: &BytesStart<'_>) {
        let value = || xml::attribute(start, "val");
        if let Some(level) = &mut self.level {
            match name {
                "start" => level.start = xml::number(start).unwrap_or(1),
                "numFmt" => level.format = value().unwrap_or_default(),
                "lvlText" => level.text = value().unwrap_or_default(),
                "lvlRestart" => level.restart = xml::number(start),
                "isLgl" => level.is_legal = xml::is_on(start),
                "suff" => level.is_tight = value().as_deref() == Some("nothing"),
                "pStyle" => level.style = value(),
                _ => {}
            }
        } else if let Some((_, list)) = &mut self.list {
            match name {
                "styleLink" => list.style_link = value(),
                "numStyleLink" => list.other_style_link = value(),
                _ => {}
            }
        } else if let Some((_, instance)) = &mut self.instance {
            match name {
                "abstractNumId" => instance.list = value().unwrap_or_default(),
                "startOverride" => drop(instance.starts.insert(self.place, xml::number(start).unwrap_or(1))),
                _ => {}
            }
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "Choice" => self.choices = self.choices.saturating_sub(1),
            _ if self.choices > 0 => {}
            "lvl" => {
                let Some(level) = self.level.take().filter(|_| self.place < LEVELS) else { return };
                if let Some((_, list)) = &mut self.list {
                    list.levels.insert(self.place, level);
                } else if let Some((_, instance)) = &mut self.instance {
                    instance.levels.insert(self.place, level);
                }
            }
            "abstractNum" => self.definitions.lists.extend(self.list.take()),
            "num" => self.definitions.instances.extend(self.instance.take()),
            _ => {}
        }
    }
}
