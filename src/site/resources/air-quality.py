"""Draws the README's picture from the sample and what the README's first command wrote.

    python3 src/site/resources/air-quality.py out/air-quality picture.svg
    chromium --headless --hide-scrollbars --window-size=960,330 \
        --screenshot=src/site/resources/air-quality.png file://$PWD/picture.svg
"""

import base64
import collections
import csv
import gzip
import math
import struct
import sys
import zlib

RESULT, SVG = sys.argv[1:3]
DAYS, WIDTH, HEIGHT, TOP, TALL = 100, 960, 330, 60, 210
COLORS = [(13, 22, 53), (72, 33, 109), (146, 46, 101), (213, 77, 60), (246, 140, 60), (250, 215, 120), (253, 250, 205)]


def cells(lines):
    return {(row["day"], row["sensor"]): float(row["pm25"]) for row in csv.DictReader(lines)}


def color(reading):
    at = min(1, math.sqrt(max(reading, 0) / 450)) * (len(COLORS) - 1)
    i = min(int(at), len(COLORS) - 2)
    return tuple(round(a + (at - i) * (b - a)) for a, b in zip(COLORS[i], COLORS[i + 1]))


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(days, sensors, cell):
    pixels = b"".join(b"\0" + bytes(part for sensor in sensors for part in cell(day, sensor)) for day in days)
    head = struct.pack(">IIBBBBB", len(sensors), len(days), 8, 2, 0, 0, 0)
    data = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(pixels, 9)) + chunk(b"IEND", b"")
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + data).decode()


def text(x, y, words, style=""):
    return f'<text x="{x:.1f}" y="{y:.1f}" {style}>{words}</text>'


BOLD = 'font-size="14" font-weight="bold"'
MIDDLE = 'text-anchor="middle"'
measured = cells(gzip.open("conf/sample/beijing-pm25.csv.gz", "rt"))
filled = cells(open(RESULT + "/filled.csv"))
checks = [row for row in csv.DictReader(open(RESULT + "/trace.csv")) if row["relativeGap"]]
all_days, sensors = (sorted({cell[i] for cell in measured}) for i in (0, 1))
missing = collections.Counter(day for day, _ in filled)
first = max(range(len(all_days) - DAYS), key=lambda i: sum(missing[day] for day in all_days[i : i + DAYS]))
days = all_days[first : first + DAYS]

out = [
    f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="sans-serif" font-size="12" fill="#333">',
    f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
]
gaps = png(days, sensors, lambda *cell: color(measured[cell]) if cell in measured else (255, 255, 255))
whole = png(days, sensors, lambda *cell: color(measured.get(cell, filled.get(cell))))
for x, title, image in ((20, "PM2.5 as measured: white is missing", gaps), (340, "the same, filled in", whole)):
    out += [
        text(x, 44, title, BOLD),
        f'<image x="{x}" y="{TOP}" width="300" height="{TALL}" preserveAspectRatio="none"'
        f' style="image-rendering:pixelated" href="data:image/png;base64,{image}"/>',
        f'<rect x="{x}" y="{TOP}" width="300" height="{TALL}" fill="none" stroke="#999"/>',
        text(x, TOP + TALL + 18, f"{len(sensors)} sensors (station and hour) across,"),
        text(x, TOP + TALL + 33, f"{days[0]} to {days[-1]} down"),
    ]

LEFT, WIDE = 700, 236


def height(gap):
    return TOP - TALL * math.log10(gap) / 3.5


out.append(text(LEFT - 20, 44, "at most this far above the best", BOLD))
for gap, words in ((1, "100 %"), (0.1, "10 %"), (0.01, "1 %"), (0.001, "0.1 %")):
    line = 'stroke-dasharray="4 3" stroke="#00805a"' if gap == 0.001 else 'stroke="#ddd"'
    out.append(f'<path d="M{LEFT} {height(gap):.1f}h{WIDE}" {line}/>')
    out.append(text(LEFT - 6, height(gap) + 4, words, 'text-anchor="end"'))
out.append(text(LEFT + 6, height(0.001) - 5, "asked for", 'fill="#00805a"'))
for passes in range(0, 81, 20):
    out.append(text(LEFT + WIDE * passes / 80, TOP + TALL + 18, passes, MIDDLE))
out.append(text(LEFT + WIDE / 2, TOP + TALL + 36, "passes over the readings", MIDDLE))
points = [(LEFT + WIDE * float(row["passes"]) / 80, height(float(row["relativeGap"]))) for row in checks]
path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
out.append(f'<path fill="none" stroke="#0072b2" stroke-width="1.5" d="M{path}"/>')
marks = [(*point, row["gapBound"] != "estimate") for point, row in zip(points, checks)]
for x, y, proven in marks + [(LEFT + 8, HEIGHT - 14, False), (LEFT + 88, HEIGHT - 14, True)]:
    fill = "#0072b2" if proven else "#fff"
    out.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" stroke="#0072b2" stroke-width="1.5" fill="{fill}"/>')
share = 100 * float(checks[-1]["relativeGap"])
unit = 10 ** (math.floor(math.log10(share)) - 1)
end = f"{math.ceil(share / unit) * unit:.2g} %"
x, y = points[-1]
out.append(text(x - 10, y + 5, "proven: " + end, 'text-anchor="end" font-weight="bold" fill="#0072b2"'))
out += [text(LEFT + 17, HEIGHT - 10, "estimate"), text(LEFT + 97, HEIGHT - 10, "proof"), "</svg>"]
open(SVG, "w").write("\n".join(out))
