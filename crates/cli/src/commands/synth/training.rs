//! Trainings and who came to those of firms.

use jiff::civil::{Date, date};

use super::holder::{firm, person_name};
use super::output::Columns;
use super::random::{Random, later};
use super::world::World;

pub(super) const TRAININGS: Columns = Columns {
    ledger: "trainings",
    fields: &[
        "number",
        "body",
        "title",
        "schemes",
        "organizer",
        "date",
        "ends_on",
        "place",
        "hours",
        "invited",
        "came",
        "tasks",
        "topics",
    ],
    names: &[],
};

pub(super) const ATTENDANCES: Columns = Columns {
    ledger: "training-attendances",
    fields: &[
        "training",
        "participant",
        "body",
        "enterprise",
        "person",
        "scheme",
        "hours",
        "passed",
        "auditor",
        "certificate_number",
    ],
    names: &[],
};

/// The first year with trainings: the one before the plan, with which others are compared.
const FIRST_YEAR: i16 = 2023;

/// What is taught, to whom.
#[derive(Clone, Copy)]
struct Course {
    title: &'static str,
    schemes: &'static str,
    tasks: &'static str,
    topics: &'static str,
}

/// Courses, of a thousand.
const COURSES: [(Course, u64); 6] = [
    (
        Course {
            title: "企业知识产权内审员培训", schemes: FIRM, tasks: "1.2；5.5", topics: "贯标内审"
        },
        220,
    ),
    (
        Course {
            title: "企业专利布局与运用培训", schemes: FIRM, tasks: "5.5", topics: "专利布局、许可转让"
        },
        230,
    ),
    (
        Course {
            title: "党员干部知识产权专题培训", schemes: "cadre", tasks: "1.1", topics: "法律和政策"
        },
        150,
    ),
    (
        Course {
            title: "专业技术人员继续教育知识产权课程",
            schemes: "professional；cadre",
            tasks: "1.1；5.5",
            topics: "知识产权基础",
        },
        130,
    ),
    (
        Course {
            title: "街道园区知识产权工作人员培训",
            schemes: "staff",
            tasks: "5.2",
            topics: "受理和指引",
        },
        120,
    ),
    (
        Course {
            title: "知识产权宣传公开课", schemes: "public", tasks: "5.5", topics: "商标和版权常识"
        },
        150,
    ),
];

/// The scheme of firms: who came to these is told one by one.
const FIRM: &str = "firm";

/// The course after which one may audit.
const AUDITORS: &str = "企业知识产权内审员培训";

/// A training that was held.
pub(super) struct Training {
    number: String,
    course: Course,
    hours: u64,
    came: u64,
    pub(super) row: Vec<String>,
}

/// The years with trainings.
pub(super) fn years(world: &World) -> impl Iterator<Item = i16> {
    FIRST_YEAR..=world.as_of.year()
}

/// The training of a year with this number, if it was held by the day.
pub(super) fn training(world: &World, year: i16, index: u64) -> Option<Training> {
    let mut random = Random::of(world.seed, "training", u64::from(year.unsigned_abs()) * 1_000_000 + index);
    let date = random.within(date(year, 1, 10), date(year, 12, 20));
    let course = random.weighted(&COURSES);
    let hours = 4 * random.between(1, 5);
    let ends_on: Date = later(date, (hours - 1) / 8);
    if ends_on > world.as_of {
        return None;
    }
    let invited = if course.schemes == FIRM { random.between(20, 48) } else { random.between(30, 160) };
    let came = (invited * random.between(60, 101) / 100).max(1);
    let is_of_office = random.happens(600);
    let body = if is_of_office { world.office.as_str() } else { world.body(random.below(100)) };
    let organizer =
        random.happens(300).then(|| format!("演示服务机构{:02}（演示数据）", random.between(1, 30)));
    let number = format!("演示培{year}-{:03}", index + 1);
    let row = vec![
        number.clone(),
        body.to_owned(),
        format!("{}（演示数据）", course.title),
        course.schemes.to_owned(),
        organizer.unwrap_or_default(),
        date.to_string(),
        ends_on.to_string(),
        format!("演示会议室{}", random.between(1, 20)),
        hours.to_string(),
        invited.to_string(),
        came.to_string(),
        course.tasks.to_owned(),
        course.topics.to_owned(),
    ];
    Some(Training { number, course, hours, came, row })
}

/// Who came to a training of firms, one from each firm.
pub(super) fn attendances(world: &World, training: &Training) -> Vec<Vec<String>> {
    if training.course.schemes != FIRM {
        return Vec::new();
    }
    let seed =
        training.number.bytes().fold(0, |sum: u64, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    let mut random = Random::of(world.seed, "attendance", seed);
    let first = random.skewed(world.size.firms);
    let count = training.came.min(world.size.firms);
    (0..count).map(|at| attendance(world, training, first + at, &mut random)).collect()
}

fn attendance(world: &World, training: &Training, index: u64, random: &mut Random) -> Vec<String> {
    let index = index % world.size.firms;
    let firm = firm(world, index);
    let passed = random.happens(880);
    let is_auditor = training.course.title == AUDITORS && passed && random.happens(700);
    let certificate = format!("演示内审{}{:06}", training.number.trim_start_matches("演示培"), index + 1);
    vec![
        training.number.clone(),
        // The same person of a firm comes again.
        format!("演示员{:06}-{}", index + 1, random.between(1, 3)),
        world.body(firm.place).to_owned(),
        firm.uscc,
        person_name(random),
        FIRM.to_owned(),
        training.hours.to_string(),
        if passed { "是" } else { "否" }.to_owned(),
        if is_auditor { "是" } else { "" }.to_owned(),
        if is_auditor { certificate } else { String::new() },
    ]
}
