/// Several values as one cell, as a form reads them: divided by semicolons, or by line breaks where a value has one itself.
pub(super) fn joined<'a>(values: impl IntoIterator<Item = &'a str>) -> String {
    let values: Vec<&str> = values.into_iter().collect();
    if values.iter().any(|value| value.contains(['；', ';'])) {
        return values.iter().flat_map(|value| [*value, "\n"]).collect();
    }
    values.join("；")
}
