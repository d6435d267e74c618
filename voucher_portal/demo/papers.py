"""Small PDF files for the demonstration: real files with a line of text, made here and not shipped."""

from django.core.files.uploadedfile import SimpleUploadedFile


def pdf(name: str, words: str) -> SimpleUploadedFile:
    """A one-page PDF that says in Latin letters what it stands for."""
    line = words.encode("ascii", "replace").decode().replace("(", "[").replace(")", "]")
    stream = f"BT /F1 16 Tf 60 760 Td (Demonstration document) Tj 0 -28 Td /F1 11 Tf ({line}) Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return SimpleUploadedFile(name, (body + end).encode("ascii"), content_type="application/pdf")
