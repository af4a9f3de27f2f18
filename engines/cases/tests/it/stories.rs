//! Every procedure tells its stories. With `COMPLETE_STORIES=1` the files are written anew with what was found; whoever
//! reads the change judges it.

use std::fs;

use cases::{Story, stories};

use crate::china::{PACK, PROCEDURES, context, rules, text};

#[test]
fn every_story_of_every_procedure_holds() {
    let mut wrong = Vec::new();
    for procedure in PROCEDURES.iter() {
        let file = format!("procedures/{}/stories.txt", procedure.id);
        let told = stories(procedure, rules(), context(), &text(&file));
        if std::env::var_os("COMPLETE_STORIES").is_some() {
            fs::write(PACK.join(&file), completed(&text(&file), &told)).unwrap();
            continue;
        }
        assert!(told.iter().any(|story| story.ends), "{file}: no story comes to an end");
        wrong.extend(differences(&file, &told));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_state_of_every_procedure_stands_in_a_story() {
    for procedure in PROCEDURES.iter() {
        let told = text(&format!("procedures/{}/stories.txt", procedure.id));
        for state in &procedure.states {
            let mark = format!("-> {}", state.id);
            let is_told = told.lines().any(|line| {
                line.split_once(&mark).is_some_and(|(_, rest)| rest.is_empty() || rest.starts_with(';'))
            });
            assert!(is_told, "{}: no story comes to {}", procedure.id, state.id);
        }
    }
}

/// Fails where a story of a procedure made for a test does not hold; completes its file if that is asked.
pub(crate) fn hold(folder: &str, text: &str, told: &[Story]) {
    if std::env::var_os("COMPLETE_STORIES").is_some() {
        let file = format!("{}/tests/it/{folder}/stories.txt", env!("CARGO_MANIFEST_DIR"));
        fs::write(file, completed(text, told)).unwrap();
    } else {
        compare(folder, told);
    }
}

/// Fails where a story does not hold.
pub(crate) fn compare(file: &str, told: &[Story]) {
    let wrong = differences(file, told);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Where the stories say something else than was found.
fn differences(file: &str, told: &[Story]) -> Vec<String> {
    let difference = |story: &Story| {
        let pairs = story.said.lines().zip(story.found.lines()).filter(|(said, found)| said != found);
        let lines: Vec<String> =
            pairs.map(|(said, found)| format!("  said  {said}\n  found {found}")).collect();
        format!("{file}:{} {}\n{}", story.line, story.title, lines.join("\n"))
    };
    told.iter().filter(|story| !story.holds()).map(difference).collect()
}

/// The text with what was found behind each line.
fn completed(before: &str, told: &[Story]) -> String {
    let mut found = told.iter().flat_map(|story| story.found.lines());
    let mut line = |line: &str| {
        let is_kept = line.trim().is_empty() || line.trim().starts_with(['#', '=']);
        if is_kept { line.to_owned() } else { found.next().expect("a line for each line").to_owned() }
    };
    before.lines().map(&mut line).collect::<Vec<_>>().join("\n") + "\n"
}
