//! Fields as ledgers and procedures declare them in TOML.
//!
//! ```toml
//! [[field]]
//! id = "kind"                                 # small letters, digits and underscores
//! title = { zh = "类型", en = "kind" }
//! kind = "code"                               # see `kind/declared.rs`, or the name of a scheme of identifiers
//! table = "body-kind"                         # code: its table; reference, number: its `ledger`; text, integer: `max`, `min`; see `kind/`
//! class = "public"                            # public, internal (if left out), personal, secret
//! required = true                             # left out: false
//! many = true                                 # left out: false
//! help = { zh = "…", en = "…" }
//! example = "…"
//! ```

use std::collections::BTreeMap;

use kernel::declaration::{Item, Table};
use kernel::identifier::Scheme;
use kernel::{Place, Problem, Wording};

use crate::limits::{FIELD_ID_CHARS_MAX, FIELDS_MAX};
use crate::{Class, Context, Field, Form, Kind};

/// The field that a table `[[field]]` declares. `None` means that problems were noted, each at its line.
pub fn declared(table: &Table<'_>) -> Option<Field> {
    // Everything is asked for before anything is put together, so that all problems are found.
    let (id, title, kind) = (id(table), table.required("title"), Kind::declared(table));
    let classes = [
        ("public", Class::Public),
        ("internal", Class::Internal),
        ("personal", Class::Personal),
        ("secret", Class::Secret),
    ];
    let class = table.optional_code("class", &classes).unwrap_or(Class::Internal);
    let (required, many) = (table.optional("required"), table.optional("many"));
    let (help, example) = (table.optional("help"), table.optional("example"));
    let is_number = matches!(kind, Some(Kind::Identifier(_)));
    let ledger = if is_number { table.optional("ledger") } else { None };
    let field = Field {
        id: id?,
        title: title?,
        kind: kind?,
        ledger,
        required: required.unwrap_or(false),
        many: many.unwrap_or(false),
        class,
        help,
        example,
    };
    check_many(&field, table);
    check_class(&field, table);
    Some(field)
}

impl Form {
    /// The form that the tables `[[field]]` of this table declare, in their order.
    pub fn declared(table: &Table<'_>) -> Form {
        let mut lines: BTreeMap<String, Place> = BTreeMap::new();
        let mut fields = Vec::new();
        for table in table.tables("field") {
            let Some(field) = declared(&table) else { continue };
            if let Some(first) = lines.insert(field.id.clone(), table.place_of("id")) {
                note(&table, "id", "field-twice", twice(&field.id, &first));
            }
            fields.push(field);
        }
        if fields.len() > FIELDS_MAX {
            note(table, "field", "too-many-fields", too_many(fields.len()));
        }
        Form { fields }
    }

    /// What is wrong with the fields beside the pack's code tables: tables that do not exist, and examples that cannot be
    /// read.
    pub fn check_examples(&self, place: &Place, context: Context<'_>) -> Vec<Problem> {
        let mut problems = Vec::new();
        for field in &self.fields {
            let place_of_field = place.clone().at_field(field.id.as_str());
            if let Some(table) = field.kind.table().filter(|table| !context.codes.contains_key(*table)) {
                problems.push(no_table(table, place_of_field, context));
            } else if let Some(example) = &field.example {
                problems.extend(field.read_cell(example, place, context).err().into_iter().flatten());
            }
        }
        problems
    }
}

fn id(table: &Table<'_>) -> Option<String> {
    let id: String = table.required("id")?;
    let is_id = id.starts_with(|first: char| first.is_ascii_lowercase())
        && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        && id.len() <= FIELD_ID_CHARS_MAX;
    let refused = |item: Item<'_>| {
        item.bad_value(
            Wording::new(format!("“{id}”不能作字段名"), format!("{id} cannot be the id of a field")),
            Wording::new(
                format!("以小写字母开头，只用小写字母、数字和下划线，最多{FIELD_ID_CHARS_MAX}个，如 valid_from"),
                format!(
                    "begin with a small letter and use small letters, digits and underscores, {FIELD_ID_CHARS_MAX} at most, \
                     such as valid_from"
                ),
            ),
        )
    };
    if is_id { Some(id) } else { refused(table.item("id")?) }
}

/// Kinds of which a field has at most one value: what has lines cannot be divided by lines, and yes and no together say
/// nothing.
fn check_many(field: &Field, table: &Table<'_>) {
    if field.many && (field.kind.has_lines() || field.kind == Kind::Flag) {
        let what = Wording::new("这类字段只能有一个值", "a field of this kind has one value");
        let remedy =
            Wording::new("请删去 many，或改用 kind = \"text\"", "leave many out, or use kind = \"text\"");
        note(table, "many", "many-not-allowed", (what, remedy));
    }
}

/// Numbers that are personal data by themselves are never for everybody.
fn check_class(field: &Field, table: &Table<'_>) {
    let is_personal = matches!(field.kind, Kind::Identifier(scheme) if Scheme::is_personal(scheme));
    if is_personal && !field.class.is_sealed() {
        let what = Wording::new("这类号码是个人信息", "numbers of this kind are personal information");
        let remedy = Wording::new(
            "请写 class = \"personal\" 或 \"secret\"",
            "write class = \"personal\" or \"secret\"",
        );
        note(table, "class", "class-too-open", (what, remedy));
    }
}

fn note(table: &Table<'_>, key: &'static str, code: &str, (what, remedy): (Wording, Wording)) {
    table.problem(Problem::error(code, table.place_of(key), what, remedy));
}

fn twice(id: &str, first: &Place) -> (Wording, Wording) {
    let line = first.line.unwrap_or_default();
    (
        Wording::new(
            format!("字段“{id}”重复，第{line}行已有"),
            format!("the field {id} stands already at line {line}"),
        ),
        Wording::new("请改名或删去其中一个", "rename or take out one of them"),
    )
}

fn too_many(found: usize) -> (Wording, Wording) {
    (
        Wording::new(
            format!("有{found}个字段，最多{FIELDS_MAX}个"),
            format!("there are {found} fields, {FIELDS_MAX} at most"),
        ),
        Wording::new("请拆成几个台账或步骤", "divide them among several ledgers or steps"),
    )
}

fn no_table(table: &str, place: Place, context: Context<'_>) -> Problem {
    let known = context.codes.keys().map(String::as_str);
    let all = known.clone().collect::<Vec<_>>().join(", ");
    let remedy = match kernel::declaration::nearest(table, known) {
        Some(meant) => Wording::new(format!("是不是“{meant}”？"), format!("did you mean {meant}?")),
        None => Wording::new(format!("可用的代码表：{all}"), format!("code tables of the pack: {all}")),
    };
    let what = Wording::new(format!("没有代码表“{table}”"), format!("there is no code table {table}"));
    Problem::error("unknown-table", place, what, remedy)
}
