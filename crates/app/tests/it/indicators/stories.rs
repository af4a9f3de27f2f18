//! The stories of the packs, which prove their indicators.

use app::indicators::check_stories;
use pack::Pack;

#[tokio::test]
async fn the_stories_of_the_packs_hold() {
    for name in ["china", "kaifu", "kaifu-demo"] {
        let problems = check_stories(&Pack::built_in(name).unwrap()).await.unwrap();
        let problems: Vec<String> =
            problems.iter().map(|problem| format!("{} {}", problem.place, problem.what.en)).collect();
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }
}
