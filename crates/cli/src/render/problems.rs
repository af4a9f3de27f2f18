//! Problems as a person reads them.

use kernel::{Problem, Severity};

use super::{Paint, clean, wrap};
use crate::language::Language;

/// Columns to which a remedy is wrapped on stderr.
const COLUMNS: usize = 96;

/// A problem as a message on stderr: what, where, and what to do next.
pub(crate) fn message(problem: &Problem, language: Language, paint: Paint) -> String {
    let label = format!("{}{}", severity(problem.severity, language), language.pick("：", ": "));
    let label = color(problem.severity, &label, paint);
    let place = clean(&problem.place.to_string()).into_owned();
    let place = if place.is_empty() {
        String::new()
    } else {
        format!("{}{}", paint.bold(&place), language.pick("：", ": "))
    };
    let mut out = format!("{label}{place}{}\n", clean(language.of(&problem.what)));
    let remedy = language.of(&problem.remedy);
    if !remedy.is_empty() {
        for (at, line) in wrap(remedy, COLUMNS).iter().enumerate() {
            let lead = if at == 0 { paint.dim("  → ") } else { "    ".to_owned() };
            out.push_str(&format!("{lead}{line}\n"));
        }
    }
    out
}

/// The word for a severity.
pub(crate) fn severity(severity: Severity, language: Language) -> &'static str {
    match severity {
        Severity::Error => language.pick("错误", "error"),
        Severity::Warning => language.pick("警告", "warning"),
        Severity::Information => language.pick("提示", "note"),
    }
}

/// A text in the color of a severity.
pub(crate) fn color(severity: Severity, text: &str, paint: Paint) -> String {
    match severity {
        Severity::Error => paint.red(text),
        Severity::Warning => paint.yellow(text),
        Severity::Information => paint.cyan(text),
    }
}

/// How many of each severity, worst first: 错误 2 · 警告 1.
pub(crate) fn counts(severities: impl Iterator<Item = Severity>, language: Language, paint: Paint) -> String {
    let all: Vec<Severity> = severities.collect();
    let kinds = [Severity::Error, Severity::Warning, Severity::Information];
    let words = kinds.into_iter().filter_map(|kind| {
        let count = all.iter().filter(|severity| **severity == kind).count();
        let word = format!("{} {count}", severity(kind, language));
        (count > 0).then(|| color(kind, &word, paint))
    });
    words.collect::<Vec<_>>().join(" · ")
}
