//! Official lists: what they say in their title and in no column is one value for all rows.

use app::imports::{self, Choice, NewFile};
use ledger::{Columns, Fixed};

use super::{checked, clerk, codes, load_as, loaded, new, said_of, send};
use crate::world::{World, world};

const FIRMS: &str = "企业名称,统一社会信用代码,企业地址,登记状态\n\
    演示企业甲（演示数据）,91430105DEM009019Q,演示市演示路1号,存续\n\
    演示企业乙（演示数据）,91430105DEM002036Y,演示市演示路2号,存续\n";

/// A list as it is published: of which segment it is stands in its title.
const LIST: &str = "演示省2025年高新技术企业名单（演示数据）,,,\n\
    序号,统一社会信用代码,证书编号,发证日期\n\
    1,91430105DEM009019Q,GR202500000001,2025-11-03\n\
    2,91430105DEM002036Y,GR202500000002,2025-11-03\n";

fn list<'n>(name: &'n str) -> NewFile<'n> {
    NewFile { ledger: "enterprise-segments", ..new(name) }
}

fn fixed(pairs: &[(&str, &str)]) -> Fixed {
    pairs.iter().map(|(field, value)| ((*field).to_owned(), (*value).to_owned())).collect()
}

async fn choose(world: &World, id: i64, fixed: Fixed) -> Result<(), app::Error> {
    let seen = imports::see(&world.app, &clerk(world), id).await.unwrap();
    let choice = Choice {
        heading: seen.heading,
        columns: Some(seen.columns),
        fixed: Some(fixed),
        ..Choice::default()
    };
    imports::choose(&world.app, &clerk(world), id, &choice).await
}

#[tokio::test]
async fn a_list_of_firms_is_loaded_as_it_comes() {
    let world = world().await;
    load_as(&world, &clerk(&world), "enterprises", FIRMS.as_bytes()).await;
    let id = send(&world, &clerk(&world), &list("高企.csv"), LIST.as_bytes()).await.unwrap();
    let seen = imports::see(&world.app, &clerk(&world), id).await.unwrap();
    let columns: Vec<&str> = seen.columns.0.iter().map(|it| it.as_deref().unwrap_or("-")).collect();
    assert_eq!(columns, ["-", "enterprise", "certificate_number", "since"]);
    assert_eq!(codes(imports::check(&world.app, &clerk(&world), id).await.unwrap_err()), ["no-key-column"]);

    for (wrong, problem) in [
        (fixed(&[("segment", "高企甲")]), "unknown-code"),
        (fixed(&[("segment", "high-tech"), ("since", "2025-11-03")]), "field-twice"),
        (fixed(&[("segment", "high-tech"), ("colour", "red")]), "unknown-field"),
        (fixed(&[("segment", "high-tech"), ("list", "机密★10年")]), "marked-secret"),
    ] {
        assert_eq!(codes(choose(&world, id, wrong).await.unwrap_err()), [problem]);
    }
    let said = fixed(&[
        ("segment", "高新技术企业"),
        ("list", "演示省2025年高新技术企业名单（演示数据）"),
        ("note", " "),
    ]);
    choose(&world, id, said).await.unwrap();
    assert_eq!(checked(&world, id).await, [2, 2, 0, 0, 0], "{:?}", said_of(&world, id).await);
    loaded(&world, id).await;
    let key = "91430105DEM009019Q~high-tech";
    let when = app::records::When::default();
    let found =
        app::records::find(&world.app, &clerk(&world), "enterprise-segments", key, when).await.unwrap();
    let fields = found.record.unwrap().fields;
    assert_eq!(fields["list"].as_text(), Some("演示省2025年高新技术企业名单（演示数据）"));
    assert_eq!(fields["certificate_number"].as_text(), Some("GR202500000001"));

    // The next list with the same heads takes them over, and they can be said anew.
    let next = LIST.replace("2025", "2026");
    let next = send(&world, &clerk(&world), &list("高企二.csv"), next.as_bytes()).await.unwrap();
    let seen = imports::see(&world.app, &clerk(&world), next).await.unwrap();
    assert_eq!(seen.fixed.keys().collect::<Vec<_>>(), ["list", "segment"]);
    // Where the columns are said and nothing else, nothing is taken over.
    let columns = Some(Columns(seen.columns.0.clone()));
    let choice = Choice { heading: seen.heading, columns, ..Choice::default() };
    let error = imports::choose(&world.app, &clerk(&world), next, &choice).await.unwrap_err();
    assert_eq!(codes(error), ["no-key-column"]);
}
