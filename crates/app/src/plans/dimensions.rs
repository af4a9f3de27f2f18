use std::collections::BTreeMap;

use form::Codes;
use pack::DIMENSION;
use plan::{Task, numbers};

use super::{Standing, current};
use crate::{Actor, App, Error};

/// The dimension of each task of the plan that counts, by its number: the one that a person said, or the one that the heading of its
/// project names. None for a task whose heading names none or several.
pub(crate) async fn dimensions(app: &App, actor: &Actor) -> Result<BTreeMap<String, Option<String>>, Error> {
    let standing = current(app, actor).await?;
    Ok(standing.map(|standing| standing.dimensions(&app.declarations().codes)).unwrap_or_default())
}

impl Standing {
    /// The same for this version.
    pub fn dimensions(&self, codes: &Codes) -> BTreeMap<String, Option<String>> {
        let tasks = numbers(&self.plan).into_iter().zip(&self.plan.tasks);
        let dimension = |(number, task): (String, &Task)| {
            let said = self.readings.tasks.get(&number).and_then(|reading| reading.dimension.clone());
            let code = said.or_else(|| named(codes, task.group.as_deref()?));
            (number, code)
        };
        tasks.map(dimension).collect()
    }
}

/// The dimension that a heading names, if it names one.
fn named(codes: &Codes, heading: &str) -> Option<String> {
    let mut named = codes.get(DIMENSION)?.rows().iter().filter(|row| heading.contains(&row.title.zh));
    let first = named.next()?;
    named.next().is_none().then(|| first.code.clone())
}

#[cfg(test)]
mod tests {
    use form::{CodeRow, CodeTable, Codes, Status};
    use kernel::Wording;

    use super::{DIMENSION, named};

    #[test]
    fn a_heading_names_one_dimension_or_none() {
        let rows = [("creation", "创造"), ("service", "服务")];
        let rows = rows.map(|(code, zh)| CodeRow::new(code, Wording::new(zh, code))).to_vec();
        let title = Wording::new("维度", "dimension");
        let table = CodeTable::new(DIMENSION.to_owned(), title, Status::Own, String::new(), rows);
        let codes = Codes::from([(DIMENSION.to_owned(), table)]);
        for (heading, code) in [
            ("实施知识产权创造提升工程", Some("creation")),
            ("实施知识产权服务优化工程", Some("service")),
            ("优化创造与服务", None),
            ("其他", None),
        ] {
            assert_eq!(named(&codes, heading).as_deref(), code, "{heading}");
        }
    }
}
