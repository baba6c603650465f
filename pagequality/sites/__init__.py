"""Whole sites, from a few of their pages.

::

    Page --page.sketch--> Sketch          what comparing pages needs of one page, only if asked for
    Sketches --template.template_lines--> TemplateLines
                                          what stands on most pages; `page.template.without`
                                          takes it out of a page, to be judged a second time
    Verdict or row (and Sketch)
      --marks.PageMark-->                 what is kept of a page
      --sample.Sample-->                  a site: counts, and a bounded sample of its pages
      --tracker.SiteTracker-->            all sites; merges, and travels as JSON
    Sample
      --side_by_side.compare-->           what only pages beside each other show
      --features.measure--> numbers       of page scores, and of the comparison
      --model.SiteModel--> log-odds       that the site is low, with what each number adds
      --sequential--> low | honest | go on, and how many pages are needed yet
      --sections, doorways--> findings    parts that differ; one page with its words swapped
      --verdict.SiteVerdict--> rows, lists, JSON

A sample keeps the pages whose addresses have the smallest hashes. So the order in which pages come
changes nothing, samples of parts of a site merge into the sample of the whole, and a site takes no
more room however large it is. Networks (`networks`) are told across sites, and accuse nobody.
"""
