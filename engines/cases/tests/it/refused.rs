//! Declarations that are refused, each with the name of what is wrong and where.

use cases::Procedure;

const SOUND: &str = include_str!("worked/procedure.toml");

/// The codes of the problems once a line is replaced by another.
fn check(replaced: &str, by: &str, expected: &[&str]) {
    assert!(SOUND.contains(replaced), "{replaced}");
    let text = SOUND.replacen(replaced, by, 1);
    let problems = Procedure::read("procedure.toml", &text).err().unwrap_or_default();
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(codes, expected, "{replaced} -> {by}\n{problems:#?}");
    for problem in &problems {
        assert!(problem.place.file.is_some() && !problem.remedy.zh.is_empty(), "{problem:#?}");
    }
}

#[test]
fn what_a_procedure_must_keep_to() {
    check("schema = 1", "schema = 1", &[]);
    check("id = \"worked\"", "id = \"Worked\"", &["bad-id"]);
    check("name = \"subject\"", "name = \"subjekt\"", &["unknown-field"]);
    check("[[basis]]", "[[basjs]]", &["empty-list", "unknown-key"]);
    check("in_force = ", "# in_force = ", &["undated"]);
    check("by = [\"registry\"]", "", &["nobody-takes"]);
    check("by = [\"registry\"]", "follows = true", &[]);
    check("by = [\"registry\"]", "by = [\"registry\"]\nfollows = true", &["taken-anyhow"]);
    check("by = [\"registry\"]", "by = [\"registry@subject\"]", &["wrong-kind"]);
    check("by = [\"registry\"]", "by = [\"a@subject!subject\"]", &["bad-role"]);
    check("asks = [\"commission\"]", "asks = [\"comission\"]", &["unknown-field"]);
    check("asks = [\"commission\"]", "", &["never-asked"]);
    check("to = \"testing\"", "to = \"tested\"", &["unknown-state"]);
    check(
        "id = \"testing\"",
        "id = \"checking\"",
        &["written-twice", "unknown-state", "unknown-state", "unknown-state"],
    );
    check("rule = \"document-present\"", "rule = \"document-presend\"", &["bad-value", "unknown-key"]);
    check("rule = \"document-present\"", "rule = \"within\"", &["missing-key", "unknown-key"]);
    let guard = "rule = \"document-present\", field = \"approval\"";
    check(guard, &format!("{guard}, until_overdue = \"check\""), &[]);
    check(guard, &format!("{guard}, until_overdue = \"chek\""), &["unknown-clock"]);
}

/// The worked procedure, with its mode and what a mode needs; each is asked for when a case begins, unless it is left out.
#[test]
fn who_acts_for_others_says_for_whom_and_by_which_document() {
    let own = "mode = \"own\"\n";
    let with = |keys: &str, expected: &[&str]| check(own, keys, expected);
    with("mode = \"delegated\"\n", &["no-competence", "no-competence"]);
    with("mode = \"referral\"\nproof = \"approval\"\n", &["no-competence", "competence-not-asked"]);
    with("mode = \"own\"\nproof = \"approval\"\n", &["own-competence", "competence-not-asked"]);
    let both = "mode = \"delegated\"\ncompetent = \"subject\"\nproof = \"approval\"\n";
    with(both, &["competence-not-asked"]);
    with(&both.replace("\"approval\"", "\"subject\""), &["wrong-kind"]);
    with(
        &both.replace("\"subject\"", "\"published_on\""),
        &["wrong-kind", "competence-not-asked", "competence-not-asked"],
    );
    let required = |text: String| {
        let text = text.replacen(own, both, 1).replacen(
            "id = \"approval\"",
            "id = \"approval\"\nrequired = true",
            1,
        );
        let problems = Procedure::read("procedure.toml", &text).err().unwrap_or_default();
        problems.into_iter().map(|problem| problem.code).collect::<Vec<String>>()
    };
    assert_eq!(required(SOUND.to_owned()), ["competence-not-asked"]);
    let asked = SOUND.replacen("asks = [\"subject\", ", "asks = [\"subject\", \"approval\", ", 1);
    assert_eq!(required(asked), [""; 0]);
}

/// What stands in braces is there, in documents as in notices: fields, and clocks as `{clock:id}`.
#[test]
fn papers_and_letters_name_what_the_procedure_has() {
    let step = "[[clock]]\nid = \"check\"";
    let document = |heading: &str, text: &str| {
        format!(
            "[[document]]\nid = \"paper\"\ntitle = {{ zh = \"甲\", en = \"a\" }}\nstep = \"file\"\nmark = \"甲\"\nheading = \"{heading}\"\ntext = [\"{text}\"]\n\n{step}"
        )
    };
    check(step, &document("关于{subject}", "请于{clock:check}前办结。"), &[]);
    check(step, &document("关于{subjekt}", "请于{clock:chek}前办结。"), &["unknown-field", "unknown-clock"]);
    check(step, &document("关于{subject}", "{check}"), &["unknown-field"]);
    let asks = "asks = [\"commission\"]\n";
    let notice = |zh: &str, en: &str| {
        format!("{asks}[[step.notice]]\nto = [\"head\"]\nmessage = {{ zh = \"{zh}\", en = \"{en}\" }}\n")
    };
    check(asks, &notice("{subject}：{clock:check}", "{subject}"), &[]);
    check(asks, &notice("{subjekt}", "{subject}"), &["unknown-field"]);
    check(asks, &notice("{subject}", "{clock:chek}"), &["unknown-clock"]);
}

#[test]
fn who_is_told_otherwise_is_named_as_who_is_told_and_what_cases_have_in_common_is_asked_of_others() {
    let asks = "asks = [\"commission\"]\n";
    let notice = |otherwise: &str| {
        format!(
            "{asks}[[step.notice]]\nto = [\"head\"]\notherwise = [\"{otherwise}\"]\nmessage = {{ zh = \"甲\", en = \"a\" }}\n"
        )
    };
    check(asks, &notice("head"), &[]);
    check(asks, &notice("head@subjekt"), &["unknown-field"]);
    let moves = |more: &str| {
        format!("{asks}[[step.moves]]\nprocedure = \"visit\"\nstep = \"end\"\nsame = [\"subject\"]\n{more}\n")
    };
    check(asks, &moves("others = true"), &[]);
    check(asks, &moves(""), &["same-of-none"]);
    check(asks, &moves("others = true").replace("subject", "subjekt"), &["unknown-field"]);
}

#[test]
fn what_only_some_cases_have_is_no_way_out_and_what_is_let_go_of_was_held() {
    check("by = [\"registry\"]", "by = [\"registry\"]\ngiven = [\"subjekt\"]", &["unknown-field"]);
    let only = "from = [\"checking\", \"testing\"]\nto = \"filed\"";
    check(only, &format!("{only}\ngiven = [\"commission\"]"), &["never-ends", "never-ends"]);
    check("end = true", "end = true\nfrees = true", &["frees-nothing"]);
    let untouched = "end = true\nuntouched = { title = { zh = \"未开始\", en = \"not begun\" }, without = ";
    check("end = true", &format!("{untouched}\"commission\" }}"), &[]);
    check("end = true", &format!("{untouched}\"comission\" }}"), &["unknown-field"]);
    check("schema = 1", "schema = 1\nonce = [\"subject\"]", &[]);
}

#[test]
fn pages_of_a_form_are_those_of_a_step_that_starts_a_case() {
    let page = |id: &str, asks: &str| {
        format!("[[step.page]]\nid = \"{id}\"\ntitle = {{ zh = \"甲\", en = \"a\" }}\nasks = [{asks}]\n")
    };
    let asks = "asks = [\"subject\", \"published_on\"]\n";
    let both = "\"subject\", \"published_on\"";
    check(asks, &page("what", both), &[]);
    check(asks, &(page("what", "\"subject\"") + &page("when", "\"published_on\"")), &[]);
    check(asks, &page("check", both), &["reserved-id"]);
    check(asks, &page("What", both), &["bad-id"]);
    check(asks, &format!("{asks}{}", page("what", both)), &["asks-beside-pages"]);
    let twice = page("what", both) + &page("more", "\"subject\"");
    check(asks, &twice, &["listed-twice"]);
    let empty = page("what", both) + &page("more", "");
    check(asks, &empty, &["empty-list"]);
    // What others there are is told where all answers are looked at before they are sent.
    let alike = "alike = { same = [\"subject\"], except = [\"filed\"] }\n";
    check(asks, &format!("{alike}{}", page("what", both)), &[]);
    check(asks, &format!("{alike}{asks}"), &["alike-unseen"]);
    let strange = alike.replace("filed", "fild").replace("subject", "subjekt");
    check(asks, &format!("{strange}{}", page("what", both)), &["unknown-field", "unknown-state"]);
    check("asks = [\"commission\"]\n", &page("what", "\"commission\""), &["pages-go-on"]);
}

#[test]
fn a_procedure_cannot_get_stuck() {
    check("to = \"testing\"", "", &["unreachable"]);
    check("from = [\"testing\"]\nto = \"checking\"", "from = [\"checking\"]", &[]);
    check("from = [\"checking\", \"testing\"]", "from = [\"testing\"]", &[]);
    check(
        "from = [\"checking\", \"testing\"]\nto = \"filed\"",
        "from = [\"checking\", \"testing\"]",
        &["never-ends", "never-ends", "unreachable"],
    );
    check(
        "from = [\"testing\"]\nto = \"checking\"",
        "from = [\"filed\"]\nto = \"checking\"",
        &["after-the-end"],
    );
    check("to = \"checking\"\nby = [\"registry\"]", "by = [\"registry\"]", &["starts-nowhere"]);
}

#[test]
fn every_clock_can_stop() {
    check("stops = [\"file\"]", "stops = [\"result\"]", &["clock-left-running"]);
    check("stops = [\"file\"]", "stops = []", &["empty-list"]);
    check("limit = \"worked-law/check\"", "limit = \"check\"", &["bad-limit"]);
    check(
        "limit = \"worked-law/check\"",
        "limit = \"worked-law/check\"\ndue = \"published_on\"",
        &["clock-length"],
    );
    check("limit = \"worked-law/check\"", "due = \"published_on\"", &["given-cannot-wait"]);
    check("limit = \"head\"", "limit = \"head\", amount = 3, unit = \"day\"", &["extension-length"]);
    check(
        "limit = \"worked-law/check\"",
        "length = { amount = 0, unit = \"day\", regime = \"civil\", statute = \"甲\", article = \"乙\", of_plan = true }",
        &["bad-amount"],
    );
}

#[test]
fn what_is_personal_is_filled_in_and_looked_at_and_nothing_follows_from_it() {
    let name = "[[field]]\nid = \"complainant\"\ntitle = { zh = \"投诉人\", en = \"complainant\" }\nkind = \"person\"\nclass = \"personal\"\n\n";
    let sound = SOUND.replacen("[[state]]", &format!("{name}[[state]]"), 1).replacen(
        "asks = [\"subject\", ",
        "asks = [\"subject\", \"complainant\", ",
        1,
    );
    let codes = |text: &str| -> Vec<String> {
        let problems = Procedure::read("procedure.toml", text).err().unwrap_or_default();
        problems.into_iter().map(|problem| problem.code).collect()
    };
    assert!(codes(&sound).is_empty(), "{:?}", codes(&sound));
    let asks = "asks = [\"commission\"]\n";
    let notice = format!(
        "{asks}[[step.notice]]\nto = [\"officer\"]\nmessage = {{ zh = \"{{complainant}}\", en = \"-\" }}\n"
    );
    for (replaced, by) in [
        ("name = \"subject\"", "name = \"complainant\""),
        ("name = \"subject\"", "name = \"subject\"\ncard = [\"complainant\"]"),
        ("name = \"subject\"", "name = \"subject\"\nonce = [\"complainant\"]"),
        (asks, &notice),
        (asks, "asks = [\"commission\"]\ngiven = [\"complainant\"]\n"),
        (asks, "asks = [\"commission\"]\nsets = { subject = \"$complainant\" }\n"),
        (
            "rule = \"document-present\", field = \"approval\"",
            "rule = \"field-present\", field = \"complainant\"",
        ),
    ] {
        assert!(sound.contains(replaced), "{replaced}");
        assert_eq!(codes(&sound.replacen(replaced, by, 1)), ["sealed-field"], "{by}");
    }
    // A secret is read by nobody, and whoever works with a case reads it.
    let secret = sound.replacen("class = \"personal\"", "class = \"secret\"", 1);
    assert_eq!(codes(&secret), ["secret-field"]);
    // Names of what is kept elsewhere are no values of their own.
    check("kind = \"file\"", "kind = \"file\"\nclass = \"personal\"", &["sealed-kind", "sealed-field"]);
}

#[test]
fn a_link_in_a_letter_leads_to_what_who_gets_it_can_do_then() {
    // The officer commissions a test, and tells somebody with a link.
    let asks = "asks = [\"commission\"]\n";
    let told = |to: &str, step: &str| {
        let message = "message = { zh = \"{subject}\", en = \"{subject}\" }";
        format!("{asks}[[step.notice]]\nto = [{to}]\n{message}\nlink = \"{step}\"\n")
    };
    check(asks, &told("\"officer\"", "result"), &[]);
    check(asks, &told("\"officer\"", "resutl"), &["unknown-step"]);
    // The registry is no officer, and nobody but an officer receives results.
    check(asks, &told("\"registry\"", "result"), &["link-to-idle"]);
    check(asks, &told("\"registry\", \"head\", \"officer\"", "result"), &["link-to-idle", "link-to-idle"]);
    // The head extends only what is being checked, and nothing is received twice.
    check(asks, &told("\"head\"", "extend"), &["link-too-early"]);
    check(asks, &told("\"registry\"", "receive"), &["link-too-early"]);
    // A step that only a clock takes is taken by nobody.
    let overdue = "by = [\"officer\"]\n\n[[step]]\nid = \"extend\"";
    let by_clock = "when_overdue = \"check\"\n\n[[step]]\nid = \"extend\"";
    assert!(SOUND.contains(overdue), "{SOUND}");
    let text = SOUND.replacen(overdue, by_clock, 1).replacen(asks, &told("\"officer\"", "result"), 1);
    let problems = Procedure::read("procedure.toml", &text).unwrap_err();
    let (code, place) = (problems[0].code.as_str(), &problems[0].place);
    let line = 1 + text.lines().position(|line| line == "link = \"result\"").unwrap();
    assert_eq!((problems.len(), code, place.line), (1, "link-to-idle", Some(line)), "{problems:#?}");
}
