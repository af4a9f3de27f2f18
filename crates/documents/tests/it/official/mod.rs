//! Official documents: what is on the pages and in the files, measured and read back.

mod docx;
mod figures;
mod hostile;
mod pdf;
mod sample;
