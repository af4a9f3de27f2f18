use crate::components::{Choice, ErrorSummary, Field, FieldControl, Line, Reference, SummaryItem, Width};
use crate::words::Words;

fn field(words: Words, id: &str, label: &str, control: FieldControl) -> Field {
    let (help, values, problems) = (None, Vec::new(), Vec::new());
    Field {
        words,
        id: id.to_owned(),
        label: label.to_owned(),
        help,
        is_required: true,
        values,
        problems,
        control,
    }
}

fn choices(words: Words) -> Vec<Choice> {
    [
        ("street", words.either("街道", "street")),
        ("park", words.either("园区", "park")),
        ("department", words.either("部门", "department")),
    ]
    .map(|(value, text)| Choice { value: value.to_owned(), text: text.to_owned() })
    .to_vec()
}

/// A filter bar.
pub(super) fn filters(words: Words) -> Vec<Field> {
    let kinds = FieldControl::Select { choices: choices(words), none: words.field_choose() };
    let mut kind = field(words, "filter-kind", words.either("类型", "Kind"), kinds);
    kind.values = vec!["street".to_owned()];
    let name = field(words, "filter-name", words.either("名称", "Name"), FieldControl::Line(Line::TEXT));
    let since = field(words, "filter-since", words.either("设立日期起", "Set up since"), FieldControl::Day);
    vec![kind, name, since]
}

/// Every control, one of them with a problem.
pub(super) fn all(words: Words) -> Vec<Field> {
    let mut name =
        field(words, "name", words.either("单位名称", "Name of the body"), FieldControl::Line(Line::TEXT));
    name.help = Some(words.either("与公章上的全称一致。", "The full name, as on its seal.").to_owned());
    name.values = vec![words.either("演示街道办事处", "Demonstration street office").to_owned()];
    let code = Line { width: Width::Middle, ..Line::TEXT };
    let mut uscc = field(
        words,
        "uscc",
        words.either("统一社会信用代码", "Unified social credit code"),
        FieldControl::Line(code),
    );
    uscc.help = Some(
        words
            .either("18 位，例如 91350100M000100Y43。", "18 characters, such as 91350100M000100Y43.")
            .to_owned(),
    );
    uscc.values = vec!["9135010000000000".to_owned()];
    uscc.problems = vec![problem(words).to_owned()];
    let kind = FieldControl::Choice { choices: choices(words), several: false };
    let mut kind = field(words, "kind", words.either("类型", "Kind"), kind);
    kind.values = vec!["street".to_owned()];
    let industries = vec![
        Choice {
            value: "1".to_owned(), text: words.either("工程机械", "construction machinery").to_owned()
        },
        Choice { value: "2".to_owned(), text: words.either("视频文创", "video and culture").to_owned() },
    ];
    let several = FieldControl::Choice { choices: industries, several: true };
    let several = Field {
        is_required: false,
        ..field(words, "industry", words.either("产业", "Industries"), several)
    };
    let since = field(words, "since", words.either("设立日期", "Set up on"), FieldControl::Day);
    let division = FieldControl::Select { choices: choices(words), none: words.field_choose() };
    let division = field(words, "division", words.either("归口", "Belongs to"), division);
    let about = FieldControl::Text { characters_max: 200 };
    let about =
        Field { is_required: false, ..field(words, "about", words.either("职责", "Duties"), about) };
    let offered =
        choices(words).into_iter().map(|choice| format!("{} ({})", choice.text, choice.value)).collect();
    let (ledger, suggestions) = (String::new(), String::new());
    let above = FieldControl::Reference(Reference { ledger, offered, suggestions, several: false });
    let mut above = field(words, "above", words.either("上级单位", "Body above"), above);
    above.help = Some(words.either("输入编号或名称。", "Write its number or its name.").to_owned());
    let year = Line { width: Width::Short, keys: "numeric", ..Line::TEXT };
    let year = field(words, "year", words.either("年度", "Year"), FieldControl::Line(year));
    let aliases = Line { several: true, ..Line::TEXT };
    let mut aliases = field(words, "alias", words.either("别名", "Other names"), FieldControl::Line(aliases));
    aliases.is_required = false;
    aliases.values = vec![words.either("演示街道", "Demonstration street").to_owned()];
    let file = FieldControl::File { accept: ".pdf,.ofd".to_owned(), several: false };
    let file = field(words, "proof", words.either("佐证材料", "Proof"), file);
    vec![name, uscc, kind, several, since, year, division, above, about, aliases, file]
}

fn problem(words: Words) -> &'static str {
    words.either(
        "统一社会信用代码应为 18 位，现有 16 位；请对照营业执照补全。",
        "The code has 16 characters instead of 18; complete it from the business licence.",
    )
}

/// What the form with the problem says first.
pub(super) fn error_summary(words: Words) -> ErrorSummary {
    let item = SummaryItem { href: Some("#uscc".to_owned()), text: problem(words).to_owned() };
    ErrorSummary { title: words.error_summary_title(1), items: vec![item] }
}
