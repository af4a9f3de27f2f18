use super::xml::{self, Element};
use crate::Error;
use crate::archive::Archive;

/// The part that `part` refers to by this kind of relation, such as `styles`. The archive itself is the part `""`.
pub(crate) fn target(archive: &mut Archive<'_>, part: &str, kind: &str) -> Result<Option<String>, Error> {
    let (folder, name) = part.rsplit_once('/').map_or(("", part), |(folder, name)| (folder, name));
    let separator = if folder.is_empty() { "" } else { "/" };
    let Some(xml) = archive.part(&format!("{folder}{separator}_rels/{name}.rels"))? else { return Ok(None) };
    let mut found = None;
    xml::visit(&xml, |element| {
        if let Element::Start(start) = element
            && start.local_name().as_ref() == "Relationship"
            && xml::attribute(&start, "Type")
                .is_some_and(|kind_url| kind_url.rsplit('/').next() == Some(kind))
        {
            found = found.take().or(xml::attribute(&start, "Target"));
        }
        Ok(())
    })?;
    Ok(found.map(|target| resolve(folder, &target)))
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
