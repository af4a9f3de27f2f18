use cases::Procedure;
use form::{Fields, FileReference};
use kernel::{Place, Problem, Wording};

use super::{read, text_field};
use crate::{App, Error};

/// What is wrong with the text of a plan that a step brings: a file that cannot be read, or one that says no task.
pub(crate) async fn check(app: &App, procedure: &Procedure, fields: &Fields) -> Result<Vec<Problem>, Error> {
    let field = text_field(procedure);
    let Some((field, file)) = field.and_then(|id| Some((id, FileReference::of(fields.get(id)?)?))) else {
        return Ok(Vec::new());
    };
    match read(app, file).await {
        Ok(plan) if plan.tasks.is_empty() => Ok(vec![no_tasks(field)]),
        Ok(_) => Ok(Vec::new()),
        Err(Error::Invalid(mut problems)) => {
            for problem in &mut problems {
                problem.place.field = Some(field.to_owned());
            }
            Ok(problems)
        }
        // A file that nobody sent is told by who looks at what fields name.
        Err(Error::NotFound) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

fn no_tasks(field: &str) -> Problem {
    Problem::error(
        "no-tasks",
        Place::default().at_field(field),
        Wording::new("这份文件里没有读出工作任务", "no task could be read from this file"),
        Wording::new(
            "请确认上传的是方案正文；扫描件读不出文字，请换用DOCX或TXT",
            "send the text of the plan itself; a scan has no text, use DOCX or TXT",
        ),
    )
}
