//! The title names other years than the plan that the text measures itself by.

use super::{Draft, Subject};
use crate::date;
use crate::findings::alike::{bare_title, is_same_plan};
use crate::findings::words::Words;
use crate::model::ClauseKind;

/// Words around the name of an earlier plan, which may well have other years.
const EARLIER: &[&str] = &["上一轮", "前期", "废止", "期满", "接续", "衔接", "自评", "已完成", "评估了"];
/// Words that make a plan the measure.
const MEASURE: &[&str] = &["对照", "验收", "考核", "查漏补缺"];

/// A plan of nearly the same name with other years: left over from a model text, or the true measure.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let (Some(title), Some(period)) = (&subject.plan.title, &subject.plan.period) else { return Vec::new() };
    let own = bare_title(title);
    let Ok(from) = period.from.get(..4).unwrap_or_default().parse::<i16>() else { return Vec::new() };
    let to = period.to.as_ref().and_then(|to| to.get(..4)?.parse::<i16>().ok());
    let (earlier, measure) = (Words::of(EARLIER), Words::of(MEASURE));
    let mut found = Vec::new();
    for (at, range) in &subject.titles {
        let passage = &subject.passages[*at];
        let span = date::all(passage.text, range.clone(), None).into_iter().find(|span| span.is_span);
        let Some((first, last)) = span.and_then(|span| span.from.zip(span.to)) else { continue };
        if passage.role.is_some() || (first.year, Some(last.year)) == (from, to) {
            continue;
        }
        let named = bare_title(passage.text.quote(range.clone()));
        let around = &passage.text.chars[passage.sentence(range.start)];
        let overlaps = first.year <= to.unwrap_or(i16::MAX) && last.year >= from;
        // A yearly plan carries out one for several years.
        let within = first.year <= from && to.is_some_and(|to| to <= last.year);
        let doubtful = !within && (overlaps || measure.any(around));
        let same = is_same_plan(&own, &named, subject.plan.place.as_deref());
        if !same || earlier.any(around) || !doubtful {
            continue;
        }
        let (this, other) = (years(from, to), years(first.year, Some(last.year)));
        let spot = subject.spot(passage, range.clone());
        found.push(
            Draft::new(
                spot,
                format!("本方案标题为{this}年，此处所据方案为{other}年：以哪个为准？如确有{other}年方案，请提供文本；如为误写，请更正。"),
                format!(
                    "The title says {this}, but this sentence goes by a plan for {other}. Which is meant? \
                     If a plan for {other} exists, please provide it; if not, please correct the years."
                ),
            )
            .with(subject.framed(ClauseKind::Title)),
        );
    }
    found
}

fn years(from: i16, to: Option<i16>) -> String {
    to.map_or_else(|| from.to_string(), |to| format!("{from}-{to}"))
}
