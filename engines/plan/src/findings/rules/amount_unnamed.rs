//! Money is promised and no amount is named.

use super::{Draft, Subject, by_owner};
use crate::findings::words::Words;

const MONEY: &[&str] = &[
    "专项资金",
    "资金保障",
    "保障经费",
    "经费保障",
    "资金奖励",
    "补贴",
    "予以奖励",
    "给予奖励",
    "产业基金",
    "资金投入",
    "财政资金",
];
const AMOUNTS: &[&str] = &["万元", "亿元", "万美元"];

/// Clauses that promise money in a text without any amount.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let (money, amounts) = (Words::of(MONEY), Words::of(AMOUNTS));
    if subject.body().any(|(_, passage)| amounts.any(&passage.text.chars)) {
        return Vec::new();
    }
    let promised =
        subject.clauses().filter(|(passage, clause)| money.any(&passage.text.chars[clause.clone()]));
    by_owner(
        promised.take(50).map(|(passage, clause)| subject.spot(passage, clause)),
        "全文没有金额：此项经费多少，从哪个科目、哪个年度列支，由谁核定？",
        "The text names no amount. How much is this, from which budget line and year, and who approves it?",
    )
}
