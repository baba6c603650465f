"""Reports: one file each that can be sent, of a page, of a corpus, of a site.

No script, no network; the words of pages are escaped by construction (`pagequality.text.html`).
"""
