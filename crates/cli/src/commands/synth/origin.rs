//! Geographical indications, and the marks as which some of them are registered.

use jiff::civil::{Date, date};

use super::mark::{YEARS, last_day};
use super::naming;
use super::output::Columns;
use super::random::{Random, earlier, later};
use super::right::{SOURCE, day};
use super::world::World;

pub(super) const ORIGINS: Columns = Columns {
    ledger: "geographical-indications",
    fields: &[
        "number",
        "name",
        "kind",
        "status",
        "applicant",
        "body",
        "gi_number",
        "trademarks",
        "area",
        "standards",
        "missing",
        "applied_on",
        "recognized_on",
        "ended_on",
        "source",
    ],
    names: &[],
};

/// What comes from a place, the class of its mark, and in what form it is sold.
pub(super) struct Product {
    name: &'static str,
    class: &'static str,
    pub(super) goods: &'static str,
}

const PRODUCTS: [Product; 8] = [
    Product { name: "绣", class: "26", goods: "绣屏、绣片" },
    Product { name: "茶", class: "30", goods: "绿茶、红茶" },
    Product { name: "豆豉", class: "30", goods: "豆豉" },
    Product { name: "莲", class: "29", goods: "莲子、藕粉" },
    Product { name: "瓷", class: "21", goods: "茶具、花瓶" },
    Product { name: "米", class: "30", goods: "大米" },
    Product { name: "腊味", class: "29", goods: "腊肉、腊鱼" },
    Product { name: "辣椒", class: "31", goods: "鲜辣椒" },
];

/// As what it is protected, of a thousand.
const KINDS: [(&str, u64); 4] =
    [("certification", 400), ("product", 350), ("collective", 150), ("agricultural", 100)];

/// Numbers of marks behind all that other marks have.
const MARKS_FROM: u64 = 60_000_001;

/// Of a thousand: names that nobody has applied for yet, applications that fail, indications that end.
const CANDIDATES: u64 = 200;
const FAILED: u64 = 120;
const ENDED: u64 = 40;

/// An indication with its life.
pub(super) struct Origin {
    index: u64,
    name: String,
    kind: &'static str,
    status: &'static str,
    pub(super) product: &'static Product,
    pub(super) place: u64,
    applied_on: Option<Date>,
    published_on: Option<Date>,
    pub(super) recognized_on: Option<Date>,
    ended_on: Option<Date>,
}

/// The indication with this number.
pub(super) fn origin(world: &World, index: u64) -> Origin {
    let mut random = Random::of(world.seed, "origin", index);
    let product = &PRODUCTS[(index % PRODUCTS.len() as u64) as usize];
    let name = naming::of_origin(product.name, &mut random);
    // The first is old, recognized and a mark, so that each county has producers and permits.
    let is_first = index == 0;
    let kind = random.weighted(&KINDS);
    let applied_on = random.growing(date(2012, 3, 1), world.drawn_until());
    let applied_on = if is_first {
        later(date(2016, 5, 9), random.below(300)).min(world.drawn_until())
    } else {
        applied_on
    };
    let mut origin = Origin {
        index,
        name,
        kind: if is_first { "certification" } else { kind },
        status: "candidate",
        product,
        place: random.below(100),
        applied_on: None,
        published_on: None,
        recognized_on: None,
        ended_on: None,
    };
    if is_first || !random.happens(CANDIDATES) {
        examine(world, &mut origin, applied_on, &mut random);
    }
    origin
}

/// From the application to the decision, as far as the day has come.
fn examine(world: &World, origin: &mut Origin, applied_on: Date, random: &mut Random) {
    let reached = |days: u64| Some(later(applied_on, days)).filter(|day| *day <= world.as_of);
    let (fails, ends) = (random.happens(FAILED), random.happens(ENDED));
    let is_first = origin.index == 0;
    origin.applied_on = Some(applied_on);
    origin.published_on = reached(240);
    origin.status = match (reached(60), origin.published_on, reached(360)) {
        (None, ..) => "applied",
        (_, None, _) => "accepted",
        (_, _, None) => "published",
        _ if fails && !is_first => "refused",
        (_, _, recognized_on) => {
            origin.recognized_on = recognized_on;
            origin.ended_on = reached(2_000).filter(|_| ends && !is_first);
            if origin.ended_on.is_some() { "ended" } else { "recognized" }
        }
    };
}

impl Origin {
    pub(super) fn number(&self) -> String {
        format!("演示标{:04}", self.index + 1)
    }

    fn applicant(&self) -> String {
        format!("演示{}协会{:02}（演示数据）", self.product.name, self.index + 1)
    }

    /// The number of its mark, if it is one that was applied for.
    fn mark(&self) -> Option<String> {
        let is_mark = matches!(self.kind, "certification" | "collective");
        (is_mark && self.applied_on.is_some()).then(|| (MARKS_FROM + self.index).to_string())
    }

    /// The announcement of a product, the registration of what comes from farms.
    fn registration(&self) -> Option<String> {
        let year = self.recognized_on?.year();
        match self.kind {
            "product" => Some(format!("演示局公告{year}年第{}号", self.index + 1)),
            "agricultural" => Some(format!("AGI{year}-01-{:05}", self.index + 1)),
            _ => None,
        }
    }
}

pub(super) fn row(world: &World, index: u64) -> Vec<String> {
    let origin = origin(world, index);
    let mark = origin.mark().map(|mark| format!("{mark}~{}", origin.product.class));
    let standard = origin
        .recognized_on
        .map(|day| format!("T/DEMO {}-{} {}", index + 1, day.year(), origin.product.name));
    let missing = if origin.recognized_on.is_some() {
        ""
    } else {
        "检测报告、产地范围证明（演示数据）"
    };
    vec![
        origin.number(),
        origin.name.clone(),
        origin.kind.to_owned(),
        origin.status.to_owned(),
        origin.applicant(),
        world.body(origin.place).to_owned(),
        origin.registration().unwrap_or_default(),
        mark.unwrap_or_default(),
        format!("{}所辖区域", world.address(origin.place, None)),
        standard.unwrap_or_default(),
        missing.to_owned(),
        day(origin.applied_on),
        day(origin.recognized_on),
        day(origin.ended_on),
        SOURCE.to_owned(),
    ]
}

/// The mark as which the indication with this number is registered, as a row of marks, with the rows of its events.
pub(super) fn mark_rows(world: &World, index: u64) -> (Option<Vec<String>>, Vec<Vec<String>>) {
    let origin = origin(world, index);
    let (Some(number), Some(filed_on)) = (origin.mark(), origin.applied_on) else {
        return (None, Vec::new());
    };
    let mut events: Vec<(Date, &str)> =
        origin.published_on.map(|day| (day, "publication")).into_iter().collect();
    let mut until = None;
    if let Some(registered_on) = origin.recognized_on {
        events.push((registered_on, "registration"));
        let mut years = YEARS;
        while last_day(registered_on, years) < origin.ended_on.unwrap_or(world.as_of) {
            events.push((earlier(last_day(registered_on, years), 40), "renewal"));
            years += YEARS;
        }
        until = Some(last_day(registered_on, years));
    }
    events.extend(origin.ended_on.map(|day| (day, "cancellation")));
    let status = match origin.status {
        "recognized" => "valid",
        "refused" => "refused",
        "ended" => "cancelled",
        "published" => "published",
        _ => "pending",
    };
    let row = vec![
        number.clone(),
        origin.product.class.to_owned(),
        origin.name.clone(),
        origin.kind.to_owned(),
        origin.applicant(),
        String::new(),
        String::new(),
        world.address(origin.place, Some(index + 1)),
        origin.product.goods.to_owned(),
        filed_on.to_string(),
        day(origin.published_on),
        day(origin.recognized_on),
        day(until),
        day(origin.ended_on),
        status.to_owned(),
        SOURCE.to_owned(),
    ];
    let trademark = format!("{number}~{}", origin.product.class);
    let event = |(date, kind): (Date, &str)| {
        let (before, after) = (String::new(), String::new());
        vec![trademark.clone(), date.to_string(), kind.to_owned(), before, after, SOURCE.to_owned()]
    };
    (Some(row), events.into_iter().map(event).collect())
}
