//! The faults as sentences: what is wrong, and what to do about it.
//!
//! No sentence repeats the text that was read: it may be the identity number of a person.

use super::damage::Damage;
use super::fault::{Check, Fault, Slip};
use crate::Wording;

impl Fault {
    /// What is wrong.
    pub fn what(&self) -> Wording {
        match self {
            Fault::Empty => Wording::new("没有填写号码。", "There is no number."),
            Fault::TooLong { chars_max } => Wording::new(
                format!("内容超过{chars_max}个字符，不是号码。"),
                format!("It is longer than {chars_max} characters and no number."),
            ),
            Fault::SpreadsheetDamage(damage) => damage_what(damage),
            Fault::CheckMissing { .. } => Wording::new(
                "号码的形式正确，但缺少校验位。",
                "The shape is right, but the check character is missing.",
            ),
            Fault::CheckWrong { which, found, .. } => check_what(*which, *found),
            Fault::Length { scheme, found, expected } => {
                let label = scheme.label();
                Wording::new(
                    format!("{}应为{expected}位，这里有{found}位。", label.zh),
                    format!("The {} has {expected} characters; this has {found}.", label.en),
                )
            }
            Fault::Character { scheme, found, position, .. } => {
                let label = scheme.label();
                Wording::new(
                    format!("第{position}位的“{found}”不能出现在{}的这一位。", label.zh),
                    format!("Character {position}, \"{found}\", may not stand there in the {}.", label.en),
                )
            }
            Fault::Year { found, earliest, latest } => Wording::new(
                format!("号码中的年份是{found}，只能在{earliest}至{latest}之间。"),
                format!("The year in the number is {found}; it must lie between {earliest} and {latest}."),
            ),
            Fault::PatentKind { found } => Wording::new(
                format!(
                    "专利申请种类号是“{found}”，只能是1（发明）、2（实用新型）、3（外观设计）、8（PCT发明）或9（PCT实用新型）。"
                ),
                format!(
                    "The digit for the kind of patent is \"{found}\"; it must be 1 (invention), 2 (utility model), 3 (design), \
                     8 (invention by PCT) or 9 (utility model by PCT)."
                ),
            ),
            Fault::Class { scheme, found, class_max } => {
                let label = scheme.label();
                Wording::new(
                    format!("{}没有第{found}类，只有1至{class_max}类。", label.zh),
                    format!("There is no class {found}: the {} runs from 1 to {class_max}.", label.en),
                )
            }
            Fault::BirthDate => Wording::new(
                "号码中的出生日期不存在或在今天之后。",
                "The date of birth in the number does not exist or lies in the future.",
            ),
            Fault::Miswritten { slip, .. } => slip_what(*slip),
            Fault::Shape { scheme } => {
                let label = scheme.label();
                Wording::new(
                    format!("这不是{}的写法。", label.zh),
                    format!("This is not how the {} is written.", label.en),
                )
            }
        }
    }

    /// What to do about it.
    pub fn remedy(&self) -> Wording {
        if let Some(suggestion) = self.suggestion()
            && !matches!(self, Fault::SpreadsheetDamage(_) | Fault::CheckMissing { .. })
        {
            return Wording::new(
                format!("请对照原件确认，规范写法应为：{suggestion}。"),
                format!("Compare it with the original; the proper writing would be {suggestion}."),
            );
        }
        match self {
            Fault::SpreadsheetDamage(damage) => damage_remedy(damage),
            Fault::CheckMissing { right, corrected } => Wording::new(
                format!("按规则计算，校验位是“{right}”，完整的号码为{corrected}，请对照原件确认后补上。"),
                format!(
                    "By the rule the check is \"{right}\" and the whole number {corrected}; confirm it and add the check."
                ),
            ),
            Fault::CheckWrong { which, right, .. } => check_remedy(*which, *right),
            Fault::Miswritten { slip: Slip::FifteenDigits, .. } => Wording::new(
                "请使用现行18位公民身份号码（GB 11643-1999）。",
                "Ask for the number of 18 digits now in force (GB 11643-1999).",
            ),
            Fault::Miswritten { slip: Slip::NoKindCode, .. } => Wording::new(
                "请按公报补上文献种类代码，如A、B、U、S；申请公布与授权公告是两份不同的文献。",
                "Add the kind code from the gazette, such as A, B, U or S; the application and the grant are two documents.",
            ),
            Fault::Empty => Wording::new("请填写号码。", "Enter the number."),
            Fault::Length { scheme, .. } | Fault::Character { scheme, .. } | Fault::Shape { scheme } => {
                Wording::new(
                    format!("请对照原件核对，正确的写法如：{}。", scheme.example()),
                    format!("Compare it with the original; such a number looks like {}.", scheme.example()),
                )
            }
            _ => Wording::new("请对照原件核对后更正。", "Compare it with the original and correct it."),
        }
    }
}

fn damage_what(damage: &Damage) -> Wording {
    match damage {
        Damage::PowerOfTen { .. } => Wording::new(
            "号码被电子表格改成了科学计数法，后面的数字已丢失。",
            "A spreadsheet turned the number into powers of ten; the later digits are lost.",
        ),
        Damage::Rounded => Wording::new(
            "校验码不正确，而且号码以000结尾：很可能被电子表格当作数值保存，第16位以后的数字变成了0。",
            "The check is wrong and the number ends in 000: most likely a spreadsheet kept it as a quantity, and every digit \
             after the fifteenth became 0.",
        ),
        Damage::RoundedAndShort => Wording::new(
            "位数不足，而且第15位以后全是0：很可能被电子表格当作数值保存而损坏。",
            "It is too short and has only zeros after the fifteenth digit: most likely a spreadsheet kept it as a quantity.",
        ),
        Damage::DecimalPoint { .. } => Wording::new(
            "号码末尾带有“.0”，说明它曾被当作数值保存，开头的0可能已丢失。",
            "The number ends in \".0\", so it was kept as a quantity; leading zeros may be lost.",
        ),
    }
}

fn damage_remedy(damage: &Damage) -> Wording {
    let (zh, en) = match damage {
        Damage::DecimalPoint { corrected: Some(corrected), .. } => (
            format!("若开头没有0，号码应为{corrected}。"),
            format!("If it had no leading zeros, the number is {corrected}. "),
        ),
        _ => (
            "丢失的数字无法算回，须从原始数据重新导出。".to_owned(),
            "The lost digits cannot be computed. ".to_owned(),
        ),
    };
    Wording::new(
        format!(
            "{zh}请在来源表格中先把该列设为“文本”格式，再重新录入或粘贴号码，然后重新导出（CSV或XLSX）。"
        ),
        format!(
            "{en}In the source, first format the column as text, then enter or paste the numbers again, and export anew (CSV or XLSX)."
        ),
    )
}

fn check_what(which: Check, found: char) -> Wording {
    match which {
        Check::Only => Wording::new(
            format!("校验位“{found}”与号码的其余部分不符。"),
            format!("The check character \"{found}\" does not fit the rest of the number."),
        ),
        Check::Outer => Wording::new(
            format!("第18位校验码“{found}”不符（GB 32100-2015），其中的组织机构代码（第9至17位）校验正确。"),
            format!(
                "Character 18, the check \"{found}\" of the whole code (GB 32100-2015), does not fit; the check of the \
                 organization code inside (characters 9–17) does."
            ),
        ),
        Check::Inner => Wording::new(
            format!(
                "第17位校验码“{found}”不符：其中的组织机构代码（第9至17位，GB 11714-1997）校验不正确，而全码的校验正确。"
            ),
            format!(
                "Character 17, the check \"{found}\" of the organization code inside (characters 9–17, GB 11714-1997), does \
                 not fit; the check of the whole code does."
            ),
        ),
        Check::Both => Wording::new(
            "两个校验码都不符：第17位（组织机构代码，GB 11714-1997）和第18位（全码，GB 32100-2015）。",
            "Both checks fail: character 17 (organization code, GB 11714-1997) and character 18 (whole code, GB 32100-2015).",
        ),
    }
}

fn check_remedy(which: Check, right: char) -> Wording {
    match which {
        Check::Only => Wording::new(
            format!("请对照原件逐位核对；若其余各位无误，校验位应为“{right}”。"),
            format!(
                "Compare every character with the original; if all the others are right, the check is \"{right}\"."
            ),
        ),
        Check::Outer => Wording::new(
            format!("请重点核对第1至8位和第18位；若其余各位无误，第18位应为“{right}”。"),
            format!(
                "Look first at characters 1–8 and 18; if all the others are right, character 18 is \"{right}\"."
            ),
        ),
        Check::Inner => Wording::new(
            format!(
                "请对照证照核对第9至17位；按前8位计算，第17位应为“{right}”。确与证照一致的，可按原样保存，并向登记机关核实。"
            ),
            format!(
                "Compare characters 9–17 with the certificate; by the first eight of them, character 17 is \"{right}\". If the certificate \
                 really says so, keep it as it is and ask the registering authority."
            ),
        ),
        Check::Both => Wording::new(
            "请对照证照，重点核对第9至17位：这一段错一位，两个校验码都会不符。",
            "Compare it with the certificate, characters 9–17 first: one wrong character there breaks both checks.",
        ),
    }
}

fn slip_what(slip: Slip) -> Wording {
    let (zh, en) = match slip {
        Slip::Space => (
            "空格的位置不对：专利申请号只能在年份与种类号之间、种类号与流水号之间各空一格（ZC 0006-2003）。",
            "A space is misplaced: one may stand between year and kind and one between kind and serial (ZC 0006-2003).",
        ),
        Slip::LeadingZeros => ("序号前不应加0（不编虚位）。", "The number may not have leading zeros."),
        Slip::LeadingZeroLost => {
            ("位数少一位，开头的0可能已丢失。", "One digit is missing; a leading zero may have been lost.")
        }
        Slip::Ordinal => ("序号前不应加“第”字。", "第 may not stand before the number."),
        Slip::ShortYear => ("年份应写全四位数字。", "The year must have all four digits."),
        Slip::YearWithoutBrackets => ("年份应写在括号内。", "The year must stand in brackets."),
        Slip::NoEnding => ("末尾缺少“号”字。", "号 is missing at the end."),
        Slip::NoKindCode => ("缺少文献种类代码。", "The kind code of the document is missing."),
        Slip::FifteenDigits => (
            "这是旧的15位身份证号码，没有校验位。",
            "This is an old identity number of 15 digits, without a check.",
        ),
        Slip::NoStreet => {
            ("街道部分为000，这不是街道代码。", "The street part is 000, so this is no street.")
        }
    };
    Wording::new(zh, en)
}
