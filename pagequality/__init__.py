"""Tell content farms, SEO spam and machine-made filler from honest web pages."""
