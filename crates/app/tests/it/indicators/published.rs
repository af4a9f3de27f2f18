//! What others published beside what is counted.

use app::indicators::{Change, Difference, Narrowed, records};
use app::records::{Said, When};
use jiff::civil::{Date, date};

use super::{DENSITY, SECOND, clerk, say, shown, two_inventions};
use crate::world::world;

#[tokio::test]
async fn what_was_published_stands_beside_what_is_counted() {
    let world = world().await;
    two_inventions(&world).await;
    let today = world.app.today();
    let said = |division: &'static str, period: &'static str, value: &'static str, on: Date| {
        vec![
            ("division".to_owned(), division.to_owned()),
            ("name".to_owned(), "演示区县".to_owned()),
            ("indicator".to_owned(), DENSITY.to_owned()),
            ("period".to_owned(), period.to_owned()),
            ("value".to_owned(), value.to_owned()),
            ("unit".to_owned(), "件/万人".to_owned()),
            ("published_on".to_owned(), on.to_string()),
            ("source".to_owned(), "演示月报（演示数据）".to_owned()),
        ]
    };
    for fields in [
        said("430105", "2026-06", "0.02", today),
        said("430105", "2026-05", "0.5", today),
        said("430104", "2026-06", "9", today),
    ] {
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(id, cell)| (id.as_str(), cell.as_str())).collect();
        say(&world, "peer-figures", Said::Created { from: date(2026, 7, 1) }, &fields).await;
    }
    let differences = async || {
        let found = shown(&world, &clerk(&world), When::default()).await;
        let told = found.published.iter().map(|it| (it.as_of, it.value.to_string(), it.difference.clone()));
        told.collect::<Vec<(Date, String, Difference)>>()
    };
    let june = |difference| (date(2026, 6, 30), "0.02".to_owned(), difference);
    let may = (date(2026, 5, 31), "0.5".to_owned(), Difference::Unknown);
    assert_eq!(differences().await, [june(Difference::None), may.clone()]);

    // Two days later it becomes known that the second had ended in June: the record that explains the difference opens.
    world.later("2026-09-03T12:00:00+08:00");
    let ended = Said::Became { key: SECOND.to_owned(), from: date(2026, 6, 1) };
    say(&world, "patents", ended, &[("ended_on", "2026-06-01"), ("status", "lapsed")]).await;
    let since = Difference::Since { published_on: today, came: 0, went: 1, revalued: 0 };
    assert_eq!(differences().await, [june(since), may]);
    let end_of_june = When { as_of: Some(date(2026, 6, 30)), ..When::default() };
    let changed = async |change: Change| {
        let asked = Narrowed { change: Some(change), since: Some(today), ..Narrowed::default() };
        let found = records(&world.app, &clerk(&world), DENSITY, (end_of_june, false), asked).await.unwrap();
        found.rows().rows.iter().map(|row| row.key.to_owned()).collect::<Vec<String>>()
    };
    assert_eq!(changed(Change::Went).await, [SECOND]);
    assert!(changed(Change::Came).await.is_empty() && changed(Change::Revalued).await.is_empty());
}
