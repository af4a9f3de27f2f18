use jiff::civil::Date;
use kernel::Wording;
use serde::Serialize;

/// How a duty stands, in the order from good to bad: what is not known is no good news, and no bad news either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Light {
    /// 达序时: what is due is proved.
    Green,
    /// 未到期或无数据: nothing is due, or nobody has said what would prove it.
    Grey,
    /// 欠序时: nothing due is missing, but something is wrong.
    Yellow,
    /// 滞后: something due is missing.
    Red,
}

/// Something that proves a duty, as the list of proofs asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// What it is.
    pub what: String,
    /// Of which kind, as a code; none where the list does not say.
    pub kind: Option<String>,
    /// Who has to vouch for it, as a code; likewise.
    pub trust: Option<String>,
    /// The last day for it.
    pub due: Date,
    /// How many are asked for.
    pub wanted: u32,
    /// How many somebody outside the body has accepted.
    pub accepted: u32,
}

/// What is known of a duty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// What has to prove it.
    pub proofs: Vec<Proof>,
    /// Reports on it whose day is over.
    pub late_reports: u32,
    /// Reports on it that were given back.
    pub returned_reports: u32,
    /// Whether the body itself says, in its newest report, that it is behind.
    pub says_behind: bool,
    /// Slips about it that are not closed.
    pub open_slips: u32,
    /// Whether somebody holds it to be worse: how bad, and why.
    pub cautions: Vec<(Light, String)>,
}

/// A light with the reasons for it, the worst first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The light.
    pub light: Light,
    /// What the light would be without what people hold it to be.
    pub computed: Light,
    /// Why, in sentences.
    pub reasons: Vec<Wording>,
}

/// The light of a duty on a day.
///
/// Red: a proof that is due is missing, or a report is late. Yellow: nothing of that, but a report was given back, a slip is
/// open, or the body says that it is behind. Green: every proof that is due is accepted, and there is one. Grey: all else. A
/// caution only makes it worse. What is not evidence never makes a light greener.
pub fn judge(known: &Known, today: Date) -> Judged {
    let mut reasons: Vec<(Light, Wording)> = Vec::new();
    let is_missing = |proof: &&Proof| proof.due < today && proof.accepted < proof.wanted;
    for proof in known.proofs.iter().filter(is_missing) {
        let Proof { what, due, wanted, accepted, .. } = proof;
        let (zh, en) = (
            format!("“{what}”{due}前应有{wanted}份，已采纳{accepted}份"),
            format!("{wanted} of “{what}” were due by {due}; {accepted} are accepted"),
        );
        reasons.push((Light::Red, Wording::new(zh, en)));
    }
    let mut counted = |count: u32, light: Light, zh: &str, en: &str| {
        if count > 0 {
            reasons.push((light, Wording::new(format!("{count}份{zh}"), format!("{count} {en}"))));
        }
    };
    counted(known.late_reports, Light::Red, "季度报告逾期未报", "quarterly reports are late");
    counted(known.returned_reports, Light::Yellow, "季度报告退回补正", "quarterly reports were given back");
    counted(known.open_slips, Light::Yellow, "督促单没有销号", "slips are not closed");
    if known.says_behind {
        let said = Wording::new("单位自己报告欠进度", "the body itself reports that it is behind");
        reasons.push((Light::Yellow, said));
    }
    if reasons.is_empty() {
        reasons.push(undisturbed(known, today));
    }
    let computed = reasons.iter().map(|(light, _)| *light).max().unwrap_or(Light::Grey);
    for (light, why) in &known.cautions {
        let (zh, en) = (format!("提级：{why}"), format!("held to be worse: {why}"));
        reasons.push((*light, Wording::new(zh, en)));
    }
    let light = reasons.iter().map(|(light, _)| *light).max().unwrap_or(computed);
    reasons.sort_by_key(|(light, _)| std::cmp::Reverse(*light));
    Judged { light, computed, reasons: reasons.into_iter().map(|(_, why)| why).collect() }
}

/// Where nothing is wrong: proved, not due, or nobody has said what would prove it.
fn undisturbed(known: &Known, today: Date) -> (Light, Wording) {
    if known.proofs.is_empty() {
        let why = Wording::new("没有佐证清单，不知道凭什么算完成", "there is no list of what would prove it");
        return (Light::Grey, why);
    }
    let accepted: u32 = known.proofs.iter().map(|proof| proof.accepted).sum();
    if accepted > 0 {
        let why = Wording::new(
            format!("到期的佐证都已采纳，共{accepted}份"),
            format!("every proof that is due is accepted, {accepted} in all"),
        );
        return (Light::Green, why);
    }
    let next = known.proofs.iter().map(|proof| proof.due).filter(|due| *due >= today).min();
    let next = next.map_or_else(String::new, |day| day.to_string());
    (
        Light::Grey,
        Wording::new(format!("还没有到期的佐证，最近一份{next}"), format!("nothing is due before {next}")),
    )
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 25);

    fn proof(due: Date, wanted: u32, accepted: u32) -> Proof {
        Proof { what: "会议纪要".to_owned(), kind: None, trust: None, due, wanted, accepted }
    }

    /// What is known, and the light: the rule as a table.
    #[test]
    fn the_rule_holds_case_by_case() {
        let (past, future) = (date(2026, 9, 30), date(2026, 12, 31));
        let with = |proofs: Vec<Proof>| Known { proofs, ..Known::default() };
        let table = [
            ("没有佐证清单", Known::default(), Light::Grey),
            ("没有到期，也没有佐证", with(vec![proof(future, 1, 0)]), Light::Grey),
            ("没有到期，已有佐证", with(vec![proof(future, 2, 1)]), Light::Green),
            ("当天还不算逾期", with(vec![proof(TODAY, 1, 0)]), Light::Grey),
            ("到期，佐证不够", with(vec![proof(past, 2, 1)]), Light::Red),
            ("到期，佐证都已采纳", with(vec![proof(past, 2, 2), proof(future, 1, 0)]), Light::Green),
            ("报告逾期", Known { late_reports: 1, ..with(vec![proof(past, 1, 1)]) }, Light::Red),
            ("报告退回", Known { returned_reports: 1, ..with(vec![proof(past, 1, 1)]) }, Light::Yellow),
            ("自报欠进度", Known { says_behind: true, ..with(vec![proof(past, 1, 1)]) }, Light::Yellow),
            ("有督促单", Known { open_slips: 1, ..with(vec![proof(past, 1, 1)]) }, Light::Yellow),
        ];
        for (what, known, light) in table {
            assert_eq!(judge(&known, TODAY).light, light, "{what}");
            assert!(!judge(&known, TODAY).reasons.is_empty(), "{what}");
        }
    }

    /// Whatever is known: more bad news, more that people hold against it, and time never make a light greener; and without
    /// accepted evidence nothing is green.
    #[test]
    fn only_evidence_makes_a_light_greener() {
        let proofs = [vec![], vec![proof(date(2026, 9, 30), 2, 1)], vec![proof(date(2026, 12, 31), 1, 1)]];
        for proofs in proofs {
            for bits in 0..32_u32 {
                let has = |bit: u32| u32::from(bits & (1 << bit) != 0);
                let known = Known {
                    proofs: proofs.clone(),
                    late_reports: has(0),
                    returned_reports: has(1),
                    says_behind: has(2) == 1,
                    open_slips: has(3),
                    cautions: vec![(Light::Yellow, "现场检查".to_owned()); has(4) as usize],
                };
                let before = judge(&known, TODAY);
                assert!(before.computed <= before.light);
                let worse = [
                    Known { late_reports: known.late_reports + 1, ..known.clone() },
                    Known { returned_reports: known.returned_reports + 1, ..known.clone() },
                    Known { says_behind: true, ..known.clone() },
                    Known { open_slips: known.open_slips + 1, ..known.clone() },
                    Known { cautions: vec![(Light::Red, "通报".to_owned())], ..known.clone() },
                ];
                for worse in worse {
                    assert!(judge(&worse, TODAY).light >= before.light, "{worse:?}");
                }
                // A caution for green changes nothing.
                let better = Known { cautions: vec![(Light::Green, "好".to_owned())], ..known.clone() };
                assert_eq!(judge(&better, TODAY).light, before.computed);
                if before.light == Light::Green {
                    assert!(known.proofs.iter().any(|proof| proof.accepted > 0), "{known:?}");
                }
                let later = judge(&known, TODAY + 60.days());
                assert!(later.light >= before.light, "time proves nothing: {known:?}");
            }
        }
    }
}
