use askama::Template;

use super::component;

/// The drawing, in units of its own; the browser scales it.
const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 200.0;
/// Room for the labels at the left, the top, the right and the bottom.
const LEFT: f64 = 56.0;
const TOP: f64 = 20.0;
const RIGHT: f64 = 16.0;
const BOTTOM: f64 = 28.0;

/// A series of figures as a line, made on the server. It shows nothing that the table beside it does not say.
#[derive(Debug, Clone, Template)]
#[template(path = "components/chart.html")]
pub(crate) struct Chart {
    /// What it shows, in a sentence, for those who do not see it.
    pub(crate) label: String,
    /// The points that have a value, as places in the drawing.
    points: Vec<Dot>,
    /// The levels that are drawn across, with their labels.
    levels: Vec<(f64, String)>,
    /// What is wanted, as a level with its label.
    wanted: Option<(f64, String)>,
    /// Whether it is so small that only the line is drawn.
    is_small: bool,
}

/// A point of the drawing.
#[derive(Debug, Clone)]
struct Dot {
    x: f64,
    y: f64,
    /// What stands below it; empty where there is no room.
    below: String,
    /// What stands above it: of the last alone.
    above: String,
    /// Where its words begin from it.
    anchor: &'static str,
}

/// A figure to be drawn: what stands below it, its value if it has one, and as it is written.
pub(crate) type Drawn = (String, Option<f64>, String);

impl Chart {
    /// The drawing of a series; none if fewer than two of its figures have a value.
    pub(crate) fn new(label: String, series: &[Drawn], wanted: Option<(f64, String)>) -> Option<Chart> {
        let values: Vec<f64> = series.iter().filter_map(|(_, value, _)| *value).collect();
        if values.len() < 2 {
            return None;
        }
        let all = || values.iter().copied().chain(wanted.iter().map(|(value, _)| *value));
        let (least, most) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
        let step = step((most - least).max(most.abs() / 50.0).max(f64::MIN_POSITIVE) / 4.0);
        let (low, high) = ((least / step).floor() * step, (most / step).ceil() * step);
        let high = if high > low { high } else { low + step };
        let y = |value: f64| TOP + (HEIGHT - TOP - BOTTOM) * (1.0 - (value - low) / (high - low));
        let last = series.len() - 1;
        let x = |at: usize| LEFT + (WIDTH - LEFT - RIGHT) * at as f64 / last as f64;
        // Every label needs its room: six stand side by side on a telephone.
        let every = series.len().div_ceil(6);
        let newest = series.iter().rposition(|(_, value, _)| value.is_some());
        let dot = |(at, (below, value, text)): (usize, &Drawn)| {
            let is_labelled = (last - at).is_multiple_of(every);
            Some(Dot {
                x: x(at),
                y: y((*value)?),
                below: if is_labelled { below.clone() } else { String::new() },
                above: if Some(at) == newest { text.clone() } else { String::new() },
                anchor: match at {
                    0 => "start",
                    at if at == last => "end",
                    _ => "middle",
                },
            })
        };
        let mut levels = Vec::new();
        let count = ((high - low) / step).round() as u32;
        for level in 0..=count.min(8) {
            let value = low + step * f64::from(level);
            levels.push((y(value), written(value, step)));
        }
        Some(Chart {
            label,
            points: series.iter().enumerate().filter_map(dot).collect(),
            levels,
            wanted: wanted.map(|(value, text)| (y(value), text)),
            is_small: false,
        })
    }

    /// The same as a mere line beside a figure: what it says stands in its label.
    pub(crate) fn small(self) -> Chart {
        Chart { is_small: true, ..self }
    }

    /// The line through the points.
    fn line(&self) -> String {
        let place = |dot: &Dot| format!("{:.1},{:.1}", dot.x, dot.y);
        self.points.iter().map(place).collect::<Vec<String>>().join(" ")
    }
}

/// The next of 1, 2 and 5 times a power of ten.
fn step(least: f64) -> f64 {
    let power = 10_f64.powf(least.log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .map(|times| times * power)
        .into_iter()
        .find(|step| *step >= least)
        .unwrap_or(power * 10.0)
}

/// A level with as many decimals as its step has.
fn written(value: f64, step: f64) -> String {
    let decimals = (-step.log10().floor()).clamp(0.0, 6.0) as usize;
    format!("{value:.decimals$}")
}

component!(Chart);

#[cfg(test)]
mod tests {
    use askama::Template as _;

    use super::{Chart, Drawn};

    fn drawn(values: &[Option<f64>]) -> Vec<Drawn> {
        values
            .iter()
            .zip(1..)
            .map(|(value, month)| (format!("{month}月"), *value, format!("{value:?}")))
            .collect()
    }

    #[test]
    fn a_series_needs_two_values() {
        assert!(Chart::new(String::new(), &drawn(&[]), None).is_none());
        assert!(Chart::new(String::new(), &drawn(&[Some(1.0), None]), None).is_none());
        assert!(Chart::new(String::new(), &drawn(&[Some(1.0), None, Some(1.0)]), None).is_some());
    }

    #[test]
    fn higher_values_stand_higher_and_what_is_wanted_is_drawn() {
        let series = drawn(&[Some(100.0), Some(110.0), Some(118.5)]);
        let chart = Chart::new("近三月".to_owned(), &series, Some((120.0, "目标120".to_owned()))).unwrap();
        assert!(chart.points.windows(2).all(|pair| pair[0].y > pair[1].y && pair[0].x < pair[1].x));
        assert!(chart.wanted.as_ref().is_some_and(|(y, _)| *y < chart.points[2].y));
        let html = chart.render().unwrap();
        assert!(html.contains("目标120") && html.contains("aria-label=\"近三月\""), "{html}");
        // Beside a figure there is no room for words, and whoever does not see the line is told what it shows.
        let html = chart.small().render().unwrap();
        assert!(html.contains("<polyline") && html.contains("aria-label=\"近三月\""), "{html}");
        assert!(!html.contains("<text") && !html.contains("<circle"), "{html}");
    }
}
