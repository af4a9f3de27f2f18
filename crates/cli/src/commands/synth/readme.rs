use std::fmt::Write as _;

use super::output::Output;
use super::world::World;
use crate::failure::Failure;

/// What is in the folder, for whoever opens it.
pub(super) fn write(world: &World, output: &Output<'_>) -> Result<(), Failure> {
    let mut text = format!(
        "# 演示数据 · Invented data\n\n\
         本文件夹里的企业、权利、人员、金额都是编造的，不指任何真实的单位和个人；种子 {}，截至 {}。\n\
         Every firm, right, person and amount in this folder is invented; seed {}, as of {}.\n\n\
         | 文件 file | 台账 ledger | 行 rows |\n|---|---|---|\n",
        world.seed, world.as_of, world.seed, world.as_of
    );
    for written in &output.written {
        // Writing into a text does not fail.
        let _ = writeln!(text, "| {} | {} | {} |", written.file, written.ledger, written.rows);
    }
    let path = output.path("说明", "md");
    std::fs::write(&path, text).map_err(|error| Failure::write(&path, &error))
}
