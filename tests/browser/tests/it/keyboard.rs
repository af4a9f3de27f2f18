//! What a person without a mouse does: Tab, Enter, Space, letters.

use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::key::Key;

use crate::browser::Browser;

/// More steps than any page of ours has places to stop at.
const STEPS_MAX: usize = 100;

/// What has the focus: its words, and whether one sees that it has it.
const FOCUSED: &str = r"
    const one = document.activeElement;
    const label = one.labels && one.labels.length ? one.labels[0].firstChild.textContent.trim() || one.labels[0].textContent : '';
    const style = getComputedStyle(one);
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    // The button of the calendar is a part of its field, and the browser marks it itself.
    const inside = one.matches('input[type=date]:focus-within:not(:focus)');
    return [(label || one.getAttribute('aria-label') || (one === document.body ? '' : one.textContent)).trim(), outlined || inside || one === document.body];
";

impl Browser {
    /// Presses a key.
    pub(crate) async fn key(&self, key: Key) {
        self.type_keys(&char::from(key).to_string()).await;
    }

    /// Types on the keyboard, wherever the focus is.
    pub(crate) async fn type_keys(&self, text: &str) {
        let keys = text.chars().fold(KeyActions::new("keyboard".to_owned()), |keys, value| {
            keys.then(KeyAction::Down { value }).then(KeyAction::Up { value })
        });
        self.client.perform_actions(keys).await.unwrap();
    }

    /// Goes on with Tab until the focus is on what has these words; each stop on the way can be seen.
    pub(crate) async fn tab_to(&self, words: &str) {
        let mut passed = Vec::new();
        for _ in 0..STEPS_MAX {
            self.key(Key::Tab).await;
            let (name, is_seen) = self.focused().await;
            assert!(is_seen, "the focus on “{name}” cannot be seen, after {passed:?}");
            if name == words {
                return;
            }
            passed.push(name);
        }
        panic!("Tab does not lead to “{words}” but to {passed:?}");
    }

    /// Types a day into the field that has the focus, in the order in which this browser asks for it.
    pub(crate) async fn type_day(&self, day: &str) {
        let parts: Vec<&str> = day.split('-').collect();
        for order in [[0, 1, 2], [1, 2, 0], [2, 1, 0]] {
            self.type_keys(&order.map(|part| parts[part]).concat()).await;
            if self.client.active_element().await.unwrap().prop("value").await.unwrap().as_deref()
                == Some(day)
            {
                return;
            }
            // Back to the first part.
            self.key(Key::Left).await;
            self.key(Key::Left).await;
        }
        panic!("{day} cannot be typed");
    }

    /// Presses Enter and waits for the page it leads to.
    pub(crate) async fn enter(&self) {
        self.leave_with(Key::Enter).await;
    }

    /// Presses the space bar and waits for the page it leads to.
    pub(crate) async fn space(&self) {
        self.leave_with(Key::Space).await;
    }

    /// What has the focus, by its words, and whether it shows.
    pub(crate) async fn focused(&self) -> (String, bool) {
        let focused = self.client.execute(FOCUSED, vec![]).await.unwrap();
        (focused[0].as_str().unwrap().to_owned(), focused[1].as_bool().unwrap())
    }

    async fn leave_with(&self, key: Key) {
        let page = self.page().await;
        self.key(key).await;
        self.wait_for_another(&page).await;
    }
}
