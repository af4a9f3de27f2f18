use crate::world::{get, get_as, settings, site};

#[tokio::test]
async fn who_has_signed_in_is_not_told_to() {
    let world = site(settings()).await;
    let auditor = world.person("audit-administrator");
    let seen = get_as(&world, &auditor, "/ledgers").await;
    assert!(seen.main().contains("没有向您开放的台账"), "{}", seen.main());
    assert!(!seen.main().contains("请先登录") && seen.main().contains("安全管理员"), "{}", seen.main());
}

#[tokio::test]
async fn strangers_find_public_ledgers_and_no_files_of_them() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    assert!(get(&world, "/ledgers").await.main().contains("/ledgers/bodies"));
    for (who, may) in [("leader", true), ("mediator", false)] {
        let list = get_as(&world, &world.person(who), "/ledgers/bodies").await;
        assert_eq!(list.main().contains("/ledgers/bodies.csv"), may, "{who}");
    }
    let list = get(&world, "/ledgers/bodies").await;
    for end in ["csv", "xlsx", "json"] {
        assert!(!list.main().contains(&format!("bodies.{end}")), "{end}");
    }
}
