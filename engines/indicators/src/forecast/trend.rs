use jiff::civil::Date;

use crate::exact::Exact;

/// Twice-sided 90 % points of Student's t for 3 to 6 degrees of freedom: tables of any handbook of statistics.
const STUDENT_T: [f64; 4] = [2.353, 2.132, 2.015, 1.943];

/// A straight line by least squares.
pub(super) struct Trend {
    origin: Date,
    mean_day: f64,
    mean: f64,
    slope: f64,
    /// Sum of the squared distances of the days from their mean.
    spread: f64,
    /// Standard deviation of the points about the line.
    scatter: f64,
    points: f64,
    student_t: f64,
}

impl Trend {
    pub(super) fn of(series: &[(Date, Exact)]) -> Option<Trend> {
        let origin = series.first()?.0;
        let points: Vec<(f64, f64)> =
            series.iter().map(|(day, value)| (days(origin, *day), value.to_f64())).collect();
        let number = f64::from(u32::try_from(points.len()).ok()?);
        let student_t = *STUDENT_T.get(points.len().checked_sub(5)?)?;
        let mean_day = points.iter().map(|(day, _)| day).sum::<f64>() / number;
        let mean = points.iter().map(|(_, value)| value).sum::<f64>() / number;
        let spread = points.iter().map(|(day, _)| (day - mean_day).powi(2)).sum::<f64>();
        if spread <= 0.0 {
            return None;
        }
        let together = points.iter().map(|(day, value)| (day - mean_day) * (value - mean)).sum::<f64>();
        let slope = together / spread;
        let distance = |(day, value): &(f64, f64)| (value - mean - slope * (day - mean_day)).powi(2);
        let scatter = (points.iter().map(distance).sum::<f64>() / (number - 2.0)).sqrt();
        Some(Trend { origin, mean_day, mean, slope, spread, scatter, points: number, student_t })
    }

    /// The value on a day, and how far the true one may be from it.
    pub(super) fn at(&self, day: Date) -> (f64, f64) {
        let distance = days(self.origin, day) - self.mean_day;
        let width = (1.0 + 1.0 / self.points + distance.powi(2) / self.spread).sqrt();
        (self.mean + self.slope * distance, self.student_t * self.scatter * width)
    }
}

fn days(from: Date, to: Date) -> f64 {
    f64::from((to - from).get_days())
}
