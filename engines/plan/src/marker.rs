//! Numbers and marks at the beginning of a paragraph: 一、 （一） 1. 第三条 行动一： 一是 ——.

use crate::number;
use crate::text::{Text, is_han};
use crate::words::section::COUNTED_HEADINGS;

/// How a mark is written. Marks of one style count one level of the outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Style {
    Annex,
    Part,
    Chapter,
    Section,
    Article,
    /// 第一阶段
    Stage,
    /// 一、
    Chinese,
    /// （一）
    ChineseBracket,
    /// 1. or 1、
    Arabic,
    /// 1.1 has two parts, 1.1.1 three.
    Decimal(usize),
    /// （1） or 1）
    ArabicBracket,
    /// ①
    Circled,
    /// Ⅰ
    Roman,
    /// A.
    Letter,
    /// （甲）
    Stem,
    /// 第1项
    Item,
    /// 行动一：, 任务1. The word is told apart by its first character.
    Word(char),
    /// 一是
    Is,
    /// 第一，
    Ordinal,
    /// ——
    Dash,
    Bullet,
    /// A heading without a number: 保障措施, 第一季度.
    Plain,
    /// 第一季度 as a heading.
    Quarter,
    /// A Markdown heading without a number, by its level.
    Heading(usize),
}

/// A mark at the beginning of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Marker {
    pub(crate) style: Style,
    /// The value of the number, 0 where there is none.
    pub(crate) value: u32,
    /// The number as written, the way a path shows it: 一, （一）, 1, 行动一. Empty for dashes and bullets.
    pub(crate) label: String,
    /// Where the words after the mark begin.
    pub(crate) end: usize,
}

/// Numbers that are one character, by the first of each row, in the order of their codes.
const ENCLOSED: &[(char, Style)] = &[
    ('Ⅰ', Style::Roman),
    ('①', Style::Circled),
    ('⑴', Style::ArabicBracket),
    ('⒈', Style::Arabic),
    ('㈠', Style::ChineseBracket),
];

/// The mark at the beginning of a text, if there is one.
pub(crate) fn at_start(text: &Text) -> Option<Marker> {
    match *text.chars.first()? {
        '附' => annex(text),
        '第' => ordinal(text),
        '(' | '[' => bracketed(text),
        '-' | '·' => dash(text),
        c @ ('①'..='⑳' | '⑴'..='⒇' | '⒈'..='⒛' | '㈠'..='㈩' | 'Ⅰ'..='Ⅻ') => {
            let (first, style) = ENCLOSED.iter().copied().rfind(|(first, _)| *first <= c)?;
            let value = u32::from(c) - u32::from(first) + 1;
            let end = 1 + usize::from(matches!(text.chars.get(1), Some('.' | '、' | ',' | ':')));
            Some(Marker { style, value, label: c.to_string(), end })
        }
        '首' if text.has_at(0, "首先,") => {
            Some(Marker { style: Style::Ordinal, value: 1, label: "首先".to_owned(), end: 3 })
        }
        c if c.is_ascii_uppercase() => letter(text),
        c if c.is_ascii_digit() => arabic(text),
        c if number::is_numeral(c) => chinese(text),
        _ => word(text),
    }
}

fn marker(text: &Text, style: Style, value: u32, label_end: usize, end: usize) -> Option<Marker> {
    Some(Marker { style, value, label: text.name(0..label_end), end })
}

/// 附件, 附件1, 附件一：, 附表2 — alone or with a title after a colon or a blank.
fn annex(text: &Text) -> Option<Marker> {
    let words = text.longest_at(0, &["附件", "附表", "附录", "附:"])?;
    let mut end = words.chars().count();
    let mut value = 0;
    if let Some((found, length)) = number::whole(&text.chars[end..]) {
        (value, end) = (found, end + length);
    }
    let label_end = end.min(if words == "附:" { 1 } else { end });
    let separated = matches!(text.chars.get(end), None | Some(':' | '.' | '、'))
        || text.blank_before(end)
        || words == "附:";
    if !separated {
        return None;
    }
    end += usize::from(matches!(text.chars.get(end), Some(':' | '.' | '、')));
    marker(text, Style::Annex, value, label_end, end)
}

/// 第三章, 第三条, 第一阶段, 第一，
fn ordinal(text: &Text) -> Option<Marker> {
    let (value, length) = number::whole(&text.chars[1..])?;
    let at = 1 + length;
    let style = match text.chars.get(at)? {
        '章' => Style::Chapter,
        '节' => Style::Section,
        '条' => Style::Article,
        '项' => Style::Item,
        '编' | '篇' => Style::Part,
        '部' if text.has_at(at, "部分") => Style::Part,
        '阶' if text.has_at(at, "阶段") => Style::Stage,
        '步' => Style::Stage,
        ',' | '、' | ':' => return marker(text, Style::Ordinal, value, at, at + 1),
        _ => return None,
    };
    let label_end = at + if text.has_at(at, "阶段") || text.has_at(at, "部分") { 2 } else { 1 };
    let next = text.chars.get(label_end);
    // 第三条规定的 is a reference, not a mark; 第一阶段（…） is one.
    let apart = next.is_none_or(|&c| ":、.,(-".contains(c)) || text.blank_before(label_end);
    if !apart && !matches!(style, Style::Chapter | Style::Part) {
        return None;
    }
    let end = label_end + usize::from(next.is_some_and(|&c| ":、.,".contains(c)));
    marker(text, style, value, label_end, end)
}

const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];

/// （一）, (1), 〔一〕, [1]
fn bracketed(text: &Text) -> Option<Marker> {
    // （甲）
    if let (Some(&stem), Some(')')) = (text.chars.get(1), text.chars.get(2))
        && let Some(value) = STEMS.iter().position(|&c| c == stem)
    {
        return marker(text, Style::Stem, u32::try_from(value + 1).ok()?, 3, 3);
    }
    let (value, length) = number::whole(&text.chars[1..])?;
    let close = 1 + length;
    if !matches!(text.chars.get(close)?, ')' | ']') || length > 3 {
        return None;
    }
    let style = if text.chars[1].is_ascii_digit() { Style::ArabicBracket } else { Style::ChineseBracket };
    let end = close + 1 + usize::from(matches!(text.chars.get(close + 1), Some('、' | '.' | ':')));
    marker(text, style, value, close + 1, end)
}

/// ——知识产权创造能力更加强劲
fn dash(text: &Text) -> Option<Marker> {
    let length = text.chars.iter().take_while(|&&c| c == '-' || c == '·' || c == '—').count();
    let next = *text.chars.get(length)?;
    let style = if text.chars[0] == '·' { Style::Bullet } else { Style::Dash };
    (length <= 3 && !next.is_ascii_digit()).then(|| Marker {
        style,
        value: 0,
        label: String::new(),
        end: length,
    })
}

/// 1. 1、 1） 1.1 1.1.1
fn arabic(text: &Text) -> Option<Marker> {
    let digits = |from: usize| text.chars[from..].iter().take_while(|c| c.is_ascii_digit()).count();
    let length = digits(0);
    if length > 3 {
        return None;
    }
    let value = number::whole(&text.chars[..length])?.0;
    let mut end = length;
    let mut parts = 1;
    while text.chars.get(end) == Some(&'.') && (1..=2).contains(&digits(end + 1)) && parts < 5 {
        end += 1 + digits(end + 1);
        parts += 1;
    }
    let next = text.chars.get(end).copied();
    if parts > 1 {
        let dotted = usize::from(matches!(next, Some('.' | '、')));
        let apart = dotted == 1 || text.blank_before(end) || next.is_some_and(is_han);
        let unit = next.is_some_and(|c| "万亿千百个件家项%名分倍年月日元".contains(c));
        return (apart && !unit).then(|| marker(text, Style::Decimal(parts), value, end, end + dotted))?;
    }
    match next {
        Some('.' | '、' | ':' | ',') => {
            let after = text.chars.get(end + 1);
            // 1.2025年3月底前: a year follows the mark.
            let year = text
                .chars
                .get(end + 1..end + 6)
                .is_some_and(|next| next[..4].iter().all(char::is_ascii_digit) && next[4] == '年');
            (year || !after.is_some_and(char::is_ascii_digit))
                .then(|| marker(text, Style::Arabic, value, end, end + 1))?
        }
        Some('。') => marker(text, Style::Arabic, value, end, end + 1),
        Some(')') => marker(text, Style::ArabicBracket, value, end, end + 1),
        Some(c)
            if length <= 2
                && text.blank_before(end)
                && is_han(c)
                && !"个件家项名年月日万亿分条".contains(c) =>
        {
            marker(text, Style::Arabic, value, end, end)
        }
        _ => None,
    }
}

/// A. B．
fn letter(text: &Text) -> Option<Marker> {
    let next = text.chars.get(2).copied();
    let apart = matches!(text.chars.get(1)?, '.' | '、') && next.is_some_and(is_han);
    let value = u32::from(text.chars[0]) - u32::from('A') + 1;
    apart.then(|| marker(text, Style::Letter, value, 1, 2))?
}

/// 一、 一. 一是
fn chinese(text: &Text) -> Option<Marker> {
    let length = text.chars.iter().take_while(|&&c| number::is_numeral(c)).count();
    if length > 4 {
        return None;
    }
    let value = number::chinese(&text.chars[..length])?;
    match text.chars.get(length)? {
        '、' | '.' | ':' | '。' => marker(text, Style::Chinese, value, length, length + 1),
        ',' if length <= 2 => marker(text, Style::Chinese, value, length, length + 1),
        '是' if !text.has_at(length, "是否") => marker(text, Style::Is, value, length + 1, length + 1),
        _ if text.blank_before(length) && text.len() <= 24 => {
            marker(text, Style::Chinese, value, length, length)
        }
        _ => None,
    }
}

/// 行动一：, 任务1, 重点任务三
fn word(text: &Text) -> Option<Marker> {
    let word = text.longest_at(0, COUNTED_HEADINGS)?;
    let start = word.chars().count();
    let open = usize::from(text.chars.get(start) == Some(&'('));
    let (value, length) = number::whole(text.chars.get(start + open..)?)?;
    let mut label_end = start + length + 2 * open;
    // 重点任务1-1, 任务2.3
    if matches!(text.chars.get(label_end), Some('-' | '.'))
        && let Some((_, more)) =
            number::whole(&text.chars[label_end + 1..]).filter(|_| text.chars[label_end - 1].is_ascii_digit())
    {
        label_end += 1 + more;
    }
    if length > 3 || (open == 1 && text.chars.get(label_end - 1) != Some(&')')) {
        return None;
    }
    let next = text.chars.get(label_end);
    if !next.is_none_or(|&c| ":、.,-—“【".contains(c)) && !text.blank_before(label_end) {
        return None;
    }
    let end = label_end + text.chars[label_end..].iter().take_while(|&&c| ":、.,-—".contains(c)).count();
    let first = word.chars().next()?;
    marker(text, Style::Word(first), value, label_end, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, style: Style, label: &str, rest: &str) {
        let text = Text::joined([(text, 1)]);
        let marker = at_start(&text).unwrap_or_else(|| panic!("{}: no mark", text.raw()));
        assert_eq!((marker.style, marker.label.as_str()), (style, label), "{}", text.raw());
        assert_eq!(text.quote(marker.end..text.len()), rest);
    }

    #[test]
    fn marks_of_every_style() {
        check("一、指导思想", Style::Chinese, "一", "指导思想");
        check("（十二）发展农机", Style::ChineseBracket, "（十二）", "发展农机");
        check("(一）推进", Style::ChineseBracket, "(一）", "推进");
        check("1、加强组织领导管理。", Style::Arabic, "1", "加强组织领导管理。");
        check("１２．优化", Style::Arabic, "１２", "优化");
        check("1.1.2 建立", Style::Decimal(3), "1.1.2", "建立");
        check("（3）开展", Style::ArabicBracket, "（3）", "开展");
        check("第三章  任务", Style::Chapter, "第三章", "任务");
        check("第十条 市场监管局", Style::Article, "第十条", "市场监管局");
        check("第一阶段（2024年1月）", Style::Stage, "第一阶段", "（2024年1月）");
        check("行动一：创造提升", Style::Word('行'), "行动一", "创造提升");
        check("任务1 完善", Style::Word('任'), "任务1", "完善");
        check("一是加强领导", Style::Is, "一是", "加强领导");
        check("——知识产权", Style::Dash, "", "知识产权");
        check("附件1：任务表", Style::Annex, "附件1", "任务表");
        check("附件", Style::Annex, "附件", "");
        check("③培育", Style::Circled, "③", "培育");
    }

    #[test]
    fn what_only_looks_like_a_mark() {
        for text in [
            "2026年底",
            "3.5万件",
            "10个省",
            "一批企业",
            "第三方机构",
            "任务完成",
            "附近的园区",
            "一是否",
            "三高四新",
        ] {
            assert_eq!(at_start(&Text::joined([(text, 1)])), None, "{text}");
        }
    }
}
