"""Reports: of an audit (JSON, Markdown, JUnit XML, SARIF, one HTML page) and of scored rollouts (one HTML page).

Every page is one file without a framework, a font or a script from elsewhere: it opens on a machine without a network.
"""
