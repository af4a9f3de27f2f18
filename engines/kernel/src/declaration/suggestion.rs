/// The known word nearest to what somebody wrote, if one is near enough to be what they meant.
pub fn nearest<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let far = (written.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|word| (distance(written, word), word))
        .filter(|(d, word)| *d <= far || is_begun(written, word))
        .min()
        .map(|(_, w)| w)
}

/// Whether somebody wrote the beginning of the word and at least half of it.
fn is_begun(written: &str, word: &str) -> bool {
    let (begun, whole) = (written.chars().count(), word.chars().count());
    begun >= 3 && word.starts_with(written) && begun * 2 >= whole
}

/// How many letters have to be added, dropped, replaced or exchanged with the next to turn one word into the other.
fn distance(left: &str, right: &str) -> usize {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let mut above: Vec<usize> = (0..=right.len()).collect();
    let mut two_above = above.clone();
    for (row, a) in left.iter().enumerate() {
        let mut line = vec![row + 1];
        for (column, b) in right.iter().enumerate() {
            let exchanged = above[column] + usize::from(a != b);
            let nearest = exchanged.min(above[column + 1] + 1).min(line[column] + 1);
            let is_swapped = row > 0 && column > 0 && *a == right[column - 1] && left[row - 1] == *b;
            line.push(if is_swapped { nearest.min(two_above[column - 1] + 1) } else { nearest });
        }
        two_above = std::mem::replace(&mut above, line);
    }
    above[right.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_finds_its_word_and_a_stranger_finds_none() {
        let known = ["notice", "notice_date", "working_days", "worked"];
        for (written, expected) in [
            ("notce", Some("notice")),
            ("notice_dat", Some("notice_date")),
            ("workingdays", Some("working_days")),
            ("noitce", Some("notice")),
            ("colour", None),
            ("worke", Some("worked")),
            ("work", Some("worked")),
        ] {
            assert_eq!(nearest(written, known), expected, "{written}");
        }
        assert_eq!(nearest("code", ["note", "name"]), None);
        assert_eq!(nearest("anything", []), None);
    }
}
