"""What several benchmarks need: a filled database, a web server, people who ask for pages."""
