use kernel::{Place, Problem, Wording};

use super::Error;

impl Error {
    /// The error for people, with what to do about it.
    pub fn problem(&self) -> Problem {
        // The sentence names the place where there is one.
        Problem::error(self.code(), Place::default(), self.what(), self.remedy())
    }

    /// A stable name for the kind of error.
    pub fn code(&self) -> &'static str {
        match self {
            Error::InUse { .. } => "store-in-use",
            Error::TakenOver => "store-taken-over",
            Error::Missing { .. } => "store-missing",
            Error::Exists { .. } => "store-exists",
            Error::NotEmpty { .. } => "store-not-empty",
            Error::Newer { .. } => "store-newer",
            Error::Older { .. } => "store-older",
            Error::ReadOnly => "store-read-only",
            Error::Damaged { .. } => "store-damaged",
            Error::NoMasterKey { .. } => "store-no-master-key",
            Error::OtherMasterKey { .. } => "store-other-master-key",
            Error::Setting { .. } => "store-setting",
            Error::Unreachable { .. } => "store-unreachable",
            Error::Busy => "store-busy",
            Error::TooSlow { .. } => "store-too-slow",
            Error::Full => "store-full",
            Error::Duplicate { .. } => "store-duplicate",
            Error::Refused { .. } => "store-refused",
            Error::NoName { .. } => "store-no-name",
            Error::NoColumn { .. } => "store-no-column",
            Error::Cursor => "store-cursor",
            Error::NoValue { .. } => "store-no-value",
            Error::File { .. } => "store-file",
            Error::FileTooLarge { .. } => "store-file-too-large",
            Error::FileDamaged { .. } => "store-file-damaged",
            Error::FileStore { .. } => "store-file-store",
            Error::NoBackup => "store-no-backup",
            Error::BadBackup { .. } => "store-bad-backup",
            Error::Stopped { .. } => "store-stopped",
            Error::Database(_) => "store-database",
        }
    }

    fn what(&self) -> Wording {
        let english = self.to_string();
        let chinese = match self {
            Error::InUse { place } => format!("{place} 正被另一个程序使用"),
            Error::TakenOver => "数据库已被另一个程序接管".to_owned(),
            Error::Missing { place } => format!("{place} 中没有数据库"),
            Error::Exists { place } => format!("{place} 中已有数据库"),
            Error::NotEmpty { place } => format!("{place} 中已有内容"),
            Error::Newer { found, known } => {
                format!("数据库的结构版本是 {found}，本程序只认识到 {known}")
            }
            Error::Older { found, known } => {
                format!("数据库的结构版本是 {found}，本程序读取的是 {known}")
            }
            Error::ReadOnly => "数据库以只读方式打开".to_owned(),
            Error::Damaged { detail } => format!("数据库已损坏：{detail}"),
            Error::NoMasterKey { place } => format!("{place} 中没有主密钥"),
            Error::OtherMasterKey { place } => format!("{place} 中的主密钥不属于这个数据库"),
            Error::Setting { setting, detail } => format!("设置 {setting} 无法使用：{detail}"),
            Error::Unreachable { detail } => format!("无法连接数据库：{detail}"),
            Error::Busy => "数据库正忙于其他写入".to_owned(),
            Error::TooSlow { limit } => format!("查询超过了 {} 毫秒", limit.as_millis()),
            Error::Full => "数据库或文件已没有可用空间".to_owned(),
            Error::Duplicate { detail } => format!("已经存在：{detail}"),
            Error::Refused { detail } => format!("数据库拒绝了这一修改：{detail}"),
            Error::NoName { name } => format!("名称 {name} 不能作为表名或列名"),
            Error::NoColumn { field } => format!("不能按 {field} 筛选或排序"),
            Error::Cursor => "该页属于另一个列表".to_owned(),
            Error::NoValue { value } => format!("值 {value} 与字段的类型不符"),
            Error::File { path, error } => format!("{path}：{error}"),
            Error::FileTooLarge { bytes_max } => format!("文件超过 {bytes_max} 字节"),
            Error::FileDamaged { name } => format!("所存文件 {name} 已损坏"),
            Error::FileStore { detail } => format!("文件存储出错：{detail}"),
            Error::NoBackup => "PostgreSQL 的备份由其自身的程序完成".to_owned(),
            Error::BadBackup { detail } => format!("备份不完整：{detail}"),
            Error::Stopped { detail } => format!("工作被中止：{detail}"),
            Error::Database(error) => format!("数据库出错：{error}"),
        };
        Wording::new(chinese, english)
    }

    fn remedy(&self) -> Wording {
        let (zh, en) = match self {
            Error::InUse { .. } => (
                "请先停止正在使用它的程序（qiangxian serve 或另一条命令），或通过其页面和接口操作；也可另用一个数据文件夹",
                "stop the program that uses it (qiangxian serve or another command), or work through its pages or its API; or use another data folder",
            ),
            Error::TakenOver => (
                "请停止本程序；同一数据库只能由一个程序写入",
                "stop this program; only one program may write to a database",
            ),
            Error::Missing { .. } => (
                "请检查数据文件夹和数据库地址；要新建，请用 qiangxian create，要试用，请用 qiangxian demo",
                "check the data folder and the address of the database; to make a new one use qiangxian create, to try it out qiangxian demo",
            ),
            Error::Exists { .. } => (
                "请直接打开它，或另选一个空文件夹或空数据库；本程序不覆盖已有数据",
                "open it, or choose an empty folder or database; existing data is never overwritten",
            ),
            Error::NotEmpty { .. } => (
                "请另选一个新文件夹，例如以日期命名；本程序不覆盖已有备份",
                "choose a new folder, such as one named by the day; no backup is overwritten",
            ),
            Error::Newer { .. } => ("请使用更新版本的程序", "use a newer version of the program"),
            Error::Older { .. } => (
                "请先用本版本运行 qiangxian serve 或 qiangxian migrate，使其升级",
                "bring it up to date first: run qiangxian serve or qiangxian migrate of this version",
            ),
            Error::ReadOnly => (
                "请通过正在运行的程序的页面或接口修改",
                "change it through the pages or the API of the program that runs",
            ),
            Error::Damaged { .. } => (
                "请不要再写入，复制整个数据文件夹，然后用 qiangxian restore 恢复最近的备份",
                "write nothing more, copy the whole data folder, then restore the latest backup with qiangxian restore",
            ),
            Error::NoMasterKey { .. } => (
                "请从保管处取回主密钥（64位十六进制数字）放到该处；没有它，已封存的个人信息无法打开，本程序也不会另造一把",
                "put the master key, 64 hexadecimal digits, back from where it is kept; without it sealed personal values cannot be opened, and no other is made",
            ),
            Error::OtherMasterKey { .. } => (
                "请放回这个数据库的主密钥；恢复备份时，主密钥要与备份一同取回",
                "put back the master key of this database; when a backup is restored, its master key has to come with it",
            ),
            Error::Setting { .. } => ("请改正该设置后重试", "correct the setting and try again"),
            Error::Unreachable { .. } => (
                "请检查数据库是否在运行、地址和密码是否正确",
                "check that the database runs, and its address and password",
            ),
            Error::Busy => ("请稍后重试", "try again in a moment"),
            Error::TooSlow { .. } => (
                "请使用带索引的视图，或增加筛选条件",
                "use one of the views of the ledger, or narrow the question down",
            ),
            Error::Full => (
                "请腾出磁盘空间后重试；已提交的数据没有丢失",
                "make room on the disk and try again; nothing that was committed is lost",
            ),
            Error::Duplicate { .. } => ("请换一个名称或编号", "choose another name or number"),
            Error::Refused { .. } => (
                "已记录的内容不可修改或删除；请用更正",
                "what was recorded is not changed or deleted; record a correction",
            ),
            Error::NoName { .. } => (
                "请运行 qiangxian pack check，它会指出不合规则的代号",
                "run qiangxian pack check, which tells which ids are allowed",
            ),
            Error::NoColumn { .. } => (
                "请在 ledger.toml 的视图中声明该字段，或换一个字段",
                "declare the field in a view of ledger.toml, or choose another field",
            ),
            Error::Cursor => ("请从列表的第一页重新开始", "begin again at the first page of the list"),
            Error::NoValue { .. } => ("请按字段的类型填写", "write it as the kind of the field asks"),
            Error::File { .. } => (
                "请检查文件是否存在、是否有读写权限",
                "check that the file exists and may be read and written",
            ),
            Error::FileTooLarge { .. } => {
                ("请压缩或拆分后再上传", "make the file smaller, or send it in parts")
            }
            Error::FileDamaged { .. } => ("请从备份中取回该文件", "put the file back from a backup"),
            Error::FileStore { .. } => (
                "请检查文件存储的地址、密钥和网络",
                "check the address and keys of the file store, and the network",
            ),
            Error::NoBackup => (
                "请用 pg_dump 备份数据库，用 pg_restore 恢复，并一同备份存放文件的文件夹或存储桶",
                "take it with pg_dump, put it back with pg_restore, and keep the folder or bucket of the files beside it",
            ),
            Error::BadBackup { .. } => ("请换一份备份", "use another backup"),
            Error::Stopped { .. } => ("请重试", "try again"),
            Error::Database(_) => {
                ("请查看日志；如再次发生，请报告", "look into the log; if it happens again, report it")
            }
        };
        Wording::new(zh, en)
    }
}
