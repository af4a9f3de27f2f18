//! What a step does beyond its own case: the records it writes, the slip that an instruction becomes, the documents with their numbers.

use app::cases::{Taking, document, register, show, start, take};
use app::duties::standings;
use app::records::{Given, Mode, Proposal, Said, When, propose, show as record};
use app::{Actor, Error};
use jiff::civil::date;
use plan::Light;

use crate::world::{World, taking, told, world};

const OFFICE: &str = "market-supervision";
const STREET: &str = "street-shaping";
const PARK: &str = "jinxia-park";
const DUTY: &str = "1.2_street-shaping_share";

fn clerk(world: &World) -> Actor {
    world.actor("clerk", Some(OFFICE))
}

fn leader(world: &World) -> Actor {
    let leader = world.actor("district-leader", Some("leading-group"));
    Actor { name: "account:9".to_owned(), account: Some(9), ..leader }
}

/// Starts a case and gives its number.
async fn begun(world: &World, actor: &Actor, procedure: &str, taking: &Taking) -> String {
    start(&world.app, actor, procedure, taking, Mode::Save).await.unwrap().number.unwrap()
}

async fn step(world: &World, actor: &Actor, number: &str, taking: &Taking) -> Result<String, Error> {
    take(&world.app, actor, number, taking, Mode::Save).await.map(|taken| taken.state)
}

const DECISION: [&str; 7] = [
    "meeting=2026-03",
    "number=7",
    "subject=明确街道兼职人员经费渠道（演示数据）",
    "lead=street-shaping",
    "responsible=jinxia-park",
    "dimension=management",
    "due_date=2026-09-30",
];

/// Whether a record holds on a day.
async fn holds(world: &World, ledger: &str, key: &str, day: &str) -> bool {
    let when = When { as_of: Some(day.parse().unwrap()), ..When::default() };
    match record(&world.app, &clerk(world), ledger, key, when).await {
        Ok(shown) => shown.record.is_some(),
        Err(Error::NotFound) => false,
        Err(error) => panic!("{error}"),
    }
}

async fn light(world: &World, duty: &str) -> Option<Light> {
    let standings = standings(&world.app, &clerk(world)).await.unwrap();
    standings.duties.iter().find(|it| it.duty.id == duty).map(|it| it.judged.light)
}

#[tokio::test]
async fn what_a_meeting_decided_is_entered_once_and_becomes_a_duty_with_its_proof() {
    let world = world().await;
    let clerk = clerk(&world);
    let number = begun(&world, &clerk, "decision", &taking("assign", &DECISION)).await;
    let (lead, share) = (format!("{number}_lead"), format!("{number}_{PARK}_share"));
    let today = "2026-09-01";
    for (ledger, key) in
        [("decisions", "2026-03~7"), ("duties", &*lead), ("duties", &*share), ("proofs", &*number)]
    {
        assert!(holds(&world, ledger, key, today).await, "{ledger} {key}");
        assert!(!holds(&world, ledger, key, "2026-08-31").await, "it was not so before");
    }
    assert_eq!(light(&world, &lead).await, Some(Light::Grey), "its day is not over");
    world.later("2026-10-01T09:00:00+08:00");
    assert_eq!(light(&world, &lead).await, Some(Light::Red), "nothing proves it");

    let mut postpone = taking("postpone", &["due_date=2026-10-31"]);
    postpone.reason = Some("等预算调整（演示数据）".to_owned());
    step(&world, &clerk, &number, &postpone).await.unwrap();
    assert_eq!(light(&world, &lead).await, Some(Light::Grey), "it has until another day");
    let before = When { as_of: Some(date(2026, 9, 30)), ..When::default() };
    let shown = record(&world.app, &clerk, "proofs", &number, before).await.unwrap();
    let due = shown.record.unwrap().fields["due_date"].as_date();
    assert_eq!(due, Some(date(2026, 9, 30)), "until then the day was the one decided");

    let finish = taking("finish", &["result=已列入预算（演示数据）"]);
    step(&world, &clerk, &number, &finish).await.unwrap();
    assert_eq!(light(&world, &lead).await, None, "what is done is owed no longer");
    assert!(!holds(&world, "duties", &share, "2026-10-01").await);
    assert!(holds(&world, "duties", &share, "2026-09-30").await, "it ended, it was not deleted");
    assert!(holds(&world, "decisions", "2026-03~7", "2026-10-01").await, "the decision stands");
}

#[tokio::test]
async fn the_same_decision_is_not_entered_twice_and_a_bad_one_leaves_nothing() {
    let world = world().await;
    let clerk = clerk(&world);
    let wrong = [&DECISION[..3], &["lead=nobody"], &DECISION[4..]].concat();
    let refused = start(&world.app, &clerk, "decision", &taking("assign", &wrong), Mode::Save).await;
    assert_eq!(told(refused), [("dangling-reference".to_owned(), "lead".to_owned())]);
    let checked = start(&world.app, &clerk, "decision", &taking("assign", &DECISION), Mode::Check).await;
    checked.unwrap();
    assert!(!holds(&world, "decisions", "2026-03~7", "2026-09-01").await);
    begun(&world, &clerk, "decision", &taking("assign", &DECISION)).await;
    let twice = start(&world.app, &clerk, "decision", &taking("assign", &DECISION), Mode::Save).await;
    assert!(matches!(twice, Err(Error::Conflict(_))), "{twice:?}");
}

#[tokio::test]
async fn an_instruction_becomes_a_slip_and_is_done_when_the_slip_is_closed() {
    let world = world().await;
    let (clerk, leader) = (clerk(&world), leader(&world));
    let plan = world.load_plan(&clerk, &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk, &plan).await;
    let instruction = |duty: &str| {
        let fields =
            ["subject=补报任命文件（演示数据）", "body=street-shaping", "text=请一周内补齐。（演示数据）"];
        let duty = format!("duty={duty}");
        taking("give", &[&fields[..], &["colour=yellow", "due_date=2026-09-08", &*duty]].concat())
    };
    let of_others = instruction("1.2_jinxia-industry-bureau_share");
    let refused = start(&world.app, &leader, "instruction", &of_others, Mode::Save).await;
    assert_eq!(told(refused)[0].0, "record-present", "the duty is one of the body");
    let head = world.actor("leader", Some(PARK));
    let refused = start(&world.app, &head, "instruction", &instruction(DUTY), Mode::Save).await;
    assert!(matches!(refused, Err(Error::NotFound | Error::NotAllowed(_))), "{refused:?}");

    let number = begun(&world, &leader, "instruction", &instruction(DUTY)).await;
    let shown = show(&world.app, &leader, &number).await.unwrap();
    let slip = &shown.children[0];
    let said = |field: &str| slip.fields[field].as_text().unwrap_or_default().to_owned();
    assert_eq!(said("origin"), format!("领导批示{number}"));
    assert_eq!((said("duty"), said("demand")), (DUTY.to_owned(), "请一周内补齐。（演示数据）".to_owned()));
    let street = world.actor("liaison", Some(STREET));
    let street = Actor { name: "account:2".to_owned(), account: Some(2), ..street };
    step(&world, &street, &slip.number, &taking("answer", &["answer=已补报（演示数据）"])).await.unwrap();
    step(&world, &clerk, &slip.number, &taking("close", &[])).await.unwrap();
    assert_eq!(show(&world.app, &leader, &number).await.unwrap().current.state, "done");

    let other = begun(&world, &leader, "instruction", &instruction(DUTY)).await;
    let mut withdraw = taking("withdraw", &[]);
    withdraw.reason = Some("该街道已报（演示数据）".to_owned());
    step(&world, &leader, &other, &withdraw).await.unwrap();
    let shown = show(&world.app, &leader, &other).await.unwrap();
    assert_eq!(shown.children[0].state, "withdrawn", "for the same reason");
}

fn slip(subject: &str) -> Taking {
    let subject = format!("subject={subject}");
    let fields = ["body=street-shaping", "colour=blue", "demand=请补报（演示数据）", "due_date=2026-12-18"];
    taking("issue", &[&[&*subject, "dimension=management"][..], &fields].concat())
}

#[tokio::test]
async fn documents_are_numbered_by_office_and_year_without_a_gap() {
    let world = world().await;
    let (clerk, leader) = (clerk(&world), leader(&world));
    let first = begun(&world, &clerk, "slip", &slip("甲（演示数据）")).await;
    // Neither what is only looked at nor what is refused takes a number.
    start(&world.app, &clerk, "slip", &slip("乙（演示数据）"), Mode::Check).await.unwrap();
    let no_subject = taking("issue", &["body=street-shaping"]);
    start(&world.app, &clerk, "slip", &no_subject, Mode::Save).await.unwrap_err();
    begun(&world, &leader, "slip", &slip("丙（演示数据）")).await;
    begun(&world, &clerk, "slip", &slip("丁（演示数据）")).await;
    let late = Taking { happened: Some(date(2025, 11, 3).into()), ..slip("戊（演示数据）") };
    begun(&world, &clerk, "slip", &late).await;
    let (registered, next) = register(&world.app, &clerk, None).await.unwrap();
    let numbers: Vec<&str> = registered.iter().map(|it| it.number.as_str()).collect();
    assert_eq!(
        numbers,
        [
            "区市场监督管理局督〔2025〕1号",
            "区市场监督管理局督〔2026〕2号",
            "区知识产权协调领导小组督〔2026〕1号",
            "区市场监督管理局督〔2026〕1号",
        ]
    );
    assert_eq!(next, None);

    let issued = document(&world.app, &clerk, &first, (1, "slip")).await.unwrap().content;
    assert_eq!(issued.heading, "关于甲（演示数据）的督促单");
    assert_eq!(issued.to, ["沙坪街道"]);
    assert_eq!(issued.text.len(), 3, "nothing is said of where it comes from: {:#?}", issued.text);
    assert!(issued.text[2].contains("请于2026年12月18日前办结"), "{:#?}", issued.text);
    assert_eq!(issued.date, date(2026, 9, 1));
    let park = world.actor("liaison", Some(PARK));
    let others = document(&world.app, &park, &first, (1, "slip")).await;
    assert!(matches!(others, Err(Error::NotFound)), "{others:?}");
    let (of_park, _) = register(&world.app, &park, None).await.unwrap();
    assert!(of_park.iter().all(|it| it.seen.is_none()), "a number without what it is about");
    assert_eq!(of_park.len(), 4);
    assert!(matches!(register(&world.app, &world.actor("citizen", None), None).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn a_document_reads_as_the_case_did_when_it_was_made() {
    let world = world().await;
    let clerk = clerk(&world);
    let number = begun(&world, &clerk, "slip", &slip("甲（演示数据）")).await;
    let before = document(&world.app, &clerk, &number, (1, "slip")).await.unwrap();
    world.later("2026-12-21T09:00:00+08:00");
    app::cases::tick(&world.app).await.unwrap();
    let shown = show(&world.app, &clerk, &number).await.unwrap();
    assert_eq!(shown.current.fields["colour"].as_text(), Some("yellow"), "it is yellow now");
    // Nor does it follow what its body is called since then.
    let renamed = Proposal {
        said: Said::Became { key: STREET.to_owned(), from: world.app.today() },
        given: Given::Cells([("name".to_owned(), "沙坪新城街道（演示数据）".to_owned())].into()),
        reason: "演示数据".to_owned(),
        seen: None,
    };
    propose(&world.app, &clerk, "bodies", &renamed, Mode::Save).await.unwrap();
    assert_eq!(document(&world.app, &clerk, &number, (1, "slip")).await.unwrap(), before);
    let nobody = world.actor("clerk", None);
    let refused = start(&world.app, &nobody, "slip", &slip("乙（演示数据）"), Mode::Save).await;
    assert_eq!(told(refused), [("no-office".to_owned(), String::new())]);
}
