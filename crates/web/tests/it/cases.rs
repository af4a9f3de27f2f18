//! Cases through their pages: started, answered, given back with everything at once, closed; and not there for others.

use app::Actor;
use app::cases::{Taking, start, take};
use app::records::Mode;
use axum::http::StatusCode;

use crate::people::hidden;
use crate::world::{World, get, get_as, post_as, settings, site};

const ISSUE: &str = "subject=%E8%A1%A5%E9%BD%90%E5%9F%B9%E8%AE%AD%E8%AE%B0%E5%BD%95&body=xinhe&dimension=management&colour=blue&demand=%E8%A1%A5%E6%8A%A5&due_date=2099-01-09";

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

async fn county() -> World {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    world.body("other", "另一街道", "street").await;
    world
}

/// Starts a slip by its page; gives its address.
async fn issue(world: &World, clerk: &Actor) -> String {
    let form = get_as(world, clerk, "/procedures/slip/new").await;
    for name in ["name=\"subject\"", "name=\"body\"", "name=\"due_date\"", "name=\"happened-on\""] {
        assert!(form.main().contains(name), "{name}: {}", form.main());
    }
    let sent = format!("{ISSUE}&sent-once={}&start-by=issue", hidden(&form, "sent-once"));
    let saved = post_as(world, clerk, "/procedures/slip/new", &sent).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.main());
    let twice = post_as(world, clerk, "/procedures/slip/new", &sent).await;
    assert_eq!(twice.header("location"), saved.header("location"), "sent twice, it is one case");
    let shown = get_as(world, clerk, saved.header("location")).await;
    assert!(shown.main().contains("已办理：发出"), "{}", shown.main());
    saved.header("location").split('?').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_slip_goes_its_way_through_its_pages() {
    let world = county().await;
    let clerk = of(&world, "clerk", "other", 7);
    let liaison = of(&world, "liaison", "xinhe", 8);
    let case = issue(&world, &clerk).await;
    let queue = get_as(&world, &clerk, "/procedures/slip").await;
    assert!(queue.main().contains("补齐培训记录") && queue.main().contains("新河街道"), "{}", queue.main());
    let shown = get_as(&world, &liaison, &case).await;
    for text in ["补齐培训记录", "新河街道", "办理中", "最后一日：2099-01-09", "答复"] {
        assert!(shown.main().contains(text), "{text}: {}", shown.main());
    }
    assert!(!shown.main().contains("/steps/close"), "who is asked does not close it");
    assert!(
        shown.main().contains("销号 → 已销号（区知识产权办公室经办、区领导）"),
        "and sees who does: {}",
        shown.main()
    );
    let answered =
        post_as(&world, &liaison, &format!("{case}/steps/answer"), "answer=%E5%B7%B2%E6%8A%A5&seen-events=1")
            .await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.main());
    let late = post_as(&world, &liaison, &format!("{case}/steps/answer"), "answer=x&seen-events=1").await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.main());
    let form = get_as(&world, &clerk, &format!("{case}/steps/return")).await;
    assert!(form.main().contains("name=\"defect-evidence\""), "{}", form.main());
    let nothing = post_as(&world, &clerk, &format!("{case}/steps/return"), "seen-events=2").await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let both = "defect-evidence=%E6%B2%A1%E6%9C%89%E7%AD%BE%E5%88%B0%E8%A1%A8&defect-answer=%E8%AF%B7%E5%86%99%E6%98%8E%E6%97%A5%E6%9C%9F&seen-events=2";
    let returned = post_as(&world, &clerk, &format!("{case}/steps/return"), both).await;
    assert_eq!(returned.status, StatusCode::SEE_OTHER, "{}", returned.main());
    let shown = get_as(&world, &liaison, &case).await;
    for text in ["需要补正", "没有签到表", "请写明日期"] {
        assert!(shown.main().contains(text), "{text}: {}", shown.main());
    }
    post_as(&world, &liaison, &format!("{case}/steps/answer"), "answer=%E8%A1%A5%E6%8A%A5&seen-events=3")
        .await;
    let closed = post_as(&world, &clerk, &format!("{case}/steps/close"), "seen-events=4").await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.main());
    assert!(get_as(&world, &clerk, &case).await.main().contains("已销号"));
}

#[tokio::test]
async fn a_case_is_not_there_for_others() {
    let world = county().await;
    let clerk = of(&world, "clerk", "other", 7);
    let case = issue(&world, &clerk).await;
    let other = of(&world, "liaison", "other", 9);
    for path in [case.clone(), format!("{case}/steps/answer"), format!("{case}/annulment")] {
        assert_eq!(get_as(&world, &other, &path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(get(&world, &case).await.status, StatusCode::NOT_FOUND);
    assert!(!get_as(&world, &other, "/procedures/slip").await.main().contains("补齐培训记录"));
}

#[tokio::test]
async fn every_problem_of_a_step_is_said_at_once_beside_its_field() {
    let world = county().await;
    let clerk = of(&world, "clerk", "other", 7);
    let form = "body=nowhere&colour=green&due_date=soon&happened-on=2099-01-01&start-by=issue";
    let answer = post_as(&world, &clerk, "/procedures/slip/new", form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["subject", "demand", "dimension", "colour", "due_date", "happened-on"] {
        assert!(answer.main().contains(&format!("<a href=\"#{field}\">")), "{field}: {}", answer.main());
        assert!(answer.main().contains(&format!("id=\"{field}-problem\"")), "{field}");
    }
}

#[tokio::test]
async fn the_last_step_is_annulled_with_a_reason_and_stays_to_be_seen() {
    let world = county().await;
    let clerk = of(&world, "clerk", "other", 7);
    let liaison = of(&world, "liaison", "xinhe", 8);
    let case = issue(&world, &clerk).await;
    post_as(&world, &liaison, &format!("{case}/steps/answer"), "answer=%E5%B7%B2%E6%8A%A5").await;
    let form = get_as(&world, &liaison, &format!("{case}/annulment")).await;
    assert!(form.main().contains("撤销“答复”"), "{}", form.main());
    let without = post_as(&world, &liaison, &format!("{case}/annulment"), "of=2&reason=").await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done =
        post_as(&world, &liaison, &format!("{case}/annulment"), "of=2&reason=%E4%BC%A0%E9%94%99").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
    let shown = get_as(&world, &liaison, &case).await;
    assert!(shown.main().contains("已撤销") && shown.main().contains("传错"), "{}", shown.main());
}

#[tokio::test]
async fn a_case_is_printed_for_who_sees_it() {
    let world = county().await;
    let clerk = of(&world, "clerk", "other", 7);
    let case = issue(&world, &clerk).await;
    let printed = get_as(&world, &clerk, &format!("{case}/printout")).await;
    assert_eq!((printed.status, printed.header("content-type")), (StatusCode::OK, "application/pdf"));
    assert!(printed.body.starts_with("%PDF"));
    let other = of(&world, "liaison", "other", 9);
    assert_eq!(get_as(&world, &other, &format!("{case}/printout")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_an_address_says_is_filled_in_and_nothing_is_sent() {
    let world = county().await;
    let clerk = of(&world, "clerk", "other", 7);
    let form = get_as(&world, &clerk, "/procedures/slip/new?body=xinhe&subject=%E8%A1%A5%E6%8A%A5").await;
    for text in ["value=\"补报\"", "新河街道 (xinhe)"] {
        assert!(form.main().contains(text), "{text}: {}", form.main());
    }
    let queue = get_as(&world, &clerk, "/procedures/slip").await;
    assert!(!queue.main().contains("补报"), "{}", queue.main());
}

#[tokio::test]
async fn problems_are_looked_at_by_dimension() {
    let world = county().await;
    let (clerk, liaison) = (of(&world, "clerk", "other", 7), of(&world, "liaison", "xinhe", 8));
    let given = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(id, text)| ((*id).to_owned(), vec![(*text).to_owned()])).collect::<form::Input>()
    };
    for (subject, dimension) in [("线索无人受理", "protection"), ("软件没有登记", "creation")] {
        let raised = [("subject", subject), ("body", "xinhe"), ("description", "演示数据")];
        let raised = Taking::new("raise", given(&raised));
        let problem = start(world.app(), &liaison, "problem", &raised, Mode::Save).await.unwrap();
        let assign = [("owner", "other"), ("dimension", dimension), ("due_date", "2099-01-09")];
        let assign = Taking::new("assign", given(&assign));
        take(world.app(), &clerk, &problem.number.unwrap(), &assign, Mode::Save).await.unwrap();
    }
    let desk = get_as(&world, &clerk, "/procedures/problem").await;
    for text in ["按维度查看", "全部 2", "保护 1", "创造 1", "线索无人受理", "软件没有登记"]
    {
        assert!(desk.main().contains(text), "{text}: {}", desk.main());
    }
    let one = get_as(&world, &clerk, "/procedures/problem?group=protection").await;
    assert!(one.main().contains("线索无人受理"), "{}", one.main());
    assert!(!one.main().contains("软件没有登记"), "{}", one.main());
    let english = get_as(&world, &clerk, "/en/procedures/problem?state=assigned&group=creation").await;
    assert!(
        english.main().contains("creation 1") && english.main().contains("软件没有登记"),
        "{}",
        english.main()
    );
}
