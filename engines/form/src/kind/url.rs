use kernel::Wording;

use super::rules::Rules;
use crate::fault::Fault;
use crate::limits::URL_BYTES_MAX;
use crate::writing::one_line;
use crate::{Codes, Context, Value};

/// A web address that a browser may open without harm: http or https, with a host, without a password.
#[derive(Debug)]
pub(super) struct Url;

impl Rules for Url {
    fn read(&self, written: &str, _context: Context<'_>) -> Result<Value, Fault> {
        let line = one_line(written)?;
        if line.len() > URL_BYTES_MAX {
            return Err(Fault::too_large(URL_BYTES_MAX));
        }
        if line.contains(' ') {
            return Err(Fault::fixed(
                "blank-in-url",
                ("网址中有空格", "there is a blank in the web address"),
                ("请只填写一个网址，去掉空格和说明文字", "write one address only, without blanks and words"),
            ));
        }
        let Some((scheme, rest)) = scheme(&line) else { return Err(without_scheme(&line)) };
        let url = ::url::Url::parse(&format!("{scheme}://{rest}")).map_err(|_| not_a_url())?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Fault::fixed(
                "password-in-url",
                ("网址中带有用户名或密码", "the web address holds a user name or password"),
                ("请去掉“@”之前的用户名和密码", "take out the user name and password before the @"),
            ));
        }
        let is_named = url.host_str().is_some_and(|host| host.contains(['.', ':']) || host == "localhost");
        if !is_named {
            return Err(not_a_url());
        }
        if url.as_str().len() > URL_BYTES_MAX {
            return Err(Fault::too_large(URL_BYTES_MAX));
        }
        Ok(Value::Text(url.into()))
    }

    fn input_mode(&self) -> &'static str {
        "url"
    }

    fn names_one_thing(&self) -> bool {
        true
    }

    fn json_schema(&self, _codes: &Codes) -> serde_json::Value {
        let mut schema = super::rules::pattern_schema(r"^https?://[^\s/]+/\S*$", URL_BYTES_MAX);
        schema["format"] = "uri".into();
        schema
    }
}

/// `http` or `https` and what follows its `://`, which people also write full width.
fn scheme(line: &str) -> Option<(&'static str, &str)> {
    ["https", "http"].into_iter().find_map(|scheme| {
        let (written, rest) = line.split_at_checked(scheme.len())?;
        let rest = rest.strip_prefix([':', '：'])?;
        let rest = rest.strip_prefix("//").or_else(|| rest.strip_prefix("／／"))?;
        written.eq_ignore_ascii_case(scheme).then_some((scheme, rest))
    })
}

fn without_scheme(line: &str) -> Fault {
    if line.contains(':') && !line.contains('.') || line.contains("://") {
        return Fault::fixed(
            "wrong-scheme",
            ("不是 http 或 https 网址", "it is no address with http or https"),
            (
                "请填写以 https:// 或 http:// 开头的网址",
                "write an address that begins with https:// or http://",
            ),
        );
    }
    if ::url::Url::parse(&format!("https://{line}")).is_ok() && line.contains('.') {
        return Fault::new(
            "scheme-missing",
            Wording::new("网址缺少 https:// 或 http://", "https:// or http:// is missing"),
            Wording::new(
                "请从浏览器地址栏复制完整网址（以 https:// 或 http:// 开头）",
                "copy the whole address from the browser, beginning with https:// or http://",
            ),
        );
    }
    not_a_url()
}

fn not_a_url() -> Fault {
    Fault::fixed(
        "not-a-url",
        ("不是完整的网址", "it is not a whole web address"),
        (
            "请从浏览器地址栏复制完整网址，如 https://www.example.cn/",
            "copy the whole address from the browser, such as https://www.example.cn/",
        ),
    )
}
