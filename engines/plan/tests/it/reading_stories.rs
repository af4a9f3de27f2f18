//! Small things in plans that a reader can get wrong: a short text each, and what is to be read in it.

use kernel::Line;
use plan::{Plan, Watch, read};

const TITLE: &str = "云溪县质量强县建设实施方案（2025-2027年）";

fn plan(body: &str) -> Plan {
    read(&Line::split(&format!("{TITLE}\n{body}")), &Watch::default())
}

/// `subject number unit by`
fn targets(body: &str) -> Vec<String> {
    let shown = |target: &plan::Target| {
        let by = target.by.as_deref().unwrap_or("-");
        format!("{} {}{} {by}", target.subject, target.number, target.unit)
    };
    plan(body).targets.iter().map(shown).collect()
}

/// `title: lead / responsible`
fn tasks(body: &str) -> Vec<String> {
    let shown = |task: &plan::Task| {
        let title = task.title.as_deref().unwrap_or(&task.text);
        format!("{title}: {} / {}", task.lead.join("、"), task.responsible.join("、"))
    };
    plan(body).tasks.iter().map(shown).collect()
}

#[test]
fn each_number_has_its_own_subject_and_date() {
    #[rustfmt::skip]
    let cases: &[(&str, &[&str])] = &[
        (
            "一、工作目标\n到2025年、2026年、2027年，全县有效发明专利分别达到800件、900件、1000件。",
            &["全县有效发明专利 800件 2025", "全县有效发明专利 900件 2026", "全县有效发明专利 1000件 2027"],
        ),
        ("一、工作目标\n到2027年，质押融资额较2023年增长30%。", &["质押融资额 30% 2027"]),
        ("一、工作目标\n到2027年，新增注册商标1000件。", &["注册商标 1000件 2027"]),
        ("一、工作任务\n开展专利导航，每年不少于1项。", &["专利导航 1项 -"]),
        ("一、工作目标\n到2027年，依托园区建设维权工作站3家。", &["维权工作站 3家 2027"]),
    ];
    for (body, expected) in cases {
        assert_eq!(targets(body), *expected, "{body}");
    }
}

#[test]
fn tasks_have_the_owners_their_table_or_sentence_names() {
    #[rustfmt::skip]
    let cases: &[(&str, &[&str])] = &[
        (
            "序号\t任务\t牵头\t配合\t时限\n1\t商标品牌建设\t县市场监管局\t县商务局\t2026年6月\n2\t专利提升\t县科技局\t县工信局\t2027年",
            &["商标品牌建设: 县市场监管局 / 县商务局", "专利提升: 县科技局 / 县工信局"],
        ),
        (
            "| 序号 | 任务 | 牵头单位 | 配合单位 |\n|---|---|---|---|\n| 1 | 专利<br>提升 | 县科技局 | 县工信局<br>县商务局 |",
            &["专利提升: 县科技局 / 县工信局、县商务局"],
        ),
        (
            "1.开展培训。（牵头单位：县科技局）\n2.建立标准。（牵头单位：县商务局）\n附件：1.任务分工表\n2.指标分解表\n3.名词解释",
            &["开展培训: 县科技局 / ", "建立标准: 县商务局 / "],
        ),
    ];
    for (body, expected) in cases {
        assert_eq!(tasks(body), *expected, "{body}");
    }
}
