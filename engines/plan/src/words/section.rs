//! What the title of a section says about its content.

use serde::Serialize;

/// What a section is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// 指导思想, 总体要求, 基本原则.
    Guidance,
    /// 工作目标.
    Goals,
    /// 工作任务, and every section whose items have owners.
    Tasks,
    /// 实施步骤.
    Stages,
    /// 保障措施.
    Safeguards,
    /// 职责分工: duties listed by body.
    Duties,
    /// 附则, 解释, 联系方式.
    Closing,
    /// Nothing known.
    Other,
}

/// Words that a number follows in a heading: 行动一：, 任务1.
#[rustfmt::skip]
pub(crate) const COUNTED_HEADINGS: &[&str] = &[
    "专项行动", "专项任务", "重点任务", "主要任务", "重点工程", "重点行动", "工作任务", "重点项目", "重点举措",
    "行动", "任务", "工程", "专项", "举措", "措施", "项目", "计划", "工作", "事项", "重点", "方面", "领域",
    "板块", "步骤", "阶段", "目标",
];

#[rustfmt::skip]
const GUIDANCE: &[&str] = &[
    "指导思想", "总体要求", "总体思路", "基本原则", "工作原则", "基本思路", "工作思路", "编制依据", "背景",
    "总则", "适用范围", "试点范围", "实施范围", "基本情况", "现状", "形势",
];
#[rustfmt::skip]
const GOALS: &[&str] = &[
    "工作目标", "总体目标", "发展目标", "主要目标", "具体目标", "预期目标", "建设目标", "创建目标", "行动目标",
    "目标要求", "阶段目标", "目标任务", "任务目标", "年度目标", "主要指标", "指标体系", "绩效目标", "重点目标",
    "目标指标", "实施目标", "整治目标", "试点目标", "战略目标",
];
#[rustfmt::skip]
const TASKS: &[&str] = &[
    "任务", "工作内容", "工作措施", "主要措施", "具体措施", "重点工作", "重点举措", "主要举措", "工作举措",
    "建设内容", "实施内容", "重点工程", "政策措施", "工作重点", "主要内容", "重点内容", "重点行动", "重点项目",
    "改革举措", "具体举措", "主要工作", "工作安排", "推进措施", "实施路径", "支持政策", "具体内容", "整治内容",
    "创建内容", "行动内容", "重点方向", "实施举措",
];
#[rustfmt::skip]
const STAGES: &[&str] = &[
    "实施步骤", "工作步骤", "推进步骤", "实施阶段", "工作阶段", "阶段安排", "进度安排", "时间安排", "工作进度",
    "实施进度", "步骤安排", "时间步骤", "方法步骤", "工作安排及步骤", "实施计划", "推进计划", "工作计划安排",
    "时间进度", "推进安排", "步骤和时间", "实施安排", "创建步骤", "活动安排", "步骤方法", "工作流程",
];
#[rustfmt::skip]
const SAFEGUARDS: &[&str] = &[
    "保障措施", "保障举措", "组织保障", "工作保障", "保障机制", "实施保障", "组织实施", "工作要求", "有关要求",
    "相关要求", "保障工作", "保障体系", "组织领导", "推进机制", "工作机制", "政策保障",
];
const DUTIES: &[&str] = &[
    "职责分工",
    "部门职责",
    "工作职责",
    "责任分工",
    "工作分工",
    "单位职责",
    "职能分工",
    "组织机构及职责",
    "职责任务",
];
const CLOSING: &[&str] = &["附则", "其他事项", "有关说明", "联系方式"];

impl SectionKind {
    /// The kind that a title names; the more telling words come first.
    pub(crate) fn of(title: &str) -> SectionKind {
        let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
        if title.chars().count() > 30 {
            SectionKind::Other
        } else if has(STAGES) {
            SectionKind::Stages
        } else if has(DUTIES) {
            SectionKind::Duties
        } else if has(GOALS) || title.ends_with("目标") {
            SectionKind::Goals
        } else if has(TASKS) {
            SectionKind::Tasks
        } else if has(GUIDANCE) {
            SectionKind::Guidance
        } else if has(SAFEGUARDS) || is_short(title, "保障") || is_short(title, "要求") {
            SectionKind::Safeguards
        } else if has(CLOSING) {
            SectionKind::Closing
        } else {
            SectionKind::Other
        }
    }
}

/// 强化保障, 工作要求: a short title that ends so.
fn is_short(title: &str, end: &str) -> bool {
    title.ends_with(end) && title.chars().count() <= 6
}

/// Whether a safeguards title is certain (保障措施) or may also head tasks (强化组织领导).
pub(crate) fn is_plain_safeguard(title: &str) -> bool {
    title.contains("保障") || title.contains("要求") || title.contains("组织实施")
}

#[cfg(test)]
mod tests {
    use super::SectionKind;

    #[test]
    fn titles_name_the_kind_of_a_section() {
        let cases = [
            ("指导思想", SectionKind::Guidance),
            ("工作目标", SectionKind::Goals),
            ("工作任务", SectionKind::Tasks),
            ("实施步骤", SectionKind::Stages),
            ("工作进度", SectionKind::Stages),
            ("保障举措", SectionKind::Safeguards),
            ("有关要求", SectionKind::Safeguards),
            ("总体要求", SectionKind::Guidance),
            ("试点任务", SectionKind::Tasks),
            ("职责分工", SectionKind::Duties),
            ("加快推动农机装备产业高质量发展", SectionKind::Other),
        ];
        for (title, kind) in cases {
            assert_eq!(SectionKind::of(title), kind, "{title}");
        }
    }
}
