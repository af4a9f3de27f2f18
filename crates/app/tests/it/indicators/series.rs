//! Figures over the years: where a series begins, and what made it worse.

use std::fs;
use std::path::Path;

use app::indicators::{Cause, show};
use app::records::{Said, When};
use app::{Clock, Surroundings};
use jiff::civil::{Date, date};

use super::{ELSEWHERE, FIRST, clerk, invention, say};
use crate::world::{World, settings, world};

#[tokio::test]
async fn a_growth_has_no_points_before_it_can_grow() {
    let world = world().await;
    let found =
        show(&world.app, &clerk(&world), "plant-varieties-growth", When::default(), false).await.unwrap();
    let days: Vec<Date> = found.series.iter().map(|point| point.as_of).collect();
    assert_eq!(days, [date(2024, 12, 31), date(2025, 12, 31), date(2026, 9, 1)]);
}

#[tokio::test]
async fn a_year_that_got_worse_says_what_did_it() {
    let world = world().await;
    // One of one is an invention at the end of 2025; of two in 2026 one is, and then none is.
    invention(&world, FIRST, &[]).await;
    invention(
        &world,
        ELSEWHERE,
        &[("kind", "utility-model"), ("filed_on", "2023-10-12"), ("granted_on", "2026-02-03")],
    )
    .await;
    let share = async || {
        show(&world.app, &clerk(&world), "share-of-inventions", When::default(), false).await.unwrap()
    };
    let [fall] = &share().await.falls[..] else { panic!("one year is compared") };
    assert_eq!((fall.year, fall.cause), (2026, Cause::Denominator));
    let ended = Said::Became { key: FIRST.to_owned(), from: date(2026, 8, 1) };
    say(&world, "patents", ended, &[("ended_on", "2026-08-01"), ("status", "lapsed")]).await;
    assert_eq!(share().await.falls[0].cause, Cause::Numerator);
}

/// A county in which the share of inventions has been counted by another method since 2026.
async fn by_another_method() -> World {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("another-method");
    let there = pack.join("indicators/share-of-inventions");
    fs::create_dir_all(&there).unwrap();
    let manifest = "schema = 1\nname = \"another-method\"\ntitle = { zh = \"演示区县\", en = \"demonstration\" }\n\
                    extends = \"kaifu\"\n";
    fs::write(pack.join("pack.toml"), manifest).unwrap();
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/china/indicators/share-of-inventions");
    for name in ["rows.sql", "base.sql", "stories.txt"] {
        _ = fs::copy(here.join(name), there.join(name)).unwrap();
    }
    let declared = fs::read_to_string(here.join("indicator.toml")).unwrap();
    let since = declared.replacen(
        "in_force = 2024-01-01\nversion = 1\n",
        "method = \"ledger\"\nin_force = 2026-01-01\nversion = 2\n",
        1,
    );
    let before = "[[earlier]]\nversion = 1\nuntil = 2025-12-31\nwhat = { zh = \"按抽样调查\", en = \"by a survey\" }\n";
    fs::write(there.join("indicator.toml"), format!("{since}\n{before}")).unwrap();
    let clock = Clock::demonstration("2026-09-01T12:00:00+08:00".parse().unwrap());
    let pack = pack::Pack::open(&pack).unwrap();
    let surroundings = Surroundings::default();
    let app =
        app::county::create(&settings(folder.path()), pack, true, clock.clone(), surroundings).await.unwrap();
    World::of(app, clock, folder)
}

#[tokio::test]
async fn another_method_begins_another_series() {
    let told = async |world: &World| {
        invention(world, FIRST, &[]).await;
        let later = [("kind", "utility-model"), ("filed_on", "2023-10-12"), ("granted_on", "2026-02-03")];
        invention(world, ELSEWHERE, &later).await;
        let found = show(&world.app, &clerk(world), "share-of-inventions", When::default(), false).await;
        let found = found.unwrap();
        let last = found.series.last().map(|point| (point.as_of, point.text.zh.clone()));
        assert_eq!(last, Some((date(2026, 9, 1), "50.00".to_owned())));
        (found.series.len() > 1, found.falls.len(), found.bridge.is_some())
    };
    // Of one method the years before stand beside this one, and a fall is told.
    assert_eq!(told(&world().await).await, (true, 1, true));
    // Across the break nothing is compared: not in the series, not from year to year, not from one closing to the next.
    assert_eq!(told(&by_another_method().await).await, (false, 0, false));
}
