//! The page that `plan diff` shows.

use plan::{Change, ClauseChange, Diff, FieldChange, Quote, TargetChange, TaskChange};

use super::inline::inline;
use super::{Paint, rule, wrap};
use crate::language::Language;

struct Look {
    language: Language,
    paint: Paint,
    columns: usize,
}

/// What moved: clauses with the changed words, then tasks and targets with their fields.
pub(crate) fn page(diff: &Diff, language: Language, paint: Paint, columns: usize) -> String {
    if diff.is_empty() {
        return format!("{}\n", language.pick("两个版本内容相同", "both versions say the same"));
    }
    let look = Look { language, paint, columns };
    let clauses: String = diff.clauses.iter().map(|change| clause(change, &look)).collect();
    let tasks: String = diff.tasks.iter().map(|change| task(change, &look)).collect();
    let targets: String = diff.targets.iter().map(|change| target(change, &look)).collect();
    let parts = [
        (language.pick("条款", "Clauses"), clause_counts(diff, language), clauses),
        (language.pick("任务", "Tasks"), counts(diff.tasks.iter().map(|task| task.change), language), tasks),
        (
            language.pick("目标", "Targets"),
            counts(diff.targets.iter().map(|target| target.change), language),
            targets,
        ),
    ];
    let mut page = String::new();
    for (title, counts, body) in parts.iter().filter(|(_, _, body)| !body.is_empty()) {
        if !page.is_empty() {
            page.push('\n');
        }
        page.push_str(&format!(
            "{}  {}\n{}\n{body}",
            paint.bold(title),
            paint.dim(counts),
            paint.dim(&rule(columns))
        ));
    }
    page
}

fn clause_counts(diff: &Diff, language: Language) -> String {
    let count = |kind: fn(&ClauseChange) -> bool| diff.clauses.iter().filter(|change| kind(change)).count();
    let all = [
        (language.pick("新增", "added"), count(|change| matches!(change, ClauseChange::Added { .. }))),
        (language.pick("删除", "removed"), count(|change| matches!(change, ClauseChange::Removed { .. }))),
        (language.pick("修改", "changed"), count(|change| matches!(change, ClauseChange::Changed { .. }))),
        (language.pick("移动", "moved"), count(|change| matches!(change, ClauseChange::Moved { .. }))),
    ];
    joined(&all)
}

fn counts(changes: impl Iterator<Item = Change>, language: Language) -> String {
    let all: Vec<Change> = changes.collect();
    let count = |kind| all.iter().filter(|change| **change == kind).count();
    joined(&[
        (language.pick("新增", "added"), count(Change::Added)),
        (language.pick("删除", "removed"), count(Change::Removed)),
        (language.pick("修改", "changed"), count(Change::Changed)),
    ])
}

fn joined(counts: &[(&str, usize)]) -> String {
    let some = counts.iter().filter(|(_, count)| *count > 0);
    some.map(|(word, count)| format!("{word} {count}")).collect::<Vec<_>>().join(" · ")
}

fn clause(change: &ClauseChange, look: &Look) -> String {
    match change {
        ClauseChange::Added { after } => one('+', &lines(None, Some(after)), &after.text, look),
        ClauseChange::Removed { before } => one('-', &lines(Some(before), None), &before.text, look),
        ClauseChange::Moved { before, after } => {
            one('>', &lines(Some(before), Some(after)), &after.text, look)
        }
        ClauseChange::Changed { before, after } => {
            // Broken into lines before it is colored: the marks are text, so no line is torn apart inside a color.
            let plain = Paint::choose("never", false);
            let text = inline(&before.text, &after.text, plain);
            let out = one('~', &lines(Some(before), Some(after)), &text, look);
            if look.paint.is_on() { colored(&out, look.paint) } else { out }
        }
    }
}

/// Colors what stands between the marks of an inline difference, also where it runs over several lines.
fn colored(text: &str, paint: Paint) -> String {
    let mut out = String::new();
    let mut style: Option<fn(Paint, &str) -> String> = None;
    for line in text.split_inclusive('\n') {
        let (line, end) = line.strip_suffix('\n').map_or((line, ""), |line| (line, "\n"));
        let mut rest = line;
        while !rest.is_empty() {
            let marks: [&str; 2] = if style.is_some() { ["-]", "+}"] } else { ["[-", "{+"] };
            let next = marks.iter().filter_map(|mark| rest.find(mark)).min();
            let cut = match (next, style.is_some()) {
                (Some(at), true) => at + 2,
                (Some(at), false) => at,
                (None, _) => rest.len(),
            };
            let (part, after) = rest.split_at(cut);
            let blanks = part.len() - part.trim_start().len();
            let (blank, part) = part.split_at(if style.is_some() { blanks } else { 0 });
            out.push_str(blank);
            out.push_str(&style.map_or_else(|| part.to_owned(), |style| style(paint, part)));
            style = match (next, style) {
                (Some(_), Some(_)) => None,
                (Some(_), None) => Some(if after.starts_with("[-") { Paint::red } else { Paint::green }),
                (None, style) => style,
            };
            rest = after;
        }
        out.push_str(end);
    }
    out
}

/// A sign, the lines, and the words broken to fit.
fn one(sign: char, lines: &str, text: &str, look: &Look) -> String {
    let style: fn(Paint, &str) -> String = match sign {
        '+' => Paint::green,
        '-' => Paint::red,
        '~' => Paint::yellow,
        _ => Paint::cyan,
    };
    let body = if matches!(sign, '+' | '-') { style } else { |_: Paint, text: &str| text.to_owned() };
    let left = format!("{sign} {lines:<8}");
    let (mark, blanks) = left.split_at(left.trim_end().len());
    let indent = left.chars().count() + 2;
    let mut out = String::new();
    for (at, line) in wrap(text, look.columns.saturating_sub(indent)).iter().enumerate() {
        let start =
            if at == 0 { format!("{}{blanks}  ", style(look.paint, mark)) } else { " ".repeat(indent) };
        out.push_str(&format!("{start}{}\n", body(look.paint, line)));
    }
    out
}

fn lines(before: Option<&Quote>, after: Option<&Quote>) -> String {
    match (before, after) {
        (Some(before), Some(after)) if before.line == after.line => before.line.to_string(),
        (Some(before), Some(after)) => format!("{}→{}", before.line, after.line),
        (Some(only), None) | (None, Some(only)) => only.line.to_string(),
        (None, None) => String::new(),
    }
}

fn task(change: &TaskChange, look: &Look) -> String {
    item(change.change, &change.name, (change.line_before, change.line_after), &change.fields, look)
}

fn target(change: &TargetChange, look: &Look) -> String {
    item(change.change, &change.subject, (change.line_before, change.line_after), &change.fields, look)
}

fn item(
    change: Change,
    name: &str,
    at: (Option<usize>, Option<usize>),
    fields: &[FieldChange],
    look: &Look,
) -> String {
    let sign = match change {
        Change::Added => '+',
        Change::Removed => '-',
        Change::Changed => '~',
    };
    let quote = |line: usize| Quote { line, text: String::new() };
    let lines = lines(at.0.map(quote).as_ref(), at.1.map(quote).as_ref());
    let mut out = one(sign, &lines, name, look);
    if change == Change::Changed {
        fields.iter().for_each(|change| out.push_str(&field(change, look)));
    }
    out
}

/// A field with its value before and after; long words as an inline difference.
fn field(change: &FieldChange, look: &Look) -> String {
    let (language, paint) = (look.language, look.paint);
    let label = label(&change.field, language);
    let plain = Paint::choose("never", false);
    let indent = 12 + super::width(label) + 2;
    let text = if change.field == "text" {
        inline(&change.before, &change.after, plain)
    } else {
        let empty = language.pick("（无）", "(none)");
        let or_empty = |value: &str| if value.is_empty() { empty.to_owned() } else { value.to_owned() };
        format!("{} → {}", or_empty(&change.before), or_empty(&change.after))
    };
    let mut out = String::new();
    for (at, line) in wrap(&text, look.columns.saturating_sub(indent)).iter().enumerate() {
        let left = if at == 0 { format!("{:12}{}  ", "", paint.dim(label)) } else { " ".repeat(indent) };
        out.push_str(&format!("{left}{line}\n"));
    }
    if paint.is_on() && change.field == "text" { colored(&out, paint) } else { out }
}

fn label(field: &str, language: Language) -> &str {
    match field {
        "path" => language.pick("序号", "number"),
        "title" => language.pick("题目", "title"),
        "text" => language.pick("内容", "words"),
        "lead" => language.pick("牵头", "lead"),
        "responsible" => language.pick("责任", "shares"),
        "deadline" => language.pick("期限", "by"),
        "subject" => language.pick("指标", "subject"),
        "comparator" => language.pick("比较", "comparator"),
        "number" => language.pick("数值", "number"),
        "unit" => language.pick("单位", "unit"),
        "by" => language.pick("期限", "by"),
        "kind" => language.pick("种类", "kind"),
        other => other,
    }
}
