//! What comes out of a printer.

use fantoccini::wd::PrintConfiguration;

use crate::browser::{self, Browser};
use crate::world::world;

#[tokio::test]
async fn the_cockpit_is_one_sheet_of_a4() {
    let Some(browser) = browser::start().await else { return };
    let world = world().await;
    for who in ["clerk", "leader", "street-leader"] {
        browser.be(&world, &world.session(who).await).await;
        for path in ["/cockpit", "/en/cockpit"] {
            browser.open(&world.url(path)).await;
            assert_eq!(sheets(&browser).await, 1, "{path} of {who}");
        }
    }
    // A longer page is counted as what it is.
    browser.open(&world.url("/duties")).await;
    assert!(sheets(&browser).await > 2, "172 duties are no one sheet");
    browser.close().await;
}

/// On how many sheets of A4 the page is printed: the browser writes each as an object of its own.
async fn sheets(browser: &Browser) -> usize {
    let paper = browser.client.print(PrintConfiguration::default()).await.unwrap();
    let sheet = b"/Type /Page\n";
    paper.windows(sheet.len()).filter(|bytes| bytes == sheet).count()
}
