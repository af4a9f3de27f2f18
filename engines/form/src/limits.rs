//! Limits, so that no text, list or form can grow without end.

/// The most characters of a one-line text; a declaration may set fewer.
pub const TEXT_CHARS_MAX: usize = 1_000;

/// The most characters of a one-line text whose declaration says nothing.
pub const TEXT_CHARS_USUAL: usize = 200;

/// The most characters of a long text; a declaration may set fewer.
pub const LONG_TEXT_CHARS_MAX: usize = 100_000;

/// The most characters of a long text whose declaration says nothing.
pub const LONG_TEXT_CHARS_USUAL: usize = 10_000;

/// The most characters of the key of a record.
pub const KEY_CHARS_MAX: usize = 200;

/// The most characters of a code or of a title written in its place.
pub const CODE_CHARS_MAX: usize = 200;

/// The most characters of a person's name; long names of two languages fit.
pub const PERSON_CHARS_MAX: usize = 60;

/// The most characters of a postal address.
pub const ADDRESS_CHARS_MAX: usize = 200;

/// The most characters of a file's name, as file systems have it.
pub const FILE_NAME_CHARS_MAX: usize = 120;

/// The most bytes of a web address that browsers and servers agree on.
pub const URL_BYTES_MAX: usize = 2_000;

/// The most bytes of an e-mail address (RFC 5321).
pub const EMAIL_BYTES_MAX: usize = 254;

/// The greatest whole number that is exact in JSON (RFC 8259, section 6); the least is its negative.
pub const INTEGER_MAX: i64 = (1 << 53) - 1;

/// The most decimals of a number; rates and prices of the plan have four at most.
pub const DECIMALS_MAX: u32 = 6;

/// The most values of one field.
pub const VALUES_MAX: usize = 200;

/// The most fields of one form.
pub const FIELDS_MAX: usize = 200;

/// The most bytes of one value as it was written; more is not looked at.
pub const WRITTEN_BYTES_MAX: usize = 1 << 20;

/// The most characters of the id of a field, which is part of a name in databases; PostgreSQL keeps 63 bytes of it.
pub const FIELD_ID_CHARS_MAX: usize = 48;

/// The most codes that a JSON Schema lists one by one.
pub const SCHEMA_CODES_MAX: usize = 500;
