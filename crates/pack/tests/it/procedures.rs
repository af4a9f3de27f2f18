//! Procedures and laws of a pack: what they name has to be there, and their stories have to hold.

use crate::world::World;

const PROCEDURE: &str = r#"schema = 1
id = "errand"
title = { zh = "差事", en = "errand" }
about = { zh = "演示。", en = "An example." }
mode = "own"
name = "what"
retention = { basis = { zh = "演示", en = "example" } }
[[basis]]
statute = "演示"
article = "第一条"
of_plan = true
source = "演示"
[[field]]
id = "what"
title = { zh = "事项", en = "what" }
kind = "text"
required = true
[[state]]
id = "open"
title = { zh = "待办", en = "open" }
[[state]]
id = "done"
title = { zh = "办结", en = "done" }
end = true
[[step]]
id = "start"
title = { zh = "开始", en = "start" }
to = "open"
by = ["clerk"]
asks = ["what"]
[[step]]
id = "finish"
title = { zh = "办结", en = "finish" }
from = ["open"]
to = "done"
by = ["liaison"]
[[clock]]
id = "time"
title = { zh = "期限", en = "time" }
starts = ["start"]
limit = "errands/time"
stops = ["finish"]
"#;

const LAW: &str = r#"schema = 1
id = "errands"
title = { zh = "演示条例", en = "rules on errands" }
in_force = 2020-01-01
transition = "start-event"
source = "演示"
[[limit]]
id = "time"
title = { zh = "期限", en = "time" }
amount = 5
unit = "working-day"
regime = "civil"
article = "第二条"
"#;

const STORY: &str = "= 一件\n2026-03-02 start by clerk what=送件 -> open; time due 2026-03-09\n2026-03-03 finish by liaison -> done\n";

fn check(procedure: &str, law: &str, story: &str, problems: &[&str]) {
    let world = World::new(&[
        ("procedures/errand/procedure.toml", procedure),
        ("procedures/errand/stories.txt", story),
        ("law/errands/2020-01-01.toml", law),
    ]);
    assert_eq!(world.problems(), problems);
}

#[test]
fn what_a_procedure_names_is_there_and_its_stories_hold() {
    let file = "procedures/errand/procedure.toml";
    check(PROCEDURE, LAW, STORY, &[]);
    check(PROCEDURE, LAW, "", &["procedures/errand/stories.txt no-story"]);
    check(
        PROCEDURE,
        LAW,
        &STORY.replace("03-09", "03-10"),
        &["procedures/errand/stories.txt:1 一件 story-otherwise"],
    );
    check(
        &PROCEDURE.replace("liaison", "lieison"),
        LAW,
        STORY,
        &[&format!("{file} by unknown-role"), "procedures/errand/stories.txt:1 一件 story-otherwise"],
    );
    check(
        &PROCEDURE.replace("errands/time", "errands/tame"),
        LAW,
        STORY,
        &[
            &format!("{file} clock time unknown-limit"),
            "procedures/errand/stories.txt:1 一件 story-otherwise",
        ],
    );
    check(
        &PROCEDURE.replace("id = \"errand\"", "id = \"errend\""),
        LAW,
        STORY,
        &[&format!("{file} declared-elsewhere")],
    );
    // An article by which more time is granted, or none counts, is dated like any other: by the text of the limit, or by itself.
    let undated = format!("{file} clock time undated");
    let more = "[[step]]\nid = \"stretch\"\ntitle = { zh = \"延长\", en = \"stretch\" }\nfrom = [\"open\"]\nby = [\"clerk\"]\n";
    let extended = |own: &str| {
        let extension = "step = \"stretch\", amount = 2, unit = \"working-day\", article = \"第三条\"";
        format!("{PROCEDURE}extensions = [{{ {extension}{own} }}]\n{more}")
    };
    let paused = |own: &str| {
        let pause = "opens = [\"stretch\"], closes = [\"finish\"], article = \"第四条\"";
        format!("{PROCEDURE}pauses = [{{ {pause}{own} }}]\n{more}")
    };
    let dated = ", statute = \"演示办法\", in_force = 2020-01-01, source = \"演示\"";
    let length = "length = { amount = 5, unit = \"working-day\", regime = \"civil\", statute = \"演示方案\", article = \"第一条\", of_plan = true }";
    let with_own_length = |text: String| text.replace("limit = \"errands/time\"", length);
    let texts: [&dyn Fn(&str) -> String; 2] = [&extended, &paused];
    for text in texts {
        check(&text(""), LAW, STORY, &[]);
        check(&text(", statute = \"演示办法\""), LAW, STORY, &[&undated]);
        check(&text(", statute = \"演示办法\", in_force = 2020-01-01"), LAW, STORY, &[&undated]);
        check(&text(dated), LAW, STORY, &[]);
        check(&with_own_length(text("")), LAW, STORY, &[&undated]);
        check(&with_own_length(text(", of_plan = true")), LAW, STORY, &[]);
        check(&with_own_length(text(dated)), LAW, STORY, &[]);
    }
    // A clock opens nothing in the place of people.
    let late = "[[step]]\nid = \"late\"\ntitle = { zh = \"逾期\", en = \"late\" }\nfrom = [\"open\"]\nwhen_overdue = \"time\"\n\
                [[step.opens]]\nprocedure = \"errand\"\nstep = \"start\"\nfields = { what = \"$what\" }\n";
    check(&format!("{PROCEDURE}{late}"), LAW, STORY, &[&format!("{file} step late opens not-by-clock")]);
    check(
        PROCEDURE,
        &LAW.replace("2020-01-01", "2020-01-02"),
        STORY,
        &["law/errands/2020-01-01.toml declared-elsewhere"],
    );
    check(
        PROCEDURE,
        &LAW.replace("\"civil\"", "\"civic\""),
        STORY,
        &[
            "law/errands/2020-01-01.toml time unknown-regime",
            "procedures/errand/stories.txt:1 一件 story-otherwise",
        ],
    );
}
