//! What must hold on every page: it is checked wherever a story opens one.

use std::path::PathBuf;

use serde_json::Value;

use crate::browser::Browser;

/// Runs axe-core and gives its violations as lines of text.
const AXE: &str = r"
    const done = arguments[arguments.length - 1];
    axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'], preload: false }).then(
        (result) => done(result.violations.map((one) =>
            one.id + ': ' + one.help + ' — ' + one.nodes.map((node) => node.target.join(' ')).join(', '))),
        (error) => done(['axe failed: ' + error]),
    );
";

/// What can be measured without a library: language, title, one main heading, no sideways scrolling, targets large enough,
/// labels, names of links and buttons.
const OWN: &str = r"
    const found = [];
    const root = document.documentElement;
    if (!root.lang) found.push('the page names no language');
    if (!document.title.trim()) found.push('the page has no title');
    const headings = document.querySelectorAll('h1');
    if (headings.length !== 1) found.push(headings.length + ' main headings');
    if (root.scrollWidth > root.clientWidth) found.push('the page scrolls sideways: ' + root.scrollWidth + ' > ' + root.clientWidth);
    const name = (one) => (one.getAttribute('aria-label') || one.textContent || one.value || one.title || '').trim()
        || [...one.querySelectorAll('[alt], title')].map((inner) => inner.getAttribute('alt') || inner.textContent).join('').trim();
    for (const one of document.querySelectorAll('a[href], button, summary'))
        if (!name(one)) found.push('without a name: ' + one.outerHTML.slice(0, 80));
    for (const one of document.querySelectorAll('input:not([type=hidden]), select, textarea'))
        if (!(one.labels && one.labels.length) && !one.getAttribute('aria-label') && !one.getAttribute('aria-labelledby'))
            found.push('without a label: ' + one.outerHTML.slice(0, 80));
    for (const one of document.querySelectorAll('button, select, input:not([type=hidden]):not([type=checkbox]):not([type=radio])')) {
        const box = one.getBoundingClientRect();
        if (box.width && (box.width < 24 || box.height < 24)) found.push('smaller than 24 pixels: ' + one.outerHTML.slice(0, 80));
    }
    for (const one of document.querySelectorAll('script[src], link[href], img[src]')) {
        const address = new URL(one.src || one.href, location);
        if (address.origin !== location.origin && address.protocol !== 'data:') found.push('loaded from elsewhere: ' + address);
    }
    return found;
";

/// Everything that is wrong with the page that is open, at both widths; keeps a picture of each.
pub(crate) async fn audit(browser: &Browser, name: &str) -> Vec<String> {
    let mut found = Vec::new();
    let axe = axe();
    if let Some(axe) = &axe {
        browser.client.execute(axe, vec![]).await.unwrap();
    }
    for width in [1280, 390] {
        browser.resize(width).await;
        let own = browser.client.execute(OWN, vec![]).await.unwrap();
        found.extend(lines(&own).map(|line| format!("{name} at {width}: {line}")));
        if axe.is_some() {
            let violations = browser.client.execute_async(AXE, vec![]).await.unwrap();
            found.extend(lines(&violations).map(|line| format!("{name} at {width}: {line}")));
        }
        browser.keep_picture(&format!("{name}-{width}"), width).await;
    }
    browser.resize(1280).await;
    found
}

fn lines(answer: &Value) -> impl Iterator<Item = &str> {
    answer.as_array().into_iter().flatten().filter_map(Value::as_str)
}

/// The text of axe-core, where somebody has said where it is.
fn axe() -> Option<String> {
    let path = PathBuf::from(std::env::var_os("QIANGXIAN_AXE")?);
    Some(std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

/// Spoils the page in ways that each check has to see.
const SPOIL: &str = r"
    const main = document.querySelector('main');
    main.insertAdjacentHTML('beforeend', `
        <h1>第二个标题</h1>
        <img src='https://example.org/picture.png'>
        <a href='/about'></a>
        <input type='text' name='nameless'>
        <button>小</button>
        <div id='wide'>宽</div>
        <p id='pale'>看不清</p>`);
    main.lastElementChild.previousElementSibling.style.width = '3000px';
    main.lastElementChild.style.color = '#bbb';
    main.querySelector('button').style.cssText = 'padding: 0; min-height: 0; width: 8px; height: 8px; overflow: hidden';
";

#[tokio::test]
async fn what_is_wrong_is_found() {
    let Some(browser) = crate::browser::start().await else { return };
    let world = crate::world::world().await;
    browser.open(&world.url("/about")).await;
    browser.client.execute(SPOIL, vec![]).await.unwrap();
    let found = audit(&browser, "zh-spoiled").await.join("\n");
    browser.close().await;
    let own =
        ["main headings", "sideways", "without a name", "without a label", "24 pixels", "from elsewhere"];
    let of_axe = ["image-alt", "color-contrast", "link-name"];
    let expected = own.iter().chain(if axe().is_some() { &of_axe[..] } else { &[] });
    for fault in expected {
        assert!(found.contains(fault), "{fault} is not found in:\n{found}");
    }
}
