/// The known word nearest to what somebody wrote, if one is near enough to be what they meant.
pub fn nearest<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let far = 1 + written.chars().count() / 3;
    known
        .into_iter()
        .map(|word| (distance(written, word), word))
        .filter(|(d, _)| *d <= far)
        .min()
        .map(|(_, w)| w)
}

/// How many letters have to be added, dropped or exchanged to turn one word into the other.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (row, a) in left.chars().enumerate() {
        let mut line = vec![row + 1];
        for (column, b) in right.iter().enumerate() {
            let exchanged = above[column] + usize::from(a != *b);
            line.push(exchanged.min(above[column + 1] + 1).min(line[column] + 1));
        }
        above = line;
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
            ("colour", None),
        ] {
            assert_eq!(nearest(written, known), expected, "{written}");
        }
        assert_eq!(nearest("anything", []), None);
    }
}
