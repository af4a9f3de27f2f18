use app::rounds::Cut;
use documents::official::Block;

use super::{duties, reports};
use crate::page::Page;

/// What a meeting has to know of a quarter, on one page: what was reported, how the bodies judge themselves, how the duties stand, and how
/// those of each task do.
pub(super) fn blocks(page: &Page, cut: &Cut) -> Vec<Block> {
    let mut blocks = vec![reports::asked(page, cut)];
    blocks.extend(reports::late(page, cut));
    blocks.push(reports::judged(page, cut));
    if let Some(it) = &cut.duties {
        blocks.push(duties::lights(page, it));
        blocks.push(Block::Chart(duties::chart(page, it)));
    }
    blocks
}
