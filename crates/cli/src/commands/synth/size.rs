/// How much is made.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    pub(super) firms: u64,
    pub(super) patents: u64,
    pub(super) marks: u64,
    pub(super) works: u64,
    pub(super) software: u64,
    pub(super) pledges: u64,
    pub(super) payments_a_year: u64,
    pub(super) matters: u64,
    pub(super) origins: u64,
    pub(super) varieties: u64,
    pub(super) layouts: u64,
    pub(super) licenses: u64,
    pub(super) open_licenses: u64,
    pub(super) valuations: u64,
    pub(super) trainings_a_year: u64,
    pub(super) facilities: u64,
}

/// The scales by name.
pub(in crate::commands) const SCALES: [&str; 4] = ["sample", "district", "city", "province"];

/// The sizes of a district, after figures of national statistics for one of some 800,000 people.
const DISTRICT: Size = Size {
    firms: 6_000,
    patents: 100_000,
    marks: 60_000,
    works: 70_000,
    software: 30_000,
    pledges: 240,
    payments_a_year: 400,
    matters: 50_000,
    origins: 12,
    varieties: 160,
    layouts: 90,
    licenses: 180,
    open_licenses: 120,
    valuations: 60,
    trainings_a_year: 30,
    facilities: 40,
};

impl Size {
    /// A sample has a hundredth of a district, of what is rare a tenth; a city ten times and a province fifteen times as much.
    pub(super) fn of(scale: &str) -> Self {
        match scale {
            "sample" => DISTRICT.times(1, 100),
            "city" => DISTRICT.times(10, 1),
            "province" => DISTRICT.times(15, 1),
            _ => DISTRICT,
        }
    }

    fn times(self, times: u64, part: u64) -> Self {
        let scaled = |count: u64| (count * times / part).max(1);
        // Of what a district has little, a sample has a tenth: a hundredth would show nothing.
        let few = |count: u64| (count * times / part.min(10)).max(1);
        Size {
            firms: scaled(self.firms),
            patents: scaled(self.patents),
            marks: scaled(self.marks),
            works: scaled(self.works),
            software: scaled(self.software),
            pledges: scaled(self.pledges),
            payments_a_year: scaled(self.payments_a_year),
            matters: scaled(self.matters),
            origins: few(self.origins),
            varieties: few(self.varieties),
            layouts: few(self.layouts),
            licenses: few(self.licenses),
            open_licenses: few(self.open_licenses),
            valuations: few(self.valuations),
            trainings_a_year: few(self.trainings_a_year),
            facilities: few(self.facilities),
        }
    }
}
