use super::layout::{Group, Layout, Slot};
use crate::limits;
use crate::table_file::TableFault;

/// What a document says, as far as it is asked.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    values: Vec<(Slot, String)>,
    groups: Vec<(Group, Vec<(Slot, String)>)>,
}

impl Gathered {
    /// The first text of this kind that holds anything; texts of groups do not count.
    pub(super) fn first(&self, slot: Slot) -> Option<&str> {
        self.all(slot).next()
    }

    pub(super) fn all(&self, slot: Slot) -> impl Iterator<Item = &str> {
        texts(&self.values, slot)
    }

    pub(super) fn groups(&self, wanted: Group) -> impl Iterator<Item = &[(Slot, String)]> {
        self.groups.iter().filter(move |(group, _)| *group == wanted).map(|(_, values)| values.as_slice())
    }
}

/// The texts of this kind among values.
pub(super) fn texts(values: &[(Slot, String)], wanted: Slot) -> impl Iterator<Item = &str> {
    values.iter().filter(move |(slot, _)| *slot == wanted).map(|(_, text)| text.as_str())
}

/// Follows a document and keeps what its layout asks for.
pub(super) struct Gatherer {
    layout: &'static Layout,
    /// The local names of the elements that are open, each after a slash.
    path: String,
    /// How deep the record is that is being read.
    record: Option<usize>,
    group: Option<usize>,
    /// The text that is being read, and how deep its element is.
    text: Option<(Slot, usize, String)>,
    gathered: Gathered,
    bytes: u64,
}

impl Gatherer {
    pub(super) fn new(layout: &'static Layout) -> Self {
        Gatherer {
            layout,
            path: String::new(),
            record: None,
            group: None,
            text: None,
            gathered: Gathered::default(),
            bytes: 0,
        }
    }

    /// An element begins; `depth` counts it.
    pub(super) fn start(&mut self, name: &str, depth: usize) {
        self.path.push('/');
        self.path.push_str(name);
        if self.record.is_none() {
            if self.layout.records.contains(&name) {
                self.record = Some(depth);
                self.gathered = Gathered::default();
                self.bytes = 0;
            }
            return;
        }
        if self.text.is_some() {
            return;
        }
        if self.group.is_none()
            && let Some((_, group)) = self.layout.groups.iter().find(|(path, _)| self.is_at(path))
        {
            self.gathered.groups.push((*group, Vec::new()));
            self.group = Some(depth);
        }
        if let Some((_, slot)) =
            self.layout.slots.iter().copied().flatten().find(|(path, _)| self.is_at(path))
        {
            self.text = Some((*slot, depth, String::new()));
        }
    }

    /// Whether the path ends so, with whole names.
    fn is_at(&self, end: &str) -> bool {
        let before = self.path.strip_suffix(end);
        // A prefix of the Chinese office before a name, such as `cn-`, is no other name.
        before.is_some_and(|before| before.ends_with('/') || before.ends_with("/cn-"))
    }

    pub(super) fn text(&mut self, text: &str, line: u64) -> Result<(), TableFault> {
        let Some((_, _, gathered)) = &mut self.text else { return Ok(()) };
        self.bytes += text.len() as u64;
        if self.bytes > limits::TABLE_ROW_BYTES_MAX {
            return Err(TableFault::RowTooLarge { line });
        }
        gathered.push_str(text);
        Ok(())
    }

    /// An element ends; `depth` is what remains. Gives the document that ends with it.
    pub(super) fn end(&mut self, depth: usize) -> Option<Gathered> {
        let at = self.path.rfind('/').unwrap_or_default();
        self.path.truncate(at);
        if let Some((slot, _, text)) = self.text.take_if(|(_, at, _)| *at > depth) {
            self.keep(slot, &text);
        }
        self.group.take_if(|at| *at > depth);
        self.record.take_if(|at| *at > depth)?;
        Some(std::mem::take(&mut self.gathered))
    }

    fn keep(&mut self, slot: Slot, text: &str) {
        let text = super::value::squeezed(text);
        if text.is_empty() {
            return;
        }
        match self.gathered.groups.last_mut().filter(|_| self.group.is_some()) {
            Some((_, values)) => values.push((slot, text)),
            None => self.gathered.values.push((slot, text)),
        }
    }
}
