//! What DataFusion, Arrow and Parquet say, in our words.

use std::path::Path;

use datafusion::arrow::error::ArrowError;
use datafusion::common::SchemaError;
use datafusion::error::DataFusionError;
use datafusion::parquet::errors::ParquetError;
use kernel::declaration::nearest;

use super::Error;
use crate::base::files;
use crate::{Base, Limits};

impl From<DataFusionError> for Error {
    fn from(error: DataFusionError) -> Error {
        classify(&error, None)
    }
}

impl From<ArrowError> for Error {
    fn from(error: ArrowError) -> Error {
        arrow(&error)
    }
}

impl Error {
    /// What stopped a statement. If a file could not be read, the files of its bases are compared with their manifests.
    pub(crate) fn while_running(error: &DataFusionError, limits: Limits, bases: &[Base]) -> Error {
        match error.find_root() {
            DataFusionError::ResourcesExhausted(_) => Error::TooMuchMemory { bytes_max: limits.memory_bytes },
            DataFusionError::ParquetError(_)
            | DataFusionError::ObjectStore(_)
            | DataFusionError::IoError(_) => {
                let problems: Vec<_> =
                    bases.iter().flat_map(|base| files(&base.folder, &base.manifest)).collect();
                if problems.is_empty() { engine(error) } else { Error::Damaged(problems) }
            }
            _ => classify(error, None),
        }
    }

    /// What the writer or reader of a Parquet file says.
    pub(crate) fn parquet(path: &Path, error: ParquetError) -> Error {
        Error::file(path, std::io::Error::other(error))
    }
}

fn classify(error: &DataFusionError, line: Option<usize>) -> Error {
    match error {
        DataFusionError::Context(_, inner) => classify(inner, line),
        DataFusionError::Shared(inner) => classify(inner, line),
        DataFusionError::Diagnostic(diagnostic, inner) => {
            let begun = diagnostic.span.and_then(|span| usize::try_from(span.start.line).ok());
            classify(inner, begun.filter(|line| *line > 0).or(line))
        }
        DataFusionError::Collection(errors) => match errors.first() {
            Some(first) => classify(first, line),
            None => engine(error),
        },
        DataFusionError::SQL(parser, _) => {
            let detail = parser.to_string();
            Error::Syntax { line: line_of(&detail), detail }
        }
        DataFusionError::SchemaError(schema, _) => in_schema(schema, line),
        DataFusionError::Plan(detail) | DataFusionError::NotImplemented(detail) => {
            Error::Unsuitable { detail: first_line(detail), line }
        }
        DataFusionError::Execution(detail) => Error::Stopped { detail: first_line(detail) },
        DataFusionError::ArrowError(error, _) => arrow(error),
        _ => engine(error),
    }
}

fn in_schema(error: &SchemaError, line: Option<usize>) -> Error {
    match error {
        SchemaError::FieldNotFound { field, valid_fields } => {
            let known = valid_fields.iter().map(|column| column.name.as_str());
            let meant = nearest(&field.name, known).map(str::to_owned);
            Error::UnknownColumn { column: field.name.clone(), meant, line }
        }
        other => Error::Unsuitable { detail: first_line(&other.to_string()), line },
    }
}

fn arrow(error: &ArrowError) -> Error {
    match error {
        ArrowError::DivideByZero
        | ArrowError::CastError(_)
        | ArrowError::ComputeError(_)
        | ArrowError::ParseError(_)
        | ArrowError::InvalidArgumentError(_)
        | ArrowError::ArithmeticOverflow(_) => Error::Stopped { detail: error.to_string() },
        other => Error::Engine { detail: other.to_string() },
    }
}

fn engine(error: &DataFusionError) -> Error {
    Error::Engine { detail: first_line(&error.strip_backtrace()) }
}

/// What follows the first line are lists of all functions and hints for programmers.
fn first_line(detail: &str) -> String {
    detail.lines().next().unwrap_or_default().to_owned()
}

/// The line that a message of the parser names: `… at Line: 3, Column: 5`.
fn line_of(detail: &str) -> Option<usize> {
    let (_, after) = detail.rsplit_once("Line: ")?;
    after.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}
