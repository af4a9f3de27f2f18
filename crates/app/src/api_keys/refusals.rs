//! What people and systems are told when a key cannot be made or used.

use kernel::{Place, Problem, Wording};

use super::make::{ADDRESSES_MAX, DAYS_MAX};
use crate::Error;
use crate::accounts::refusals::denied;

/// Nobody is told which of these it is.
pub(super) fn unusable() -> Error {
    denied(
        ("接口密钥不正确、已吊销或已过期", "the API key is wrong, was revoked or has expired"),
        ("请向安全管理员申请新的密钥", "ask the security administrator for a new one"),
    )
}

/// The key is right; whoever has it may know from where it does not work.
pub(super) fn wrong_address() -> Error {
    denied(
        ("这个接口密钥不能从当前地址使用", "this API key may not be used from this address"),
        (
            "请从登记的地址访问，或请安全管理员另发密钥",
            "use it from its own addresses, or ask the security administrator for another one",
        ),
    )
}

/// The same request came before, as by a double click.
pub(super) fn made_already(id: i64) -> Error {
    Error::Conflict(Wording::new(
        format!("这把密钥已经生成，编号{id}。密钥只显示一次；没有看到的，请在密钥列表中撤销它，再生成一把"),
        format!(
            "this key was made already, as number {id}; a key is shown once: if you have not seen it, revoke it in the list of keys and make another one"
        ),
    ))
}

pub(super) fn bad_days() -> Problem {
    Problem::error(
        "key-days",
        Place::default().at_field("days"),
        Wording::new("密钥的有效期不合要求", "a key cannot be good for so long"),
        Wording::new(format!("请填写1至{DAYS_MAX}天"), format!("give 1 to {DAYS_MAX} days")),
    )
}

pub(super) fn unknown_ledger(ledger: &str, nearest: Option<&str>) -> Problem {
    let remedy = match nearest {
        Some(nearest) => Wording::new(format!("是否指“{nearest}”"), format!("did you mean {nearest}")),
        None => Wording::new("请从列表中选择", "choose from the list"),
    };
    Problem::error(
        "unknown-ledger",
        Place::default().at_field("scopes"),
        Wording::new(format!("没有“{ledger}”这个台账"), format!("there is no ledger {ledger}")),
        remedy,
    )
}

pub(super) fn no_account() -> Problem {
    Problem::error(
        "key-account",
        Place::default().at_field("account"),
        Wording::new("没有这个账号，或账号已停用", "there is no such account, or it is locked"),
        Wording::new("请选择一个可用的账号", "choose an account that is open"),
    )
}

pub(super) fn no_network(text: &str) -> Problem {
    Problem::error(
        "key-address",
        Place::default().at_field("addresses"),
        Wording::new(format!("“{text}”不是网络地址"), format!("“{text}” is no address")),
        Wording::new("请写成 10.1.2.3 或 10.1.0.0/16", "write it as 10.1.2.3 or 10.1.0.0/16"),
    )
}

pub(super) fn too_many_addresses() -> Problem {
    Problem::error(
        "too-many",
        Place::default().at_field("addresses"),
        Wording::new(
            format!("网络地址超过{ADDRESSES_MAX}个"),
            format!("more than {ADDRESSES_MAX} addresses"),
        ),
        Wording::new("请改用网段，如 10.1.0.0/16", "take networks such as 10.1.0.0/16"),
    )
}
