//! What can be proven of the style sheet without eyes: contrast, and that both dark themes are the same.

use std::collections::BTreeMap;

const SHEET: &str = include_str!("../../static/app.css");

/// The colors of text and what it stands on; AA of WCAG 2.2 asks for 4.5.
const TEXTS: &[(&str, &[&str])] = &[
    (
        "ink",
        &[
            "ground",
            "shade",
            "sunken",
            "brand-shade",
            "information-shade",
            "good-shade",
            "warning-shade",
            "bad-shade",
        ],
    ),
    ("soft", &["ground", "shade", "sunken"]),
    ("brand", &["ground", "shade", "brand-shade"]),
    ("on-brand", &["brand"]),
    ("link", &["ground", "shade", "information-shade", "warning-shade"]),
    ("visited", &["ground", "shade"]),
    ("good", &["ground", "shade", "good-shade"]),
    ("warning", &["ground", "warning-shade"]),
    ("bad", &["ground", "shade", "bad-shade"]),
    ("information", &["ground", "information-shade"]),
    ("light-green", &["ground", "shade"]),
    ("light-yellow", &["ground", "shade"]),
    ("light-red", &["ground", "shade"]),
    ("light-grey", &["ground", "shade"]),
];

/// What is no text but has to be seen: edges of fields and the mark of the focus; AA asks for 3.
const SHAPES: &[(&str, &[&str])] =
    &[("edge", &["ground", "shade"]), ("focus", &["ground", "shade", "brand-shade"])];

type Colors = BTreeMap<String, String>;

/// The colors of the first block after a mark.
fn colors(mark: &str) -> Colors {
    let block = SHEET.split_once(mark).unwrap_or_else(|| panic!("the sheet has no {mark}")).1;
    let block = block.split_once('}').unwrap().0;
    let pairs = block.split(';').filter_map(|line| line.trim().strip_prefix("--")?.split_once(": "));
    pairs
        .filter(|(_, value)| value.starts_with('#'))
        .map(|(name, value)| (name.into(), value.into()))
        .collect()
}

/// The relative luminance of WCAG.
fn luminance(color: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&color[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

fn contrast(left: &str, right: &str) -> f64 {
    let (left, right) = (luminance(left), luminance(right));
    (left.max(right) + 0.05) / (left.min(right) + 0.05)
}

#[track_caller]
fn check(theme: &Colors, pairs: &[(&str, &[&str])], least: f64) {
    for (text, grounds) in pairs {
        for ground in *grounds {
            let ratio = contrast(&theme[*text], &theme[*ground]);
            assert!(ratio >= least, "{text} on {ground}: {ratio:.2} instead of {least}");
        }
    }
}

#[test]
fn text_can_be_read_in_both_themes() {
    for mark in [":root {", ":root[data-theme=\"dark\"] {"] {
        let theme = colors(mark);
        check(&theme, TEXTS, 4.5);
        check(&theme, SHAPES, 3.0);
    }
}

#[test]
fn dark_by_choice_and_dark_by_device_are_the_same() {
    assert_eq!(colors(":root[data-theme=\"dark\"] {"), colors(":root[data-theme=\"auto\"] {"));
    let light = colors(":root {");
    assert!(
        light.keys().eq(colors(":root[data-theme=\"dark\"] {").keys()),
        "both themes have the same colors"
    );
}

#[test]
fn the_measure_of_contrast_is_that_of_the_standard() {
    assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 0.01);
    assert!((contrast("#767676", "#ffffff") - 4.54).abs() < 0.01);
}

#[test]
fn the_sheet_loads_nothing() {
    for mark in ["url(", "@import", "@font-face", "http"] {
        assert!(!SHEET.replace("a[href^=\"http\"]", "").contains(mark), "{mark}");
    }
}
