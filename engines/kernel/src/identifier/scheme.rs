use serde::{Deserialize, Serialize};

use crate::Wording;

/// A kind of identifier.
///
/// The list is closed: a new scheme is one file, one variant, one line below and one in `with_type_of`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// Number of a case of a court, `（2026）湘0105诉前调确1号`.
    CourtCaseNumber,
    /// Number of an official document, `长开市监处罚〔2026〕12号`.
    DocumentNumber,
    /// Registration of a work, `国作登字-2026-A-00037559`.
    WorkRegistrationNumber,
    /// Registration of software, `2024SR0123456` or `软著登字第12345678号`.
    SoftwareRegistrationNumber,
    /// International application by the PCT, `PCT/CN2024/123456`.
    PctApplicationNumber,
    /// International publication by the PCT, `WO 2024/123456`.
    PctPublicationNumber,
    /// Unified social credit code.
    Uscc,
    /// Resident identity number; personal data.
    ResidentIdentityNumber,
    /// Chinese patent application, or patent with `ZL` before it, `202410123456.0`.
    ApplicationNumber,
    /// Chinese patent document, `CN107345678A`.
    PublicationNumber,
    /// Layout design of integrated circuits.
    IcLayoutNumber,
    /// Geographical indication: registration or announcement.
    GiNumber,
    /// International Patent Classification, `A01B 33/00`.
    IpcClass,
    /// Locarno Classification of designs, `06-01`.
    LocarnoClass,
    /// Organization code, `M000100Y-4`.
    OrganizationCode,
    /// Administrative division, 6 digits, or street, 9 digits.
    DivisionCode,
    /// Nice class, similar group or item, `09`, `0901`, `090342`.
    NiceClass,
    /// Trademark registration, with or without its class.
    TrademarkNumber,
    /// New plant variety.
    PlantVarietyNumber,
}

use Scheme::*;

impl Scheme {
    /// Every scheme; the more a scheme says about its numbers, the earlier it stands.
    pub const ALL: [Scheme; 19] = [
        CourtCaseNumber,
        DocumentNumber,
        WorkRegistrationNumber,
        SoftwareRegistrationNumber,
        PctApplicationNumber,
        PctPublicationNumber,
        Uscc,
        ResidentIdentityNumber,
        ApplicationNumber,
        PublicationNumber,
        IcLayoutNumber,
        GiNumber,
        IpcClass,
        LocarnoClass,
        OrganizationCode,
        DivisionCode,
        NiceClass,
        TrademarkNumber,
        PlantVarietyNumber,
    ];

    /// The scheme with this name in files and commands, such as `application_number`.
    pub fn named(id: &str) -> Option<Scheme> {
        Scheme::ALL.into_iter().find(|scheme| scheme.id() == id)
    }

    /// Its name in files and commands; the same word as in JSON.
    pub fn id(self) -> &'static str {
        self.facts().0
    }

    /// Its name for people.
    pub fn label(self) -> Wording {
        Wording::new(self.facts().1, self.facts().2)
    }

    /// An example of a sound number, invented or out of a standard.
    pub fn example(self) -> &'static str {
        self.facts().3
    }

    /// Its numbers carry a check character, so that a slip of the pen can be seen.
    pub fn has_check(self) -> bool {
        matches!(self, Uscc | ResidentIdentityNumber | ApplicationNumber | OrganizationCode)
    }

    /// Its values are personal data: to be masked in lists and kept out of logs.
    pub fn is_personal(self) -> bool {
        self == ResidentIdentityNumber
    }

    /// How many digits its numbers may have where they are digits only and a spreadsheet may damage them.
    pub(super) fn digits(self) -> &'static [usize] {
        match self {
            Uscc | ResidentIdentityNumber => &[18],
            ApplicationNumber => &[8, 9, 12, 13],
            OrganizationCode => &[9],
            DivisionCode => &[6, 9],
            NiceClass => &[1, 2, 4, 6],
            TrademarkNumber => &[1, 2, 3, 4, 5, 6, 7, 8, 9],
            _ => &[],
        }
    }

    /// Name in files, Chinese name, English name, example.
    fn facts(self) -> (&'static str, &'static str, &'static str, &'static str) {
        match self {
            CourtCaseNumber => {
                ("court_case_number", "法院案号", "court case number", "（2026）湘0105诉前调确1号")
            }
            DocumentNumber => ("document_number", "发文字号", "document number", "长开市监处罚〔2026〕12号"),
            WorkRegistrationNumber => (
                "work_registration_number",
                "作品登记号",
                "work registration number",
                "国作登字-2026-A-00037559",
            ),
            SoftwareRegistrationNumber => (
                "software_registration_number",
                "软件著作权登记号",
                "software registration number",
                "2024SR0123456",
            ),
            PctApplicationNumber => {
                ("pct_application_number", "PCT国际申请号", "PCT application number", "PCT/CN2024/123456")
            }
            PctPublicationNumber => {
                ("pct_publication_number", "PCT国际公布号", "PCT publication number", "WO 2024/123456")
            }
            Uscc => ("uscc", "统一社会信用代码", "unified social credit code", "91350100M000100Y43"),
            ResidentIdentityNumber => {
                ("resident_identity_number", "公民身份号码", "resident identity number", "11010519491231002X")
            }
            ApplicationNumber => {
                ("application_number", "专利申请号", "patent application number", "202410123456.0")
            }
            PublicationNumber => {
                ("publication_number", "专利文献号", "patent publication number", "CN107345678A")
            }
            IcLayoutNumber => {
                ("ic_layout_number", "集成电路布图设计号", "IC layout design number", "BS.205012345")
            }
            GiNumber => {
                ("gi_number", "地理标志登记或公告号", "geographical indication number", "AGI2010-01-00234")
            }
            IpcClass => ("ipc_class", "国际专利分类号", "IPC symbol", "A01B 33/00"),
            LocarnoClass => ("locarno_class", "洛迦诺分类号", "Locarno Classification", "06-01"),
            OrganizationCode => ("organization_code", "组织机构代码", "organization code", "M000100Y-4"),
            DivisionCode => ("division_code", "行政区划代码", "division code", "110105"),
            NiceClass => ("nice_class", "尼斯分类", "Nice Classification", "0901"),
            TrademarkNumber => {
                ("trademark_number", "商标注册号", "trademark registration number", "12345678")
            }
            PlantVarietyNumber => {
                ("plant_variety_number", "植物新品种号", "plant variety number", "CNA20191006012")
            }
        }
    }
}
