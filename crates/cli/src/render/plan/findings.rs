//! The page that `plan check` shows.

use kernel::Severity;
use plan::{Finding, Plan};

use super::words;
use crate::language::Language;
use crate::render::{Paint, problems, wrap};

/// Every finding, worst first, then by line; the counts at the end, where the eye rests.
pub(crate) fn page(plan: &Plan, language: Language, paint: Paint, columns: usize) -> String {
    let mut page = String::new();
    if let Some(title) = &plan.title {
        wrap(title, columns).iter().for_each(|line| page.push_str(&format!("{}\n", paint.bold(line))));
        page.push('\n');
    }
    for severity in [Severity::Error, Severity::Warning, Severity::Information] {
        for finding in plan.findings.iter().filter(|finding| finding.severity == severity) {
            page.push_str(&one(finding, language, paint, columns));
            page.push('\n');
        }
    }
    let counts = match plan.findings.len() {
        0 => paint.green(language.pick("没有发现问题", "nothing was found")),
        _ => problems::counts(plan.findings.iter().map(|finding| finding.severity), language, paint),
    };
    let read = words::coverage(&plan.coverage, language);
    page.push_str(&format!(
        "{counts}\n{}\n",
        paint.dim(&language.pick(format!("读取率 {read}"), format!("read {read}")))
    ));
    page
}

fn one(finding: &Finding, language: Language, paint: Paint, columns: usize) -> String {
    let label = problems::color(finding.severity, problems::severity(finding.severity, language), paint);
    let line = language.pick(format!("第{}行", finding.line), format!("line {}", finding.line));
    let mut out = format!("{label}  {line}  {}\n", paint.dim(&finding.code));
    let room = columns.saturating_sub(6);
    let mut add = |text: &str, style: fn(Paint, &str) -> String, first: &str| {
        for (at, line) in wrap(text, room).iter().enumerate() {
            let left = if at == 0 { format!("{first:4}") } else { "    ".to_owned() };
            out.push_str(&format!("{left}{}\n", style(paint, line)));
        }
    };
    add(&quoted(&finding.quote, language), Paint::cyan, "");
    for quote in &finding.related {
        let line = language.pick(format!("第{}行 ", quote.line), format!("line {} ", quote.line));
        add(&format!("{line}{}", quoted(&quote.text, language)), Paint::cyan, "");
    }
    add(language.of(&finding.question), |_, text| text.to_owned(), "  ? ");
    if let Some(owner) = &finding.owner {
        add(
            &language.pick(format!("请 {owner} 答复"), format!("to be answered by {owner}")),
            Paint::dim,
            "  → ",
        );
    }
    out
}

fn quoted(text: &str, language: Language) -> String {
    language.pick(format!("“{text}”"), format!("\"{text}\""))
}

#[cfg(test)]
mod tests {
    use kernel::Wording;
    use plan::Quote;

    use super::*;

    fn finding(code: &str, severity: Severity, line: usize) -> Finding {
        Finding {
            code: code.to_owned(),
            severity,
            line,
            quote: "年均增长10%".to_owned(),
            related: vec![Quote { line: 40, text: "逐年上升".to_owned() }],
            question: Wording::new("以哪一年为基期？", "growth from which year?"),
            owner: Some("区财政局".to_owned()),
        }
    }

    #[test]
    fn the_worst_come_first_with_quote_question_and_owner() {
        let findings =
            vec![finding("base-year", Severity::Warning, 3), finding("two-dates", Severity::Error, 9)];
        let plan = Plan { title: Some("方案".to_owned()), findings, ..Plan::default() };
        let zh = page(&plan, Language::Zh, Paint::choose("never", false), 60);
        assert_eq!(
            zh,
            "方案\n\n\
             错误  第9行  two-dates\n    “年均增长10%”\n    第40行 “逐年上升”\n  ? 以哪一年为基期？\n  → 请 区财政局 答复\n\n\
             警告  第3行  base-year\n    “年均增长10%”\n    第40行 “逐年上升”\n  ? 以哪一年为基期？\n  → 请 区财政局 答复\n\n\
             错误 1 · 警告 1\n读取率 0.0%（0字）\n"
        );
        let en = page(&plan, Language::En, Paint::choose("never", false), 60);
        assert!(
            en.contains("error  line 9  two-dates")
                && en.ends_with("error 1 · warning 1\nread 0.0% (0 characters)\n")
        );
    }
}
