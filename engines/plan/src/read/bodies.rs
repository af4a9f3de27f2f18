//! The bodies of a plan with what they owe.

use std::collections::HashMap;

use crate::model::{Body, Task};
use crate::words::body;

/// Every body that leads or shares, those with most duties first.
pub(super) fn read(tasks: &[Task]) -> Vec<Body> {
    let mut at: HashMap<&str, usize> = HashMap::new();
    let mut bodies: Vec<Body> = Vec::new();
    let leads = tasks.iter().flat_map(|task| task.lead.iter().map(|name| (name, true)));
    let shares = tasks.iter().flat_map(|task| task.responsible.iter().map(|name| (name, false)));
    for (name, is_lead) in leads.chain(shares) {
        let i = *at.entry(name).or_insert_with(|| {
            bodies.push(Body { name: name.clone(), group: body::is_group(name), leads: 0, shares: 0 });
            bodies.len() - 1
        });
        if is_lead {
            bodies[i].leads += 1;
        } else {
            bodies[i].shares += 1;
        }
    }
    bodies.sort_by_key(|body| std::cmp::Reverse((body.leads, body.shares)));
    bodies
}
