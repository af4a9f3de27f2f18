//! What the pages show of a task that several take on together, of what a report need not ask, and of what ends with a plan.

use app::cases::{Taking, start};
use app::records::Mode;
use axum::http::StatusCode;

use crate::quarter::{Asked, asked, encoded, of, taken};
use crate::world::{get_as, post_as};

/// The addresses of reports that a page leads to.
fn reports(main: &str) -> Vec<String> {
    let links =
        main.split('"').filter(|part| part.starts_with("/cases/report-2026-") && !part.contains("/steps/"));
    let all: std::collections::BTreeSet<String> = links.map(str::to_owned).collect();
    all.into_iter().collect()
}

#[tokio::test]
async fn the_lead_sees_who_has_answered_and_names_who_has_not() {
    let Asked { world, clerk, street, head, round, .. } = asked().await;
    let lead = of(&world, "liaison", "market-supervision", 20);
    let board = get_as(&world, &lead, &format!("{round}/board")).await;
    assert!(
        board.main().contains("沙坪街道") && board.main().contains("区市场监督管理局"),
        "{}",
        board.main()
    );

    // Its own report on the task lists the parts of the others.
    let mut own = String::new();
    for report in reports(board.main()) {
        let page = get_as(&world, &lead, &report).await;
        if page.main().contains("健全行业管理体制") && page.main().contains("各责任单位所承担的部分")
        {
            own = report;
        }
    }
    assert!(!own.is_empty(), "{}", board.main());
    let page = get_as(&world, &lead, &own).await;
    for text in ["所承担的部分尚未被采纳", "沙坪街道", "未开始"] {
        assert!(page.main().contains(text), "{text}: {}", page.main());
    }
    let said =
        [("judgement", "on-course"), ("measures", "汇总各责任单位进展，召开调度会一次，逐项明确责任。")];
    taken(&world, &lead, &own, "send", &said).await;
    taken(&world, &of(&world, "leader", "market-supervision", 21), &own, "sign", &[]).await;
    taken(&world, &of(&world, "district-leader", "leading-group", 22), &own, "accept", &[]).await;
    let form = format!("{own}/steps/close-task");
    let shown = get_as(&world, &lead, &form).await;
    assert!(shown.main().contains("没有答复的责任单位"), "{}", shown.main());
    let refused = post_as(&world, &lead, &form, &encoded(&[("closing", "全部完成。")])).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.main().contains("所承担的部分还没有采纳"), "{}", refused.main());

    // A partner sees no such list, and nothing to close.
    let queue = get_as(&world, &street, "/procedures/report").await;
    for report in reports(queue.main()) {
        let page = get_as(&world, &head, &report).await;
        assert!(!page.main().contains("各责任单位所承担的部分"), "{}", page.main());
    }
    let round_page = get_as(&world, &clerk, &format!("{round}/board")).await;
    assert!(round_page.main().contains("已采纳"), "{}", round_page.main());
}

#[tokio::test]
async fn a_report_shows_figures_with_their_definitions_and_nothing_to_tick_where_nothing_is_accepted() {
    let Asked { world, street, .. } = asked().await;
    let queue = get_as(&world, &street, "/procedures/report").await;
    let mut seen = false;
    for report in reports(queue.main()) {
        let form = get_as(&world, &street, &format!("{report}/steps/send")).await;
        // The lead of a task sees the reports of its partners, and does not send them.
        if form.status != StatusCode::OK {
            continue;
        }
        assert!(!form.main().contains("name=\"records\""), "{}", form.main());
        assert!(form.main().contains("name=\"coordination_body\""), "{}", form.main());
        seen |= form.main().contains("/indicators/satisfaction/definition")
            && form.main().contains("指标：系统取数，不必填写");
    }
    assert!(seen, "one of its tasks has targets that are measured");
}

#[tokio::test]
async fn a_round_offers_the_indicators_that_the_plan_wants() {
    let Asked { world, clerk, .. } = asked().await;
    let form = get_as(&world, &clerk, "/procedures/round/new").await;
    for text in ["value=\"inventions-per-10000\" checked", "name=\"attachments\""] {
        assert!(form.main().contains(text), "{text}: {}", form.main());
    }
}

#[tokio::test]
async fn a_version_of_the_plan_says_before_it_is_issued_what_it_ends() {
    let Asked { world, clerk, .. } = asked().await;
    let app = world.app();
    let text = app.declarations().pack.plan_text().unwrap().unwrap().text.replace("各街道", "区政府办");
    let file = app::files::keep(app, &clerk, "text", ("方案.txt", text.as_bytes())).await.unwrap();
    let given = [("title", "实施方案（演示数据）"), ("text", &*file.reference)];
    let given = given.map(|(id, text)| (id.to_owned(), vec![text.to_owned()]));
    let load = Taking::new("load", given.into());
    let plan = start(app, &clerk, "plan", &load, Mode::Save).await.unwrap().number.unwrap();
    let form = get_as(&world, &clerk, &format!("/cases/{plan}/steps/issue")).await;
    for text in ["项职责终止", "季度报告1件", "沙坪街道", "不再需要的撤回"] {
        assert!(form.main().contains(text), "{text}: {}", form.main());
    }
}
