use kernel::Wording;

/// What people do with accounts and what belongs to them, as the trail of operations names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Came in.
    SignIn,
    /// Tried to.
    FailToSignIn,
    /// Gave a code of the second factor.
    GiveSecondFactor,
    /// Gave a wrong one.
    FailSecondFactor,
    /// Gave a recovery code in its place.
    UseRecoveryCode,
    /// Left.
    SignOut,
    /// Ended a session from another one.
    EndSession,
    /// Says for whom they act from now on.
    ActFor,
    /// Asked to register.
    RequestRegistration,
    /// Registered.
    Register,
    /// Made an account for a member of the staff.
    CreateStaffAccount,
    /// Made a new link with which an account is set up.
    MakeSetUpLink,
    /// Set the account up.
    SetUpAccount,
    /// Asked to recover access.
    RequestRecovery,
    /// Recovered access.
    RecoverAccess,
    /// Changed the password.
    ChangePassword,
    /// Changed how they are called, or in which language they read.
    ChangeProfile,
    /// Asked to use another address.
    RequestAddress,
    /// Uses another address.
    ChangeAddress,
    /// Began to enroll a second factor.
    EnrollSecondFactor,
    /// Confirmed it.
    ConfirmSecondFactor,
    /// Took it away.
    EndSecondFactor,
    /// Took that of somebody else away, who lost it.
    ResetSecondFactor,
    /// Made new recovery codes.
    RenewRecoveryCodes,
    /// Consented.
    GiveConsent,
    /// Withdrew consent.
    WithdrawConsent,
    /// Took out what is kept of them.
    ExportOwnData,
    /// Locked an account.
    LockAccount,
    /// Opened it again.
    UnlockAccount,
    /// Closed the account.
    CloseAccount,
    /// Sent a link that recognizes a leader.
    SendSignInLink,
    /// Followed a link to what waits for a signature.
    FollowSignOffLink,
    /// Gave a role.
    GrantRole,
    /// Took a role away.
    TakeRole,
    /// Named a deputy.
    AppointDeputy,
    /// A deputy began to stand in.
    BeginDeputation,
    /// Ended that somebody stands in.
    EndDeputation,
    /// Said that they act for a firm.
    ClaimFirm,
    /// Took that back.
    WithdrawClaim,
    /// Found it proved.
    ProveClaim,
    /// Found it not proved.
    RefuseClaim,
    /// Invited somebody to act for a firm.
    InviteFirmUser,
    /// Accepted.
    JoinFirm,
    /// Lets somebody act for a firm no more.
    RemoveFirmUser,
    /// Changed what somebody may do in a firm.
    ChangeFirmRole,
    /// Proposed that an agency acts for a firm.
    ProposeMandate,
    /// Accepted that.
    AcceptMandate,
    /// Refused it.
    RefuseMandate,
    /// Ended it.
    EndMandate,
    /// Made a key of the API.
    MakeApiKey,
    /// Revoked one.
    RevokeApiKey,
    /// Made an address at which a calendar program asks.
    MakeCalendarAddress,
    /// Ended it.
    EndCalendarAddress,
    /// Linked an account of another provider.
    LinkIdentity,
    /// Ended that.
    UnlinkIdentity,
    /// Lets a job run again that was given up.
    ReviveJob,
    /// Had everything removed that is kept no longer.
    Tidy,
    /// Said what indicators came to in periods that are over.
    ClosePeriods,
    /// Published what everybody may see to a lake.
    PublishToLake,
}

use Deed::*;

impl Deed {
    /// All of them.
    pub const ALL: [Deed; 59] = [
        SignIn,
        FailToSignIn,
        GiveSecondFactor,
        FailSecondFactor,
        UseRecoveryCode,
        SignOut,
        EndSession,
        ActFor,
        RequestRegistration,
        Register,
        CreateStaffAccount,
        MakeSetUpLink,
        SetUpAccount,
        RequestRecovery,
        RecoverAccess,
        ChangePassword,
        ChangeProfile,
        RequestAddress,
        ChangeAddress,
        EnrollSecondFactor,
        ConfirmSecondFactor,
        EndSecondFactor,
        ResetSecondFactor,
        RenewRecoveryCodes,
        GiveConsent,
        WithdrawConsent,
        ExportOwnData,
        LockAccount,
        UnlockAccount,
        CloseAccount,
        SendSignInLink,
        FollowSignOffLink,
        GrantRole,
        TakeRole,
        AppointDeputy,
        BeginDeputation,
        EndDeputation,
        ClaimFirm,
        WithdrawClaim,
        ProveClaim,
        RefuseClaim,
        InviteFirmUser,
        JoinFirm,
        RemoveFirmUser,
        ChangeFirmRole,
        ProposeMandate,
        AcceptMandate,
        RefuseMandate,
        EndMandate,
        MakeApiKey,
        RevokeApiKey,
        MakeCalendarAddress,
        EndCalendarAddress,
        LinkIdentity,
        UnlinkIdentity,
        ReviveJob,
        Tidy,
        ClosePeriods,
        PublishToLake,
    ];

    /// Its name in the trail.
    pub fn id(self) -> &'static str {
        self.facts().0
    }

    /// The deed with this name.
    pub fn named(id: &str) -> Option<Deed> {
        Deed::ALL.into_iter().find(|deed| deed.id() == id)
    }

    /// What it is called on a page.
    pub fn title(self) -> Wording {
        Wording::new(self.facts().1, self.facts().2)
    }

    fn facts(self) -> (&'static str, &'static str, &'static str) {
        match self {
            SignIn => ("sign-in", "登录", "signed in"),
            FailToSignIn => ("fail-to-sign-in", "登录失败", "failed to sign in"),
            GiveSecondFactor => ("give-second-factor", "通过双因素验证", "gave the second factor"),
            FailSecondFactor => ("fail-second-factor", "双因素验证失败", "gave a wrong code"),
            UseRecoveryCode => ("use-recovery-code", "使用恢复码", "used a recovery code"),
            SignOut => ("sign-out", "退出", "signed out"),
            EndSession => ("end-session", "结束其他设备的登录", "ended a session"),
            ActFor => ("act-for", "选择代表的单位", "chose for whom to act"),
            RequestRegistration => ("request-registration", "申请注册", "asked to register"),
            Register => ("register", "注册", "registered"),
            CreateStaffAccount => ("create-staff-account", "建立工作账号", "made a staff account"),
            MakeSetUpLink => ("make-set-up-link", "生成账号设置链接", "made a set-up link"),
            SetUpAccount => ("set-up-account", "设置账号", "set the account up"),
            RequestRecovery => ("request-recovery", "申请找回账号", "asked to recover access"),
            RecoverAccess => ("recover-access", "找回账号", "recovered access"),
            ChangePassword => ("change-password", "更换密码", "changed the password"),
            ChangeProfile => ("change-profile", "修改姓名或语言", "changed name or language"),
            RequestAddress => ("request-address", "申请更换邮箱", "asked to change the address"),
            ChangeAddress => ("change-address", "更换邮箱", "changed the address"),
            EnrollSecondFactor => {
                ("enroll-second-factor", "开始启用双因素验证", "began to enroll a second factor")
            }
            ConfirmSecondFactor => ("confirm-second-factor", "启用双因素验证", "enrolled a second factor"),
            EndSecondFactor => ("end-second-factor", "停用双因素验证", "took the second factor away"),
            ResetSecondFactor => ("reset-second-factor", "重置他人的双因素验证", "reset a second factor"),
            RenewRecoveryCodes => ("renew-recovery-codes", "更换恢复码", "renewed the recovery codes"),
            GiveConsent => ("give-consent", "同意", "consented"),
            WithdrawConsent => ("withdraw-consent", "撤回同意", "withdrew consent"),
            ExportOwnData => ("export-own-data", "导出本人信息", "exported their own data"),
            LockAccount => ("lock-account", "停用账号", "locked an account"),
            UnlockAccount => ("unlock-account", "恢复账号", "unlocked an account"),
            CloseAccount => ("close-account", "注销账号", "closed the account"),
            SendSignInLink => ("send-sign-in-link", "发送查看链接", "sent a sign-in link"),
            FollowSignOffLink => ("follow-sign-off-link", "打开签批链接", "followed a link for sign-off"),
            GrantRole => ("grant-role", "授予角色", "gave a role"),
            TakeRole => ("take-role", "收回角色", "took a role away"),
            AppointDeputy => ("appoint-deputy", "指定代理人", "named a deputy"),
            BeginDeputation => ("begin-deputation", "角色代理开始", "a deputation began"),
            EndDeputation => ("end-deputation", "终止角色代理", "ended a deputation"),
            ClaimFirm => ("claim-firm", "申请代表单位", "claimed to act for a firm"),
            WithdrawClaim => ("withdraw-claim", "撤回申请", "withdrew the claim"),
            ProveClaim => ("prove-claim", "确认其代表单位", "found the claim proved"),
            RefuseClaim => ("refuse-claim", "不予确认其代表单位", "refused the claim"),
            InviteFirmUser => ("invite-firm-user", "邀请同事", "invited a colleague"),
            JoinFirm => ("join-firm", "接受邀请", "accepted the invitation"),
            RemoveFirmUser => ("remove-firm-user", "移除单位用户", "removed a user of the firm"),
            ChangeFirmRole => ("change-firm-role", "变更单位用户权限", "changed a role in the firm"),
            ProposeMandate => ("propose-mandate", "提交代理授权", "proposed a mandate"),
            AcceptMandate => ("accept-mandate", "确认代理授权", "accepted a mandate"),
            RefuseMandate => ("refuse-mandate", "不予确认代理授权", "refused a mandate"),
            EndMandate => ("end-mandate", "终止代理授权", "ended a mandate"),
            MakeApiKey => ("make-api-key", "生成接口密钥", "made an API key"),
            RevokeApiKey => ("revoke-api-key", "吊销接口密钥", "revoked an API key"),
            MakeCalendarAddress => ("make-calendar-address", "生成日历订阅地址", "made a calendar address"),
            EndCalendarAddress => ("end-calendar-address", "停用日历订阅地址", "ended the calendar address"),
            LinkIdentity => ("link-identity", "绑定统一身份", "linked another identity"),
            UnlinkIdentity => ("unlink-identity", "解除统一身份绑定", "unlinked an identity"),
            ReviveJob => ("revive-job", "重新执行任务", "revived a job"),
            Tidy => ("tidy", "清理到期数据", "removed what is kept no longer"),
            ClosePeriods => ("close-periods", "存定到期指标", "closed periods of indicators"),
            PublishToLake => {
                ("publish-to-lake", "向数据湖发布公开台账", "published public ledgers to a lake")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_deed_has_a_name_of_its_own() {
        for deed in Deed::ALL {
            assert_eq!(Deed::named(deed.id()), Some(deed));
        }
    }
}
