//! Tables of a page, found by their borders.
//!
//! Lines across the page cut it into bands; in each band the lines down the page that cross it cut cells. Where the
//! border above a cell is missing, the cell goes on from the band above.

use super::layout::{self, Piece};
use super::rules::{Rule, Rules};
use crate::Error;
use crate::table::{Budget, Cell, Down, Table};

/// Ends of borders that meet are at most this far apart, in points.
const MEET: f64 = 2.5;

/// A band lower than this holds no text, in points: it is the space of a double line.
const BAND_MIN: f64 = 6.0;

/// The share of a cell's width that a border above it must cover.
const COVER: f64 = 0.6;

/// A row of a table: where its text stands on the page, and its line.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) y: f64,
    pub(crate) text: String,
}

/// A stripe of the page between two lines across it.
#[derive(Debug)]
struct Band {
    top: f64,
    bottom: f64,
    /// The borders between its cells and at both ends.
    borders: Vec<f64>,
    cells: Vec<BandCell>,
}

#[derive(Debug, Default)]
struct BandCell {
    continues: bool,
    pieces: Vec<Piece>,
}

/// Takes the pieces that stand in tables and returns the rows of the tables and the other pieces.
pub(crate) fn tables(
    rules: Rules,
    pieces: Vec<Piece>,
    budget: &mut Budget,
) -> Result<(Vec<Row>, Vec<Piece>), Error> {
    let (across, down) = rules.finish();
    let mut bands = bands(&across, &down);
    if bands.is_empty() {
        return Ok((Vec::new(), pieces));
    }
    let mut rest = Vec::new();
    for piece in pieces {
        match cell_at(&mut bands, &piece) {
            Some(cell) => cell.pieces.push(piece),
            None => rest.push(piece),
        }
    }
    let mut rows = Vec::new();
    for group in groups(bands) {
        rows.extend(rows_of(group, budget)?);
    }
    Ok((rows, rest))
}

/// The bands with cells, from top to bottom.
fn bands(across: &[Rule], down: &[Rule]) -> Vec<Band> {
    // A line that does not end at borders on both sides is one under a word.
    let upright = cluster(down.iter().map(|rule| (rule.left + rule.right) / 2.0).collect());
    let across: Vec<&Rule> =
        across.iter().filter(|rule| meets(&upright, rule.left) && meets(&upright, rule.right)).collect();
    let mut levels = cluster(across.iter().map(|rule| (rule.top + rule.bottom) / 2.0).collect());
    levels.reverse();
    let mut bands: Vec<Band> = Vec::new();
    for pair in levels.windows(2) {
        let &[top, bottom] = pair else { continue };
        if top - bottom < BAND_MIN {
            continue;
        }
        let crossing = down.iter().filter(|rule| rule.bottom <= bottom + MEET && rule.top >= top - MEET);
        let borders = cluster(crossing.map(|rule| (rule.left + rule.right) / 2.0).collect());
        if borders.len() < 2 {
            continue;
        }
        let above = bands.last().filter(|band| touches(band, top));
        let edges: Vec<&Rule> = across
            .iter()
            .filter(|rule| ((rule.top + rule.bottom) / 2.0 - top).abs() < MEET)
            .copied()
            .collect();
        let cells = borders.windows(2).map(|ends| {
            let continues = above.is_some_and(|band| has_cell(band, ends)) && !is_covered(&edges, ends);
            BandCell { continues, pieces: Vec::new() }
        });
        bands.push(Band { top, bottom, cells: cells.collect(), borders });
    }
    // A frame around text is no table: one needs a border between two cells, and two rows.
    let is_table = |group: &[Band]| group.len() > 1 && group.iter().any(|band| band.borders.len() > 2);
    groups(bands).into_iter().filter(|group| is_table(group)).flatten().collect()
}

/// Bands that touch belong to one table.
fn groups(bands: Vec<Band>) -> Vec<Vec<Band>> {
    let mut groups: Vec<Vec<Band>> = Vec::new();
    for band in bands {
        match groups.last_mut() {
            Some(group) if group.last().is_some_and(|last| touches(last, band.top)) => group.push(band),
            _ => groups.push(vec![band]),
        }
    }
    groups
}

fn touches(above: &Band, top: f64) -> bool {
    above.bottom - top < BAND_MIN
}

/// Whether one of the places, in rising order, is near this one.
fn meets(places: &[f64], place: f64) -> bool {
    let next = places.partition_point(|other| *other < place - MEET);
    places.get(next).is_some_and(|other| (other - place).abs() <= MEET)
}

/// Places in rising order, those that meet made one.
fn cluster(mut places: Vec<f64>) -> Vec<f64> {
    places.retain(|place| place.is_finite());
    places.sort_by(f64::total_cmp);
    places.dedup_by(|next, kept| *next - *kept < MEET);
    places
}

fn has_cell(band: &Band, ends: &[f64]) -> bool {
    let near = |place: &f64| band.borders.iter().position(|border| (border - place).abs() < MEET);
    match ends {
        [left, right] => near(left).is_some_and(|place| near(right) == Some(place + 1)),
        _ => false,
    }
}

fn is_covered(edges: &[&Rule], ends: &[f64]) -> bool {
    let &[left, right] = ends else { return false };
    let covered: f64 = edges.iter().map(|rule| (rule.right.min(right) - rule.left.max(left)).max(0.0)).sum();
    covered >= COVER * (right - left)
}

fn cell_at<'a>(bands: &'a mut [Band], piece: &Piece) -> Option<&'a mut BandCell> {
    let y = piece.y + 0.3 * piece.size;
    let mut place = bands.partition_point(|band| band.bottom > y);
    let band = bands.get(place).filter(|band| band.top >= y)?;
    let column = band.borders.partition_point(|border| *border <= piece.x + 0.5).checked_sub(1)?;
    let right = *band.borders.get(column + 1)?;
    let ends = [*band.borders.get(column)?, right];
    let mut column = column;
    // Up to the band where the cell begins.
    while bands.get(place)?.cells.get(column)?.continues && place > 0 {
        place -= 1;
        column = bands.get(place)?.borders.iter().position(|border| (border - ends[0]).abs() < MEET)?;
    }
    bands.get_mut(place)?.cells.get_mut(column)
}

fn rows_of(bands: Vec<Band>, budget: &mut Budget) -> Result<Vec<Row>, Error> {
    let borders = cluster(bands.iter().flat_map(|band| band.borders.iter().copied()).collect());
    let column = |border: f64| borders.partition_point(|other| *other < border - MEET);
    let mut table = Table::default();
    let mut tops = Vec::new();
    // Where every cell goes on from above there is no new row.
    for band in bands.into_iter().filter(|band| band.cells.iter().any(|cell| !cell.continues)) {
        table.start_row();
        tops.push(band.top);
        for (cell, ends) in band.cells.into_iter().zip(band.borders.windows(2)) {
            let columns =
                ends.iter().map(|end| column(*end)).reduce(|left, right| right.saturating_sub(left));
            let down = if cell.continues { Down::Continue } else { Down::Start };
            table.push(Cell {
                lines: vec![layout::paragraph(cell.pieces)],
                columns: columns.unwrap_or(1),
                down,
            });
        }
    }
    let lines = table.into_lines(budget)?;
    Ok(tops
        .into_iter()
        .zip(lines)
        .map(|(y, text)| Row { y, text })
        .filter(|row| !row.text.is_empty())
        .collect())
}
