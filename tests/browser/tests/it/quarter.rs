//! A quarter as its people live through it, each on a telephone on which no script runs: a round is issued, a street reports, is given
//! back once and signs, the board and the cockpit follow, a leader instructs, the round is briefed, and everything prints.

use documents::read_text;
use jiff::ToSpan as _;

use crate::browser::{self, Browser, Scripts};
use crate::world::{World, world};

const TASK: &str = "健全行业管理体制";
const DUTY: &str = "/duties/1.2_street-shaping_share";

/// Who takes part, by their sessions.
struct People {
    clerk: String,
    street: String,
    head: String,
    leader: String,
}

#[tokio::test]
async fn a_quarter_is_lived_through_on_telephones_without_scripts() {
    let Some(browser) = browser::start_with(Scripts::Blocked).await else { return };
    let world = world().await;
    browser.resize(390).await;
    let people = People {
        clerk: world.session("clerk").await,
        street: world.session("street").await,
        head: world.session("street-leader").await,
        leader: world.session("leader").await,
    };
    commented(&browser, &world, &people).await;
    let round = issue(&browser, &world, &people).await;
    let before = lights(&browser, &world, &people).await;

    let report = report(&browser, &world, &people).await;
    give_back(&browser, &world, (&people, &report)).await;
    report_again(&browser, &world, (&people, &report)).await;
    accept(&browser, &world, (&people, &report, &round)).await;
    assert_ne!(lights(&browser, &world, &people).await, before, "the cockpit follows");

    instruct(&browser, &world, &people).await;
    brief(&browser, &world, (&people, &round)).await;
    print(&browser, &world, (&people, &report)).await;
    browser.close().await;
}

/// What the street said of the draft of the plan stands with its task, and so does the answer.
async fn commented(browser: &Browser, world: &World, people: &People) {
    browser.be(world, &people.clerk).await;
    browser.open(&world.url("/plan/tasks/1.2")).await;
    for text in ["建议明确街道兼职人员的经费渠道", "部分采纳", "经费渠道另文明确，方案不作改动"]
    {
        browser.reads(text).await;
    }
}

/// Leaves one task and one body ticked of all that a round can ask; a round of which nothing waits any more can be closed before its day.
const ONLY_ONE: &str = "for (const box of document.querySelectorAll('input[name=tasks], input[name=bodies]')) \
                        box.checked = ['1.2', 'street-shaping'].includes(box.value)";

/// The clerk issues the round of a quarter of the next year, which asks the street for one report.
async fn issue(browser: &Browser, world: &World, people: &People) -> String {
    let today = world.app.today();
    browser.be(world, &people.clerk).await;
    browser.open(&world.url("/procedures/round/new")).await;
    browser.fill("季度", &format!("{}-q2", today.year() + 1)).await;
    browser.fill("标题", "演示轮次").await;
    browser.fill("报送截止", &today.saturating_add(60.days()).to_string()).await;
    browser.client.execute(ONLY_ONE, vec![]).await.unwrap();
    browser.press("起草").await;
    browser.reads("已办理：起草").await;
    let round = browser.path().await;
    browser.follow("下发").await;
    browser.reads("沙坪街道").await;
    browser.press("下发").await;
    browser.reads("收集中").await;
    is_narrow(browser).await;
    round
}

/// How many duties have each light, as the leader reads it in the cockpit.
async fn lights(browser: &Browser, world: &World, people: &People) -> String {
    browser.be(world, &people.leader).await;
    browser.open(&world.url("/cockpit")).await;
    is_narrow(browser).await;
    browser.shown("ul[contains(@class, 'lights')]").await
}

/// The street reports that it is behind, its leader signs.
async fn report(browser: &Browser, world: &World, people: &People) -> String {
    browser.be(world, &people.street).await;
    browser.open(&world.url("/procedures/report")).await;
    browser.follow(TASK).await;
    let report = browser.path().await;
    browser.follow("送签").await;
    browser.reads("系统已有").await;
    is_narrow(browser).await;
    browser.press("送签").await;
    browser.reads("需要修改").await;
    browser.tick("欠进度").await;
    // The system holds that it is on time, so the street says why it judges otherwise.
    browser.fill("判断说明", "联络员人手不足，走访慢于佐证所显示的进度。").await;
    browser.fill("本季度举措", "走访企业，逐户核对台账并当场答复企业所提的问题。").await;
    browser.fill("存在问题", "联络员人手不足。").await;
    browser.press("送签").await;
    browser.reads("待签批").await;
    sign(browser, world, (people, &report)).await;
    report
}

async fn sign(browser: &Browser, world: &World, (people, report): (&People, &str)) {
    browser.be(world, &people.head).await;
    browser.open(&world.url(report)).await;
    browser.follow("签批").await;
    browser.press("签批").await;
    browser.reads("已报送").await;
}

/// The clerk gives it back, with what has to be put right.
async fn give_back(browser: &Browser, world: &World, (people, report): (&People, &str)) {
    browser.be(world, &people.clerk).await;
    browser.open(&world.url(report)).await;
    browser.follow("退回补正").await;
    browser.reads("现填：走访企业").await;
    browser.fill("本季度举措", "请写明家数和结果").await;
    is_narrow(browser).await;
    browser.press("退回补正").await;
    browser.reads("已办理：退回补正").await;
}

/// The street reads why, says what was missing, and its leader signs once more.
async fn report_again(browser: &Browser, world: &World, (people, report): (&People, &str)) {
    browser.be(world, &people.street).await;
    browser.open(&world.url(report)).await;
    browser.reads("请写明家数和结果").await;
    browser.follow("送签").await;
    browser.fill("本季度举措", "走访企业三家，受理咨询九件，办结四件，逐户核对台账。").await;
    browser.press("送签").await;
    sign(browser, world, (people, report)).await;
}

/// The clerk accepts it, and the board says so.
async fn accept(browser: &Browser, world: &World, (people, report, round): (&People, &str, &str)) {
    browser.be(world, &people.clerk).await;
    browser.open(&world.url(report)).await;
    browser.follow("采纳").await;
    browser.press("采纳").await;
    browser.open(&world.url(round)).await;
    browser.follow("汇总表").await;
    browser.reads("已采纳 1").await;
    is_narrow(browser).await;
}

/// What the leader writes about the duty is a slip at once, numbered, and the street answers it.
async fn instruct(browser: &Browser, world: &World, people: &People) {
    browser.be(world, &people.leader).await;
    browser.open(&world.url(DUTY)).await;
    browser.reads("单位自己报告欠进度").await;
    browser.follow("作批示：领导批示").await;
    browser.fill("事项", "补走访企业九家").await;
    browser.fill("批示", "请按期走访，逐家留下记录。").await;
    browser.tick("黄色警示").await;
    browser.fill("办结期限", &world.app.today().saturating_add(30.days()).to_string()).await;
    is_narrow(browser).await;
    browser.press("作批示").await;
    browser.reads("落实中").await;

    browser.be(world, &people.street).await;
    browser.open(&world.url("/procedures/slip")).await;
    browser.follow("补走访企业九家").await;
    browser.reads(&format!("督〔{}〕", world.app.today().year())).await;
    let slip = read(&browser.download_as("PDF", "pdf").await);
    assert!(slip.contains("请按期走访，逐家留下记录。"), "{slip}");
    browser.follow("答复").await;
    browser.fill("办理情况", "已走访九家，逐家留下记录。").await;
    browser.press("答复").await;
    browser.reads("已答复").await;
}

/// Everything that was asked has come, so the clerk closes the round before its day, and briefs about it: from then on its papers say what was
/// known.
async fn brief(browser: &Browser, world: &World, (people, round): (&People, &str)) {
    browser.be(world, &people.clerk).await;
    browser.open(&world.url(round)).await;
    browser.follow("截止").await;
    browser.press("截止").await;
    browser.follow("通报").await;
    browser.fill("通报", "演示通报").await;
    browser.press("通报").await;
    browser.reads("已通报").await;
    browser.follow("汇总表").await;
    browser.reads("从此只印当天的数字").await;
    is_narrow(browser).await;
    let briefing = read(&browser.download_as("通报（PDF）", "pdf").await);
    for told in ["已采纳1份，其中各单位自评欠进度1份", "联络员人手不足。", "一页概览"]
    {
        assert!(briefing.contains(told), "no “{told}” in:\n{briefing}");
    }
    let pack = read(&browser.download_as("会议材料（PDF）", "pdf").await);
    assert!(pack.contains("补走访企业九家"), "{pack}");
}

/// The report prints, with all that happened.
async fn print(browser: &Browser, world: &World, (people, report): (&People, &str)) {
    browser.be(world, &people.street).await;
    browser.open(&world.url(report)).await;
    let printed = read(&browser.download_as("打印件（PDF）", "pdf").await);
    for told in ["走访企业三家，受理咨询九件", "退回补正", "请写明家数和结果", "签批"]
    {
        assert!(printed.contains(told), "no “{told}” in:\n{printed}");
    }
}

/// The text of a file that was taken along, without the ends of its lines.
fn read(path: &std::path::Path) -> String {
    let read = read_text("taken-along.pdf", &std::fs::read(path).unwrap()).unwrap();
    let lines: Vec<&str> = read.lines.iter().map(|line| line.text.trim()).collect();
    lines.concat()
}

/// Nothing has to be moved sideways to be read.
async fn is_narrow(browser: &Browser) {
    let wider = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
    let wider = browser.client.execute(wider, vec![]).await.unwrap();
    assert!(wider.as_i64().unwrap() <= 0, "{} is {wider} pixels too wide", browser.path().await);
}
