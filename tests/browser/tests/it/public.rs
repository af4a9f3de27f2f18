//! What everybody may open, without an account.

use crate::audit::audit;
use crate::browser;
use crate::world::world;

/// Pages by their name and path.
const PAGES: [(&str, &str); 9] = [
    ("home", "/"),
    ("ledgers", "/ledgers"),
    ("list", "/ledgers/bodies"),
    ("record", "/ledgers/bodies/records/market-supervision"),
    ("help", "/help"),
    ("accessibility", "/accessibility"),
    ("privacy", "/privacy"),
    ("about", "/about"),
    ("components", "/components"),
];

#[tokio::test]
async fn every_page_holds_in_both_languages() {
    let Some(browser) = browser::start().await else { return };
    let world = world().await;
    let mut found = Vec::new();
    for (language, prefix) in [("zh", ""), ("en", "/en")] {
        for (name, path) in PAGES {
            browser.open(&world.url(&format!("{prefix}{path}"))).await;
            found.extend(audit(&browser, &format!("{language}-{name}")).await);
        }
    }
    browser.close().await;
    assert!(found.is_empty(), "{found:#?}");
}
