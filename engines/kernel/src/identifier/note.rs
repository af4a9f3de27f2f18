use serde::{Serialize, Serializer};

use crate::Wording;

/// Something that was changed or that a person should know, though the reading stands.
///
/// In JSON a note is its code and its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Note {
    /// Zero-width or control characters were dropped.
    InvisibleCharacters,
    /// Full-width letters, digits or signs were folded.
    FullWidth,
    /// The apostrophe or formula by which a spreadsheet marks a text was dropped.
    SpreadsheetTextMark,
    /// Small letters were made capitals.
    LowerCase,
    /// Spaces were dropped.
    Spaces,
    /// Another kind of dash was written as `-`.
    Dash,
    /// Another sign was written as the point, or the missing point was put in.
    Point,
    /// A prefix or label that does not belong to the number was dropped.
    Prefix,
    /// The number was written as that of a granted patent, with `ZL`, which is not part of the application number.
    PatentNumber,
    /// Brackets were replaced by those which the rule asks for.
    Brackets,
    /// Zeros, hyphens or slashes were put where the canonical form has them.
    Rewritten,
    /// The form is that of earlier years.
    EarlyForm,
    /// The rule for this number was not seen in a standard; only its rough shape was looked at.
    LowConfidence,
    /// The wrong check is a 0, so `.0` may be the decimal point of a spreadsheet and the check may be missing.
    ZeroMayBeDecimal,
    /// Check characters are right, yet the number ends in 000 as numbers damaged by a spreadsheet do.
    EndsLikeDamage,
}

impl Note {
    /// A stable name; tests and scripts rely on it.
    pub fn code(self) -> &'static str {
        match self {
            Note::InvisibleCharacters => "invisible-characters",
            Note::FullWidth => "full-width",
            Note::SpreadsheetTextMark => "spreadsheet-text-mark",
            Note::LowerCase => "lower-case",
            Note::Spaces => "spaces",
            Note::Dash => "dash",
            Note::Point => "point",
            Note::Prefix => "prefix",
            Note::PatentNumber => "patent-number",
            Note::Brackets => "brackets",
            Note::Rewritten => "rewritten",
            Note::EarlyForm => "early-form",
            Note::LowConfidence => "low-confidence",
            Note::ZeroMayBeDecimal => "zero-may-be-decimal",
            Note::EndsLikeDamage => "ends-like-damage",
        }
    }

    /// The note as a sentence.
    pub fn what(self) -> Wording {
        let (zh, en) = match self {
            Note::InvisibleCharacters => ("已去掉看不见的字符。", "Invisible characters were dropped."),
            Note::FullWidth => ("全角字符已改为半角。", "Full-width characters were folded."),
            Note::SpreadsheetTextMark => (
                "已去掉电子表格的文本标记（单引号或等号引号），号码本身没有受损。",
                "The text mark of a spreadsheet (an apostrophe, or =\"…\") was dropped; the number itself is whole.",
            ),
            Note::LowerCase => ("小写字母已改为大写。", "Small letters were made capitals."),
            Note::Spaces => ("已去掉空格。", "Spaces were dropped."),
            Note::Dash => ("连接线已改为“-”。", "The dash was written as \"-\"."),
            Note::Point => ("已写为半角圆点“.”。", "The point was written as \".\"."),
            Note::Prefix => (
                "已去掉不属于号码的前缀或标签。",
                "A prefix or label that is not part of the number was dropped.",
            ),
            Note::PatentNumber => (
                "带ZL，写的是专利号，表示已经授权；申请号不含ZL。",
                "Written with ZL, as the number of a granted patent; the application number is without it.",
            ),
            Note::Brackets => (
                "括号已改为规定的形式：公文发文字号用六角括号〔〕（GB/T 9704-2012），案号用全角圆括号（）（法〔2015〕137号）。",
                "The brackets were replaced by the prescribed ones: 〔〕 in numbers of documents (GB/T 9704-2012), （） in case \
                 numbers of courts (Fa 〔2015〕 No. 137).",
            ),
            Note::Rewritten => (
                "已改写为规范写法（补零、补连接线等）。",
                "Zeros or separators were put where the canonical form has them.",
            ),
            Note::EarlyForm => ("这是早年的编号形式。", "This is a form of earlier years."),
            Note::LowConfidence => (
                "可信度低：尚未见到这类号码的编号标准，只核对了大致形状。",
                "Low confidence: no standard for this kind of number was seen; only its rough shape was looked at.",
            ),
            Note::ZeroMayBeDecimal => (
                "末尾的“.0”也可能是表格或程序把号码当作数值保存时加上的，而校验位本来就缺少；请核对原件，并把该列设为“文本”格式。",
                "The \".0\" may also come from a spreadsheet or program that kept the number as a quantity, and the check was \
                 missing before; look at the original, and format the column as text.",
            ),
            Note::EndsLikeDamage => (
                "校验码正确，但号码以000结尾，与电子表格损坏的号码一样；号码被损坏而校验码碰巧正确的可能性很小，如有疑问请核对证照原件。",
                "The check is right, but the number ends in 000 as numbers damaged by a spreadsheet do; a damaged number with a \
                 right check is unlikely, so only look at the original document if in doubt.",
            ),
        };
        Wording::new(zh, en)
    }
}

impl Serialize for Note {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Record {
            code: &'static str,
            what: Wording,
        }
        Record { code: self.code(), what: self.what() }.serialize(serializer)
    }
}
