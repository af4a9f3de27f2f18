use axum::http::StatusCode;

use super::{hidden, security_administrator, staff};
use crate::world::{get_as, post_as, settings, site};

const SLIP: &str = "subject=%E8%A1%A5%E6%8A%A5&dimension=management&colour=blue&demand=%E8%A1%A5%E6%8A%A5&due_date=2099-01-09&start-by=issue";

/// The value of the choice of a form whose text holds these words.
#[track_caller]
fn choice(page: &str, words: &str) -> String {
    let option =
        page.split("<option").find(|option| option.split("</option>").next().unwrap().contains(words));
    let option = option.unwrap_or_else(|| panic!("no choice {words}: {page}"));
    option.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_deputy_is_named_acts_for_somebody_and_the_pages_say_so() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    world.body("other", "另一街道", "street").await;
    let mut liaison = staff(&world, "liaison-one", "liaison&body=xinhe").await;
    let mut leader = staff(&world, "leader-one", "leader&body=xinhe").await;
    let mut clerk = world.person("clerk");
    clerk.roles[0].body = Some("other".to_owned());
    let mut cases = Vec::new();
    for body in ["xinhe", "other"] {
        let form = get_as(&world, &clerk, "/procedures/slip/new").await;
        let sent = format!("{SLIP}&body={body}&sent-once={}", hidden(&form, "sent-once"));
        let saved = post_as(&world, &clerk, "/procedures/slip/new", &sent).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.main());
        cases.push(saved.header("location").split('?').next().unwrap().to_owned());
    }

    let nothing = liaison.get(&world, "/my/deputies").await;
    assert!(nothing.main().contains("没有角色代理"), "{}", nothing.main());
    let form = liaison.get(&world, "/my/deputies/new").await;
    let grant = choice(form.main(), "新河街道 · 街道、园区、部门联络员");
    let deputy = choice(form.main(), "测试");
    let today = world.app().today().to_string();
    let wrong = [("grant", grant.as_str()), ("deputy", "x"), ("from", "soon"), ("to", ""), ("reason", "")];
    let wrong = liaison.post(&world, "/my/deputies/new", &wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["deputy", "from", "to"] {
        assert!(wrong.main().contains(&format!("<a href=\"#{field}\">")), "{field}: {}", wrong.main());
    }
    let given = [
        ("grant", grant.as_str()),
        ("deputy", deputy.as_str()),
        ("from", today.as_str()),
        ("to", today.as_str()),
        ("reason", "出差"),
    ];
    let named = liaison.post(&world, "/my/deputies/new", &given).await;
    assert_eq!(named.status, StatusCode::SEE_OTHER, "{}", named.main());
    let given = liaison.get(&world, "/my/deputies").await;
    assert!(given.main().contains("代理我的人") && given.main().contains("代理中"), "{}", given.main());
    let has = leader.get(&world, "/my/deputies").await;
    assert!(has.main().contains("我代理的人") && has.main().contains("出差"), "{}", has.main());
    assert!(leader.get(&world, "/my").await.main().contains("href=\"/my/deputies\""));

    let answered = leader.post(&world, &format!("{}/steps/answer", cases[0]), &[("answer", "已报")]).await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.main());
    let stood_in = "（代测试 · 账号";
    let shown = leader.get(&world, &cases[0]).await;
    assert!(shown.main().contains(stood_in), "{}", shown.main());
    let audit = world.person("audit-administrator");
    let trail = get_as(&world, &audit, "/admin/audit-log").await;
    assert!(trail.main().contains(stood_in) && trail.main().contains("指定代理人"), "{}", trail.main());

    let security = security_administrator(&world);
    let grants = get_as(&world, &security, "/admin/grants").await;
    for text in ["另一街道没有街道、园区、部门联络员，1件待办无人办理", "新河街道 · 街道、园区、部门联络员"]
    {
        assert!(grants.main().contains(text), "{text}: {}", grants.main());
    }
    let end = grants.main().split_once("/admin/grants/deputations/end?deputation=").unwrap().1;
    let id = end.split('"').next().unwrap();
    let path = "/admin/grants/deputations/end";
    assert_eq!(get_as(&world, &security, &format!("{path}?deputation={id}")).await.status, StatusCode::OK);
    let without = post_as(&world, &security, path, &format!("deputation={id}&reason=")).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    let ended = post_as(&world, &security, path, &format!("deputation={id}&reason=x")).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.main());
    assert!(leader.get(&world, "/my/deputies").await.main().contains("已终止"));
    let again = leader.post(&world, "/my/deputies/end", &[("deputation", id)]).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
}
