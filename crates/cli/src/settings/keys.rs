//! Every setting there is: its name in the file, its shape, and what it means. The file that `create` writes, the reading of
//! the file and of the environment, and the table in `docs/operating.md` all follow this list.

use crate::language::Language;

/// A setting.
#[derive(Debug)]
pub(crate) struct Key {
    /// Its name in the file, behind the name of its section and a point.
    pub(crate) name: &'static str,
    /// What is written behind it.
    pub(crate) shape: Shape,
    /// What it means.
    zh: &'static str,
    en: &'static str,
    /// A value as the file has it.
    pub(crate) example: &'static str,
}

/// What is written behind a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A text.
    Text,
    /// A text that nobody but the owner of the server may read; there is no flag for it.
    Secret,
    /// `true` or `false`.
    Flag,
    /// A whole number.
    Number,
    /// Texts in square brackets; in the environment separated by commas.
    List,
}

use Shape::{Flag, List, Number, Secret, Text};

/// All settings in the order of the file.
pub(crate) const KEYS: &[Key] = &[
    key("listen", Text, "监听的地址和端口", "address and port to listen on", r#""127.0.0.1:8080""#),
    key(
        "address",
        Text,
        "用户在浏览器中使用的地址，不含 base_path；邮件中的链接以此开头",
        "how people reach the server, without base_path; links in letters begin with it",
        r#""https://ip.example.gov.cn""#,
    ),
    key("base_path", Text, "全部页面所在的路径", "the path below which all pages are", r#""/ip""#),
    key(
        "pack",
        Text,
        "数据包：文件夹（相对于本文件）或内置名称；不写则用数据库中已安装的",
        "the pack: a folder (seen from this file) or a built-in name; left out: the one installed in the database",
        r#""packs/my-county""#,
    ),
    key(
        "faces",
        List,
        "提供哪些界面：public 公众，workbench 工作台，cockpit 驾驶舱，administration 管理；默认全部",
        "which faces are served: public, workbench, cockpit, administration; all by default",
        r#"["public", "workbench", "cockpit", "administration"]"#,
    ),
    key(
        "tls_in_front",
        Flag,
        "前面的代理是否使用 HTTPS；是则 Cookie 只经加密连接发送",
        "whether a proxy in front speaks TLS; then cookies travel by TLS only",
        "true",
    ),
    key(
        "trusted_proxies",
        List,
        "可信代理的网段，采信其转发的来源地址",
        "the proxies whose forwarded addresses are believed",
        r#"["127.0.0.1", "10.1.0.0/16"]"#,
    ),
    key(
        "frame_ancestors",
        List,
        "允许在框架中嵌入本站的网站",
        "other sites that may show these pages in a frame",
        r#"["https://www.example.gov.cn"]"#,
    ),
    key(
        "requests_per_second",
        Number,
        "每个来源地址每秒的请求数；默认 50，0 为不限",
        "requests a second from one address; 50 by default, 0 for as many as it likes",
        "50",
    ),
    key(
        "requests_at_once",
        Number,
        "每个来源地址短时可集中发出的请求数；默认 200",
        "requests at once from one address; 200 by default",
        "200",
    ),
    key(
        "metrics_key",
        Secret,
        "从其他机器读取 /metrics 的密钥；不写则只有本机可读",
        "the key with which another machine reads /metrics; left out: this machine only",
        r#""…""#,
    ),
    key(
        "master_key",
        Secret,
        "主密钥（64位十六进制）；不写则用数据文件夹中的 master.key",
        "the master key, 64 hexadecimal digits; left out: the file master.key in the data folder",
        r#""…""#,
    ),
    key(
        "host_site.name",
        Text,
        "所属政府网站的名称",
        "the site of the government whose part this is",
        r#""某某县人民政府""#,
    ),
    key("host_site.url", Text, "所属政府网站的地址", "its address", r#""https://www.example.gov.cn""#),
    key("footer.sponsor", Text, "页脚：主办单位", "foot of the page: who is responsible", r#""…""#),
    key("footer.operator", Text, "页脚：承办单位", "foot of the page: who runs it", r#""…""#),
    key("footer.contact", Text, "页脚：联系方式", "foot of the page: how to reach the editors", r#""…""#),
    key(
        "footer.icp_number",
        Text,
        "页脚：ICP备案号",
        "foot of the page: number of the ICP recordal",
        r#""…""#,
    ),
    key(
        "footer.police_number",
        Text,
        "页脚：公安备案号",
        "foot of the page: number of the police recordal",
        r#""…""#,
    ),
    key(
        "footer.site_code",
        Text,
        "页脚：政府网站标识码",
        "foot of the page: code of the government site",
        r#""…""#,
    ),
    key(
        "database.url",
        Secret,
        "PostgreSQL 的地址，可含密码；不写则用数据文件夹中的 SQLite",
        "address of a PostgreSQL database, with its password; left out: SQLite in the data folder",
        r#""postgres://qiangxian:…@127.0.0.1/qiangxian""#,
    ),
    key(
        "files.endpoint",
        Text,
        "S3 对象存储的地址；不写则文件存放在数据文件夹中",
        "address of an S3 service; left out: files are kept in the data folder",
        r#""https://s3.example.gov.cn""#,
    ),
    key(
        "files.region",
        Text,
        "S3 区域；默认 us-east-1",
        "region of the S3 service; us-east-1 by default",
        r#""us-east-1""#,
    ),
    key("files.bucket", Text, "S3 存储桶", "bucket of the S3 service", r#""qiangxian""#),
    key("files.access_key", Text, "S3 访问密钥的名称", "name of the access key of the S3 service", r#""…""#),
    key("files.secret_key", Secret, "S3 访问密钥", "secret of the access key of the S3 service", r#""…""#),
    key(
        "mail.host",
        Text,
        "发信服务器；不设发信，个人用户就不能自行注册和找回账号",
        "the mail server; without mail nobody can register themselves or recover access",
        r#""smtp.example.gov.cn""#,
    ),
    key(
        "mail.port",
        Number,
        "发信端口；默认按 security 为 587、465 或 25",
        "its port; by security 587, 465 or 25 if left out",
        "587",
    ),
    key(
        "mail.security",
        Text,
        "发信加密：start-tls（默认）、tls 或 none（仅限本机）",
        "protection: start-tls (by default), tls, or none on this machine only",
        r#""start-tls""#,
    ),
    key("mail.name", Text, "发信账号", "name to sign in with", r#""no-reply""#),
    key("mail.password", Secret, "发信密码", "password to sign in with", r#""…""#),
    key("mail.from", Text, "发件人", "who writes", r#""强县平台 <no-reply@example.gov.cn>""#),
    key(
        "mail.certificates",
        Text,
        "另外信任的证书文件（PEM），相对于本文件",
        "a file of certificates (PEM) that are trusted too, seen from this file",
        r#""mail-ca.pem""#,
    ),
    key(
        "mail.folder",
        Text,
        "不发信，把每封信写成这个文件夹中的一个文件（演示用），相对于本文件",
        "send nothing and write each letter into this folder, for demonstrations; seen from this file",
        r#""mail""#,
    ),
    key(
        "identity.title_zh",
        Text,
        "统一身份认证按钮的中文名称",
        "what the button to the provider says in Chinese",
        r#""全省统一身份认证""#,
    ),
    key(
        "identity.title_en",
        Text,
        "统一身份认证按钮的英文名称",
        "what the button to the provider says in English",
        r#""provincial identity service""#,
    ),
    key(
        "identity.issuer",
        Text,
        "统一身份认证（OpenID Connect）的 issuer；不写则不用",
        "issuer of an OpenID Connect provider with whose accounts people may sign in; left out: none",
        r#""https://sso.example.gov.cn""#,
    ),
    key(
        "identity.client_id",
        Text,
        "在认证方登记的客户端标识",
        "under which name the provider knows us",
        r#""qiangxian""#,
    ),
    key(
        "identity.client_secret",
        Secret,
        "认证方给的客户端密钥",
        "the secret the provider gave us",
        r#""…""#,
    ),
    key(
        "identity.certificates",
        Text,
        "另外信任的证书文件（PEM），相对于本文件",
        "a file of certificates (PEM) that are trusted too, seen from this file",
        r#""identity-ca.pem""#,
    ),
];

const fn key(
    name: &'static str,
    shape: Shape,
    zh: &'static str,
    en: &'static str,
    example: &'static str,
) -> Key {
    Key { name, shape, zh, en, example }
}

impl Key {
    /// What it means.
    pub(crate) fn about(&self, language: Language) -> &'static str {
        language.pick(self.zh, self.en)
    }

    /// Its section; none for those at the top.
    pub(crate) fn section(&self) -> Option<&'static str> {
        self.name.split_once('.').map(|(section, _)| section)
    }

    /// Its name in its section.
    pub(crate) fn short(&self) -> &'static str {
        self.name.split_once('.').map_or(self.name, |(_, short)| short)
    }

    /// The variable that has it in the environment.
    pub(crate) fn variable(&self) -> String {
        format!("{PREFIX}{}", self.name.replace('.', "_").to_ascii_uppercase())
    }
}

/// With what all variables begin.
pub(crate) const PREFIX: &str = "QIANGXIAN_";

/// The sections of the file in their order.
pub(crate) fn sections() -> Vec<Option<&'static str>> {
    let mut sections: Vec<Option<&'static str>> = KEYS.iter().map(Key::section).collect();
    sections.dedup();
    sections
}
