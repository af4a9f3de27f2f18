//! A supervision to its end: the body that inspects concludes and closes it, the body that is inspected reports and may ask for a review, and
//! whoever concluded does not decide the review (政府督查工作条例, art. 17), on both databases.

use app::cases::{Taking, alike, document, repeated, start, take, tick};
use app::records::{Given, Mode, Proposal, Said, propose};
use app::{Actor, Error};
use form::Input;
use jiff::civil::date;
use store::Database;

use crate::county::on_both;
use crate::rounds::{OFFICE, STREET, clerk, of};
use crate::world::{World, taking, told, world, world_on};

/// The government names the office as one that inspects.
pub(crate) async fn designate(world: &World) {
    let texts = [
        ("number", "1"),
        ("title", "关于指定开展督查的通知（演示数据）"),
        ("document_number", "演示发〔2026〕1号"),
        ("designated_by", "区人民政府"),
        ("body", OFFICE),
        ("scope", "软件正版化（演示数据）"),
        ("begins_on", "2026-01-01"),
        ("ends_on", "2027-12-31"),
    ];
    let given = texts.map(|(id, text)| (id.to_owned(), vec![text.to_owned()]));
    let proposal = Proposal {
        said: Said::Created { from: date(2026, 1, 1) },
        given: Given::Texts(Input::from(given)),
        reason: "演示".to_owned(),
        seen: None,
    };
    propose(&world.app, &clerk(world), "designations", &proposal, Mode::Save).await.unwrap();
}

/// The office sends the street a notice; gives its number.
async fn notified(world: &World, subject: &str) -> String {
    let subject = format!("subject={subject}（演示数据）");
    let fields = [
        "inspector=market-supervision",
        "designation=1",
        "body=street-shaping",
        &*subject,
        "scope=核对台账（演示数据）",
        "dimension=creation",
        "due_date=2026-09-25",
    ];
    let (clerk, taking) = (clerk(world), taking("issue", &fields));
    let begun = start(&world.app, &clerk, "supervision-notice", &taking, Mode::Save).await;
    begun.unwrap().number.unwrap()
}

async fn taken(world: &World, actor: &Actor, number: &str, taking: &Taking) -> String {
    take(&world.app, actor, number, taking, Mode::Save).await.unwrap().state
}

/// That somebody who sees the case may not do this.
async fn refused(world: &World, actor: &Actor, number: &str, taking: &Taking) {
    let refused = take(&world.app, actor, number, taking, Mode::Save).await;
    assert!(matches!(refused, Err(Error::NotAllowed(_))), "{} {}: {refused:?}", actor.name, taking.step);
}

async fn lived(database: Database) {
    let world = world_on(database).await;
    designate(&world).await;
    let (first, second) = (of(&world, "leader", OFFICE, 20), of(&world, "leader", OFFICE, 21));
    let (liaison, head) = (of(&world, "liaison", STREET, 8), of(&world, "leader", STREET, 9));
    let notice = notified(&world, "软件正版化").await;
    // The document says by which document of the government the office inspects.
    let issued = document(&world.app, &head, &notice, (1, "notice")).await.unwrap();
    let basis =
        "依据《政府督查工作条例》第七条和《关于指定开展督查的通知（演示数据）》（演示发〔2026〕1号），现由";
    assert!(issued.content.text[0].starts_with(basis), "{:?}", issued.content.text);
    let elsewhere = of(&world, "liaison", "jinxia-park", 11);
    let report = taking("report", &["report=已核对台账（演示数据）"]);
    let unseen = take(&world.app, &elsewhere, &notice, &report, Mode::Save).await;
    assert!(matches!(unseen, Err(Error::NotFound)), "{unseen:?}");

    // The body reports; it does not say itself that all is well.
    assert_eq!(taken(&world, &liaison, &notice, &report).await, "reported");
    let conclude = taking("conclude", &["conclusion=整改到位（演示数据）"]);
    for other in [&liaison, &head, &clerk(&world)] {
        refused(&world, other, &notice, &conclude).await;
    }
    let reject = taking("reject", &["due_date=2026-09-28"]);
    let reject = Taking { reason: Some("仍缺两台（演示数据）".to_owned()), ..reject };
    assert_eq!(taken(&world, &clerk(&world), &notice, &reject).await, "open");
    assert_eq!(taken(&world, &head, &notice, &report).await, "reported");
    assert_eq!(taken(&world, &first, &notice, &conclude).await, "concluded");

    // Its leader asks for a review, and who concluded takes no part in it.
    let ask = taking("request-review", &["review_request=结论依据不足（演示数据）"]);
    refused(&world, &liaison, &notice, &ask).await;
    assert_eq!(taken(&world, &head, &notice, &ask).await, "under-review");
    let decide = taking("decide-review", &["review_decision=维持（演示数据）"]);
    refused(&world, &head, &notice, &decide).await;
    let same = take(&world.app, &first, &notice, &decide, Mode::Save).await;
    assert_eq!(told(same), [("two-persons".to_owned(), String::new())]);
    assert_eq!(taken(&world, &second, &notice, &decide).await, "closed");

    // Where nobody asks, it is closed when the days for that are over: by the office or by itself, and not by the body.
    let (left, other) = (notified(&world, "商标使用").await, notified(&world, "专利标识").await);
    for notice in [&left, &other] {
        taken(&world, &first, notice, &conclude).await;
    }
    let close = taking("close", &[]);
    let early = take(&world.app, &clerk(&world), &left, &close, Mode::Save).await;
    assert_eq!(told(early), [("overdue".to_owned(), String::new())]);
    world.later("2026-10-20T09:00:00+08:00");
    for other in [&liaison, &head] {
        refused(&world, other, &left, &close).await;
    }
    let late = take(&world.app, &head, &left, &ask, Mode::Save).await;
    assert_eq!(told(late), [("within".to_owned(), String::new())]);
    assert_eq!(taken(&world, &clerk(&world), &left, &close).await, "closed");
    assert_eq!(tick(&world.app).await.unwrap(), 1, "the other one");
    let closed = app::cases::show(&world.app, &head, &other).await.unwrap();
    assert_eq!(closed.current.state, "closed");
}

#[test]
fn a_supervision_is_concluded_reviewed_and_closed_by_whoever_the_law_says() {
    on_both(lived);
}

#[tokio::test]
async fn whoever_begins_an_inspection_is_told_which_others_of_the_body_there_are() {
    let world = world().await;
    designate(&world).await;
    let clerk = clerk(&world);
    let another = |body: &str| {
        let body = format!("body={body}");
        taking("issue", &["inspector=market-supervision", "designation=1", "dimension=creation", &*body])
    };
    let others = async |body: &str| {
        let found =
            alike(&world.app, &clerk, "supervision-notice", &another(body)).await.unwrap().into_iter();
        found.map(|it| (it.number, it.state.zh, it.began)).collect::<Vec<_>>()
    };
    assert_eq!(others(STREET).await, [], "there is none");
    let first = notified(&world, "软件正版化").await;
    let began = date(2026, 9, 1);
    assert_eq!(others(STREET).await, [(first.clone(), "整改中".to_owned(), began)]);
    assert_eq!(others("jinxia-park").await, [], "it is about another body");
    let mistaken = notified(&world, "商标使用").await;
    let withdraw =
        Taking { reason: Some("单位写错（演示数据）".to_owned()), ..taking("withdraw", &[]) };
    taken(&world, &clerk, &mistaken, &withdraw).await;
    assert_eq!(others(STREET).await.len(), 1, "what was taken back is none");
    let second = notified(&world, "专利标识").await;

    // What has ended counts for its year, what is under way as long as it is.
    let head = of(&world, "leader", OFFICE, 20);
    taken(&world, &head, &first, &taking("conclude", &["conclusion=整改到位（演示数据）"])).await;
    world.later("2026-10-20T09:00:00+08:00");
    assert_eq!(taken(&world, &clerk, &first, &taking("close", &[])).await, "closed");
    let mut numbers: Vec<String> = others(STREET).await.into_iter().map(|(number, ..)| number).collect();
    numbers.sort();
    assert_eq!(numbers, [first, second.clone()]);
    world.later("2027-01-05T09:00:00+08:00");
    assert_eq!(others(STREET).await, [(second.clone(), "整改中".to_owned(), began)]);

    // The same is counted by body and year, of those that somebody sees.
    let counted = repeated(&world.app, &clerk).await.unwrap();
    assert_eq!((counted.len(), counted[0].years.as_slice()), (1, &[2026][..]));
    let times = &counted[0].bodies[STREET];
    assert_eq!((times.years[&2026], times.open.as_slice()), (2, &[second][..]));
    let elsewhere = of(&world, "liaison", "jinxia-park", 11);
    assert!(repeated(&world.app, &elsewhere).await.unwrap().is_empty(), "it sees none");
    let refused = alike(&world.app, &elsewhere, "supervision-notice", &another(STREET)).await;
    assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
}
