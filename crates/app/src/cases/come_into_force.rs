use cases::{Law, Laws};
use jiff::civil::Date;
use kernel::Wording;

use super::news::{News, NewsOf};
use super::reproject::{Reprojected, reproject};
use crate::{Actor, App, Error};

/// Computes the ends of clocks anew where a text of a law that was on record before has come into force after the day `since`, until today:
/// it moves by the day alone what it governs. None: the clocks were never run before. Where no text has, it looks at no clock.
///
/// # Errors
/// If the database cannot.
pub async fn come_into_force(app: &App, since: Option<Date>) -> Result<Reprojected, Error> {
    let news = texts_since(&app.declarations().laws, since, app.today());
    if news.is_empty() {
        return Ok(Reprojected::default());
    }
    reproject(app, &Actor::system(), &news).await
}

/// The newest text of each statute that came into force after a day, until another.
fn texts_since(laws: &Laws, since: Option<Date>, until: Date) -> Vec<News> {
    let is_new = |law: &&Law| law.in_force <= until && since.is_none_or(|since| since < law.in_force);
    let newest = laws.ids().filter_map(|id| laws.versions(id).iter().rev().find(is_new));
    newest.map(news_of).collect()
}

fn news_of(law: &Law) -> News {
    let (Wording { zh, en }, day) = (&law.title, law.in_force);
    let what = Wording::new(
        format!("《{zh}》新文本自{day}起施行"),
        format!("a new text of {en} is in force from {day}"),
    );
    News::new(what, NewsOf::Statute(law.id.clone()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn law(id: &str, in_force: &str) -> Law {
        let text = format!(
            "schema = 1\nid = \"{id}\"\ntitle = {{ zh = \"演示法\", en = \"example\" }}\nin_force = {in_force}\n\
             transition = \"in-force\"\nsource = \"演示\"\n"
        );
        Law::read("law.toml", &text).unwrap()
    }

    #[test]
    fn a_text_is_news_from_its_day_on_until_clocks_were_run() {
        let laws = Laws::new([law("a", "2021-02-01"), law("a", "2027-01-01"), law("b", "2027-01-02")]);
        let told = |since: Option<Date>, until: Date| -> Vec<String> {
            texts_since(&laws, since, until).into_iter().map(|it| it.zh).collect()
        };
        let [eve, first, second] = [date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2)];
        let of = |day: &str| format!("《演示法》新文本自{day}起施行");
        assert!(told(Some(date(2026, 12, 30)), eve).is_empty());
        assert_eq!(told(Some(eve), first), [of("2027-01-01")]);
        assert!(told(Some(first), first).is_empty(), "the clocks were run on that day");
        assert_eq!(
            told(Some(eve), second),
            [of("2027-01-01"), of("2027-01-02")],
            "they stood still for a day"
        );
        assert_eq!(told(None, eve), [of("2021-02-01")]);
    }
}
