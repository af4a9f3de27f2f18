//! The colour of a figure beside its target: what it is, why, and what would make it green.

mod gap;
mod sentence;
mod wanted;

use jiff::civil::Date;
use kernel::{Problem, Wording};
use serde::{Deserialize, Serialize};

use crate::exact::Exact;
use crate::figure::{Detail, Figure};
use crate::indicator::{Indicator, Kind};
use crate::target::{Asked, Comparator, Rate, Target, is_down, meets, reached, year_behind};

pub use gap::Gap;

/// The colour of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Light {
    /// As far as it should be.
    Green,
    /// Not as far, but at least four fifths.
    Yellow,
    /// Less.
    Red,
    /// Nothing is known, or nothing is due.
    Grey,
}

/// A figure beside its target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Judgement {
    /// The colour.
    pub light: Light,
    /// What it should be by now (序时目标); none if nothing is due.
    pub wanted_now: Option<Exact>,
    /// How much of that it is, in percent; none where a share means nothing.
    pub progress: Option<Exact>,
    /// Whether the target itself is reached; none if the figure is not known or there is no target.
    pub reached: Option<bool>,
    /// What is missing to what it should be by now; none if nothing is.
    pub gap: Option<Gap>,
    /// What is missing to the target itself; none if nothing is.
    pub gap_to_target: Option<Gap>,
    /// What it is, why it has this colour with the numbers put in, and what would make it green.
    pub sentence: Wording,
    /// The rule by which it was judged.
    pub rule: Wording,
}

impl Judgement {
    /// Of what has no figure: grey, with everything that is wrong or missing and what to do about it.
    pub fn unknown(problems: &[Problem]) -> Judgement {
        let told = |zh: bool| {
            let of = |wording: &Wording| if zh { wording.zh.clone() } else { wording.en.clone() };
            let told = problems.iter().map(|problem| match zh {
                true => format!("{}。{}。", of(&problem.what), of(&problem.remedy)),
                false => format!("{}; {}. ", of(&problem.what), of(&problem.remedy)),
            });
            told.collect::<String>().trim_end().to_owned()
        };
        Judgement {
            light: Light::Grey,
            wanted_now: None,
            progress: None,
            reached: None,
            gap: None,
            gap_to_target: None,
            sentence: Wording::new(told(true), told(false)),
            rule: Wording::new("没有取数的指标不亮灯", "what is not known has no light"),
        }
    }
}

/// From four fifths of what it should be on a figure is yellow: the rule of lights of the product (J02), printed on each card.
pub(crate) fn yellow_from() -> Exact {
    Exact::scaled(8, 1)
}

/// Judges a figure as of a day: today, or the last day of a closed period.
pub fn light(indicator: &Indicator, figure: &Figure, target: Option<&Target>, today: Date) -> Judgement {
    let wanted = wanted::find(indicator, figure, target, today);
    let reached = target.and_then(|target| reached(indicator, figure, target));
    let asked = wanted.asked();
    let progress = asked
        .filter(|asked| asked.rate == Rate::Compound)
        .and_then(|asked| progress(indicator, figure, asked.comparator, asked.number));
    let light = colour(indicator, figure, asked, progress.as_ref());
    let is_open = matches!(light, Light::Yellow | Light::Red);
    let gap_to = |asked: Asked<'_>| gap::find(indicator, figure, asked, today.year());
    let gap = asked.filter(|_| is_open).and_then(gap_to);
    let gap_to_target = target.filter(|_| reached == Some(false)).and_then(|target| gap_to(target.asked()));
    let mut judgement = Judgement {
        light,
        wanted_now: asked.and_then(|asked| gap::number(figure, asked, today.year())),
        progress: progress.map(|share| &share * &Exact::whole(100)),
        reached,
        gap,
        gap_to_target,
        sentence: Wording::new("", ""),
        rule: sentence::rule(indicator, target, &wanted),
    };
    judgement.sentence = sentence::sentence(indicator, figure, target, &wanted, &judgement, today);
    judgement
}

fn colour(
    indicator: &Indicator,
    figure: &Figure,
    asked: Option<Asked<'_>>,
    progress: Option<&Exact>,
) -> Light {
    let Some(asked) = asked else { return Light::Grey };
    if meets(indicator, figure, asked) == Some(true) {
        return Light::Green;
    }
    if year_behind(indicator, figure, asked).is_some() {
        return Light::Yellow;
    }
    let is_near = match &figure.detail {
        Detail::Growth(_) if asked.number.is_positive() && !is_down(indicator, asked.comparator) => {
            let near = asked.number * &yellow_from();
            let near = Asked { comparator: Comparator::AtLeast, number: &near, ..asked };
            meets(indicator, figure, near) == Some(true)
        }
        Detail::Growth(_) | Detail::Milestone { .. } => false,
        _ => progress.is_some_and(|share| *share >= yellow_from()),
    };
    if is_near { Light::Yellow } else { Light::Red }
}

/// How much of what it should be a figure is; where less is better, how much of the figure that is.
fn progress(indicator: &Indicator, figure: &Figure, comparator: Comparator, number: &Exact) -> Option<Exact> {
    let value = figure.value.as_ref()?;
    if indicator.kind == Kind::Milestone || !number.is_positive() && !number.is_zero() {
        return None;
    }
    let (above, below) = if is_down(indicator, comparator) { (number, value) } else { (value, number) };
    let share = below.is_positive().then(|| above.over(below))??;
    share.is_positive().then_some(share).or_else(|| Some(Exact::whole(0)))
}
