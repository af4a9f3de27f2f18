use jiff::civil::Date;

use super::{Calendar, Knowledge, Notice};
use crate::declaration::{Item, Located, Table, Value};
use crate::{Place, Wording};

/// A declared calendar as it was written, before its rules are checked.
#[derive(Debug)]
pub(super) struct Declared {
    pub(super) statutory: Vec<StatutoryDays>,
    pub(super) years: Vec<DeclaredYear>,
}

/// How many days off 全国年节及纪念日放假办法 art. 2 gives, from a year on.
#[derive(Debug)]
pub(super) struct StatutoryDays {
    pub(super) from_year: u32,
    pub(super) days: u32,
}

#[derive(Debug)]
pub(super) struct DeclaredYear {
    pub(super) place: Place,
    pub(super) year: i16,
    pub(super) knowledge: Knowledge,
    pub(super) notice: Option<Notice>,
    pub(super) working_days: Option<Located<u32>>,
    worked: Vec<Located<Date>>,
    pub(super) holidays: Vec<Holiday>,
    pub(super) changes: Vec<Change>,
}

#[derive(Debug)]
pub(super) struct Holiday {
    pub(super) name: Wording,
    off: Vec<Located<Date>>,
}

/// A further notice that changes days of the year: one that moves a holiday, extends it, or belongs to the next year.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) notice: Notice,
    pub(super) name: Wording,
    pub(super) off: Vec<Located<Date>>,
    worked: Vec<Located<Date>>,
    pub(super) extra_days: Vec<Located<Date>>,
    /// The year whose notice this is, if it is not the year its dates lie in.
    pub(super) belongs_to: Option<Located<i64>>,
    pub(super) place: Place,
}

impl Declared {
    /// Reads what can be read; what cannot is noted by the table.
    pub(super) fn read(root: &Table<'_>) -> Self {
        root.required_schema(1);
        root.required::<Date>("checked_on");
        Declared {
            statutory: root.tables("statutory").iter().filter_map(statutory_days).collect(),
            years: root.tables("year").iter().filter_map(DeclaredYear::read).collect(),
        }
    }
}

fn statutory_days(table: &Table<'_>) -> Option<StatutoryDays> {
    let (from_year, days) = (table.required("from_year"), table.required("days"));
    for key in ["title", "article", "source"] {
        table.required::<String>(key);
    }
    Some(StatutoryDays { from_year: from_year?, days: days? })
}

impl DeclaredYear {
    fn read(table: &Table<'_>) -> Option<Self> {
        let year = table.required::<Year>("year");
        let codes = [("published", Knowledge::Published), ("statutory_only", Knowledge::StatutoryOnly)];
        let knowledge = table.required_code("status", &codes);
        let published = knowledge != Some(Knowledge::StatutoryOnly);
        // A year without notice has none of these keys; writing one makes it an unknown key.
        let notice = if published { notice(table) } else { None };
        let working_days = if published { table.required("working_days") } else { None };
        let worked = if published { table.required("worked") } else { Some(Vec::new()) };
        // Rules are checked on years that could be read as a whole; half a year would break them all.
        let holidays: Vec<Option<Holiday>> = table.tables("holiday").iter().map(Holiday::read).collect();
        let changes: Vec<Option<Change>> = table.tables("change").iter().map(Change::read).collect();
        if published && notice.is_none() {
            return None;
        }
        Some(DeclaredYear {
            place: table.place(),
            year: year?.0,
            knowledge: knowledge?,
            notice,
            working_days,
            worked: worked?,
            holidays: holidays.into_iter().collect::<Option<_>>()?,
            changes: changes.into_iter().collect::<Option<_>>()?,
        })
    }

    pub(super) fn worked(&self) -> impl Iterator<Item = Date> {
        self.worked.iter().map(|date| date.value)
    }

    /// Every date off, whichever notice says so.
    pub(super) fn all_off(&self) -> impl Iterator<Item = &Located<Date>> {
        self.holidays
            .iter()
            .flat_map(|holiday| &holiday.off)
            .chain(self.changes.iter().flat_map(|change| &change.off))
    }

    /// Every worked weekend date, whichever notice says so.
    pub(super) fn all_worked(&self) -> impl Iterator<Item = &Located<Date>> {
        self.worked.iter().chain(self.changes.iter().flat_map(|change| &change.worked))
    }
}

impl Holiday {
    fn read(table: &Table<'_>) -> Option<Self> {
        let (name, off) = (table.required("name"), table.required("off"));
        Some(Holiday { name: name?, off: off? })
    }

    pub(super) fn dates(&self) -> impl Iterator<Item = Date> {
        self.off.iter().map(|date| date.value)
    }
}

impl Change {
    fn read(table: &Table<'_>) -> Option<Self> {
        let (notice, name) = (notice(table), table.required("name"));
        let belongs_to = table.optional("belongs_to");
        let dates = |key| table.item(key).map_or(Some(Vec::new()), |item| Vec::read(&item));
        let (off, worked, extra_days) = (dates("off"), dates("worked"), dates("extra_days"));
        Some(Change {
            notice: notice?,
            name: name?,
            off: off?,
            worked: worked?,
            extra_days: extra_days?,
            belongs_to,
            place: table.place(),
        })
    }

    pub(super) fn off(&self) -> impl Iterator<Item = Date> {
        self.off.iter().map(|date| date.value)
    }

    pub(super) fn worked(&self) -> impl Iterator<Item = Date> {
        self.worked.iter().map(|date| date.value)
    }
}

/// Number and date are left out where they are not known, rather than invented.
fn notice(table: &Table<'_>) -> Option<Notice> {
    let (title, number, date) =
        (table.required("notice"), table.optional("notice_number"), table.optional("notice_date"));
    let source = table.required("source");
    Some(Notice { title: title?, number, date, source: source? })
}

/// A supported year.
#[derive(Debug, Clone, Copy)]
struct Year(i16);

impl Value for Year {
    fn read(item: &Item<'_>) -> Option<Self> {
        let supported = Calendar::FIRST.year()..=Calendar::LAST.year();
        let year = i16::try_from(i64::read(item)?).ok().filter(|year| supported.contains(year));
        year.map(Year).or_else(|| {
            let (first, last) = (supported.start(), supported.end());
            item.bad_value(
                Wording::new("年份不在支持的范围", "the year is not supported"),
                Wording::new(
                    format!("应为 {first} 至 {last}"),
                    format!("write a year from {first} to {last}"),
                ),
            )
        })
    }
}
