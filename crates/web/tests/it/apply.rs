//! What is filled in page by page, put aside, gone on with and sent; and what becomes of it meanwhile.

use axum::http::StatusCode;

use crate::people::{Browser, hidden, staff_of};
use crate::world::{Answer, World, whole};

const NEW: &str = "/procedures/problem/new";
const STREET: &str = "street-shaping";

/// The address to which the form of a page is sent.
#[track_caller]
fn action(answer: &Answer) -> String {
    let (_, form) = answer.main().split_once("method=\"post\" action=\"").unwrap();
    form.split('"').next().unwrap().to_owned()
}

/// Where one is sent after something was kept or done.
#[track_caller]
fn goes_to(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
    answer.header("location").to_owned()
}

async fn read(world: &World, browser: &mut Browser, path: &str) -> String {
    let answer = browser.get(world, path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.main());
    answer.main().to_owned()
}

#[track_caller]
fn says(page: &str, texts: &[&str]) {
    for text in texts {
        assert!(page.contains(text), "{text} is not in {page}");
    }
}

#[tokio::test]
async fn a_case_is_filled_in_page_by_page_and_started_once() {
    let world = whole().await;
    let mut street = staff_of(&world, "street", "liaison", STREET).await;
    let first = street.get(&world, NEW).await;
    says(first.main(), &["第1页，共2页", "需要协调什么", "存为草稿", ">继续<"]);
    // What is wrong is told with what was written; it is kept all the same.
    let refused = street.post(&world, NEW, &[("subject", "数据共享（演示数据）")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(
        refused.main(),
        &["必填项“情况”没有填写", "href=\"#description\"", "value=\"数据共享（演示数据）\""],
    );
    let what = action(&refused);
    says(&read(&world, &mut street, "/my/drafts").await, &["提出：协调事项"]);
    let both = [("subject", "数据共享（演示数据）"), ("description", "需要三个部门的数据（演示数据）")];
    let who = goes_to(&street.post(&world, &what, &both).await);
    let draft = who.strip_suffix("/who").unwrap().to_owned();
    says(&read(&world, &mut street, &who).await, &["第2页，共2页", "沙坪街道 (street-shaping)", "上一页"]);
    says(&read(&world, &mut street, &draft).await, &["已填好", "还没填", "核对并提出", "删除这份草稿"]);
    // The whole is looked at before it is sent: what is missing leads to its page and back.
    let check = format!("{draft}/check");
    let early = read(&world, &mut street, &check).await;
    says(&early, &["数据共享（演示数据）", &format!("{draft}/what?back-to=check#subject")]);
    let elsewhere = [("body", "jinxia-park"), ("back-to", "check")];
    assert_eq!(goes_to(&street.post(&world, &who, &elsewhere).await), check);
    says(&read(&world, &mut street, &check).await, &["error-summary", "金霞经济开发区"]);
    assert_eq!(goes_to(&street.post(&world, &who, &[("body", STREET)]).await), check);
    let whole = street.get(&world, &check).await;
    assert!(!whole.main().contains("error-summary"), "{}", whole.main());
    // Nobody else finds it.
    let mut other = staff_of(&world, "other", "liaison", STREET).await;
    for path in [&draft, &who, &check] {
        assert_eq!(other.get(&world, path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    // A double click starts one case.
    let token = hidden(&whole, "sent-once");
    let case = goes_to(&street.post(&world, &check, &[("sent-once", &token)]).await);
    assert_eq!(goes_to(&street.post(&world, &check, &[("sent-once", &token)]).await), case);
    says(&read(&world, &mut street, &case).await, &["数据共享（演示数据）", "待交办"]);
    says(&read(&world, &mut street, "/my/drafts").await, &["没有草稿"]);
    assert_eq!(street.get(&world, &draft).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_form_is_put_aside_and_gone_on_with() {
    let world = whole().await;
    let mut clerk = staff_of(&world, "office", "clerk", "market-supervision").await;
    let mut street = staff_of(&world, "street", "liaison", STREET).await;
    let begun = [("subject", "补报（演示数据）"), ("due_date", "不知道"), ("keep-draft", "1")];
    let kept = goes_to(&clerk.post(&world, "/procedures/slip/new?duty=x", &begun).await);
    let draft = kept.split('?').next().unwrap().to_owned();
    says(
        &read(&world, &mut clerk, &kept).await,
        &["已存为草稿", "value=\"补报（演示数据）\"", "value=\"不知道\""],
    );
    let slip = [
        ("subject", "补报（演示数据）"),
        ("body", "沙坪街道 (street-shaping)"),
        ("colour", "blue"),
        ("demand", "补报签到表（演示数据）"),
        ("dimension", "management"),
        ("due_date", "2099-12-31"),
    ];
    let token = hidden(&clerk.get(&world, &draft).await, "sent-once");
    let slip = [&slip[..], &[("sent-once", &token)]].concat();
    let case = goes_to(&clerk.post(&world, &draft, &slip).await);
    assert_eq!(goes_to(&clerk.post(&world, &draft, &slip).await), case, "a double click issues one slip");
    let case = case.split('?').next().unwrap().to_owned();
    assert_eq!(clerk.get(&world, &draft).await.status, StatusCode::NOT_FOUND);
    // A step of a case: what was put aside stands in its form, for whoever put it aside.
    let answer = format!("{case}/steps/answer");
    let seen = hidden(&street.get(&world, &answer).await, "seen-events");
    let aside = [("answer", "正在补（演示数据）"), ("seen-events", &seen), ("keep-draft", "1")];
    goes_to(&street.post(&world, &answer, &aside).await);
    says(&read(&world, &mut street, &answer).await, &["接着填", "正在补（演示数据）"]);
    assert!(!read(&world, &mut street, &case).await.contains("正在补"), "nothing happened in the case");
    // Something happens meanwhile: that is said, and nothing is lost.
    let mut other = staff_of(&world, "other", "liaison", STREET).await;
    goes_to(&other.post(&world, &answer, &[("answer", "已补（演示数据）"), ("seen-events", &seen)]).await);
    let back = [("defect-answer", "缺一份（演示数据）"), ("seen-events", "2")];
    goes_to(&clerk.post(&world, &format!("{case}/steps/return"), &back).await);
    says(&read(&world, &mut street, &answer).await, &["又有了新的进展", "正在补（演示数据）"]);
    let removal = street.get(&world, &answer).await;
    let (_, removal) = removal.main().split_once("class=\"removal\"").unwrap();
    let removal = removal.split_once("action=\"").unwrap().1.split('"').next().unwrap().to_owned();
    assert_eq!(goes_to(&street.post(&world, &removal, &[]).await), "/my/drafts");
    assert!(!read(&world, &mut street, &answer).await.contains("正在补"));
}

#[tokio::test]
async fn a_second_inspection_of_a_body_is_told_before_it_is_sent_and_keeps_nobody_from_it() {
    const NOTICE: &str = "/procedures/supervision-notice/new";
    let world = whole().await;
    let mut clerk = world.person("clerk");
    clerk.roles[0].body = Some("market-supervision".to_owned());
    world.issue_plan(&clerk).await;
    let designation = [
        ("number", "1"),
        ("title", "关于指定开展督查的通知（演示数据）"),
        ("document_number", "演示发〔2020〕1号"),
        ("designated_by", "区人民政府"),
        ("body", "market-supervision"),
        ("scope", "软件正版化（演示数据）"),
        ("begins_on", "2020-01-01"),
        ("ends_on", "2099-12-31"),
    ];
    world.record("designations", "2020-01-01", &designation).await;
    let mut office = staff_of(&world, "office", "clerk", "market-supervision").await;
    let whom = [("inspector", "market-supervision"), ("designation", "1"), ("body", STREET)];
    let what = [
        ("subject", "软件正版化（演示数据）"),
        ("dimension", "creation"),
        ("scope", "核对台账（演示数据）"),
        ("due_date", "2099-12-31"),
    ];
    let number = |number: u8| format!("supervision-notice-{}-000{number}", world.app().today().year());
    for is_second in [false, true] {
        let next = goes_to(&office.post(&world, NOTICE, &whom).await);
        let check = goes_to(&office.post(&world, &next, &what).await);
        let looked_at = office.get(&world, &check).await;
        assert!(!looked_at.main().contains("error-summary"), "{}", looked_at.main());
        assert_eq!(looked_at.main().contains("同类的已有1件"), is_second, "{}", looked_at.main());
        if is_second {
            says(looked_at.main(), &[&number(1), "整改中", "还没有办结"]);
        }
        let token = hidden(&looked_at, "sent-once");
        goes_to(&office.post(&world, &check, &[("sent-once", &token)]).await);
    }
    let load = read(&world, &mut office, "/duties/load").await;
    says(&load, &["督查通知书：各单位次数", "沙坪街道", &number(1), &number(2)]);
}
