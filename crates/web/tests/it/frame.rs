use axum::http::StatusCode;
use web::{Face, Footer, HostSite, Settings};

use crate::world::{county, get, post, send, settings, site};

#[tokio::test]
async fn a_page_speaks_the_language_of_its_address() {
    let site = site(settings()).await;
    let chinese = get(&site, "/components").await;
    assert!(chinese.body.contains("<html lang=\"zh-Hans\""));
    assert!(chinese.body.contains("href=\"/en/components\""), "the way to the English page");
    let english = get(&site, "/en/components").await;
    assert!(english.body.contains("<html lang=\"en\""));
    assert!(english.body.contains("Skip to the main content"));
    assert!(english.body.contains("href=\"/components\""), "the way to the Chinese page");
    assert!(english.body.contains("<a class=\"name\" href=\"/en\">"), "links stay in the language");
}

#[tokio::test]
async fn all_links_lie_below_the_base_path() {
    let site = site(Settings { base_path: "/ip".to_owned(), ..settings() }).await;
    for path in ["/ip", "/ip/en", "/ip/components", "/ip/en/components"] {
        let answer = get(&site, path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        let links = answer.body.split(" href=\"").chain(answer.body.split(" action=\"")).skip(1);
        for link in links.map(|rest| rest.split('"').next().unwrap()).filter(|link| link.starts_with('/')) {
            assert!(link == "/ip" || link.starts_with("/ip/"), "{path} leads to {link}");
        }
    }
    assert_eq!(get(&site, "/components").await.status, StatusCode::NOT_FOUND);
    let style = get(&site, "/ip/en").await;
    let style = style.body.split('"').find(|part| part.ends_with(".css")).unwrap().to_owned();
    assert_eq!(get(&site, &style).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_slash_too_many_leads_to_the_page_without() {
    let plain = site(settings()).await;
    for (path, target) in
        [("/components/", "/components"), ("/en/", "/en"), ("/en/components/?a=1", "/en/components?a=1")]
    {
        let answer = get(&plain, path).await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (StatusCode::MOVED_PERMANENTLY, target),
            "{path}"
        );
    }
    assert_eq!(get(&plain, "//example.com/").await.status, StatusCode::NOT_FOUND);
    let below = site(Settings { base_path: "/ip".to_owned(), ..settings() }).await;
    assert_eq!(get(&below, "/ip/").await.header("location"), "/ip");
}

#[tokio::test]
async fn how_pages_are_drawn_is_kept_in_a_cookie() {
    let site = site(settings()).await;
    let answer = post(&site, "/display", "size=large&back=/en/components").await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/en/components"));
    let cookie = answer.header("set-cookie");
    assert!(
        cookie.starts_with("display=large.auto.standard; Path=/; HttpOnly; SameSite=Lax; Max-Age="),
        "{cookie}"
    );
    let request = axum::http::Request::get("/").header("cookie", "other=1; display=large.dark.compact");
    let page = send(&site, request.body(axum::body::Body::empty()).unwrap()).await;
    assert!(page.body.contains("data-size=\"large\" data-theme=\"dark\" data-density=\"compact\""));
    assert_eq!(post(&site, "/display", "theme=dark&back=//example.com").await.header("location"), "/");
}

#[tokio::test]
async fn the_frame_shows_what_is_given_and_nothing_else() {
    let bare = get(&site(settings()).await, "/").await;
    assert!(!bare.body.contains("主办单位") && !bare.body.contains("class=\"host\""));
    let footer = Footer {
        sponsor: Some("演示区人民政府".to_owned()),
        operator: Some("演示区市场监督管理局".to_owned()),
        contact: Some("0731-80000000".to_owned()),
        icp_number: Some("湘ICP备00000000号".to_owned()),
        police_number: Some("湘公网安备00000000号".to_owned()),
        site_code: Some("4301050000".to_owned()),
    };
    let host =
        HostSite { name: "演示区人民政府".to_owned(), url: "https://www.example.gov.cn/".to_owned() };
    let full = get(&site(Settings { footer, host_site: Some(host), ..settings() }).await, "/").await;
    for text in [
        "主办单位：演示区人民政府",
        "承办单位：",
        "联系方式：",
        "湘ICP备",
        "湘公网安备",
        "网站标识码：",
        "https://www.example.gov.cn/",
    ] {
        assert!(full.body.contains(text), "{text}");
    }
}

#[tokio::test]
async fn a_demonstration_says_so_on_every_page() {
    let demonstration = site(settings()).await;
    for path in ["/", "/components", "/en/components", "/nothing"] {
        let answer = get(&demonstration, path).await;
        assert!(answer.body.contains("class=\"demonstration\""), "{path}");
    }
    let real = county(settings(), false).await;
    assert!(!get(&real, "/").await.body.contains("class=\"demonstration\""));
}

#[tokio::test]
async fn pages_have_one_heading_and_a_way_past_the_navigation() {
    let site = site(settings()).await;
    for path in ["/", "/components", "/en", "/nothing"] {
        let answer = get(&site, path).await;
        assert_eq!(answer.body.matches("<h1").count(), 1, "{path}");
        assert!(answer.body.contains("<a class=\"skip\" href=\"#main\">"), "{path}");
        assert!(
            !answer.body.contains(" style=") && !answer.body.contains("<style"),
            "{path} keeps style in its sheet"
        );
    }
}

#[test]
fn there_are_four_faces() {
    assert_eq!(Settings::default().faces.len(), Face::ALL.len());
}
