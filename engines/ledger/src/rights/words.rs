//! Why a day is that day and an amount that amount, in sentences. Both languages say the same things in the same order.

use jiff::Span;
use jiff::civil::Date;
use kernel::Wording;
use kernel::period::{Certainty, Period as Length, Unit};

use super::deadline::{DeadlineKind, Reduced};
use super::law::Governing;
use super::rule::{Annuity, Fee, Grace, Reduction, RuleKind, Term};

/// An amount of fen as people read it: `1,200元` and `¥1,200`, with fen only where there are some.
pub fn yuan(fen: i64) -> Wording {
    let (whole, rest) = (fen.abs() / 100, fen.abs() % 100);
    let digits = whole.to_string();
    let grouped: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| std::str::from_utf8(group).unwrap_or_default())
        .collect();
    let mut number = grouped.join(",");
    if rest != 0 {
        number = format!("{number}.{rest:02}");
    }
    let sign = if fen < 0 { "-" } else { "" };
    Wording::new(format!("{sign}{number}元"), format!("{sign}¥{number}"))
}

pub(super) fn kind(rule: &RuleKind) -> DeadlineKind {
    match rule {
        RuleKind::Term(_) => DeadlineKind::Term,
        RuleKind::Renewal(_) => DeadlineKind::Renewal,
        RuleKind::Annuity(_) => DeadlineKind::Annuity,
        RuleKind::Period(_) => DeadlineKind::Period,
        RuleKind::Day(_) => DeadlineKind::Day,
    }
}

/// The article and the version.
pub(super) fn basis(governing: &Governing<'_>) -> Wording {
    let (law, basis) = (governing.law, &governing.rule.basis);
    Wording::new(
        format!("{basis}（{}起施行）", law.in_force),
        format!("{} {} (in force from {})", law.title.en, basis.article, law.in_force),
    )
}

/// What the version of the law says of itself, and which doubts there are about it.
pub(super) fn law(governing: &Governing<'_>, perhaps: Option<Date>) -> Vec<Wording> {
    let Wording { zh, en } = basis(governing);
    let mut said = vec![Wording::new(format!("依据：{zh}。"), format!("Basis: {en}."))];
    if governing.rule.basis.certainty == Certainty::Reading {
        said.push(Wording::new(
            "条文没有明说，这是本系统的理解，依据待核实。",
            "The article does not say so; it is how this program reads it, and has to be checked.",
        ));
    }
    if governing.is_later {
        let day = governing.law.in_force;
        said.push(Wording::new(
            format!("起算时施行的文本尚未登记，暂按{day}起施行的文本计算，依据待核实。"),
            format!("The text in force at the beginning is not on record; that of {day} was used, which has to be checked."),
        ));
    }
    // Where both versions come to the same day, there is nothing to choose between.
    if let (Some((law, rule)), Some(_)) = (governing.perhaps, perhaps) {
        let (day, article) = (law.in_force, &rule.basis.article);
        said.push(Wording::new(
            format!("《{}》{day}起施行新文本（{article}）；对正在进行的期限如何衔接，没有查到规定，两种结果都列出。", law.title.zh),
            format!("A new text of {} takes effect on {day} ({article}); how it treats what was running was not found, so both results are shown.", law.title.en),
        ));
    }
    said
}

pub(super) fn given(day: Date) -> Wording {
    Wording::new(
        format!("登记的最后一日是{day}，含当日。"),
        format!("The last day on record is {day}, itself included."),
    )
}

pub(super) fn from_field(field: &str, start: Date) -> Wording {
    Wording::new(
        format!("起算日：{start}（字段 {field}）。"),
        format!("It counts from {start} (field {field})."),
    )
}

pub(super) fn term(term: &Term, end: Date) -> Wording {
    let length = term.length.wording();
    if term.end_of_year {
        return Wording::new(
            format!("保护期{}，截止于最后一年的12月31日，即{end}。", length.zh),
            format!("It lasts {} and until 31 December of the last year, which is {end}.", length.en),
        );
    }
    Wording::new(
        format!("期限{}，最后一日是{end}。", length.zh),
        format!("It lasts {}; the last day is {end}.", length.en),
    )
}

pub(super) fn instead(day: Date) -> Wording {
    Wording::new(
        format!("登记簿载明补偿后的期限至{day}，以此为准。"),
        format!("The register grants a longer term, until {day}, which counts."),
    )
}

pub(super) fn renewed(start: Date, due: Date) -> Wording {
    Wording::new(
        format!("没有登记截止日，按注册日{start}和登记的续展推算，本期截止于{due}。"),
        format!(
            "No last day is on record; by registration on {start} and the renewals on record this term ends on {due}."
        ),
    )
}

pub(super) fn opens(day: Date) -> Wording {
    Wording::new(format!("{day}起可以申请续展。"), format!("It can be renewed from {day}."))
}

pub(super) fn grace(grace: &Grace, end: Date) -> Wording {
    let Wording { zh, en } = grace.length.wording();
    let (from_zh, from_en) = if grace.from_start {
        ("自起算日起", "from the first day")
    } else {
        ("期满后", "after the last day")
    };
    let basis = &grace.basis;
    Wording::new(
        format!("依{basis}，{from_zh}{zh}内仍可办理，至{end}。"),
        format!("By {basis} it can still be done within {en} {from_en}, until {end}."),
    )
}

pub(super) fn fee(fee: &Fee) -> Wording {
    let (full, late) = (yuan(fee.fen), yuan(fee.late_fen));
    let (mut zh, mut en) = (format!("费用{}", full.zh), format!("It costs {}", full.en));
    if fee.late_fen > 0 {
        zh.push_str(&format!("，期满后办理另加{}", late.zh));
        en.push_str(&format!(", and {} more after the last day", late.en));
    }
    if let Some(note) = &fee.note {
        zh.push_str(&format!("；{}", note.zh));
        en.push_str(&format!("; {}", note.en));
    }
    let basis = &fee.basis;
    Wording::new(
        format!("{zh}（{basis}{}）。", doubt(basis.certainty).zh),
        format!("{en} ({basis}{}).", doubt(basis.certainty).en),
    )
}

pub(super) fn of_year(title: &Wording, year: u32) -> Wording {
    Wording::new(format!("第{year}年度{}", title.zh), format!("{} of year {year}", title.en))
}

/// The consequence with the day back to which it reaches, where it names one.
pub(super) fn ended_back(consequence: &Wording, due: Date) -> Wording {
    let filled = |text: &str| text.replace("{due}", &due.to_string());
    Wording::new(filled(&consequence.zh), filled(&consequence.en))
}

pub(super) fn year_begins(rule: &Annuity, year: u32, start: Date, granted: u32) -> Wording {
    let first = &rule.first;
    Wording::new(
        format!(
            "年度自申请日{start}起算，第{year}年度的年费应在上一年度期满前预缴；授权当年是第{granted}年度，其年费在办理登记时缴纳（{first}）。"
        ),
        format!(
            "Years count from the filing on {start}, and the fee of year {year} is paid before the year before it ends; that of the grant is year {granted}, paid with the grant ({first})."
        ),
    )
}

pub(super) fn amount(rule: &Annuity, year: u32, full: i64) -> Wording {
    let (full, basis) = (yuan(full), &rule.amounts);
    Wording::new(
        format!("第{year}年度全额{}（{basis}）。", full.zh),
        format!("Year {year} costs {} in full ({basis}).", full.en),
    )
}

pub(super) fn reduced(rule: &Annuity, full: i64, (why, percent): (Reduced, u32), granted: u32) -> Wording {
    let left = yuan(full * (100 - i64::from(percent)) / 100);
    match (why, &rule.reduction, &rule.offer) {
        (Reduced::Owner, Some(reduction), _) => {
            let (last, basis) = (granted + reduction.years - 1, &reduction.basis);
            let years = reduction.years;
            Wording::new(
                format!(
                    "已减缴{percent}%，实缴{}；自授权当年起{years}年内（至第{last}年度）有效（{basis}）。",
                    left.zh
                ),
                format!(
                    "Reduced by {percent} % to {}; this holds for {years} years from that of the grant, until year {last} ({basis}).",
                    left.en
                ),
            )
        }
        (_, _, Some(offer)) => Wording::new(
            format!("开放许可实施期间减免{percent}%，实缴{}（{}）。", left.zh, offer.basis),
            format!("An open license saves {percent} %, which leaves {} ({}).", left.en, offer.basis),
        ),
        _ => Wording::new(format!("减缴{percent}%。"), format!("Reduced by {percent} %.")),
    }
}

pub(super) fn not_reduced(reduction: &Reduction, is_over: bool, due: Date, granted: u32) -> Wording {
    let (years, basis) = (reduction.years, &reduction.basis);
    let last = granted + years - 1;
    if is_over {
        return Wording::new(
            format!("自授权当年起{years}年（至第{last}年度）已过，不再减缴（{basis}）。"),
            format!(
                "The {years} years from that of the grant ended with year {last}: nothing is reduced any more ({basis})."
            ),
        );
    }
    let ahead = reduction.request_before;
    let span = Span::new().months(i64::from(ahead.months)).days(i64::from(ahead.days));
    let by = due.checked_sub(span).map_or_else(|_| due.to_string(), |day| day.to_string());
    let (months, days) = (ahead.months, ahead.days);
    Wording::new(
        format!(
            "没有登记减缴。符合条件的，应先备案，并在期满{months}个月零{days}日前即{by}以前请求（{basis}）。"
        ),
        format!(
            "No reduction is on record. Who qualifies registers first and asks {months} months and {days} days ahead, by {by} ({basis})."
        ),
    )
}

pub(super) fn late(rule: &Annuity, full: i64, end: Date) -> Wording {
    let (surcharge, basis) = (&rule.surcharge, &rule.grace.basis);
    let most = surcharge.percents.iter().copied().max().unwrap_or(0);
    let percents: Vec<String> = surcharge.percents.iter().map(|percent| format!("{percent}%")).collect();
    let percents = percents.join("、");
    let (most_fen, restoration) = (yuan(full * i64::from(most) / 100), yuan(surcharge.restoration_fen));
    Wording::new(
        format!(
            "逾期可在{end}前补缴（{basis}），滞纳金按全额年费逐月计：{percents}（{}）；恰满一个月的仍按该月。权利终止后请求恢复的，另缴{most}%滞纳金{}和恢复费{}。",
            surcharge.basis, most_fen.zh, restoration.zh
        ),
        format!(
            "It can still be paid until {end} ({basis}), with a surcharge on the full fee month by month: {percents} ({}); exactly one month still counts as that month. Getting an ended right back costs {most} % ({}) and {} besides.",
            surcharge.basis, most_fen.en, restoration.en
        ),
    )
}

/// What is known of payments for the year.
pub(super) fn told(
    (unproved, part, too_late): (bool, i64, Option<Date>),
    confirmed_on: Option<Date>,
) -> Vec<Wording> {
    let mut said = Vec::new();
    if unproved {
        said.push(Wording::new(
            "有人登记已缴费，但没有凭证；补上凭证或导入国家知识产权局的数据后才算已缴。",
            "It is on record as paid without a proof; it counts once there is one, or a file of the office says so.",
        ));
    }
    if part > 0 {
        let part = yuan(part);
        said.push(Wording::new(
            format!("已缴{}，不足应缴数额；补足时滞纳金按补足之日所在的月份计。", part.zh),
            format!(
                "{} was paid, which is not enough; the rest is charged by the month in which it is paid.",
                part.en
            ),
        ));
    }
    if let Some(day) = too_late {
        said.push(Wording::new(
            format!("{day}的缴费在宽限期满之后，不算已缴；权利恢复的，以国家知识产权局的数据为准。"),
            format!(
                "What was paid on {day} came after the grace and does not count; if the right was restored, a file of the office says so."
            ),
        ));
    }
    if let (false, 0, None, Some(day)) = (unproved, part, too_late, confirmed_on) {
        said.push(Wording::new(
            format!("本系统没有该年度的缴费凭证；登记簿在{day}仍记载有效。"),
            format!("There is no proof of payment for this year; the register had the right on {day}."),
        ));
    }
    said
}

/// So many years later, the corresponding day or the last of its month.
pub(super) fn years_later(day: Date, length: Length) -> Option<Date> {
    let years = (length.unit() == Unit::Year).then(|| i64::from(length.amount()))?;
    day.checked_add(Span::new().try_years(years).ok()?).ok()
}

fn doubt(certainty: Certainty) -> Wording {
    match certainty {
        Certainty::Law => Wording::new("", ""),
        Certainty::Reading => Wording::new("，依据待核实", ", which has to be checked"),
    }
}
