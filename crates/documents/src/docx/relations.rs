use std::io::{Read, Seek};

use super::xml::{self, Element};
use crate::Error;
use crate::archive::Archive;

/// How a part of an office file refers to another.
pub(crate) struct Relation {
    /// By what the part names it.
    pub(crate) id: String,
    /// What the other is, such as `styles`.
    pub(crate) kind: String,
    /// The path of the other in the archive.
    pub(crate) target: String,
}

/// The first part that `part` refers to by this kind of relation, such as `styles`. The archive itself is the part `""`.
pub(crate) fn target(
    archive: &mut Archive<impl Read + Seek>,
    part: &str,
    kind: &str,
) -> Result<Option<String>, Error> {
    Ok(targets(archive, part, kind)?.into_iter().next())
}

/// All of them.
pub(crate) fn targets(
    archive: &mut Archive<impl Read + Seek>,
    part: &str,
    kind: &str,
) -> Result<Vec<String>, Error> {
    let relations = relations(archive, part)?.into_iter();
    Ok(relations.filter(|relation| relation.kind == kind).map(|relation| relation.target).collect())
}

/// Every part that `part` refers to.
pub(crate) fn relations(archive: &mut Archive<impl Read + Seek>, part: &str) -> Result<Vec<Relation>, Error> {
    let (folder, name) = part.rsplit_once('/').map_or(("", part), |(folder, name)| (folder, name));
    let separator = if folder.is_empty() { "" } else { "/" };
    let Some(xml) = archive.part(&format!("{folder}{separator}_rels/{name}.rels"))? else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    xml::visit(&xml, |element| {
        if let Element::Start(start) = element
            && start.local_name().as_ref() == "Relationship"
            && let (Some(kind), Some(target)) =
                (xml::attribute(&start, "Type"), xml::attribute(&start, "Target"))
        {
            let id = xml::attribute(&start, "Id").unwrap_or_default();
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            found.push(Relation { id, kind, target: resolve(folder, &target) });
        }
        Ok(())
    })?;
    Ok(found)
}

/// A target is relative to the folder of its part, or absolute in the archive.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => drop(steps.pop()),
            _ => steps.push(step),
        }
    }
    steps.join("/")
}
