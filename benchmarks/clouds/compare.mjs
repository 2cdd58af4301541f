// Packs the same words in the same sizes into the same box with RNNVis and with d3-cloud, in turns, and judges both
// with one measure. See docs/benchmarks.md.
//
// usage: cmake --build --preset release --target pack_words
//        cd benchmarks/clouds && npm install && node compare.mjs [VOCABULARY] [PACK_WORDS]
import { createCanvas, GlobalFonts } from "@napi-rs/canvas";
import cloud from "d3-cloud";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const vocabulary = process.argv[2] ?? join(root, "models/kjv-lstm-128x2/vocab.txt");
const program = process.argv[3] ?? join(root, "build/release/benchmarks/pack_words");
const pairs = 7;
GlobalFonts.registerFromPath(join(root, "resources/fonts/Inter-Regular.otf"), "Inter");

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const folder = mkdtempSync(join(tmpdir(), "clouds-"));
const pen = createCanvas(2200, 1600).getContext("2d", { willReadFrequently: true });

function chooseWords(count, largest, smallest) {
  const words = readFileSync(vocabulary, "utf8").split("\n").map((line) => line.split("\t")[0])
    .filter((word) => /^[a-z]+$/.test(word)).slice(0, count);
  return words.map((text, i) => ({ text, pixels: Math.round(largest - ((largest - smallest) * i) / (count - 1)) }));
}

/** A box of 3:2 of which the words' advances times their sizes fill a share. */
function boxFor(words, share) {
  const area = words.reduce((sum, { text, pixels }) => {
    pen.font = `${pixels}px Inter`;
    return sum + pen.measureText(text).width * pixels;
  }, 0);
  const height = Math.round(Math.sqrt(area / share / 1.5));
  return { width: Math.floor((1.5 * height) / 32) * 32, height };  // d3-cloud wants a multiple of 32.
}

function runD3(words, box, seed) {
  let state = seed;
  const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
  let placed;
  const input = words.map(({ text, pixels }, index) => ({ text, size: pixels, index }));
  const start = performance.now();
  cloud().canvas(() => createCanvas(1, 1)).size([box.width, box.height]).words(input).font("Inter").rotate(0)
    .fontSize((word) => word.size).random(random).on("end", (tags) => { placed = tags; }).start();
  const milliseconds = performance.now() - start;
  const positions = words.map(() => null);
  for (const tag of placed) {
    pen.font = `${tag.size}px Inter`;
    positions[tag.index] = { x: tag.x + box.width / 2 - Math.floor(pen.measureText(tag.text).width / 2),
                             y: tag.y + box.height / 2 };
  }
  return { milliseconds, positions };
}

function runOurs(words, box) {
  const file = join(folder, "words.json");
  writeFileSync(file, JSON.stringify({ ...box, words }));
  return JSON.parse(execFileSync(program, [file], { encoding: "utf8" }));
}

/** The pixels that a word covers at least by half, and the box around them. */
function inkOf({ text, pixels }, { x, y }) {
  const margin = pixels, left = Math.floor(x) - margin, top = Math.floor(y) - 2 * margin;
  pen.font = `${pixels}px Inter`;
  const width = Math.ceil(pen.measureText(text).width) + 2 * margin, height = 3 * margin;
  pen.clearRect(0, 0, width, height);
  pen.fillText(text, x - left, y - top);
  const { data } = pen.getImageData(0, 0, width, height);
  const ink = [];
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < width * height; ++i) {
    if (data[4 * i + 3] < 128) continue;
    const px = left + (i % width), py = top + Math.floor(i / width);
    ink.push(py * 100000 + px);
    [x0, y0, x1, y1] = [Math.min(x0, px), Math.min(y0, py), Math.max(x1, px + 1), Math.max(y1, py + 1)];
  }
  return { ink, x0, y0, x1, y1 };
}

function hullArea(points) {
  points.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const cross = (o, a, b) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
  const half = (list) => {
    const chain = [];
    for (const point of list) {
      while (chain.length > 1 && cross(chain.at(-2), chain.at(-1), point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  const hull = [...half(points), ...half([...points].reverse())];
  return hull.reduce((sum, [x, y], i) => {
    const [nx, ny] = hull[(i + 1) % hull.length];
    return sum + (x * ny - nx * y) / 2;
  }, 0);
}

function judge(words, box, positions) {
  const taken = new Set(), corners = [];
  let overlap = 0, outside = 0, area = 0, dropped = 0;
  positions.forEach((position, i) => {
    if (!position) return ++dropped;
    const { ink, x0, y0, x1, y1 } = inkOf(words[i], position);
    for (const pixel of ink) taken.has(pixel) ? ++overlap : taken.add(pixel);
    if (x0 < 0 || y0 < 0 || x1 > box.width || y1 > box.height) ++outside;
    area += (x1 - x0) * (y1 - y0);
    corners.push([x0, y0], [x1, y0], [x0, y1], [x1, y1]);
  });
  return { dropped, overlap, outside, used: area / (box.width * box.height), compact: area / hullArea(corners) };
}

const percent = (share) => `${(100 * share).toFixed(0)} %`;
function row(name, rate, { dropped, overlap, outside, used, compact }) {
  console.log(`| ${name} | ${rate} | ${dropped} | ${percent(used)} | ${percent(compact)} | ${overlap} | ${outside} |`);
}

for (const [count, largest, smallest, share] of [[300, 17, 10, 0.5], [300, 17, 10, 0.72], [300, 40, 9, 0.6]]) {
  const words = chooseWords(count, largest, smallest), box = boxFor(words, share);
  const d3 = [], cached = [], uncached = [];
  let ours;
  for (let i = 0; i < pairs; ++i) {
    d3.push(runD3(words, box, i + 1));
    ours = runOurs(words, box);
    cached.push(median(ours.cached));
    uncached.push(median(ours.uncached));
  }
  const peer = median(d3.map((run) => run.milliseconds));
  const rate = (milliseconds) => `${milliseconds.toFixed(1)} ms, ${Math.round((1000 * count) / milliseconds)} words/s`;
  const ratio = (milliseconds) => `${rate(milliseconds)}, ${(peer / milliseconds).toFixed(1)} ×`;
  console.log(`\n${count} words of ${smallest} to ${largest} px in ${box.width} × ${box.height}, median of ${pairs} pairs\n`);
  console.log("| | time | dropped | box used | compact | overlap, px | outside |\n|---|---|---|---|---|---|---|");
  const mark = judge(words, box, ours.words);
  row("RNNVis, shapes cached", ratio(median(cached)), mark);
  row("RNNVis, shapes drawn anew", ratio(median(uncached)), mark);
  const judged = d3.map((run) => judge(words, box, run.positions)).sort((a, b) => a.dropped - b.dropped);
  row("d3-cloud", rate(peer), judged[pairs >> 1]);
}
rmSync(folder, { recursive: true });
