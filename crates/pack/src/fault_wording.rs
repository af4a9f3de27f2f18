//! The faults as sentences: what is wrong, and what to do about it.

use kernel::Wording;

use crate::fault::Fault;

impl Fault {
    /// What is wrong.
    pub(crate) fn what(&self) -> Wording {
        let (zh, en) = match self {
            Fault::NotRead { reason } => {
                (format!("无法读取：{}", reason.zh), format!("cannot be read: {}", reason.en))
            }
            Fault::TooLarge { bytes_max } => {
                (format!("文件超过 {bytes_max} 字节"), format!("the file has more than {bytes_max} bytes"))
            }
            Fault::NotUtf8 => ("文件不是 UTF-8 编码".into(), "the file is not UTF-8".into()),
            Fault::NoPack => {
                ("这里没有数据包（缺少 pack.toml）".into(), "there is no pack here (no pack.toml)".into())
            }
            Fault::NoBuiltIn { name, .. } => {
                (format!("没有内置数据包“{name}”"), format!("there is no built-in pack {name}"))
            }
            Fault::ExtendsNotFound { name, .. } => {
                (format!("找不到所继承的数据包“{name}”"), format!("the extended pack {name} was not found"))
            }
            Fault::ExtendsCircle { name } => {
                (format!("数据包“{name}”绕回来继承了自己"), format!("{name} extends itself in a circle"))
            }
            Fault::MissingFile { file } => (format!("缺少文件 {file}"), format!("{file} is missing")),
            Fault::UnknownFile { .. } => {
                ("数据包中没有规定这个文件".into(), "no part of a pack has this name".into())
            }
            Fault::OutsidePack { path } => {
                (format!("“{path}”不在数据包内"), format!("{path} does not lie inside the pack"))
            }
            Fault::IdShape { id } => {
                (format!("代号“{id}”的写法不符合规定"), format!("{id} is not written as an id"))
            }
            Fault::Division { what, .. } => (what.zh.clone(), what.en.clone()),
            Fault::DivisionLevel => {
                ("区县的代码应为6位".into(), "a pack belongs to a county or above, not to a street".into())
            }
            Fault::DivisionElsewhere { division, of } => {
                (format!("{division} 不在 {of} 内"), format!("{division} does not lie within {of}"))
            }
            Fault::NoProvince { division, code } => (
                format!("{division} 的前两位 {code} 不是省级代码"),
                format!("{code}, the first two digits of {division}, is no province"),
            ),
            Fault::TooManyFiles { files_max } => {
                (format!("文件超过 {files_max} 个"), format!("there are more than {files_max} files"))
            }
            Fault::FileTwice => ("同一路径出现两次".into(), "this path stands twice".into()),
            Fault::RoleMissing { role } => (format!("没有角色“{role}”"), format!("there is no role {role}")),
            Fault::RoleTwice { role } => {
                (format!("角色“{role}”写了两次"), format!("the role {role} is declared twice"))
            }
            Fault::ActNotOnRecords { act } => {
                (format!("“{act}”不是对台账记录的操作"), format!("{act} is not done to records"))
            }
            _ => return self.what_of_ledgers(),
        };
        Wording { zh, en }
    }

    fn what_of_ledgers(&self) -> Wording {
        let (zh, en) = match self {
            Fault::NoBodyField { ledger } => (
                format!("台账“{ledger}”没有单位字段，无法按本单位限定"),
                format!("the ledger {ledger} has no field of kind body, so no record is of the own body"),
            ),
            Fault::UnknownLedger { ledger, .. } => {
                (format!("没有台账“{ledger}”"), format!("there is no ledger {ledger}"))
            }
            Fault::UnknownGroup { group, .. } => {
                (format!("没有台账分组“{group}”"), format!("there is no group of ledgers {group}"))
            }
            Fault::UnknownRole { role, .. } => {
                (format!("没有角色“{role}”"), format!("there is no role {role}"))
            }
            Fault::LedgerFolder { id, folder } => (
                format!("台账代号是“{id}”，文件夹却是“{folder}”"),
                format!("the ledger is called {id} and its folder {folder}"),
            ),
            Fault::DeclaredElsewhere { declared, at } => (
                format!("声明的是“{declared}”，位置却是“{at}”"),
                format!("it declares {declared} and lies at {at}"),
            ),
            Fault::NoStory => {
                ("程序没有从头到尾的例子".into(), "the procedure has no story that comes to an end".into())
            }
            Fault::StoryOtherwise { said, found } => (
                format!("例子写的是“{said}”，程序得出“{found}”"),
                format!("the story says {said:?}, the procedure gives {found:?}"),
            ),
            Fault::NotThere { what, id, .. } => {
                (format!("没有{}“{id}”", what.zh), format!("there is no {} {id}", what.en))
            }
            Fault::OtherKind { id, .. } => (
                format!("字段“{id}”的类型不能用在这里"),
                format!("the field {id} is of a kind that cannot be used here"),
            ),
            Fault::NoRegime { id } => (format!("没有计算规则“{id}”"), format!("there is no regime {id}")),
            Fault::MissingExamples { .. } => ("台账没有样例".into(), "the ledger has no examples".into()),
            Fault::NoExamples => ("样例表没有一行数据".into(), "there is no example in the file".into()),
            Fault::ExampleOtherwise { expected, found } if found.is_empty() => (
                format!("这一行应有问题 {expected}，实际没有问题"),
                format!("the row should have the problem {expected} and has none"),
            ),
            Fault::ExampleOtherwise { expected, found } => (
                format!("这一行应只有问题 {expected}，实际有 {found}"),
                format!("the row should have the problem {expected} alone and has {found}"),
            ),
            Fault::RuleNotShown { rule } => (
                format!("invalid.csv 没有演示规则“{rule}”"),
                format!("invalid.csv does not show the rule {rule}"),
            ),
            Fault::GapNotShown { gap } => {
                (format!("gaps.csv 没有演示缺口“{gap}”"), format!("gaps.csv does not show the gap {gap}"))
            }
            Fault::GapsOtherwise { absent, more } => {
                let or = |list: &String, nothing: &str| {
                    if list.is_empty() { nothing.to_owned() } else { list.clone() }
                };
                (
                    format!("这一天的样例少了缺口：{}；多了：{}", or(absent, "无"), or(more, "无")),
                    format!(
                        "on this day the examples lack the gaps: {}; and have beside them: {}",
                        or(absent, "none"),
                        or(more, "none")
                    ),
                )
            }
            _ => return self.what_of_tables(),
        };
        Wording { zh, en }
    }

    fn what_of_tables(&self) -> Wording {
        let (zh, en) = match self {
            Fault::CsvSyntax { detail } => ("表格格式错误".into(), format!("not valid CSV: {detail}")),
            Fault::Fields { found, expected } => (
                format!("这一行有{found}列，表头有{expected}列"),
                format!("the row has {found} fields, the header {expected}"),
            ),
            Fault::QuoteOpen => {
                ("引号没有闭合".into(), "a quotation mark is opened here and never closed".into())
            }
            Fault::EmptyTable { .. } => ("表格没有表头".into(), "the table has no header".into()),
            Fault::ColumnTwice { column } => {
                (format!("列“{column}”出现两次"), format!("the column {column} stands twice"))
            }
            Fault::MissingColumn { column } => {
                (format!("缺少列“{column}”"), format!("the column {column} is missing"))
            }
            Fault::UnknownColumn { column, .. } => {
                (format!("不认识的列“{column}”"), format!("unknown column {column}"))
            }
            Fault::EmptyField { .. } => ("没有填写".into(), "this is empty".into()),
            Fault::BadDate { written } => {
                (format!("“{written}”不是实际存在的日期"), format!("{written} is no date that exists"))
            }
            Fault::DateOrder => ("止期不晚于起期".into(), "valid_to is not later than valid_from".into()),
            Fault::BadTime { written } => {
                (format!("“{written}”不是实际存在的时间"), format!("{written} is no time that exists"))
            }
            Fault::TimeOrder => ("早于上一行".into(), "this is before the line above it".into()),
            Fault::UnknownSaying { said, .. } => {
                (format!("对记录不能说“{said}”"), format!("{said} cannot be said of a record"))
            }
            Fault::NoFieldName { written } => {
                (format!("“{written}”前缺少字段名"), format!("{written} has no name of a field"))
            }
            Fault::IdTwice { id, line } => (
                format!("代号“{id}”写了两次，第一次在第{line}行"),
                format!("{id} is used twice, first in line {line}"),
            ),
            Fault::NameTwice { name, first } => (
                format!("名称“{name}”已用于另一单位（{first}）"),
                format!("the name {name} belongs to another body or group already ({first})"),
            ),
            Fault::RecordTwice { key, first } => (
                format!("“{key}”与 {first} 是同一条记录，有效期相交"),
                format!("{key} is the same record as at {first}, for overlapping periods"),
            ),
            Fault::Dangling { id, .. } => {
                (format!("没有代号为“{id}”的行"), format!("no row has the id {id}"))
            }
            Fault::Circle { path } => {
                (format!("引用成环：{path}"), format!("the references form a circle: {path}"))
            }
            Fault::StepIsLedger => ("步骤与台账同名".into(), "the step is called as a ledger is".into()),
            Fault::StepCircle => ("步骤绕回自己".into(), "the step needs itself".into()),
            Fault::QuoteNotFound => {
                ("方案中没有这句话".into(), "these words do not stand in the plan".into())
            }
            Fault::QuoteOften { times } => (
                format!("这句话在方案中出现{times}次"),
                format!("these words stand in the plan {times} times"),
            ),
            Fault::UnknownIndicator { id, .. } => {
                (format!("没有指标“{id}”"), format!("there is no indicator {id}"))
            }
            Fault::NotDecided { parameter } => (
                format!("这个指标没有待答复的问题决定参数“{parameter}”"),
                format!("no open question of the indicator decides the parameter {parameter}"),
            ),
            Fault::NoGrowth => (
                "这个指标不是增长（growth），没有这样的增长率可比".into(),
                "the indicator is no growth, so there is no such rate to compare".into(),
            ),
            Fault::UnknownFinding { written, .. } => {
                (format!("没有代码为“{written}”的问题"), format!("no finding has the code {written}"))
            }
            Fault::PlanBodyUnknown { name, .. } => (
                format!("方案中的“{name}”不在单位、别名或单位组中"),
                format!("the plan names {name}, which is no body, alias or group of the pack"),
            ),
            _ => ("方案中没有读出任务".into(), "no task was read in the plan".into()),
        };
        Wording { zh, en }
    }

    /// What to do about it.
    pub(crate) fn remedy(&self) -> Wording {
        let (zh, en) = match self {
            Fault::NotRead { .. } => ("请检查路径和权限", "check the path and its permissions"),
            Fault::TooLarge { .. } => ("请拆分或精简", "split it or make it smaller"),
            Fault::NotUtf8 => ("请另存为 UTF-8 编码", "save it as UTF-8"),
            Fault::NoPack => ("请给出含有 pack.toml 的文件夹", "name the folder that holds the pack.toml"),
            Fault::ExtendsCircle { .. } => ("请去掉其中一个 extends", "take one extends away"),
            Fault::UnknownFile { nearest: None } => (
                "请删除，或在 pack.toml、codes.toml 中登记",
                "remove it, or name it in pack.toml or codes.toml",
            ),
            Fault::OutsidePack { .. } => {
                ("请写数据包内的相对路径，用 / 分隔", "write a relative path inside the pack, with /")
            }
            Fault::IdShape { .. } => (
                "只用小写字母、数字和连字符，以字母开头",
                "use small letters, digits and hyphens, a letter first",
            ),
            Fault::DivisionLevel => ("请写6位行政区划代码", "write the six digits of the division"),
            Fault::DivisionElsewhere { .. } | Fault::NoProvince { .. } => {
                ("请核对行政区划代码", "check the division code")
            }
            Fault::FileTwice | Fault::RoleTwice { .. } => ("请只保留一个", "keep one of them"),
            Fault::TooManyFiles { .. } => ("请确认这是数据包", "check that this is a pack"),
            Fault::RoleMissing { .. } => (
                "系统会自动给出这个角色，请在 roles.toml 中补上",
                "the system gives this role by itself; add it to roles.toml",
            ),
            Fault::NoBodyField { .. } => ("请改为 all 或 none", "write all or none"),
            Fault::LedgerFolder { .. } => ("请改成同一个代号", "give both the same id"),
            Fault::DeclaredElsewhere { .. } => ("请改成同一个名称", "give both the same name"),
            Fault::NoStory => {
                ("请在 stories.txt 中写一个走到终结的例子", "write one in stories.txt that comes to an end")
            }
            Fault::StoryOtherwise { .. } => {
                ("程序错了改程序，例子错了改例子", "correct the procedure, or the story, whichever is wrong")
            }
            Fault::NoRegime { .. } => ("可用的规则见 regimes.toml", "the regimes stand in regimes.toml"),
            Fault::NoExamples => ("请至少写一行", "write one row at least"),
            Fault::RuleNotShown { .. } => (
                "请在 invalid.csv 写一行只违反这条规则的样例，problem 列填规则代号",
                "add a row to invalid.csv that breaks this rule alone, with its id in the column problem",
            ),
            Fault::GapNotShown { .. } => (
                "请在 valid.csv 写一条有此缺口的样例，并在 gaps.csv 写一行：日期、缺口、缺在哪里",
                "add an example with that gap to valid.csv, and to gaps.csv a row with the day, the gap and of what",
            ),
            Fault::GapsOtherwise { .. } => (
                "一天的缺口要写全；请改正 gaps.csv、样例或 [[gap]]",
                "a day lists all its gaps; correct gaps.csv, the examples or the [[gap]]",
            ),
            Fault::ExampleOtherwise { .. } => (
                "一行只演示一个问题；请改正这一行或 problem 列",
                "a row shows one problem; correct the row or its column problem",
            ),
            Fault::ActNotOnRecords { .. } => {
                ("请写在角色本身的 acts 中", "write it in the acts of the role itself")
            }
            Fault::QuoteOpen => (
                "请补上后一个英文双引号；内容里的双引号要写两个",
                "add the closing one; a quotation mark inside a field is written twice",
            ),
            Fault::CsvSyntax { .. } | Fault::Fields { .. } => (
                "请检查引号和逗号，每行的列数应与表头一致",
                "check quotation marks and commas; each row has as many fields as the header",
            ),
            Fault::ColumnTwice { .. } => ("请删去重复的一列", "take one of them away"),
            Fault::BadDate { .. } => (
                "应写作 2026-02-10，不知道的留空",
                "write it like 2026-02-10, or leave it empty if it is not known",
            ),
            Fault::DateOrder => (
                "有效期含起日、不含止日，请核对",
                "a period includes its first day and excludes its last; check both",
            ),
            Fault::BadTime { .. } => ("应写作 2026-03-02 09:00", "write it like 2026-03-02 09:00"),
            Fault::TimeOrder => ("请按时间先后排列", "put the lines in the order of time"),
            Fault::NoFieldName { .. } => ("应写作 字段=值，用 | 分隔", "write field=value, divided by |"),
            Fault::IdTwice { .. } => ("请改名或合并", "rename one of them, or merge them"),
            Fault::NameTwice { .. } => {
                ("请删去，或改用能区分的写法", "take it away, or use a name that tells them apart")
            }
            Fault::Circle { .. } => ("请改正其中一处", "correct one of them"),
            Fault::RecordTwice { .. } => ("请合并，或改正有效期", "merge them, or correct the periods"),
            Fault::StepIsLedger => ("请换一个名称", "give it another name"),
            Fault::StepCircle => ("步骤只能用先有的步骤", "let steps name only what does not need them"),
            Fault::QuoteNotFound => ("请照抄方案原文", "copy the words of the plan exactly"),
            Fault::NotDecided { .. } => (
                "请写 [[open]] 中以 parameter 决定的参数，或改写 number",
                "name the parameter of an [[open]], or write the number",
            ),
            Fault::NoGrowth => (
                "请删去 rate；逐年与上年比较写 rate = \"each-year\" 和 number = \"0\"（level、flow、coverage、score）",
                "take the rate away; what is to be better every year has rate = \"each-year\" and number = \"0\" (level, flow, coverage, score)",
            ),
            Fault::QuoteOften { .. } => {
                ("请多抄几个字，使其只出现一次", "copy more words, so that they stand there once")
            }
            Fault::PlanWithoutTasks => {
                ("请确认 plan 指向方案正文", "check that plan names the text of the plan")
            }
            _ => return self.remedy_with_values(),
        };
        Wording::new(zh, en)
    }

    fn remedy_with_values(&self) -> Wording {
        let meant = |nearest: &Option<String>, zh: String, en: String| match nearest {
            Some(word) => Wording::new(format!("是不是“{word}”？{zh}"), format!("did you mean {word}? {en}")),
            None => Wording { zh, en },
        };
        match self {
            Fault::NoBuiltIn { known, .. } => Wording::new(
                format!("可用：{known}；也可以给出文件夹"),
                format!("there are: {known}; or name a folder"),
            ),
            Fault::ExtendsNotFound { known, .. } => Wording::new(
                format!("请把它放在同级文件夹，或继承内置的：{known}"),
                format!("put it beside this pack, or extend a built-in one: {known}"),
            ),
            Fault::MissingFile { file } => Wording::new(
                format!("请补上 {file}，或继承有它的数据包"),
                format!("add {file}, or extend a pack that has it"),
            ),
            Fault::MissingExamples { header } => Wording::new(
                format!("请补上这个文件，标明演示数据；第一行：{header}"),
                format!("add this file, marked as demonstration data; its first line: {header}"),
            ),
            Fault::UnknownLedger { nearest, .. } => meant(
                nearest,
                "请在 ledgers 文件夹中声明，或改正代号".to_owned(),
                "declare it below ledgers, or correct the id".to_owned(),
            ),
            Fault::NotThere { nearest, .. } => meant(
                nearest,
                "请改正名称，或由本包的 programme.toml 另行写明".to_owned(),
                "correct the name, or say it in a programme.toml of this pack".to_owned(),
            ),
            Fault::OtherKind { needed, .. } => Wording::new(
                format!("应为 kind = \"{needed}\" 的字段"),
                format!("name a field with kind = \"{needed}\""),
            ),
            Fault::UnknownGroup { nearest, .. } => meant(
                nearest,
                "请在代码表 ledger-group 中列出，或改正代号".to_owned(),
                "list it in the code table ledger-group, or correct the code".to_owned(),
            ),
            Fault::UnknownRole { nearest, .. } => meant(
                nearest,
                "请在 roles.toml 中声明，或改正代号".to_owned(),
                "declare it in roles.toml, or correct the id".to_owned(),
            ),
            Fault::UnknownIndicator { nearest, .. } => meant(
                nearest,
                "请在 indicators 文件夹中声明，或改正代号".to_owned(),
                "declare it below indicators, or correct the id".to_owned(),
            ),
            Fault::UnknownFile { nearest } => meant(nearest, String::new(), String::new()),
            Fault::Division { remedy, .. } => remedy.clone(),
            Fault::EmptyTable { columns } => {
                Wording::new(format!("第一行应为：{columns}"), format!("write the header: {columns}"))
            }
            Fault::MissingColumn { column } => {
                Wording::new(format!("请在表头补上 {column}"), format!("add {column} to the header"))
            }
            Fault::UnknownSaying { nearest, known, .. } => {
                meant(nearest, format!("可用：{known}"), format!("one of: {known}"))
            }
            Fault::UnknownColumn { nearest, known, .. } => {
                meant(nearest, format!("可用的列：{known}"), format!("columns known here: {known}"))
            }
            Fault::EmptyField { column } => {
                Wording::new(format!("请填写 {column}"), format!("fill in {column}"))
            }
            Fault::Dangling { nearest, .. } => meant(
                nearest,
                "请先登记，或改正代号".to_owned(),
                "declare it first, or correct the id".to_owned(),
            ),
            Fault::UnknownFinding { nearest, .. } => meant(
                nearest,
                "请照抄 qiangxian plan check 所显示的代码".to_owned(),
                "copy the code that qiangxian plan check shows".to_owned(),
            ),
            Fault::PlanBodyUnknown { nearest, .. } => meant(
                nearest,
                "请在 seed/bodies.csv 登记，或在 seed/body-aliases.csv 作为别名登记".to_owned(),
                "add it to seed/bodies.csv, or to seed/body-aliases.csv as a further name".to_owned(),
            ),
            _ => Wording::new("请核对", "check it"),
        }
    }
}
