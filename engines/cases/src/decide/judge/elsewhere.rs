//! What guards see of other cases, and of the duty that a case is about.

use kernel::Wording;

use super::{Fails, Judging};
use crate::guard::text_of;
use crate::{CHILDREN, LIGHT, light, parts};

/// Others that a refusal names at most; how many there are it always says.
const NAMED_MAX: usize = 10;

impl Judging<'_> {
    /// That cases which this one opened are not settled.
    pub(super) fn children(&self) -> Option<Fails> {
        let open = self.facts.get(CHILDREN)?;
        let number = &open.first()?.key;
        let what = match open.len() {
            1 => Wording::new(format!("{number}还没有办结"), format!("{number} has not ended yet")),
            count => Wording::new(
                format!("{number}等{count}件还没有办结"),
                format!("{number} and {} others have not ended yet", count - 1),
            ),
        };
        let remedy = Wording::new("请先办结由它开办的事项", "end what this case opened first");
        Some(Fails { field: None, what, remedy })
    }

    /// That parts of others were not accepted and the text does not name whose: nobody is averaged away.
    pub(super) fn parts(&self, same: &[String], unless: &str) -> Option<Fails> {
        let text = self.fields.get(unless).map(text_of).unwrap_or_default();
        let open = self.facts.get(&parts(same))?.iter();
        let called =
            |key: &str, title: Option<&Wording>| title.cloned().unwrap_or_else(|| Wording::new(key, key));
        let names = open.map(|found| called(&found.key, found.title.as_ref()));
        let unnamed: Vec<Wording> = names.filter(|name| !text.contains(&name.zh)).collect();
        if unnamed.is_empty() {
            return None;
        }
        let list = |of: fn(&Wording) -> &str, comma: &str| {
            unnamed.iter().take(NAMED_MAX).map(of).collect::<Vec<&str>>().join(comma)
        };
        let (zh, en) = (list(|name| &name.zh, "、"), list(|name| &name.en, ", "));
        let count = unnamed.len();
        let what = (
            format!("没有写明{zh}等{count}家：所承担的部分还没有采纳"),
            format!("does not name {en} ({count} in all), whose parts are not accepted"),
        );
        let remedy = (
            "请先采纳；没有答复的，逐家写明名称和原因",
            "accept them first; name each that has not answered, and say why",
        );
        Some(self.of_field(unless, (&what.0, &what.1), remedy))
    }

    /// That something else is said of a duty than its light says, without a word why.
    pub(super) fn disagrees(
        &self,
        field: &str,
        (well, behind): (&[String], &[String]),
        duty: &str,
        unless: &str,
    ) -> Option<Fails> {
        let found = self.facts.get(&light(duty))?.first()?;
        let shines = found.fields.get(LIGHT).map(text_of);
        let (doubted, what) = match shines.as_deref() {
            Some("green") => {
                (behind, ("差于系统判定的达序时", "is worse than the light of the duty, which is on course"))
            }
            Some("yellow") => {
                (well, ("好于系统判定的欠序时", "is better than the light of the duty, which is behind"))
            }
            _ => (well, ("好于系统判定的滞后", "is better than the light of the duty, which is late")),
        };
        let said = text_of(self.fields.get(field)?);
        if self.fields.contains_key(unless) || !doubted.contains(&said) {
            return None;
        }
        let unless = self.title(unless);
        let remedy = (
            format!("请核对；确实如此的，在“{}”写明理由", unless.zh),
            format!("check it; if it is so, say why in {}", unless.en),
        );
        Some(self.of_field(field, what, (&remedy.0, &remedy.1)))
    }
}
