//! What a line of the frame is by itself.

use super::{TITLE_MAX, paragraph};
use crate::date::{self, Point};
use crate::layout::Block;
use crate::marker;
use crate::text::{Text, close_up, fold};

/// What a line of the frame is by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    Status,
    Number,
    Date,
    Issuer,
    Addressee,
    Annex,
    Body,
}

pub(super) fn role_of(blocks: &[Block], i: usize) -> Role {
    let Some(paragraph) = paragraph(blocks, i) else { return Role::Body };
    let text = &paragraph.text;
    let words = close_up(text.raw());
    let last = text.last().unwrap_or(' ');
    if paragraph.heading == 0
        && marker::at_start(text)
            .is_some_and(|mark| mark.style == marker::Style::Annex && mark.end == text.len())
    {
        return Role::Annex;
    }
    if text.len() > TITLE_MAX
        || matches!(last, '。' | ';' | '!' | '?')
        || marker::at_start(text).is_some_and(|mark| mark.style != marker::Style::Heading(1))
    {
        return Role::Body;
    }
    let labelled = ["文号:", "发文字号:", "文件编号:"].iter().any(|label| text.has_at(0, label));
    if is_page_line(text) {
        return Role::Issuer;
    }
    if text.len() <= 36 && (number(&words) || labelled) {
        Role::Number
    } else if words.starts_with(['（', '(', '【', '[']) && status(&words).is_some() && text.len() <= 16 {
        Role::Status
    } else if only_date(text).is_some()
        || is_adoption(&words)
        || (words.ends_with("印发") && words.contains('年'))
    {
        Role::Date
    } else if last == ':' {
        Role::Addressee
    } else if is_issuer(&words) || words.contains("此件") {
        Role::Issuer
    } else if paragraph.bullet || crate::owners::starts_with_label(text) {
        Role::Body
    } else {
        Role::Title
    }
}

/// The document number inside a bracket: （枕政办规〔2025〕3号，2025年2月20日印发）.
pub(super) fn number_in(words: &str) -> Option<String> {
    let parts = words.trim_matches(|c| "（）()".contains(c)).split(['，', ',', '、', ' ']);
    parts.map(close_up).find(|part| number(part))
}

/// 国发〔2019〕3号, 长政办发[2024]12号.
fn number(words: &str) -> bool {
    let folded: String = words.chars().map(fold).collect();
    let Some(open) = folded.find(['〔', '[', '(', '【']) else { return false };
    let rest: String = folded[open..].chars().skip(1).collect();
    let year = rest.chars().take_while(char::is_ascii_digit).count() == 4;
    year && rest.ends_with('号') && !rest.contains(',')
}

const STATUSES: &[&str] = &[
    "公开征求意见稿",
    "征求意见稿",
    "征求意见",
    "送审稿",
    "审议稿",
    "讨论稿",
    "修订稿",
    "报批稿",
    "草案",
    "初稿",
    "试行",
    "暂行",
    "草稿",
    "修订",
];

/// The status in a bracket: （征求意见稿） → 征求意见稿.
pub(super) fn status(words: &str) -> Option<String> {
    let folded: String = words.chars().map(fold).collect();
    let inner = folded.trim_matches(|c| "()[]【】".contains(c));
    STATUSES
        .iter()
        .find(|status| inner == **status || inner.strip_suffix("稿") == Some(status))
        .map(|_| inner.to_owned())
}

pub(super) fn only_date(text: &Text) -> Option<Point> {
    let bracket = usize::from(matches!(text.chars.first(), Some('(' | '[')));
    let end = text.len() - bracket.min(text.len());
    let span = date::at(text, bracket, None)?;
    let bare = text.len() <= 16 && span.range.end >= end && !span.is_span;
    bare.then_some(span.to).flatten().filter(|point| point.day.is_some() || bracket == 0)
}

/// （2023年11月20日…常务会议审议通过）
fn is_adoption(words: &str) -> bool {
    words.starts_with(['（', '('])
        && words.ends_with([')', '）'])
        && ["通过", "批准", "公布", "发布", "印发", "施行"].iter().any(|word| words.contains(word))
}

/// Lines that a web page or a printer adds above a document: 发布时间：…, 来源：…, 11/23/26, 7:24 AM.
fn is_page_line(text: &Text) -> bool {
    const LABELS: &[&str] = &[
        "字号",
        "字体",
        "来源",
        "发布时间",
        "发布日期",
        "发布机构",
        "时间",
        "浏览",
        "阅读",
        "点击",
        "索引号",
        "主题分类",
        "主题词",
        "发文机关",
        "发文机构",
        "成文日期",
        "标题",
        "打印",
        "分享",
        "当前位置",
        "您的位置",
        "首页",
        "有效性",
        "公开方式",
        "信息分类",
        "责任编辑",
        "作者",
    ];
    let labelled = text.longest_at(0, LABELS).is_some_and(|label| {
        let rest = label.chars().count();
        matches!(text.chars.get(rest), Some(':' | '>')) || text.has_at(rest, "次数:")
    });
    let stamped = text.chars.iter().take(9).filter(|&&c| c == '/').count() == 2;
    labelled || stamped || !text.chars.iter().any(|&c| crate::text::is_han(c))
}

fn is_issuer(words: &str) -> bool {
    let ends = ["人民政府", "办公室", "领导小组", "委员会", "局", "办公厅", "文件", "国务院", "委办", "府办"];
    words.ends_with("文件")
        || (words.chars().count() <= 40
            && ends.iter().any(|end| words.ends_with(end))
            && !words.contains("关于"))
}
