use crate::files::Files;

/// Path in the pack and content.
type File = (&'static str, &'static str);

/// Every pack that is compiled in, by name.
const PACKS: &[(&str, &[File])] = include!(concat!(env!("OUT_DIR"), "/packs.rs"));

/// The names of the packs that are compiled in.
pub fn names() -> impl Iterator<Item = &'static str> {
    PACKS.iter().map(|(name, _)| *name)
}

/// The files of a pack that is compiled in.
pub(crate) fn files(name: &str) -> Option<Files> {
    let (name, files) = PACKS.iter().find(|(known, _)| *known == name)?;
    Some(Files::BuiltIn { name, files })
}
