//! Large type and the dark theme are chosen once and kept, with an account and without.

use crate::audit::audit;
use crate::browser::{self, Browser};
use crate::world::world;

#[tokio::test]
async fn large_type_and_dark_theme_are_kept() {
    let Some(browser) = browser::start().await else { return };
    let world = world().await;
    let mut found = Vec::new();
    browser.open(&world.url("/ledgers/bodies?name-contains=街道")).await;
    browser.press("长辈版").await;
    assert_eq!(browser.of_page("data-size").await, "large");
    browser.reads("共").await;
    browser.press("深色").await;
    assert_eq!(browser.of_page("data-theme").await, "dark");
    let type_size = browser.style("body", "font-size").await;
    let points = type_size.trim_end_matches("px").parse::<f64>().unwrap() * 0.75;
    assert!(points >= 18.0, "18 points at least: {type_size}");

    browser.sign_in(&world, "clerk").await;
    for (name, path) in [
        ("workbench", "/workbench"),
        ("list", "/ledgers/bodies"),
        ("record", "/ledgers/bodies/records/demo-station"),
        ("correction", "/ledgers/bodies/records/demo-station/correction"),
        ("inbox", "/inbox"),
        ("my", "/my"),
    ] {
        browser.open(&world.url(path)).await;
        assert_eq!(
            (browser.of_page("data-size").await, browser.of_page("data-theme").await),
            ("large".to_owned(), "dark".to_owned()),
            "{path}"
        );
        found.extend(audit(&browser, &format!("zh-large-dark-{name}")).await);
        found.extend(head(&browser, name).await);
    }

    browser.press("标准").await;
    assert_eq!(browser.of_page("data-size").await, "normal");
    for (name, path) in
        [("record", "/ledgers/bodies/records/demo-station"), ("audited-form", "/ledgers/ip-staff/new")]
    {
        browser.open(&world.url(path)).await;
        found.extend(audit(&browser, &format!("zh-dark-{name}")).await);
    }
    browser.close().await;
    assert!(found.is_empty(), "{found:#?}");
}

/// The part of the screen of a telephone that may stand above the page.
const HEAD_MAX: f64 = 0.4;

/// How much of the screen is above the page, and whether the place where one is stands in sight.
const HEAD: &str = r"
    const outside = [...document.querySelectorAll('.masthead [aria-current], .side [aria-current]')].filter((one) => {
        const box = one.getBoundingClientRect();
        return box.left < -1 || box.right > document.documentElement.clientWidth + 1;
    });
    return [document.querySelector('main').getBoundingClientRect().top / 844, outside.length];
";

/// What is wrong with the head of the page on a telephone.
async fn head(browser: &Browser, name: &str) -> Vec<String> {
    browser.resize(390).await;
    let measured = browser.client.execute(HEAD, vec![]).await.unwrap();
    browser.resize(1280).await;
    let (part, outside) = (measured[0].as_f64().unwrap(), measured[1].as_u64().unwrap());
    let high = (part > HEAD_MAX).then(|| format!("{name}: {part:.2} of the screen is head"));
    let hidden = (outside > 0).then(|| format!("{name}: the place where one is is out of sight"));
    high.into_iter().chain(hidden).collect()
}
