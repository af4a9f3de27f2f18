//! Who may do what with files, role by role.

use app::attribution;
use app::imports::{self, Choice};
use app::{Actor, Error};

use super::{PATENTS, checked, clerk, loaded, new, send};
use crate::world::{World, world};

/// What is tried, in the order of the letters of a row.
pub(crate) const COLUMNS: [&str; 21] = [
    "list",
    "upload",
    "take-in",
    "see",
    "sample",
    "heading",
    "set-aside",
    "source-row",
    "beside",
    "another",
    "effect",
    "moves",
    "later-file",
    "choose",
    "check",
    "confirm",
    "take-back",
    "waiting",
    "decide",
    "unlinked",
    "decide-holder",
];

/// What somebody gets: `+` what was asked for or a word on what is wrong with it, `-` a refusal, `.` nothing to be found.
async fn row(world: &World, actor: &Actor, (open, loaded): (i64, i64)) -> String {
    let app = &world.app;
    let decision = attribution::Decision {
        division: "430105".to_owned(),
        basis: "演示数据".to_owned(),
        ..attribution::Decision::default()
    };
    let holder = attribution::Holder { basis: "演示数据".to_owned(), ..attribution::Holder::default() };
    let sent = match imports::upload(app, actor) {
        Ok(mut upload) => {
            upload.write(format!("申请号\n{}\n", actor.roles[0].role.id).as_bytes()).unwrap();
            letter(&imports::take_in(app, actor, &new("又一份.csv"), upload).await)
        }
        Err(error) => letter::<()>(&Err(error)),
    };
    let row: String = [
        if imports::list(app, actor, None).await.unwrap().is_empty() { '.' } else { '+' },
        letter(&imports::upload(app, actor)),
        sent,
        letter(&imports::see(app, actor, open).await),
        letter(&imports::sample(app, actor, open).await),
        letter(&imports::heading(app, actor, open, 0).await),
        letter(&imports::set_aside(app, actor, open, (0, 1)).await),
        letter(&imports::source_row(app, actor, loaded, 4).await),
        letter(&imports::beside(app, actor, open).await),
        letter(&imports::another(app, actor, open, 9).await),
        letter(&imports::effect(app, actor, loaded).await),
        letter(&imports::moves(app, actor, loaded).await),
        letter(&imports::later_file(app, actor, open).await),
        letter(&imports::choose(app, actor, open, &Choice { table: 9, ..Choice::default() }).await),
        letter(&imports::check(app, actor, loaded).await),
        letter(&imports::confirm(app, actor, loaded).await),
        letter(&imports::take_back(app, actor, open, "演示").await),
        letter(&attribution::waiting(app, actor, None).await.map(|it| it.into_iter().next().is_some())),
        letter(&attribution::decide(app, actor, "patents", "202410000001.X", &decision).await),
        letter(&attribution::unlinked(app, actor, None).await),
        letter(&attribution::decide_holder(app, actor, "patents", "202410000001.X", &holder).await),
    ]
    .into_iter()
    .collect();
    assert_eq!(row.len(), COLUMNS.len());
    row
}

fn letter<T>(outcome: &Result<T, Error>) -> char {
    match outcome {
        Ok(_) | Err(Error::Conflict(_) | Error::Invalid(_)) => '+',
        Err(Error::NotAllowed(_)) => '-',
        Err(Error::NotFound) => '.',
        Err(error) => panic!("{error:?}"),
    }
}

#[tokio::test]
async fn each_role_gets_what_the_pack_says() {
    let world = world().await;
    let loaded_id = send(&world, &clerk(&world), &new("六月.csv"), PATENTS.as_bytes()).await.unwrap();
    checked(&world, loaded_id).await;
    loaded(&world, loaded_id).await;
    let open = send(&world, &clerk(&world), &new("七月.csv"), "申请号\n1\n".as_bytes()).await.unwrap();
    let own = Some("street-dongfeng-road");
    let rows = [
        ("stranger", None, "..................-.-".to_owned()),
        ("citizen", None, "..................-.-".to_owned()),
        ("firm-user", None, "..................-.-".to_owned()),
        ("agency", None, "..................-.-".to_owned()),
        ("clerk", None, "+++++++++++++++++++++".to_owned()),
        ("liaison", own, ".................+-+-".to_owned()),
        ("district-leader", None, ".................+-+-".to_owned()),
        ("leader", None, ".................+-+-".to_owned()),
        ("enforcement-officer", None, "..................-.-".to_owned()),
        ("mediator", None, "..................-.-".to_owned()),
        ("record-inspector", None, ".................+-+-".to_owned()),
        ("system-administrator", None, "..................-.-".to_owned()),
        ("security-administrator", None, "..................-.-".to_owned()),
        ("audit-administrator", None, "..................-.-".to_owned()),
    ];
    let mut found = Vec::new();
    for (role, body, _) in &rows {
        let actor = Actor { account: None, ..world.actor(role, *body) };
        found.push((*role, row(&world, &actor, (open, loaded_id)).await));
    }
    let expected: Vec<(&str, String)> = rows.iter().map(|(role, _, row)| (*role, row.clone())).collect();
    assert_eq!(found, expected);
}
