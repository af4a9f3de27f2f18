use super::output::{Form, Output, Table};
use super::patent::{self, Kind, patent};
use super::world::World;
use super::{
    abnormal, abroad, certificate, enterprise, facility, fund, layout, license, mark, matter, origin, pledge,
    producer, right, training, valuation, variety, work, xml, xml_china, xml_mark,
};
use crate::failure::Failure;

/// Writes all tables.
pub(super) fn write(world: &World, output: &mut Output<'_>) -> Result<(), Failure> {
    enterprises(world, output)?;
    Patents::open(output)?.write(world, output)?;
    marks(world, output)?;
    let works = (0..world.size.works).map(|index| work::work_row(world, index));
    whole(output, "作品登记", &work::WORKS, Form::Utf8, works)?;
    let software = (0..world.size.software).map(|index| work::software_row(world, index));
    whole(output, "软件著作权", &work::SOFTWARE, Form::Workbook, software)?;
    let titles = (0..world.size.firms).flat_map(|index| certificate::rows(world, index));
    whole(output, "称号与证书", &certificate::TITLES, Form::Workbook, titles)?;
    let budgets = fund::years(world).flat_map(|year| fund::budget_rows(world, year));
    whole(output, "预算", &fund::BUDGETS, Form::Gb18030, budgets)?;
    let payments = fund::years(world).flat_map(|year| {
        (0..world.size.payments_a_year).filter_map(move |index| fund::payment_row(world, year, index))
    });
    whole(output, "支付", &fund::PAYMENTS, Form::Utf8, payments)?;
    let matters = (0..world.size.matters).map(|index| matter::row(world, index));
    whole(output, "知识产权办件", &matter::MATTERS, Form::Gb18030, matters)?;
    rare(world, output)?;
    xml::write(world, output)?;
    xml_china::write(world, output)?;
    xml_mark::write(world, output)
}

/// What a district has dozens of, or some hundreds.
fn rare(world: &World, output: &mut Output<'_>) -> Result<(), Failure> {
    let varieties = (0..world.size.varieties).map(|index| variety::row(world, index));
    whole(output, "植物新品种", &variety::VARIETIES, Form::Gb18030, varieties)?;
    let layouts = (0..world.size.layouts).map(|index| layout::row(world, index));
    whole(output, "集成电路布图设计", &layout::LAYOUTS, Form::JsonLines, layouts)?;
    let of_loans = (0..world.size.pledges).filter_map(|index| valuation::of_loan(world, index));
    let others = (0..world.size.valuations).filter_map(|index| valuation::other(world, index));
    whole(output, "价值评估", &valuation::VALUATIONS, Form::Gb18030, of_loans.chain(others))?;
    let facilities = (0..world.size.facilities).map(|index| facility::row(world, index));
    whole(output, "平台载体", &facility::FACILITIES, Form::OpenDocument, facilities)?;
    origins(world, output)?;
    trainings(world, output)
}

/// Indications, who may use them, and who may print the sign: one workbook.
fn origins(world: &World, output: &mut Output<'_>) -> Result<(), Failure> {
    let all = || 0..world.size.origins;
    let mut table = output.begin("地理标志", &origin::ORIGINS, Form::Workbook)?;
    table.rows(all().map(|index| origin::row(world, index)))?;
    let mut table = output.next_sheet(table, "生产者", &producer::PRODUCERS)?;
    table.rows(all().flat_map(|index| producer::rows(world, index)))?;
    let mut table = output.next_sheet(table, "专用标志许可", &producer::PERMITS)?;
    table.rows(all().flat_map(|index| producer::permit_rows(world, index)))?;
    output.end(table)
}

/// Trainings and who came to those of firms, in one workbook.
fn trainings(world: &World, output: &mut Output<'_>) -> Result<(), Failure> {
    let held = || {
        training::years(world).flat_map(|year| {
            let all = 0..world.size.trainings_a_year;
            all.filter_map(move |index| training::training(world, year, index))
        })
    };
    let mut table = output.begin("培训", &training::TRAININGS, Form::Workbook)?;
    table.rows(held().map(|training| training.row))?;
    let mut table = output.next_sheet(table, "培训到场", &training::ATTENDANCES)?;
    table.rows(held().flat_map(|training| training::attendances(world, &training)))?;
    output.end(table)
}

/// A file of one table.
fn whole(
    output: &mut Output<'_>,
    name: &str,
    columns: &super::output::Columns,
    form: Form,
    rows: impl Iterator<Item = Vec<String>>,
) -> Result<(), Failure> {
    let mut table = output.begin(name, columns, form)?;
    table.rows(rows)?;
    output.end(table)
}

fn enterprises(world: &World, output: &mut Output<'_>) -> Result<(), Failure> {
    let firms = (0..world.size.firms).map(|index| enterprise::row(world, index));
    whole(output, "企业名录", &enterprise::ENTERPRISES, Form::Utf8, firms)?;
    let segments = (0..world.size.firms).flat_map(|index| enterprise::segments(world, index));
    whole(output, "企业类别", &enterprise::SEGMENTS, Form::Workbook, segments)
}

/// The files that are written in one pass over the patents.
struct Patents<'l> {
    rights: [Table<'l>; 3],
    applicants: Table<'l>,
    events: Table<'l>,
    pct: Table<'l>,
    foreign: Table<'l>,
    abnormal: Table<'l>,
}

impl<'l> Patents<'l> {
    fn open(output: &Output<'l>) -> Result<Self, Failure> {
        Ok(Patents {
            rights: [
                output.begin("发明专利", &right::PATENTS, Form::Gb18030)?,
                output.begin("实用新型专利", &right::EXPORTED_PATENTS, Form::Utf8)?,
                output.begin("外观设计专利", &right::PATENTS, Form::Workbook)?,
            ],
            applicants: output.begin("专利权人", &right::APPLICANTS, Form::Utf8)?,
            events: output.begin("专利法律事件", &right::EVENTS, Form::Utf8)?,
            pct: output.begin("PCT国际申请", &abroad::PCT, Form::Workbook)?,
            foreign: output.begin("境外权利", &abroad::FOREIGN, Form::Utf8)?,
            abnormal: output.begin("非正常专利申请", &abnormal::ABNORMAL, Form::Gb18030)?,
        })
    }

    fn write(mut self, world: &World, output: &mut Output<'l>) -> Result<(), Failure> {
        for index in 0..patent::count(world) {
            let patent = patent(world, index);
            let rights = match patent.kind {
                Kind::Invention => 0,
                Kind::UtilityModel => 1,
                Kind::Design => 2,
            };
            self.rights[rights].row(right::patent_row(&patent))?;
            self.applicants.rows(right::applicant_rows(&patent))?;
            self.events.rows(right::event_rows(&patent))?;
            let (pct, foreign) = abroad::rows(world, &patent);
            self.pct.rows(pct)?;
            self.foreign.rows(foreign)?;
            self.abnormal.rows(abnormal::row(world, &patent))?;
        }
        self.pledges(world, output)?;
        self.licenses(world, output)?;
        let [inventions, utility_models, designs] = self.rights;
        for table in [inventions, utility_models, designs, self.applicants, self.events] {
            output.end(table)?;
        }
        [self.pct, self.foreign, self.abnormal].into_iter().try_for_each(|table| output.end(table))
    }

    /// Loans on patents, in one workbook with what secures them; both are events of the patents, too.
    fn pledges(&mut self, world: &World, output: &mut Output<'l>) -> Result<(), Failure> {
        let name = "质押融资";
        let pledges = || (0..world.size.pledges).filter_map(|index| pledge::pledge(world, index));
        let mut table = output.begin(name, &pledge::PLEDGES, Form::Workbook)?;
        for pledge in pledges() {
            table.row(pledge.row)?;
            self.events.rows(pledge.events)?;
        }
        let mut table = output.next_sheet(table, "质押权利", &pledge::PLEDGED_RIGHTS)?;
        table.rows(pledges().flat_map(|pledge| pledge.rights))?;
        output.end(table)
    }

    /// Licenses, in one workbook with the open licenses out of which some came; those on record are events of the patents, too.
    fn licenses(&mut self, world: &World, output: &mut Output<'l>) -> Result<(), Failure> {
        let size = world.size;
        let licenses = (0..size.licenses).filter_map(|index| license::license(world, index));
        let of_open = (0..size.open_licenses).filter_map(|index| license::license_of_open(world, index));
        let mut table = output.begin("许可", &license::LICENSES, Form::Workbook)?;
        for license in licenses.chain(of_open) {
            table.row(license.row)?;
            self.events.rows(license.event)?;
        }
        let open = (0..size.open_licenses).filter_map(|index| license::open_license(world, index));
        let mut table = output.next_sheet(table, "开放许可", &license::OPEN_LICENSES)?;
        table.rows(open.map(|open| open.row))?;
        output.end(table)
    }
}

fn marks(world: &World, output: &mut Output<'_>) -> Result<(), Failure> {
    let mut marks = output.begin("商标", &mark::MARKS, Form::Utf8)?;
    let mut events = output.begin("商标法律事件", &mark::EVENTS, Form::Gb18030)?;
    for index in 0..world.size.marks {
        let (row, told) = mark::rows(world, index);
        marks.row(row)?;
        events.rows(told)?;
    }
    // Some indications are marks, too.
    for index in 0..world.size.origins {
        let (row, told) = origin::mark_rows(world, index);
        marks.rows(row)?;
        events.rows(told)?;
    }
    output.end(marks)?;
    output.end(events)
}
