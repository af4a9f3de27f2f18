use axum::http::StatusCode;

use super::{administrator, security_administrator, staff};
use crate::world::{get_as, post_as, settings, site};

#[tokio::test]
async fn the_three_administrators_see_their_own_part() {
    let world = site(settings()).await;
    for (role, sees, not) in [
        ("system-administrator", ["/admin/users", "/admin/health"], "/admin/grants"),
        ("security-administrator", ["/admin/grants", "/admin/roles"], "/admin/users"),
    ] {
        let actor = world.person(role);
        let index = get_as(&world, &actor, "/admin").await;
        for path in sees {
            assert!(index.body.contains(&format!("href=\"{path}\"")), "{role} {path}");
            assert_eq!(get_as(&world, &actor, path).await.status, StatusCode::OK, "{role} {path}");
        }
        assert!(!index.body.contains(&format!("href=\"{not}\"")), "{role} {not}");
        assert_eq!(get_as(&world, &actor, not).await.status, StatusCode::NOT_FOUND, "{role} {not}");
    }
    assert_eq!(get_as(&world, &world.person("clerk"), "/admin").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_account_is_made_locked_and_opened_again() {
    let world = site(settings()).await;
    let mut browser = staff(&world, "clerk-one", "clerk").await;
    let administrator = administrator(&world);
    let list = get_as(&world, &administrator, "/admin/users").await;
    assert!(list.main().contains("clerk-one") && list.main().contains("正常"), "{}", list.main());
    let path = list.main().split_once("href=\"/admin/users/").map(|(_, rest)| rest).unwrap();
    let account = path
        .split("href=\"/admin/users/")
        .find_map(|part| part.split('"').next()?.parse::<i64>().ok())
        .unwrap();
    let path = format!("/admin/users/{account}");
    let without = post_as(&world, &administrator, &format!("{path}/deed"), "deed=lock&reason=").await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", without.main());
    assert_eq!(
        get_as(&world, &administrator, &format!("{path}/deed?deed=lock")).await.status,
        StatusCode::OK
    );
    let locked = post_as(&world, &administrator, &format!("{path}/deed"), "deed=lock&reason=left").await;
    assert_eq!(locked.status, StatusCode::SEE_OTHER, "{}", locked.main());
    assert!(get_as(&world, &administrator, &path).await.main().contains("已停用"));
    assert_eq!(browser.get(&world, "/my").await.status, StatusCode::SEE_OTHER, "their session ends");
    let open = post_as(&world, &administrator, &format!("{path}/deed"), "deed=unlock&reason=back").await;
    assert_eq!(open.status, StatusCode::SEE_OTHER);
    assert_eq!(get_as(&world, &administrator, "/admin/users/424242").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_role_is_given_and_taken() {
    let world = site(settings()).await;
    staff(&world, "clerk-one", "clerk").await;
    let security = security_administrator(&world);
    let held = get_as(&world, &security, "/admin/grants?role=clerk").await;
    assert!(held.main().contains("2020-01-01"), "{}", held.main());
    let taking = held.main().split_once("/admin/grants/taking?grant=").unwrap().1;
    let grant = taking.split('"').next().unwrap();
    let without = post_as(&world, &security, "/admin/grants/taking", &format!("grant={grant}&reason=")).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    let taken = post_as(&world, &security, "/admin/grants/taking", &format!("grant={grant}&reason=x")).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.main());
    let wrong =
        post_as(&world, &security, "/admin/grants/new", "account=x&role=clerk&from=soon&until=later&reason=")
            .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["account", "from", "until"] {
        assert!(wrong.main().contains(&format!("<a href=\"#{field}\">")), "{field}: {}", wrong.main());
    }
}

#[tokio::test]
async fn roles_and_health_are_shown_as_they_are() {
    let world = site(settings()).await;
    let administrator = administrator(&world);
    let roles = get_as(&world, &administrator, "/admin/roles").await;
    assert!(
        roles.main().contains("区知识产权办公室经办") && roles.main().contains("更正"),
        "{}",
        roles.main()
    );
    let health = get_as(&world, &administrator, "/admin/health").await;
    assert!(health.main().contains("kaifu"), "{}", health.main());
}
