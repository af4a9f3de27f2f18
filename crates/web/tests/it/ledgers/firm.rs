//! All that is kept of a firm on one page.

use app::Clock;
use axum::http::StatusCode;

use crate::world::{get, get_as, post_as, whole_at};

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
    let all = format!("href=\"{FIRM}/held/software-copyrights/enterprise\"");
    assert!(page.main().contains(&all) && page.main().contains("查看全部"), "{}", page.main());
    // What is public of it is attested elsewhere, under its own name.
    assert!(page.main().contains(&format!("href=\"{FIRM}/attestation\"")), "{}", page.main());

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

/// S1.12, S2.8: whoever may see the records of a ledger reads all of a firm, page by page, also where no list is narrowed down to it and
/// where no statement has them.
#[tokio::test]
async fn all_records_of_one_ledger_that_name_a_firm_are_read_page_by_page() {
    let world = whole_at(Clock::demonstration("2026-09-01T12:00:00+08:00".parse().unwrap())).await;
    let (clerk, liaison, firm) = (world.person("clerk"), world.person("liaison"), world.person("firm-user"));
    let code = FIRM.rsplit('/').next().unwrap();
    for at in 1..=53 {
        let number = format!("2024SR00002{at:02}");
        let software = [
            ("number", number.as_str()),
            ("title", "演示软件（演示数据）"),
            ("holders", "演示企业001"),
            ("enterprise", code),
            ("registered_on", "2024-05-06"),
        ];
        world.record("software-copyrights", "2024-05-06", &software).await;
    }
    let matter = [
        ("number", "演示裁字〔2026〕30号"),
        ("subject", "侵害外观设计专利权（演示数据）"),
        ("kind", "adjudication"),
        ("body", "market-supervision"),
        ("right_kind", "design"),
        ("infringement", "是"),
        ("respondent", code),
        ("claimant_type", "private"),
        ("claimant_origin", "local"),
        ("accepted_on", "2026-03-02"),
        ("due_on", "2026-06-02"),
        ("limit_basis", "专利行政裁决的办理期限（演示）"),
        ("source", "演示办案系统"),
    ];
    world.record("matters", "2026-03-02", &matter).await;

    let path = format!("{FIRM}/held/software-copyrights/enterprise");
    let count = |main: &str| main.matches("href=\"/ledgers/software-copyrights/records/").count();
    for reader in [&clerk, &liaison, &firm] {
        let first = get_as(&world, reader, &path).await;
        assert_eq!(first.status, StatusCode::OK);
        assert!(first.main().contains("共 53 条"), "{}", first.main());
        assert_eq!(count(first.main()), 50, "{}", first.main());
        let next = first.main().split(" rel=\"next\"").next().unwrap();
        let next = next.rsplit("href=\"").next().unwrap().trim_end_matches('"').replace("&#38;", "&");
        let second = get_as(&world, reader, &next).await;
        assert_eq!(count(second.main()), 3, "{next}: {}", second.main());
        assert!(second.main().contains("rel=\"prev\""), "{}", second.main());
    }
    let before = get_as(&world, &clerk, &format!("{path}?as-of=2024-01-01")).await;
    assert!(before.main().contains("共 0 条") && count(before.main()) == 0, "{}", before.main());
    // The cursor of another list is said to be one, and the list begins anew.
    let strange = get_as(&world, &clerk, &format!("{path}?cursor=00")).await;
    assert_eq!(count(strange.main()), 50, "{}", strange.main());
    let english = get_as(&world, &clerk, &format!("/en{path}")).await;
    assert!(english.main().contains("software"), "{}", english.main());

    // What runs against it stands there for the office, and for nobody who may not see it.
    let against = format!("{FIRM}/held/matters/respondent");
    assert!(get_as(&world, &clerk, &format!("{FIRM}/held")).await.main().contains("演示裁字〔2026〕30号"));
    assert!(get_as(&world, &clerk, &against).await.main().contains("侵害外观设计专利权（演示数据）"));
    for reader in [&liaison, &firm] {
        let seen = get_as(&world, reader, &against).await;
        assert!(!seen.body.contains("侵害外观设计专利权"), "{}", seen.body);
    }
    for strange in [&against, &format!("{FIRM}/held/penalties/enterprise")] {
        assert_eq!(get(&world, strange).await.status, StatusCode::NOT_FOUND, "{strange}");
    }
    for wrong in ["held/nothing/enterprise", "held/patents/title", "held/patents/nothing"] {
        let wrong = get_as(&world, &clerk, &format!("{FIRM}/{wrong}")).await;
        assert_eq!(wrong.status, StatusCode::NOT_FOUND);
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
    // That it was penalized it says to everybody, although nobody copied it and strangers see no list of penalties.
    let page = format!("/ledgers/agencies/records/{code}");
    for path in ["/ledgers/agencies", "/ledgers/agencies.csv", "/ledgers/agencies.json", page.as_str()] {
        let seen = get(&world, path).await;
        for said in ["演示市监处罚〔2026〕12号", "演示市场监督管理局"] {
            assert!(seen.body.contains(said), "{path} {said}: {}", seen.body);
        }
    }
    assert!(directory.body.contains("行政处罚"), "{}", directory.body);
    for path in [format!("/api/v1{page}"), "/api/v1/ledgers/agencies/records".to_owned()] {
        let seen = get(&world, &path).await;
        assert!(seen.body.contains("\"told\":{\"penalties\":[{"), "{path}: {}", seen.body);
    }
    // Of another day nothing is told, nor as it was known once.
    let newest = store::operations::newest(&world.app().store().reader().await.unwrap()).await.unwrap();
    let known = format!("known={newest}");
    for path in ["/ledgers/agencies", "/ledgers/agencies.csv", "/ledgers/agencies.json", page.as_str()] {
        for past in ["as-of=2026-08-31", known.as_str()] {
            let then = get(&world, &format!("{path}?{past}")).await;
            assert!(!then.body.contains("演示市监处罚〔2026〕12号"), "{path} {past}: {}", then.body);
        }
    }
    let directory = get(&world, &format!("/ledgers/agencies.csv?{known}")).await;
    assert!(directory.body.contains(code), "it was known then: {}", directory.body);
    assert!(get(&world, "/ledgers/agencies").await.main().contains("agencies.csv"));
    assert_ne!(get(&world, "/ledgers/enterprises.csv").await.status, StatusCode::OK);
}

/// S1.12: what a page cuts it says, and all of it is in a workbook that whoever has the paper takes along.
#[tokio::test]
async fn a_statement_says_where_it_is_cut_and_has_all_records_as_a_workbook() {
    let world = whole_at(Clock::demonstration("2026-09-01T12:00:00+08:00".parse().unwrap())).await;
    let clerk = world.person("clerk");
    let code = "91430105DEM009019Q";
    let firm = [("uscc", code), ("name", "演示企业甲（演示数据）"), ("status", "operating")];
    world.record("enterprises", "2024-01-01", &firm).await;
    for at in 1..=301 {
        let number = format!("2024SR0003{at:03}");
        let software = [
            ("number", number.as_str()),
            ("title", "演示软件（演示数据）"),
            ("holders", "演示企业甲（演示数据）"),
            ("enterprise", code),
            ("registered_on", "2024-05-06"),
        ];
        world.record("software-copyrights", "2024-05-06", &software).await;
    }
    let path = format!("/ledgers/enterprises/records/{code}/attestation");
    let preview = get_as(&world, &clerk, &path).await;
    assert!(preview.main().contains("前300条，共301条"), "{}", preview.main());
    let issued = post_as(&world, &clerk, &path, "").await;
    assert_eq!(issued.status, StatusCode::SEE_OTHER);
    let address = issued.header("location").to_owned();
    let page = get(&world, &address).await;
    assert!(page.main().contains(&format!("href=\"{address}/workbook\"")), "{}", page.main());
    assert_eq!(page.main().matches("2024SR0003").count(), 300);
    let book = get(&world, &format!("{address}/workbook")).await;
    assert_eq!(book.status, StatusCode::OK);
    let rows = documents::read_rows("知识产权情况说明.xlsx", &book.bytes).unwrap();
    let listed = rows.iter().filter(|row| row.cells.iter().any(|cell| cell.contains("2024SR0003")));
    assert_eq!(listed.count(), 301);
    // Without the code of the paper there is no file either.
    let strange = format!("{}/0000000000000000/workbook", address.rsplit_once('/').unwrap().0);
    assert_eq!(get(&world, &strange).await.status, StatusCode::NOT_FOUND);
    // The paper has them all.
    let paper = get(&world, &format!("{address}/printout")).await;
    let text = documents::read_text("说明.pdf", &paper.bytes).unwrap();
    let printed: String = text.lines.iter().map(|line| line.text.as_str()).collect();
    assert!(printed.contains("共301条") && !printed.contains("前300条"), "{printed}");
}

/// S5.11, S5.17: what the directory wrote of a penalty hides itself from strangers once its term is over; a case shows itself once it is released.
#[tokio::test]
async fn what_is_no_longer_published_is_shown_to_no_stranger() {
    let world = whole_at(Clock::demonstration("2026-09-01T12:00:00+08:00".parse().unwrap())).await;
    let clerk = world.person("clerk");
    let code = FIRM.rsplit('/').next().unwrap();
    let agency = [
        ("uscc", code),
        ("name", "演示企业001（演示数据）"),
        ("kinds", "filing"),
        ("origin", "local"),
        ("status", "operating"),
        ("arrived_on", "2024-01-01"),
        ("penalty", "演示局罚字9号"),
        ("penalty_until", "2026-08-31"),
    ];
    world.record("agencies", "2024-01-01", &agency).await;
    let page = format!("/ledgers/agencies/records/{code}");
    let api = format!("/api/v1{page}");
    for path in [page.as_str(), "/ledgers/agencies.csv", "/ledgers/agencies.json", api.as_str()] {
        let seen = get(&world, path).await;
        assert!(seen.body.contains("演示企业001"), "{path}: {}", seen.body);
        assert!(!seen.body.contains("演示局罚字9号"), "{path}: {}", seen.body);
        // Not of a day either on which it was published.
        let then = get(&world, &format!("{path}?as-of=2026-08-01")).await;
        assert!(!then.body.contains("演示局罚字9号"), "{path}: {}", then.body);
    }
    assert!(!get(&world, &format!("{page}/history")).await.body.contains("演示局罚字9号"));
    let seen = get_as(&world, &clerk, &page).await;
    assert!(seen.main().contains("演示局罚字9号"), "who keeps the directory sees it: {}", seen.main());

    // A case is public once it is released, and to those who work here at once.
    let case = [
        ("number", "2026-901"),
        ("body", "market-supervision"),
        ("source_number", "演示民初1号"),
        ("title", "演示案例（演示数据）"),
        ("text", "甲公司侵犯注册商标专用权（演示数据）。"),
    ];
    world.record("published-cases", "2026-06-01", &case).await;
    let released = [
        case.as_slice(),
        &[
            ("redacted_by", "jinxia-park~1"),
            ("redacted_on", "2026-06-01"),
            ("released_by", "street-dongfeng-road~1"),
            ("released_on", "2026-06-10"),
        ],
    ]
    .concat();
    let released: Vec<(&str, &str)> = released
        .into_iter()
        .map(|(id, text)| match id {
            "number" => (id, "2026-902"),
            "title" => (id, "已发布案例（演示数据）"),
            _ => (id, text),
        })
        .collect();
    world.record("published-cases", "2026-06-01", &released).await;
    let list = get(&world, "/ledgers/published-cases").await;
    assert!(list.main().contains("已发布案例") && !list.main().contains("演示案例"), "{}", list.main());
    let hidden = "/ledgers/published-cases/records/2026-901";
    assert_eq!(get(&world, hidden).await.status, StatusCode::NOT_FOUND);
    assert_eq!(get_as(&world, &clerk, hidden).await.status, StatusCode::OK);
    let public = get(&world, "/ledgers/published-cases/records/2026-902").await;
    assert!(public.main().contains("甲公司侵犯注册商标专用权"), "{}", public.main());
    assert!(!public.body.contains("演示民初1号"), "which case it was is nobody's business: {}", public.body);
}
