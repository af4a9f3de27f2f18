//! What the letters say: subject and text, in both languages.

use jiff::civil::Date;
use kernel::Wording;
use store::inbox::MessageKind;

use super::letter::Letter;
use crate::inbox;

/// Subject and text. The link, if there is one, follows the text.
pub(super) fn text(letter: &Letter) -> (Wording, Wording) {
    match letter {
        Letter::ConfirmAddress { .. } => confirm_address(),
        Letter::AlreadyRegistered => already_registered(),
        Letter::SetUp { .. } => set_up(),
        Letter::Recovery { .. } => recovery(),
        Letter::Recovered => recovered(),
        Letter::PasswordChanged => password_changed(),
        Letter::NewAddress { .. } => new_address(),
        Letter::AddressChanged => address_changed(),
        Letter::SecondFactorChanged => second_factor_changed(),
        Letter::SignInLink { .. } => sign_in_link(),
        Letter::Invitation { .. } => invitation(),
        Letter::InboxMessage { kind, due, .. } => inbox_message(*kind, *due),
        Letter::SignOff { due, .. } => sign_off(*due),
        Letter::Closed => closed(),
    }
}

/// The end of every letter.
pub(super) fn close() -> Wording {
    Wording::new(
        "本邮件由系统自动发出，请勿回复。本平台不会在邮件、电话中索要您的密码或验证码。",
        "This letter was sent automatically; answers are not read. We never ask for your password or your codes, neither by mail nor by telephone.",
    )
}

fn confirm_address() -> (Wording, Wording) {
    (
        Wording::new("确认您的邮箱", "Confirm your e-mail address"),
        Wording::new(
            "有人用这个邮箱注册账号。如果是您本人，请在24小时内打开下面的链接完成注册；链接只能使用一次。如果不是您，请忽略本邮件，不会建立账号。",
            "Somebody is registering an account with this address. If it is you, open the link below within 24 hours to finish; it works once. If not, ignore this letter: no account will be made.",
        ),
    )
}

fn already_registered() -> (Wording, Wording) {
    (
        Wording::new("您已有账号", "You have an account already"),
        Wording::new(
            "有人用这个邮箱再次注册。该邮箱已有账号，请直接登录；忘记密码可在登录页选择“找回账号”。如果不是您，请忽略本邮件，您的账号没有变化。",
            "Somebody tried to register again with this address. It has an account already: please sign in, or choose “recover access” on the sign-in page if you forgot the password. If it was not you, ignore this letter; nothing has changed.",
        ),
    )
}

fn set_up() -> (Wording, Wording) {
    (
        Wording::new("设置您的工作账号", "Set up your staff account"),
        Wording::new(
            "系统管理员为您建立了工作账号。请在7天内打开下面的链接设置密码；链接只能使用一次。",
            "The system administrator has made a staff account for you. Open the link below within 7 days to set its password; it works once.",
        ),
    )
}

fn recovery() -> (Wording, Wording) {
    (
        Wording::new("找回账号", "Recover access"),
        Wording::new(
            "有人请求找回这个邮箱的账号。如果是您本人，请在1小时内打开下面的链接设置新密码；链接只能使用一次，用后所有已登录的设备都会退出。如果不是您，请忽略本邮件，密码没有变化。",
            "Somebody asked to recover the account of this address. If it is you, open the link below within 1 hour and set a new password; it works once, and all devices are signed out then. If not, ignore this letter; the password has not changed.",
        ),
    )
}

fn recovered() -> (Wording, Wording) {
    (
        Wording::new("账号已找回，密码已更换", "Access was recovered and the password changed"),
        Wording::new(
            "您的账号刚刚通过找回链接设置了新密码，所有已登录的设备都已退出。如果不是您本人操作，请立即再次找回账号，并告知系统管理员。",
            "A new password was just set for your account with a recovery link, and all devices were signed out. If it was not you, recover access again at once and tell the system administrator.",
        ),
    )
}

fn password_changed() -> (Wording, Wording) {
    (
        Wording::new("密码已更换", "Your password was changed"),
        Wording::new(
            "您的账号刚刚更换了密码，其他设备都已退出。如果不是您本人操作，请立即找回账号，并告知系统管理员。",
            "The password of your account was just changed, and other devices were signed out. If it was not you, recover access at once and tell the system administrator.",
        ),
    )
}

fn new_address() -> (Wording, Wording) {
    (
        Wording::new("确认新的邮箱", "Confirm the new e-mail address"),
        Wording::new(
            "有账号要改用这个邮箱。如果是您本人，请在24小时内打开下面的链接确认；链接只能使用一次。如果不是您，请忽略本邮件。",
            "An account is to use this address from now on. If it is yours, open the link below within 24 hours to confirm; it works once. If not, ignore this letter.",
        ),
    )
}

fn address_changed() -> (Wording, Wording) {
    (
        Wording::new("邮箱已更换", "Your e-mail address was changed"),
        Wording::new(
            "您的账号已改用另一个邮箱，今后的邮件不再寄到这里。如果不是您本人操作，请立即告知系统管理员。",
            "Your account uses another address now; letters no longer come here. If it was not you, tell the system administrator at once.",
        ),
    )
}

fn second_factor_changed() -> (Wording, Wording) {
    (
        Wording::new("双因素验证已变更", "Your second factor was changed"),
        Wording::new(
            "您的账号刚刚启用、更换或停用了双因素验证。如果不是您本人操作，请立即找回账号，并告知系统管理员。",
            "The second factor of your account was just enrolled, renewed or taken away. If it was not you, recover access at once and tell the system administrator.",
        ),
    )
}

fn sign_in_link() -> (Wording, Wording) {
    (
        Wording::new("查看链接", "Your link"),
        Wording::new(
            "请在1小时内打开下面的链接查看；链接只能使用一次。此链接只用于识别身份，批示、签发等操作仍需双因素验证。请勿转发。",
            "Open the link below within 1 hour to read; it works once. It only recognizes you: to sign or decide you still give the second factor. Please do not forward it.",
        ),
    )
}

fn invitation() -> (Wording, Wording) {
    (
        Wording::new("邀请您代表单位办事", "You are invited to act for an organization"),
        Wording::new(
            "有单位邀请您在本平台代表其办事。请在7天内打开下面的链接，登录或注册后接受或谢绝；链接只能使用一次。",
            "An organization invites you to act for it on this platform. Open the link below within 7 days, sign in or register, and accept or decline; it works once.",
        ),
    )
}

fn inbox_message(kind: MessageKind, due: Option<Date>) -> (Wording, Wording) {
    let Wording { zh, en } = inbox::title(kind);
    let (due_zh, due_en) = due
        .map_or_else(Default::default, |day| (format!("，办理期限{day}"), format!(", to be done by {day}")));
    (
        Wording::new(format!("您有一条{zh}"), format!("There is a {en} for you")),
        Wording::new(
            format!("平台上有一条给您的{zh}{due_zh}。内容不随邮件发送，请登录后查看。"),
            format!(
                "There is a {en} for you{due_en}. What it is about is not sent by mail; sign in to read it."
            ),
        ),
    )
}

fn sign_off(due: Option<Date>) -> (Wording, Wording) {
    let (due_zh, due_en) =
        due.map_or_else(Default::default, |day| (format!("，期限{day}"), format!(", by {day}")));
    (
        Wording::new("有一份材料待您签批", "Something waits for your signature"),
        Wording::new(
            format!(
                "平台上有一份材料待您签批{due_zh}。请打开链接，用您的账号登录后查看和签批。链接72小时内有效，只能用一次，只对您本人有效；过期的，请从收件箱办理。"
            ),
            format!(
                "Something waits for your signature{due_en}. Open the link and sign in with your account to read and sign it. It works for 72 hours, once, and for you alone; after that go on from your inbox."
            ),
        ),
    )
}

fn closed() -> (Wording, Wording) {
    (
        Wording::new("账号已注销", "Your account was closed"),
        Wording::new(
            "您的账号已注销，所有设备都已退出；个人信息的密钥已销毁，任何人都无法再读取。依法必须保存的办理记录只保留不含身份的内容。",
            "Your account was closed and all devices were signed out. The key of your personal data was destroyed; nobody can read it any more. Records the law requires to be kept stay without your identity.",
        ),
    )
}
