//! The rules, in the order of the document they speak of: title, dates, targets, owners, wording.

mod amount_unnamed;
mod annex_missing;
mod assessed_units_differ;
mod baseline_missing;
mod basis_ends_early;
mod body_in_prose_only;
mod body_not_among_owners;
mod body_without_duty;
mod brackets_mixed;
mod clause_repeated;
mod commitment_differs;
mod comparator_unstated;
mod comparators_mixed;
mod deadline_outside_period;
mod denominator_undefined;
mod draft_status;
mod duty_in_two_tasks;
mod examples_fall_short;
mod final_after_acceptance;
mod goal_after_acceptance;
mod group_without_members;
mod growth_and_rise;
mod growth_base_missing;
mod growth_mean_undefined;
mod half_width_marks;
mod inner_title_marks;
mod lead_overload;
mod list_order_differs;
mod lists_disagree;
mod metric_variants;
mod numbering_broken;
mod object_variants;
mod office_without_seat;
mod period_contradiction;
mod rank_without_peers;
mod rate_without_formula;
mod rhythm_unstated;
mod safeguard_without_lead;
mod scope_undefined;
mod slip_doubled_character;
mod slip_missing_separator;
mod slip_repeated_verb;
mod stage_outside_period;
mod stages_disjoint;
mod stock_or_new;
mod target_contradiction;
mod target_outside_period;
mod target_stated_twice;
mod target_without_date;
mod task_without_lead;
mod term_variants;
mod title_variants;
mod vague_target;

use kernel::Severity::{Error, Information, Warning};

use super::draft::{Draft, Rule, by_owner, together};
use super::passage::Passage;
use super::subject::Subject;

/// All rules. Codes are stable: answers are kept under them.
pub(super) const RULES: &[Rule] = &[
    // Title, status and basis.
    Rule { code: "period-contradiction", severity: Error, find: period_contradiction::find },
    Rule { code: "title-variants", severity: Warning, find: title_variants::find },
    Rule { code: "term-variants", severity: Warning, find: term_variants::find },
    Rule { code: "draft-status", severity: Information, find: draft_status::find },
    Rule { code: "basis-ends-early", severity: Information, find: basis_ends_early::find },
    // Stages and dates.
    Rule { code: "stage-outside-period", severity: Warning, find: stage_outside_period::find },
    Rule { code: "stages-disjoint", severity: Warning, find: stages_disjoint::find },
    Rule { code: "goal-after-acceptance", severity: Warning, find: goal_after_acceptance::find },
    Rule { code: "final-after-acceptance", severity: Warning, find: final_after_acceptance::find },
    Rule { code: "deadline-outside-period", severity: Warning, find: deadline_outside_period::find },
    // Targets.
    Rule { code: "target-contradiction", severity: Warning, find: target_contradiction::find },
    Rule { code: "target-stated-twice", severity: Warning, find: target_stated_twice::find },
    Rule { code: "target-outside-period", severity: Warning, find: target_outside_period::find },
    Rule { code: "target-without-date", severity: Information, find: target_without_date::find },
    Rule { code: "comparator-unstated", severity: Information, find: comparator_unstated::find },
    Rule { code: "comparators-mixed", severity: Information, find: comparators_mixed::find },
    Rule { code: "denominator-undefined", severity: Warning, find: denominator_undefined::find },
    Rule { code: "metric-variants", severity: Information, find: metric_variants::find },
    Rule { code: "growth-base-missing", severity: Warning, find: growth_base_missing::find },
    Rule { code: "growth-mean-undefined", severity: Information, find: growth_mean_undefined::find },
    Rule { code: "growth-and-rise", severity: Information, find: growth_and_rise::find },
    Rule { code: "stock-or-new", severity: Warning, find: stock_or_new::find },
    Rule { code: "rate-without-formula", severity: Information, find: rate_without_formula::find },
    Rule { code: "scope-undefined", severity: Information, find: scope_undefined::find },
    Rule { code: "vague-target", severity: Warning, find: vague_target::find },
    Rule { code: "rank-without-peers", severity: Warning, find: rank_without_peers::find },
    Rule { code: "baseline-missing", severity: Warning, find: baseline_missing::find },
    Rule { code: "amount-unnamed", severity: Information, find: amount_unnamed::find },
    Rule { code: "annex-missing", severity: Information, find: annex_missing::find },
    // Owners.
    Rule { code: "task-without-lead", severity: Warning, find: task_without_lead::find },
    Rule { code: "safeguard-without-lead", severity: Information, find: safeguard_without_lead::find },
    Rule { code: "group-without-members", severity: Information, find: group_without_members::find },
    Rule { code: "body-not-among-owners", severity: Information, find: body_not_among_owners::find },
    Rule { code: "body-in-prose-only", severity: Information, find: body_in_prose_only::find },
    Rule { code: "body-without-duty", severity: Information, find: body_without_duty::find },
    Rule { code: "lead-overload", severity: Information, find: lead_overload::find },
    Rule { code: "office-without-seat", severity: Information, find: office_without_seat::find },
    Rule { code: "duty-in-two-tasks", severity: Warning, find: duty_in_two_tasks::find },
    Rule { code: "assessed-units-differ", severity: Warning, find: assessed_units_differ::find },
    Rule { code: "rhythm-unstated", severity: Information, find: rhythm_unstated::find },
    // Names and lists.
    Rule { code: "object-variants", severity: Warning, find: object_variants::find },
    Rule { code: "commitment-differs", severity: Information, find: commitment_differs::find },
    Rule { code: "examples-fall-short", severity: Information, find: examples_fall_short::find },
    Rule { code: "lists-disagree", severity: Information, find: lists_disagree::find },
    Rule { code: "list-order-differs", severity: Information, find: list_order_differs::find },
    Rule { code: "clause-repeated", severity: Information, find: clause_repeated::find },
    // Typing.
    Rule { code: "slip-missing-separator", severity: Warning, find: slip_missing_separator::find },
    Rule { code: "slip-doubled-character", severity: Information, find: slip_doubled_character::find },
    Rule { code: "slip-repeated-verb", severity: Information, find: slip_repeated_verb::find },
    Rule { code: "numbering-broken", severity: Warning, find: numbering_broken::find },
    Rule { code: "brackets-mixed", severity: Information, find: brackets_mixed::find },
    Rule { code: "half-width-marks", severity: Information, find: half_width_marks::find },
    Rule { code: "inner-title-marks", severity: Information, find: inner_title_marks::find },
];
