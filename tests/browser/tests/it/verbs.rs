//! What a person does with a page: they see labels, buttons and links by their words, and know nothing of identifiers.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use fantoccini::Locator;
use fantoccini::elements::Element;
use tokio::time::sleep;

use crate::browser::Browser;

/// How often and how long one waits for what the browser or the server has been asked for.
const PAUSE: Duration = Duration::from_millis(20);
const PAUSES_MAX: usize = 1000;

impl Browser {
    /// Opens an address.
    pub(crate) async fn open(&self, address: &str) {
        self.client.goto(address).await.unwrap();
    }

    /// Writes into the field with this label in the place of what stands there.
    pub(crate) async fn fill(&self, label: &str, text: &str) {
        self.write(&self.field(label).await, text).await;
    }

    async fn write(&self, field: &Element, text: &str) {
        if field.attr("type").await.unwrap().as_deref() == Some("date") {
            return self.pick(field, text).await;
        }
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// The same, where several groups of fields have this label.
    pub(crate) async fn fill_in(&self, group: &str, label: &str, text: &str) {
        let group = format!("//fieldset[normalize-space(legend)='{group}']");
        self.write(&self.field_below(&group, label).await, text).await;
    }

    /// Picks a day in the calendar of a field; in which order days are typed depends on the language of the browser.
    async fn pick(&self, field: &Element, day: &str) {
        let arguments = vec![serde_json::to_value(field).unwrap(), day.into()];
        self.client.execute("arguments[0].value = arguments[1]", arguments).await.unwrap();
    }

    /// Chooses an entry of the list with this label.
    pub(crate) async fn choose(&self, label: &str, entry: &str) {
        self.field(label).await.select_by_label(entry).await.unwrap();
    }

    /// Ticks a box or turns on one of several buttons.
    pub(crate) async fn tick(&self, label: &str) {
        let path = format!("//label[contains(@class, 'choice')][normalize-space(.)='{label}']");
        self.find(&path).await.click().await.unwrap();
    }

    /// Puts a file into the field with this label.
    pub(crate) async fn attach(&self, label: &str, file: &Path) {
        let file = file.canonicalize().unwrap();
        self.field(label).await.send_keys(file.to_str().expect("our paths are text")).await.unwrap();
    }

    /// Presses a button and waits for the page it leads to.
    pub(crate) async fn press(&self, name: &str) {
        let button = self.find(&format!("//button[normalize-space(.)='{name}']")).await;
        self.leave_by(button).await;
    }

    /// Follows a link and waits for the page it leads to. Of several with this name the first in the main part is meant.
    pub(crate) async fn follow(&self, name: &str) {
        let path = format!("//a[normalize-space(.)='{name}']");
        let main = self.client.find_all(Locator::XPath(&format!("//main{path}"))).await.unwrap();
        let link = match main.into_iter().next() {
            Some(link) => link,
            None => self.find(&path).await,
        };
        self.leave_by(link).await;
    }

    /// Opens what is folded up under these words.
    pub(crate) async fn unfold(&self, words: &str) {
        self.find(&format!("//summary[normalize-space(.)='{words}']")).await.click().await.unwrap();
    }

    /// Follows a link to a file and waits until it has arrived.
    pub(crate) async fn download(&self, name: &str) -> PathBuf {
        self.download_as(name, &name.to_lowercase()).await
    }

    /// The same, where the name of the link does not say how the file ends.
    pub(crate) async fn download_as(&self, name: &str, end: &str) -> PathBuf {
        let there = || fs::read_dir(self.downloads.path()).unwrap().map(|entry| entry.unwrap().path());
        let (before, end): (Vec<PathBuf>, _) = (there().collect(), format!(".{end}"));
        // The browser puts an empty file of the name there before it begins.
        let is_whole = |path: &PathBuf| fs::metadata(path).is_ok_and(|found| found.len() > 0);
        let is_new = |path: &PathBuf| {
            !before.contains(path) && path.to_string_lossy().ends_with(&end) && is_whole(path)
        };
        self.find(&format!("//main//a[normalize-space(.)='{name}']")).await.click().await.unwrap();
        for _ in 0..PAUSES_MAX {
            if let Some(path) = there().find(is_new) {
                return path;
            }
            sleep(PAUSE).await;
        }
        panic!("{name} did not arrive: {}", self.text().await);
    }

    /// What one reads in the main part of the page.
    pub(crate) async fn text(&self) -> String {
        self.find("//main").await.text().await.unwrap()
    }

    /// The main heading.
    pub(crate) async fn heading(&self) -> String {
        self.find("//h1").await.text().await.unwrap()
    }

    /// The text of something in the main part that has no words of its own to find it by, such as a link told once.
    pub(crate) async fn shown(&self, element: &str) -> String {
        self.find(&format!("//main//{element}")).await.text().await.unwrap()
    }

    /// The path that the address line shows.
    pub(crate) async fn path(&self) -> String {
        self.client.current_url().await.unwrap().path().to_owned()
    }

    /// The value of an attribute of the whole page.
    pub(crate) async fn of_page(&self, attribute: &str) -> String {
        self.find("/html").await.attr(attribute).await.unwrap().unwrap_or_default()
    }

    /// The page says this.
    pub(crate) async fn reads(&self, words: &str) {
        let text = self.text().await;
        assert!(text.contains(words), "no “{words}” in:\n{text}");
    }

    /// The page does not say this.
    pub(crate) async fn does_not_read(&self, words: &str) {
        let text = self.text().await;
        assert!(!text.contains(words), "“{words}” in:\n{text}");
    }

    /// No link of the page has this name.
    pub(crate) async fn offers_not(&self, name: &str) {
        let path = format!("//a[normalize-space(.)='{name}']");
        let links = self.client.find_all(Locator::XPath(&path)).await.unwrap();
        assert!(links.is_empty(), "“{name}” is offered");
    }

    /// How something is drawn: a property of its style.
    pub(crate) async fn style(&self, element: &str, property: &str) -> String {
        self.find(&format!("//{element}")).await.css_value(property).await.unwrap()
    }

    /// Waits until the browser shows another page than the one of this element, which is the page as a whole.
    pub(crate) async fn wait_for_another(&self, page: &Element) {
        for _ in 0..PAUSES_MAX {
            if let Ok(now) = self.client.find(Locator::XPath("/html")).await
                && now.element_id() != page.element_id()
            {
                return;
            }
            sleep(PAUSE).await;
        }
        panic!("the page stays: {}", self.text().await);
    }

    /// The page as a whole, to be told from the next one.
    pub(crate) async fn page(&self) -> Element {
        self.find("/html").await
    }

    async fn leave_by(&self, way: Element) {
        let page = self.page().await;
        way.click().await.unwrap();
        self.wait_for_another(&page).await;
    }

    /// Waits until these words are suggested for the field with this label.
    pub(crate) async fn suggested(&self, label: &str, words: &str) {
        let list = self.field(label).await.attr("list").await.unwrap().expect("there is one");
        let path = format!("//datalist[@id='{list}']/option[@value='{words}']");
        for _ in 0..PAUSES_MAX {
            if self.client.find(Locator::XPath(&path)).await.is_ok() {
                return;
            }
            sleep(PAUSE).await;
        }
        panic!("“{words}” is not suggested");
    }

    /// The field with this label.
    pub(crate) async fn field(&self, label: &str) -> Element {
        self.field_below("", label).await
    }

    async fn field_below(&self, above: &str, label: &str) -> Element {
        let label = self.find(&format!("{above}//label[normalize-space(text()[1])='{label}']")).await;
        let id = label.attr("for").await.unwrap().expect("a label is for a field");
        self.find(&format!("//*[@id='{id}']")).await
    }

    async fn find(&self, path: &str) -> Element {
        match self.client.find(Locator::XPath(path)).await {
            Ok(element) => element,
            Err(error) => {
                let main = self.client.find(Locator::Css("main")).await.unwrap().text().await.unwrap();
                panic!("{path}: {error}\nat {}\n{main}", self.client.current_url().await.unwrap())
            }
        }
    }
}
