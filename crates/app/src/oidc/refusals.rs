//! What people are told when it does not go on.

use std::fmt::Display;

use kernel::Wording;

use crate::Error;
use crate::accounts::refusals::{denied, problem};

/// Nobody went there from this browser a short while ago, or they did not finish there, or they came back twice.
pub(super) fn gone() -> Error {
    problem(
        "identity-gone",
        "state",
        (
            "统一身份认证没有完成、已超时或已用过",
            "this was not finished at the provider, took too long or was used",
        ),
        ("请重新开始", "begin again"),
    )
}

/// What the provider says of somebody is not signed by it, not for us, or not for this journey. Why stands in the log.
pub(super) fn not_proved(error: &dyn Display) -> Error {
    tracing::warn!(%error, "what the provider of identities says cannot be trusted");
    problem(
        "identity-not-proved",
        "code",
        ("统一身份认证的答复无法核实", "what the provider says of you cannot be trusted"),
        (
            "请重新开始；如再次出现请告知系统管理员",
            "begin again; if it happens again, tell the system administrator",
        ),
    )
}

/// The provider does not answer, or not as it should. Why stands in the log; people are told to use their password.
pub(super) fn unusable(error: &dyn Display) -> Error {
    tracing::warn!(%error, "the provider of identities cannot be used");
    Error::Conflict(Wording::new(
        "统一身份认证暂时不可用；请稍后重试，或用本平台的密码登录",
        "the provider of identities cannot be used at the moment; try again later, or sign in with your password",
    ))
}

/// Somebody has an account there, and none here that is linked with it.
pub(super) fn not_linked() -> Error {
    denied(
        ("该统一身份还没有绑定本平台的账号", "this identity is not linked with an account yet"),
        (
            "请先用本平台的密码登录，在“账号安全”中绑定",
            "sign in with your password first and link it under “security”",
        ),
    )
}

/// It leads to an account already.
pub(super) fn linked_already() -> Error {
    Error::Conflict(Wording::new(
        "该统一身份已绑定本平台的一个账号",
        "this identity is linked with an account already",
    ))
}
