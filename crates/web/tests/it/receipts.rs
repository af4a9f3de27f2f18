//! Receipts for steps, and following a case by its code.

use app::cases::{Taking, receipt, start, take};
use app::records::Mode;
use app::{Actor, Clock};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use form::Input;

use crate::people::{encoded, hidden};
use crate::world::{Answer, World, at, get, get_as, post, post_as, send, settings, site};

/// Somebody with a role for one body.
fn of(world: &World, role: &str, body: &str, account: i64) -> Actor {
    let mut actor = world.person(role);
    actor.account = Some(account);
    actor.name = format!("account:{account}");
    for granted in &mut actor.roles {
        granted.body = Some(body.to_owned());
    }
    actor
}

/// A question to a body, which it answered with a file; its address, who asked and who answered.
async fn answered(world: &World) -> (String, Actor, Actor) {
    world.body("xinhe", "新河街道", "street").await;
    let (clerk, liaison) = (of(world, "clerk", "other", 7), of(world, "liaison", "xinhe", 8));
    let form = get_as(world, &clerk, "/procedures/question/new").await;
    let texts = [
        ("finding", "内部来源"),
        ("question", "增长以哪一年为基数"),
        ("owner", "xinhe"),
        ("due_date", "2099-01-09"),
        ("sent-once", &hidden(&form, "sent-once")),
    ];
    let sent: Vec<String> = texts.map(|(id, text)| format!("{id}={}", encoded(text))).to_vec();
    let saved = post_as(world, &clerk, "/procedures/question/new", &sent.join("&")).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.main());
    let shown = get_as(world, &clerk, saved.header("location")).await;
    let case = saved.header("location").split('?').next().unwrap().to_owned();
    assert!(
        shown.main().contains(&format!("<a href=\"{case}/receipts/1\">查看回执</a>")),
        "{}",
        shown.main()
    );
    assert!(shown.main().contains(&format!("<a href=\"{case}/receipts/1\">回执</a>")), "{}", shown.main());
    let file = app::files::keep(world.app(), &liaison, "documents", ("依据.txt", "年鉴".as_bytes())).await;
    let given = [("answer", "以2025年为基数".to_owned()), ("documents", file.unwrap().reference)];
    let given: Input = given.into_iter().map(|(id, text)| (id.to_owned(), vec![text])).collect();
    let number = case.rsplit('/').next().unwrap();
    let answer = Taking::new("answer", given);
    take(world.app(), &liaison, number, &answer, Mode::Save).await.unwrap();
    (case, clerk, liaison)
}

#[tokio::test]
async fn a_receipt_says_what_was_sent_and_what_runs() {
    let world = site(settings()).await;
    let (case, clerk, liaison) = answered(&world).await;
    let number = case.rsplit('/').next().unwrap();
    let first = get_as(&world, &clerk, &format!("{case}/receipts/1")).await;
    for text in ["回执：提出", number, "内部来源", "增长以哪一年为基数", "2099年1月9日", "操作号"]
    {
        assert!(first.main().contains(text), "{text}: {}", first.main());
    }
    let second = get_as(&world, &liaison, &format!("{case}/receipts/2")).await;
    for text in [
        "回执：答复",
        "以2025年为基数",
        "依据.txt",
        "SHA-256 29e392dc68aa012ef67471c2318bfb6521b55bb0eb154f7f5de5d9218937bcfc",
        "6字节",
        "代表单位",
        "新河街道",
    ] {
        assert!(second.main().contains(text), "{text}: {}", second.main());
    }
    assert!(!second.main().contains("内部来源"), "what others sent is not in it: {}", second.main());
    let english = get_as(&world, &liaison, &format!("/en{case}/receipts/2")).await;
    assert!(english.main().contains("Receipt: Answer"), "{}", english.main());
    let printed = get_as(&world, &liaison, &format!("{case}/receipts/2/printout")).await;
    assert_eq!((printed.status, printed.header("content-type")), (StatusCode::OK, "application/pdf"));
    assert!(printed.body.starts_with("%PDF"));
}

#[tokio::test]
async fn a_receipt_is_for_who_sees_the_case() {
    let world = site(settings()).await;
    let (case, clerk, _) = answered(&world).await;
    let stranger = get(&world, &case).await;
    assert!(!stranger.main().contains("receipts"), "everybody sees a question: {}", stranger.main());
    for end in ["receipts/1", "receipts/1/printout"] {
        let path = format!("{case}/{end}");
        assert_eq!(get(&world, &path).await.status, StatusCode::SEE_OTHER, "{path}");
    }
    let texts = [
        ("subject", "x"),
        ("body", "xinhe"),
        ("colour", "blue"),
        ("demand", "x"),
        ("dimension", "management"),
        ("due_date", "2099-01-09"),
    ];
    let given: Input = texts.map(|(id, text)| (id.to_owned(), vec![text.to_owned()])).into();
    let issue = Taking::new("issue", given);
    let slip = start(world.app(), &clerk, "slip", &issue, Mode::Save).await.unwrap().number.unwrap();
    let other = of(&world, "liaison", "other", 9);
    for end in ["receipts/1", "receipts/1/printout"] {
        let path = format!("/cases/{slip}/{end}");
        assert_eq!(get_as(&world, &other, &path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(get_as(&world, &clerk, &path).await.status, StatusCode::OK, "{path}");
    }
    for end in ["0", "3", "-1", "x", "99999999999"] {
        let path = format!("{case}/receipts/{end}");
        assert_eq!(get_as(&world, &clerk, &path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

/// The number of a case and its code, from a receipt.
async fn from_receipt(world: &World, case: &str, who: &Actor) -> (String, String) {
    let number = case.rsplit('/').next().unwrap().to_owned();
    let code = receipt(world.app(), who, &number, 1).await.unwrap().code.text();
    let page = get_as(world, who, &format!("{case}/receipts/1")).await;
    assert!(page.main().contains(&code), "{}", page.main());
    (number, code)
}

async fn ask(world: &World, number: &str, code: &str) -> Answer {
    post(world, "/track", &format!("number={}&code={}", encoded(number), encoded(code))).await
}

#[tokio::test]
async fn a_case_is_followed_by_its_code_without_signing_in() {
    let world = site(settings()).await;
    let (case, clerk, _) = answered(&world).await;
    let (number, code) = from_receipt(&world, &case, &clerk).await;
    assert_eq!(code.split('-').map(str::len).collect::<Vec<usize>>(), [4, 4, 4]);
    let home = get(&world, "/").await;
    assert!(home.body.contains("href=\"/track\""));
    for (number, code) in [
        (number.clone(), code.clone()),
        (number.to_uppercase(), code.to_lowercase().replace('-', "")),
        (format!(" {number} "), code.replace('-', " ")),
    ] {
        let told = ask(&world, &number, &code).await;
        assert_eq!(told.status, StatusCode::OK, "{number} {code}: {}", told.main());
        assert_eq!(told.header("cache-control"), "no-store");
        for text in ["待答复问题", "正在办理，现在的状态是“已答复”", "提出", "答复", "增长以哪一年为基数"]
        {
            assert!(told.main().contains(text), "{text}: {}", told.main());
        }
        for hidden in ["内部来源", "依据.txt", "account:", "测试"] {
            assert!(!told.main().contains(hidden), "{hidden}: {}", told.main());
        }
        assert!(!told.body.contains(&code), "the code is not said again");
    }
    let english = post(&world, "/en/track", &format!("number={number}&code={code}")).await;
    assert!(english.main().contains("It is under way. Its state is now: Answered."), "{}", english.main());
    let asked = get(&world, &format!("/track?number={number}&code={code}")).await;
    assert!(!asked.body.contains("增长以哪一年"), "an address does not carry a code");
}

#[tokio::test]
async fn of_a_clock_it_is_told_until_when_it_runs_and_why() {
    let world = site(settings()).await;
    let (case, clerk, _) = answered(&world).await;
    let (number, code) = from_receipt(&world, &case, &clerk).await;
    let again = "due_date=2099-03-02&said-because=x";
    let path = format!("{case}/steps/ask-again");
    assert_eq!(post_as(&world, &clerk, &path, again).await.status, StatusCode::SEE_OTHER);
    let told = ask(&world, &number, &code).await;
    for text in ["待答复", "最后一日：2099-03-02", "怎样计算", "<details open>"] {
        assert!(told.main().contains(text), "{text}: {}", told.main());
    }
}

#[tokio::test]
async fn a_wrong_number_and_a_wrong_code_get_the_same_answer() {
    let world = site(settings()).await;
    let (case, clerk, _) = answered(&world).await;
    let (number, code) = from_receipt(&world, &case, &clerk).await;
    let wrong = ask(&world, &number, "0000-0000-0000").await;
    let nobody = ask(&world, "question-2000-0001", &code).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told =
        |answer: &Answer, number: &str, code: &str| answer.main().replace(number, "").replace(code, "");
    assert_eq!(told(&wrong, &number, "0000-0000-0000"), told(&nobody, "question-2000-0001", &code));
    assert!(wrong.main().contains("编号和查询码不相符"), "{}", wrong.main());
    let empty = ask(&world, "", "-").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["number", "code"] {
        assert!(empty.main().contains(&format!("id=\"{field}-problem\"")), "{field}: {}", empty.main());
    }
    let long = ask(&world, &"x".repeat(5_000), &code).await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn who_guesses_codes_has_to_wait_and_is_let_in_again() {
    let clock = Clock::demonstration("2026-09-01T09:00:00+08:00".parse().unwrap());
    let world = at(settings(), clock.clone()).await;
    let (case, clerk, _) = answered(&world).await;
    let (number, code) = from_receipt(&world, &case, &clerk).await;
    let mut wrong = 0;
    while ask(&world, &number, "0000-0000-0000").await.status != StatusCode::TOO_MANY_REQUESTS {
        wrong += 1;
        assert!(wrong < 50, "nobody waits");
    }
    assert_eq!(wrong, 20);
    let right = ask(&world, &number, &code).await;
    assert_eq!(right.status, StatusCode::TOO_MANY_REQUESTS, "also with the right code");
    assert!(!right.header("retry-after").is_empty());
    let sign_in = Request::get("/sign-in").body(Body::empty()).unwrap();
    assert_eq!(send(&world, sign_in).await.status, StatusCode::OK);
    clock.advance_to("2026-09-01T09:16:00+08:00".parse().unwrap());
    assert_eq!(ask(&world, &number, &code).await.status, StatusCode::OK);
}
