//! The page that `plan check` shows.

use kernel::Severity;
use pack::{Answer, Settled};
use plan::{Finding, Plan};

use super::words;
use crate::language::Language;
use crate::render::{Paint, problems, wrap};

/// Every open finding, worst first, then by line; behind them those that are answered; the counts at the end, where the
/// eye rests.
pub(crate) fn page(
    plan: &Plan,
    settled: &[Settled<'_>],
    language: Language,
    paint: Paint,
    columns: usize,
) -> String {
    let mut page = String::new();
    if let Some(title) = &plan.title {
        wrap(title, columns).iter().for_each(|line| page.push_str(&format!("{}\n", paint.bold(line))));
        page.push('\n');
    }
    for severity in [Severity::Error, Severity::Warning, Severity::Information] {
        let open = settled.iter().filter(|settled| settled.is_open());
        for settled in open.filter(|settled| settled.finding.severity == severity) {
            page.push_str(&one(settled.finding, None, language, paint, columns));
            page.push('\n');
        }
    }
    for settled in settled.iter().filter(|settled| !settled.is_open()) {
        page.push_str(&one(settled.finding, settled.answer, language, paint, columns));
        page.push('\n');
    }
    let counts = counts(settled, language, paint);
    let read = words::coverage(&plan.coverage, language);
    page.push_str(&format!(
        "{counts}\n{}\n",
        paint.dim(&language.pick(format!("读取率 {read}"), format!("read {read}")))
    ));
    page
}

/// How many are open, by severity, and how many are answered.
fn counts(settled: &[Settled<'_>], language: Language, paint: Paint) -> String {
    if settled.is_empty() {
        return paint.green(language.pick("没有发现问题", "nothing was found"));
    }
    let open = settled.iter().filter(|settled| settled.is_open());
    let open = problems::counts(open.map(|settled| settled.finding.severity), language, paint);
    let answered = settled.iter().filter(|settled| !settled.is_open()).count();
    let answered = (answered > 0)
        .then(|| paint.green(&language.pick(format!("已答复 {answered}"), format!("answered {answered}"))));
    let counts: Vec<String> =
        Some(open).filter(|open| !open.is_empty()).into_iter().chain(answered).collect();
    counts.join(" · ")
}

fn one(
    finding: &Finding,
    answer: Option<&Answer>,
    language: Language,
    paint: Paint,
    columns: usize,
) -> String {
    let label = match answer {
        Some(_) => paint.green(language.pick("已答复", "answered")),
        None => problems::color(finding.severity, problems::severity(finding.severity, language), paint),
    };
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
    if let Some(answer) = answer {
        add(&given(answer, language), |_, text| text.to_owned(), "  → ");
        add(
            &language.pick(format!("理由：{}", answer.reason), format!("reason: {}", answer.reason)),
            Paint::dim,
            "",
        );
    } else if let Some(owner) = &finding.owner {
        add(
            &language.pick(format!("请 {owner} 答复"), format!("to be answered by {owner}")),
            Paint::dim,
            "  → ",
        );
    }
    out
}

/// The answer, who gave it and when.
fn given(answer: &Answer, language: Language) -> String {
    let Answer { answer, decided_by, decided_on, .. } = answer;
    language.pick(
        format!("已答复：{answer} — {decided_by}，{decided_on}"),
        format!("answered: {answer} — {decided_by}, {decided_on}"),
    )
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
        let seeds = pack::Seeds::default();
        let settled = pack::settle(&plan.findings, &seeds);
        let zh = page(&plan, &settled, Language::Zh, Paint::choose("never", false), 60);
        assert_eq!(
            zh,
            "方案\n\n\
             错误  第9行  two-dates\n    “年均增长10%”\n    第40行 “逐年上升”\n  ? 以哪一年为基期？\n  → 请 区财政局 答复\n\n\
             警告  第3行  base-year\n    “年均增长10%”\n    第40行 “逐年上升”\n  ? 以哪一年为基期？\n  → 请 区财政局 答复\n\n\
             错误 1 · 警告 1\n读取率 0.0%（0字）\n"
        );
        let en = page(&plan, &settled, Language::En, Paint::choose("never", false), 60);
        assert!(
            en.contains("error  line 9  two-dates")
                && en.ends_with("error 1 · warning 1\nread 0.0% (0 characters)\n")
        );
    }
}
