//! What guards see of clocks that have run out, or have not.

use form::Value;
use jiff::civil::Date;
use kernel::Wording;
use kernel::period;

use super::{Fails, Judging};
use crate::clock::project;
use crate::{Event, Happening, Length, Uncounted};

impl Judging<'_> {
    /// That a clock has not run out, or not so long ago.
    pub(super) fn not_overdue(
        &self,
        clock: &str,
        length: Option<&Length>,
    ) -> Result<Option<Fails>, Uncounted> {
        let (mut is_over, mut why) = (self.has_run_out(clock)?, String::new());
        if let (Some(length), Some(last)) = (length, self.last_day_of(clock)?) {
            let (earliest, article) = self.last_day(length, period::Event::Date(last))?;
            is_over &= self.command.happened.date() >= earliest;
            why = format!("（{article}）");
        }
        let fails = || self.waits(clock, &why, ("请在逾期后再办理", "wait until it has"));
        Ok((!is_over).then(fails))
    }

    /// That a clock runs and has not run out.
    pub(super) fn still_running(&self, clock: &str) -> Result<Option<Fails>, Uncounted> {
        let runs = self.case.running(clock).is_some_and(|running| running.stopped.is_none());
        let remedy = ("请等到逾期以后，或先办结", "wait until it has, or until it has ended");
        Ok((runs && !self.has_run_out(clock)?).then(|| self.waits(clock, "", remedy)))
    }

    /// That the day of a field was over already when it was entered: by the last step that said it and still counts.
    pub(super) fn asked_late(&self, field: &str) -> Option<Fails> {
        let says = |event: &&Event| {
            let counts = self.case.taken.iter().any(|taken| taken.seq == event.seq);
            counts && matches!(&event.what, Happening::Step { fields, .. } if fields.contains_key(field))
        };
        let events = &self.case.events;
        let entered = events.iter().rev().find(says).or(events.first())?.recorded.date();
        let day = self.fields.get(field).and_then(Value::as_date)?;
        (day < entered).then(|| {
            let what = (
                format!("早于录入之日{entered}，属事后补录"),
                format!("is before {entered}, when it was entered"),
            );
            let remedy = ("补录的不作逾期处理", "what is entered late is late for nobody");
            self.of_field(field, (&what.0, &what.1), remedy)
        })
    }

    fn waits(&self, clock: &str, why: &str, remedy: (&str, &str)) -> Fails {
        let title = self.clock_title(clock);
        let what = Wording::new(
            format!("“{}”还没有过{why}", title.zh),
            format!("{} has not run out yet{why}", title.en),
        );
        Fails { field: None, what, remedy: Wording::new(remedy.0, remedy.1) }
    }

    /// The last day of a clock, if it was set running.
    fn last_day_of(&self, clock: &str) -> Result<Option<Date>, Uncounted> {
        let (Some(declared), Some(running)) = (self.procedure.clock(clock), self.case.running(clock)) else {
            return Ok(None);
        };
        let projection = project(self.rules, declared, running, self.command.happened.date())?;
        Ok(projection.due.map(|due| due.date))
    }
}
