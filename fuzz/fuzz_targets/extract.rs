//! Any bytes under any name give lines or an error.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &[u8])| {
    let name = ["plan.txt", "plan.md", "plan.html", "plan.docx", "plan.pdf", "plan"][usize::from(input.0) % 6];
    let _ = documents::read_text(name, input.1);
    let _ = documents::official::figures(input.1);
});
