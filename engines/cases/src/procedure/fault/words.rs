use kernel::Wording;

use super::super::PARTS_MAX;
use super::super::names::Part;
use super::Fault;

impl Fault<'_> {
    /// What is wrong and what to do about it.
    pub(super) fn words(self) -> (Wording, Wording) {
        let pair = |zh: String, en: String, zh_remedy: &str, en_remedy: &str| {
            (Wording::new(zh, en), Wording::new(zh_remedy, en_remedy))
        };
        match self {
            Fault::Id { id } => pair(
                format!("“{id}”不能作代号"),
                format!("{id} cannot be an id"),
                "以小写字母开头，只用小写字母、数字和单个连字符，最多40个",
                "begin with a small letter and use small letters, digits and single hyphens, 40 at most",
            ),
            Fault::Twice { id, line } => pair(
                format!("“{id}”重复，第{line}行已有"),
                format!("{id} stands already at line {line}"),
                "请改名，使两者可以分清",
                "rename one, so that both can be told apart",
            ),
            Fault::ListedTwice { id } => {
                pair(format!("“{id}”列了两次"), format!("{id} is listed twice"), "请删去一个", "take one out")
            }
            Fault::Unknown { part, id, meant } => unknown(part, id, meant),
            Fault::WrongKind { id, needed } => pair(
                format!("字段“{id}”的类型不能用在这里"),
                format!("the field {id} is of a kind that cannot be used here"),
                &format!("应为 {needed} 的字段"),
                &format!("name a field with {needed}"),
            ),
            Fault::Empty { list } => pair(
                format!("{list} 是空的"),
                format!("{list} is empty"),
                "请至少写一个",
                "name one at least",
            ),
            Fault::TooMany { list } => pair(
                format!("{list} 最多{PARTS_MAX}个"),
                format!("there may be {PARTS_MAX} of {list} at most"),
                "请拆成几个程序",
                "divide it among several procedures",
            ),
            Fault::Who { written } => pair(
                format!("不认识的写法“{written}”"),
                format!("{written} does not say who"),
                "写作 角色、角色@单位字段 或 角色!单位字段",
                "write role, role@field for that body, or role!field for another body",
            ),
            Fault::UnknownRole { role, meant } => (
                Wording::new(format!("没有角色“{role}”"), format!("there is no role {role}")),
                match meant {
                    Some(meant) => {
                        Wording::new(format!("是不是“{meant}”？"), format!("did you mean {meant}?"))
                    }
                    None => Wording::new("请先在 roles.toml 中声明", "declare it in roles.toml first"),
                },
            ),
            Fault::UnknownLedger { id } => pair(
                format!("没有台账“{id}”"),
                format!("there is no ledger {id}"),
                "请先在包中声明这个台账",
                "declare that ledger in the pack first",
            ),
            Fault::UnknownProcedure { id } => pair(
                format!("没有程序“{id}”，或它没有这样开始的一步"),
                format!("there is no procedure {id} that begins with this step"),
                "请核对程序和开始的一步",
                "check the procedure and the step that starts it",
            ),
            Fault::UnknownMove { id, step } => pair(
                format!("没有程序“{id}”，或它没有“{step}”这一步"),
                format!("there is no procedure {id} with a step {step} that goes on with a case"),
                "请核对程序和步骤",
                "check the procedure and the step",
            ),
            Fault::UnknownRegime { id } => pair(
                format!("没有计算规则“{id}”"),
                format!("there is no regime {id}"),
                "可用的规则见 regimes.toml",
                "the regimes stand in regimes.toml",
            ),
            Fault::UnknownLimit { id } => pair(
                format!("没有法定期限“{id}”"),
                format!("no statute sets the limit {id}"),
                "请先在 law/ 下声明",
                "declare it below law/ first",
            ),
            Fault::Sealed { field } => pair(
                format!("字段“{field}”是个人信息或保密内容，封存以后只能填写和查看，不能用在这里"),
                format!(
                    "{field} is personal or secret: it is sealed, so it is filled in and looked at, and not used here"
                ),
                "请去掉，或改用不封存的字段",
                "take it out, or name a field that is not sealed",
            ),
            Fault::SealedKind { field } => pair(
                format!("“{field}”是文件、单位或引用，不能封存"),
                format!("{field} is a file, a body or a reference, which cannot be sealed"),
                "请写 class = \"internal\"：只有能看到这件事的人才看得到",
                "write class = \"internal\": it is seen by those alone who see the case",
            ),
            Fault::Secret { field } => pair(
                format!("“{field}”是保密内容，事项不能保存"),
                format!("{field} is secret, which no case keeps"),
                "请去掉这个字段；个人信息写 class = \"personal\"，只有办理这件事的人看得到",
                "leave the field out; what is personal has class = \"personal\" and is seen by those alone who work with the case",
            ),
            Fault::LimitName { written } => pair(
                format!("不认识的期限“{written}”"),
                format!("{written} does not name a limit"),
                "写作 法律/期限，如 market-penalty-procedure/check",
                "write statute/limit, such as market-penalty-procedure/check",
            ),
            Fault::Lengths => pair(
                "时限须且只须写明 due、limit、length 之一".to_owned(),
                "a clock has one of due, limit and length".to_owned(),
                "请保留一个",
                "keep one of them",
            ),
            Fault::GivenCannotWait { clock } => pair(
                format!("“{clock}”的最后一日由字段填写，不能中止或延长"),
                format!("the last day of {clock} is entered, so it cannot stand still or be extended"),
                "请让相应的步骤重新填写日期",
                "let the step ask for the day again",
            ),
            Fault::ExtensionLength => pair(
                "延长须写明 amount 和 unit，或写明法定的 limit".to_owned(),
                "an extension has amount and unit, or the limit of the law".to_owned(),
                "请保留一种",
                "keep one of them",
            ),
            Fault::Competence { key } => pair(
                format!("受委托或转办的程序须写明 {key}"),
                format!("a delegated or referred procedure says {key}"),
                "请写 competent = 有权机关的字段（body 或 text），proof = 委托或移送文件的字段（file）",
                "write competent = the field that names who is competent (body or text), and proof = that of the document (file)",
            ),
            Fault::OwnCompetence { key } => pair(
                format!("本级职权的程序不写 {key}"),
                format!("a procedure of the own competence has no {key}"),
                "请删去，或写 mode = \"delegated\"、\"referral\"",
                "take it out, or write mode = \"delegated\" or \"referral\"",
            ),
            Fault::CompetenceNotAsked { field } => pair(
                format!("职权的依据“{field}”须必填，并在开始的每一步填写"),
                format!(
                    "{field} shows the competence, so it is required and every step that starts a case asks for it"
                ),
                "请写 required = true，并写入开始的各步的 asks",
                "write required = true, and name it in the asks of the steps that start a case",
            ),
            Fault::NobodyTakes { step } => pair(
                format!("没有人办理“{step}”"),
                format!("nobody takes the step {step}"),
                "请写 by = [\"角色\"]、when_overdue = \"时限\"，或 follows = true",
                "write by = [\"role\"], when_overdue = \"clock\", or follows = true",
            ),
            Fault::TakenAnyhow { step } => pair(
                format!("“{step}”写了 follows，却有人或时限办理"),
                format!("{step} has follows, and is taken by people or by a clock"),
                "follows 只写在没有 by 和 when_overdue 的一步",
                "follows belongs to a step that has neither by nor when_overdue",
            ),
            Fault::NotByClock { step } => pair(
                format!("“{step}”由人办理，时限不能替人开办"),
                format!("{step} is taken by people, and a clock opens nothing in their place"),
                "请开办写有 follows = true 的一步，或给开办的一步写 by",
                "open by a step that has follows = true, or say by whom the opening step is taken",
            ),
            Fault::LinkToIdle { step, role } => pair(
                format!("信中的链接通向“{step}”，收信的“{role}”却不能办理这一步"),
                format!("the link in the letter leads to {step}, which {role}, who gets it, may not take"),
                "请在这一步的 by 中写明收信人，或从 to 中删去，或删去 link",
                "name who gets it in the by of that step, take them out of to, or take link out",
            ),
            Fault::LinkTooEarly { step } => pair(
                format!("信中的链接通向“{step}”，发信后的状态却不能办理这一步"),
                format!(
                    "the link in the letter leads to {step}, which cannot be taken in the state that follows"
                ),
                "请在这一步的 from 中写明该状态，或改写 link",
                "name that state in the from of that step, or let link lead to another",
            ),
            Fault::StayAtStart { step } => pair(
                format!("“{step}”开始一件事，却没有写明进入哪个状态"),
                format!("{step} starts a case and does not say in which state it then is"),
                "请写 to = \"状态\"",
                "write to = \"state\"",
            ),
            Fault::NoStart => pair(
                "没有开始的一步".to_owned(),
                "no step starts a case".to_owned(),
                "请让一步不写 from",
                "leave from out in one step",
            ),
            Fault::Unreachable { state } => pair(
                format!("到不了状态“{state}”"),
                format!("the state {state} cannot be reached"),
                "请让一步进入它，或删去它",
                "let a step lead there, or take it out",
            ),
            Fault::DeadEnd { state } => pair(
                format!("状态“{state}”没有下一步，也不是终结"),
                format!("nothing follows the state {state}, and it is no end"),
                "请写 end = true，或写一步离开它",
                "write end = true, or a step that leaves it",
            ),
            Fault::NeverEnds { state } => pair(
                format!("从状态“{state}”到不了终结"),
                format!("no end can be reached from the state {state}"),
                "请写一步通向终结",
                "let a step lead to an end",
            ),
            Fault::AfterTheEnd { state, step } => pair(
                format!("“{state}”是终结，“{step}”却从它开始"),
                format!("{state} is an end, yet {step} leaves it"),
                "请删去其中一个",
                "take one of them out",
            ),
            Fault::ClockLeftRunning { clock, path } => pair(
                format!("终结时“{clock}”可能还在计算：{path}"),
                format!("{clock} may still run at the end: {path}"),
                "请让这条路上的一步停止它（stops）",
                "let a step of this path stop it (stops)",
            ),
            Fault::NoExtension { limit, id } => pair(
                format!("法定期限“{limit}”没有延长“{id}”"),
                format!("the limit {limit} of the law has no extension {id}"),
                "请在 law/ 下的 [[limit.extension]] 中声明，或写 amount 和 unit",
                "declare it in a [[limit.extension]] below law/, or write amount and unit",
            ),
            Fault::NeverAsked { field } => pair(
                format!("没有一步填写“{field}”"),
                format!("no step asks for {field}"),
                "请写入某一步的 asks，或删去它",
                "name it in the asks of a step, or take it out",
            ),
            Fault::Undated { statute } => pair(
                format!("《{statute}》没有写明自何时施行，或没有出处"),
                format!("{statute} does not say since when it holds, or where it was read"),
                "请写 in_force = 日期和 source；是本区县方案自己定的，写 of_plan = true",
                "write in_force = day and source; what the plan of the county itself says has of_plan = true",
            ),
            Fault::AlikeUnseen => pair(
                "只有分页填写的一步，发出以前才提示同类事项".to_owned(),
                "only a step with pages tells of cases that are alike before it is sent".to_owned(),
                "请改用 [[step.page]]，或删去 alike",
                "write [[step.page]] for its fields, or take alike out",
            ),
            Fault::AsksBeside => pair(
                "分页填写的一步，各页写明 asks，本步不再写".to_owned(),
                "a step with pages asks for its fields on these".to_owned(),
                "请把字段移到相应的 [[step.page]]，删去本步的 asks",
                "move the fields to a [[step.page]] each and take asks out of the step",
            ),
            Fault::PagesGoOn => pair(
                "只有开始的一步才能分页填写".to_owned(),
                "only a step that starts a case is filled in page by page".to_owned(),
                "请改用 asks",
                "write asks instead",
            ),
            Fault::Reserved { id } => pair(
                format!("“{id}”是核对页的名称"),
                format!("{id} is the page on which the answers are checked"),
                "请改名",
                "rename it",
            ),
            Fault::NoEach { field, value, known } => {
                let known = known.iter().map(|it| format!("%{it}")).collect::<Vec<_>>().join(", ");
                pair(
                    format!("“{field}”取自“%{value}”，这里没有这个值"),
                    format!("{field} is taken from %{value}, which is not there"),
                    &format!("可用：{known}；请先写 each"),
                    &format!("one of: {known}; write each first"),
                )
            }
            Fault::SlowLookUp { id, ledger } => pair(
                format!("查询“{id}”所用的字段，“{ledger}”没有相应的列表"),
                format!("no list of {ledger} serves the fields of the look-up {id}"),
                "请写全主键，或按该台账某个 view 的 filters 查询",
                "give all fields of the key, or the filters of one of its views",
            ),
            Fault::EffectWithout { ledger, field } => pair(
                format!("写入“{ledger}”的记录缺少“{field}”"),
                format!("the record for {ledger} lacks {field}"),
                "请在 records 的 fields 中写明它的来源",
                "say in the fields of records where it comes from",
            ),
            Fault::FreesNothing { state } => pair(
                format!("状态“{state}”没有可让出的"),
                format!("the state {state} has nothing to let go of"),
                "frees 只用于写了 once 的程序的终结状态（end = true）",
                "frees is for an end (end = true) of a procedure that says once",
            ),
            Fault::PrefillsNothing => pair(
                "prefills 没有可预填的记录".to_owned(),
                "prefills has no record to begin with".to_owned(),
                "prefills 只用于写入一条记录的 records，不与 ends、each 并用",
                "prefills is for records that write one record, without ends and each",
            ),
            Fault::SameOfNone => pair(
                "same 没有可比的其他事项".to_owned(),
                "same has no other cases to compare".to_owned(),
                "same 只用于写了 others = true 的 moves",
                "same is for moves that say others = true",
            ),
            Fault::NoDay => pair(
                "不是一个月里的日子".to_owned(),
                "it is no day of a month".to_owned(),
                "应在1至31之间",
                "write a number from 1 to 31",
            ),
            Fault::FieldOfOther { id, of } => pair(
                format!("“{of}”没有字段“{id}”"),
                format!("{of} has no field {id}"),
                "请核对字段",
                "check the field",
            ),
        }
    }
}

fn unknown(part: Part, id: &str, meant: Option<&str>) -> (Wording, Wording) {
    let (zh, en, table) = match part {
        Part::Field
        | Part::Asked
        | Part::Date
        | Part::Quarter
        | Part::File
        | Part::Body
        | Part::Authority => ("字段", "field", "field"),
        Part::State => ("状态", "state", "state"),
        Part::Step => ("步骤", "step", "step"),
        Part::Clock => ("时限", "clock", "clock"),
        Part::LookUp => ("查询", "look-up", "look_up"),
    };
    let remedy = match meant {
        Some(meant) => Wording::new(format!("是不是“{meant}”？"), format!("did you mean {meant}?")),
        None => {
            Wording::new(format!("请先在 [[{table}]] 中声明"), format!("declare it in a [[{table}]] first"))
        }
    };
    (Wording::new(format!("没有{zh}“{id}”"), format!("there is no {en} {id}")), remedy)
}
