//! Duties through their pages: what a body signs for, whom a name means that nobody has listed, and what minutes decided beside the plan.

use std::collections::BTreeSet;

use app::cases::{Taking, start, take};
use app::records::Mode;
use app::{Actor, Clock};
use axum::http::StatusCode;
use form::Input;

use crate::world::{World, get_as, whole_at};

/// A plan in force since 1 September, its clerk, and the time.
async fn in_force() -> (World, Actor, Clock) {
    let clock = Clock::demonstration("2026-09-01T09:00:00+08:00".parse().unwrap());
    let world = whole_at(clock.clone()).await;
    let mut clerk = world.person("clerk");
    clerk.roles[0].body = Some("market-supervision".to_owned());
    world.issue_plan(&clerk).await;
    (world, clerk, clock)
}

#[tokio::test]
async fn a_body_signs_for_what_its_duties_have_to_reach_as_well() {
    let (world, clerk, _) = in_force().await;
    let sheet = get_as(&world, &clerk, "/duties/sheets/street-shaping").await;
    for text in ["量化指标", "1.2 健全行业管理体制", "各园区、各街道兼职人员 ≥ 1名"]
    {
        assert!(sheet.main().contains(text), "{text}: {}", sheet.main());
    }
}

#[tokio::test]
async fn a_duty_whose_body_nobody_has_listed_says_so_wherever_it_stands() {
    let (world, clerk, _) = in_force().await;
    let unlisted = "（成员未列明）";
    let list = get_as(&world, &clerk, "/duties").await;
    assert_eq!(list.main().matches(unlisted).count(), 1, "{}", list.main());
    let row = list.main().split("<tr>").find(|row| row.contains(unlisted)).unwrap();
    let duty = row.split('"').find(|part| part.starts_with("/duties/")).unwrap();
    for path in [duty, "/duties/board"] {
        let page = get_as(&world, &clerk, path).await;
        assert_eq!(page.main().matches(unlisted).count(), 1, "{path}: {}", page.main());
    }
    let book = get_as(&world, &clerk, "/duties/workbook").await;
    let rows = documents::read_rows("督查台账.xlsx", &book.bytes).unwrap();
    let rows = rows.iter().filter(|row| row.cells.iter().any(|cell| cell.ends_with(unlisted)));
    assert_eq!(rows.count(), 1);
}

/// What minutes decided: the street has a part in it; gives the number of the case.
async fn decided(world: &World, clerk: &Actor) -> String {
    let decision = [
        ("meeting", "2026-02"),
        ("number", "9"),
        ("subject", "明确兼职人员经费渠道（演示数据）"),
        ("lead", "finance"),
        ("responsible", "street-shaping"),
        ("dimension", "utilization"),
        ("due_date", "2026-09-30"),
    ];
    let decision = decision.map(|(id, text)| (id.to_owned(), vec![text.to_owned()]));
    let assign = Taking::new("assign", Input::from(decision));
    start(world.app(), clerk, "decision", &assign, Mode::Save).await.unwrap().number.unwrap()
}

#[tokio::test]
async fn a_signature_says_for_what_it_is_once_something_else_is_owed() {
    let (world, clerk, _) = in_force().await;
    let app = world.app();
    let number = app::duties::standings(app, &clerk).await.unwrap().sheets["street-shaping"].number.clone();
    let mut head = world.person("leader");
    (head.account, head.name) = (Some(9), "account:9".to_owned());
    head.roles[0].body = Some("street-shaping".to_owned());
    take(app, &head, &number, &Taking::new("sign", Input::new()), Mode::Save).await.unwrap();
    let address = "/duties/sheets/street-shaping";
    let signed = get_as(&world, &clerk, address).await;
    assert!(signed.main().contains(&number) && !signed.main().contains("未签"), "{}", signed.main());

    // No other sheet is opened for what minutes decide.
    decided(&world, &clerk).await;
    let sheet = get_as(&world, &clerk, address).await;
    let before = format!("所签为{number}所列5项，此后增减的未签");
    for text in [&*before, "明确兼职人员经费渠道（演示数据）（未签）"] {
        assert!(sheet.main().contains(text), "{text}: {}", sheet.main());
    }
    assert_eq!(sheet.main().matches("（未签）").count(), 1, "the others are signed for: {}", sheet.main());
    let english = get_as(&world, &clerk, &format!("/en{address}")).await;
    for text in [&*format!("The 5 duties in {number}"), "(not signed for)"] {
        assert!(english.main().contains(text), "{text}: {}", english.main());
    }
    for path in [format!("{address}/printout"), "/duties/sheets".to_owned()] {
        assert_eq!(get_as(&world, &clerk, &path).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn every_link_to_a_task_leads_to_one_and_what_minutes_decided_to_its_own_page() {
    let (world, clerk, clock) = in_force().await;
    let lead = format!("/duties/{}_lead", decided(&world, &clerk).await);
    clock.advance_to("2026-10-08T09:00:00+08:00".parse().unwrap());
    for path in ["/cockpit", "/duties/board", &lead] {
        let page = get_as(&world, &clerk, path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let links = page.main().split('"').filter(|part| part.starts_with("/plan/tasks/"));
        for link in links.collect::<BTreeSet<&str>>() {
            assert_eq!(get_as(&world, &clerk, link).await.status, StatusCode::OK, "{link} of {path}");
        }
    }
    let link = format!("href=\"{lead}\"");
    for path in ["/cockpit", "/duties/board"] {
        let page = get_as(&world, &clerk, path).await;
        assert!(page.main().contains(&link), "{path}: {}", page.main());
    }
    let duty = get_as(&world, &clerk, &lead).await;
    assert!(duty.main().contains("运用") && !duty.main().contains("/plan/tasks/"), "{}", duty.main());
}
