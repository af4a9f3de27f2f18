//! What is handled for another authority says so: on the page of the case, on its print, and in the documents that go out.

use app::cases::{Taking, start, take};
use app::files;
use app::records::Mode;
use form::Input;

use crate::personal_cases::with_procedure;
use crate::world::{World, get_as, post_as};

const PROCEDURE: &str = include_str!("../../../../engines/cases/tests/it/delegated/procedure.toml");
const STORIES: &str = include_str!("../../../../engines/cases/tests/it/delegated/stories.txt");

/// The worked example of a delegation, whose roles are those of the demonstration county.
async fn world() -> World {
    let procedure =
        PROCEDURE.replace("[\"registry\"]", "[\"clerk\"]").replace("[\"officer\"]", "[\"clerk\"]");
    let stories = STORIES.replace("by registry", "by clerk").replace("by officer", "by clerk");
    with_procedure("delegated", &procedure, &stories).await
}

fn text(bytes: &[u8]) -> String {
    let read = documents::read_text("a.pdf", bytes).unwrap();
    let text: String = read.lines.iter().map(|line| line.text.as_str()).collect();
    text.replace(' ', "")
}

#[tokio::test]
async fn who_acts_for_another_authority_says_for_whom_and_by_which_document() {
    let world = world().await;
    let mut clerk = world.person("clerk");
    clerk.roles[0].body = Some("market-supervision".to_owned());
    let without = post_as(&world, &clerk, "/procedures/delegated/new", "subject=A&authority=B").await;
    assert!(without.main().contains("没有“委托书”，不能开始"), "{}", without.main());

    let app = world.app();
    let file = files::keep(app, &clerk, "delegation", ("委托书.txt", "委托书（演示数据）".as_bytes())).await;
    let given = [
        ("subject", "侵权纠纷（演示数据）".to_owned()),
        ("authority", "演示市知识产权局".to_owned()),
        ("delegation", file.unwrap().reference),
    ];
    let given = given.map(|(id, text)| (id.to_owned(), vec![text]));
    let receive = Taking::new("receive", Input::from(given));
    let number = start(app, &clerk, "delegated", &receive, Mode::Save).await.unwrap().number.unwrap();
    take(app, &clerk, &number, &Taking::new("accept", Input::new()), Mode::Save).await.unwrap();

    let page = get_as(&world, &clerk, &format!("/cases/{number}")).await;
    assert!(page.main().contains("受演示市知识产权局委托办理（委托书.txt）"), "{}", page.main());
    let english = get_as(&world, &clerk, &format!("/en/cases/{number}")).await;
    assert!(english.main().contains("Handled for 演示市知识产权局, who delegated it"), "{}", english.main());
    let print = get_as(&world, &clerk, &format!("/cases/{number}/printout")).await;
    assert!(text(&print.bytes).contains("受演示市知识产权局委托办理"), "{}", text(&print.bytes));
    let paper = get_as(&world, &clerk, &format!("/cases/{number}/documents/2/acceptance/pdf")).await;
    let paper = text(&paper.bytes);
    assert!(paper.contains("受演示市知识产权局委托办理，委托文件：委托书.txt。"), "{paper}");
}

#[tokio::test]
async fn what_is_of_the_own_competence_says_that() {
    let world = crate::world::whole().await;
    let mut clerk = world.person("clerk");
    clerk.roles[0].body = Some("market-supervision".to_owned());
    let fields = [
        ("subject", "补报（演示数据）"),
        ("body", "street-shaping"),
        ("colour", "blue"),
        ("demand", "补报"),
        ("dimension", "management"),
        ("due_date", "2099-01-09"),
    ];
    let given = fields.map(|(id, text)| (id.to_owned(), vec![text.to_owned()]));
    let issue = Taking::new("issue", Input::from(given));
    let number = start(world.app(), &clerk, "slip", &issue, Mode::Save).await.unwrap().number.unwrap();
    let page = get_as(&world, &clerk, &format!("/cases/{number}")).await;
    assert!(page.main().contains("由本级依职权办理"), "{}", page.main());
}
