//! What the heading of a table column means.

use crate::text::{close_up, fold};

/// The meaning of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    /// The running number of the row.
    Number,
    /// What several rows have in common: a programme, a field.
    Group,
    /// The task in short.
    Title,
    /// The task in full.
    Content,
    Lead,
    /// Those who share; also the only body column of a table that names no lead.
    Responsible,
    /// Those who help, beside 责任单位: this makes 责任单位 the lead.
    Helping,
    /// Those who only guide.
    Guiding,
    Deadline,
    /// What the task is to reach, in words.
    Goal,
    /// The name of an indicator.
    Indicator,
    Unit,
    /// The value of an indicator to start from.
    Baseline,
    /// The value of an indicator to be reached.
    Value,
    /// A value in a year that the heading names.
    YearValue,
    /// A stage of the work.
    Stage,
    /// Persons, remarks and all else.
    Other,
}

const EXACT: &[(&str, Column)] = &[
    ("序号", Column::Number),
    ("编号", Column::Number),
    ("序", Column::Number),
    ("类别", Column::Group),
    ("任务类别", Column::Group),
    ("工作类别", Column::Group),
    ("领域", Column::Group),
    ("重点领域", Column::Group),
    ("板块", Column::Group),
    ("工程", Column::Group),
    ("重点工程", Column::Group),
    ("任务分类", Column::Group),
    ("一级指标", Column::Group),
    ("一级任务", Column::Group),
    ("分类", Column::Group),
    ("方面", Column::Group),
    ("任务", Column::Title),
    ("任务名称", Column::Title),
    ("工作任务", Column::Title),
    ("重点任务", Column::Title),
    ("主要任务", Column::Title),
    ("目标任务", Column::Title),
    ("任务事项", Column::Title),
    ("任务清单", Column::Title),
    ("重点工作任务", Column::Title),
    ("重点工作", Column::Title),
    ("工作事项", Column::Title),
    ("事项", Column::Title),
    ("事项名称", Column::Title),
    ("工作名称", Column::Title),
    ("工作项目", Column::Title),
    ("项目名称", Column::Title),
    ("改革举措", Column::Title),
    ("改革事项", Column::Title),
    ("改革任务", Column::Title),
    ("二级任务", Column::Title),
    ("举措", Column::Title),
    ("重点举措", Column::Title),
    ("主要举措", Column::Content),
    ("具体任务", Column::Content),
    ("任务内容", Column::Content),
    ("工作内容", Column::Content),
    ("主要内容", Column::Content),
    ("主要工作", Column::Content),
    ("主要措施", Column::Content),
    ("具体内容", Column::Content),
    ("具体举措", Column::Content),
    ("具体措施", Column::Content),
    ("工作举措", Column::Content),
    ("工作措施", Column::Content),
    ("推进措施", Column::Content),
    ("推进举措", Column::Content),
    ("落实举措", Column::Content),
    ("细化措施", Column::Content),
    ("工作要求", Column::Content),
    ("任务要求", Column::Content),
    ("建设内容", Column::Content),
    ("内容", Column::Content),
    ("措施", Column::Content),
    ("牵头", Column::Lead),
    ("主办", Column::Lead),
    ("责任", Column::Responsible),
    ("负责", Column::Responsible),
    ("配合", Column::Helping),
    ("协办", Column::Helping),
    ("协同", Column::Helping),
    ("参与", Column::Helping),
    ("时限", Column::Deadline),
    ("完成时限", Column::Deadline),
    ("完成时间", Column::Deadline),
    ("完成期限", Column::Deadline),
    ("时间节点", Column::Deadline),
    ("时间安排", Column::Deadline),
    ("时间要求", Column::Deadline),
    ("时限要求", Column::Deadline),
    ("进度安排", Column::Deadline),
    ("进度要求", Column::Deadline),
    ("工作时限", Column::Deadline),
    ("办结时限", Column::Deadline),
    ("起止时间", Column::Deadline),
    ("推进时间", Column::Deadline),
    ("实施时间", Column::Deadline),
    ("工作目标", Column::Goal),
    ("目标", Column::Goal),
    ("预期目标", Column::Goal),
    ("主要目标", Column::Goal),
    ("阶段目标", Column::Goal),
    ("目标要求", Column::Goal),
    ("预期成果", Column::Goal),
    ("成果形式", Column::Goal),
    ("指标", Column::Indicator),
    ("指标名称", Column::Indicator),
    ("主要指标", Column::Indicator),
    ("二级指标", Column::Indicator),
    ("三级指标", Column::Indicator),
    ("具体指标", Column::Indicator),
    ("单位", Column::Unit),
    ("计量单位", Column::Unit),
    ("指标单位", Column::Unit),
    ("基期值", Column::Baseline),
    ("基准值", Column::Baseline),
    ("现状值", Column::Baseline),
    ("基数", Column::Baseline),
    ("现状", Column::Baseline),
    ("目标值", Column::Value),
    ("指标值", Column::Value),
    ("预期值", Column::Value),
    ("阶段", Column::Stage),
    ("工作阶段", Column::Stage),
    ("实施阶段", Column::Stage),
];

impl Column {
    /// The meaning of a heading; blanks and brackets in it do not matter.
    pub(crate) fn of(heading: &str) -> Column {
        let words: String =
            close_up(heading).chars().map(fold).filter(|&c| !crate::text::is_blank(c)).collect();
        if words.chars().count() > 16 {
            return Column::Other;
        }
        let bare = words.split_once('(').map_or(words.as_str(), |(head, _)| head);
        if let Some(&(_, column)) = EXACT.iter().find(|(word, _)| *word == bare) {
            return column;
        }
        Column::of_bodies(bare)
            .or_else(|| Column::of_year(&words))
            .or_else(|| Column::of_parts(bare))
            .unwrap_or(Column::Other)
    }

    /// 工作内容及目标, 主要任务和措施: headings made of known words.
    fn of_parts(words: &str) -> Option<Column> {
        let has = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
        if words.chars().count() > 9 || words.chars().any(|c| ",。、:;".contains(c)) {
            return None;
        }
        if has(&["领导", "责任人", "联系", "备注", "范围", "依据", "来源", "对应", "所属"])
        {
            None
        } else if has(&["内容", "举措", "措施"]) {
            Some(Column::Content)
        } else if has(&["时限", "时间", "期限", "进度"]) {
            Some(Column::Deadline)
        } else if has(&["任务", "事项"]) {
            Some(Column::Title)
        } else if has(&["目标", "成果"]) {
            Some(Column::Goal)
        } else {
            None
        }
    }

    fn of_bodies(words: &str) -> Option<Column> {
        if !["单位", "部门", "主体", "责任方", "机构"].iter().any(|end| words.ends_with(end)) {
            return None;
        }
        let has = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
        Some(if has(&["牵头", "主办", "主责", "主要责任"]) {
            Column::Lead
        } else if has(&["配合", "协助", "协办", "协同", "参与", "参加", "协作", "支持"]) {
            Column::Helping
        } else if has(&["指导"]) {
            Column::Guiding
        } else if has(&["责任", "负责", "承办", "实施", "落实", "承担", "成员"]) {
            Column::Responsible
        } else {
            return None;
        })
    }

    /// 2026年, 2026年目标值, 2023年基期值.
    fn of_year(words: &str) -> Option<Column> {
        if ["基期", "基准", "现状", "完成值", "实际", "完成情况"].iter().any(|word| words.contains(word))
        {
            return Some(Column::Baseline);
        }
        let year = words.chars().take_while(char::is_ascii_digit).count() == 4;
        let rest = words.get(4..).unwrap_or("").trim_start_matches('年').trim_start_matches('度');
        let named = ["目标", "预期", "计划", "指标", "值", "任务"].iter().any(|word| rest.contains(word));
        if year && (rest.is_empty() || named) {
            return Some(Column::YearValue);
        }
        (words.ends_with("目标值") || words.ends_with("预期值")).then_some(Column::Value)
    }
}

#[cfg(test)]
mod tests {
    use super::Column;

    #[test]
    fn headings_have_meanings() {
        let cases = [
            ("序 号", Column::Number),
            ("主 要 内 容", Column::Content),
            ("牵头单位", Column::Lead),
            ("责任单位（排第一的牵头）", Column::Responsible),
            ("配合部门", Column::Helping),
            ("指导部门", Column::Guiding),
            ("2026年目标", Column::YearValue),
            ("2023年基期值", Column::Baseline),
            ("责任领导", Column::Other),
            ("推广范围", Column::Other),
        ];
        for (heading, column) in cases {
            assert_eq!(Column::of(heading), column, "{heading}");
        }
    }
}
