use std::mem;

use jiff::civil::Date;
use kernel::{Place, Problem};

use super::fault::Fault;
use super::{Block, Story, expected};

impl Story {
    /// Reads `stories.txt`.
    ///
    /// # Errors
    /// Every problem at once, each with its line. No story at all is a problem as well.
    pub fn read(file: &str, text: &str) -> Result<Vec<Story>, Vec<Problem>> {
        let mut reading = Reading { file, ..Reading::default() };
        for (number, line) in (1..).zip(text.lines()) {
            reading.line(number, line.trim_end());
        }
        reading.finish_story();
        let Reading { stories, mut problems, has_title, .. } = reading;
        if !has_title && problems.is_empty() {
            problems.push(Fault::NoStory.at(Place::file(file)));
        }
        problems.sort_by_key(|problem| problem.place.line);
        if problems.is_empty() { Ok(stories) } else { Err(problems) }
    }
}

/// A file that is being read, line by line.
#[derive(Default)]
struct Reading<'t> {
    file: &'t str,
    stories: Vec<Story>,
    problems: Vec<Problem>,
    has_title: bool,
    /// The story whose lines are being read.
    draft: Draft,
}

/// The lines of a story.
#[derive(Default)]
struct Draft {
    title: String,
    line: usize,
    days: [Option<Date>; 3],
    division: Option<String>,
    parameters: Vec<(String, String)>,
    refused: Option<(String, usize)>,
    /// Name, line, and the text of each table with the line of its header.
    blocks: Vec<(String, usize, String)>,
}

/// The tables that say what follows.
const SAYS: [&str; 5] = ["figure", "rows", "years", "checks", "light"];

const DAYS: [&str; 3] = ["as-of", "from", "to"];

impl Reading<'_> {
    fn place(&self, line: usize) -> Place {
        Place::file(self.file).at_line(line)
    }

    fn add(&mut self, fault: Fault<'_>, line: usize) {
        let problem = fault.at(self.place(line));
        self.problems.push(problem);
    }

    fn line(&mut self, number: usize, line: &str) {
        if let Some(title) = line.strip_prefix("# ") {
            self.finish_story();
            self.has_title = true;
            self.draft = Draft { title: title.trim().to_owned(), line: number, ..Draft::default() };
        } else if line.is_empty() && self.draft.blocks.is_empty() {
        } else if !self.has_title {
            if self.problems.is_empty() {
                self.add(Fault::Before, number);
            }
        } else if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            if self.draft.blocks.iter().any(|(known, ..)| known == name) {
                self.add(Fault::Twice { name }, number);
            }
            self.draft.blocks.push((name.to_owned(), number, String::new()));
        } else if let Some((_, _, text)) = self.draft.blocks.last_mut() {
            text.push_str(line);
            text.push('\n');
        } else {
            self.word(number, line);
        }
    }

    /// A line before the first table.
    fn word(&mut self, number: usize, line: &str) {
        let (word, value) = line.split_once(' ').map_or((line, ""), |(word, value)| (word, value.trim()));
        if let Some(at) = DAYS.iter().position(|known| *known == word) {
            match value.parse() {
                Ok(day) => self.draft.days[at] = Some(day),
                Err(_) => self.add(Fault::BadDay { written: value }, number),
            }
        } else if word == "division" && !value.is_empty() {
            self.draft.division = Some(value.to_owned());
        } else if let Some((id, value)) = value.split_once(' ').filter(|_| word == "with") {
            self.draft.parameters.push((id.to_owned(), value.trim().to_owned()));
        } else if word == "refused" && !value.is_empty() {
            self.draft.refused = Some((value.to_owned(), number));
        } else {
            self.add(Fault::Unknown { word }, number);
        }
    }

    fn finish_story(&mut self) {
        if !self.has_title {
            return;
        }
        let draft = mem::take(&mut self.draft);
        let Some(as_of) = draft.days[0] else {
            self.add(Fault::NoDay, draft.line);
            return;
        };
        let mut story = Story {
            title: draft.title,
            file: self.file.to_owned(),
            line: draft.line,
            as_of,
            from: draft.days[1],
            to: draft.days[2],
            parameters: draft.parameters,
            division: draft.division,
            inputs: Vec::new(),
            target: None,
            figure: None,
            rows: None,
            years: None,
            checks: None,
            light: None,
            refused: draft.refused,
        };
        let says = draft.blocks.iter().any(|(name, ..)| SAYS.contains(&name.as_str()));
        for (name, line, text) in draft.blocks {
            let Some(block) = self.block(name, line, &text) else { continue };
            match block.name.as_str() {
                "target" => story.target = expected::target(self.file, &block, &mut self.problems),
                "light" => story.light = expected::light(self.file, &block, &mut self.problems),
                "figure" => {
                    expected::figure(self.file, &block, &mut self.problems);
                    story.figure = Some(block);
                }
                "rows" => story.rows = Some(block),
                "years" => story.years = Some(block),
                "checks" => story.checks = Some(block),
                _ => story.inputs.push(block),
            }
        }
        if !says && story.refused.is_none() {
            self.add(Fault::ProvesNothing, story.line);
        }
        self.stories.push(story);
    }

    /// A table: CSV with a header.
    fn block(&mut self, name: String, line: usize, text: &str) -> Option<Block> {
        let mut reader =
            csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(text.as_bytes());
        let (mut columns, mut rows): (Vec<String>, Vec<(usize, Vec<String>)>) = (Vec::new(), Vec::new());
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    self.add(Fault::Csv { detail: &error.to_string() }, line);
                    return None;
                }
            };
            let within = record.position().map_or(1, csv::Position::line);
            let number = line + usize::try_from(within).unwrap_or_default();
            let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
            if columns.is_empty() {
                columns = cells;
            } else if cells.len() == columns.len() {
                rows.push((number, cells));
            } else {
                self.add(Fault::Cells { found: cells.len(), expected: columns.len() }, number);
            }
        }
        Some(Block { name, line, columns, rows })
    }
}
