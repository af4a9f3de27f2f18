use documents::table_file::{Separator, TableFault, TableFile, TableFormat};
use documents::{Encoding, Error, ForeignFormat, limits};

use super::{opened, refused, rows, written};

fn format(bytes: &[u8]) -> (Encoding, Separator) {
    let format = opened(bytes).1.format();
    let TableFormat::Csv { encoding, separator } = format else { unreachable!("{format:?}") };
    (encoding, separator)
}

fn gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

#[test]
fn every_encoding_gives_the_same_rows() {
    let text = "申请号,名称\r\n202410123456.0,绣屏（演示数据）\r\n";
    let expected = ["1|申请号|名称", "2|202410123456.0|绣屏（演示数据）"];
    let wide = |to: fn(u16) -> [u8; 2]| -> Vec<u8> {
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(to).collect()
    };
    for (bytes, encoding) in [
        (text.as_bytes().to_vec(), Encoding::Utf8),
        (["\u{feff}", text].concat().into_bytes(), Encoding::Utf8),
        (gb18030(text), Encoding::Gb18030),
        (wide(u16::to_le_bytes), Encoding::Utf16Le),
        (wide(u16::to_be_bytes), Encoding::Utf16Be),
    ] {
        assert_eq!(format(&bytes), (encoding, Separator::Comma));
        assert_eq!(rows(&bytes), expected, "{encoding:?}");
    }
}

#[test]
fn characters_over_the_edge_of_a_piece_are_whole() {
    // Pieces have 64 KiB; characters of two, three and four bytes lie across every edge of some of these files.
    for shift in 0..4 {
        let text = format!("{}甲{}", "a".repeat(shift), "长沙湘绣𠀀\n".repeat(30_000));
        for bytes in [text.clone().into_bytes(), gb18030(&text)] {
            let rows = rows(&bytes);
            assert_eq!(rows.len(), 30_000);
            assert_eq!(rows[29_999], "30000|长沙湘绣𠀀");
            assert!(!rows.iter().any(|row| row.starts_with('!')), "shift {shift}");
        }
    }
}

#[test]
fn separators_are_found_below_titles_and_among_texts() {
    for (text, separator, expected) in [
        ("a,b\n1,2\n", Separator::Comma, "2|1|2"),
        ("a\tb\n1,5\t2\n", Separator::Tab, "2|1,5|2"),
        ("a;b;c\n1,5;2;3\n2;3;4\n", Separator::Semicolon, "2|1,5|2|3"),
        // Semicolons inside of cells, a title above.
        ("演示区专利清单\n号,类,名\n1,A01B;C02F,甲\n2,A01B;C02F,乙\n", Separator::Comma, "3|1|A01B;C02F|甲"),
        ("\"a;b\",c\n\"1;2;3\",4\n", Separator::Comma, "2|1;2;3|4"),
        ("一列\n甲\n", Separator::Comma, "2|甲"),
    ] {
        assert_eq!(format(text.as_bytes()).1, separator, "{text}");
        assert!(rows(text.as_bytes()).contains(&expected.to_owned()), "{text}");
    }
}

#[test]
fn rows_have_the_lines_that_editors_show() {
    let text = "a,b\n\n\n1,\"x\ny\"\n2,3\n,\n4,5";
    let expected = ["1|a|b", "4|1|x\ny", "6|2|3", "8|4|5"];
    assert_eq!(rows(text.as_bytes()), expected);
    assert_eq!(rows(text.replace('\n', "\r\n").as_bytes()), expected);
    assert_eq!(rows(text.replace('\n', "\r").as_bytes()), expected);
}

#[test]
fn signs_against_computing_are_no_part_of_a_cell() {
    assert_eq!(
        rows("号,名\n=\"91110105DEM000014U\",'=1+1\n'好',=1\n".as_bytes()),
        ["1|号|名", "2|91110105DEM000014U|=1+1", "3|'好'|=1"],
    );
}

#[test]
fn a_file_that_was_cut_gives_its_whole_rows_and_says_where_it_ends() {
    let cut = "! line 3: the file ends in the middle of this row; what follows is lost";
    for text in ["a,b,c\n1,2,3\n4,5", "a,b,c\n1,2,3\n\"4", "a,b,c\n1,2,3\n4,\"5\n6,7,8\n9,0,1\n"] {
        assert_eq!(rows(text.as_bytes()), ["1|a|b|c", "2|1|2|3", cut], "{text}");
    }
    let whole = "号,名\n1,绣屏";
    let bytes = &whole.as_bytes()[..whole.len() - 1];
    assert!(rows(bytes)[1].contains("the file ends"), "{:?}", rows(bytes));
    // No line end at the end, a remark of one cell: both are as people leave them.
    assert_eq!(rows(b"a,b,c\n1,2,3"), ["1|a|b|c", "2|1|2|3"]);
    assert_eq!(rows("a,b,c\n1,2,3\n合计3件".as_bytes()), ["1|a|b|c", "2|1|2|3", "3|合计3件"]);
}

#[test]
fn lost_characters_are_told_with_their_row_and_the_rows_after_follow() {
    let mut bytes = gb18030("号,名\n1,绣屏\n2,甲\n3,乙\n");
    let at = bytes.iter().position(|byte| *byte == b'2').unwrap();
    bytes[at + 2] = 0xff;
    let read = rows(&bytes);
    assert_eq!(read[..2], ["1|号|名", "2|1|绣屏"]);
    assert_eq!(read[2], "! line 3: column 2 has characters that cannot be decoded");
    assert_eq!(read[3], "4|3|乙");
}

#[test]
fn rows_can_be_had_again_and_left_early() {
    let text = "a,b\n".repeat(50_000);
    let (_file, table) = opened(text.as_bytes());
    assert_eq!(table.rows(0).unwrap().take(3).count(), 3);
    assert_eq!(table.rows(0).unwrap().count(), 50_000);
    assert!(matches!(table.rows(1).err(), Some(Error::Table(TableFault::NoTable))));
}

#[test]
fn what_is_no_table_is_named() {
    assert_eq!(TableFile::open(written(b"").path()).err(), Some(Error::Empty));
    assert_eq!(refused(b"%PDF-1.7\n"), TableFault::Foreign(ForeignFormat::Pdf));
    assert_eq!(refused(b"<html><table><tr><td>1"), TableFault::Foreign(ForeignFormat::Page));
    assert_eq!(refused(b"\x89PNG\r\n\x1a\n\0\0"), TableFault::Foreign(ForeignFormat::Picture));
    assert_eq!(refused(b"Rar!\x1a\x07"), TableFault::Foreign(ForeignFormat::Archive));
    assert_eq!(refused(&[1, 0, 2, 0, 3, 0]), TableFault::Unknown);
    let gone = written(b"a").path().to_owned();
    assert!(matches!(TableFile::open(&gone), Err(Error::Table(TableFault::Unreadable { .. }))));
}

#[test]
fn a_row_without_an_end_is_refused_before_it_fills_the_memory() {
    let bytes = ["a,b\n1,2\n3,\"", &"x\n".repeat(limits::TABLE_ROW_BYTES_MAX as usize)].concat();
    let read = rows(bytes.as_bytes());
    assert_eq!(read[..2], ["1|a|b", "2|1|2"]);
    assert_eq!(read[2], "! line 3: the row is far too large; a quotation mark may be missing");
    let wide = rows(",1".repeat(limits::TABLE_COLUMNS_MAX).as_bytes());
    assert_eq!(wide, [format!("! line 1: the row has more than {} columns", limits::TABLE_COLUMNS_MAX)]);
}

#[test]
fn faults_are_told_in_both_languages_with_file_line_and_remedy() {
    let problem = Error::Table(TableFault::Cut { line: 7 }).to_problem("六月.csv");
    assert_eq!((problem.code.as_str(), problem.place.to_string().as_str()), ("file-cut", "六月.csv:7"));
    assert_eq!(problem.what.zh, "文件在这一行中间断了，后面的内容丢失");
    assert!(problem.remedy.zh.starts_with("请重新导出"), "{}", problem.remedy.zh);
}
