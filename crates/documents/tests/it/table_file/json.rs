use documents::limits;
use documents::table_file::TableFormat;

use super::{opened, rows};

#[test]
fn fields_of_the_first_lines_are_the_first_row() {
    let text = "{\"号\":\"202410123456.0\",\"分类\":[\"D05C 11/08\",\"G01L 5/04\"]}\n\n\
                {\"号\":\"202330654321.3\",\"日\":null,\"份\":12.50,\"是\":true,\"文\":[\"a;b\"]}\n";
    assert_eq!(opened(text.as_bytes()).1.format(), TableFormat::JsonLines);
    assert_eq!(
        rows(text.as_bytes()),
        [
            "0|号|分类|日|份|是|文",
            "1|202410123456.0|D05C 11/08；G01L 5/04||||",
            "3|202330654321.3|||12.5|true|a;b\n",
        ],
    );
}

#[test]
fn what_is_no_row_is_told_with_its_line() {
    for (text, expected) in [
        ("{\"a\":1}\n{\"a\":", "ends in the middle"),
        ("{\"a\":1}\n[1]\n", "line 2: it is damaged here"),
        ("{\"a\":1}\n{\"a\":{\"b\":1}}\n", "an object in a field"),
        ("{\"a\":1}\n{\"a\":1,\"a\":2}\n", "stands there twice"),
        ("{\"a\":1}\n{\"a\":1} {\"a\":2}\n", "line 2"),
    ] {
        let rows = rows(text.as_bytes());
        assert_eq!(rows[..2], ["0|a", "1|1"], "{text}");
        assert!(rows[2].contains(expected), "{text}: {}", rows[2]);
    }
    let late = format!("{}{{\"b\":1}}\n", "{\"a\":1}\n".repeat(limits::JSON_HEAD_LINES_MAX));
    assert!(rows(late.as_bytes()).last().unwrap().contains("b: a field that the first lines do not have"));
}
