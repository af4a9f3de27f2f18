mod scan;

use kernel::declaration::{Reader, Table};
use kernel::{Problem, Wording};
use memchr::memmem::Finder;

use scan::{Degrees, folded, goes_on, holds, parts, without};

/// The file of a pack that says what never enters.
pub(crate) const FILE: &str = "gate.toml";

/// What never enters, whatever it is sent for.
#[derive(Debug, Clone, Default)]
pub struct Gate {
    marks: Vec<Mark>,
}

/// Words by which a file is known that must not enter.
#[derive(Debug, Clone)]
struct Mark {
    degrees: Degrees,
    /// Characters that stand in every degree: a text without one of these carries none. Every cell of a file is searched for them.
    hints: Vec<Finder<'static>>,
    /// They stand anywhere.
    within: Vec<Vec<char>>,
    /// Characters that stand in every one of these.
    hints_within: Vec<Finder<'static>>,
    /// Words that hold one of these and mean nothing by it.
    apart: Vec<Vec<char>>,
    what: Wording,
}

impl Gate {
    /// Reads `gate.toml`.
    ///
    /// # Errors
    /// Every problem of the file.
    pub fn read(file: &str, text: &str) -> Result<Gate, Vec<Problem>> {
        let reader = Reader::new(file, text)?;
        let root = reader.root();
        root.required_schema(1);
        let marks = root.tables("mark").iter().filter_map(mark).collect();
        reader.finish_with(Some(Gate { marks }))
    }

    /// Why a file with this cell or line must not enter; none if it may.
    pub fn stops(&self, text: &str) -> Option<&Wording> {
        self.stops_after("", text)
    }

    /// The same of a line that stands below another: a word that means nothing may begin there, as where a column of a page is narrow.
    pub fn stops_after(&self, before: &str, text: &str) -> Option<&Wording> {
        self.marks.iter().find(|mark| mark.is_in(before, text)).map(|mark| &mark.what)
    }

    /// Why what has these lines must not enter; none if it may.
    pub fn stops_lines(&self, text: &str) -> Option<&Wording> {
        self.stops_each(text.lines())
    }

    /// The same of lines in their order.
    pub fn stops_each<'l>(&self, lines: impl IntoIterator<Item = &'l str>) -> Option<&Wording> {
        let mut before = "";
        lines.into_iter().find_map(|line| self.stops_after(std::mem::replace(&mut before, line), line))
    }

    /// Why a file of this name must not enter; none if neither the name nor a folder in it says anything against it.
    pub fn stops_name(&self, name: &str) -> Option<&Wording> {
        let is_in = |mark: &&Mark| parts(name).any(|part| mark.is_in("", part) || mark.is_in_name(part));
        self.marks.iter().find(is_in).map(|mark| &mark.what)
    }
}

impl Mark {
    fn is_in(&self, before: &str, text: &str) -> bool {
        let may_hold = !self.within.is_empty() && has_all(&self.hints_within, text);
        let may_mark = has_all(&self.hints, text);
        if !may_hold && !may_mark {
            return false;
        }
        let text = goes_on(before, folded(text), &self.apart);
        let left = without(&text, &self.apart);
        may_hold && holds(&left, &self.within) || may_mark && self.degrees.mark(&left)
    }

    fn is_in_name(&self, name: &str) -> bool {
        has_all(&self.hints, name) && self.degrees.mark_name(&without(&folded(name), &self.apart))
    }
}

fn has_all(characters: &[Finder<'static>], text: &str) -> bool {
    characters.iter().all(|character| character.find(text.as_bytes()).is_some())
}

/// The characters that stand in every one of these words and are written in one way only.
fn common(words: &[Vec<char>]) -> Vec<Finder<'static>> {
    let Some((first, others)) = words.split_first() else { return Vec::new() };
    let is_common = |character: &&char| {
        matches!(character, '\u{4e00}'..='\u{9fff}') && others.iter().all(|word| word.contains(character))
    };
    let characters = first.iter().filter(is_common);
    characters.map(|character| Finder::new(&character.to_string()).into_owned()).collect()
}

fn mark(table: &Table<'_>) -> Option<Mark> {
    let list = |key| -> Vec<Vec<char>> {
        let words = table.optional::<Vec<String>>(key).unwrap_or_default();
        words.iter().map(|word| folded(word)).collect()
    };
    let (degrees, labels, within) = (list("degrees"), list("labels"), list("within"));
    let (apart, what) = (list("apart"), table.required("what"));
    // For who reads the file.
    for key in ["basis", "source", "certainty"] {
        let _: Option<String> = table.required(key);
    }
    Some(Mark {
        hints: common(&degrees),
        degrees: Degrees::new(degrees, labels),
        hints_within: common(&within),
        within,
        apart,
        what: what?,
    })
}

#[cfg(test)]
mod tests {
    use super::Gate;

    fn gate() -> Gate {
        Gate::read("gate.toml", include_str!("../../../packs/china/gate.toml")).unwrap()
    }

    /// What a line or a cell says, and whether it is stopped.
    #[test]
    fn marks_stop_what_carries_them_and_nothing_else() {
        let gate = gate();
        for (text, is_stopped) in [
            // A degree alone.
            ("秘密", true),
            ("机　密", true),
            ("【绝密】", true),
            ("（秘密）", true),
            ("秘密级", true),
            // A degree with a star or a term.
            (" 机密★10年 ", true),
            ("机密 ★ 10 年", true),
            ("绝密★长期", true),
            ("绝密☆", true),
            ("长开知〔2026〕3号 秘密★5年 共2页", true),
            ("秘密 10年", true),
            ("机密１０年", true),
            ("绝密（长期）", true),
            ("秘密 6个月", true),
            // A degree behind its label.
            ("密级：机密★5年", true),
            ("密级：机密", true),
            ("密级:机密", true),
            ("密级 秘密", true),
            ("密级秘密", true),
            ("密 级： 绝 密", true),
            ("密级﹕秘密级", true),
            ("密级：【机密】", true),
            ("密级：秘密 10年", true),
            ("文号：演示1号　密级：机密　份号：2", true),
            ("密级：机密，保密期限：10年", true),
            ("保密等级：秘密", true),
            ("密级和保密期限：机密 10年", true),
            // Patents of national defence: what is one, is of one, or has the number of one.
            ("国防专利", true),
            ("国 防　专 利", true),
            ("国防专利申请", true),
            ("国 防 专 利 申 请 书", true),
            ("【国防专利】", true),
            ("专利类型：国防专利", true),
            ("专利类型 国防专利", true),
            ("专利种类：国防专利，密级另行标注", true),
            ("依国防专利条例第三条，本件为国防专利", true),
            ("是否国防专利：是", true),
            ("国防专利号：ZL202410123456.0", true),
            ("国防专利申请号: 202410123456.0", true),
            ("国防专利申请号２０２４１０１２３４５６．０", true),
            // That plans and answers speak of them, and that something is none.
            ("推动国防专利解密转化，促进国防专利转化运用", false),
            ("一种国防专利转用的方法", false),
            ("国防专利不进入台账和统计", false),
            ("涉军成果和国防专利如何保密审查，谁把关，哪些数据不得进入台账和统计？", false),
            ("有效发明专利（国防专利除外）", false),
            ("不包括国防专利", false),
            ("无国防专利", false),
            ("是否国防专利：否", false),
            ("是否国防专利：□是 □否", false),
            ("专利类型：非国防专利", false),
            ("专利类型：发明", false),
            ("国防专利申请号不得登记", false),
            // The ordinary subject of the office.
            ("商业秘密", false),
            ("商 业 秘 密", false),
            ("侵犯商业 秘密 案件", false),
            ("保密等级：机密（商业秘密）", false),
            ("密级：秘密 商业秘密", false),
            ("密级：机密（国家秘密）", true),
            ("商业秘密保护示范企业", false),
            ("商业秘密 10年", false),
            ("侵犯商业秘密★典型案例", false),
            ("密级：商业秘密", false),
            ("国家秘密载体销毁", false),
            ("保密", false),
            ("保密期限 10年", false),
            ("非涉密", false),
            ("加密芯片", false),
            // Sentences about degrees, and forms to choose from.
            ("秘密级以下不得外传", false),
            ("密级：秘密级以下不予公开", false),
            ("涉及秘密10年以上的", false),
            ("秘密 20年前的传说", false),
            ("绝密、机密、秘密三级", false),
            ("密级：绝密/机密/秘密", false),
            ("密级：绝密、机密或秘密", false),
            ("密级：绝密□ 机密□ 秘密□", false),
            ("密级：□绝密 □机密 □秘密", false),
            ("密级：无", false),
            ("密级：非密", false),
            ("《秘密》", false),
            ("待机 密封件", false),
            ("国防专利条例", false),
            ("本件不涉及国防专利", false),
            ("", false),
        ] {
            assert_eq!(gate.stops(text).is_some(), is_stopped, "{text}");
        }
    }

    /// What a file is called, and whether it is stopped.
    #[test]
    fn names_are_marks_by_how_they_begin_and_end() {
        let gate = gate();
        for (name, is_stopped) in [
            ("机密.docx", true),
            ("秘密", true),
            ("绝密级.pdf", true),
            ("（秘密）关于演示的通知.pdf", true),
            ("(机密)方案.ofd", true),
            ("【机密】方案.docx", true),
            ("关于演示的通知（机密）.docx", true),
            ("方案（秘密）修订稿.docx", true),
            ("机密-方案.docx", true),
            ("机密 方案.docx", true),
            ("方案_绝密.xlsx", true),
            ("秘密★方案.txt", true),
            ("机密10年方案.txt", true),
            ("资料/机密.docx", true),
            ("密级 秘密.txt", true),
            ("机密/方案.docx", true),
            ("资料/机密/", true),
            ("材料\\（秘密）附件\\方案.docx", true),
            ("国防专利清单.xlsx", true),
            ("国防专利.pdf", true),
            ("国防专利转化方案.pdf", false),
            ("商业秘密/方案.docx", false),
            ("商业 秘密.docx", false),
            ("商 业 秘 密.docx", false),
            ("商业秘密.docx", false),
            ("商业秘密保护指引.pdf", false),
            ("秘密保护指引.pdf", false),
            ("秘密级以下不予公开.docx", false),
            ("“秘密”商标档案.pdf", false),
            ("保密承诺书.docx", false),
            ("方案.docx", false),
            ("国防专利条例.pdf", false),
        ] {
            assert_eq!(gate.stops_name(name).is_some(), is_stopped, "{name}");
        }
    }

    #[test]
    fn each_line_of_what_is_typed_is_looked_at() {
        let gate = gate();
        assert!(gate.stops_lines("情况说明\n密级：机密\n其余略").is_some());
        assert!(gate.stops_lines("情况说明\n商业秘密保护\n其余略").is_none());
        // A narrow column breaks words where it ends.
        assert!(gate.stops_lines("案由\n侵犯商业\n秘密\n其余略").is_none());
        assert!(gate.stops_lines("侵犯商业\t2026年3月\n秘密\n其余略").is_none());
        assert!(gate.stops_lines("侵犯商业\n秘密★10年").is_some());
        assert!(gate.stops_lines("商业\n\n机密").is_some());
        assert!(gate.stops_lines("侵犯商业权益\n秘密").is_some());
    }
}
