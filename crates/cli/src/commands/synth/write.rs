use super::output::{Form, Output, Table};
use super::patent::{Kind, patent};
use super::world::World;
use super::{abnormal, abroad, certificate, enterprise, fund, mark, pledge, right, work, xml};
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
    xml::write(world, output)
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
        for index in 0..world.size.patents {
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
}

fn marks(world: &World, output: &mut Output<'_>) -> Result<(), Failure> {
    let mut marks = output.begin("商标", &mark::MARKS, Form::Utf8)?;
    let mut events = output.begin("商标法律事件", &mark::EVENTS, Form::Gb18030)?;
    for index in 0..world.size.marks {
        let (row, told) = mark::rows(world, index);
        marks.row(row)?;
        events.rows(told)?;
    }
    output.end(marks)?;
    output.end(events)
}
