//! Characters that only a font knows.
//!
//! A PDF maps the shapes of its font back to characters. Many shapes serve two of them, the radical ⽅ (U+2F45) and the
//! character 方 (U+65B9), and makers of PDF often name the radical. Nobody writes radicals in running text, so they are
//! put back to the characters; likewise the ligatures of Latin fonts.

/// The characters of U+2F00 to U+2FD5, in order.
const KANGXI: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴\
    廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿\
    目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵\
    邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Pairs of a radical of the block U+2E80 to U+2EF3 and its character.
const SUPPLEMENT: &str = "\
    ⺁厂⺇几⺌小⺎兀⺏尣⺒巳⺓幺⺛旡⺟母⺠民⺬示⺶羊⺻聿⺼月⺽臼⺾艹⻁虎⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅\
    ⻑長⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龟⻲亀⻳龟";

/// The text with radicals and ligatures put back.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\u{2e80}'..='\u{2fd5}' => plain.push(unified(character)),
            'ﬀ' => plain.push_str("ff"),
            'ﬁ' => plain.push_str("fi"),
            'ﬂ' => plain.push_str("fl"),
            'ﬃ' => plain.push_str("ffi"),
            'ﬄ' => plain.push_str("ffl"),
            '\u{a0}' => plain.push(' '),
            '\u{ad}' | '\u{200b}' | '\u{feff}' => {}
            _ => plain.push(character),
        }
    }
    plain
}

fn unified(radical: char) -> char {
    let place = u32::from(radical).checked_sub(0x2f00).and_then(|place| usize::try_from(place).ok());
    if let Some(place) = place {
        return KANGXI.chars().nth(place).unwrap_or(radical);
    }
    let mut pairs = SUPPLEMENT.chars();
    while let (Some(from), Some(to)) = (pairs.next(), pairs.next()) {
        if from == radical {
            return to;
        }
    }
    radical
}

#[cfg(test)]
mod tests {
    use super::{KANGXI, SUPPLEMENT, plain};

    #[test]
    fn radicals_and_ligatures_become_characters() {
        assert_eq!((KANGXI.chars().count(), SUPPLEMENT.chars().count() % 2), (214, 0));
        assert_eq!(plain("⽰例县实施⽅案⻓⻬ﬁle"), "示例县实施方案长齐file");
    }
}
