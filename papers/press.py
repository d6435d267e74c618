"""The press: a process of its own that sets one paper, so that time, memory and crashes stay within bounds.

Reads one JSON object from standard input (layout, fonts, data, timestamp, standards), writes the PDF to standard output.
"""

import json
import resource
import sys

import typst

SECONDS = 20
MEMORY = 3 * 1024**3


def main() -> None:
    """Set the paper; a mistake of the layout or a missing glyph ends with its words on standard error."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    order = json.load(sys.stdin)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[order["fonts"]])
    known = fonts.families()
    family = next(name for name in order["families"] if name in known)
    try:
        pdf, warnings = typst.compile_with_warnings(
            order["layout"],
            root=order["root"],
            font_paths=fonts,
            format="pdf",
            sys_inputs={"data": json.dumps(order["data"], ensure_ascii=False), "font": family},
            pdf_standards=order["standards"],
            timestamp=order["timestamp"],
        )
    except typst.TypstError as mistake:
        sys.exit(f"{mistake.message} {' '.join(mistake.hints)}".strip())
    if warnings:
        sys.exit("; ".join(warning.message for warning in warnings))
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main()
