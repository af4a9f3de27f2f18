//! One project, centre or school under several names.

use super::{Draft, Subject};
use crate::findings::objects;

const GROUPS_MAX: usize = 6;

/// Names so alike that they may mean one thing.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let groups = objects::groups(subject).into_iter().take(GROUPS_MAX);
    groups
        .map(|group| {
            let names: Vec<String> =
                group.iter().take(4).map(|object| object.name.iter().collect()).collect();
            let draft = Draft::new(
                group[0].spot.clone(),
                format!("“{}”：是同一对象还是几个？请统一名称，并说明目前状态。", names.join("”“")),
                format!(
                    "{}: one thing or several? Please settle on one name and say how far it is.",
                    names.join(" / ")
                ),
            );
            draft.with(group[1..].iter().map(|object| object.spot.clone()))
        })
        .collect()
}
