"""Puts a history report on paper with ReportLab: history.py ROWS.csv PAPER.pdf"""

import csv
import sys

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import LongTable, SimpleDocTemplate, TableStyle


class Numbered(Canvas):
    """Writes "página x de y", for which it keeps every page until the last."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.kept = []

    def showPage(self):
        self.kept.append(dict(self.__dict__))
        self._startPage()

    def save(self):
        for page in self.kept:
            self.__dict__.update(page)
            self.setFont("Helvetica", 7)
            self.drawRightString(800, 20, f"página {self._pageNumber} de {len(self.kept)}")
            super().showPage()
        super().save()


def main(source, target):
    with open(source, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    style = TableStyle(
        [
            ("FONTSIZE", (0, 0), (-1, -1), 6),
            ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#e6ebf2")),
            ("ROWBACKGROUNDS", (0, 1), (-1, -1), [colors.white, colors.HexColor("#f4f6f9")]),
            ("ALIGN", (7, 0), (11, -1), "RIGHT"),
            ("TOPPADDING", (0, 0), (-1, -1), 1),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
        ]
    )
    paper = SimpleDocTemplate(target, pagesize=landscape(A4), margin=42)
    paper.build([LongTable(rows, repeatRows=1, style=style)], canvasmaker=Numbered)


main(*sys.argv[1:])
