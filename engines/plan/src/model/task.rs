use serde::Serialize;

/// How the document says who leads a task.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LeadRule {
    /// By a word at each task: 牵头单位, …牵头.
    #[default]
    Named,
    /// The first body of each list leads, said once for the whole text.
    FirstNamed,
    /// 责任单位 leads and 配合单位 helps.
    Responsible,
    /// No lead is named anywhere.
    None,
}

/// A heading above tasks: a programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TaskGroup {
    /// The numbers of the headings, outermost first, as written.
    pub path: Vec<String>,
    /// Its title.
    pub title: String,
    /// 1-based.
    pub line: usize,
}

/// Something somebody is to do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Task {
    /// Its name for good, as `1.2`: counted when a first version is read, carried over to the versions that follow (see
    /// [`crate::carried`]). The text does not say it.
    #[serde(skip)]
    pub number: String,
    /// The numbers of the headings, outermost first, as written.
    pub path: Vec<String>,
    /// The title of the heading above, if there is one.
    pub group: Option<String>,
    /// None when the task has a text only.
    pub title: Option<String>,
    /// The words of the task without title and owners.
    pub text: String,
    /// The bodies that lead, as written.
    pub lead: Vec<String>,
    /// The bodies that share; never one that leads.
    pub responsible: Vec<String>,
    /// The word for those who share where it is not 责任单位: 指导部门.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub responsible_role: Option<String>,
    /// `YYYY-MM-DD`, `YYYY`, `ongoing`, or None.
    pub deadline: Option<String>,
    /// Whether the list of bodies ends with 等.
    pub open_list: bool,
    /// Where one task has several statements of owners: each with the words it stands behind.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub assignments: Vec<Assignment>,
    /// 1-based.
    pub line: usize,
    /// The last line of the task.
    pub last_line: usize,
}

/// Owners of a part of a task.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Assignment {
    /// The words this statement stands behind.
    pub text: String,
    /// The bodies that lead this part.
    pub lead: Vec<String>,
    /// The bodies that share this part.
    pub responsible: Vec<String>,
    /// `YYYY-MM-DD`, `YYYY`, `ongoing`, or None.
    pub deadline: Option<String>,
    /// 1-based.
    pub line: usize,
}

/// A body that leads or shares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Body {
    /// The name as written.
    pub name: String,
    /// Whether it stands for several bodies that the text does not list: 各街道, 成员单位.
    pub group: bool,
    /// How many tasks it leads.
    pub leads: usize,
    /// How many tasks it shares.
    pub shares: usize,
}
