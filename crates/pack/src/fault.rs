use kernel::{Place, Problem};

/// A rule of packs that is broken. What a file of an engine breaks is that engine's problem.
#[derive(Debug, Clone)]
pub(crate) enum Fault {
    /// A file or folder could not be read.
    NotRead {
        reason: kernel::Wording,
    },
    TooLarge {
        bytes_max: u64,
    },
    NotUtf8,
    TooManyFiles {
        files_max: usize,
    },
    /// One path stands twice in the files of a pack.
    FileTwice,
    /// There is no such folder, or it holds no `pack.toml`.
    NoPack,
    /// No pack of this name is compiled in.
    NoBuiltIn {
        name: String,
        known: String,
    },
    /// `extends` names a pack that is neither beside this one nor compiled in.
    ExtendsNotFound {
        name: String,
        known: String,
    },
    ExtendsCircle {
        name: String,
    },
    MissingFile {
        file: String,
    },
    UnknownFile {
        nearest: Option<String>,
    },
    OutsidePack {
        path: String,
    },
    IdShape {
        id: String,
    },
    Division {
        what: kernel::Wording,
        remedy: kernel::Wording,
    },
    DivisionLevel,
    DivisionElsewhere {
        division: String,
        of: String,
    },
    /// The division begins with two digits that are no province.
    NoProvince {
        division: String,
        code: String,
    },
    /// A role that `app` gives by itself is not declared.
    RoleMissing {
        role: &'static str,
    },
    RoleTwice {
        role: String,
    },
    /// An exception for a ledger names an act that is not done to records.
    ActNotOnRecords {
        act: &'static str,
    },
    /// A role is about records of the own body in a ledger that knows no bodies.
    NoBodyField {
        ledger: String,
    },
    /// A ledger that no pack of the chain declares.
    UnknownLedger {
        ledger: String,
        nearest: Option<String>,
    },
    /// A group of ledgers that the code table `ledger-group` does not name.
    UnknownGroup {
        group: String,
        nearest: Option<String>,
    },
    /// A role that `roles.toml` does not declare.
    UnknownRole {
        role: String,
        nearest: Option<String>,
    },
    /// The folder of a ledger has another name than the ledger.
    LedgerFolder {
        id: String,
        folder: String,
    },
    /// A procedure, or a version of a law, lies in a folder or file of another name.
    DeclaredElsewhere {
        declared: String,
        at: String,
    },
    /// A procedure has no story that comes to an end.
    NoStory,
    /// A line of a story says something else than the procedure does.
    StoryOtherwise {
        said: String,
        found: String,
    },
    /// A part of the programme names something that what plays it does not have.
    NotThere {
        what: kernel::Wording,
        id: String,
        nearest: Option<String>,
    },
    /// A part of the programme names a field of another kind.
    OtherKind {
        id: String,
        needed: &'static str,
    },
    /// A limit of the law names a regime that the pack does not have.
    NoRegime {
        id: String,
    },
    /// A ledger has no file of valid or invalid examples, which would begin with this line.
    MissingExamples {
        header: String,
    },
    /// A file of examples has no row.
    NoExamples,
    /// An invalid example breaks another rule than it says, or none.
    ExampleOtherwise {
        expected: String,
        found: String,
    },
    /// A ledger declares a rule which no invalid example breaks.
    RuleNotShown {
        rule: String,
    },
    /// A ledger declares a gap of which `gaps.csv` shows none.
    GapNotShown {
        gap: String,
    },
    /// On a day the examples have other gaps than `gaps.csv` says.
    GapsOtherwise {
        absent: String,
        more: String,
    },
    CsvSyntax {
        detail: String,
    },
    /// A row has more or fewer fields than the header.
    Fields {
        found: usize,
        expected: usize,
    },
    /// A quotation mark is not closed.
    QuoteOpen,
    EmptyTable {
        columns: String,
    },
    ColumnTwice {
        column: String,
    },
    MissingColumn {
        column: String,
    },
    UnknownColumn {
        column: String,
        nearest: Option<String>,
        known: String,
    },
    EmptyField {
        column: &'static str,
    },
    BadDate {
        written: String,
    },
    DateOrder,
    /// A line of a history has no time that exists.
    BadTime {
        written: String,
    },
    /// A line of a history comes before the one above it.
    TimeOrder,
    /// A line of a history says something that cannot be said of a record.
    UnknownSaying {
        said: String,
        nearest: Option<String>,
        known: String,
    },
    /// A field of a line of a history has no name.
    NoFieldName {
        written: String,
    },
    IdTwice {
        id: String,
        line: usize,
    },
    NameTwice {
        name: String,
        first: Place,
    },
    /// Two rows are the same record in periods that overlap.
    RecordTwice {
        key: String,
        first: Place,
    },
    Dangling {
        id: String,
        nearest: Option<String>,
    },
    /// References of a ledger to itself lead back to where they began.
    Circle {
        path: String,
    },
    /// A step that is called as a ledger is.
    StepIsLedger,
    /// A step that comes to need itself.
    StepCircle,
    QuoteNotFound,
    /// Words that are to be found in the plan stand there more than once.
    QuoteOften {
        times: usize,
    },
    /// An indicator that no pack of the chain declares.
    UnknownIndicator {
        id: String,
        nearest: Option<String>,
    },
    /// A number of a promise that no question of its indicator decides.
    NotDecided {
        parameter: String,
    },
    /// A promise that means the growth of what does not grow, or that it is better every year where no two years are compared.
    NoGrowth,
    /// An answer to a finding that no rule and no watched word gives.
    UnknownFinding {
        written: String,
        nearest: Option<String>,
    },
    PlanBodyUnknown {
        name: String,
        nearest: Option<String>,
    },
    PlanWithoutTasks,
}

impl Fault {
    /// The stable name of the problem.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Fault::NotRead { .. } => "not-read",
            Fault::TooLarge { .. } => "too-large",
            Fault::TooManyFiles { .. } => "too-many-files",
            Fault::FileTwice => "file-twice",
            Fault::NotUtf8 => "not-utf-8",
            Fault::NoPack => "no-pack",
            Fault::NoBuiltIn { .. } => "no-built-in-pack",
            Fault::ExtendsNotFound { .. } => "extends-not-found",
            Fault::ExtendsCircle { .. } => "extends-circle",
            Fault::MissingFile { .. } => "missing-file",
            Fault::UnknownFile { .. } => "unknown-file",
            Fault::OutsidePack { .. } => "outside-pack",
            Fault::IdShape { .. } => "id-shape",
            Fault::Division { .. } => "division",
            Fault::DivisionLevel => "division-level",
            Fault::DivisionElsewhere { .. } => "division-elsewhere",
            Fault::NoProvince { .. } => "no-province",
            Fault::RoleMissing { .. } => "role-missing",
            Fault::RoleTwice { .. } => "role-twice",
            Fault::ActNotOnRecords { .. } => "act-not-on-records",
            Fault::NoBodyField { .. } => "no-body-field",
            Fault::UnknownLedger { .. } => "unknown-ledger",
            Fault::UnknownGroup { .. } => "unknown-group",
            Fault::UnknownRole { .. } => "unknown-role",
            Fault::LedgerFolder { .. } => "ledger-folder",
            Fault::DeclaredElsewhere { .. } => "declared-elsewhere",
            Fault::NoStory => "no-story",
            Fault::StoryOtherwise { .. } => "story-otherwise",
            Fault::NotThere { .. } => "not-there",
            Fault::OtherKind { .. } => "wrong-kind",
            Fault::NoRegime { .. } => "unknown-regime",
            Fault::MissingExamples { .. } => "missing-examples",
            Fault::NoExamples => "no-examples",
            Fault::ExampleOtherwise { .. } => "example-otherwise",
            Fault::RuleNotShown { .. } => "rule-not-shown",
            Fault::GapNotShown { .. } => "gap-not-shown",
            Fault::GapsOtherwise { .. } => "gaps-otherwise",
            Fault::QuoteOpen => "quote-open",
            Fault::CsvSyntax { .. } | Fault::Fields { .. } => "csv-syntax",
            Fault::EmptyTable { .. } => "empty-table",
            Fault::ColumnTwice { .. } => "column-twice",
            Fault::MissingColumn { .. } => "missing-column",
            Fault::UnknownColumn { .. } => "unknown-column",
            Fault::EmptyField { .. } => "empty-field",
            Fault::BadDate { .. } => "bad-date",
            Fault::DateOrder => "date-order",
            Fault::BadTime { .. } => "bad-time",
            Fault::TimeOrder => "time-order",
            Fault::UnknownSaying { .. } => "unknown-saying",
            Fault::NoFieldName { .. } => "no-field-name",
            Fault::IdTwice { .. } => "id-twice",
            Fault::NameTwice { .. } => "name-twice",
            Fault::Dangling { .. } => "dangling-reference",
            Fault::RecordTwice { .. } => "record-twice",
            Fault::Circle { .. } => "circle",
            Fault::StepIsLedger => "step-is-ledger",
            Fault::StepCircle => "step-circle",
            Fault::QuoteNotFound => "quote-not-found",
            Fault::QuoteOften { .. } => "quote-often",
            Fault::UnknownIndicator { .. } => "unknown-indicator",
            Fault::NotDecided { .. } => "not-decided",
            Fault::NoGrowth => "no-growth",
            Fault::UnknownFinding { .. } => "unknown-finding",
            Fault::PlanBodyUnknown { .. } => "plan-body-unknown",
            Fault::PlanWithoutTasks => "plan-without-tasks",
        }
    }

    /// The fault as a problem at a place. What the plan leaves to be filled in is only a warning.
    pub(crate) fn at(&self, place: Place) -> Problem {
        let make = match self {
            Fault::PlanBodyUnknown { .. } | Fault::PlanWithoutTasks => Problem::warning,
            _ => Problem::error,
        };
        make(self.code(), place, self.what(), self.remedy())
    }
}
