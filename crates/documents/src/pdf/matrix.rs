/// A transformation of the plane, as PDF writes it: `[a b c d e f]`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Matrix {
    pub(crate) a: f64,
    pub(crate) b: f64,
    pub(crate) c: f64,
    pub(crate) d: f64,
    pub(crate) e: f64,
    pub(crate) f: f64,
}

impl Matrix {
    pub(crate) const IDENTITY: Matrix = Matrix { a: 1.0, b: 0.0, c: 0.0, d: 1.0, e: 0.0, f: 0.0 };

    pub(crate) fn new(numbers: [f64; 6]) -> Matrix {
        let [a, b, c, d, e, f] = numbers;
        Matrix { a, b, c, d, e, f }
    }

    pub(crate) fn translation(e: f64, f: f64) -> Matrix {
        Matrix { e, f, ..Matrix::IDENTITY }
    }

    /// The turn that shows a page upright whose `/Rotate` is this many degrees.
    pub(crate) fn rotation(degrees: i64) -> Matrix {
        match degrees.rem_euclid(360) {
            90 => Matrix::new([0.0, -1.0, 1.0, 0.0, 0.0, 0.0]),
            180 => Matrix::new([-1.0, 0.0, 0.0, -1.0, 0.0, 0.0]),
            270 => Matrix::new([0.0, 1.0, -1.0, 0.0, 0.0, 0.0]),
            _ => Matrix::IDENTITY,
        }
    }

    /// This transformation, then the other.
    pub(crate) fn then(self, other: Matrix) -> Matrix {
        Matrix {
            a: self.a * other.a + self.b * other.c,
            b: self.a * other.b + self.b * other.d,
            c: self.c * other.a + self.d * other.c,
            d: self.c * other.b + self.d * other.d,
            e: self.e * other.a + self.f * other.c + other.e,
            f: self.e * other.b + self.f * other.d + other.f,
        }
    }
}
