use axum::http::StatusCode;

use super::staff;
use crate::world::{settings, site};

#[tokio::test]
async fn a_claim_needs_what_shows_it() {
    let world = site(settings()).await;
    let mut browser = staff(&world, "clerk-one", "clerk").await;
    let empty = browser.get(&world, "/my/firms").await;
    assert!(empty.main().contains("您还没有代表任何单位"), "{}", empty.main());
    let form = browser.get(&world, "/my/firms/claim").await;
    assert!(form.main().contains("enctype=\"multipart/form-data\""));
    let refused = browser.post(&world, "/my/firms/claim", &[("code", "nonsense"), ("name", "")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.main().contains("<a href=\"#code\">"), "{}", refused.main());
}

#[tokio::test]
async fn nobody_sees_the_firms_of_others() {
    let world = site(settings()).await;
    let mut browser = staff(&world, "clerk-one", "leader").await;
    let other = browser.get(&world, "/my/firms/91430105MA4L16Q5XX").await;
    assert!([StatusCode::NOT_FOUND, StatusCode::FORBIDDEN].contains(&other.status), "{}", other.status);
    let invited = browser.get(&world, "/my/firms/invitation?token=nonsense").await;
    assert_eq!(invited.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn clerks_see_what_waits() {
    let world = site(settings()).await;
    let mut browser = staff(&world, "clerk-one", "clerk").await;
    let waiting = browser.get(&world, "/workbench/firms").await;
    assert_eq!(waiting.status, StatusCode::OK, "{}", waiting.main());
    assert!(waiting.main().contains("没有等待核对的申请"), "{}", waiting.main());
}
