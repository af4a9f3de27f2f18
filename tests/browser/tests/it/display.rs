//! Large type and the dark theme are chosen once and kept, with an account and without.

use crate::audit::audit;
use crate::browser;
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
