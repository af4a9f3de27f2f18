use kernel::{Place, Problem, Wording};

/// Different things that are said of lines and are kept; what is said of a line beyond them is kept as one thing more.
const KINDS_MAX: usize = 200;

/// Lines beyond those of which everything is kept, each with what is wrong with it as far as that is wrong with many: however many they are,
/// none is lost, and memory grows by a few bytes for each.
#[derive(Debug, Clone, Default)]
pub struct Further {
    lines: Vec<(i64, usize)>,
    kinds: Vec<Vec<Problem>>,
}

impl Further {
    /// Keeps a line, and what is wrong with it.
    pub fn push(&mut self, line: i64, problems: Vec<Problem>) {
        let said = problems.into_iter().map(without_line).collect();
        let kind = self.kind(said);
        self.lines.push((line, kind));
    }

    /// Keeps the lines of another one as well.
    pub fn append(&mut self, other: &Further) {
        let kinds: Vec<usize> = other.kinds.iter().map(|said| self.kind(said.clone())).collect();
        self.lines.extend(other.lines.iter().map(|(line, kind)| (*line, kinds[*kind])));
    }

    /// Each line once, in their order, with what is wrong with it: as [`Further::kinds`] has it.
    pub fn lines(&self) -> Vec<(i64, usize)> {
        let mut lines = self.lines.clone();
        lines.sort_unstable();
        // Of several things that a document of one number says, one is enough to find it.
        lines.dedup_by_key(|(line, _)| *line);
        lines
    }

    /// What may be wrong with a line.
    pub fn kinds(&self) -> &[Vec<Problem>] {
        &self.kinds
    }

    fn kind(&mut self, said: Vec<Problem>) -> usize {
        if let Some(known) = self.kinds.iter().position(|kind| *kind == said) {
            return known;
        }
        if self.kinds.len() < KINDS_MAX {
            self.kinds.push(said);
        } else if self.kinds.len() == KINDS_MAX {
            self.kinds.push(vec![not_kept()]);
        }
        self.kinds.len() - 1
    }
}

fn without_line(problem: Problem) -> Problem {
    Problem { place: Place { line: None, ..problem.place }, ..problem }
}

fn not_kept() -> Problem {
    Problem::error(
        "reason-not-kept",
        Place::default(),
        Wording::new(
            "这一行有错；错行太多，原因没有逐行留存",
            "the row has an error; of so many rows, not each reason was kept",
        ),
        Wording::new(
            "请把这些行单独存成文件再导入，校验时会写明原因",
            "load these rows as a file of their own: the look at it says why",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(what: &str, line: usize) -> Vec<Problem> {
        let wording = || Wording::new(what, what);
        vec![Problem::error("wrong", Place::default().at_line(line), wording(), wording())]
    }

    #[test]
    fn what_is_wrong_with_many_lines_is_kept_once() {
        let mut further = Further::default();
        for line in [3_usize, 1, 2, 2] {
            further.push(line as i64, wrong("a day", line));
        }
        further.push(4, wrong("a number", 4));
        assert_eq!(further.lines(), [(1, 0), (2, 0), (3, 0), (4, 1)]);
        let mut all = Further::default();
        all.push(9, wrong("a number", 9));
        all.append(&further);
        assert_eq!(all.lines(), [(1, 1), (2, 1), (3, 1), (4, 0), (9, 0)]);
        assert_eq!(all.kinds().len(), 2);
    }

    #[test]
    fn no_line_is_lost_where_each_has_something_else() {
        let mut further = Further::default();
        for line in 0..KINDS_MAX + 5 {
            further.push(line as i64, wrong(&format!("it is {line}"), line));
        }
        assert_eq!(further.lines().len(), KINDS_MAX + 5);
        assert_eq!(further.kinds().len(), KINDS_MAX + 1);
        assert_eq!(further.kinds()[KINDS_MAX][0].code, "reason-not-kept");
    }
}
