//! Growth without a base year.

use super::{Draft, Subject, by_owner};
use crate::model::{Target, TargetKind};
use crate::text::{fold, is_blank};

const BASES: &[&str] = &[
    "基数",
    "基期",
    "为基准",
    "年为基",
    "年基础",
    "年的基础",
    "年底的",
    "末的基础",
    "年相比",
    "底相比",
    "末相比",
    "同比",
    "年初",
    "比上年",
    "较上年",
    "比去年",
    "较去年",
    "较“十",
    "比“十",
];
/// What is to shrink starts from what there is: the base year is asked for growth only.
const SHRINKS: [char; 3] = ['降', '减', '缩'];

pub(super) fn is_growth(target: &Target) -> bool {
    matches!(target.kind, TargetKind::AnnualGrowth | TargetKind::GrowthOverBase)
}

/// Growth targets whose sentence names nothing to grow from.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let targets = subject.plan.targets.iter();
    let open =
        targets.filter(|target| is_growth(target) && !shrinks(target) && !names_base(&target.sentence));
    by_owner(
        open.take(50).map(|target| subject.target(target)),
        "增长目标未写基期：以哪一年为基数，基期值是多少，数据由谁提供？",
        "The growth target names no base year. From which year and which value does it grow, and who provides the figure?",
    )
}

fn shrinks(target: &Target) -> bool {
    target.op_text.contains(SHRINKS)
}

/// Whether a sentence says what the growth starts from.
fn names_base(sentence: &str) -> bool {
    let sentence: String = sentence.chars().filter(|&c| !is_blank(c)).map(fold).collect();
    BASES.iter().any(|word| sentence.contains(word)) || compares_with_year(&sentence)
}

/// 较2023年, 比2020年底; not 占比20%.
fn compares_with_year(sentence: &str) -> bool {
    let chars: Vec<char> = sentence.chars().collect();
    chars.windows(6).any(|words| {
        matches!(words[0], '比' | '较') && words[1..5].iter().all(char::is_ascii_digit) && words[5] == '年'
    })
}
