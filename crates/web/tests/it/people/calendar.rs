//! A calendar program that knows a secret address and nothing else.

use app::inbox::Draft;
use app::{Actor, accounts};
use axum::http::StatusCode;
use kernel::Wording;

use super::{administrator, staff};
use crate::world::{Answer, World, get, settings, site};

/// Something that waits for an account.
async fn put(world: &World, account: i64) {
    let app = world.app();
    let write = app.begin(&Actor::system(), "test", ("account", "1"), None).await.unwrap();
    let draft = Draft::to_do(Wording::new("请报送三季度（演示数据）", "report on the quarter"));
    let draft = draft.leading_to("/cases/report-2026-0001").due(jiff::civil::date(2026, 9, 30));
    app::inbox::put(app, &write, account, draft).await.unwrap();
    write.commit().await.unwrap();
}

/// The address as a page tells it, from its path on.
fn told(page: &Answer) -> String {
    let start = page.main().find("/calendar/qxc_").unwrap_or_else(|| panic!("no address: {}", page.main()));
    page.main()[start..].split('<').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_calendar_program_asks_without_a_session_until_the_address_ends() {
    let world = site(settings()).await;
    let mut clerk = staff(&world, "clerk-one", "clerk").await;
    let accounts = accounts::staff(world.app(), &administrator(&world), 0, 100).await.unwrap();
    let account = accounts.iter().map(|it| it.profile.account).max().unwrap();
    put(&world, account).await;
    let page = clerk.get(&world, "/my/calendar").await;
    assert!(page.main().contains("生成订阅地址") && !page.main().contains("停用订阅"), "{}", page.main());

    let first = told(&clerk.post(&world, "/my/calendar", &[]).await);
    let feed = get(&world, &first).await;
    assert_eq!(feed.status, StatusCode::OK, "{}", feed.body);
    assert_eq!(feed.header("content-type"), "text/calendar; charset=utf-8");
    assert!(feed.header("set-cookie").is_empty(), "no session begins");
    let own = clerk.get(&world, "/inbox/calendar").await;
    assert_eq!(feed.body, own.body, "the days are those of the inbox");
    assert!(feed.body.contains("DTSTART;VALUE=DATE:20260930"), "{}", feed.body);
    let page = clerk.get(&world, "/my/calendar").await;
    assert!(page.main().contains("最近一次读取") && !page.main().contains("还没有读取过"), "{}", page.main());
    assert!(!page.main().contains("qxc_"), "it is told once: {}", page.main());
    // It opens nothing else, and nothing that only begins like it.
    for path in ["/inbox", "/my/calendar"] {
        let asked = get(&world, path).await;
        assert_ne!(asked.status, StatusCode::OK, "{path}");
    }
    let bare = first.strip_suffix(".ics").unwrap();
    for path in [bare, &format!("{bare}0.ics"), "/calendar/.ics", "/calendar/qxc_.ics"] {
        assert_eq!(get(&world, path).await.status, StatusCode::NOT_FOUND, "{path}");
    }

    let second = told(&clerk.post(&world, "/my/calendar", &[]).await);
    assert_eq!(get(&world, &first).await.status, StatusCode::NOT_FOUND, "it was replaced");
    assert_eq!(get(&world, &second).await.status, StatusCode::OK);
    accounts::lock(world.app(), &administrator(&world), account, "演示数据").await.unwrap();
    assert_eq!(get(&world, &second).await.status, StatusCode::NOT_FOUND, "the account is locked");
    accounts::unlock(world.app(), &administrator(&world), account, "演示数据").await.unwrap();
    assert_eq!(get(&world, &second).await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_address_that_was_ended_is_no_page() {
    let world = site(settings()).await;
    let mut clerk = staff(&world, "clerk-one", "clerk").await;
    let address = told(&clerk.post(&world, "/my/calendar", &[]).await);
    assert_eq!(get(&world, &address).await.status, StatusCode::OK);
    assert_eq!(clerk.post(&world, "/my/calendar/end", &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(get(&world, &address).await.status, StatusCode::NOT_FOUND);
    let again = clerk.post(&world, "/my/calendar/end", &[]).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND, "there is nothing to end");
}
