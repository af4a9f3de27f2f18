//! All that is kept of a firm on one page.

use app::Clock;
use axum::http::StatusCode;

use crate::world::{get, get_as, whole_at};

const FIRM: &str = "/ledgers/enterprises/records/91430105DEM0000148";

#[tokio::test]
async fn the_page_of_a_firm_holds_its_rights_money_disputes_and_penalties_as_of_a_day() {
    let world = whole_at(Clock::demonstration("2026-09-01T12:00:00+08:00".parse().unwrap())).await;
    let clerk = world.person("clerk");
    for at in 1..=7 {
        let number = format!("2024SR00001{at:02}");
        let software = [
            ("number", number.as_str()),
            ("title", "演示软件（演示数据）"),
            ("holders", "演示企业001"),
            ("enterprise", "91430105DEM0000148"),
            ("registered_on", "2024-05-06"),
        ];
        world.record("software-copyrights", "2024-05-06", &software).await;
    }
    // The page of the record leads there, and reads nothing of it.
    let record = get_as(&world, &clerk, FIRM).await;
    assert!(record.main().contains(&format!("{FIRM}/held")), "{}", record.main());
    assert!(!record.main().contains("/ledgers/disputes/records/"), "{}", record.main());
    let held = format!("{FIRM}/held");
    let page = get_as(&world, &clerk, &held).await;
    assert_eq!(page.status, StatusCode::OK);
    for said in [
        "演示企业001（演示数据）",
        "id=\"group-rights\"",
        "id=\"group-protection\"",
        "href=\"#group-protection\"",
        "侵害发明专利权纠纷（演示数据）",
        "专利许可合同纠纷（演示数据）",
        "销售侵犯注册商标专用权的商品（演示数据）",
        "/ledgers/disputes/records/",
        "/attestation",
    ] {
        assert!(page.main().contains(said), "{said}: {}", page.main());
    }
    // The first of many, and all of them one step away.
    assert_eq!(page.main().matches("/ledgers/software-copyrights/records/").count(), 5, "{}", page.main());
    assert!(page.main().contains(&format!("{FIRM}/attestation")) && page.main().contains("查看全部"));

    let then = get_as(&world, &clerk, &format!("{held}?as-of=2025-10-01")).await;
    assert!(then.main().contains("专利许可合同纠纷（演示数据）"), "{}", then.main());
    for later in ["侵害发明专利权纠纷", "销售侵犯注册商标专用权的商品"] {
        assert!(!then.main().contains(later), "{later}: {}", then.main());
    }

    // Outsiders see no list of its disputes and penalties; its statement has them.
    let seen = get(&world, &held).await;
    assert!(
        seen.main().contains("演示企业001（演示数据）") && !seen.main().contains("纠纷"),
        "{}",
        seen.main()
    );
    let list = get(&world, "/ledgers/penalties").await;
    assert_ne!(list.status, StatusCode::OK);
    let statement = get_as(&world, &clerk, &format!("{FIRM}/attestation?as-of=2026-03-01")).await;
    for said in ["侵害发明专利权纠纷（演示数据）", "销售侵犯注册商标专用权的商品（演示数据）"]
    {
        assert!(statement.main().contains(said), "{said}: {}", statement.main());
    }
}
