//! Rounds one after the other, and rounds that are entered late: neither makes a light better than what was answered, and the past does
//! not write over the present.

use app::cases::{Taking, annul, board, offered, preview, show, start, take};
use app::duties::{reported, standings};
use app::plans::FirstVersion;
use app::records::{Given, Mode, Proposal, Said, propose};
use app::rounds::{Cut, cut, kept_on};
use app::{Actor, Error};
use jiff::civil::{Date, date};
use kernel::period::Event;
use plan::Light;

use crate::county::on_both;
use crate::world::{World, taking, told, world, world_on};

pub(crate) const OFFICE: &str = "market-supervision";
pub(crate) const STREET: &str = "street-shaping";
pub(crate) const DUTY: &str = "1.2_street-shaping_share";
/// A duty on which nobody reports in these stories.
const OTHER: &str = "1.2_street-laodaohe_share";

/// Somebody with a role for a body, under an account of their own.
pub(crate) fn of(world: &World, role: &str, body: &str, account: i64) -> Actor {
    Actor { name: format!("account:{account}"), account: Some(account), ..world.actor(role, Some(body)) }
}

pub(crate) fn clerk(world: &World) -> Actor {
    of(world, "clerk", OFFICE, 7)
}

/// A plan in force since 1 September.
pub(crate) async fn in_force() -> World {
    with_plan(world().await).await
}

async fn with_plan(world: World) -> World {
    let plan = world.load_plan(&clerk(&world), &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk(&world), &plan).await;
    world
}

/// Issues a round on a day, or now.
async fn issue(world: &World, quarter: &str, due: Date, day: Option<Date>) -> String {
    let happened = day.map(Event::Date);
    let fields =
        [format!("quarter={quarter}"), format!("title={quarter}（演示数据）"), format!("due_date={due}")];
    let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
    let draft = Taking { happened, ..taking("draft", &fields) };
    let round = start(&world.app, &clerk(world), "round", &draft, Mode::Save).await.unwrap().number.unwrap();
    let issue = Taking { happened, ..taking("issue", &[]) };
    take(&world.app, &clerk(world), &round, &issue, Mode::Save).await.unwrap();
    round
}

/// The report on a duty in a round.
pub(crate) async fn report(world: &World, round: &str, duty: &str) -> String {
    let board = board(&world.app, &clerk(world), round).await.unwrap();
    let mut reports = board.rows.values().flat_map(|row| row.values().flatten());
    reports.find(|current| current.fields["duty"].as_text() == Some(duty)).unwrap().number.clone()
}

/// The street sends its report, and its leader signs.
pub(crate) async fn answer(world: &World, report: &str, judgement: &str, measures: &str, signs: bool) {
    let fields = [format!("judgement={judgement}"), format!("measures={measures}（演示数据）")];
    let send = taking("send", &[&fields[0], &fields[1]]);
    take(&world.app, &of(world, "liaison", STREET, 8), report, &send, Mode::Save).await.unwrap();
    if signs {
        let head = of(world, "leader", STREET, 9);
        take(&world.app, &head, report, &taking("sign", &[]), Mode::Save).await.unwrap();
    }
}

pub(crate) async fn close(world: &World, round: &str) {
    take(&world.app, &clerk(world), round, &taking("close", &[]), Mode::Save).await.unwrap();
}

/// The lights of all duties, and those of the two that are looked at with their first reasons.
async fn lights(world: &World) -> (Vec<Light>, [(Light, String); 2]) {
    let standings = standings(&world.app, &clerk(world)).await.unwrap();
    let all = standings.duties.iter().map(|it| it.judged.light).collect();
    let of = |id: &str| {
        let it = standings.duties.iter().find(|it| it.duty.id == id).unwrap();
        (it.judged.light, it.judged.reasons[0].zh.clone())
    };
    (all, [of(DUTY), of(OTHER)])
}

#[tokio::test]
async fn another_round_makes_nothing_better() {
    let world = in_force().await;
    let third = issue(&world, "2026-q3", date(2026, 9, 25), None).await;
    let first = report(&world, &third, DUTY).await;
    answer(&world, &first, "behind", "走访企业三家，逐户核对台账，当场答复所提的问题", true).await;
    world.later("2026-10-08T09:00:00+08:00");
    let late = (Light::Red, "1份季度报告逾期未报".to_owned());
    let behind = (Light::Yellow, "单位自己报告欠进度".to_owned());
    let before = lights(&world).await;
    assert_eq!(before.1, [behind.clone(), late.clone()]);

    let fourth = issue(&world, "2026-q4", date(2026, 12, 25), None).await;
    assert_eq!(lights(&world).await, before, "what was asked anew is no answer to what was asked before");
    close(&world, &third).await;
    assert_eq!(lights(&world).await, before, "what is missing when a round is closed stays late");
    let second = report(&world, &fourth, DUTY).await;
    answer(&world, &second, "on-course", "培训街道兼职人员两次，受理咨询九件，全部办结", false).await;
    assert_eq!(lights(&world).await, before, "what nobody has signed takes nothing back");
    let head = of(&world, "leader", STREET, 9);
    take(&world.app, &head, &second, &taking("sign", &[]), Mode::Save).await.unwrap();
    assert_eq!(lights(&world).await.1[0].0, Light::Grey, "the next report says otherwise");
    world.later("2026-12-28T09:00:00+08:00");
    let twice = (Light::Red, "2份季度报告逾期未报".to_owned());
    assert_eq!(lights(&world).await.1[1], twice);
}

#[tokio::test]
async fn a_round_is_closed_when_its_day_is_over_or_nothing_of_it_waits_any_more() {
    let world = in_force().await;
    let (clerk, app) = (clerk(&world), &world.app);
    let chosen = ["quarter=2026-q3", "due_date=2026-09-25", "tasks=1.2", &format!("bodies={STREET}")];
    let round = draft(&world, &chosen).await.unwrap();
    take(app, &clerk, &round, &taking("issue", &[]), Mode::Save).await.unwrap();
    let number = report(&world, &round, DUTY).await;
    let before = lights(&world).await;
    // Whoever has time left is not late because a clerk closes too soon: neither the round nor the report alone.
    let refused = take(app, &clerk, &round, &taking("close", &[]), Mode::Save).await;
    let Err(Error::Invalid(problems)) = refused else { panic!("{refused:?}") };
    let [problem] = problems.as_slice() else { panic!("{problems:?}") };
    assert_eq!(problem.code, "children-ended");
    assert!(problem.what.zh.contains(&number), "{problem:?}");
    assert!(problem.remedy.zh.ends_with("或等到“报送截止”过后"), "{problem:?}");
    let refused = take(app, &clerk, &number, &taking("close", &[]), Mode::Save).await;
    assert_eq!(told(refused), [("not-running".to_owned(), String::new())]);
    assert_eq!(lights(&world).await, before);

    answer(&world, &number, "on-course", "走访企业三家，逐户核对台账，当场答复所提的问题", false).await;
    let unsigned = take(app, &clerk, &round, &taking("close", &[]), Mode::Save).await;
    assert_eq!(told(unsigned), [("children-ended".to_owned(), String::new())], "it waits for its leader");
    take(app, &of(&world, "leader", STREET, 9), &number, &taking("sign", &[]), Mode::Save).await.unwrap();
    close(&world, &round).await;
    assert_eq!(show(app, &clerk, &number).await.unwrap().current.state, "submitted", "all have reported");
}

#[tokio::test]
async fn an_old_round_entered_late_changes_no_light_and_no_word() {
    let world = in_force().await;
    let third = issue(&world, "2026-q3", date(2026, 9, 25), None).await;
    let first = report(&world, &third, DUTY).await;
    answer(&world, &first, "on-course", "走访企业三家，逐户核对台账，当场答复所提的问题", true).await;
    let accept = taking("accept", &[]);
    take(&world.app, &clerk(&world), &first, &accept, Mode::Save).await.unwrap();
    let before = lights(&world).await;
    assert!(before.0.iter().all(|light| *light == Light::Grey));

    // Everything happened before the round of the third quarter, and is entered after it.
    let second = issue(&world, "2026-q2", date(2026, 8, 28), Some(date(2026, 8, 20))).await;
    assert_eq!(lights(&world).await, before, "nobody was asked in time, so nobody is late");
    let old = report(&world, &second, DUTY).await;
    answer(&world, &old, "behind", "培训街道兼职人员两次，受理咨询九件，全部办结", true).await;
    close(&world, &second).await;
    assert_eq!(lights(&world).await, before);
    let said = reported(&world.app, &clerk(&world)).await.unwrap();
    assert_eq!(said.on(DUTY).unwrap().number, first, "the newest word is that of the newest quarter");
}

#[tokio::test]
async fn a_round_before_the_plan_was_issued_asks_for_the_duties_of_the_first_version() {
    let world = in_force().await;
    world.later("2026-11-02T09:00:00+08:00");
    let text = world.text_of_plan().replace("区湘绣产业办、沙坪街道", "区湘绣产业办");
    let second = world.load_plan(&clerk(&world), &text).await.unwrap();
    world.issue_plan(&clerk(&world), &second).await;
    let day = date(2024, 7, 1);
    let fields = ["quarter=2024-q2", "title=二季度（演示数据）", "due_date=2024-07-10"];
    let draft = Taking { happened: Some(Event::Date(day)), ..taking("draft", &fields) };
    let round = start(&world.app, &clerk(&world), "round", &draft, Mode::Save).await.unwrap().number.unwrap();

    let first = Some(FirstVersion { number: "plan-2026-0001".to_owned(), from: date(2026, 9, 1) });
    let seen = preview(&world.app, &clerk(&world), &round, "issue", None).await.unwrap();
    let [opening] = seen.openings.as_slice() else { panic!("{seen:?}") };
    assert_eq!((opening.cases, &opening.first), (171, &first), "what is entered late goes on with its day");
    let today = preview(&world.app, &clerk(&world), &round, "issue", Some(world.app.today())).await.unwrap();
    assert_eq!(
        (today.openings[0].cases, &today.openings[0].first),
        (170, &None),
        "the second version drops one"
    );

    let before = lights(&world).await;
    let issue = Taking { happened: Some(Event::Date(day)), ..taking("issue", &[]) };
    take(&world.app, &clerk(&world), &round, &issue, Mode::Save).await.unwrap();
    assert_eq!(lights(&world).await, before);
    let shown = show(&world.app, &clerk(&world), &round).await.unwrap();
    let [_, issued] = shown.told.as_slice() else { panic!("{shown:?}") };
    assert_eq!((issued.event.happened.date(), issued.event.recorded.date()), (day, date(2026, 11, 2)));
    assert_eq!(
        (shown.children.len(), &issued.first),
        (171, &first),
        "the history says whose duties they are"
    );
    assert_eq!(shown.told[0].first, None);
    close(&world, &round).await;
}

#[tokio::test]
async fn a_body_that_is_not_there_any_more_is_named_and_asked_for_nothing() {
    let world = in_force().await;
    world.later("2026-10-08T09:00:00+08:00");
    let said = Said::Ended { key: STREET.to_owned(), from: world.app.today() };
    let proposal = Proposal { said, given: Given::Nothing, reason: "演示数据".to_owned(), seen: None };
    propose(&world.app, &clerk(&world), "bodies", &proposal, Mode::Save).await.unwrap();
    let standings = standings(&world.app, &clerk(&world)).await.unwrap();
    assert_eq!((&*standings.bodies[STREET], standings.ended.len()), ("沙坪街道", 1), "by its last name");
    assert_eq!(standings.duties.len(), 172, "what it owed is not lost");

    let fields = ["quarter=2026-q4", "title=四季度（演示数据）", "due_date=2026-12-25"];
    let draft = taking("draft", &fields);
    let round = start(&world.app, &clerk(&world), "round", &draft, Mode::Save).await.unwrap().number.unwrap();
    let seen = preview(&world.app, &clerk(&world), &round, "issue", None).await.unwrap();
    let [opening] = seen.openings.as_slice() else { panic!("{seen:?}") };
    assert_eq!((opening.cases, opening.left.len()), (166, 5));
    assert!(opening.left.iter().all(|(_, name)| name == "沙坪街道"), "{:?}", opening.left);
    take(&world.app, &clerk(&world), &round, &taking("issue", &[]), Mode::Save).await.unwrap();
    let board = board(&world.app, &clerk(&world), &round).await.unwrap();
    assert_eq!((board.rows.contains_key(STREET), board.nobodys.len()), (false, 6), "and the board says so");
}

/// Drafts a round; gives its number.
pub(crate) async fn draft(world: &World, fields: &[&str]) -> Result<String, Error> {
    let drafted = start(&world.app, &clerk(world), "round", &taking("draft", fields), Mode::Save).await?;
    Ok(drafted.number.unwrap())
}

#[tokio::test]
async fn a_round_that_says_nothing_of_its_day_has_the_one_of_the_pack() {
    let world = in_force().await;
    for (quarter, title, due) in [
        // The Mid-Autumn Festival and two days off; the working day after them.
        ("2026-q3", "2026年三季度调度", "2026-09-28"),
        // Saturday; the working day after it.
        ("2027-q3", "2027年三季度调度", "2027-09-27"),
    ] {
        let round = draft(&world, &[&format!("quarter={quarter}")]).await.unwrap();
        let shown = show(&world.app, &clerk(&world), &round).await.unwrap();
        assert_eq!(shown.current.fields["title"].as_text(), Some(title));
        assert_eq!(shown.current.fields["due_date"].as_date(), Some(due.parse().unwrap()));
    }
    let own = draft(&world, &["quarter=2026-q4", "due_date=2026-12-20"]).await.unwrap();
    let shown = show(&world.app, &clerk(&world), &own).await.unwrap();
    assert_eq!(shown.current.fields["due_date"].as_date(), Some(date(2026, 12, 20)), "what is said counts");
}

#[tokio::test]
async fn a_round_asks_for_the_tasks_and_of_the_bodies_that_were_chosen() {
    let world = in_force().await;
    let (clerk, app) = (clerk(&world), &world.app);
    let procedure = app.declarations().procedures["round"].clone();
    let offered = offered(app, &clerk, &procedure, None).await.unwrap();
    let tasks = &offered["tasks"].choices;
    assert_eq!(tasks.len(), 20);
    assert_eq!(tasks[1], ("1.2".to_owned(), "1.2 健全行业管理体制".to_owned()));
    assert!(offered["bodies"].choices.iter().any(|(body, _)| body == STREET));
    assert!(offered.values().all(|it| it.all), "all of it is meant until somebody says otherwise");

    let chosen = ["quarter=2026-q3", "tasks=1.1", "tasks=1.2", &format!("bodies={STREET}")];
    let round = draft(&world, &chosen).await.unwrap();
    let seen = preview(app, &clerk, &round, "issue", None).await.unwrap();
    let opening = &seen.openings[0];
    assert_eq!((opening.shares.len(), opening.shares[STREET].cases.len()), (1, opening.cases));
    take(app, &clerk, &round, &taking("issue", &[]), Mode::Save).await.unwrap();
    let board = board(app, &clerk, &round).await.unwrap();
    let reports = board.rows.values().flat_map(|row| row.values().flatten());
    let duties: Vec<&str> = reports.filter_map(|it| it.fields["duty"].as_text()).collect();
    assert_eq!(duties.len(), opening.cases);
    assert!(duties.iter().all(|duty| duty.contains(STREET) && duty.starts_with("1.")), "{duties:?}");

    let nobody = draft(&world, &["quarter=2026-q4", "tasks=9.9"]).await.unwrap();
    let refused = take(app, &clerk, &nobody, &taking("issue", &[]), Mode::Save).await;
    assert_eq!(told(refused), [("none-wanted".to_owned(), String::new())]);
}

#[tokio::test]
async fn what_a_round_asks_beside_is_asked_in_its_reports_and_not_what_is_on_record() {
    let world = in_force().await;
    let (clerk, app) = (clerk(&world), &world.app);
    let asks = ["quarter=2026-q3", "question_1=你单位有多少名兼职人员？", "question_2=有哪些困难？"];
    let Err(Error::Invalid(problems)) = draft(&world, &asks).await else { panic!("it is on record") };
    assert_eq!(problems[0].place.field.as_deref(), Some("question_1"));
    assert!(problems[0].what.zh.contains("台账“知识产权人员”"), "{problems:?}");
    assert!(problems[0].what.en.ends_with("is on record: the ledger of IP staff"), "{problems:?}");
    let asks = ["quarter=2026-q3", "question_1=哪些培育企业需要上门服务？", "answers_required=true"];
    let round = draft(&world, &asks).await.unwrap();
    take(app, &clerk, &round, &taking("issue", &[]), Mode::Save).await.unwrap();
    let number = report(&world, &round, DUTY).await;
    let liaison = of(&world, "liaison", STREET, 8);
    let shown = show(app, &liaison, &number).await.unwrap();
    let step = shown.procedure.step("send").unwrap();
    let asked = shown.procedure.asked_in(step, &shown.current.fields);
    let answer = asked.field("answer_1").unwrap();
    assert_eq!((answer.title.zh.as_str(), answer.required), ("哪些培育企业需要上门服务？", true));
    assert!(asked.field("answer_2").is_none(), "nothing else was asked");

    let said = ["judgement=behind", "measures=走访企业三家，逐户核对台账，当场答复所提的问题（演示数据）"];
    let refused = take(app, &liaison, &number, &taking("send", &said), Mode::Save).await;
    assert_eq!(told(refused), [("missing-field".to_owned(), "answer_1".to_owned())]);
    let said = [said[0], said[1], "answer_1=两家（演示数据）"];
    take(app, &liaison, &number, &taking("send", &said), Mode::Save).await.unwrap();
    let shown = show(app, &clerk, &number).await.unwrap();
    assert_eq!(shown.current.fields["answer_1"].as_text(), Some("两家（演示数据）"));
}

/// How many reports a cut tells of in a state, and how many were accepted with a judgement.
fn counted(cut: &Cut, state: &str, judgement: &str) -> (usize, usize) {
    let of =
        |all: &[app::rounds::Tally], id: &str| all.iter().find(|it| it.id == id).map_or(0, |it| it.count);
    (of(&cut.states, state), of(&cut.judgements, judgement))
}

/// What was known when a round was briefed is what its papers say, whatever comes later; unless briefing was a mistake.
#[test]
fn what_was_known_when_a_round_was_briefed_is_kept() {
    on_both(async |database| {
        let world = with_plan(world_on(database).await).await;
        let clerk = clerk(&world);
        let round = issue(&world, "2026-q3", date(2026, 9, 25), None).await;
        let first = report(&world, &round, DUTY).await;
        answer(&world, &first, "behind", "走访企业三家，逐户核对台账，当场答复所提的问题", true).await;
        take(&world.app, &clerk, &first, &taking("accept", &[]), Mode::Save).await.unwrap();
        let now = async || cut(&world.app, &clerk, &round).await.unwrap();
        assert_eq!(counted(&now().await, "accepted", "behind"), (1, 1));
        assert_eq!(counted(&now().await, "writing", "behind").0, 170);

        world.later("2026-09-28T09:00:00+08:00");
        close(&world, &round).await;
        let brief = taking("brief", &["briefing=演示数据"]);
        take(&world.app, &clerk, &round, &brief, Mode::Check).await.unwrap();
        assert_eq!(
            kept_on(&world.app, &clerk, &round).await.unwrap(),
            None,
            "what is only checked keeps nothing"
        );
        take(&world.app, &clerk, &round, &brief, Mode::Save).await.unwrap();
        let kept = now().await;
        assert_eq!(counted(&kept, "missing", "behind"), (170, 1));
        assert_eq!(kept.counted, date(2026, 9, 28));
        assert_eq!(kept_on(&world.app, &clerk, &round).await.unwrap(), Some(kept.counted));
        assert_eq!(kept.duties.as_ref().unwrap().late.len(), 170, "and one that nobody has is not late");
        assert_eq!(kept.duties.as_ref().unwrap().tasks.len(), 20);

        // Nobody can write over it, and a street that reports late changes nothing in it.
        world.later("2026-10-12T09:00:00+08:00");
        let other = report(&world, &round, "4.4_street-shaping_share").await;
        let fields = ["judgement=behind", "measures=调解纠纷两件，回访当事人四人，逐件留下记录（演示数据）"];
        let late = Taking { reason: Some("演示：出差".to_owned()), ..taking("supplement", &fields) };
        take(&world.app, &of(&world, "leader", STREET, 9), &other, &late, Mode::Save).await.unwrap();
        assert_eq!(now().await, kept);
        for role in ["liaison", "leader", "district-leader", "record-inspector"] {
            let seen = cut(&world.app, &of(&world, role, STREET, 8), &round).await.unwrap();
            assert_eq!(
                (seen.states, seen.judgements, seen.counted),
                (kept.states.clone(), kept.judgements.clone(), kept.counted)
            );
        }
        let stranger = world.actor("citizen", None);
        assert!(matches!(cut(&world.app, &stranger, &round).await, Err(Error::NotFound)));

        // It ended reports that were owed, so it is not taken back, and what it said stays said.
        let refused = annul(&world.app, &clerk, &round, 4, "演示：漏了补报").await;
        let is_refused =
            matches!(&refused, Err(Error::Invalid(problems)) if problems[0].code == "irreversible");
        assert!(is_refused, "{refused:?}");
        assert_eq!(now().await, kept);
    });
}
