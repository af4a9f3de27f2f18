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
fn what_is_no_row_is_told_with_its_line_and_the_others_are_read() {
    for (text, expected) in [
        ("{\"a\":1}\n[1]\n{\"a\":3}\n", "line 2: this is no whole JSON object"),
        ("{\"a\":1}\n{\"a\":\n{\"a\":3}\n", "line 2: this is no whole JSON object"),
        ("{\"a\":1}\n{\"a\":{\"b\":1}}\n{\"a\":3}\n", "an object in a field"),
        ("{\"a\":1}\n{\"a\":1,\"a\":2}\n{\"a\":3}\n", "stands there twice"),
        ("{\"a\":1}\n{\"a\":1} {\"a\":2}\n{\"a\":3}\n", "line 2"),
    ] {
        let rows = rows(text.as_bytes());
        assert_eq!(rows[..2], ["0|a", "1|1"], "{text}");
        assert!(rows[2].contains(expected), "{text}: {}", rows[2]);
        assert_eq!(rows[3..], ["3|3"], "{text}: one bad line ends nothing");
    }
    let cut = rows("{\"a\":1}\n{\"a\":".as_bytes());
    assert!(cut.len() == 3 && cut[2].contains("ends in the middle"), "{cut:?}");
    let none = rows("{a: 1}\n{b: 2}\n".as_bytes());
    assert!(none.len() == 1 && none[0].contains("line 1: this is no whole JSON object"), "{none:?}");
    let late = format!("{}{{\"b\":1}}\n{{\"a\":2}}\n", "{\"a\":1}\n".repeat(limits::JSON_HEAD_LINES_MAX));
    let rows = rows(late.as_bytes());
    assert!(rows[rows.len() - 2].contains("line 1001: b: a field that none of the first 1000 objects has"));
    assert_eq!(rows[rows.len() - 1], "1002|2", "only the row with the field is set aside");
}

#[test]
fn a_list_of_objects_is_read_one_by_one() {
    let pretty = "\u{feff}[\n  {\n    \"号\": \"1\",\n    \"名\": \"甲}\\\"{\"\n  },\n  {\"号\": \"2\", \"文\": [\"a\", \"b\"]}\n]\n";
    assert_eq!(opened(pretty.as_bytes()).1.format(), TableFormat::JsonLines);
    let expected = ["0|号|名|文", "1|1|甲}\"{|", "2|2||a；b"];
    assert_eq!(rows(pretty.as_bytes()), expected);
    // Without line ends, and in UTF-16.
    let flat: String = pretty.chars().filter(|c| !c.is_whitespace()).collect();
    assert_eq!(rows(flat.as_bytes()), expected);
    let wide: Vec<u8> = pretty.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(rows(&wide), expected);
    // Whatever else begins with a bracket is a table.
    assert_eq!(rows("[2026]1号,甲\n[2026]2号,乙\n".as_bytes()), ["1|[2026]1号|甲", "2|[2026]2号|乙"]);
}

#[test]
fn what_is_wrong_in_a_list_is_told_with_the_object() {
    for (text, expected) in [
        ("[{\"a\":1},{\"a\":", "ends in the middle"),
        ("[{\"a\":1}", "ends in the middle"),
        ("[{\"a\":1},2]", "line 2: it is damaged here: a list of objects is wanted"),
        ("[{\"a\":1}] {\"a\":2}", "line 2"),
        ("[{\"a\":1},{\"a\":1,\"a\":2}]", "stands there twice"),
        ("[{\"a\":1},{\"a\":{\"b\":1}}]", "an object in a field"),
    ] {
        let rows = rows(text.as_bytes());
        assert_eq!(rows[..2], ["0|a", "1|1"], "{text}");
        assert!(rows[2].contains(expected), "{text}: {}", rows[2]);
    }
    let after = rows("[{\"a\":1},{\"a\":x},{\"a\":3}]".as_bytes());
    assert!(after[2].contains("line 2: this is no whole JSON object"), "{after:?}");
    assert_eq!(after[3..], ["3|3"], "an object that is wrong ends nothing");
    // An object without an end is not gathered in memory.
    let large = format!("[{{\"a\":1}},{{\"a\":\"{}\"}}]", "字".repeat(3 * 1024 * 1024));
    assert!(rows(large.as_bytes())[2].contains("far too large"));
}
