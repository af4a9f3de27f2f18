//! What a browser does on the way to the provider and back: it follows redirections, keeps cookies, fills in forms.

use std::collections::BTreeMap;

use openidconnect::reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use openidconnect::reqwest::redirect::Policy;
use openidconnect::reqwest::{Client, Method, Response};
use openidconnect::url::Url;

use super::provider::back;

/// Pages of the longest way there and back.
const STEPS_MAX: usize = 12;

/// What the provider gives somebody to take back.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) state: String,
    pub(super) code: Option<String>,
}

/// Goes to the provider and signs in there as somebody.
pub(super) async fn travel(url: &str, login: &str) -> Answer {
    let mut browser = Browser::new();
    let mut url = Url::parse(url).unwrap();
    let mut form = None;
    for _ in 0..STEPS_MAX {
        let answer = browser.open(&url, form.take()).await;
        if let Some(location) = answer.headers().get(LOCATION) {
            url = url.join(location.to_str().unwrap()).unwrap();
            if url.as_str().starts_with(&back()) {
                return taken_back(&url);
            }
            continue;
        }
        let status = answer.status();
        let page = answer.text().await.unwrap();
        form = Some(if page.contains(r#"name="prompt" value="login""#) {
            format!("prompt=login&login={login}&password=any")
        } else if page.contains(r#"name="prompt" value="consent""#) {
            "prompt=consent".to_owned()
        } else {
            panic!("{status} from {url}: {page}")
        });
    }
    panic!("the way has no end: {url}");
}

fn taken_back(url: &Url) -> Answer {
    let parameters: BTreeMap<String, String> = url.query_pairs().into_owned().collect();
    Answer { state: parameters["state"].clone(), code: parameters.get("code").cloned() }
}

struct Browser {
    http: Client,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    fn new() -> Browser {
        let http = Client::builder().redirect(Policy::none()).build().unwrap();
        Browser { http, cookies: BTreeMap::new() }
    }

    /// Opens a page, or sends the form that is on it.
    async fn open(&mut self, url: &Url, form: Option<String>) -> Response {
        let method = if form.is_some() { Method::POST } else { Method::GET };
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = self.http.request(method, url.clone()).header(COOKIE, cookies.join("; "));
        if let Some(form) = form {
            request = request.header("content-type", "application/x-www-form-urlencoded").body(form);
        }
        let answer = request.send().await.unwrap();
        for cookie in answer.headers().get_all(SET_COOKIE) {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        answer
    }
}
