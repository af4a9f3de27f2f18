use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use tower::ServiceExt as _;
use web::{Rate, Settings};

use crate::world::{get, send, settings, site};

#[tokio::test]
async fn every_answer_carries_the_headers_that_protect() {
    let site = site(settings()).await;
    for path in ["/", "/nothing", "/health"] {
        let answer = get(&site, path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{path}");
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        assert_eq!(answer.header("strict-transport-security"), "", "{path} without TLS");
        assert_eq!(answer.header("x-request-id").len(), 20, "{path}");
    }
}

#[tokio::test]
async fn behind_tls_browsers_are_told_to_stay_with_it() {
    let site = site(Settings { tls_in_front: true, ..settings() }).await;
    assert!(get(&site, "/").await.header("strict-transport-security").starts_with("max-age=31536000"));
    let cookie = crate::world::post(&site, "/display", "theme=dark").await;
    assert!(cookie.header("set-cookie").ends_with("; Secure"));
}

#[tokio::test]
async fn a_named_site_may_show_pages_in_a_frame() {
    let ancestors = vec!["https://www.example.gov.cn".to_owned()];
    let answer = get(&site(Settings { frame_ancestors: ancestors, ..settings() }).await, "/").await;
    assert!(answer.header("content-security-policy").ends_with("frame-ancestors https://www.example.gov.cn"));
    assert_eq!(answer.header("x-frame-options"), "");
}

#[tokio::test]
async fn a_form_of_another_site_is_refused() {
    let site = site(settings()).await;
    for (name, value, allowed) in [
        ("sec-fetch-site", "cross-site", false),
        ("sec-fetch-site", "same-site", false),
        ("sec-fetch-site", "same-origin", true),
        ("origin", "https://example.com", false),
        ("origin", "http://127.0.0.1:8080", true),
        ("accept", "*/*", true),
    ] {
        let request = Request::post("/display").header("host", "127.0.0.1:8080").header(name, value);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let answer = send(&site, request.body(Body::from("theme=dark")).unwrap()).await;
        let expected = if allowed { StatusCode::SEE_OTHER } else { StatusCode::FORBIDDEN };
        assert_eq!(answer.status, expected, "{name}: {value}");
        assert_eq!(answer.headers.contains_key("set-cookie"), allowed, "{name}: {value}");
    }
}

#[tokio::test]
async fn what_a_stranger_sends_is_not_read() {
    let site = site(settings()).await;
    for path in ["/cases/X/steps/report", "/apply/report/new", "/workbench/imports/new", "/api/v1/imports"] {
        let is_read = Arc::new(AtomicBool::new(false));
        let read = is_read.clone();
        let body = Body::from_stream(tokio_stream::iter(std::iter::once_with(move || {
            read.store(true, Ordering::Relaxed);
            Ok::<_, std::io::Error>("file=1")
        })));
        let request =
            Request::post(path).header("content-type", "multipart/form-data; boundary=x").body(body);
        let answer = send(&site, request.unwrap()).await;
        assert!(!answer.status.is_success() && !is_read.load(Ordering::Relaxed), "{path}: {}", answer.status);
    }
}

/// A request from an address, perhaps through a proxy.
fn from(address: &str, forwarded: Option<&str>) -> Request<Body> {
    let mut request = Request::get("/").body(Body::empty()).unwrap();
    request.extensions_mut().insert(ConnectInfo::<SocketAddr>(SocketAddr::new(address.parse().unwrap(), 9)));
    if let Some(forwarded) = forwarded {
        request.headers_mut().insert("x-forwarded-for", forwarded.parse().unwrap());
    }
    request
}

#[tokio::test]
async fn one_address_may_not_take_all() {
    let rate = Some(Rate { per_second: 1, burst: 2 });
    let trusted_proxies = vec!["10.0.0.1".parse().unwrap()];
    let world = site(Settings { rate, trusted_proxies, ..settings() }).await;
    let router = world.router();
    let send = async |request| router.clone().oneshot(request).await.unwrap();
    for _ in 0..2 {
        assert_eq!(send(from("192.0.2.1", None)).await.status(), StatusCode::OK);
    }
    // Writing another address into the header does not help a stranger.
    let refused = send(from("192.0.2.1", Some("192.0.2.9"))).await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.headers().contains_key("retry-after"));
    assert_eq!(send(from("192.0.2.2", None)).await.status(), StatusCode::OK);
    // Behind our own proxy people are told apart.
    for person in ["198.51.100.1", "198.51.100.2", "198.51.100.3"] {
        assert_eq!(send(from("10.0.0.1", Some(person))).await.status(), StatusCode::OK);
    }
}

#[tokio::test]
async fn static_files_are_kept_for_ever_and_pages_are_not() {
    let site = site(settings()).await;
    let page = get(&site, "/").await;
    assert_eq!(page.header("cache-control"), "no-cache");
    let style = page.body.split('"').find(|part| part.ends_with(".css")).unwrap();
    let answer = get(&site, style).await;
    assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(answer.header("content-type"), "text/css; charset=utf-8");
}

#[tokio::test]
async fn large_answers_are_sent_compressed_to_who_takes_it() {
    let request = Request::get("/components").header("accept-encoding", "gzip").body(Body::empty()).unwrap();
    let response = site(settings()).await.router().oneshot(request).await.unwrap();
    assert_eq!(response.headers()["content-encoding"], "gzip");
}

#[tokio::test]
async fn pages_load_nothing_from_elsewhere() {
    let answer = get(&site(settings()).await, "/components").await;
    for mark in ["src=\"http", "href=\"http", "src=\"//", "href=\"//", "@import", "<style", "javascript:"] {
        assert!(!answer.body.contains(mark), "{mark}");
    }
    let scripts: Vec<&str> = answer.body.split("<script").skip(1).collect();
    assert!(
        scripts.iter().all(|script| script.starts_with(" type=\"module\" src=\"/static/reference.")),
        "{scripts:?}"
    );
}

#[tokio::test]
async fn health_is_for_all_and_measurements_are_not() {
    let site = site(settings()).await;
    assert_eq!(get(&site, "/health").await.body, r#"{"status":"ok"}"#);
    assert_eq!(get(&site, "/metrics").await.status, StatusCode::NOT_FOUND);
}
