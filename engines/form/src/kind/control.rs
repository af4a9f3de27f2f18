/// How a field is asked on a page; the template of the same name draws it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Control {
    /// One line.
    Text,
    /// Several lines.
    TextArea,
    /// A date.
    Date,
    /// Yes or no.
    Flag,
    /// A choice out of the codes of a table.
    Choice,
    /// A record that is looked for by name.
    Reference,
    /// A file to be sent.
    File,
}
