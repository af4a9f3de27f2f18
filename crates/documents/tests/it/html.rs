use documents::{Encoding, Error, read_text};

use crate::check::{check, codes, refused};

#[test]
fn a_page_without_end_tags_is_read() {
    check(
        "a.html",
        "<p>一<p>二<br>三<ul><li>四<li>五</ul>六".as_bytes(),
        &["一", "二", "三", "• 四", "• 五", "六"],
    );
}

#[test]
fn spans_repeat_what_a_reader_sees() {
    let page = "<table><tr><th rowspan=3>甲<th colspan=2>乙<th>丙<tr><td>1<td>2<td rowspan=2>3<tr><td>4<td>5</table>";
    check("a.html", page.as_bytes(), &["甲|乙|乙|丙", "甲|1|2|3", "甲|4|5|3"]);
}

#[test]
fn tables_that_only_arrange_the_page_give_their_lines() {
    let page =
        "<table><tr><td>左<td><table><tr><td>1<td>2</table>后</table><table><tr><td><p>一<p>二</table>";
    check("a.html", page.as_bytes(), &["左", "1|2", "后", "一", "二"]);
}

#[test]
fn hidden_parts_are_skipped_and_unclosed_ones_noted() {
    let page = "<p>一</p><div hidden><div>隐</div></div><style>p{}</style><noscript>没有</noscript><p>二</p>";
    check("a.html", page.as_bytes(), &["一", "二"]);
    let document = check("a.html", "<p>一</p><nav>首页<p>二</p>".as_bytes(), &["一"]);
    assert_eq!(codes(&document), ["html-part-not-closed"]);
}

#[test]
fn the_declared_encoding_counts_unless_the_bytes_say_otherwise() {
    let (big5, _, _) = encoding_rs::BIG5.encode("<meta charset=big5><p>方案</p>");
    assert_eq!(check("a.html", &big5, &["方案"]).encoding, Some(Encoding::Declared("Big5")));
    let lying = "<meta charset=gb2312><p>方案</p>";
    assert_eq!(check("a.html", lying.as_bytes(), &["方案"]).encoding, Some(Encoding::Utf8));
}

#[test]
fn spans_cannot_multiply_without_end() {
    let page = format!("<table>{}</table>", "<tr><td rowspan=65534 colspan=1000>一<td>二".repeat(4000));
    assert!(matches!(refused("a.html", page.as_bytes()), Error::TooMuch { .. }));
    let page = format!("<table><tr><td>一<td colspan=1000>{}</table>", "长".repeat(1_000_000));
    assert!(matches!(refused("a.html", page.as_bytes()), Error::TooMuch { .. }));
}

#[test]
fn nesting_is_bounded_for_tables_and_harmless_for_the_rest() {
    let deep = "<div><b><ul><li>".repeat(50_000) + "一";
    check("a.html", deep.as_bytes(), &["• 一"]);
    assert!(matches!(
        read_text("a.html", "<table><tr><td>".repeat(1000).as_bytes()),
        Err(Error::TooMuch { .. })
    ));
}
