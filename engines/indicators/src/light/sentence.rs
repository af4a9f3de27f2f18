//! The words of a light, with the numbers put in.

use jiff::civil::Date;
use kernel::Wording;

use super::wanted::Wanted;
use super::{Gap, Judgement, Light};
use crate::exact::Exact;
use crate::figure::{Detail, Figure};
use crate::indicator::{Indicator, Kind};
use crate::target::{JudgedYear, Rate, Target, by_year, is_down, year_behind};

/// What it is, why it has this colour, and what would make it green.
pub(super) fn sentence(
    indicator: &Indicator,
    figure: &Figure,
    target: Option<&Target>,
    wanted: &Wanted<'_>,
    judgement: &Judgement,
    today: Date,
) -> Wording {
    let parts = [
        Some(what(indicator, figure)),
        target.map(|target| aim(indicator, target)),
        Some(
            so_far(indicator, figure, target, judgement)
                .unwrap_or_else(|| why(indicator, wanted, judgement, today)),
        ),
        target.and_then(|target| weak_years(indicator, figure, target)),
        target.and_then(|target| unknown_years(indicator, figure, target, today)),
        judgement.gap.as_ref().map(|gap| remedy(indicator, gap)),
        target.and_then(|target| disagreement(figure, target)),
    ];
    let parts: Vec<Wording> = parts.into_iter().flatten().collect();
    let join = |texts: Vec<&str>, between: &str, end: &str| texts.join(between) + end;
    Wording::new(
        join(parts.iter().map(|part| part.zh.as_str()).collect(), "；", "。"),
        join(parts.iter().map(|part| part.en.as_str()).collect(), "; ", "."),
    )
}

fn what(indicator: &Indicator, figure: &Figure) -> Wording {
    let title = &indicator.title;
    if let Some(why) = &figure.unknown {
        let shown = &figure.text;
        return Wording::new(
            format!("{}：{}（{}）", title.zh, shown.zh, why.zh),
            format!("{}: {} ({})", title.en, shown.en, why.en),
        );
    }
    if indicator.kind == Kind::Milestone {
        return Wording::new(
            format!("{}：{}", title.zh, figure.text.zh),
            format!("{}: {}", title.en, figure.text.en),
        );
    }
    let (zh, en) = (&figure.text.zh, &figure.text.en);
    let (unit_zh, unit_en) = units(indicator);
    Wording::new(format!("{}为{zh}{unit_zh}", title.zh), format!("{}: {en}{unit_en}", title.en))
}

/// The unit as it follows a number.
fn units(indicator: &Indicator) -> (String, String) {
    let space = if indicator.unit.en.starts_with('%') { "" } else { " " };
    (indicator.unit.zh.clone(), format!("{space}{}", indicator.unit.en))
}

/// What is to be reached, and when.
fn aim(indicator: &Indicator, target: &Target) -> Wording {
    let (by_zh, by_en) = match target.by {
        Some(by) => (format!("，不晚于{by}"), format!(" by {by}")),
        None => (String::new(), String::new()),
    };
    if indicator.kind == Kind::Milestone {
        return Wording::new(format!("目标是达成{by_zh}"), format!("the target is to reach it{by_en}"));
    }
    if is_beside_year_before(indicator, target.rate) {
        let words = target.comparator.each_year();
        return Wording::new(
            format!("目标是{}{by_zh}", words.zh),
            format!("the target is {}{by_en}", words.en),
        );
    }
    let words = target.comparator.wording();
    let (unit_zh, unit_en) = units(indicator);
    let (of_zh, of_en) = match target.rate {
        Rate::Compound => ("", ""),
        Rate::EachYear => ("是每年比上年增长", " over the year before in each year"),
        Rate::SinceBase => ("是比基期年份增长", " over the base year"),
    };
    Wording::new(
        format!("目标{of_zh}{}{}{unit_zh}{by_zh}", words.zh, target.number),
        format!("the target is {} {}{unit_en}{of_en}{by_en}", words.en, target.number),
    )
}

/// Whether values are compared with those of the year before, and not how sums have grown.
fn is_beside_year_before(indicator: &Indicator, rate: Rate) -> bool {
    rate == Rate::EachYear && indicator.kind != Kind::Growth
}

/// The years in which what is to get better every year did not.
fn weak_years(indicator: &Indicator, figure: &Figure, target: &Target) -> Option<Wording> {
    let years = by_year(indicator, figure, target.asked())?;
    let missed = years.iter().filter(|year| JudgedYear::is_missed(year));
    let years: Vec<String> = missed.map(|judged| judged.year.to_string()).collect();
    (!years.is_empty()).then(|| {
        Wording::new(
            format!("没有做到的年份：{}", years.join("、")),
            format!("it did not in {}", years.join(", ")),
        )
    })
}

/// The years after the first that could be compared, as far as the target goes, that could not: the light says nothing of them.
fn unknown_years(indicator: &Indicator, figure: &Figure, target: &Target, today: Date) -> Option<Wording> {
    if !is_beside_year_before(indicator, target.rate) || figure.value.is_none() {
        return None;
    }
    let first = target.years.first()?.year;
    let last = target.by.map_or(today.year(), |by| by.year().min(today.year()));
    let is_known = |year: &i16| target.years.iter().any(|known| known.year == *year);
    let unknown: Vec<String> =
        (first..=last).filter(|year| !is_known(year)).map(|year| year.to_string()).collect();
    let (with_zh, with_en) = year_before(indicator);
    (!unknown.is_empty()).then(|| {
        Wording::new(
            format!("{}年没有数可与{with_zh}相比", unknown.join("、")),
            format!("in {} there is nothing to compare with {with_en}", unknown.join(", ")),
        )
    })
}

/// With what a year is compared.
fn year_before(indicator: &Indicator) -> (&'static str, &'static str) {
    match is_of_days(indicator) {
        true => ("上年同期", "the same days of the year before"),
        false => ("上年年末", "the end of the year before"),
    }
}

/// That a year which is not over is behind so far: nobody can say yet that it was missed.
fn so_far(
    indicator: &Indicator,
    figure: &Figure,
    target: Option<&Target>,
    judgement: &Judgement,
) -> Option<Wording> {
    let target = target?;
    let year = year_behind(indicator, figure, target.asked())?;
    let (light_zh, light_en) = judgement.light.words();
    let (with_zh, with_en) = year_before(indicator);
    Some(Wording::new(
        format!("{year}年尚未结束，与{with_zh}相比暂未做到，{light_zh}"),
        format!("{year} is not over and behind {with_en}: {light_en}"),
    ))
}

/// Whether it counts what happens in the days of a year, and not what there is at its end.
fn is_of_days(indicator: &Indicator) -> bool {
    matches!(indicator.kind, Kind::Growth | Kind::Flow)
}

fn why(indicator: &Indicator, wanted: &Wanted<'_>, judgement: &Judgement, today: Date) -> Wording {
    let (light_zh, light_en) = judgement.light.words();
    let (unit_zh, unit_en) = units(indicator);
    match wanted {
        Wanted::Unknown => Wording::new("没有数值，灰灯", "there is no value: grey"),
        Wanted::NoTarget => Wording::new("没有目标，灰灯", "there is no target: grey"),
        Wanted::NothingBefore => {
            Wording::new("没有上年的数可比，灰灯", "there is no year before to compare with: grey")
        }
        Wanted::NotDue { on: Some(on) } => {
            Wording::new(format!("{on}前没有到期的要求，灰灯"), format!("nothing is due before {on}: grey"))
        }
        Wanted::NotDue { on: None } => Wording::new("没有写明日期，灰灯", "no day is set for it: grey"),
        Wanted::Milestone { .. } if judgement.light == Light::Green => {
            Wording::new(format!("已达成，{light_zh}"), format!("it is reached: {light_en}"))
        }
        Wanted::Milestone { .. } => {
            Wording::new(format!("已过期，{light_zh}"), format!("the day is over: {light_en}"))
        }
        Wanted::Line { number, .. } => {
            let number = shown(number, indicator, judgement.light, is_down_now(indicator, wanted));
            let share = share(judgement);
            Wording::new(
                format!("按直线序时，{today}应为{number}{unit_zh}{}，{light_zh}", share.zh),
                format!(
                    "by the straight line it should be {number}{unit_en} on {today}{}: {light_en}",
                    share.en
                ),
            )
        }
        Wanted::Target { .. } => {
            let share = share(judgement);
            let reached = judgement.light == Light::Green;
            let (zh, en) = if reached {
                ("已达到目标", "the target is reached")
            } else {
                ("未达到目标", "the target is not reached")
            };
            Wording::new(format!("{zh}{}，{light_zh}", share.zh), format!("{en}{}: {light_en}", share.en))
        }
    }
}

fn is_down_now(indicator: &Indicator, wanted: &Wanted<'_>) -> bool {
    wanted.asked().is_some_and(|asked| is_down(indicator, asked.comparator))
}

/// A wanted number with as many digits as the figure, rounded so that a figure never seems to be on the other side of it.
fn shown(number: &Exact, indicator: &Indicator, light: Light, is_down: bool) -> String {
    if (light == Light::Green) != is_down {
        number.rounded_down(indicator.decimals)
    } else {
        number.rounded_up(indicator.decimals)
    }
}

/// How much of what it should be that is, and on which side of which line.
fn share(judgement: &Judgement) -> Wording {
    let Some(progress) = &judgement.progress else { return Wording::new("", "") };
    let percent = progress.rounded_down(1);
    let (zh, en) = match judgement.light {
        Light::Green | Light::Grey => ("", ""),
        Light::Yellow if *progress >= Exact::whole(100) => {
            ("，但不符合目标的写法", ", but not as the target is worded")
        }
        Light::Yellow => ("，不足100%", ", below 100%"),
        Light::Red => ("，不足80%", ", below 80%"),
    };
    Wording::new(format!("，完成{percent}%{zh}"), format!(", {percent}% of it{en}"))
}

/// What would make it green.
fn remedy(indicator: &Indicator, gap: &Gap) -> Wording {
    let zero = Exact::whole(0);
    if let Some(things) = &gap.things {
        let each = indicator.counted_in();
        let number = things.magnitude();
        return if *things > zero {
            Wording::new(
                format!("还差{number}{}，补上即为绿灯", each.zh),
                format!("it lacks {number} ({}) to be green", each.en),
            )
        } else {
            Wording::new(
                format!("多出{number}{}，减去即为绿灯", each.zh),
                format!("it has {number} ({}) too many to be green", each.en),
            )
        };
    }
    let (unit_zh, unit_en) = units(indicator);
    let number = gap.value.magnitude();
    let number = if number.rounded(indicator.decimals) == zero.rounded(indicator.decimals) {
        number.to_string()
    } else {
        number.rounded(indicator.decimals)
    };
    Wording::new(
        format!("还差{number}{unit_zh}，补上即为绿灯"),
        format!("it is {number}{unit_en} away from green"),
    )
}

/// That both rates of growth say different things of the target.
fn disagreement(figure: &Figure, target: &Target) -> Option<Wording> {
    let Detail::Growth(growth) = &figure.detail else { return None };
    if target.rate != Rate::Compound || !growth.disagree(target)? {
        return None;
    }
    let mean = growth.mean.as_ref()?.rounded(1);
    Some(Wording::new(
        format!("逐年增长率的平均数为{mean}%，与年均复合增长率对“是否达标”的结论不同"),
        format!("the mean of the yearly rates is {mean}%, and the two rates disagree about the target"),
    ))
}

/// The rule by which it is judged.
pub(super) fn rule(indicator: &Indicator, target: Option<&Target>, wanted: &Wanted<'_>) -> Wording {
    if indicator.kind == Kind::Milestone {
        return Wording::new(
            "达成为绿；到期仍未达成为红；未到期为灰",
            "green when it is reached; red when its day is over; grey before",
        );
    }
    if target.is_some_and(|target| is_beside_year_before(indicator, target.rate)) {
        let (with_zh, with_en) = match is_of_days(indicator) {
            true => (
                "已结束的年份按全年，未结束的按同期",
                "as a whole where it is over, otherwise over the same days of each",
            ),
            false => (
                "比较年末的数，未结束的年份用现在的数",
                "as it stood at the end of each, in a year that is not over as it stands now",
            ),
        };
        return Wording::new(
            format!(
                "每一年都与上年比较，{with_zh}；都做到为绿，未结束的年份暂未做到为黄，已结束的年份没有做到为红，没有上年的数为灰"
            ),
            format!(
                "each year is compared with the year before, {with_en}; green where all were as wanted, yellow where only the year that is \
                 not over is behind so far, red where one that is over was, grey without a year before"
            ),
        );
    }
    let (zh, en) = match (wanted, target.and_then(|target| Some((target.baseline.as_ref()?, target)))) {
        (Wanted::Line { .. }, Some(((from, since), target))) => {
            let by = target.by.unwrap_or(*since);
            (
                format!("序时目标是从{since}的{from}到{by}的{}的直线", target.number),
                format!(
                    "what it should be follows a straight line from {from} on {since} to {} on {by}",
                    target.number
                ),
            )
        }
        _ if indicator.kind == Kind::Growth && wanted.rate() == Rate::EachYear => (
            "每一年都与上年比较：已结束的年份按全年，未结束的按同期，落后的结束以前为黄".into(),
            "each year is compared with the year before: as a whole where it is over, otherwise over the same \
             period of each, and yellow where it is behind so far"
                .into(),
        ),
        _ if indicator.kind == Kind::Growth && wanted.rate() == Rate::SinceBase => (
            "比基期年份的增长与目标比较，按同期口径".into(),
            "the growth over the base year is compared with the target, over the same period of each".into(),
        ),
        _ if indicator.kind == Kind::Growth => (
            "与目标增长率比较，按同期口径".into(),
            "the rate is compared with that of the target, over the same period of each year".into(),
        ),
        _ if indicator.kind == Kind::Score || indicator.kind == Kind::Rank => {
            ("与目标值比较".into(), "it is compared with the target".into())
        }
        (_, Some(_)) => ("与目标值比较".into(), "it is compared with the target".into()),
        _ => (
            "没有基线，直接与目标值比较".into(),
            "there is no baseline, so it is compared with the target itself".into(),
        ),
    };
    Wording::new(
        format!("{zh}；达到为绿，八成以上为黄，八成以下为红，没有数据或未到期为灰"),
        format!(
            "{en}; green from there on, yellow from four fifths on, red below, grey without data or before it is due"
        ),
    )
}

impl Light {
    /// The light in words.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Light::Green => ("绿灯", "green"),
            Light::Yellow => ("黄灯", "yellow"),
            Light::Red => ("红灯", "red"),
            Light::Grey => ("灰灯", "grey"),
        }
    }
}
