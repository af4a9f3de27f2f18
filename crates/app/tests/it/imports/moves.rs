//! What a file has changed of figures: as known before it, and as known right after.

use std::time::Duration;

use app::imports::{self, Moves};

use super::{clerk, load_as, new, send};
use crate::world::{World, world};

const HEADS: &str = "申请号,发明名称,专利类型,申请人,申请日,授权公告日,归属区县,当前法律状态\n";

const FIRST: &str = "202410123457.5,演示方法甲,发明,演示甲公司,2024-05-09,2025-06-17,430105,有效\n";

const SECOND: &str = "202410000001.X,演示方法乙,发明,演示乙公司,2024-01-05,2025-06-17,430105,有效\n\
    202410123456.0,演示方法丙,发明,演示丙公司,2024-02-06,2025-06-17,430105,有效\n";

const DENSITY: &str = "inventions-per-10000";

/// How often one looks whether figures are counted, and how many times.
const LOOK: Duration = Duration::from_millis(100);
const LOOKS: usize = 9_000;

/// What a file has changed, once all of it is counted.
async fn moves(world: &World, id: i64) -> Moves {
    for _ in 0..LOOKS {
        let moves = imports::moves(&world.app, &clerk(world), id).await.unwrap().unwrap();
        if moves.counting() == 0 {
            return moves;
        }
        tokio::time::sleep(LOOK).await;
    }
    panic!("the figures of import {id} are not counted");
}

/// What the density of inventions is made of: the sum and the residents.
type Sums = Option<(i128, Option<i128>)>;

fn density(moves: &Moves) -> Option<(Sums, Sums)> {
    let (_, before, after) = moves.changed().find(|(indicator, ..)| indicator.id == DENSITY)?;
    Some((before.sums, after.sums))
}

#[tokio::test]
async fn what_a_file_has_changed_is_counted_beside_its_page() {
    let world = world().await;
    load_as(&world, &clerk(&world), "patents", format!("{HEADS}{FIRST}").as_bytes()).await;
    let file = format!("{HEADS}{SECOND}");
    let waiting = send(&world, &clerk(&world), &new("九月.csv"), file.as_bytes()).await.unwrap();
    assert!(imports::moves(&world.app, &clerk(&world), waiting).await.unwrap().is_none(), "not loaded yet");
    imports::drop_file(&world.app, &clerk(&world), waiting).await.unwrap();
    let second = load_as(&world, &clerk(&world), "patents", file.as_bytes()).await;

    let residents = Some(820_790);
    let expected = (Some((1, residents)), Some((3, residents)));
    let seen = moves(&world, second).await;
    assert_eq!(density(&seen), Some(expected));
    assert!(seen.unchanged() > 0, "most figures have nothing to do with it");
    assert!(seen.known.0 < seen.known.1);

    // What comes later changes nothing of it.
    let third = FIRST.replace("202410123457.5", "202430654321.8").replace("发明,", "外观设计,");
    load_as(&world, &clerk(&world), "patents", format!("{HEADS}{third}").as_bytes()).await;
    let again = moves(&world, second).await;
    assert_eq!((density(&again), again.known), (Some(expected), seen.known));
}
