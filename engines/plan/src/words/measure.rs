//! Words around numbers: units, comparisons, verbs that count, vague words.

use crate::model::Comparator;

/// Units of counted things and of quantities; a multiplier (万, 亿) may stand before them.
#[rustfmt::skip]
pub(crate) const UNITS: &[&str] = &[
    "个百分点", "百分点", "盏", "趟", "株", "户次", "架次", "口", "份", "个工作日", "工作日", "个月", "个", "件", "家次", "家",
    "项次", "项", "名", "人次", "人", "场次", "场", "次", "期", "所", "处", "座", "条", "台次", "台套", "台",
    "套", "户", "张", "册", "批次", "批", "天", "日", "小时", "分钟", "分", "元", "千瓦时", "千瓦", "兆瓦",
    "公里", "千米", "平方公里", "平方千米", "平方米", "立方米", "米", "亩", "公顷", "吨标准煤", "吨", "千克",
    "公斤", "升", "篇", "组", "种", "部", "对", "位", "类", "门", "辆", "艘", "株", "头", "只", "支", "部分",
    "级", "倍", "例", "宗", "起", "笔", "款", "片", "间", "栋", "床", "张床位", "班", "届", "微克/立方米",
    "毫克/立方米", "批次/千人", "件/万人", "%", "‰", "PFLOPS", "EFLOPS", "TB", "PB", "G", "GW", "MW", "kW",
    "多个", "字", "课时", "学时", "站", "村", "镇", "街道", "对次", "人天", "环节", "条次", "样", "幅", "枚",
    "项目", "单", "株次", "公里/小时", "度", "吨/年",
];

/// Units that measure time; such a number is a target only with a comparison.
pub(crate) const TIME_UNITS: &[&str] =
    &["个工作日", "工作日", "个月", "天", "日", "小时", "分钟", "课时", "学时", "年", "届", "期"];

/// Units of things that can be counted one by one.
#[rustfmt::skip]
pub(crate) const COUNTED: &[&str] = &[
    "个", "件", "盏", "趟", "户次", "架次", "口", "份", "家次", "家", "项次", "项", "名", "人次", "人", "场次", "场", "次",
    "期", "所", "处", "座", "条", "台次", "台套", "台", "套", "户", "张", "册", "批次", "批", "篇", "组", "种",
    "部", "对", "位", "类", "门", "辆", "艘", "例", "宗", "起", "笔", "款", "间", "栋", "班", "支", "站", "村",
    "镇", "枚", "单", "天", "只", "头",
];

/// What a comparing word before a number means. `reading` marks those that leave the direction to the reader.
pub(crate) const BEFORE: &[(&str, Comparator)] = &[
    ("突破", Comparator::More),
    ("超过", Comparator::More),
    ("超", Comparator::More),
    ("大于", Comparator::More),
    ("高于", Comparator::More),
    ("多于", Comparator::More),
    ("优于", Comparator::More),
    ("达到", Comparator::AtLeast),
    ("达", Comparator::AtLeast),
    ("不低于", Comparator::AtLeast),
    ("不少于", Comparator::AtLeast),
    ("不得少于", Comparator::AtLeast),
    ("不得低于", Comparator::AtLeast),
    ("不小于", Comparator::AtLeast),
    ("不短于", Comparator::AtLeast),
    ("至少", Comparator::AtLeast),
    ("最少", Comparator::AtLeast),
    ("提升到", Comparator::AtLeast),
    ("提升至", Comparator::AtLeast),
    ("提高到", Comparator::AtLeast),
    ("提高至", Comparator::AtLeast),
    ("增加到", Comparator::AtLeast),
    ("增加至", Comparator::AtLeast),
    ("增长到", Comparator::AtLeast),
    ("增长至", Comparator::AtLeast),
    ("增至", Comparator::AtLeast),
    ("扩大到", Comparator::AtLeast),
    ("扩大至", Comparator::AtLeast),
    ("上升到", Comparator::AtLeast),
    ("上升至", Comparator::AtLeast),
    ("拓展至", Comparator::AtLeast),
    ("拓展到", Comparator::AtLeast),
    ("保持在", Comparator::AtLeast),
    ("稳定在", Comparator::AtLeast),
    ("维持在", Comparator::AtLeast),
    ("保持", Comparator::AtLeast),
    ("稳定达到", Comparator::AtLeast),
    ("≥", Comparator::AtLeast),
    (">=", Comparator::AtLeast),
    ("不超过", Comparator::AtMost),
    ("不得超过", Comparator::AtMost),
    ("不多于", Comparator::AtMost),
    ("不高于", Comparator::AtMost),
    ("不大于", Comparator::AtMost),
    ("不长于", Comparator::AtMost),
    ("控制在", Comparator::AtMost),
    ("控制到", Comparator::AtMost),
    ("降至", Comparator::AtMost),
    ("降到", Comparator::AtMost),
    ("降低到", Comparator::AtMost),
    ("降低至", Comparator::AtMost),
    ("下降到", Comparator::AtMost),
    ("下降至", Comparator::AtMost),
    ("减少到", Comparator::AtMost),
    ("减少至", Comparator::AtMost),
    ("减至", Comparator::AtMost),
    ("压缩到", Comparator::AtMost),
    ("压缩至", Comparator::AtMost),
    ("压减到", Comparator::AtMost),
    ("压减至", Comparator::AtMost),
    ("压减为", Comparator::AtMost),
    ("压缩为", Comparator::AtMost),
    ("缩短到", Comparator::AtMost),
    ("缩短至", Comparator::AtMost),
    ("缩短为", Comparator::AtMost),
    ("缩减至", Comparator::AtMost),
    ("最多", Comparator::AtMost),
    ("至多", Comparator::AtMost),
    ("≤", Comparator::AtMost),
    ("<=", Comparator::AtMost),
    ("低于", Comparator::Less),
    ("小于", Comparator::Less),
    ("少于", Comparator::Less),
    ("约", Comparator::About),
    ("大约", Comparator::About),
    ("近", Comparator::About),
    ("接近", Comparator::About),
];

/// Words after a number and its unit.
pub(crate) const AFTER: &[(&str, Comparator)] = &[
    ("及以上", Comparator::AtLeast),
    ("(含)以上", Comparator::AtLeast),
    ("以上", Comparator::AtLeast),
    ("及以下", Comparator::AtMost),
    ("以内", Comparator::AtMost),
    ("之内", Comparator::AtMost),
    ("以下", Comparator::AtMost),
    ("左右", Comparator::About),
    ("上下", Comparator::About),
];

/// Words of growth and decline; the number behind them is a change.
#[rustfmt::skip]
pub(crate) const CHANGES: &[&str] = &[
    "年平均增长", "年均增长", "年均增速", "年均递增", "年均提高", "年均提升", "年均下降", "年增长", "每年增长",
    "每年提高", "逐年增长", "同比增长", "同比提高", "同比提升", "同比上升", "同比下降", "同比减少", "同比增加",
    "增长", "提高", "提升", "上升", "下降", "降低", "减少", "增加", "压减", "压缩", "缩短", "递增", "增幅",
    "增速", "新增", "净增", "扩大", "分别增长", "分别下降", "分别减少", "分别提高", "分别压减", "压降", "削减",
    "新增加",
];

/// Verbs whose object is counted.
#[rustfmt::skip]
pub(crate) const VERBS: &[&str] = &[
    "完成", "培育", "建成", "建设", "新建", "打造", "创建", "争创", "引进", "组织", "举办", "开展", "配备",
    "设立", "遴选", "认定", "获得", "实现", "形成", "推广", "支持", "扶持", "孵化", "培养", "培训", "评选",
    "发布", "制定", "制订", "办理", "查处", "新增", "建立", "推出", "推动", "指导", "聘请", "明确", "落地",
    "推行", "淘汰", "搬迁改造", "搬迁", "改造", "关停整合", "关停", "更新改造", "更新", "新改建", "扩建", "改建",
    "促成", "惠及", "服务", "登记", "申报", "新申报", "培训", "覆盖", "归集", "扩项", "抽检", "抽查", "抽测",
    "检查", "排查", "整治", "治理", "布局", "选树", "树立", "招引", "签约", "转化", "实施", "启动", "种植",
    "新登记", "发展", "纳入", "入库", "储备", "达成", "选派", "选聘", "吸引", "集聚", "征集", "推介", "出台",
    "编制", "修订", "命名", "听取", "召开", "安排", "投入", "争取", "完善", "创成", "规划建设", "新创建", "提供",
    "组建", "建有", "拥有", "设置", "帮扶", "走访", "帮助", "辅导", "解决", "化解", "调解", "受理", "审结",
    "侦办", "破获", "移送", "通过", "发放", "补贴", "奖励", "授予", "评定", "验收", "投产", "开工", "推进",
    "打通", "升级", "提质", "清理", "取消", "下放", "精简", "盘点", "指导建设", "组织开展", "新培育", "新认定",
    "新引进", "力争", "累计", "总规模", "年服务", "三年累计",
];

/// Words of manner between a subject and its comparison.
#[rustfmt::skip]
pub(crate) const MANNER: &[&str] = &[
    "三年累计", "比上年", "每季度", "每半年", "原则上", "力争", "累计", "每年", "每月", "分别", "总体", "稳定",
    "年均", "组织", "同比", "全年", "均", "各",
];

/// Vague words of direction.
#[rustfmt::skip]
pub(crate) const VAGUE: &[&str] = &[
    "持续增长", "持续提升", "持续提高", "稳步增长", "稳步提升", "稳步提高", "大幅提升", "大幅提高", "大幅增长",
    "显著提升", "显著提高", "显著增强", "明显提升", "明显提高", "明显增强", "明显改善", "进一步提升",
    "进一步提高", "合理增长", "合理提升", "不断增大", "不断提高", "不断提升", "不断增加", "不断增强", "逐年上升",
    "逐年增长", "逐年提高", "逐步提高", "逐步提升", "领先地位", "领先水平", "前列", "有效遏制", "有效提升",
    "更加强劲", "更加突出", "更加显著", "更加规范", "更加充分", "进一步加大", "进一步拓宽", "稳中有升",
    "全面提升", "清零", "快速增长", "较快增长", "位居前", "明显下降", "持续下降", "大幅下降",
];
