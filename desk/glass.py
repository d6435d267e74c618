"""The glass: a process of its own that turns one page of a PDF into a picture, so that time and memory stay bounded.

Reads the PDF from standard input; the argument is the number of the page. Writes a PNG, or for page 0 how many pages
there are.
"""

import resource
import sys

import pypdfium2

SECONDS = 10
MEMORY = 1024**3
WIDTH = 1200
TALLEST = 4000


def main() -> None:
    """A document that cannot be opened ends with its reason on standard error."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    number = int(sys.argv[1])
    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    except pypdfium2.PdfiumError as mistake:
        sys.exit(str(mistake))
    if number == 0:
        print(len(document))  # noqa: T201 (the answer of this process)
        return
    if number > len(document):
        sys.exit("There is no such page.")
    page = document[number - 1]
    width, height = page.get_size()
    scale = min(WIDTH / max(width, 1), TALLEST / max(height, 1))
    page.render(scale=scale).to_pil().save(sys.stdout.buffer, "PNG", optimize=False)


if __name__ == "__main__":
    main()
