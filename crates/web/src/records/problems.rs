use kernel::Problem;

use crate::components::{ErrorSummary, Field, SummaryItem};
use crate::page::Page;
use crate::words::{Words, capitalized};

/// Puts each problem beside its field, and all of them into the summary above the form.
pub(crate) fn place_problems(page: &Page, problems: &[Problem], fields: &mut [&mut Field]) -> ErrorSummary {
    let mut items = Vec::new();
    for problem in problems {
        let text = sentence(page.words, problem);
        let id = problem.place.field.as_deref();
        let field = fields.iter_mut().find(|field| Some(field.id.as_str()) == id);
        let href = field.map(|field| {
            field.problems.push(text.clone());
            format!("#{}", field.id)
        });
        items.push(SummaryItem { href, text });
    }
    ErrorSummary { title: page.words.error_summary_title(items.len()), items }
}

/// What is wrong and what to do about it: messages are fragments, on a page they are a sentence.
pub(crate) fn sentence(words: Words, problem: &Problem) -> String {
    let (what, remedy) = (words.of(&problem.what), words.of(&problem.remedy));
    capitalized(&words.problem_sentence(what, remedy))
}
