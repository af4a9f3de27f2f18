//! Identifiers: numbers that are names. A text is parsed once into a type and then trusted.
//!
//! Each scheme is one file; the list of them is [`Scheme`]. [`parse`] reads a text as a named scheme, [`guess`] when the
//! scheme is not named, [`read`] gives the typed value. The text as it was given is always kept beside the canonical
//! form, because legacy and damaged numbers have to be stored too.
//!
//! ```
//! use jiff::civil::date;
//! use kernel::identifier::{ApplicationNumber, Context, Scheme, Verdict, guess, parse, read};
//!
//! let context = Context::on(date(2026, 11, 23));
//! let reading = parse(Scheme::ApplicationNumber, "ZL 2023 2 0123456.1", context);
//! assert_eq!(reading.verdict, Verdict::Ok);
//! assert_eq!(reading.canonical.as_deref(), Some("202320123456.1"));
//!
//! let number: ApplicationNumber = read("202320123456.1", context).expect("the check is right");
//! assert_eq!(number.year(), 2023);
//! assert_eq!(guess("91350100M000100Y43", context)[0].scheme, Some(Scheme::Uscc));
//! ```
//!
//! Not here: what changes while the shape stays, such as the names of divisions or the titles of Nice classes; those are
//! dated data of a pack. And no register is asked: a number that reads ok may still not exist.

mod application_number;
pub mod check;
mod context;
mod court_case_number;
mod damage;
mod division_code;
mod document_number;
mod fault;
mod fault_wording;
mod gi_number;
mod guess;
mod ic_layout_number;
mod ipc_class;
mod locarno_class;
mod nice_class;
mod note;
mod organization_code;
mod pct_application_number;
mod pct_publication_number;
mod plant_variety_number;
mod publication_number;
mod reading;
mod resident_identity_number;
mod scan;
mod scheme;
mod software_registration_number;
mod text;
mod trademark_number;
mod uscc;
mod work_registration_number;

pub use application_number::{ApplicationNumber, PatentKind};
pub use context::Context;
pub use court_case_number::CourtCaseNumber;
pub use damage::Damage;
pub use division_code::{DivisionCode, DivisionLevel};
pub use document_number::DocumentNumber;
pub use fault::{Check, Fault, Slip};
pub use gi_number::GiNumber;
pub use guess::guess;
pub use ic_layout_number::IcLayoutNumber;
pub use ipc_class::IpcClass;
pub use locarno_class::LocarnoClass;
pub use nice_class::NiceClass;
pub use note::Note;
pub use organization_code::OrganizationCode;
pub use pct_application_number::PctApplicationNumber;
pub use pct_publication_number::PctPublicationNumber;
pub use plant_variety_number::PlantVarietyNumber;
pub use publication_number::PublicationNumber;
pub use reading::{Part, Reading, Verdict};
pub use resident_identity_number::{ResidentIdentityNumber, mask};
pub use scheme::Scheme;
pub use software_registration_number::SoftwareRegistrationNumber;
pub use text::{INPUT_CHARS_MAX, Text};
pub use trademark_number::TrademarkNumber;
pub use uscc::Uscc;
pub use work_registration_number::WorkRegistrationNumber;

/// A type whose values are sound identifiers of one scheme; they come into being only by reading a text.
pub trait Identifier: Sized {
    /// The scheme.
    const SCHEME: Scheme;

    /// Its numbers may end in a point and a digit, so that `.0` is not a sign of damage.
    const HAS_POINT: bool = false;

    /// Reads a text that was made ready, and adds a note for each thing that it changes.
    ///
    /// # Errors
    /// Says why the text is no identifier of the scheme.
    fn from_text(text: &mut Text, context: Context) -> Result<Self, Fault>;

    /// The one way to write it; reading it gives it again.
    fn canonical(&self) -> String;

    /// What the number says, in the order in which it says it.
    fn parts(&self) -> Vec<Part>;
}

/// Reads a text as an identifier of this type.
///
/// # Errors
/// Says why the text is none.
pub fn read<T: Identifier>(raw: &str, context: Context) -> Result<T, Fault> {
    read_noting(raw, context).0
}

/// The body with the type of a scheme in the place of its parameter; the types have the names of their schemes.
macro_rules! with_type_of {
    ($scheme:expr, |$type:ident| $body:expr) => {
        with_type_of!(
            $scheme, |$type| $body,
            CourtCaseNumber DocumentNumber WorkRegistrationNumber SoftwareRegistrationNumber
            PctApplicationNumber PctPublicationNumber Uscc ResidentIdentityNumber ApplicationNumber
            PublicationNumber IcLayoutNumber GiNumber IpcClass LocarnoClass OrganizationCode DivisionCode
            NiceClass TrademarkNumber PlantVarietyNumber
        )
    };
    ($scheme:expr, |$type:ident| $body:expr, $($name:ident)*) => {
        match $scheme {
            $(Scheme::$name => {
                type $type = $name;
                $body
            })*
        }
    };
}

/// Reads a text as an identifier of a named scheme.
pub fn parse(scheme: Scheme, raw: &str, context: Context) -> Reading {
    with_type_of!(scheme, |T| Reading::of::<T>(raw, context))
}

/// Reads a text as an identifier of a named scheme and gives its canonical form alone, which is all that an import of
/// many rows needs of [`parse`].
///
/// # Errors
/// Says why the text is none.
pub fn canonical(scheme: Scheme, raw: &str, context: Context) -> Result<String, Fault> {
    with_type_of!(scheme, |T| read::<T>(raw, context).map(|identifier| identifier.canonical()))
}

/// The year that a number of a named scheme carries; none if it carries none, or is no such number.
pub fn year(scheme: Scheme, raw: &str, context: Context) -> Option<u16> {
    let parts = with_type_of!(scheme, |T| read::<T>(raw, context).ok()?.parts());
    parts.into_iter().find(|part| part.name == "year")?.value.parse().ok()
}

/// Reads, and keeps the notes also of a text that turns out to be none.
fn read_noting<T: Identifier>(raw: &str, context: Context) -> (Result<T, Fault>, Vec<Note>) {
    let mut text = match Text::fold(raw) {
        Ok(text) => text,
        Err(fault) => return (Err(fault), Vec::new()),
    };
    match damage::spot(&text.content) {
        Some(Damage::DecimalPoint { .. }) if T::HAS_POINT => {}
        Some(damage) => return (Err(Fault::SpreadsheetDamage(damage)), text.notes),
        None => {}
    }
    let outcome = T::from_text(&mut text, context);
    (outcome, text.notes)
}

/// A year between the first one of a kind of number and the day of reading.
fn check_year(found: u16, earliest: u16, context: Context) -> Result<u16, Fault> {
    let latest = context.year();
    if (earliest..=latest).contains(&found) {
        Ok(found)
    } else {
        Err(Fault::Year { found, earliest, latest })
    }
}
