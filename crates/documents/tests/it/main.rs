//! Tests of the documents crate through its public functions, in one binary.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail the test when their input is not there")]

mod archive;
mod check;
mod csv;
mod docx;
mod errors;
mod faces;
mod fixtures;
mod hostile;
mod html;
mod inside;
mod official;
mod page;
mod pdf;
mod record;
mod table_file;
mod text;
mod upload;
mod workbook;
