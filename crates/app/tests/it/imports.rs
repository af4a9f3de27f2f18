//! Files on their way into ledgers: as a clerk sends them, with all that is wrong with them.

mod facts;
mod fixed;
mod life;
mod links;
mod moves;
mod order;
mod published;
mod roles;
mod tables;
mod under_way;

pub(crate) use self::roles::COLUMNS;

use app::imports::{self, Choice, NewFile, State};
use app::{Actor, Error, jobs, records};
use documents::{Cell, CellKind, Column, Sheet, Workbook, write_workbook};
use jiff::civil::date;
use ledger::{Blank, Columns};
use sha2::{Digest as _, Sha256};
use store::jobs::NewJob;
use store::rights::{Query, Scope};

use crate::county::on_both;
use crate::world::{World, world, world_on};

/// A list as the office gives it: a title, its own heads, five styles of days, one application number with a wrong check character.
const PATENTS: &str = "开福区专利清单（演示数据）,,,,,\n\
    申请号/专利号,发明名称,专利类型,申请人,申请日,当前法律状态\n\
    202410000001.X,演示方法甲,发明,演示甲公司,2024-01-05,有效\n\
    202410123456.0,演示方法乙,发明,演示乙公司；演示丙公司,2024.2.6,有效\n\
    202320123456.1,演示装置,实用新型,演示甲公司,20230307,有效\n\
    202430654321.8,演示外观,外观设计,演示甲公司,2024年4月8日,有效\n\
    202410123457.0,演示方法丁,发明,演示甲公司,2024/5/9,有效\n";

fn clerk(world: &World) -> Actor {
    Actor { account: None, ..world.actor("clerk", Some("market-supervision")) }
}

fn new<'n>(name: &'n str) -> NewFile<'n> {
    NewFile { ledger: "patents", name, as_of: Some(date(2026, 6, 30)), source: "演示平台", note: "" }
}

async fn send(world: &World, actor: &Actor, new: &NewFile<'_>, content: &[u8]) -> Result<i64, Error> {
    let mut upload = imports::upload(&world.app, actor)?;
    upload.write(content).unwrap();
    imports::take_in(&world.app, actor, new, upload).await
}

/// Does what was put down, and tells in which state the import is then.
async fn worked(world: &World, id: i64) -> State {
    jobs::run_due(&world.app).await.unwrap();
    imports::see(&world.app, &clerk(world), id).await.unwrap().state
}

async fn checked(world: &World, id: i64) -> [u64; 5] {
    imports::check(&world.app, &clerk(world), id).await.unwrap();
    assert_eq!(worked(world, id).await, State::Checked);
    let told = imports::see(&world.app, &clerk(world), id).await.unwrap().told.unwrap();
    [told.rows, told.added, told.changed, told.same, told.set_aside]
}

async fn loaded(world: &World, id: i64) -> [u64; 5] {
    imports::confirm(&world.app, &clerk(world), id).await.unwrap();
    assert_eq!(worked(world, id).await, State::Loaded);
    let told = imports::see(&world.app, &clerk(world), id).await.unwrap().told.unwrap();
    [told.rows, told.added, told.changed, told.same, told.set_aside]
}

/// What a record says of a field; none if there is no such record.
async fn says(world: &World, key: &str, field: &str) -> Option<String> {
    let when = records::When::default();
    let found = records::find(&world.app, &clerk(world), "patents", key, when).await.ok()?;
    found.record?.fields.get(field)?.as_text().map(str::to_owned)
}

fn codes(error: Error) -> Vec<String> {
    match error {
        Error::Invalid(problems) => problems.into_iter().map(|problem| problem.code).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_list_of_the_office_becomes_records_that_name_its_lines() {
    on_both(async |database| {
        let world = world_on(database).await;
        let id = send(&world, &clerk(&world), &new("清单.csv"), PATENTS.as_bytes()).await.unwrap();
        let seen = imports::see(&world.app, &clerk(&world), id).await.unwrap();
        let columns: Vec<&str> = seen.columns.0.iter().map(|it| it.as_deref().unwrap_or("-")).collect();
        assert_eq!(columns, ["application_number", "title", "kind", "applicants", "filed_on", "status"]);
        assert_eq!(
            (seen.state, seen.heading),
            (State::TakenIn, 1),
            "the title above the heading is passed over"
        );

        assert_eq!(checked(&world, id).await, [5, 4, 0, 0, 1], "nothing is written before it is confirmed");
        assert_eq!(says(&world, "202410123456.0", "title").await, None);
        let aside = imports::set_aside(&world.app, &clerk(&world), id, (0, 10)).await.unwrap();
        assert_eq!(aside.iter().map(|row| row.line).collect::<Vec<_>>(), [7]);
        assert_eq!(aside[0].findings[0].problem.place.field.as_deref(), Some("application_number"));

        assert_eq!(loaded(&world, id).await, [5, 4, 0, 0, 1]);
        assert_eq!(says(&world, "202410123456.0", "title").await.as_deref(), Some("演示方法乙"));
        assert_eq!(says(&world, "202430654321.8", "filed_on").await.as_deref(), Some("2024-04-08"));
        let history =
            records::history(&world.app, &clerk(&world), "patents", "202410123456.0").await.unwrap();
        assert_eq!(history[0].line, Some(4), "it names the line of the file");
        assert_eq!(
            (history[0].operation.subject.kind.as_str(), &*history[0].operation.subject.id),
            (imports::SUBJECT, &*id.to_string())
        );
        assert_eq!(history[0].steps[0].valid_from, date(2024, 2, 6), "a new record holds from its filing");
        let row = imports::source_row(&world.app, &clerk(&world), id, 4).await.unwrap();
        assert_eq!(row.rows[0][3], ("申请人".to_owned(), "演示乙公司；演示丙公司".to_owned()));
    });
}

#[test]
fn a_second_file_says_what_is_new_and_is_taken_back() {
    on_both(async |database| {
        let world = world_on(database).await;
        let id = send(&world, &clerk(&world), &new("六月.csv"), PATENTS.as_bytes()).await.unwrap();
        checked(&world, id).await;
        loaded(&world, id).await;
        let july = PATENTS
            .replace(
                "演示装置,实用新型,演示甲公司,20230307,有效",
                "演示装置,实用新型,演示甲公司,20230307,未缴年费终止",
            )
            .replace("202410123457.0", "202410123457.9");
        let july = july + "202410000001.X,演示方法甲改,发明,演示甲公司,2024-01-05,有效\n";
        let file = NewFile { as_of: Some(date(2026, 7, 31)), ..new("七月.csv") };
        let second = send(&world, &clerk(&world), &file, july.as_bytes()).await.unwrap();
        let told = checked(&world, second).await;
        // One ends, one is retitled by the last line; the first line of it is passed over; one number was put right.
        assert_eq!(told[2], 2, "{told:?}");
        loaded(&world, second).await;
        let history =
            records::history(&world.app, &clerk(&world), "patents", "202320123456.1").await.unwrap();
        assert_eq!(
            history[0].steps[0].valid_from,
            date(2026, 7, 31),
            "a change holds from the day of the file"
        );
        assert_eq!(says(&world, "202410000001.X", "title").await.as_deref(), Some("演示方法甲改"));

        imports::take_back(&world.app, &clerk(&world), second, "发错了文件").await.unwrap();
        assert_eq!(worked(&world, second).await, State::TakenBack);
        assert_eq!(says(&world, "202410000001.X", "title").await.as_deref(), Some("演示方法甲"));
        assert_eq!(says(&world, "202320123456.1", "status").await.as_deref(), Some("valid"));
        assert_eq!(says(&world, "202410123457.9", "title").await, None, "what it made never was");
        // The history keeps all of it, and the same file may be loaded again.
        let history =
            records::history(&world.app, &clerk(&world), "patents", "202410000001.X").await.unwrap();
        assert_eq!(history.len(), 3);
        send(&world, &clerk(&world), &file, july.as_bytes()).await.unwrap();
    });
}

#[test]
fn what_somebody_changed_since_is_left_and_named() {
    on_both(async |database| {
        let world = world_on(database).await;
        let id = send(&world, &clerk(&world), &new("六月.csv"), PATENTS.as_bytes()).await.unwrap();
        checked(&world, id).await;
        loaded(&world, id).await;
        let said = records::Said::Became { key: "202410123456.0".to_owned(), from: date(2026, 8, 1) };
        let given = form::Input::from([("title".to_owned(), vec!["演示方法乙（更名）".to_owned()])]);
        let proposal = records::Proposal {
            said,
            given: records::Given::Texts(given),
            reason: "更名".to_owned(),
            seen: None,
        };
        records::propose(&world.app, &clerk(&world), "patents", &proposal, records::Mode::Save)
            .await
            .unwrap();
        imports::take_back(&world.app, &clerk(&world), id, "发错了文件").await.unwrap();
        assert_eq!(worked(&world, id).await, State::TakenBack);
        let told = imports::see(&world.app, &clerk(&world), id).await.unwrap().told.unwrap();
        assert_eq!((told.taken_back, told.left), (3, vec!["202410123456.0".to_owned()]));
        assert_eq!(says(&world, "202410123456.0", "title").await.as_deref(), Some("演示方法乙（更名）"));
        assert_eq!(says(&world, "202410000001.X", "title").await, None);
    });
}

#[tokio::test]
async fn the_same_bytes_are_refused_by_name() {
    let world = world().await;
    let id = send(&world, &clerk(&world), &new("六月.csv"), PATENTS.as_bytes()).await.unwrap();
    let again = send(&world, &clerk(&world), &new("六月（副本）.csv"), PATENTS.as_bytes()).await.unwrap_err();
    let Error::Invalid(problems) = &again else { panic!("{again:?}") };
    assert_eq!(problems[0].code, "sent-before");
    assert!(problems[0].what.zh.contains("六月.csv"), "{}", problems[0].what.zh);
    imports::drop_file(&world.app, &clerk(&world), id).await.unwrap();
    send(&world, &clerk(&world), &new("六月.csv"), PATENTS.as_bytes()).await.unwrap();
}

#[tokio::test]
async fn secret_files_never_enter_and_leave_no_word() {
    let world = world().await;
    let marked = PATENTS.replace("演示方法乙", "机密★10年");
    let about = PATENTS.replace("演示方法乙", "国防专利");
    for content in [&marked, &about] {
        let error = send(&world, &clerk(&world), &new("清单.csv"), content.as_bytes()).await.unwrap_err();
        assert_eq!(codes(error), ["marked-secret"]);
    }
    let named = NewFile { name: "秘密", ..new("") };
    assert_eq!(
        codes(send(&world, &clerk(&world), &named, PATENTS.as_bytes()).await.unwrap_err()),
        ["marked-secret"]
    );
    let reader = world.app.store().reader().await.unwrap();
    let asked = store::operations::Asked { limit: 10, ..store::operations::Asked::default() };
    let tried = store::operations::list(&reader, &asked).await.unwrap();
    let tried: Vec<_> = tried.iter().filter(|it| it.act == app::gate::ACT).collect();
    assert_eq!(tried.len(), 3, "each attempt is in the trail");
    assert!(tried.iter().all(|it| it.subject.id == "-" && !it.reason.as_deref().unwrap().contains("清单")));
    drop(reader);
    assert_eq!(imports::list(&world.app, &clerk(&world), None).await.unwrap(), []);
    for content in [&marked, &about, &PATENTS.to_owned()] {
        let digest: [u8; 32] = Sha256::digest(content).into();
        assert_eq!(world.app.store().files().size(&digest).await.unwrap(), None, "nothing is kept");
    }
}

#[tokio::test]
async fn what_is_no_table_and_what_nobody_may_send_is_refused() {
    let world = world().await;
    for content in [&b"%PDF-1.7 nothing"[..], &[0_u8, 1, 2, 3][..], &b""[..]] {
        let error = send(&world, &clerk(&world), &new("清单.csv"), content).await.unwrap_err();
        assert!(matches!(error, Error::Invalid(_)), "{error:?}");
    }
    let liaison = world.actor("liaison", Some("street-shaping"));
    assert!(matches!(
        send(&world, &liaison, &new("清单.csv"), PATENTS.as_bytes()).await,
        Err(Error::NotFound)
    ));
    let nobody = NewFile { source: " ", as_of: Some(date(2030, 1, 1)), ..new("清单.csv") };
    let problems = codes(send(&world, &clerk(&world), &nobody, PATENTS.as_bytes()).await.unwrap_err());
    assert_eq!(problems, ["missing-field", "day-to-come"], "all at once");
}

#[tokio::test]
async fn columns_are_chosen_by_hand_and_remembered() {
    let world = world().await;
    let strange = "甲,乙,丙,丁,戊,己\n202410000001.X,演示方法,发明,演示甲公司,2024-01-05,有效\n";
    let id = send(&world, &clerk(&world), &new("自制.csv"), strange.as_bytes()).await.unwrap();
    assert_eq!(codes(imports::check(&world.app, &clerk(&world), id).await.unwrap_err()), ["no-key-column"]);
    let fields = ["application_number", "title", "kind", "applicants", "filed_on", "status"];
    let columns = Columns(fields.map(|id| Some(id.to_owned())).to_vec());
    let choice = Choice { columns: Some(columns.clone()), blank: Blank::Clears, ..Choice::default() };
    imports::choose(&world.app, &clerk(&world), id, &choice).await.unwrap();
    assert_eq!(checked(&world, id).await, [1, 1, 0, 0, 0]);
    loaded(&world, id).await;
    let next = strange.replace("演示方法", "演示方法（二）");
    let next = send(&world, &clerk(&world), &new("自制二.csv"), next.as_bytes()).await.unwrap();
    assert_eq!(imports::see(&world.app, &clerk(&world), next).await.unwrap().columns, columns);
}

#[tokio::test]
async fn a_file_that_is_cut_off_is_loaded_as_far_as_it_goes_and_says_so() {
    let world = world().await;
    let cut = PATENTS.replace("演示外观,外观设计", "\"演示外观,外观设计");
    let id = send(&world, &clerk(&world), &new("清单.csv"), cut.as_bytes()).await.unwrap();
    let told = checked(&world, id).await;
    assert_eq!(told[1], 3, "{told:?}");
    let seen = imports::see(&world.app, &clerk(&world), id).await.unwrap();
    assert!(seen.told.unwrap().broken.is_some(), "it says that it was not read to its end");
}

/// Loads what follows a heading into a ledger as somebody, without a look at what it came to.
async fn load_as(world: &World, actor: &Actor, ledger: &str, content: &[u8]) -> i64 {
    let new = NewFile { ledger, ..new("清单.csv") };
    let id = send(world, actor, &new, content).await.unwrap();
    imports::check(&world.app, actor, id).await.unwrap();
    assert_eq!(worked(world, id).await, State::Checked);
    imports::confirm(&world.app, actor, id).await.unwrap();
    assert_eq!(worked(world, id).await, State::Loaded);
    id
}

/// What there is to say of the lines of a file: line, problem, field.
async fn said_of(world: &World, id: i64) -> Vec<(i64, String, Option<String>)> {
    let aside = imports::set_aside(&world.app, &clerk(world), id, (0, 50)).await.unwrap();
    let each =
        aside.into_iter().flat_map(|row| row.findings.into_iter().map(move |it| (row.line, it.problem)));
    each.map(|(line, problem)| (line, problem.code, problem.place.field)).collect()
}

#[tokio::test]
async fn a_mark_of_two_classes_is_two_records_of_one_line() {
    let world = world().await;
    let document = include_bytes!("../../../documents/tests/data/table_file/trademarks-st96.xml");
    let id = load_as(&world, &clerk(&world), "trademarks", document).await;
    let told = imports::see(&world.app, &clerk(&world), id).await.unwrap().told.unwrap();
    assert_eq!((told.rows, told.added, told.replaced), (2, 2, 0), "{:?}", said_of(&world, id).await);
    for class in ["26", "09"] {
        let key = format!("12345678~{class}");
        let history = records::history(&world.app, &clerk(&world), "trademarks", &key).await.unwrap();
        let line = history[0].line.unwrap();
        let row = imports::source_row(&world.app, &clerk(&world), id, line).await.unwrap();
        assert_eq!(row.rows.len(), 2, "both stand in the document that its history opens");
    }
}

#[tokio::test]
async fn a_row_of_lost_characters_stands_beside_the_others() {
    let world = world().await;
    let mut bytes = PATENTS.as_bytes().to_vec();
    let at = PATENTS.find("演示装置").unwrap();
    bytes[at + 2] = 0xff;
    let id = load_as(&world, &clerk(&world), "patents", &bytes).await;
    let told = imports::see(&world.app, &clerk(&world), id).await.unwrap().told.unwrap();
    assert_eq!((told.rows, told.added, told.set_aside, told.broken), (5, 3, 2, None));
    let mut aside = imports::rows_aside(&world.app, &clerk(&world), id).await.unwrap();
    let rows = aside.next().await.unwrap().unwrap();
    assert!(aside.next().await.unwrap().is_none());
    let lines: Vec<(i64, &str)> =
        rows.iter().map(|(aside, cells)| (aside.line, cells.first().map_or("", String::as_str))).collect();
    assert_eq!(lines, [(5, ""), (7, "202410123457.0")], "the row behind it is in the file of rows to mend");
}

#[tokio::test]
async fn every_row_that_is_set_aside_comes_back_however_many_they_are() {
    const SAME: usize = 10_050;
    const WRONG: usize = 10_030;
    let world = world().await;
    let head = "申请号,发明名称,专利类型,申请人,申请日,当前法律状态\n";
    let same = "202410000001.X,演示方法甲,发明,演示甲公司,2024-01-05,有效\n".repeat(SAME);
    let wrong = "202410123457.0,演示方法丁,发明,演示甲公司,2024/5/9,有效\n".repeat(WRONG);
    let last = "202410123456.0,演示方法乙,发明,演示甲公司,2024年13月9日,有效\n";
    let list = format!("{head}{same}{wrong}{last}");
    let id = send(&world, &clerk(&world), &new("清单.csv"), list.as_bytes()).await.unwrap();
    let told = checked(&world, id).await;
    assert_eq!(told[4], WRONG as u64 + 1, "{told:?}");
    let seen = imports::see(&world.app, &clerk(&world), id).await.unwrap();
    let left_out = seen.told.unwrap().notes_left_out;
    assert_eq!(left_out, SAME as u64 - 1 - 10_000, "of rows that are only worth a look, some are left out");

    // What is worth a look takes the place of nothing that is set aside.
    let mut aside = imports::rows_aside(&world.app, &clerk(&world), id).await.unwrap();
    let mut rows = Vec::new();
    while let Some(piece) = aside.next().await.unwrap() {
        rows.extend(piece);
    }
    let is_wrong = |aside: &imports::SetAside| {
        aside.findings.iter().any(|finding| finding.problem.severity == kernel::Severity::Error)
    };
    let lines: Vec<i64> = rows.iter().filter(|(row, _)| is_wrong(row)).map(|(row, _)| row.line).collect();
    let first = SAME as i64 + 2;
    assert_eq!(lines, (first..=first + WRONG as i64).collect::<Vec<_>>());
    let (row, cells) = rows.last().unwrap();
    assert_eq!(row.findings[0].problem.place.field.as_deref(), Some("filed_on"), "with why");
    assert_eq!(cells[4], "2024年13月9日", "as it stands in the file");
    // Pages take them from any line on.
    let next = imports::set_aside(&world.app, &clerk(&world), id, (first + 10_010, 3)).await.unwrap();
    let lines: Vec<i64> = next.iter().map(|row| row.line).collect();
    assert_eq!(lines, [first + 10_011, first + 10_012, first + 10_013]);
}

#[tokio::test]
async fn a_line_is_refused_for_what_a_form_is_refused_for() {
    let world = world().await;
    let roster = "身份,序号,管理单位,职务或职称,姓名,聘任或引进日期,工作单位代码\n\
        调解员,1,market-supervision,演示职务,演示甲,2025-01-01,91430105DEM002036Y\n";
    let first = load_as(&world, &clerk(&world), "roster", roster.as_bytes()).await;
    assert_eq!(said_of(&world, first).await, []);
    let engagements = "名册人员,序号,邀请单位,事由,事项,日期,利害关系核查日期,当事人单位代码\n\
        mediator~1,1,market-supervision,参与案件,演示事项,2025-05-01,2025-04-01,91430105DEM002036Y\n\
        mediator~1,2,market-supervision,参与案件,演示事项,2025-05-01,2025-04-01,91350100M000100Y43\n";
    let id = send(
        &world,
        &clerk(&world),
        &NewFile { ledger: "engagements", ..new("邀请.csv") },
        engagements.as_bytes(),
    )
    .await
    .unwrap();
    let told = checked(&world, id).await;
    assert_eq!(told, [2, 1, 0, 0, 1], "{:?}", said_of(&world, id).await);
    assert_eq!(said_of(&world, id).await, [(2, "no-conflict".to_owned(), Some("parties".to_owned()))]);
}

#[tokio::test]
async fn a_line_is_warned_of_what_a_form_is_warned_of() {
    let world = world().await;
    let publications = "编号,发布单位,标题,类型,渠道,发布日期,涉及企业\n\
        2026-901,market-supervision,演示作品,典型企业,演示日报,2026-06-01,91430105DEM0000148\n";
    let id = load_as(&world, &clerk(&world), "publications", publications.as_bytes()).await;
    let told = imports::see(&world.app, &clerk(&world), id).await.unwrap().told.unwrap();
    assert_eq!((told.added, told.set_aside), (1, 0), "{:?}", said_of(&world, id).await);
    let warned = [(2, "no-open-penalty".to_owned(), Some("enterprises".to_owned()))];
    assert_eq!(said_of(&world, id).await, warned);
}

#[test]
fn who_did_not_send_a_file_sees_names_of_persons_masked() {
    on_both(async |database| {
        let world = world_on(database).await;
        let marks = "申请/注册号,国际分类,商标名称,类型,申请人名称,自然人姓名,申请日期,商标状态\n\
        12345678,9,演示,普通商标,个人,演示人,2020-01-01,已注册\n";
        let id = load_as(&world, &clerk(&world), "trademarks", marks.as_bytes()).await;
        let other = Actor { name: "另一位".to_owned(), ..clerk(&world) };
        for (actor, name) in [(clerk(&world), "演示人"), (other, "演**")] {
            let row = imports::source_row(&world.app, &actor, id, 2).await.unwrap();
            assert_eq!(row.rows[0][5].1, name);
            let sample = imports::sample(&world.app, &actor, id).await.unwrap();
            assert_eq!(
                (sample[0].rows[0].1[5].as_str(), sample[0].rows[1].1[5].as_str()),
                ("自然人姓名", name)
            );
        }
    });
}

#[tokio::test]
async fn every_sheet_of_a_workbook_is_looked_at_before_it_enters() {
    let world = world().await;
    let sheet = |name: &str, rows: [&str; 2]| Sheet {
        name: name.to_owned(),
        columns: vec![Column::new("申请号", CellKind::Text)],
        rows: rows.iter().map(|text| vec![Cell::Text((*text).to_owned())]).collect(),
        ..Sheet::default()
    };
    let sheets =
        vec![sheet("清单", ["202410000001.X", "202410123456.0"]), sheet("附表", ["说明", "机密★10年"])];
    let workbook = write_workbook(&Workbook { sheets }).unwrap();
    let error = send(&world, &clerk(&world), &new("清单.xlsx"), &workbook).await.unwrap_err();
    assert_eq!(codes(error), ["marked-secret"]);
}

#[tokio::test]
async fn what_is_half_taken_back_is_not_loaded_again() {
    let world = world().await;
    let id = load_as(&world, &clerk(&world), "patents", PATENTS.as_bytes()).await;
    imports::take_back(&world.app, &clerk(&world), id, "发错了文件").await.unwrap();
    // The program is stopped when one record is as it was.
    let reader = world.app.store().reader().await.unwrap();
    let is = store::imports::get(&reader, id).await.unwrap().unwrap().is;
    drop(reader);
    let after_key = Some("202410000001.X".to_owned());
    let is = store::imports::Standing { state: State::Stopped.name().to_owned(), job: None, after_key, ..is };
    let housekeeping = world.app.store().housekeeping().await.unwrap();
    store::imports::keep(&housekeeping, id, &is, world.app.now()).await.unwrap();
    housekeeping.commit().await.unwrap();

    let seen = imports::see(&world.app, &clerk(&world), id).await.unwrap();
    assert!(seen.is_half_taken_back);
    let refused = imports::confirm(&world.app, &clerk(&world), id).await;
    assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");
    imports::take_back(&world.app, &clerk(&world), id, "发错了文件").await.unwrap();
    assert_eq!(worked(&world, id).await, State::TakenBack);
    assert_eq!(says(&world, "202410123456.0", "title").await, None);
}

#[test]
fn a_file_that_says_what_is_known_tells_that_a_fee_was_paid() {
    on_both(async |database| {
        let world = world_on(database).await;
        // The seventh year could be paid until 10 August 2026.
        let list = "申请号,发明名称,专利类型,申请人,申请日,授权公告日,当前法律状态\n\
        202010000001.1,演示方法甲,发明,演示甲公司,2020-02-10,2022-05-10,有效\n";
        let june = send(&world, &clerk(&world), &new("六月.csv"), list.as_bytes()).await.unwrap();
        assert_eq!(checked(&world, june).await, [1, 1, 0, 0, 0]);
        loaded(&world, june).await;
        let next = async || {
            let life =
                app::rights::life(&world.app, &clerk(&world), "patents", "202010000001.1").await.unwrap();
            let annuities = life.deadlines.iter().filter(|it| it.rule.starts_with("annuity"));
            annuities.map(|it| it.number).min().unwrap()
        };
        assert_eq!(next().await, 7, "nobody knows whether it was paid");
        // The days that are kept are brought up to date with each file, without making all of them anew.
        let kept = async || {
            let scope = Scope { ledger: "patents".to_owned(), body: None, rules: None };
            let query = Query { scopes: vec![scope], kind: Some("annuity".to_owned()), ..Query::default() };
            let reader = world.app.store().reader().await.unwrap();
            let rows = store::rights::list(&reader, &query, None, 10).await.unwrap();
            rows.into_iter().map(|row| (row.key, row.deadline.number)).collect::<Vec<_>>()
        };
        let number = "202010000001.1".to_owned();
        assert_eq!(
            kept().await.first(),
            Some(&(number.clone(), 7)),
            "they follow every file, also the first"
        );

        let again = format!("{list}202410000001.X,演示方法乙,发明,演示甲公司,2024-01-05,,审中\n");
        let august = NewFile { as_of: Some(date(2026, 8, 31)), ..new("八月.csv") };
        let august = send(&world, &clerk(&world), &august, again.as_bytes()).await.unwrap();
        assert_eq!(checked(&world, august).await, [2, 1, 0, 1, 0], "{:?}", said_of(&world, august).await);
        loaded(&world, august).await;
        assert_eq!(next().await, 8, "the register had it after the grace of the seventh year");
        assert_eq!(kept().await, [(number.clone(), 8)]);

        // Somebody makes all days anew meanwhile, and may have passed this right already: the days follow all the same.
        let (housekeeping, now) = (world.app.store().housekeeping().await.unwrap(), world.app.now());
        let job = NewJob { account: None, kind: "rights", payload: r#"{"kind":"rights"}"#, run_after: now };
        let job = store::jobs::make(&housekeeping, &job, now).await.unwrap();
        let lease_until = now + jiff::SignedDuration::from_hours(1);
        let taken = store::jobs::take(&housekeeping, now, lease_until).await.unwrap();
        assert_eq!(taken.map(|taken| taken.id), Some(job));
        housekeeping.commit().await.unwrap();
        imports::take_back(&world.app, &clerk(&world), august, "发错了文件").await.unwrap();
        assert_eq!(worked(&world, august).await, State::TakenBack);
        assert_eq!(next().await, 7, "what was taken back tells nothing");
        assert_eq!(kept().await.first(), Some(&(number, 7)));
    });
}
