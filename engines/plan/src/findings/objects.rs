//! The things a plan builds by name: 工程, 中心, 学校, 基地, 平台.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use super::alike::{alike, contains};
use super::draft::Spot;
use super::passage::Passage;
use super::subject::Subject;
use super::words::Words;
use crate::model::Force;
use crate::text::is_han;

/// Words that such names end with.
const HEADS: &[&str] = &["工程", "中心", "学校", "基地", "平台", "工作站", "实验室"];
/// Longer endings that tell the kind of a thing and not which one it is.
const KINDS: &[&str] = &["服务中心", "服务平台", "管理平台", "服务工作站", "示范基地"];
/// Words before a name that are not part of it.
const VERBS: &[&str] = &[
    "建设",
    "建立",
    "打造",
    "实施",
    "推进",
    "推动",
    "争创",
    "创建",
    "加快",
    "深化",
    "支持",
    "设立",
    "依托",
    "完善",
    "培育",
    "发挥",
    "加强",
    "鼓励",
    "组织",
    "开展",
    "申报",
    "认定",
    "巩固",
    "引进",
    "优化",
    "健全",
    "提升",
    "促进",
    "统筹",
    "构建",
    "升级",
    "推广",
    "围绕",
    "利用",
    "新建",
    "建成",
    "成立",
    "筹建",
    "布局",
    "谋划",
    "扩建",
    "改建",
    "引导",
    "落实",
    "获批",
    "列入",
    "运行",
    "编制",
    "明确",
    "确保",
    "接入",
    "对接",
    "提供",
    "按照",
    "运用",
    "发展",
    "聚焦",
    "共建",
    "参与",
    "形成",
    "实现",
    "纳入",
    "成为",
    "以及",
    "进一步",
    "一批",
    "若干",
    "一个",
    "各类",
    "重点",
];
/// Single characters before a name that are not part of it.
const STOPS: &str = "和与及的等为在将对个批各以是向从到把由于让或并至";
/// A shorter name is a kind of thing, not one thing.
const NAME_MIN: usize = 8;
const NAME_MAX: usize = 20;
/// Two names with so much in common are asked about.
const ALIKE: f64 = 0.54;
/// Two characters in front are more often a verb than a part of the name.
const PREFIX_MIN: usize = 3;
/// Names compared with one name.
const NEAR_MAX: usize = 12;

static HEAD_WORDS: LazyLock<Words> = LazyLock::new(|| Words::of(HEADS));

/// A name and where it stands first with each force of commitment.
#[derive(Debug)]
pub(super) struct Object {
    pub(super) name: Vec<char>,
    pub(super) spot: Spot,
    pub(super) clause: Spot,
    pub(super) force: Option<Force>,
}

/// Every name, at its first place.
pub(super) fn all(subject: &Subject<'_>) -> Vec<Object> {
    // The headings of a plan name its own parts, also where a table repeats them.
    let mut known: HashSet<Vec<char>> = headed(subject);
    let mut found = Vec::new();
    for (passage, clause) in subject.clauses() {
        for i in clause.clone() {
            let Some((length, _)) = HEAD_WORDS.at(&passage.text.chars, i).next() else { continue };
            let Some(range) = name(passage, clause.start, i, i + length) else { continue };
            let name = passage.text.chars[range.clone()].to_vec();
            if known.insert(name.clone()) {
                let words = passage.text.quote(clause.clone());
                let force = force(words);
                let clause = subject.spot(passage, clause.clone());
                found.push(Object { name, spot: subject.spot(passage, range), clause, force });
            }
        }
    }
    found
}

/// The ends of the titles of sections and groups of tasks.
fn headed(subject: &Subject<'_>) -> HashSet<Vec<char>> {
    let plan = subject.plan;
    let groups = plan.tasks.iter().filter_map(|task| task.group.as_deref());
    let titles: HashSet<&str> =
        groups.chain(plan.task_groups.iter().map(|group| group.title.as_str())).collect();
    let ends = titles.into_iter().flat_map(|title| {
        let chars: Vec<char> = title.chars().map(crate::text::fold).collect();
        let longest = chars.len().min(NAME_MAX);
        (NAME_MIN..=longest).map(move |length| chars[chars.len() - length..].to_vec())
    });
    ends.collect()
}

fn name(passage: &Passage<'_>, from: usize, head: usize, end: usize) -> Option<Range<usize>> {
    let chars = &passage.text.chars;
    // 工程技术, 工程师, 中心城区 and the like go on.
    if chars.get(end).is_some_and(|c| "技师城类机".contains(*c)) {
        return None;
    }
    let mut start = head;
    while start > from && head - start < NAME_MAX {
        let c = chars[start - 1];
        // 20家, 3项, 6所 count what follows; 国家 is part of the name.
        let before = start.checked_sub(2).map(|i| chars[i]);
        let counts = "家项所座处".contains(c)
            && before.is_some_and(|before| before.is_ascii_digit() || crate::number::is_numeral(before));
        let part_of_name = (is_han(c) || c.is_ascii_alphanumeric()) && !STOPS.contains(c) && !counts;
        if !part_of_name || VERBS.iter().any(|verb| ends_with(&chars[from..start], verb)) {
            break;
        }
        start -= 1;
    }
    (end - start >= NAME_MIN && end - start < NAME_MAX).then_some(start..end)
}

fn ends_with(chars: &[char], word: &str) -> bool {
    let mut at = chars.len();
    word.chars().rev().all(|c| {
        at = at.wrapping_sub(1);
        chars.get(at) == Some(&c)
    })
}

fn force(words: &str) -> Option<Force> {
    [("争创", Force::Compete), ("力争", Force::Strive), ("鼓励", Force::Encourage), ("探索", Force::Explore)]
        .into_iter()
        .find(|(word, _)| words.contains(word))
        .map(|(_, force)| force)
}

/// Groups of names so alike that they may mean one thing, each by its first place.
pub(super) fn groups<'s>(subject: &'s Subject<'_>) -> Vec<Vec<&'s Object>> {
    let objects = subject.objects();
    let mut by_words: HashMap<&[char], Vec<usize>> = HashMap::new();
    let mut group_of: Vec<usize> = (0..objects.len()).collect();
    for (i, object) in objects.iter().enumerate() {
        for words in object.name.windows(4) {
            let near = by_words.entry(words).or_default();
            for &other in near.iter() {
                // Two names in one clause are two things.
                let apart = group_of[i] != group_of[other] && objects[other].clause != object.clause;
                if apart && is_like(subject, &objects[other].name, &object.name) {
                    group_of[i] = group_of[other];
                }
            }
            if near.len() < NEAR_MAX && near.last() != Some(&i) {
                near.push(i);
            }
        }
    }
    let mut groups: Vec<Vec<&Object>> = Vec::new();
    let mut at: HashMap<usize, usize> = HashMap::new();
    for (i, object) in objects.iter().enumerate() {
        let group = *at.entry(group_of[i]).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[group].push(object);
    }
    groups.retain(|group| group.len() > 1);
    groups
}

/// Names with the same ending that differ by more than the place of the plan in front.
fn is_like(subject: &Subject<'_>, a: &[char], b: &[char]) -> bool {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    if long[long.len() - 2..] != short[short.len() - 2..] {
        return false;
    }
    if long.ends_with(short) {
        let prefix: String = long[..long.len() - short.len()].iter().collect();
        let place = subject.plan.place.as_deref().unwrap_or_default();
        return !place.contains(&prefix) && prefix.chars().count() >= PREFIX_MIN;
    }
    let (long, short) = (which(long), which(short));
    alike(long, short) >= ALIKE || contains(long, short)
}

/// A name without the words for its kind: what tells which one it is.
fn which(name: &[char]) -> &[char] {
    let kind = KINDS.iter().find(|kind| ends_with(name, kind)).map_or(2, |kind| kind.chars().count());
    &name[..name.len() - kind]
}
