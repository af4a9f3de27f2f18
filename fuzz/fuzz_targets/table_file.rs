//! Any bytes are a file of rows or an error, and every row of it comes to an end.

#![no_main]

use std::io::Write;

use documents::table_file::TableFile;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let Ok(mut file) = tempfile::NamedTempFile::new() else { return };
    if file.write_all(input).is_err() {
        return;
    }
    let Ok(table) = TableFile::open(file.path()) else { return };
    for index in 0..table.tables().len() {
        if let Ok(rows) = table.rows(index) {
            rows.for_each(drop);
        }
    }
});
