//! Files of dated facts: a record holds from the day of the fact, not from that of the file, and stands on statements while it is published.

use app::attestations::preview;
use app::records::{self, When};
use form::Fields;
use jiff::civil::{Date, date};

use super::{clerk, load_as};
use crate::county::on_both;
use crate::world::{World, world, world_on};

const FIRM: &str = "91430105DEM009019Q";

const FIRMS: &str = "统一社会信用代码,名称,登记状态,成立日期\n\
    91430105DEM009019Q,演示企业甲（演示数据）,存续,2010-03-01\n";

async fn load(world: &World, ledger: &str, content: &str) {
    let id = load_as(world, &clerk(world), ledger, content.as_bytes()).await;
    let told = app::imports::see(&world.app, &clerk(world), id).await.unwrap().told.unwrap();
    assert_eq!(
        (told.rows, told.added, told.set_aside),
        (1, 1, 0),
        "{ledger}: {:?}",
        super::said_of(world, id).await
    );
}

/// What a record holds on a day.
async fn held(world: &World, ledger: &str, key: &str, as_of: Date) -> Option<Fields> {
    let when = When { as_of: Some(as_of), ..When::default() };
    records::find(&world.app, &clerk(world), ledger, key, when).await.unwrap().record.map(|it| it.fields)
}

/// The state of a record on a day, and which of these fields it has; none before there was the record.
async fn state<const N: usize>(
    world: &World,
    (ledger, key): (&str, &str),
    as_of: Date,
    fields: [&str; N],
) -> Option<(String, [bool; N])> {
    let held = held(world, ledger, key, as_of).await?;
    let status = held.get("status").and_then(|it| it.as_text()).unwrap_or_default().to_owned();
    Some((status, fields.map(|id| held.contains_key(id))))
}

/// What the statement of the firm has of a ledger on a day: of its one record the fields that are asked for.
async fn stated<const N: usize>(
    world: &World,
    ledger: &str,
    as_of: Date,
    fields: [&str; N],
) -> Option<[String; N]> {
    let when = When { as_of: Some(as_of), ..When::default() };
    let attested = preview(&world.app, &clerk(world), "enterprises", FIRM, when).await.unwrap();
    let part = attested.parts.into_iter().find(|part| part.ledger == ledger)?;
    let (_, record) = part.records.into_iter().next()?;
    Some(fields.map(|id| record.get(id).and_then(|it| it.as_text()).unwrap_or_default().to_owned()))
}

#[test]
fn a_fact_holds_from_its_own_day() {
    on_both(async |database| {
        let world = world_on(database).await;
        load(&world, "enterprises", FIRMS).await;
        let segments = format!(
            "enterprise,segment,since,until,list\n{FIRM},high-tech,2024-11-01,2027-10-31,演示名单（演示数据）\n"
        );
        load(&world, "enterprise-segments", &segments).await;
        let key = format!("{FIRM}~high-tech");
        assert!(held(&world, "enterprise-segments", &key, date(2024, 10, 31)).await.is_none());
        assert!(held(&world, "enterprise-segments", &key, date(2025, 12, 31)).await.is_some());

        // Of a loan whose contract is not told, from its registration.
        let pledges = format!(
            "number,body,pledgor,enterprise,pledgee,registered_on,registered_amount,status,source\n\
             2025-901,market-supervision,演示企业甲,{FIRM},演示银行,2025-05-06,100万元,registered,演示数据\n"
        );
        load(&world, "pledges", &pledges).await;
        assert!(held(&world, "pledges", "2025-901", date(2025, 5, 5)).await.is_none());
        assert!(held(&world, "pledges", "2025-901", date(2025, 5, 6)).await.is_some());

        // A case that has ended was open before.
        let disputes = format!(
            "number,title,enterprise,side,kind,forum,heard_by,accepted_on,outcome,ended_on,source\n\
             演示民初9号,演示纠纷（演示数据）,{FIRM},claimant,infringement,court,演示法院,2024-02-01,settled,2024-09-01,演示文书网\n"
        );
        load(&world, "disputes", &disputes).await;
        for (day, expected) in [
            (date(2024, 1, 31), None),
            (date(2024, 2, 1), Some(["", ""])),
            (date(2024, 9, 1), Some(["settled", "2024-09-01"])),
        ] {
            let expected = expected.map(|it| it.map(str::to_owned));
            assert_eq!(stated(&world, "disputes", day, ["outcome", "ended_on"]).await, expected, "{day}");
        }
    });
}

/// What has ended was in force before, and in each state on the days of that state.
#[test]
fn what_is_over_was_not_over_from_its_first_day() {
    on_both(async |database| {
        let world = world_on(database).await;
        load(&world, "enterprises", FIRMS).await;
        let pledges = format!(
            "number,body,pledgor,enterprise,pledgee,contracted_on,contracted_amount,registered_on,registered_amount,paid_out_on,\
             paid_out_amount,until,status,released_on,source\n\
             2024-901,market-supervision,演示企业甲,{FIRM},演示银行,2024-03-01,500万元,2024-03-12,500万元,2024-03-20,\
             300万元,2025-03-19,repaid,2025-03-25,演示数据\n"
        );
        load(&world, "pledges", &pledges).await;
        let fields = ["registered_on", "registered_amount", "paid_out_on", "paid_out_amount", "released_on"];
        for (day, expected) in [
            (date(2024, 2, 29), None),
            (date(2024, 3, 1), Some(("contracted", [false; 5]))),
            (date(2024, 3, 12), Some(("registered", [true, true, false, false, false]))),
            (date(2024, 3, 20), Some(("drawn", [true, true, true, true, false]))),
            (date(2025, 3, 24), Some(("drawn", [true, true, true, true, false]))),
            (date(2025, 3, 25), Some(("repaid", [true; 5]))),
        ] {
            let expected = expected.map(|(status, has)| (status.to_owned(), has));
            assert_eq!(state(&world, ("pledges", "2024-901"), day, fields).await, expected, "{day}");
        }

        let origins = "number,name,kind,status,applied_on,recognized_on,ended_on,source\n\
            2009-901,演示茶（演示数据）,product,ended,2009-03-02,2010-05-06,2023-08-01,演示数据\n";
        load(&world, "geographical-indications", origins).await;
        for (day, expected) in [
            (date(2009, 3, 1), None),
            (date(2009, 3, 2), Some(("applied", [false, false]))),
            (date(2010, 5, 6), Some(("recognized", [true, false]))),
            (date(2023, 7, 31), Some(("recognized", [true, false]))),
            (date(2023, 8, 1), Some(("ended", [true, true]))),
        ] {
            let expected = expected.map(|(status, has)| (status.to_owned(), has));
            let state =
                state(&world, ("geographical-indications", "2009-901"), day, ["recognized_on", "ended_on"]);
            assert_eq!(state.await, expected, "{day}");
        }
    });
}

/// S1.12: nobody has to end the record for it.
#[test]
fn a_penalty_stands_on_the_statement_while_it_is_published() {
    on_both(async |database| {
        let world = world_on(database).await;
        load(&world, "enterprises", FIRMS).await;
        // Complied with before it was published.
        let penalties = format!(
            "number,title,enterprise,authority,statute,kinds,decided_on,published_on,shown_until,done_on,repaired_on,source\n\
             演示市监处罚〔2024〕9号,演示违法事实（演示数据）,{FIRM},演示市场监督管理局,商标法第六十条第二款,fine,2024-01-05,2024-01-12,\
             2027-01-11,2024-01-10,2025-03-01,演示公示系统\n"
        );
        load(&world, "penalties", &penalties).await;
        for (day, expected) in [
            (date(2024, 1, 11), None),
            (date(2024, 1, 12), Some(["2024-01-10", ""])),
            (date(2025, 3, 1), Some(["2024-01-10", "2025-03-01"])),
            (date(2025, 3, 2), None),
            (date(2026, 9, 1), None),
        ] {
            let expected = expected.map(|it| it.map(str::to_owned));
            assert_eq!(stated(&world, "penalties", day, ["done_on", "repaired_on"]).await, expected, "{day}");
        }
        let listings = format!(
            "number,title,enterprise,list,authority,statute,listed_on,published_on,until,source\n\
             演示列〔2024〕9号,演示事由（演示数据）,{FIRM},ip,演示局,演示规定第六条,2024-04-01,2024-04-10,2025-04-09,演示公示系统\n"
        );
        load(&world, "credit-listings", &listings).await;
        for (day, is_there) in [
            (date(2024, 4, 9), false),
            (date(2024, 4, 10), true),
            (date(2025, 4, 9), true),
            (date(2025, 4, 10), false),
        ] {
            let stated = stated(&world, "credit-listings", day, ["until"]).await;
            assert_eq!(stated.is_some(), is_there, "{day}");
        }
        // Who works here sees the record itself still, and ends it.
        let key = "演示列〔2024〕9号";
        assert!(held(&world, "credit-listings", key, date(2026, 6, 30)).await.is_some());
    });
}

/// S2.8: a list of rights abroad names the holder and gives no code.
#[tokio::test]
async fn a_right_abroad_is_the_firms_whose_name_it_has() {
    let world = world().await;
    load(&world, "enterprises", FIRMS).await;
    let rights = "office,kind,number,title,holders,filed_on,status\n\
        US,patent,18/900001,演示方法（演示数据）,演示企业甲（演示数据）,2025-02-20,申请中\n";
    load(&world, "foreign-rights", rights).await;
    let stated = stated(&world, "foreign-rights", date(2026, 6, 30), ["number"]).await;
    assert_eq!(stated, Some(["18/900001".to_owned()]));
}
