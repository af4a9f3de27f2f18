//! A mean growth in one place and a rise every year in another, for the same figure.

use std::collections::HashMap;

use super::growth_base_missing::is_growth;
use super::{Draft, Subject};
use crate::model::Target;

const EVERY_YEAR: &[&str] = &["逐年", "每年"];
/// So many characters of the names have to be the same.
const SHARED: usize = 5;

/// One weak year breaks 逐年上升 but not 年均增长.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let mut by_words: HashMap<Vec<char>, usize> = HashMap::new();
    for (i, target) in subject.plan.targets.iter().enumerate().filter(|(_, target)| is_growth(target)) {
        let name: Vec<char> = target.subject.chars().collect();
        for words in name.windows(SHARED) {
            by_words.entry(words.to_vec()).or_insert(i);
        }
    }
    if by_words.is_empty() {
        return Vec::new();
    }
    let vague = subject.plan.qualitative_targets.iter();
    let rises = vague.filter(|vague| EVERY_YEAR.iter().any(|word| vague.word.starts_with(word)));
    let twins = rises.filter_map(|vague| {
        let words: Vec<char> = vague.text.chars().collect();
        let target = words.windows(SHARED).find_map(|words| by_words.get(words))?;
        let target = &subject.plan.targets[*target];
        let (rise, rate) = (&vague.word, stated(target));
        let draft = Draft::new(
            subject.vague(vague),
            format!("此处要求“{rise}”，目标是“{rate}”：某年下降而平均达标时，算不算完成？"),
            format!(
                "Here the figure is to rise every year ({rise}), elsewhere by a mean rate ({rate}). \
                 If one year falls and the mean holds, is the target reached?"
            ),
        );
        Some(draft.with([subject.target(target)]))
    });
    twins.take(6).collect()
}

/// 年均增长…以上 with its number: 年均增长10%以上.
fn stated(target: &Target) -> String {
    let number = format!("{}{}", target.number, target.unit);
    if target.op_text.contains('…') {
        target.op_text.replace('…', &number)
    } else {
        format!("{}{number}", target.op_text)
    }
}
