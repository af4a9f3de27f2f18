use crate::figure::Window;
use crate::indicator::{Indicator, Kind, ParameterValue};

use super::Story;

impl Story {
    /// The indicator with the values of parameters that the story says otherwise.
    pub fn told_of(&self, indicator: &Indicator) -> Indicator {
        let mut told = indicator.clone();
        for (id, written) in &self.parameters {
            let found = told.parameters.iter_mut().find(|parameter| parameter.id == *id);
            let Some(parameter) = found else { continue };
            parameter.value = match &parameter.value {
                ParameterValue::Integer(before) => {
                    ParameterValue::Integer(written.parse().unwrap_or(*before))
                }
                ParameterValue::Date(before) => ParameterValue::Date(written.parse().unwrap_or(*before)),
                ParameterValue::Text(_) => ParameterValue::Text(written.clone()),
            };
        }
        told
    }

    /// The days for which its figure is computed: those that follow from the indicator unless it says otherwise.
    pub fn window(&self, indicator: &Indicator, division: &str) -> Window {
        let division = self.division.clone().unwrap_or_else(|| division.to_owned());
        let usual = Window::of(indicator, self.as_of, division);
        let from = self.from.unwrap_or(usual.from);
        let to = self.to.unwrap_or(usual.to);
        // A story of growth is told from the base year on, whatever its first day.
        let from = if indicator.kind == Kind::Growth { from.min(usual.from) } else { from };
        Window { from, to, ..usual }
    }
}
