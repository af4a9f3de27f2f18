//! How long it takes to get the text out of files made to be hard, and that twice the file takes twice the time:
//! `cargo bench -p documents`.

#![expect(clippy::print_stdout, reason = "a benchmark reports to the terminal")]

#[path = "../tests/it/check.rs"]
#[expect(
    dead_code,
    clippy::unwrap_used,
    reason = "the tests use more of it, and so do not have to handle errors"
)]
mod check;

use std::time::Instant;

use check::{docx, p};
use documents::read_text;

/// A file of about so many bytes; those of a page or document are counted before they are packed.
type Make = fn(usize) -> Vec<u8>;

fn main() {
    println!("{:<36}{:>12}{:>12}", "file", "1 MB", "2 MB");
    let cases: [(&str, &str, Make); 9] = [
        ("one line", "line.txt", |bytes| repeated("知识产权，", bytes)),
        ("empty lines", "empty.txt", |bytes| repeated("\n", bytes)),
        ("bytes of GB 18030", "gb.txt", |bytes| vec![0x81; bytes]),
        ("opening tags", "a.html", |bytes| page("<p>", bytes)),
        ("broken tags", "a.html", |bytes| page("<a b=", bytes)),
        ("tables never closed", "a.html", |bytes| page("<table><tr><td>一</table>", bytes)),
        ("short paragraphs", "a.docx", |bytes| docx(&p("一").repeat(bytes / p("一").len()), &[])),
        ("one long paragraph", "a.docx", |bytes| docx(&p(&"一".repeat(bytes / 3)), &[])),
        ("runs in runs", "a.docx", |bytes| {
            docx(&("<w:r>".repeat(bytes / 11) + &"</w:r>".repeat(bytes / 11)), &[])
        }),
    ];
    for (title, name, make) in cases {
        let [once, twice] = [1 << 20, 2 << 20].map(|bytes| time(name, &make(bytes)));
        println!("{title:<36}{once:>12}{twice:>12}");
    }
}

fn repeated(part: &str, bytes: usize) -> Vec<u8> {
    part.repeat(bytes / part.len()).into_bytes()
}

fn page(part: &str, bytes: usize) -> Vec<u8> {
    let mut page = b"<html>".to_vec();
    page.extend(repeated(part, bytes));
    page
}

fn time(name: &str, bytes: &[u8]) -> String {
    let start = Instant::now();
    // Some of these files are refused; that, too, has to be quick.
    let _ = read_text(name, bytes);
    format!("{:.2} ms", start.elapsed().as_secs_f64() * 1e3)
}
