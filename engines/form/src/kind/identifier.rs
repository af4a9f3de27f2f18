use kernel::Wording;
use kernel::identifier::{self, Scheme};
use serde_json::json;

use super::rules::{MASK, Rules, pattern_schema, text_schema};
use crate::fault::Fault;
use crate::writing::is_masked;
use crate::{Codes, Context, Value};

impl Rules for Scheme {
    fn read(&self, written: &str, context: Context<'_>) -> Result<Value, Fault> {
        if self.is_personal() && is_masked(written) {
            return Err(Fault::masked());
        }
        let canonical = identifier::canonical(*self, written, identifier::Context::on(context.today));
        canonical
            .map(Value::Text)
            .map_err(|fault| Fault::new(fault.code(), fragment(fault.what()), fragment(fault.remedy())))
    }

    fn mask(&self, value: &Value) -> String {
        match value.as_text() {
            Some(number) if *self == Scheme::ResidentIdentityNumber => identifier::mask(number),
            _ => MASK.to_owned(),
        }
    }

    fn names_one_thing(&self) -> bool {
        true
    }

    fn json_schema(&self, _codes: &Codes) -> serde_json::Value {
        let max = identifier::INPUT_CHARS_MAX;
        let mut schema = match pattern(*self) {
            Some(pattern) => pattern_schema(pattern, max),
            None => text_schema(max),
        };
        schema["examples"] = json!([self.example()]);
        schema
    }
}

/// A sentence of the kernel as a fragment, like all messages here.
fn fragment(mut wording: Wording) -> Wording {
    wording.zh.truncate(wording.zh.trim_end_matches('。').len());
    wording.en.truncate(wording.en.trim_end_matches('.').len());
    wording
}

/// The canonical form of schemes whose numbers all have one shape; check characters are beyond a pattern.
fn pattern(scheme: Scheme) -> Option<&'static str> {
    Some(match scheme {
        Scheme::CourtCaseNumber => "^（[0-9]{4}）.+号",
        Scheme::DocumentNumber => "^.+〔[0-9]{4}〕.*号$",
        Scheme::PctApplicationNumber => "^PCT/[A-Z]{2}[0-9]{2,4}/[0-9]{5,6}$",
        Scheme::PctPublicationNumber => "^WO [0-9]{2,4}/[0-9]{5,6}( [A-Z][0-9]?)?$",
        Scheme::Uscc => "^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$",
        Scheme::ResidentIdentityNumber => "^[0-9]{17}[0-9X]$",
        Scheme::ApplicationNumber => "^([0-9]{8}|[0-9]{12})\\.[0-9X]$",
        Scheme::PublicationNumber => "^CN[0-9]{7,9}[A-Z][0-9]?$",
        Scheme::OrganizationCode => "^[0-9A-Z]{8}-[0-9X]$",
        Scheme::DivisionCode => "^([0-9]{6}|[0-9]{9})$",
        Scheme::NiceClass => "^([0-9]{2}|[0-9]{4}|C?[0-9]{6})$",
        Scheme::LocarnoClass => "^[0-9]{2}-[0-9]{2}$",
        Scheme::WorkRegistrationNumber
        | Scheme::SoftwareRegistrationNumber
        | Scheme::IcLayoutNumber
        | Scheme::GiNumber
        | Scheme::IpcClass
        | Scheme::TrademarkNumber
        | Scheme::PlantVarietyNumber => return None,
    })
}
