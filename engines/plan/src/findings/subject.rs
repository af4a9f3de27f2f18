//! The document as the rules look at it, and the place of every finding in it.

use std::cell::OnceCell;
use std::ops::Range;

use super::draft::Spot;
use super::enumeration::{self, Enumeration};
use super::objects::{self, Object};
use super::passage::{Passage, cut, titles};
use super::watch::Watch;
use crate::model::{ClauseKind, Plan, QualitativeTarget, Target, Task};
use crate::outline::Place;
use crate::read::{Reading, rest, task_at};
use crate::text::fold;

/// How the offices that coordinate a plan are named.
pub(super) const OFFICES: &[&str] = &[
    "领导小组办公室",
    "指挥部办公室",
    "委员会办公室",
    "安委会办公室",
    "食安委办公室",
    "联席会议办公室",
    "工作专班办公室",
];
/// A quote is cut after so many characters.
const QUOTE_MAX: usize = 70;

/// Everything a rule may look at.
pub(super) struct Subject<'a> {
    pub(super) plan: &'a Plan,
    pub(super) reading: &'a Reading,
    pub(super) watch: &'a Watch,
    /// Every paragraph and cell, in the order of the text.
    pub(super) passages: Vec<Passage<'a>>,
    /// The titles in 《》, each with the number of its passage.
    pub(super) titles: Vec<(usize, Range<usize>)>,
    order: Vec<usize>,
    enumerations: OnceCell<Vec<Enumeration>>,
    objects: OnceCell<Vec<Object>>,
}

impl<'a> Subject<'a> {
    pub(super) fn new(plan: &'a Plan, reading: &'a Reading, watch: &'a Watch) -> Subject<'a> {
        let order = Reading::by_line(&plan.tasks);
        let outline = &reading.outline;
        let mut passages = Vec::new();
        for place in &outline.order {
            match *place {
                Place::Part(i) => {
                    let part = &outline.parts[i];
                    let frame = reading.is_frame(i).then_some(ClauseKind::Notice);
                    let range = part.marker.min(part.text.len())..part.text.len();
                    let prose = rest(&part.text, range, &reading.owned[i].statements);
                    let line = part.text.line();
                    let task = task_at(&plan.tasks, &order, line);
                    let role = reading.roles[i].or(frame);
                    passages.push(Passage { text: &part.text, body: part.body, role, task, prose, line });
                }
                Place::Table(i) => {
                    let (_, table) = &outline.tables[i];
                    for cell in table.rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.is_empty()) {
                        let task = task_at(&plan.tasks, &order, cell.line());
                        let prose = std::iter::once(0..cell.len()).collect();
                        passages.push(Passage {
                            text: cell,
                            body: 0,
                            role: None,
                            task,
                            prose,
                            line: cell.line(),
                        });
                    }
                }
            }
        }
        passages.sort_by_key(|passage| passage.line);
        let titles = titles(&passages);
        let (enumerations, objects) = (OnceCell::new(), OnceCell::new());
        Subject { plan, reading, watch, passages, titles, order, enumerations, objects }
    }

    /// The passages that are not of the frame, each with its number.
    pub(super) fn body(&self) -> impl Iterator<Item = (usize, &Passage<'a>)> {
        self.passages.iter().enumerate().filter(|(_, passage)| passage.role.is_none())
    }

    /// The clauses between commas and stops outside frame and owners.
    pub(super) fn clauses(&self) -> impl Iterator<Item = (&Passage<'a>, Range<usize>)> {
        self.body()
            .flat_map(|(_, passage)| passage.clauses().into_iter().map(move |clause| (passage, clause)))
    }

    /// The lists with 、 of the text.
    pub(super) fn enumerations(&self) -> &[Enumeration] {
        self.enumerations.get_or_init(|| enumeration::all(self))
    }

    /// The projects, centres and schools that the text names.
    pub(super) fn objects(&self) -> &[Object] {
        self.objects.get_or_init(|| objects::all(self))
    }

    /// The passages that begin in these lines.
    pub(super) fn within(&self, lines: Range<usize>) -> &[Passage<'a>] {
        let start = self.passages.partition_point(|passage| passage.line < lines.start);
        let end = self.passages.partition_point(|passage| passage.line < lines.end);
        &self.passages[start..end.max(start)]
    }

    /// The words of a range as a place.
    pub(super) fn spot(&self, passage: &Passage<'_>, range: Range<usize>) -> Spot {
        let cut = range.start..range.end.min(range.start + QUOTE_MAX).min(passage.text.len());
        let line = passage.text.line_at(range.start);
        let quote = passage.text.quote(cut).to_owned();
        Spot { line, quote, owner: self.owner_at(line) }
    }

    /// These words, which stand in this line or in the paragraph around it; where they do not, its beginning.
    pub(super) fn spot_at(&self, line: usize, words: &str) -> Spot {
        let mut around = None;
        for passage in self.around(line) {
            if let Some(range) = passage.locate(words) {
                return self.spot(passage, range);
            }
            around = Some(passage);
        }
        let whole = around.map(|passage| self.spot(passage, 0..passage.text.len()));
        whole.unwrap_or_else(|| Spot { line, quote: String::new(), owner: self.owner_at(line) })
    }

    /// The passages that this line belongs to, the last of them first.
    fn around(&self, line: usize) -> impl Iterator<Item = &Passage<'a>> {
        let end = self.passages.partition_point(|passage| passage.line <= line);
        let near = self.passages[end.saturating_sub(CELLS_NEAR)..end].iter().rev();
        near.filter(move |passage| passage.text.last_line() >= line)
    }

    /// The clause that states a target.
    pub(super) fn target(&self, target: &Target) -> Spot {
        let mut best: Option<(usize, Spot)> = None;
        for passage in self.around(target.line) {
            let Some(sentence) = passage.locate(&target.sentence) else { continue };
            for clause in cut(passage.text, sentence) {
                let score = likeness(target, &passage.text.chars[clause.clone()]);
                if best.as_ref().is_none_or(|(known, _)| score > *known) {
                    best = Some((score, self.spot(passage, clause)));
                }
            }
            break;
        }
        best.map_or_else(|| self.spot_at(target.line, &target.subject), |(_, spot)| spot)
    }

    /// The clause of a target in words.
    pub(super) fn vague(&self, target: &QualitativeTarget) -> Spot {
        self.spot_at(target.line, &target.text)
    }

    /// The place of a name among the owners of a task; of a name put together from parts, that of its beginning.
    pub(super) fn owner_of_task(&self, task: &Task, name: &str) -> Spot {
        let passages = self.within(task.line..task.last_line + 1);
        let chars: Vec<char> = name.chars().collect();
        for length in (3..=chars.len()).rev().take(NAME_CUTS) {
            let words: String = chars[..length].iter().collect();
            let found = passages.iter().find_map(|passage| Some((passage, passage.locate_last(&words)?)));
            if let Some((passage, range)) = found {
                return self.spot(passage, range);
            }
        }
        self.spot_at(task.line, task.title.as_deref().unwrap_or(&task.text))
    }

    /// The first words of the frame of this kind: title, status.
    pub(super) fn framed(&self, role: ClauseKind) -> Option<Spot> {
        let passage = self.passages.iter().find(|passage| passage.role == Some(role))?;
        Some(self.spot(passage, 0..passage.text.len()))
    }

    /// Who answers for a line: the lead of its task, else the office that coordinates.
    pub(super) fn owner_at(&self, line: usize) -> Option<String> {
        let task = task_at(&self.plan.tasks, &self.order, line);
        task.and_then(|task| task.lead.first()).or_else(|| self.office()).cloned()
    }

    /// The office that coordinates the whole, if it leads a task; else the body that leads most of them. Other offices
    /// (县政府金融工作办公室) are departments.
    pub(super) fn office(&self) -> Option<&'a String> {
        let leads = || self.plan.bodies.iter().filter(|body| body.leads > 0 && !body.group);
        let office = leads().find(|body| OFFICES.iter().any(|end| body.name.ends_with(end)));
        office.or_else(|| leads().max_by_key(|body| body.leads)).map(|body| &body.name)
    }
}

/// A name is looked for with so many of its last characters taken away, one after the other.
const NAME_CUTS: usize = 10;
/// A row of a table has so many cells at most in which a target is looked for.
const CELLS_NEAR: usize = 24;

/// How well a clause fits a target: its number counts most, then the characters of its subject.
fn likeness(target: &Target, clause: &[char]) -> usize {
    let number: Vec<char> = target.number.to_string().chars().collect();
    let named = clause.windows(number.len()).any(|window| window == number);
    let subject = target.subject.chars().map(fold).filter(|c| clause.contains(c)).count();
    subject + if named { 100 } else { 0 }
}
