//! Pages and API: routes, templates, static files, wording.
