//! Cases as people meet them: who sees one, who does what, what follows from a step and from a clock that runs out.

mod table;

use app::cases::{
    News, Shown, Taken, Taking, Wanted, annul, board, list, remind, reproject, show, start, take, tick,
};
use app::records::{Given, Mode, Proposal, Said, propose};
use app::{Actor, Error, county, jobs};
use jiff::civil::{Date, date};
use kernel::Wording;
use kernel::period::Event;
use pack::Pack;
use store::cases::Current;

pub(crate) use self::table::COLUMNS;
use crate::world::{World, taking, told, world};

const OFFICE: &str = "market-supervision";
const STREET: &str = "street-shaping";
const PARK: &str = "jinxia-park";

fn clerk(world: &World) -> Actor {
    world.actor("clerk", Some(OFFICE))
}

fn liaison(world: &World, body: &str) -> Actor {
    Actor { name: format!("account:{body}"), account: Some(2), ..world.actor("liaison", Some(body)) }
}

/// The clocks that have not ended.
fn running(shown: &Shown) -> Vec<&str> {
    let open = shown.clocks.iter().filter(|clock| clock.running.stopped.is_none());
    open.map(|clock| clock.running.clock.as_str()).collect()
}

const SLIP: [&str; 6] = [
    "subject=补齐培训记录",
    "body=street-shaping",
    "colour=blue",
    "demand=补报三季度培训签到表",
    "due_date=2026-09-04",
    "dimension=management",
];

async fn slip(world: &World) -> String {
    let taken = start(&world.app, &clerk(world), "slip", &taking("issue", &SLIP), Mode::Save).await.unwrap();
    taken.number.unwrap()
}

async fn step(world: &World, actor: &Actor, number: &str, taking: Taking) -> Result<Taken, Error> {
    take(&world.app, actor, number, &taking, Mode::Save).await
}

async fn seen(world: &World, actor: &Actor, number: &str) -> Result<Current, Error> {
    show(&world.app, actor, number).await.map(|shown| shown.current)
}

#[tokio::test]
async fn a_slip_is_answered_by_its_body_and_closed_by_whoever_sent_it() {
    let world = world().await;
    let number = slip(&world).await;
    assert_eq!(number, "slip-2026-0001");
    let (clerk, street) = (clerk(&world), liaison(&world, STREET));
    let early = step(&world, &clerk, &number, taking("close", &[])).await;
    assert!(matches!(early, Err(Error::Invalid(_))), "{early:?}");
    let answered = step(&world, &street, &number, taking("answer", &["answer=已补报两份"])).await.unwrap();
    assert_eq!(answered.state, "answered");
    let own = step(&world, &street, &number, taking("close", &[])).await;
    assert!(matches!(own, Err(Error::NotAllowed(_))), "{own:?}");
    assert_eq!(step(&world, &clerk, &number, taking("close", &[])).await.unwrap().state, "closed");
    let shown = show(&world.app, &street, &number).await.unwrap();
    let told: Vec<(&str, i64)> = shown
        .told
        .iter()
        .map(|told| match &told.event.what {
            cases::Happening::Step { step, .. } => (step.as_str(), told.operation),
            cases::Happening::Annulment { .. } => ("annulment", told.operation),
        })
        .collect();
    assert_eq!(told.iter().map(|(step, _)| *step).collect::<Vec<_>>(), ["issue", "answer", "close"]);
    assert!(told.windows(2).all(|pair| pair[0].1 < pair[1].1), "each in an operation of its own: {told:?}");
    assert!(shown.steps.is_empty() && running(&shown).is_empty());
}

#[tokio::test]
async fn a_case_is_seen_by_whom_it_concerns_and_is_not_there_for_others() {
    let world = world().await;
    let number = slip(&world).await;
    assert_eq!(seen(&world, &clerk(&world), &number).await.unwrap().name, "补齐培训记录");
    assert!(seen(&world, &liaison(&world, STREET), &number).await.is_ok());
    let late = Actor { second_factor: false, ..clerk(&world) };
    let stranger = Actor::stranger(world.app.declarations().roles.get("stranger").cloned());
    for other in [
        liaison(&world, PARK),
        stranger,
        late,
        world.actor("citizen", None),
        world.actor("system-administrator", None),
        world.actor("mediator", None),
    ] {
        assert!(matches!(seen(&world, &other, &number).await, Err(Error::NotFound)), "{other:?}");
        let tried = step(&world, &other, &number, taking("answer", &["answer=别人"])).await;
        assert!(matches!(tried, Err(Error::NotFound)), "{other:?} {tried:?}");
    }
    let count = async |actor: &Actor| match list(&world.app, actor, "slip", &Wanted::default()).await {
        Ok(page) => Some(page.cases.len()),
        Err(Error::NotFound) => None,
        Err(error) => panic!("{error}"),
    };
    assert_eq!(count(&clerk(&world)).await, Some(1));
    assert_eq!(count(&liaison(&world, STREET)).await, Some(1));
    assert_eq!(count(&liaison(&world, PARK)).await, Some(0));
    assert_eq!(count(&world.actor("citizen", None)).await, None);
}

#[tokio::test]
async fn everything_that_is_wrong_is_told_at_once_and_leaves_no_trace() {
    let world = world().await;
    let wrong = taking("issue", &["body=street-shaping", "colour=green", "due_date=明天"]);
    let Err(Error::Invalid(problems)) = start(&world.app, &clerk(&world), "slip", &wrong, Mode::Save).await
    else {
        panic!("it was taken")
    };
    let fields: Vec<&str> = problems.iter().filter_map(|it| it.place.field.as_deref()).collect();
    for field in ["colour", "due_date", "subject", "demand", "dimension"] {
        assert_eq!(fields.iter().filter(|it| **it == field).count(), 1, "{field}: {fields:?}");
    }
    let checked =
        start(&world.app, &clerk(&world), "slip", &taking("issue", &SLIP), Mode::Check).await.unwrap();
    assert_eq!((checked.number, checked.state.as_str()), (None, "open"));
    assert_eq!(slip(&world).await, "slip-2026-0001", "what was only checked took no number");
}

#[tokio::test]
async fn two_who_act_at_once_do_not_overwrite_each_other() {
    let world = world().await;
    let number = slip(&world).await;
    let street = liaison(&world, STREET);
    let answer = |text: &str| Taking { seen: Some(1), ..taking("answer", &[text]) };
    step(&world, &street, &number, answer("answer=甲")).await.unwrap();
    let second = step(&world, &street, &number, answer("answer=乙")).await;
    assert!(matches!(second, Err(Error::Conflict(_))), "{second:?}");
}

#[tokio::test]
async fn a_question_is_asked_once() {
    let world = world().await;
    let ask = ["finding=I9", "question=含不含本数？", "owner=market-supervision", "due_date=2026-09-20"];
    let first =
        start(&world.app, &clerk(&world), "question", &taking("ask", &ask), Mode::Save).await.unwrap();
    let Err(Error::Conflict(why)) =
        start(&world.app, &clerk(&world), "question", &taking("ask", &ask), Mode::Save).await
    else {
        panic!("it was asked twice")
    };
    assert!(why.zh.contains(&first.number.unwrap()), "{why:?}");
}

#[tokio::test]
async fn a_clock_that_runs_out_takes_its_step_once() {
    let world = world().await;
    let number = slip(&world).await;
    world.later("2026-09-04T23:00:00+08:00");
    assert_eq!(tick(&world.app).await.unwrap(), 0, "the last day is not over");
    world.later("2026-09-05T00:10:00+08:00");
    assert_eq!(tick(&world.app).await.unwrap(), 1);
    assert_eq!(tick(&world.app).await.unwrap(), 0);
    let shown = show(&world.app, &liaison(&world, STREET), &number).await.unwrap();
    assert_eq!(shown.current.fields["colour"].as_text(), Some("yellow"));
    let escalated = shown.clocks.last().unwrap();
    assert_eq!(
        (escalated.running.clock.as_str(), escalated.projection.due.unwrap().date),
        ("escalated", date(2026, 9, 9))
    );
    assert!(
        escalated.sentences[0].zh.contains("三个工作日") || escalated.sentences[0].zh.contains("3个工作日")
    );
    assert_eq!(shown.told.last().unwrap().event.actor, "clock");
}

#[tokio::test]
async fn a_step_that_was_a_mistake_is_annulled_by_who_could_take_it() {
    let world = world().await;
    let number = slip(&world).await;
    let (clerk, street) = (clerk(&world), liaison(&world, STREET));
    step(&world, &street, &number, taking("answer", &["answer=已补报"])).await.unwrap();
    let begun = show(&world.app, &clerk, &slip(&world).await).await.unwrap();
    assert_eq!(begun.annullable, None, "what has begun is ended by its own steps");
    let theirs = annul(&world.app, &clerk, &number, 2, "弄错了").await;
    assert!(matches!(theirs, Err(Error::NotAllowed(_))), "{theirs:?}");
    assert!(matches!(annul(&world.app, &street, &number, 1, "弄错了").await, Err(Error::Invalid(_))));
    assert!(matches!(annul(&world.app, &street, &number, 2, " ").await, Err(Error::Invalid(_))));
    assert_eq!(annul(&world.app, &street, &number, 2, "附件传错了").await.unwrap().state, "open");
    let shown = show(&world.app, &street, &number).await.unwrap();
    assert_eq!(shown.told.iter().map(|told| told.annulled).collect::<Vec<_>>(), [false, true, false]);
    assert_eq!(running(&shown), ["answer"], "the clock runs again");
}

#[tokio::test]
async fn a_decree_moves_the_days_that_rest_on_it_and_each_says_why() {
    let world = world().await;
    world.later("2026-12-28T09:00:00+08:00");
    let mut fields = SLIP;
    fields[4] = "due_date=2026-12-29";
    start(&world.app, &clerk(&world), "slip", &taking("issue", &fields), Mode::Save).await.unwrap();
    world.later("2026-12-30T09:00:00+08:00");
    assert_eq!(tick(&world.app).await.unwrap(), 1);
    let number = "slip-2026-0001";
    let due = async || {
        let shown = show(&world.app, &clerk(&world), number).await.unwrap();
        let clock = shown.clocks.last().unwrap();
        let due = clock.projection.due.unwrap();
        (
            due.date,
            due.provisional,
            clock.moved.iter().map(|moved| moved.reason.zh.clone()).collect::<Vec<_>>(),
        )
    };
    assert_eq!(due().await, (date(2027, 1, 5), true, Vec::new()));
    let calendar = include_str!("../../../../packs/china/calendar.toml");
    assert!(calendar.contains("off = [2027-01-01]"));
    // An arrangement made up for this test.
    let published = "status = \"published\"\nnotice = \"演示通知\"\nnotice_date = 2026-12-30\nsource = \"演示\"\nworking_days = 248\nworked = []";
    let calendar = calendar
        .replace("off = [2027-01-01]", "off = [2027-01-01, 2027-01-04]")
        .replace("2027-05-02]", "2027-05-02, 2027-05-03]")
        .replace("2027-10-03]", "2027-10-03, 2027-10-04, 2027-10-05, 2027-10-06, 2027-10-07]")
        .replace("year = 2027\nstatus = \"statutory_only\"", &format!("year = 2027\n{published}"));
    let mut files = Pack::built_in("kaifu-demo").unwrap().contents().unwrap();
    files.push(("calendar.toml".to_owned(), calendar.into_bytes()));
    let pack = Pack::open_files("kaifu-demo", files).unwrap();
    let administrator = world.actor("system-administrator", None);
    county::install(&world.app, &administrator, pack).await.unwrap();
    world.later("2026-12-30T09:01:00+08:00");
    jobs::run_due(&world.app).await.unwrap();
    assert_eq!(due().await, (date(2027, 1, 6), false, vec!["2027年放假安排已公布".to_owned()]));
    let again = [News::of_everything(Wording::new("再算一次", "once more"))];
    assert_eq!(reproject(&world.app, &Actor::system(), &again).await.unwrap().moved, 0);
}

#[tokio::test]
async fn a_case_goes_on_by_the_procedure_by_which_it_began() {
    let world = world().await;
    let number = slip(&world).await;
    let procedure = include_str!("../../../../packs/china/procedures/slip/procedure.toml");
    let stories = include_str!("../../../../packs/china/procedures/slip/stories.txt");
    let other = procedure
        .replace("title = { zh = \"销号\", en = \"close\" }", "title = { zh = \"核销\", en = \"close\" }");
    assert_ne!(other, procedure);
    let mut files = Pack::built_in("kaifu-demo").unwrap().contents().unwrap();
    files.push(("procedures/slip/procedure.toml".to_owned(), other.into_bytes()));
    files.push(("procedures/slip/stories.txt".to_owned(), stories.as_bytes().to_vec()));
    let pack = Pack::open_files("kaifu-demo", files).unwrap();
    county::install(&world.app, &world.actor("system-administrator", None), pack).await.unwrap();
    step(&world, &liaison(&world, STREET), &number, taking("answer", &["answer=已补报"])).await.unwrap();
    let titles = async |number: &str| {
        let shown = show(&world.app, &clerk(&world), number).await.unwrap();
        shown.steps.iter().map(|step| step.title.zh.clone()).collect::<Vec<_>>()
    };
    assert_eq!(titles(&number).await, ["退回", "销号", "撤回"]);
    let newer = slip(&world).await;
    step(&world, &liaison(&world, STREET), &newer, taking("answer", &["answer=已补报"])).await.unwrap();
    assert_eq!(titles(&newer).await, ["退回", "核销", "撤回"]);
}

#[tokio::test]
async fn a_round_asks_each_body_for_each_of_its_duties_once() {
    let world = world().await;
    let clerk = clerk(&world);
    let plan = world.load_plan(&clerk, &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk, &plan).await;
    let fields = ["quarter=2026-q3", "title=2026年三季度调度", "due_date=2026-09-25"];
    let round = start(&world.app, &clerk, "round", &taking("draft", &fields), Mode::Save)
        .await
        .unwrap()
        .number
        .unwrap();
    step(&world, &clerk, &round, taking("issue", &[])).await.unwrap();
    // 20 tasks with 112 owners; the streets are sixteen, the member bodies nobody has listed yet.
    let page = list(&world.app, &clerk, "report", &Wanted::default()).await.unwrap();
    assert_eq!(page.totals, [("writing".to_owned(), 171)]);
    let own = list(&world.app, &liaison(&world, STREET), "report", &Wanted::default()).await.unwrap();
    let titles: Vec<&str> = own.cases.iter().map(|it| it.current.name.as_str()).collect();
    // As one of the streets for four tasks, and for one by its own name.
    assert_eq!(titles.len(), 5, "{titles:?}");
    let board = board(&world.app, &clerk, &round).await.unwrap();
    assert_eq!((board.subjects.len(), board.rows.len()), (20, 42));
    assert_eq!(board.rows[STREET].len(), 5);
    let of_street = board_of(&world, &liaison(&world, STREET), &round).await;
    assert_eq!(of_street, Some(1), "a body sees its own row");
    assert_eq!(board_of(&world, &world.actor("citizen", None), &round).await, None);
    assert_eq!(board.nobodys.len(), 1, "the members whom nobody has listed are nobody's to ask");
    let undone = annul(&world.app, &clerk, &round, 2, "下发有误").await;
    assert!(matches!(undone, Err(Error::Invalid(_))), "171 reports would not know of it: {undone:?}");
    world.later("2026-09-28T09:00:00+08:00");
    step(&world, &clerk, &round, taking("close", &[])).await.unwrap();
    let page = list(&world.app, &clerk, "report", &Wanted::default()).await.unwrap();
    assert_eq!(page.totals, [("missing".to_owned(), 171)]);
}

/// How many rows somebody sees of a board.
async fn board_of(world: &World, actor: &Actor, number: &str) -> Option<usize> {
    board(&world.app, actor, number).await.ok().map(|board| board.rows.len())
}

#[tokio::test]
async fn who_can_end_a_clock_is_reminded_once_before_it_ends() {
    let world = world().await;
    let street = world.account("liaison", Some(STREET)).await;
    let number = slip(&world).await;
    let reminders = async || {
        let reader = world.app.store().reader().await.unwrap();
        let messages = store::inbox::list(&reader, street, true, None, 50).await.unwrap();
        let is_reminder =
            |message: &store::inbox::Message| message.kind == store::inbox::MessageKind::Reminder;
        messages.into_iter().filter(is_reminder).map(|it| (it.title_zh, it.due)).collect::<Vec<_>>()
    };
    remind(&world.app).await.unwrap();
    let told = vec![("办结期限还有3个工作日：补齐培训记录".to_owned(), Some(date(2026, 9, 4)))];
    assert_eq!(reminders().await, told, "three working days before");
    remind(&world.app).await.unwrap();
    assert_eq!(reminders().await.len(), 1, "not twice on one day");
    world.later("2026-09-02T08:00:00+08:00");
    remind(&world.app).await.unwrap();
    assert_eq!(reminders().await.len(), 1, "two days before, nobody is told");
    let answer = taking("answer", &["answer=已补报"]);
    step(&world, &liaison(&world, STREET), &number, answer).await.unwrap();
    world.later("2026-09-03T08:00:00+08:00");
    assert_eq!(remind(&world.app).await.unwrap(), 0, "the clock has ended");
}

#[tokio::test]
async fn a_supervision_needs_a_designation_that_is_valid_on_its_day() {
    let world = world().await;
    let clerk = clerk(&world);
    let designate = async |number: i64, begins: &str, ends: &str, body: &str| {
        let number = number.to_string();
        let cells = [
            ("number", number.as_str()),
            ("title", "关于指定开展督查的通知（演示数据）"),
            ("document_number", "演示发〔2026〕1号"),
            ("designated_by", "区人民政府"),
            ("body", body),
            ("scope", "软件正版化（演示数据）"),
            ("begins_on", begins),
            ("ends_on", ends),
        ];
        let cells = cells.map(|(id, cell)| (id.to_owned(), cell.to_owned())).into();
        let (said, given) = (Said::Created { from: date(2026, 1, 1) }, Given::Cells(cells));
        let proposal = Proposal { said, given, reason: "演示数据".to_owned(), seen: None };
        propose(&world.app, &clerk, "designations", &proposal, Mode::Save).await.unwrap();
    };
    let issue = async |number: i64, day: Option<Date>| {
        let designation = format!("designation={number}");
        let fields = ["inspector=market-supervision", "body=street-shaping", "due_date=2026-09-30"];
        let about = ["subject=软件正版化（演示数据）", "scope=核对台账", "dimension=creation", &*designation];
        let fields = [&fields[..], &about].concat();
        let taking = Taking { happened: day.map(Event::Date), ..taking("issue", &fields) };
        start(&world.app, &clerk, "supervision-notice", &taking, Mode::Save).await
    };
    let refused = async |number: i64| {
        told(issue(number, None).await).into_iter().map(|it| it.0).collect::<Vec<String>>()
    };
    assert!(refused(1).await.contains(&"dangling-reference".to_owned()), "there is none");
    designate(1, "2026-01-01", "2026-08-31", OFFICE).await;
    assert_eq!(refused(1).await, ["record-present"], "it has run out");
    issue(1, Some(date(2026, 8, 31))).await.unwrap();
    designate(2, "2026-09-02", "2026-12-31", OFFICE).await;
    assert_eq!(refused(2).await, ["record-present"], "it begins tomorrow");
    designate(3, "2026-09-01", "2026-09-01", STREET).await;
    assert_eq!(refused(3).await, ["record-present"], "it designates another body");
    designate(4, "2026-09-01", "2026-09-01", OFFICE).await;
    issue(4, None).await.unwrap();
}

#[tokio::test]
async fn a_role_for_one_case_counts_in_that_case_alone() {
    let world = world().await;
    let (one, other) = (slip(&world).await, slip(&world).await);
    let mut actor = liaison(&world, STREET);
    for granted in actor.roles.iter_mut().filter(|granted| granted.role.id == "liaison") {
        granted.case = Some(one.clone());
    }
    assert!(seen(&world, &actor, &one).await.is_ok());
    assert!(matches!(seen(&world, &actor, &other).await, Err(Error::NotFound)));
    let answer = taking("answer", &["answer=已补报"]);
    assert!(step(&world, &actor, &one, answer.clone()).await.is_ok());
    assert!(matches!(step(&world, &actor, &other, answer).await, Err(Error::NotFound)));
}
