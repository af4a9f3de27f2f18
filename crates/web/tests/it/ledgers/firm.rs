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

/// S1.12, S5.11: what has the code of a firm is the firm's, whether or not it names the record; an agency is a firm.
#[tokio::test]
async fn what_has_the_code_of_a_firm_stands_on_its_page_and_on_its_statement() {
    let world = whole_at(Clock::demonstration("2026-09-01T12:00:00+08:00".parse().unwrap())).await;
    let clerk = world.person("clerk");
    let code = FIRM.rsplit('/').next().unwrap();
    let patent = [
        ("application_number", "202410123456.0"),
        ("title", "演示绣架（演示数据）"),
        ("kind", "invention"),
        ("applicants", "演示大学；演示企业001"),
        ("filed_on", "2024-10-12"),
        ("status", "valid"),
    ];
    world.record("patents", "2024-10-12", &patent).await;
    let second = [
        ("patent", "202410123456.0"),
        ("number", "2"),
        ("name", "演示企业001（演示数据）"),
        ("kind", "company"),
        ("uscc", code),
    ];
    world.record("patent-applicants", "2024-10-12", &second).await;
    let agency = [
        ("uscc", code),
        ("name", "演示企业001（演示数据）"),
        ("kinds", "filing"),
        ("origin", "local"),
        ("status", "operating"),
        ("arrived_on", "2024-01-01"),
    ];
    world.record("agencies", "2024-01-01", &agency).await;
    for page in [format!("{FIRM}/held"), format!("{FIRM}/attestation")] {
        let shown = get_as(&world, &clerk, &page).await;
        for said in ["演示绣架（演示数据）", "服务机构"] {
            assert!(shown.main().contains(said), "{page} {said}: {}", shown.main());
        }
    }
    let agency = get_as(&world, &clerk, &format!("/ledgers/agencies/records/{code}/held")).await;
    assert!(agency.main().contains("销售侵犯注册商标专用权的商品（演示数据）"), "{}", agency.main());
    // The number itself leads from one to the other.
    let record = get_as(&world, &clerk, &format!("/ledgers/agencies/records/{code}")).await;
    assert!(record.main().contains(&format!("href=\"{FIRM}\"")), "{}", record.main());
    // Everybody takes the directory along, and nothing else.
    let directory = get(&world, "/ledgers/agencies.csv").await;
    assert_eq!(directory.status, StatusCode::OK);
    assert!(get(&world, "/ledgers/agencies").await.main().contains("agencies.csv"));
    assert_ne!(get(&world, "/ledgers/enterprises.csv").await.status, StatusCode::OK);
}
