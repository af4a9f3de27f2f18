//! The first line of a right tells its life: what holds today did not hold from the filing on.

use app::attestations::preview;
use app::imports::{self, State};
use app::records::{self, When};
use jiff::civil::{Date, date};

use super::{clerk, load_as, worked};
use crate::county::on_both;
use crate::world::World;

const FIRM: &str = "91430105DEM009019Q";

const FIRMS: &str = "统一社会信用代码,名称,登记状态,成立日期\n\
    91430105DEM009019Q,演示企业甲（演示数据）,存续,2010-03-01\n";

/// A patent of the firm, filed in 2012, granted in 2014, lapsed in 2017.
const PATENTS: &str = "申请号,发明名称,专利类型,申请人,enterprise,申请日,授权公告日,权利终止日,当前法律状态\n\
    201210000001.7,演示方法（演示数据）,发明,演示企业甲（演示数据）,91430105DEM009019Q,2012-03-05,2014-05-06,2017-03-05,\
    未缴年费终止\n";

/// State, day of grant and day of end as the statement of the firm has them on a day; none before there was the right.
async fn stated(world: &World, as_of: Date) -> Option<[Option<String>; 3]> {
    let when = When { as_of: Some(as_of), ..When::default() };
    let attested = preview(&world.app, &clerk(world), "enterprises", FIRM, when).await.unwrap();
    let part = attested.parts.into_iter().find(|part| part.ledger == "patents")?;
    let (_, fields) = part.records.into_iter().next()?;
    Some(["status", "granted_on", "ended_on"].map(|id| fields.get(id)?.as_text().map(str::to_owned)))
}

#[test]
fn the_statement_of_a_firm_says_what_its_right_was_on_that_day() {
    on_both(async |database| {
        let world = crate::world::world_on(database).await;
        load_as(&world, &clerk(&world), "enterprises", FIRMS.as_bytes()).await;
        let id = load_as(&world, &clerk(&world), "patents", PATENTS.as_bytes()).await;
        let told = imports::see(&world.app, &clerk(&world), id).await.unwrap().told.unwrap();
        assert_eq!((told.added, told.changed, told.set_aside), (1, 0, 0), "one record, however many steps");
        for (day, expected) in [
            (date(2012, 3, 4), None),
            (date(2013, 1, 1), Some(["pending", "", ""])),
            (date(2015, 6, 1), Some(["valid", "2014-05-06", ""])),
            (date(2017, 3, 4), Some(["valid", "2014-05-06", ""])),
            (date(2017, 3, 5), Some(["lapsed", "2014-05-06", "2017-03-05"])),
            (date(2026, 9, 1), Some(["lapsed", "2014-05-06", "2017-03-05"])),
        ] {
            let stated = stated(&world, day).await;
            let stated = stated.map(|it| it.map(Option::unwrap_or_default));
            assert_eq!(stated, expected.map(|it| it.map(str::to_owned)), "{day}");
        }
        let history =
            records::history(&world.app, &clerk(&world), "patents", "201210000001.7").await.unwrap();
        assert_eq!(history.len(), 1, "all of it is one line of one file");
        assert_eq!(history[0].line, Some(2));
        let days: Vec<Date> = history[0].steps.iter().map(|step| step.valid_from).collect();
        assert_eq!(days, [date(2012, 3, 5), date(2014, 5, 6), date(2017, 3, 5)]);

        // The same list of the next month says nothing new.
        let again = PATENTS.replace("演示方法（演示数据）,", "演示方法（演示数据） ,");
        let next = load_as(&world, &clerk(&world), "patents", again.as_bytes()).await;
        let told = imports::see(&world.app, &clerk(&world), next).await.unwrap().told.unwrap();
        assert_eq!((told.added, told.changed, told.same), (0, 0, 1));

        // What is taken back was never so, on no day; loaded again, it is a life again.
        for id in [next, id] {
            imports::take_back(&world.app, &clerk(&world), id, "发错了文件").await.unwrap();
            assert_eq!(worked(&world, id).await, State::TakenBack);
        }
        assert_eq!(stated(&world, date(2015, 6, 1)).await, None);
        let anew = load_as(&world, &clerk(&world), "patents", PATENTS.as_bytes()).await;
        let told = imports::see(&world.app, &clerk(&world), anew).await.unwrap().told.unwrap();
        assert_eq!(told.added, 1);
        let stated = stated(&world, date(2015, 6, 1)).await.unwrap();
        assert_eq!(stated[0].as_deref(), Some("valid"));
    });
}
