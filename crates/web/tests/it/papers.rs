//! The papers of a meeting: what the bodies said of their quarter stands in them, on one page with a chart at last; and once the round is
//! briefed they print the same for ever.

use app::Actor;
use axum::http::StatusCode;
use documents::read_text;

use crate::quarter::{Asked, asked, of, taken};
use crate::world::{World, get_as};

/// The report on a task that somebody has to send; whoever leads sees those of the others as well.
async fn report_on(world: &World, actor: &Actor, task: &str) -> String {
    let queue = get_as(world, actor, "/procedures/report").await;
    for row in queue.main().split("<tr>").filter(|row| row.contains(task)) {
        let report = row.split('"').find(|part| part.starts_with("/cases/report-")).unwrap();
        if get_as(world, actor, &format!("{report}/steps/send")).await.status == StatusCode::OK {
            return report.to_owned();
        }
    }
    panic!("no report on {task} to be sent");
}

/// A body reports on a task, its leader signs; gives the report.
async fn reported(world: &World, body: (&str, i64), task: &str, said: &[(&str, &str)]) -> String {
    let (liaison, head) = (of(world, "liaison", body.0, body.1), of(world, "leader", body.0, body.1 + 1));
    let report = report_on(world, &liaison, task).await;
    taken(world, &liaison, &report, "send", said).await;
    taken(world, &head, &report, "sign", &[]).await;
    report
}

/// A quarter in which a street is behind, a lead is ahead, and a third report nobody has accepted.
async fn quarter() -> Asked {
    let asked = asked().await;
    let (world, clerk) = (&asked.world, &asked.clerk);
    let said = [
        ("judgement", "behind"),
        ("measures", "走访企业三家，受理咨询九件，办结四件，逐户核对台账。"),
        ("problems", "联络员人手不足。"),
        ("next_steps", "10月31日前补走访九家。"),
    ];
    let street = reported(world, ("street-shaping", 8), "健全行业管理体制", &said).await;
    taken(world, clerk, &street, "accept", &[]).await;
    let said = [
        ("judgement", "ahead"),
        ("measures", "会同法院建立联席会议机制，召开会议四次，形成纪要四份。"),
        ("next_steps", "12月15日前召开第五次联席会议。"),
    ];
    let lead = reported(world, ("politics-law", 20), "健全知识产权司法保护", &said).await;
    taken(world, clerk, &lead, "accept", &[]).await;
    let said = [("judgement", "ahead"), ("measures", "开展普法宣传两场，发放资料三百份，当场答复咨询。")];
    reported(world, ("street-shaping", 8), "开展知识产权宣传普及", &said).await;
    asked
}

/// The lines of a paper, the cells of its tables apart by a bar.
fn lines(name: &str, bytes: &[u8]) -> Vec<String> {
    let read = read_text(name, bytes).unwrap();
    read.lines.iter().map(|line| line.text.replace('\t', "|")).collect()
}

#[tokio::test]
async fn the_papers_say_what_the_bodies_say_of_their_quarter() {
    let Asked { world, clerk, round, .. } = quarter().await;
    let docx = get_as(&world, &clerk, &format!("{round}/briefing/docx")).await.bytes;
    let briefing = lines("a.docx", &docx);
    for told in [
        "一、报送情况",
        "本轮42个单位应报171份：填写中168份、已报送1份、已采纳2份。",
        "已采纳2份，其中各单位自评超进度1份、欠进度1份。",
        "二、好做法",
        "4.1 健全知识产权司法保护|区委政法委|会同法院建立联席会议机制，召开会议四次，形成纪要四份。",
        "三、差距和问题",
        "1.2 健全行业管理体制|沙坪街道|联络员人手不足。",
        "四、职责状态",
        "五、下季度安排",
        "4.1 健全知识产权司法保护|区委政法委|12月15日前召开第五次联席会议。",
        "附件：一页概览",
        "一页概览",
        "各任务的职责状态（单位：项）",
    ] {
        assert!(briefing.iter().any(|line| line.trim() == told), "no “{told}” in {briefing:#?}");
    }
    let all = briefing.join("\n");
    for hidden in ["发放资料三百份", "10月31日前补走访九家"] {
        assert!(!all.contains(hidden), "{hidden}: not accepted yet, or of no lead");
    }
    // What the sentence says stands on the page with the chart once more, as the same figure.
    assert_eq!(all.matches("已采纳2份，其中").count(), 2, "{all}");
    let figures = documents::official::figures(&docx).unwrap().unwrap();
    let judged = |id: &str| figures.found.iter().find(|found| found.id == id).map(|found| &*found.counted);
    assert_eq!(judged("reports.judgement.ahead"), Some("1"));
    assert_eq!(judged("reports.judgement.done"), None);

    let pack = lines("a.docx", &get_as(&world, &clerk, &format!("{round}/meeting-pack/docx")).await.bytes);
    let place =
        |told: &str| pack.iter().position(|line| line.ends_with(told)).unwrap_or_else(|| panic!("{told}"));
    assert!(place("、议定事项") < place("、报送情况") && place("、下季度安排") < place("、协调事项"));
    let pdf =
        lines("a.pdf", &get_as(&world, &clerk, &format!("{round}/meeting-pack/pdf")).await.bytes).concat();
    for told in
        ["已采纳2份，其中各单位自评超进度1份、欠进度1份。", "■滞后", "1.2 健全行业管理体制", "附件：一页概览"]
    {
        assert!(pdf.contains(told), "no “{told}” in {pdf}");
    }
    let english = get_as(&world, &clerk, &format!("/en{round}/briefing/docx")).await.bytes;
    let english = lines("a.docx", &english).join("\n");
    assert!(english.contains("Accepted: 2. By their own judgement: ahead 1, behind 1."), "{english}");
}

#[tokio::test]
async fn once_a_round_is_briefed_its_papers_stay_as_they_are() {
    let Asked { clock, world, clerk, round, .. } = quarter().await;
    let street = of(&world, "liaison", "street-shaping", 8);
    let papers = async |who: &Actor, paper: &str| {
        let answer = get_as(&world, who, &format!("{round}/{paper}/docx")).await;
        assert!(answer.status.is_success(), "{paper}: {}", answer.status);
        answer.bytes
    };
    // Before, everybody counts what they see: a street its own reports.
    let own = lines("a.docx", &papers(&street, "briefing").await).join("\n");
    assert!(own.contains("本轮1个单位应报5份"), "{own}");

    clock.advance_to("2026-09-21T09:00:00+08:00".parse().unwrap());
    taken(&world, &clerk, &round, "close", &[]).await;
    taken(&world, &clerk, &round, "brief", &[("briefing", "演示通报")]).await;
    let kept = (papers(&clerk, "briefing").await, papers(&clerk, "meeting-pack").await);
    let board = get_as(&world, &clerk, &format!("{round}/board")).await;
    assert!(board.main().contains("2026-09-21已通报"), "{}", board.main());

    clock.advance_to("2026-10-09T09:00:00+08:00".parse().unwrap());
    assert!(papers(&clerk, "briefing").await == kept.0 && papers(&clerk, "meeting-pack").await == kept.1);

    // What everybody is told of the quarter stands in it for everybody; of what else is under way, what they may see whole.
    let told = lines("a.docx", &papers(&street, "briefing").await).join("\n");
    assert!(told.contains("本轮42个单位应报171份") && told.contains("会同法院建立联席会议机制"), "{told}");
    let pack = lines("a.docx", &papers(&street, "meeting-pack").await).join("\n");
    assert!(!pack.contains("、督促单") && lines("a.docx", &kept.1).join("\n").contains("、督促单"), "{pack}");
    assert!(told.lines().any(|line| line.trim() == "2026年9月21日"), "{told}");
}
