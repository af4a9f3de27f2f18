use kernel::{Place, Problem, Wording};

/// Why a text is not a value of its kind, before anybody knows where it stands.
///
/// No sentence repeats the text that was read: it may be personal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    code: &'static str,
    what: Wording,
    remedy: Wording,
}

impl Fault {
    /// What is wrong and what to do about it.
    pub(crate) fn new(code: &'static str, what: Wording, remedy: Wording) -> Fault {
        Fault { code, what, remedy }
    }

    /// The same with sentences that do not change.
    pub(crate) fn fixed(
        code: &'static str,
        what: (&'static str, &'static str),
        remedy: (&'static str, &'static str),
    ) -> Fault {
        Fault::new(code, Wording::new(what.0, what.1), Wording::new(remedy.0, remedy.1))
    }

    /// The problem of the only value of a field.
    pub(crate) fn at(self, place: Place) -> Problem {
        Problem::error(self.code, place, self.what, self.remedy)
    }

    /// The problem of one value of several, counted from 1.
    pub(crate) fn of_value(self, number: usize) -> Fault {
        let what = Wording::new(
            format!("第{number}个值：{}", self.what.zh),
            format!("value {number}: {}", self.what.en),
        );
        Fault { what, ..self }
    }

    /// Longer than it may be.
    pub(crate) fn too_long(found: usize, max: usize) -> Fault {
        Fault::new(
            "too-long",
            Wording::new(
                format!("有{found}个字符，最多{max}个"),
                format!("it has {found} characters, {max} at most"),
            ),
            Wording::new("请缩短", "shorten it"),
        )
    }

    /// Shorter than it may be.
    pub(crate) fn too_short(found: usize, min: usize) -> Fault {
        Fault::new(
            "too-short",
            Wording::new(
                format!("有{found}个字符，至少{min}个"),
                format!("it has {found} characters, {min} at least"),
            ),
            Wording::new("请写得具体一些", "say more"),
        )
    }

    /// Larger than it may be.
    pub(crate) fn too_large(bytes_max: usize) -> Fault {
        Fault::new(
            "too-long",
            Wording::new(format!("内容超过{bytes_max}字节"), format!("it is larger than {bytes_max} bytes")),
            Wording::new("请缩短", "shorten it"),
        )
    }

    /// A number in powers of ten, as spreadsheets show long ones.
    pub(crate) fn power_of_ten() -> Fault {
        Fault::fixed(
            "spreadsheet-damage",
            (
                "电子表格把号码或数字显示成了科学计数法，后面的数字可能已丢失",
                "a spreadsheet turned it into powers of ten; digits may be lost",
            ),
            (
                "请在来源表格中把该列设为“文本”或“数值”格式，恢复完整数字后重新导出",
                "in the source, format the column as text or number, restore the digits and export again",
            ),
        )
    }

    /// Somebody wrote what stands in a record for a value that is sealed elsewhere.
    pub(crate) fn sealed() -> Fault {
        Fault::fixed(
            "sealed",
            ("这是系统内部的密封标记，不是原值", "this is the mark of a sealed value, not the value itself"),
            (
                "请填写原来的内容，不要以“sealed:”开头",
                "write the value itself, not beginning with \"sealed:\"",
            ),
        )
    }

    /// A masked value came back.
    pub(crate) fn masked() -> Fault {
        Fault::fixed(
            "masked",
            (
                "这是打了星号的脱敏内容，不是原值",
                "this is a masked value with asterisks, not the value itself",
            ),
            ("请填写完整内容；不改动的，请保持原记录不变", "write it in full, or leave the record as it is"),
        )
    }
}
