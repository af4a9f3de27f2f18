select key, name, body, kind, holder_kind
from county_patents
