//! What rights are called. Every name says that it is invented.

use super::patent::Kind;
use super::random::Random;

const OBJECTS: [&str; 20] = [
    "绣线张力",
    "视频素材",
    "物流托盘",
    "检测探头",
    "机械臂",
    "竹纤维板材",
    "净水组件",
    "电池模组",
    "刺绣图案",
    "医用敷料",
    "桥梁构件",
    "仓储货架",
    "图像特征",
    "语音片段",
    "冷链箱体",
    "数控刀具",
    "植物提取物",
    "展示道具",
    "保温墙体",
    "传输线路",
];

const MANNERS: [&str; 10] =
    ["自适应", "可折叠", "低功耗", "在线式", "模块化", "高精度", "防水型", "便携式", "多通道", "可追溯"];

const ENDS: [&str; 8] =
    ["检测方法", "处理装置", "控制系统", "制备方法", "识别方法", "连接结构", "管理系统", "清洗设备"];

const THINGS: [&str; 8] = ["绣屏", "包装盒", "灯具", "茶具", "展示架", "音箱", "座椅", "文具盒"];

/// Characters of the words of marks.
const SIGNS: [char; 24] = [
    '云', '禾', '澄', '岚', '桐', '屿', '星', '川', '朗', '霁', '汀', '沐', '青', '原', '竹', '溪', '橙',
    '鹭', '砚', '帆', '麓', '岑', '漫', '拾',
];

const GENRES: [&str; 6] = ["短片", "插画", "绣稿", "歌曲", "摄影集", "海报"];

const PROGRAMS: [&str; 8] =
    ["生产管理", "素材检索", "仓储调度", "质量检测", "在线教学", "门店收银", "数据填报", "设备监控"];

pub(super) fn of_patent(kind: Kind, random: &mut Random) -> String {
    if kind == Kind::Design {
        return format!("{}（{}）（演示数据）", random.pick(&THINGS), random.pick(&MANNERS));
    }
    let (manner, object) = (random.pick(&MANNERS), random.pick(&OBJECTS));
    format!("一种{manner}{object}{}（演示数据）", random.pick(&ENDS))
}

pub(super) fn of_mark(random: &mut Random) -> String {
    let signs: String = (0..random.between(2, 4)).map(|_| *random.pick(&SIGNS)).collect();
    format!("演示{signs}")
}

pub(super) fn of_work(random: &mut Random) -> String {
    let signs: String = (0..2).map(|_| *random.pick(&SIGNS)).collect();
    format!("演示{}《{signs}》（演示数据）", random.pick(&GENRES))
}

pub(super) fn of_software(random: &mut Random) -> String {
    format!("演示{}{}软件（演示数据）", random.pick(&OBJECTS), random.pick(&PROGRAMS))
}

/// An indication for a product, such as tea.
pub(super) fn of_origin(product: &str, random: &mut Random) -> String {
    format!("演示{}{product}（演示数据）", random.pick(&SIGNS))
}

pub(super) fn of_variety(plant: &str, random: &mut Random) -> String {
    format!("演示{}{plant}{}号（演示数据）", random.pick(&SIGNS), random.between(1, 100))
}

pub(super) fn of_layout(random: &mut Random) -> String {
    format!("演示{}{}芯片（演示数据）", random.pick(&MANNERS), random.pick(&OBJECTS))
}

/// A place where firms work together, such as an incubator.
pub(super) fn of_facility(what: &str, random: &mut Random) -> String {
    let signs: String = (0..2).map(|_| *random.pick(&SIGNS)).collect();
    format!("演示{signs}{what}（演示数据）")
}
