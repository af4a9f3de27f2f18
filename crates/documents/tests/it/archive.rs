//! Archives that are unpacked as a whole, such as a pack in one file.

use documents::{Error, limits, read_archive};

use crate::check::archive;

#[test]
fn files_come_out_as_they_went_in_with_the_paths_they_have() {
    let parts =
        [("pack.toml", "schema = 1\n"), ("seed/bodies.csv", "甲局"), ("../outside", "x"), ("empty", "")];
    let files = read_archive(&archive(&parts)).unwrap();
    let expected: Vec<(String, Vec<u8>)> =
        parts.iter().map(|(name, content)| ((*name).to_owned(), content.as_bytes().to_vec())).collect();
    assert_eq!(files, expected);
}

#[test]
fn what_is_no_archive_or_too_large_is_refused() {
    assert_eq!(read_archive(b""), Err(Error::NotAnArchive));
    assert_eq!(read_archive("正文".as_bytes()), Err(Error::NotAnArchive));
    assert!(matches!(read_archive(b"PK\x03\x04"), Err(Error::Damaged { .. })));
    let many: Vec<(String, &str)> = (0..=limits::ARCHIVE_ENTRIES_MAX).map(|n| (n.to_string(), "")).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, content)| (name.as_str(), *content)).collect();
    assert!(matches!(read_archive(&archive(&many)), Err(Error::TooMuch { .. })));
    // A few kilobytes that unpack to more than is allowed, in one file and in two.
    let half = " ".repeat(limits::ARCHIVE_BYTES_MAX as usize / 2 + 1);
    assert_eq!(read_archive(&archive(&[("a", &half), ("b", &half)])), Err(Error::ArchiveTooLarge));
    assert_eq!(read_archive(&archive(&[("a", &(half.clone() + &half))])), Err(Error::ArchiveTooLarge));
}
