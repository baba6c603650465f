"""``pagequality serve``: verdicts for programs in any language, over a pipe or over HTTP.

One request is one JSON object, on one line where requests come as lines:

| key | value |
|---|---|
| ``id`` | the page's name, given back as it came; any text or number |
| ``url`` | where the page comes from |
| ``html`` | the page as text, or |
| ``html_base64`` | its bytes, which say themselves how they are encoded, or |
| ``text`` | text that somebody has extracted |
| ``headers`` | the HTTP response's headers, an object |
| ``status`` | its status, a number |
| ``fetched`` | when the page was fetched, in ISO 8601 or as seconds since 1970 |

One of ``html``, ``html_base64`` and ``text`` must be there; the others may be left out. The answer
is one JSON object: the columns of a scores file (`pagequality.tabular.schema`), ``error`` among
them, which is ``null`` unless there is no verdict. Without an ``id``, as where a line could not be
read at all, it is ``null``, and where requests come as lines ``line`` is the number of this one.
"""
