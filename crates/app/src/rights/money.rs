use kernel::Wording;
use ledger::{Charge, Reduced, Standing, yuan};

/// What is paid, and why so much, in a few words: 全额2,000元，减缴85%后300元，滞纳金15%即300元.
pub fn charge(charge: &Charge) -> Wording {
    let mut zh = vec![format!("全额{}", yuan(charge.full).zh)];
    let mut en = vec![format!("{} in full", yuan(charge.full).en)];
    if let Some((why, percent)) = charge.reduced {
        let fee = yuan(charge.fee());
        let (why_zh, why_en) = match why {
            Reduced::Owner => ("减缴", "reduced by"),
            Reduced::Offer => ("开放许可减免", "for an open license less"),
        };
        zh.push(format!("{why_zh}{percent}%后{}", fee.zh));
        en.push(format!("{why_en} {percent} % to {}", fee.en));
    }
    if charge.surcharge > 0 {
        let surcharge = yuan(charge.surcharge);
        let percent = charge.late_percent.map(|percent| (format!("{percent}%即"), format!("{percent} %, ")));
        let (of_zh, of_en) = percent.unwrap_or_default();
        zh.push(format!("滞纳金{of_zh}{}", surcharge.zh));
        en.push(format!("surcharge {of_en}{}", surcharge.en));
    }
    Wording::new(zh.join("，"), en.join(", "))
}

/// How it stands, in a few words.
pub fn standing(standing: Standing) -> Wording {
    match standing {
        Standing::Ahead(0) => Wording::new("今天届满", "ends today"),
        Standing::Ahead(days) => Wording::new(format!("还有{days}天"), format!("{days} days left")),
        Standing::Grace(month) => {
            Wording::new(format!("宽限期第{month}个月"), format!("month {month} of the grace"))
        }
        Standing::Over => Wording::new("已过期", "time is over"),
    }
}
