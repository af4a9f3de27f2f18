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

#[tokio::test]
async fn ledgers_stand_in_their_groups_and_the_others_last() {
    let world = site(settings()).await;
    let seen = get_as(&world, &world.person("clerk"), "/ledgers").await;
    let place = |text: &str| seen.main().find(text).unwrap_or_else(|| panic!("no {text}: {}", seen.main()));
    let order = ["单位与人员</h2>", "href=\"/ledgers/bodies\"", "其他</h2>", "href=\"/ledgers/ip-staff\""];
    assert!(order.map(place).is_sorted(), "{}", seen.main());
    assert!(!seen.main().contains("会议与督办"), "a group without ledgers is not shown");
    let english = get_as(&world, &world.person("clerk"), "/en/ledgers").await;
    assert!(english.main().contains("Bodies and people"), "{}", english.main());
}
