use cases::{Clock, Laws, Length, Rules, Running, counts_working};
use jiff::civil::Date;
use kernel::Wording;
use serde::{Deserialize, Serialize};

/// Something that can move the ends of clocks, in the words that every day which it moves keeps as its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    /// What it is, in Chinese.
    pub zh: String,
    /// What it is, in English.
    pub en: String,
    /// Which clocks it concerns.
    pub of: NewsOf,
}

/// Which clocks something concerns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NewsOf {
    /// All that move.
    Everything,
    /// Those that run in a year.
    Year(i16),
    /// Those to which it matters whether people work on one of these days.
    Days(Vec<Date>),
    /// Those that are counted by this regime.
    Regime(String),
    /// Those whose limit this statute sets.
    Statute(String),
}

/// A clock whose end moved, and from where to where.
#[derive(Clone, Copy)]
pub(super) struct MovedClock<'c> {
    pub(super) clock: &'c Clock,
    pub(super) running: &'c Running,
    pub(super) before: Option<Date>,
    pub(super) after: Option<Date>,
}

impl News {
    /// Something that concerns whatever moves.
    pub fn of_everything(what: Wording) -> News {
        News::new(what, NewsOf::Everything)
    }

    pub(crate) fn new(Wording { zh, en }: Wording, of: NewsOf) -> News {
        News { zh, en, of }
    }

    fn concerns(&self, rules: Rules<'_>, moved: MovedClock<'_>, today: Date) -> bool {
        let MovedClock { clock, running, before, after } = moved;
        let start = running.start.date();
        let ends = before.into_iter().chain(after);
        let (first, last) = (ends.clone().min().unwrap_or(start), ends.max().unwrap_or(Date::MAX));
        match &self.of {
            NewsOf::Everything => true,
            NewsOf::Year(year) => (start.year()..=last.year()).contains(year),
            NewsOf::Days(days) => {
                // Where all days count alike, only those matter on which it would end.
                let counts = counts_working(rules, clock, running, today).unwrap_or(true);
                let from = if counts { start } else { first };
                days.iter().any(|day| (from..=last).contains(day))
            }
            NewsOf::Regime(id) => is_counted_by(rules.laws, clock, id),
            NewsOf::Statute(id) => {
                matches!(&clock.length, Length::Limit { statute, .. } if statute == id)
            }
        }
    }
}

fn is_counted_by(laws: &Laws, clock: &Clock, id: &str) -> bool {
    match &clock.length {
        Length::Field(_) => false,
        Length::Own { regime, .. } => regime == id,
        Length::Limit { statute, limit } => {
            let mut limits = laws.versions(statute).iter().filter_map(|law| law.limit(limit));
            limits.any(|limit| limit.regime == id)
        }
    }
}

/// Why a clock moved: whatever is new and concerns it; all that is new where nothing of it does.
pub(super) fn reason_of(news: &[News], rules: Rules<'_>, moved: MovedClock<'_>, today: Date) -> Wording {
    let those: Vec<&News> = news.iter().filter(|it| it.concerns(rules, moved, today)).collect();
    if those.is_empty() { joined(news.iter()) } else { joined(those.into_iter()) }
}

/// What is new, in one sentence.
pub(super) fn joined<'n>(news: impl Iterator<Item = &'n News>) -> Wording {
    let (zh, en): (Vec<&str>, Vec<&str>) = news.map(|it| (it.zh.as_str(), it.en.as_str())).unzip();
    Wording::new(zh.join("；"), en.join("; "))
}
