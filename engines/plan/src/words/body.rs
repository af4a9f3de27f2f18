//! How the names of public bodies look.

/// Endings of names of bodies. A name of two characters or more that ends so is taken for a body where a body is
/// expected; nothing is taken for a body elsewhere because of its ending alone.
#[rustfmt::skip]
const ENDINGS: &[&str] = &[
    "局", "委", "办", "部", "厅", "署", "院", "所", "站", "中心", "办公室", "公室", "政府", "街道", "街道办",
    "办事处", "镇", "乡", "管委会", "管理委员会", "委员会", "园区", "产业园", "开发区", "高新区", "经开区",
    "新区", "示范区", "保税区", "度假区", "景区", "公司", "集团", "协会", "学会", "商会", "联合会", "总会",
    "总工会", "工会", "法院", "检察院", "分局", "支局", "总局", "支队", "大队", "总队", "银行", "人行",
    "领导小组", "专班", "单位", "部门", "机构", "组织", "企业", "学校", "大学", "学院", "党委", "党组", "工委",
    "党工委", "团委", "妇联", "科协", "文联", "侨联", "残联", "工商联", "社联", "社", "县", "区", "市", "省",
    "州", "旗", "村", "社区", "队", "处", "科", "室", "组", "馆", "台", "联社", "供销社", "监委", "纪委", "人大",
    "政协", "海关", "税务", "银保监会", "证监会", "会", "支行", "分行", "商行", "厂", "院校", "高校", "媒体",
    "国资", "党校", "法制办", "联席会议", "指挥部", "基地", "实验室", "平台", "网信办", "编办", "电网", "港务",
    "机关", "主体", "督查室",
];

/// Words for an open or a closed set of bodies rather than one.
#[rustfmt::skip]
const GROUPS: &[&str] = &[
    "成员单位", "相关部门", "有关部门", "有关单位", "相关单位", "各部门", "各单位", "相关职能部门", "职能部门",
    "各级各部门", "相关责任单位", "相关企业", "有关企业", "金融机构", "有关方面", "行业主管部门", "行业部门",
    "主管部门", "责任单位",
];

/// Whether a name looks like that of a body: by its ending, or because it speaks of a set (各街道).
pub(crate) fn looks_like(name: &str) -> bool {
    let count = name.chars().count();
    let outside = outside_brackets(name);
    if !(2..=40).contains(&count)
        || outside.chars().any(|c| "。；;，,：:！？!?、《》<>“”\"%由将对".contains(c))
    {
        return false;
    }
    // 区12345热线管理中心 has digits inside; 2024年 begins with them.
    if name.starts_with(|c: char| c.is_ascii_digit()) || name.chars().filter(char::is_ascii_digit).count() > 6
    {
        return false;
    }
    if BEGINNINGS.iter().any(|verb| name.starts_with(verb)) {
        return false;
    }
    let bare = without_bracket(name);
    is_group(name)
        || ENDINGS.iter().any(|end| bare.ends_with(end))
        || (bare.len() < name.len() && bare.chars().count() >= 2)
}

/// Verbs that begin a sentence and never a name.
#[rustfmt::skip]
const BEGINNINGS: &[&str] = &[
    "充分", "发挥", "加强", "建立", "完善", "支持", "推动", "依托", "明确", "强化", "健全", "落实", "提升", "成立", "组建",
    "构建", "鼓励", "引导", "积极", "开展", "推进", "加快", "实施", "严格", "深化", "优化", "坚持", "统筹", "加大",
];

/// The name without what stands in brackets: 各县（市、区）人民政府 → 各县人民政府.
fn outside_brackets(name: &str) -> String {
    let mut depth = 0_usize;
    let mut outside = String::new();
    for c in name.chars() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    outside
}

/// Whether the name stands for several bodies that have to be listed by somebody: 各街道, 成员单位, 相关部门.
pub(crate) fn is_group(name: &str) -> bool {
    let bare = without_bracket(name);
    (bare.starts_with('各') && bare.chars().count() >= 2) || GROUPS.iter().any(|group| bare.ends_with(group))
}

/// The name without a bracket at its end: 区市场监督管理局（知识产权局） → 区市场监督管理局.
pub(crate) fn without_bracket(name: &str) -> &str {
    if !name.ends_with([')', '）']) {
        return name;
    }
    let mut depth = 0;
    for (at, c) in name.char_indices().rev() {
        match c {
            ')' | '）' => depth += 1,
            '(' | '（' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &name[..at];
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_look_like_bodies() {
        for name in [
            "区市场监督管理局（知识产权局）",
            "马栏山（长沙）视频文创园发展服务中心",
            "各街道",
            "开福公安分局",
            "科技部",
            "国资委",
            "中国证监会",
        ] {
            assert!(looks_like(name), "{name}");
        }
        for name in ["设计人", "奖励", "IPv6", "2024年", "免税进口的科研仪器设备按有关政策规定执行"]
        {
            assert!(!looks_like(name), "{name}");
        }
    }

    #[test]
    fn groups_are_not_single_bodies() {
        assert!(is_group("各街道") && is_group("区知识产权协调领导小组成员单位") && is_group("市有关部门"));
        assert!(!is_group("沙坪街道") && !is_group("区财政局"));
    }
}
