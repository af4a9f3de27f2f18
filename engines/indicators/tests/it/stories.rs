//! Every story of the folder `stories` holds. Each file begins with lines of a declaration; the tables `[counted]` and `[base]`
//! are what the SQL would return.

use indicators::{Story, light, measure};
use kernel::Problem;

use crate::world::{indicator, rows, table};

fn check(file: &str, text: &str) {
    let (declaration, stories) = text.split_once("\n\n").unwrap();
    let (kind, more) = declaration.split_once('\n').unwrap_or((declaration, ""));
    let padding = "\n".repeat(declaration.lines().count() + 1);
    let stories = Story::read(file, &format!("{padding}{stories}"));
    let stories = stories.unwrap_or_else(|problems| panic!("{problems:#?}"));
    let mut wrong: Vec<String> = Vec::new();
    for story in &stories {
        let input = |name: &str| story.inputs.iter().find(|block| block.name == name).map(rows);
        let (counted, base) = (input("counted").unwrap_or_default(), input("base"));
        let indicator = indicator(kind.trim(), more, base.is_some());
        let window = story.window(&indicator, "430105");
        let made = measure(&indicator, &counted, base.as_ref(), &window);
        let judgement =
            made.as_ref().ok().map(|figure| light(&indicator, figure, story.target.as_ref(), story.as_of));
        let problems =
            story.judge(&indicator, made.as_ref().map_err(Vec::as_slice), &counted, judgement.as_ref());
        let show = |problem: &Problem| format!("{} {}", problem.place, problem.what.en);
        wrong.extend(problems.iter().map(show));
    }
    assert!(!stories.is_empty() && wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_story_that_does_not_hold_is_told_with_its_line() {
    let text = "# 甲\nas-of 2026-12-31\n[target]\ncomparator,number\nat-least,2\n[figure]\nvalue,reached\n2,yes\n\
                [rows]\nkey\nB\n[light]\nlight,sentence\ngreen,很好\n";
    let stories = Story::read("stories.txt", text).unwrap();
    let indicator = indicator("level", "", false);
    let rows = table("key\nA\n");
    let figure = measure(&indicator, &rows, None, &stories[0].window(&indicator, "430105")).unwrap();
    let judgement = light(&indicator, &figure, stories[0].target.as_ref(), stories[0].as_of);
    let problems = stories[0].judge(&indicator, Ok(&figure), &rows, Some(&judgement));
    let told: Vec<String> =
        problems.iter().map(|problem| format!("{} {}", problem.place, problem.what.en)).collect();
    assert_eq!(
        told[..5],
        [
            "stories.txt:8 甲 value: the story says \"2\", it comes to \"1\"",
            "stories.txt:8 甲 reached: the story says \"yes\", it comes to \"no\"",
            "stories.txt:11 甲 rows: the story says \"B\", it comes to \"\"",
            "stories.txt:9 甲 rows: the story says \"\", it comes to \"A\"",
            "stories.txt:14 甲 light: the story says \"green\", it comes to \"red\"",
        ]
    );
    assert!(told[5].contains("sentence") && told.len() == 6, "{told:#?}");
}

#[test]
fn stories_that_cannot_be_read_are_problems_with_their_lines() {
    let check = |text: &str, expected: &[&str]| {
        let problems = Story::read("s", text).err().unwrap_or_default();
        let told: Vec<String> =
            problems.iter().map(|problem| format!("{} {}", problem.place, problem.code)).collect();
        assert_eq!(told, expected, "{text}");
    };
    check("", &["s no-story"]);
    check("as-of 2026-12-31\n", &["s:1 story-syntax"]);
    check("# 甲\n[rows]\nkey\n", &["s:1 story-no-day"]);
    check("# 甲\nas-of 2026-13-31\n[rows]\nkey\n", &["s:1 story-no-day", "s:2 bad-date"]);
    check("# 甲\nas-of 2026-12-31\n", &["s:1 story-proves-nothing"]);
    check("# 甲\nas-of 2026-12-31\nas-if 1\n[rows]\nkey\n", &["s:3 story-syntax"]);
    check("# 甲\nas-of 2026-12-31\n[rows]\nkey,body\nA\n", &["s:5 csv-syntax"]);
    check("# 甲\nas-of 2026-12-31\n[figure]\nvalu\n1\n", &["s:4 unknown-column"]);
    check("# 甲\nas-of 2026-12-31\n[figure]\nvalue\n", &["s:4 empty-table"]);
    check("# 甲\nas-of 2026-12-31\n[light]\nlight\nblue\n", &["s:5 bad-value"]);
    check("# 甲\nas-of 2026-12-31\n[rows]\nkey\n[rows]\nkey\n", &["s:5 written-twice"]);
    let target = "# 甲\nas-of 2026-12-31\n[rows]\nkey\n[target]\ncomparator,number\n";
    check(&format!("{target}over,1e3\n"), &["s:7 bad-value", "s:7 number bad-number"]);
}

#[test]
fn levels_and_their_comparators() {
    check("level.txt", include_str!("stories/level.txt"));
}

#[test]
fn densities_and_their_denominators() {
    check("density.txt", include_str!("stories/density.txt"));
}

#[test]
fn flows_count_what_happened_in_the_period() {
    check("flow.txt", include_str!("stories/flow.txt"));
}

#[test]
fn growth_by_both_rates() {
    check("growth.txt", include_str!("stories/growth.txt"));
}

#[test]
fn scores_of_the_newest_measurement() {
    check("score.txt", include_str!("stories/score.txt"));
}

#[test]
fn coverage_and_its_holes() {
    check("coverage.txt", include_str!("stories/coverage.txt"));
}

#[test]
fn milestones_and_their_days() {
    check("milestone.txt", include_str!("stories/milestone.txt"));
}

#[test]
fn ranks_among_equal_periods() {
    check("rank.txt", include_str!("stories/rank.txt"));
}

#[test]
fn less_is_better() {
    check("down.txt", include_str!("stories/down.txt"));
}
