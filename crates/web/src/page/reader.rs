/// Who reads a page, as far as its frame shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reader {
    /// The name under which somebody signed in.
    pub(crate) name: String,
    /// Whether they work in the programme.
    pub(crate) is_staff: bool,
}
