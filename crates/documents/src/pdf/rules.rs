use lopdf::content::Operation;

use super::matrix::Matrix;

/// A filled shape at most this thick, in points, is a line.
const THICK_MAX: f64 = 3.0;

/// A line at least this long can be the border of a cell.
const LONG_MIN: f64 = 5.0;

/// Lines of one page that are kept. A page with more is a drawing.
const RULES_MAX: usize = 2000;

/// A straight line across or down the page, from its lower left end to its upper right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rule {
    pub(crate) left: f64,
    pub(crate) bottom: f64,
    pub(crate) right: f64,
    pub(crate) top: f64,
}

impl Rule {
    fn between(one: (f64, f64), other: (f64, f64)) -> Rule {
        Rule {
            left: one.0.min(other.0),
            bottom: one.1.min(other.1),
            right: one.0.max(other.0),
            top: one.1.max(other.1),
        }
    }

    pub(crate) fn is_across(&self) -> bool {
        self.top - self.bottom <= THICK_MAX && self.right - self.left >= LONG_MIN
    }

    pub(crate) fn is_down(&self) -> bool {
        self.right - self.left <= THICK_MAX && self.top - self.bottom >= LONG_MIN
    }

    fn hull(&self, other: &Rule) -> Rule {
        Rule {
            left: self.left.min(other.left),
            bottom: self.bottom.min(other.bottom),
            right: self.right.max(other.right),
            top: self.top.max(other.top),
        }
    }
}

/// The lines a page draws: borders of tables are strokes or thin filled boxes, depending on who made the file.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    drawn: Vec<Rule>,
    start: (f64, f64),
    last: (f64, f64),
    edges: Vec<Rule>,
    /// The shapes of the path as a whole.
    shapes: Vec<Rule>,
}

impl Rules {
    /// Follows the operators that make and paint paths.
    pub(crate) fn operate(&mut self, operation: &Operation, place: Matrix) {
        if self.is_drawing() {
            return;
        }
        let number = |index: usize| {
            operation.operands.get(index).and_then(|operand| operand.as_float().ok()).map_or(0.0, f64::from)
        };
        let at = |x: f64, y: f64| {
            let point = Matrix::translation(x, y).then(place);
            (point.e, point.f)
        };
        match operation.operator.as_str() {
            "m" => {
                self.start = at(number(0), number(1));
                self.last = self.start;
                self.shapes.push(Rule::between(self.start, self.start));
            }
            "l" => self.edge(at(number(0), number(1))),
            "h" => self.edge(self.start),
            "re" => {
                let (x, y, width, height) = (number(0), number(1), number(2), number(3));
                self.last = at(x, y);
                self.shapes.push(Rule::between(self.last, self.last));
                for corner in [at(x + width, y), at(x + width, y + height), at(x, y + height), at(x, y)] {
                    self.edge(corner);
                }
            }
            "S" | "s" | "B" | "B*" | "b" | "b*" => {
                self.drawn.append(&mut self.edges);
                self.shapes.clear();
            }
            "f" | "F" | "f*" => {
                self.drawn.append(&mut self.shapes);
                self.edges.clear();
            }
            "n" => {
                self.edges.clear();
                self.shapes.clear();
            }
            _ => {}
        }
    }

    fn is_drawing(&self) -> bool {
        [&self.drawn, &self.edges, &self.shapes].iter().any(|rules| rules.len() > RULES_MAX)
    }

    fn edge(&mut self, to: (f64, f64)) {
        let edge = Rule::between(self.last, to);
        if let Some(shape) = self.shapes.last_mut() {
            *shape = shape.hull(&edge);
        }
        self.edges.push(edge);
        self.last = to;
    }

    /// The lines across and the lines down; none of a page that is a drawing.
    pub(crate) fn finish(self) -> (Vec<Rule>, Vec<Rule>) {
        if self.is_drawing() {
            return (Vec::new(), Vec::new());
        }
        let across = self.drawn.iter().filter(|rule| rule.is_across()).copied().collect();
        let down = self.drawn.iter().filter(|rule| rule.is_down()).copied().collect();
        (across, down)
    }
}
