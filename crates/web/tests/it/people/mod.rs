//! The pages of accounts, told as stories through the router with a browser's cookies.

mod administration;
mod calendar;
mod deputies;
mod files;
mod firms;
mod own_account;
mod rescued;
mod routes;
mod sign_in;

use std::collections::BTreeMap;

use app::Actor;
use app::secrets::SecondFactor;
use axum::body::Body;
use axum::http::{Request, StatusCode};

use crate::world::{Answer, World, send};

/// A browser: it keeps cookies and sends them back.
#[derive(Default)]
pub(crate) struct Browser {
    cookies: BTreeMap<String, String>,
}

impl Browser {
    /// Opens a page.
    pub(crate) async fn get(&mut self, world: &World, path: &str) -> Answer {
        self.send(world, Request::get(path), Body::empty()).await
    }

    /// Sends a form.
    pub(crate) async fn post(&mut self, world: &World, path: &str, form: &[(&str, &str)]) -> Answer {
        let pairs = form.iter().map(|(name, value)| format!("{name}={}", encoded(value)));
        let body = pairs.collect::<Vec<String>>().join("&");
        let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        self.send(world, request, Body::from(body)).await
    }

    /// Sends a form with one file.
    pub(crate) async fn upload(
        &mut self,
        world: &World,
        path: &str,
        pairs: &[(&str, &str)],
        file: (&str, &str, &[u8]),
    ) -> Answer {
        let request = Request::post(path).header("content-type", MULTIPART);
        self.send(world, request, Body::from(multipart(pairs, file))).await
    }

    async fn send(&mut self, world: &World, request: axum::http::request::Builder, body: Body) -> Answer {
        let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
        let cookies = cookies.collect::<Vec<String>>().join("; ");
        let answer = send(world, request.header("cookie", cookies).body(body).unwrap()).await;
        for cookie in answer.headers.get_all("set-cookie") {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        answer
    }
}

const MULTIPART: &str = "multipart/form-data; boundary=----web";

/// A form with one file, as a browser sends it.
fn multipart(pairs: &[(&str, &str)], (field, name, bytes): (&str, &str, &[u8])) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in pairs {
        body.extend(
            format!("------web\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                .bytes(),
        );
    }
    body.extend(format!("------web\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n").bytes());
    body.extend(bytes);
    body.extend(b"\r\n------web--\r\n");
    body
}

/// Sends a form with one file, without a session.
pub(crate) async fn upload(
    world: &World,
    actor: &Actor,
    path: &str,
    pairs: &[(&str, &str)],
    file: (&str, &str, &[u8]),
) -> Answer {
    let request = Request::post(path).header("content-type", MULTIPART);
    let mut request = request.body(Body::from(multipart(pairs, file))).unwrap();
    request.extensions_mut().insert(actor.clone());
    send(world, request).await
}

/// Files that a page takes as no table of its own, each with what it says of them.
pub(crate) async fn refuses(world: &World, actor: &Actor, page: &str, files: &[(&str, &[u8], &str)]) {
    for (name, bytes, told) in files {
        let refused = upload(world, actor, page, &[], ("sheet", name, bytes)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(refused.main().contains(told), "{told}: {}", refused.main());
    }
}

pub(crate) fn encoded(text: &str) -> String {
    text.bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            },
        )
        .collect()
}

/// The value of a hidden field of a page.
#[track_caller]
pub(crate) fn hidden(answer: &Answer, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let rest = answer.body.split_once(&mark).unwrap_or_else(|| panic!("no {name}: {}", answer.main())).1;
    rest.split('"').next().unwrap().replace("&#38;", "&")
}

/// The value of the first box of a page that is ticked.
#[track_caller]
pub(crate) fn checked(answer: &Answer, name: &str) -> String {
    let value = hidden(answer, name);
    assert!(answer.body.contains(&format!("name=\"{name}\" value=\"{value}\" checked")), "{}", answer.main());
    value
}

pub(crate) const PASSWORD: &str = "wooden-lantern-over-river";

/// A member of the staff who signed in with a second factor: made by the pages alone, with the roles given by number.
pub(crate) async fn staff(world: &World, sign_in_name: &str, role: &str) -> Browser {
    staff_of(world, sign_in_name, role, "").await
}

/// The same, with the role for a body.
pub(crate) async fn staff_of(world: &World, sign_in_name: &str, role: &str, body: &str) -> Browser {
    staff_with(world, sign_in_name, role, body).await.0
}

/// The same, with the second factor that was enrolled.
pub(crate) async fn staff_with(
    world: &World,
    sign_in_name: &str,
    role: &str,
    body: &str,
) -> (Browser, SecondFactor) {
    let link = crate::world::post_as(
        world,
        &administrator(world),
        "/admin/users/new",
        &format!("name=%E6%B5%8B%E8%AF%95&sign-in-name={sign_in_name}&language=zh"),
    )
    .await;
    assert_eq!(link.status, StatusCode::OK, "{}", link.main());
    let token = link.body.split_once("/set-up?token=").unwrap().1.split('<').next().unwrap().to_owned();
    let account = link.main().split_once("/admin/users/").unwrap().1.split('"').next().unwrap().to_owned();
    let form = format!("account={account}&role={role}&body={body}&from=2020-01-01&said=x&reason=x");
    let given =
        crate::world::post_as(world, &security_administrator(world), "/admin/grants/new", &form).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.main());
    let mut browser = Browser::default();
    let entered = browser.post(world, "/set-up", &[("token", &token), ("password", PASSWORD)]).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.main());
    let factor = enroll(world, &mut browser).await;
    (browser, factor)
}

/// Enrolls a second factor and returns its secret.
pub(crate) async fn enroll(world: &World, browser: &mut Browser) -> SecondFactor {
    let path = "/my/security/second-factor";
    let begun = browser.post(world, path, &[]).await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.main());
    assert!(begun.main().contains("<svg"), "a picture for the telephone");
    let secret = SecondFactor::from_text(&hidden(&begun, "secret").replace(' ', "")).unwrap();
    let code = secret.code(world.now());
    let done = browser
        .post(
            world,
            path,
            &[("secret", &hidden(&begun, "secret")), ("url", &hidden(&begun, "url")), ("code", &code)],
        )
        .await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.main());
    assert!(done.main().contains("class=\"codes\""), "{}", done.main());
    secret
}

/// The system administrator, without a session.
pub(crate) fn administrator(world: &World) -> Actor {
    Actor { account: Some(900), name: "account:900".to_owned(), ..world.person("system-administrator") }
}

/// The security administrator, without a session.
pub(crate) fn security_administrator(world: &World) -> Actor {
    Actor { account: Some(901), name: "account:901".to_owned(), ..world.person("security-administrator") }
}
