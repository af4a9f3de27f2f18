//! What people are told when something of their account does not go on.

use kernel::{Place, Problem, Wording};

use crate::{Denied, Error};

/// Name and password do not belong together, or there is no such account: nobody is told which.
pub(crate) fn wrong_password() -> Error {
    problem(
        "sign-in-wrong",
        "password",
        ("登录名或密码不正确", "name and password do not belong together"),
        (
            "请检查后重试；忘记密码可找回账号",
            "check both and try again; if you forgot the password, recover access",
        ),
    )
}

/// The password of somebody who has signed in already is wrong.
pub(crate) fn wrong_own_password() -> Error {
    problem(
        "password-wrong",
        "former-password",
        ("现在的密码不正确", "this is not your present password"),
        ("请重新输入", "type it again"),
    )
}

/// A code of the second factor is wrong, old or used.
pub(crate) fn wrong_code() -> Error {
    problem(
        "code-wrong",
        "code",
        ("验证码不正确、已过期或已用过", "the code is wrong, too old or was used"),
        (
            "请输入验证器当前显示的六位数字；手机不在身边可用恢复码",
            "give the six digits your authenticator shows now; without your telephone take a recovery code",
        ),
    )
}

/// A one-time link is unknown, used or expired.
pub(crate) fn link_gone() -> Error {
    problem(
        "link-gone",
        "token",
        ("链接已用过、已过期或不完整", "the link was used, has expired or is incomplete"),
        ("请重新申请一个", "ask for a new one"),
    )
}

pub(crate) fn link_unknown() -> Error {
    problem(
        "link-unknown",
        "token",
        ("没有这个链接，或者链接不完整", "there is no such link, or it is incomplete"),
        ("请从邮件中完整复制，或从“收件箱”办理", "copy all of it from the letter, or go on from your inbox"),
    )
}

pub(crate) fn link_of_another() -> Error {
    problem(
        "link-of-another",
        "token",
        ("这个链接是发给另一个账号的", "the link was sent to another account"),
        (
            "请用收到邮件的账号登录，或从“收件箱”办理",
            "sign in with the account that got it, or go on from your inbox",
        ),
    )
}

pub(crate) fn link_of_former_body() -> Error {
    problem(
        "link-of-former-body",
        "token",
        ("您现在不代表要签批的单位", "you do not act for the body that signs any more"),
        ("请由该单位现在的负责人签批", "it is signed by the leader that the body has now"),
    )
}

pub(crate) fn link_used() -> Error {
    problem(
        "link-used",
        "token",
        ("这个链接已经用过，只能用一次", "the link was used; it works once"),
        ("请从“收件箱”继续办理", "go on from your inbox"),
    )
}

pub(crate) fn link_late(hours: i64) -> Error {
    let (zh, en) = (
        format!("这个链接已过{hours}小时的有效期"),
        format!("the link is older than {hours} hours and works no longer"),
    );
    problem("link-late", "token", (&zh, &en), ("请从“收件箱”办理", "go on from your inbox"))
}

/// An address or name that another account has.
pub(crate) fn handle_taken(field: &str) -> Error {
    problem(
        "handle-taken",
        field,
        ("已有账号使用它", "an account has it already"),
        ("请换一个", "take another one"),
    )
}

/// Something has to be filled in.
pub(crate) fn missing(field: &str) -> Problem {
    Problem::error(
        "missing",
        Place::default().at_field(field),
        Wording::new("没有填写", "this is not filled in"),
        Wording::new("请填写", "fill it in"),
    )
}

/// Something is too long.
pub(crate) fn too_long(field: &str, characters: usize) -> Problem {
    Problem::error(
        "too-long",
        Place::default().at_field(field),
        Wording::new(format!("超过{characters}个字"), format!("more than {characters} characters")),
        Wording::new("请缩短", "shorten it"),
    )
}

/// The administrator has locked the account.
pub(crate) fn locked() -> Error {
    denied(("账号已停用", "the account is locked"), ("请联系系统管理员", "ask the system administrator"))
}

/// Only for people who have signed in.
pub(crate) fn sign_in_first() -> Error {
    denied(("尚未登录或已超时退出", "you have not signed in, or were signed out"), ("请登录", "sign in"))
}

/// Only after the second factor.
pub(crate) fn second_factor_first() -> Error {
    Error::NotAllowed(Denied {
        why: Wording::new("尚未通过双因素验证", "the second factor was not given"),
        remedy: Wording::new("请输入验证器上的六位数字", "give the six digits of your authenticator"),
        needs_second_factor: true,
    })
}

/// A link does not let anybody do this.
pub(crate) fn link_only_recognizes() -> Error {
    denied(
        ("查看链接只用于识别身份", "the link only recognizes you"),
        ("请用密码登录，或通过双因素验证", "sign in with your password, or give the second factor"),
    )
}

/// No letters can be sent.
pub(crate) fn no_mail() -> Error {
    Error::Conflict(Wording::new(
        "本平台没有设置邮件服务器，暂时不能发送链接；请联系系统管理员",
        "no mail server is set, so no link can be sent; ask the system administrator",
    ))
}

/// Somebody lacks what an act takes.
pub(crate) fn denied(why: (&str, &str), remedy: (&str, &str)) -> Error {
    Error::NotAllowed(Denied {
        why: Wording::new(why.0, why.1),
        remedy: Wording::new(remedy.0, remedy.1),
        needs_second_factor: false,
    })
}

/// One problem with a field.
pub(crate) fn problem(code: &str, field: &str, what: (&str, &str), remedy: (&str, &str)) -> Error {
    let (what, remedy) = (Wording::new(what.0, what.1), Wording::new(remedy.0, remedy.1));
    Error::invalid(Problem::error(code, Place::default().at_field(field), what, remedy))
}

/// Nobody does this for themself.
pub(crate) fn not_for_oneself() -> Error {
    denied(
        ("不能为自己办理", "nobody does this for themself"),
        ("请由另一位有权限的人员办理", "ask another person who may"),
    )
}
