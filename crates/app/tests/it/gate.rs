//! S3.17: what carries a mark of secrecy is stopped at every door before anything of it is kept, also as an attachment of a record.

use std::fs;
use std::path::Path;

use app::{Error, files, gate};
use store::operations;

use crate::world::{told, world};

/// What no file of the county may hold afterwards.
const CONTENT: &str = "涉密正文样例";

#[tokio::test]
async fn a_marked_attachment_is_refused_and_nothing_of_it_is_kept() {
    let world = world().await;
    let clerk = world.actor("clerk", Some("market-supervision"));
    let line = format!("方案\n机密★10年\n{CONTENT}\n");
    let whole = format!("秘密\n{CONTENT}\n");
    let cell = format!("名称,说明\n{CONTENT},绝密\n");
    let patent = format!("本件为国防专利，{CONTENT}\n");
    let name = format!("{CONTENT}\n");
    for (file, text) in [
        ("方案.txt", &line),
        ("通知.txt", &whole),
        ("清单.csv", &cell),
        ("说明.txt", &patent),
        ("秘密★方案.txt", &name),
    ] {
        let refused = files::keep(&world.app, &clerk, "file", (file, text.as_bytes())).await;
        assert_eq!(told(refused), [("marked-secret".to_owned(), "file".to_owned())], "{file}");
    }
    // That a word stands in a sentence is no mark.
    let sound = "本方案不涉及国家秘密（演示数据）。\n";
    files::keep(&world.app, &clerk, "file", ("说明.txt", sound.as_bytes())).await.unwrap();

    let reader = world.app.store().reader().await.unwrap();
    let asked = operations::Asked { limit: 1000, ..operations::Asked::default() };
    let all = operations::list(&reader, &asked).await.unwrap();
    let tried: Vec<_> = all.iter().filter(|it| it.act == gate::ACT).collect();
    assert_eq!(tried.len(), 5, "that somebody tried is on the trail");
    assert!(tried.iter().all(|it| it.subject.id == "-"), "and of the file nothing is, not even its name");
    assert!(!holds(world.folder(), CONTENT.as_bytes()), "not in the database, nor among the files");
}

/// A stranger sends nothing at all.
#[tokio::test]
async fn who_has_no_account_sends_nothing() {
    let world = world().await;
    let stranger = app::Visitor::default().stranger(&world.app);
    let sent = files::keep(&world.app, &stranger, "file", ("说明.txt", "演示数据".as_bytes())).await;
    assert!(matches!(sent, Err(Error::NotAllowed(_))));
}

/// Whether any file of a folder holds these bytes.
fn holds(folder: &Path, bytes: &[u8]) -> bool {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).any(|path| {
        if path.is_dir() {
            return holds(&path, bytes);
        }
        fs::read(&path).unwrap().windows(bytes.len()).any(|window| window == bytes)
    })
}
