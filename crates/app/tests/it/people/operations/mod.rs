//! Every operation of this part by every role: `yes` it does it, `no` it is refused, `-` it is not to be found, `2nd` it waits
//! for the second factor.

mod done;
mod targets;

use app::Error;
use store::Database;

use super::stage::Stage;
use super::story::shown;
use crate::county::on_both;
use done::done;
use targets::people;

/// Who tries: nobody, somebody registered, a manager of the firm, and one of each role of the staff; `late` is a clerk who has
/// not given the second factor in this session.
const PEOPLE: [&str; 9] =
    ["stranger", "citizen", "manager", "clerk", "late", "leader", "system", "security", "audit"];

/// Each row is an operation; `tests/it/operations.rs` says of which function of `app`, and misses none.
pub(crate) const TABLE: &str = "
                          stranger citizen manager clerk late leader system security audit
create-staff              no       no      no      no    no   no     yes    no       no
renew-set-up-link         no       no      no      no    no   no     yes    no       no
list-staff                no       no      no      no    no   no     yes    yes      no
find-account              no       no      no      no    no   no     yes    no       no
lock                      no       no      no      no    no   no     yes    no       no
unlock                    no       no      no      no    no   no     yes    no       no
reset-second-factor       no       no      no      no    no   no     yes    no       no
send-sign-in-link         no       no      no      no    no   no     yes    no       no
give-role                 no       no      no      no    no   no     no     yes      no
take-role                 no       no      no      no    no   no     no     yes      no
roles-of-another          no       no      no      no    no   no     no     yes      no
holders-of-role           no       no      no      no    no   no     no     yes      no
unattended-tasks          no       no      no      no    no   no     no     yes      no
appoint-deputy            no       -       -       -     2nd  yes    -      -        -
end-deputation            no       -       -       yes   2nd  yes    -      -        -
own-deputies              no       yes     yes     yes   2nd  yes    yes    yes      yes
list-deputations          no       no      no      no    no   no     no     yes      no
revoke-deputation         no       no      no      no    no   no     no     yes      no
name-of-colleague         -        -       -       yes   -    yes    yes    yes      yes
waiting-claims            no       no      no      yes   2nd  no     no     no       no
prove-claim               no       -       yes     yes   2nd  -      -      -        -
refuse-claim              no       -       yes     yes   2nd  -      -      -        -
accept-mandate            no       -       yes     yes   2nd  -      -      -        -
refuse-mandate            no       -       yes     yes   2nd  -      -      -        -
end-mandate               no       -       yes     -     2nd  -      -      -        -
list-mandates             no       -       yes     -     2nd  -      -      -        -
list-firm-users           no       -       yes     -     2nd  -      -      -        -
invite                    no       -       yes     -     2nd  -      -      -        -
change-firm-role          no       -       yes     -     2nd  -      -      -        -
remove-firm-user          no       -       yes     -     2nd  -      -      -        -
propose-mandate           no       -       -       -     2nd  -      -      -        -
claim-firm                no       yes     yes     yes   2nd  yes    yes    yes      yes
act-for-nobody            no       yes     yes     yes   2nd  yes    yes    yes      yes
act-for-firm              no       -       yes     -     2nd  -      -      -        -
own-profile               no       yes     yes     yes   yes  yes    yes    yes      yes
own-sessions              no       yes     yes     yes   yes  yes    yes    yes      yes
own-roles                 no       yes     yes     yes   yes  yes    yes    yes      yes
own-firms                 no       yes     yes     yes   2nd  yes    yes    yes      yes
change-profile            no       yes     yes     yes   2nd  yes    yes    yes      yes
consent                   no       yes     yes     yes   2nd  yes    yes    yes      yes
export-own-data           no       yes     yes     yes   2nd  yes    yes    yes      yes
end-other-sessions        no       yes     yes     yes   2nd  yes    yes    yes      yes
enroll-second-factor      no       yes     yes     yes   2nd  yes    yes    yes      yes
renew-recovery-codes      no       2nd     2nd     yes   2nd  yes    yes    yes      yes
end-second-factor         no       2nd     2nd     no    2nd  no     no     no       no
look-at-inbox             -        yes     yes     yes   yes  yes    yes    yes      yes
read-message              -        -       -       -     -    -      -      -        -
count-messages            yes      yes     yes     yes   yes  yes    yes    yes      yes
renew-calendar            no       yes     yes     yes   2nd  yes    yes    yes      yes
own-calendar              no       yes     yes     yes   2nd  yes    yes    yes      yes
end-calendar              no       yes     yes     yes   2nd  yes    yes    yes      yes
keep-draft                no       -       -       yes   2nd  -      -      -        -
check-page-of-draft       -        -       -       yes   -    yes    -      -        -
own-drafts                no       yes     yes     yes   2nd  yes    yes    yes      yes
read-draft                no       -       -       -     2nd  -      -      -        -
draft-of-step             yes      yes     yes     yes   yes  yes    yes    yes      yes
remove-draft              no       -       -       -     2nd  -      -      -        -
sent-case-before          yes      yes     yes     yes   yes  yes    yes    yes      yes
keep-file                 no       yes     yes     yes   yes  yes    yes    yes      yes
withdraw-claim            no       -       -       -     2nd  -      -      -        -
claim-document            no       -       yes     yes   2nd  -      -      -        -
mandate-document          no       -       yes     yes   2nd  -      -      -        -
whom-to-act-for           no       yes     yes     yes   2nd  yes    yes    yes      yes
withdraw-consent          no       yes     yes     yes   2nd  yes    yes    yes      yes
look-at-sign-off          no       yes     yes     yes   2nd  yes    yes    yes      yes
follow-sign-off           no       yes     yes     yes   2nd  yes    yes    yes      yes
change-address            no       yes     yes     yes   2nd  yes    yes    yes      yes
change-password           no       yes     yes     yes   2nd  yes    yes    yes      yes
close-account             no       yes     yes     yes   2nd  yes    yes    yes      yes
end-session               no       -       -       -     2nd  -      -      -        -
linked-identities         no       yes     yes     yes   2nd  yes    yes    yes      yes
unlink-identity           no       -       -       -     2nd  -      -      -        -
see-job                   -        -       -       -     -    -      yes    -        -
dead-jobs                 no       no      no      no    no   no     yes    no       no
count-jobs                no       no      no      no    no   no     yes    no       no
revive-job                no       no      no      no    no   no     -      no       no
tidy-now                  no       no      no      no    no   no     yes    no       no
read-trail                no       no      no      no    no   no     no     no       yes
who-stood-in              no       no      no      no    no   no     no     no       yes
list-keys                 no       no      no      no    no   no     no     yes      no
make-key                  no       no      no      no    no   no     no     yes      no
revoke-key                no       no      no      no    no   no     no     -        no
install-pack              no       no      no      no    no   no     yes    no       no
";

#[test]
fn every_operation_by_every_role() {
    on_both(tried);
}

async fn tried(database: Database) {
    let mut stage = Stage::new(database).await;
    let county = people(&mut stage).await;
    let mut table = format!("{:26}{}", "", PEOPLE.join(" "));
    for (operation, _) in rows() {
        table.push_str(&format!("\n{operation:26}"));
        let mut target = county.target(&stage, operation).await;
        for (number, name) in PEOPLE.into_iter().enumerate() {
            let who = stage.who(name).await;
            let outcome = outcome(done(operation, &stage, &who, target).await);
            if outcome == "yes" {
                target = county.target(&stage, operation).await;
            }
            let width = if number + 1 == PEOPLE.len() { 0 } else { name.len() + 1 };
            table.push_str(&format!("{outcome:width$}"));
        }
    }
    assert_eq!(table.trim(), TABLE.trim(), "\n{table}\n");
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE.trim().lines().skip(1).map(|line| line.split_once(' ').unwrap())
}

fn outcome(result: Result<(), Error>) -> String {
    match result {
        Ok(()) => "yes".to_owned(),
        Err(Error::NotFound) => "-".to_owned(),
        Err(Error::NotAllowed(denied)) if denied.needs_second_factor => "2nd".to_owned(),
        Err(Error::NotAllowed(_)) => "no".to_owned(),
        Err(other) => shown(&other),
    }
}
