//! The mail of a world.

use std::fs;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::time::sleep;

use crate::world::World;

/// How often and how long one waits for the post.
const PAUSE: Duration = Duration::from_millis(50);
const PAUSES_MAX: usize = 400;

impl World {
    /// The link in the letter to this address, once it has come.
    pub(crate) async fn link_to(&self, address: &str) -> String {
        for _ in 0..PAUSES_MAX {
            let letters = self.letters_to(address);
            let links = letters.iter().filter_map(|letter| {
                let link = letter.split_whitespace().find(|word| word.starts_with("http"))?;
                Some(link.to_owned())
            });
            if let Some(link) = links.into_iter().next() {
                return link;
            }
            sleep(PAUSE).await;
        }
        panic!("no letter came to {address}");
    }

    /// Takes the letters that came so far out of the box.
    pub(crate) fn empty_the_box(&self) {
        fs::remove_dir_all(self.letters()).unwrap();
    }

    /// What is written in the letters to this address.
    fn letters_to(&self, address: &str) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.letters()) else { return Vec::new() };
        let letters = entries.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap());
        let is_to = |letter: &String| letter.contains(&format!("To: {address}"));
        letters.filter(is_to).map(|letter| body(&letter)).collect()
    }
}

fn body(letter: &str) -> String {
    let body = letter.split_once("\r\n\r\n").expect("an empty line ends the head").1;
    let bytes = STANDARD.decode(body.replace("\r\n", "")).expect("letters are sent so");
    String::from_utf8(bytes).expect("letters are UTF-8")
}
