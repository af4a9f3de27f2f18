use form::Codes;
use jiff::civil::Date;
use kernel::Problem;
use ledger::Ledger;
use pack::Pack;

use super::FIRST;
use super::size::Size;

/// What all records share: the county they belong to, the day as of which they are, and what makes them differ.
pub(super) struct World {
    pub(super) seed: u64,
    pub(super) size: Size,
    pub(super) as_of: Date,
    /// The division code of the county.
    pub(super) division: String,
    /// The name of the county, with which addresses begin.
    county: String,
    places: Vec<Place>,
    /// The body that registers pledges and pays.
    pub(super) office: String,
    /// The bodies that mediate and that judge, or the one that registers where there is none.
    pub(super) mediators: String,
    pub(super) court: String,
}

/// A sub-district or park.
struct Place {
    id: String,
    name: String,
}

/// Kinds of bodies to which firms belong.
const PLACES: [&str; 3] = ["street", "town", "park"];

/// The kind of body that registers and pays.
const OFFICE: &str = "department";

/// The kinds of bodies that mediate and that judge. Of courts the last stands for the most particular one.
const MEDIATORS: &str = "society";
const COURT: &str = "judicial";

/// A division code where a pack names none: that of no county.
const NO_DIVISION: &str = "999999";

impl World {
    /// The world of a pack.
    pub(super) fn of(
        pack: &Pack,
        ledgers: &[Ledger],
        codes: &Codes,
        seed: u64,
        size: Size,
        as_of: Date,
    ) -> Result<Self, Vec<Problem>> {
        let bodies = match ledgers.iter().find(|ledger| ledger.id == "bodies") {
            Some(ledger) => pack.seed(ledger, codes)?,
            None => Vec::new(),
        };
        let text = |row: &pack::SeedRow, field: &str| row.text(field).unwrap_or_default().to_owned();
        let of_kind =
            |row: &&pack::SeedRow, kinds: &[&str]| kinds.contains(&row.text("kind").unwrap_or_default());
        let mut places: Vec<Place> = bodies
            .iter()
            .filter(|row| of_kind(row, &PLACES))
            .map(|row| Place { id: row.key.clone(), name: text(row, "name") })
            .collect();
        if places.is_empty() {
            places.push(Place { id: String::new(), name: "演示街道".to_owned() });
        }
        let key = |row: Option<&pack::SeedRow>| row.map(|row| row.key.clone());
        let office = key(bodies.iter().find(|row| of_kind(row, &[OFFICE]))).unwrap_or_default();
        let mediators = key(bodies.iter().find(|row| of_kind(row, &[MEDIATORS])));
        let court = key(bodies.iter().rfind(|row| of_kind(row, &[COURT])));
        let title = pack.manifest().title.as_ref().map(|title| title.zh.as_str()).unwrap_or_default();
        Ok(World {
            seed,
            size,
            as_of,
            division: pack.division().unwrap_or(NO_DIVISION).to_owned(),
            // A demonstration says in brackets that it is one.
            county: title.split('（').next().unwrap_or_default().to_owned(),
            places,
            mediators: mediators.unwrap_or_else(|| office.clone()),
            court: court.unwrap_or_else(|| office.clone()),
            office,
        })
    }

    /// The last day by which days are drawn. In files of a later day than [`FIRST`] it is that of [`FIRST`]: what was drawn does not move
    /// from one month to the next.
    pub(super) fn drawn_until(&self) -> Date {
        self.as_of.min(FIRST)
    }

    /// The id of the sub-district or park with this number; larger numbers begin again.
    pub(super) fn body(&self, number: u64) -> &str {
        &self.place(number).id
    }

    /// An address there, or as much of it as may be told of a person.
    pub(super) fn address(&self, number: u64, house: Option<u64>) -> String {
        let (county, place) = (&self.county, &self.place(number).name);
        match house {
            Some(house) => format!("{county}{place}演示路{house}号"),
            None => format!("{county}{place}"),
        }
    }

    fn place(&self, number: u64) -> &Place {
        &self.places[(number % self.places.len() as u64) as usize]
    }
}
