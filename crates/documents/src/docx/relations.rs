use super::xml::{self, Element};
use crate::Error;
use crate::archive::Archive;

/// The first part that `part` refers to by this kind of relation, such as `styles`. The archive itself is the part `""`.
pub(crate) fn target(archive: &mut Archive<'_>, part: &str, kind: &str) -> Result<Option<String>, Error> {
    Ok(targets(archive, part, kind)?.into_iter().next())
}

/// All of them.
pub(crate) fn targets(archive: &mut Archive<'_>, part: &str, kind: &str) -> Result<Vec<String>, Error> {
    let (folder, name) = part.rsplit_once('/').map_or(("", part), |(folder, name)| (folder, name));
    let separator = if folder.is_empty() { "" } else { "/" };
    let Some(xml) = archive.part(&format!("{folder}{separator}_rels/{name}.rels"))? else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    xml::visit(&xml, |element| {
        if let Element::Start(start) = element
            && start.local_name().as_ref() == "Relationship"
            && xml::attribute(&start, "Type")
                .is_some_and(|kind_url| kind_url.rsplit('/').next() == Some(kind))
        {
            found.extend(xml::attribute(&start, "Target").map(|target| resolve(folder, &target)));
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
