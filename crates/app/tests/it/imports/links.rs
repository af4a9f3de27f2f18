//! Lists of offices name holders and give no codes: which firm a name means, what waits for people, and what they decide once.

use app::attribution::{self, Holder};
use app::imports::{self, NewFile, State};
use app::records::{self, Given, Mode, Proposal, Said};
use app::{Error, jobs};
use form::{Input, Value};
use jiff::civil::{Date, date};
use kernel::identifier::check;
use ledger::{Found, Meaning};
use store::ledgers::{Follows, Line, Load};
use store::{NewOperation, Subject};

use super::{checked, clerk, loaded, new, says, send, worked};
use crate::county::on_both;
use crate::world::{World, world, world_on};

const NEEDLE: &str = "202410000001.X";
const NAMESAKE: &str = "202410123456.0";
const FORMER: &str = "202320123456.1";
const UNKNOWN: &str = "202430654321.8";
const PERSON: &str = "202410123457.5";

const HEADS: &str = "申请号,发明名称,专利类型,申请人,申请日,当前法律状态\n";

const PATENTS: &str = "202410000001.X,演示方法甲,发明,演示银针(集团) 有限公司,2024-01-05,有效\n\
    202410123456.0,演示方法乙,发明,演示同名有限公司,2024-02-06,有效\n\
    202320123456.1,演示装置,实用新型,演示旧名有限公司,2023-03-07,有效\n\
    202430654321.8,演示外观,外观设计,演示无名有限公司；演示银针（集团）有限公司,2024-04-08,有效\n\
    202410123457.5,演示方法丁,发明,演示人,2024-05-09,有效\n";

/// The credit code of an invented firm.
fn code(number: u32) -> String {
    let organization = format!("DEM{number:05}");
    let inner = check::organization_code(&organization).unwrap();
    let first = format!("91430105{organization}{inner}");
    format!("{first}{}", check::uscc(&first).unwrap())
}

const JUNE: Date = date(2026, 6, 30);
const JULY: Date = date(2026, 7, 31);
const AUGUST: Date = date(2026, 8, 31);

async fn load(world: &World, ledger: &str, as_of: Date, content: &str) -> i64 {
    let file = NewFile { ledger, as_of: Some(as_of), ..new("清单.csv") };
    let id = send(world, &clerk(world), &file, content.as_bytes()).await.unwrap();
    checked(world, id).await;
    loaded(world, id).await;
    id
}

async fn firms(world: &World, as_of: Date, firms: &[(u32, &str)]) {
    let rows: String =
        firms.iter().map(|(number, name)| format!("{},{name},存续\n", code(*number))).collect();
    load(world, "enterprises", as_of, &format!("统一社会信用代码,企业名称,登记状态\n{rows}")).await;
}

async fn patents(world: &World, as_of: Date, rows: &str) -> i64 {
    load(world, "patents", as_of, &format!("{HEADS}{rows}")).await
}

/// A county with firms, one of which had another name once, and patents of June.
async fn county(world: &World) {
    let all = [
        (700, "演示银针（集团）有限公司"),
        (701, "演示同名有限公司"),
        (702, "演示同名有限公司"),
        (703, "演示旧名有限公司"),
    ];
    firms(world, date(2026, 5, 31), &all).await;
    firms(world, date(2026, 6, 15), &[(703, "演示新名有限公司")]).await;
    patents(world, JUNE, PATENTS).await;
}

/// Which firm a patent names and how it was found.
async fn linked(world: &World, key: &str) -> (Option<String>, String) {
    let found = says(world, key, "enterprise_found").await.unwrap_or_default();
    (says(world, key, "enterprise").await, found)
}

fn to(number: u32, found: Found) -> (Option<String>, String) {
    (Some(code(number)), found.code().to_owned())
}

fn none(found: Found) -> (Option<String>, String) {
    (None, found.code().to_owned())
}

/// The patents that wait, with the names and why.
async fn waiting(world: &World) -> Vec<(String, String, Found)> {
    let all = attribution::unlinked(&world.app, &clerk(world), None).await.unwrap();
    let of_patents = all.into_iter().find(|unlinked| unlinked.opened.ledger().id == "patents");
    let records = of_patents.map(|unlinked| unlinked.records).unwrap_or_default();
    records.into_iter().map(|record| (record.key, record.holder, record.found)).collect()
}

async fn decide(world: &World, key: &str, firm: Option<u32>, is_remembered: bool) {
    let holder = Holder {
        enterprise: firm.map(code).unwrap_or_default(),
        basis: "登记机关查询（演示数据）".to_owned(),
        is_remembered,
    };
    attribution::decide_holder(&world.app, &clerk(world), "patents", key, &holder).await.unwrap();
    jobs::run_due(&world.app).await.unwrap();
}

#[test]
fn a_name_means_the_one_firm_that_has_it_or_once_had_it() {
    on_both(async |database| {
        let world = world_on(database).await;
        county(&world).await;
        for (key, expected) in [
            (NEEDLE, to(700, Found::ByName)),
            (FORMER, to(703, Found::ByName)),
            (NAMESAKE, none(Found::Several)),
            (UNKNOWN, none(Found::Nobody)),
            (PERSON, none(Found::NaturalPerson)),
        ] {
            assert_eq!(linked(&world, key).await, expected, "{key}");
        }
        let basis = says(&world, NEEDLE, "enterprise_basis").await.unwrap();
        assert!(basis.contains("名称"), "the rule is kept with it: {basis}");
        let row = |key: &str, name: &str, found: Found| (key.to_owned(), name.to_owned(), found);
        assert_eq!(
            waiting(&world).await,
            [
                row(NAMESAKE, "演示同名有限公司", Found::Several),
                row(UNKNOWN, "演示无名有限公司", Found::Nobody)
            ],
            "a person waits for nobody"
        );
        // A firm opens into its rights.
        let held = records::held(&world.app, &clerk(&world), "enterprises", &code(700), None).await.unwrap();
        assert!(held.parts.iter().any(|part| part.ledger == "patents"));
    });
}

#[tokio::test]
async fn what_a_clerk_decides_survives_the_next_file_and_ends_with_the_holder() {
    let world = world().await;
    county(&world).await;
    decide(&world, NAMESAKE, Some(702), false).await;
    decide(&world, UNKNOWN, None, true).await;
    assert_eq!(linked(&world, NAMESAKE).await, to(702, Found::ByPerson));
    assert_eq!(linked(&world, UNKNOWN).await, none(Found::Elsewhere));
    assert_eq!(waiting(&world).await, []);

    // The same again with something else new in each; and another of the name that was decided.
    let july = PATENTS.replace("演示方法", "演示方法新").replace("演示外观,", "演示外观新,")
        + &format!("{},演示方法戊,发明,演示无名有限公司,2024-05-10,有效\n", with_check("202410123458"));
    patents(&world, JULY, &july).await;
    assert_eq!(says(&world, NAMESAKE, "title").await.as_deref(), Some("演示方法新乙"));
    assert_eq!(linked(&world, NAMESAKE).await, to(702, Found::ByPerson));
    assert_eq!(linked(&world, NEEDLE).await, to(700, Found::ByName));
    assert_eq!(linked(&world, &with_check("202410123458")).await, none(Found::Elsewhere));
    assert_eq!(waiting(&world).await, [], "nobody decides the same name twice");

    // It was decided of that holder; of another it says nothing.
    let august = PATENTS
        .replace("演示同名有限公司", "演示银针（集团）有限公司")
        .replace("演示银针(集团) 有限公司", "演示他处有限公司");
    patents(&world, AUGUST, &august).await;
    assert_eq!(linked(&world, NAMESAKE).await, to(700, Found::ByName));
    assert_eq!(
        linked(&world, NEEDLE).await,
        none(Found::Nobody),
        "what was another's is no longer the firm's"
    );
}

/// An application number with its check character.
fn with_check(digits: &str) -> String {
    let weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
    let sum: u32 =
        digits.chars().zip(weights).map(|(digit, weight)| digit.to_digit(10).unwrap() * weight).sum();
    match sum % 11 {
        10 => format!("{digits}.X"),
        rest => format!("{digits}.{rest}"),
    }
}

#[tokio::test]
async fn a_firm_that_is_added_later_gets_its_rights() {
    let world = world().await;
    county(&world).await;
    firms(&world, JULY, &[(704, "演示无名有限公司")]).await;
    jobs::run_due(&world.app).await.unwrap();
    assert_eq!(linked(&world, UNKNOWN).await, to(704, Found::ByName));
    // It has held it all the time, only nobody could tell.
    let when = records::When { as_of: Some(date(2025, 1, 1)), ..records::When::default() };
    let then = records::find(&world.app, &clerk(&world), "patents", UNKNOWN, when).await.unwrap();
    assert_eq!(then.record.unwrap().fields["enterprise"].as_text(), Some(code(704).as_str()));
    // A second file of the same month says nothing new.
    let file = NewFile { as_of: Some(JULY), ..new("再次.csv") };
    let again = send(&world, &clerk(&world), &file, format!("{HEADS}{PATENTS}\n").as_bytes()).await.unwrap();
    assert_eq!(checked(&world, again).await, [5, 0, 0, 5, 0]);
}

#[tokio::test]
async fn a_code_in_the_file_and_a_firm_in_a_form_are_not_looked_up() {
    let world = world().await;
    county(&world).await;
    let heads = HEADS.replace("申请日", "第一申请人（企业）,申请日");
    let row = format!("202410123456.0,演示方法乙,发明,演示同名有限公司,{},2024-02-06,有效\n", code(701));
    load(&world, "patents", JULY, &format!("{heads}{row}")).await;
    assert_eq!(linked(&world, NAMESAKE).await, to(701, Found::Given));
    // The list of the next month has no codes again: of the same holder it is known already.
    patents(&world, AUGUST, &PATENTS.replace("演示方法乙", "演示方法乙改")).await;
    assert_eq!(linked(&world, NAMESAKE).await, to(701, Found::Given));

    // Also where the name is that of another firm alone: a code is worth more than a name.
    let row = format!("{NEEDLE},演示方法甲,发明,演示银针（集团）有限公司,{},2024-01-05,有效\n", code(701));
    load(&world, "patents", AUGUST, &format!("{heads}{row}")).await;
    assert_eq!(linked(&world, NEEDLE).await, to(701, Found::Given));
    patents(&world, AUGUST, &PATENTS.replace("演示方法甲", "演示方法甲改")).await;
    assert_eq!(says(&world, NEEDLE, "title").await.as_deref(), Some("演示方法甲改"));
    assert_eq!(linked(&world, NEEDLE).await, to(701, Found::Given));

    let said = Said::Became { key: UNKNOWN.to_owned(), from: AUGUST };
    let given = Given::Texts(Input::from([("enterprise".to_owned(), vec![code(700)])]));
    let proposal = Proposal { said, given, reason: "权利人查询".to_owned(), seen: None };
    records::propose(&world.app, &clerk(&world), "patents", &proposal, Mode::Save).await.unwrap();
    assert_eq!(linked(&world, UNKNOWN).await, to(700, Found::ByPerson));
    assert!(waiting(&world).await.iter().all(|(key, ..)| key != UNKNOWN));
}

#[tokio::test]
async fn half_a_decision_is_none() {
    let world = world().await;
    county(&world).await;
    let refused = async |holder: Holder| {
        let decided =
            attribution::decide_holder(&world.app, &clerk(&world), "patents", UNKNOWN, &holder).await;
        match decided {
            Err(Error::Invalid(problems)) => {
                problems.into_iter().map(|it| it.place.field.unwrap_or_default()).collect::<Vec<_>>()
            }
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(refused(Holder::default()).await, ["basis"]);
    let nobody = Holder { enterprise: code(799), basis: "演示".to_owned(), is_remembered: true };
    assert_eq!(refused(nobody).await, ["enterprise"]);
    let long = Holder { basis: "据".repeat(250), ..Holder::default() };
    assert_eq!(refused(long).await, ["basis"]);
    assert_eq!(linked(&world, UNKNOWN).await, none(Found::Nobody));
}

/// A file that was read before somebody decided, and is written now: what its lines said of the names then.
async fn written(world: &World, lines: &[(&str, &str, Meaning)]) {
    let declarations = world.app.declarations();
    let ledger = &declarations.ledgers["patents"];
    let link = ledger.link.clone().unwrap();
    let operation = NewOperation {
        actor: "system".to_owned(),
        act: "import".to_owned(),
        subject: Subject { kind: "import".to_owned(), id: "0".to_owned() },
        reason: None,
        now: world.app.now(),
    };
    let load = Load::begin(world.app.store(), ledger, operation, ("清单.csv", [7; 32])).await;
    let mut load = load.unwrap().unwrap();
    for ((key, name, meaning), line) in lines.iter().zip(1..) {
        let holders = Value::List(vec![Value::Text((*name).to_owned())]);
        load.push(Line {
            line,
            key: (*key).to_owned(),
            valid_from: JULY,
            fields: [(link.from.clone(), Some(holders))].into(),
            follows: vec![Follows { from: link.from.clone(), values: link.of(meaning) }],
            ..Line::default()
        })
        .await
        .unwrap();
    }
    assert!(load.finish().await.unwrap().refused.is_empty());
}

#[tokio::test]
async fn what_is_decided_while_a_file_is_on_its_way_is_not_overwritten() {
    let world = world().await;
    county(&world).await;
    let other = with_check("202410123458");
    patents(&world, JUNE, &format!("{other},演示方法戊,发明,演示同名有限公司,2024-05-10,有效\n")).await;
    decide(&world, NAMESAKE, Some(702), false).await;
    decide(&world, other.as_str(), None, false).await;
    decide(&world, UNKNOWN, Some(703), true).await;
    // One is of the firm that was decided, one of nobody's here, and of the third the name was decided.
    written(
        &world,
        &[
            (NAMESAKE, "演示同名有限公司", Meaning::Several),
            (other.as_str(), "演示同名有限公司", Meaning::One(code(701))),
            (UNKNOWN, "演示无名有限公司", Meaning::Nobody),
            (FORMER, "演示银针（集团）有限公司", Meaning::One(code(700))),
        ],
    )
    .await;
    assert_eq!(linked(&world, NAMESAKE).await, to(702, Found::ByPerson));
    assert_eq!(linked(&world, &other).await, none(Found::ByPerson));
    assert_eq!(linked(&world, FORMER).await, to(700, Found::ByName), "of another holder it is said");
    // A file that is loaded to its end has the names that were decided looked up again.
    patents(&world, AUGUST, &format!("{NEEDLE},演示方法甲,发明,演示银针(集团) 有限公司,2024-01-05,有效\n"))
        .await;
    jobs::run_due(&world.app).await.unwrap();
    assert_eq!(linked(&world, UNKNOWN).await, to(703, Found::ByName));
    assert_eq!(waiting(&world).await, []);
}

#[tokio::test]
async fn a_name_that_was_decided_reaches_what_was_linked_before() {
    let world = world().await;
    county(&world).await;
    let (other, single) = (with_check("202410123458"), with_check("202410123459"));
    let holder = "演示银针（集团）有限公司";
    let row = |key: &str| format!("{key},演示方法戊,发明,{holder},2024-05-10,有效\n");
    patents(&world, JUNE, &(row(&other) + &row(&single))).await;
    decide(&world, &single, Some(703), false).await;
    firms(&world, JULY, &[(707, holder)]).await;
    assert_eq!(linked(&world, &other).await, to(700, Found::ByName));
    decide(&world, NEEDLE, Some(707), true).await;
    assert_eq!(linked(&world, &other).await, to(707, Found::ByName));
    // Decided anew, from a firm to none and back.
    decide(&world, NEEDLE, None, true).await;
    assert_eq!(linked(&world, &other).await, none(Found::Elsewhere));
    decide(&world, NEEDLE, Some(700), true).await;
    assert_eq!(linked(&world, &other).await, to(700, Found::ByName));
    assert_eq!(linked(&world, &single).await, to(703, Found::ByPerson), "what was decided of one stays");
}

#[tokio::test]
async fn months_in_no_order_change_the_firm_with_the_holder() {
    let world = world().await;
    county(&world).await;
    let other = with_check("202410123458");
    let of = |key: &str, holder: &str| format!("{key},演示方法,发明,{holder},2024-01-05,有效\n");
    let then = async |key: &str, day: Date| {
        let when = records::When { as_of: Some(day), ..records::When::default() };
        let found = records::find(&world.app, &clerk(&world), "patents", key, when).await.unwrap();
        found.record.unwrap().fields.get("enterprise").and_then(|firm| firm.as_text().map(str::to_owned))
    };
    // July has another patent alone; what a later list of the middle of July says of this one, no later file bounds.
    patents(&world, JULY, &of(&other, "演示新名有限公司")).await;
    patents(&world, date(2026, 7, 15), &of(NEEDLE, "演示旧名有限公司")).await;
    assert_eq!(linked(&world, NEEDLE).await, to(703, Found::ByName));
    assert_eq!(then(NEEDLE, JUNE).await, Some(code(700)));
    // Of what July had, a list of June tells until July alone, the firm as the holder.
    patents(&world, JUNE, &of(&other, "演示银针（集团）有限公司")).await;
    assert_eq!(then(&other, date(2026, 7, 30)).await, Some(code(700)));
    assert_eq!(linked(&world, &other).await, to(703, Found::ByName));
}

#[tokio::test]
async fn a_firm_that_is_called_like_a_person_has_its_rights_and_farms_wait() {
    let world = world().await;
    county(&world).await;
    firms(&world, date(2026, 6, 20), &[(705, "西山林场"), (706, "演示人")]).await;
    let (forest, farm) = (with_check("202410123458"), with_check("202410123459"));
    let of = |key: &str, holder: &str| format!("{key},演示方法,发明,{holder},2024-01-05,有效\n");
    let rows = of(&forest, "西山林场") + &of(&farm, "周氏农场") + &of(PERSON, "演示人");
    patents(&world, JULY, &rows).await;
    assert_eq!(linked(&world, &forest).await, to(705, Found::ByName));
    assert_eq!(linked(&world, &farm).await, none(Found::Nobody));
    assert_eq!(linked(&world, PERSON).await, to(706, Found::ByName));
}

#[test]
fn what_the_rule_linked_since_keeps_no_file_from_being_taken_back() {
    on_both(async |database| {
        let world = world_on(database).await;
        let june = patents(&world, JUNE, PATENTS).await;
        decide(&world, NAMESAKE, None, false).await;
        firms(&world, JULY, &[(704, "演示无名有限公司")]).await;
        jobs::run_due(&world.app).await.unwrap();
        assert_eq!(linked(&world, UNKNOWN).await, to(704, Found::ByName));
        imports::take_back(&world.app, &clerk(&world), june, "发错了文件").await.unwrap();
        assert_eq!(worked(&world, june).await, State::TakenBack);
        let told = imports::see(&world.app, &clerk(&world), june).await.unwrap().told.unwrap();
        assert_eq!((told.taken_back, told.left), (4, vec![NAMESAKE.to_owned()]), "but what people decided");
        assert_eq!(says(&world, UNKNOWN, "title").await, None);
    });
}
