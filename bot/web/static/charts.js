// Draws an answer's chart with Chart.js: bars or lines, ranges as whiskers, projections apart.
const Chart = globalThis.Chart;
const still = matchMedia("(prefers-reduced-motion: reduce)");
const dark = matchMedia("(prefers-color-scheme: dark)");
const drawn = new Map();

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const N_COLOURS = 6;
const seriesColour = (number) => colour(`--series-${number % N_COLOURS}`);
const first = (...values) => values.find((value) => value !== null && value !== undefined);
const low = (bar) => first(bar.lower, bar.value, bar.upper);
const high = (bar) => first(bar.upper, bar.value, bar.lower);
const middle = (bar) => first(bar.value, bar.upper, bar.lower);
const isRanged = (bar) => low(bar) < high(bar);

function pale(hex) {
  return `${hex}80`;
}

// Whiskers at each point that has a range, in either direction.
const whiskers = {
  id: "whiskers",
  afterDatasetsDraw(chart) {
    const { ctx } = chart;
    const flat = chart.options.indexAxis === "y";
    const scale = chart.scales[flat ? "x" : "y"];
    ctx.save();
    ctx.strokeStyle = colour("--ink");
    ctx.lineWidth = 1.5;
    chart.data.datasets.forEach((dataset, at) => {
      if (!chart.isDatasetVisible(at)) return;
      chart.getDatasetMeta(at).data.forEach((element, n) => {
        const bar = dataset.bars?.[n];
        if (!bar || !isRanged(bar) || bar.value === null) return;
        const [from, to] = [scale.getPixelForValue(low(bar)), scale.getPixelForValue(high(bar))];
        ctx.beginPath();
        if (flat) {
          ctx.moveTo(from, element.y); ctx.lineTo(to, element.y);
          for (const x of [from, to]) { ctx.moveTo(x, element.y - 5); ctx.lineTo(x, element.y + 5); }
        } else {
          ctx.moveTo(element.x, from); ctx.lineTo(element.x, to);
          for (const y of [from, to]) { ctx.moveTo(element.x - 4, y); ctx.lineTo(element.x + 4, y); }
        }
        ctx.stroke();
      });
    });
    ctx.restore();
  },
};

function barConfig(data) {
  const names = [...new Set(data.bars.map((bar) => bar.label))];
  // No colour stands for two names: where there are more of them than colours, all have one.
  const fill = (bar) => seriesColour(names.length > N_COLOURS ? 0 : names.indexOf(bar.label));
  return {
    type: "bar",
    data: {
      labels: data.bars.map((bar) => [...wrapped(bar.label), ...noteLines(bar)]),
      datasets: [{
        bars: data.bars,
        // A range without a value spans from end to end.
        data: data.bars.map((bar) => (bar.value === null ? [low(bar), high(bar)] : bar.value)),
        backgroundColor: data.bars.map((bar) => (bar.projected ? pale(fill(bar)) : fill(bar))),
        borderColor: data.bars.map(fill),
        borderWidth: data.bars.map((bar) => (bar.projected ? 1.5 : 0)),
        borderRadius: 3,
        barPercentage: 0.72,
      }],
    },
    options: {
      indexAxis: "y",
      scales: {
        x: { beginAtZero: true, suggestedMax: Math.max(...data.bars.map(high)), ...axis() },
        y: { grid: { display: false }, border: { display: false }, ticks: { color: colour("--ink") } },
      },
    },
  };
}

function lineConfig(data) {
  const groups = [...new Set(data.bars.map((bar) => bar.group))];
  const years = [...new Set(data.bars.map((bar) => Number(bar.label)))].sort((a, b) => a - b);
  const datasets = groups.map((group, number) => {
    const bars = data.bars.filter((bar) => bar.group === group).sort((a, b) => a.label - b.label);
    return {
      bars,
      label: group,
      data: bars.map((bar) => ({ x: Number(bar.label), y: middle(bar) })),
      borderColor: seriesColour(number),
      backgroundColor: seriesColour(number),
      borderWidth: 2.5,
      pointRadius: years.length > 15 ? 1.5 : 3,
      pointHitRadius: 14,
      clip: 6,
      segment: { borderDash: (context) => (bars[context.p1DataIndex].projected ? [6, 5] : undefined) },
    };
  });
  return {
    type: "line",
    data: { datasets },
    options: {
      interaction: { mode: "nearest", axis: "x", intersect: false },
      scales: {
        x: { type: "linear", min: years[0], max: years.at(-1), grid: { display: false }, ticks: { color: colour("--ink"), precision: 0, callback: (value) => String(value) } },
        y: { beginAtZero: true, suggestedMax: Math.max(...data.bars.map(high)), ...axis() },
      },
    },
  };
}

function axis() {
  return { grid: { color: colour("--line") }, border: { display: false }, ticks: { color: colour("--quiet"), maxTicksLimit: 7 } };
}

function wrapped(label) {
  const wide = innerWidth > 700 ? 30 : 16;
  const words = /\s/.test(label) ? label.split(/(?<=\s)/) : label.match(new RegExp(`.{1,${wide}}`, "gu")) ?? [label];
  const lines = [""];
  for (const word of words) {
    if (lines.at(-1) && (lines.at(-1) + word).length > wide) lines.push(word.trimStart());
    else lines[lines.length - 1] += word;
  }
  return lines.map((line) => line.trimEnd());
}

// What tells bars of one name apart: period and publisher, in two lines at most, three on phones.
const widthOf = (text) => [...text].reduce((sum, letter) => sum + (letter.codePointAt(0) > 0x2e80 ? 2 : 1), 0);
function noteLines(bar) {
  const most = innerWidth > 700 ? 36 : 17;
  const lines = [""];
  for (const part of bar.note.match(/[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*|\s+/gu) ?? []) {
    if (lines.at(-1) && widthOf(lines.at(-1) + part.trimEnd()) > most) lines.push("");
    lines[lines.length - 1] += part;
  }
  const n = innerWidth > 700 ? 2 : 3;
  const shown = lines.slice(0, n).map((line) => line.trimEnd()).filter(Boolean);
  if (lines.length > n) shown[n - 1] += "…";
  return shown;
}

function dress(config, data) {
  config.plugins = [whiskers];
  Object.assign(config.options, {
    animation: still.matches ? false : { duration: 350 },
    maintainAspectRatio: false,
    locale: document.documentElement.lang,
    font: { family: getComputedStyle(document.body).fontFamily },
    plugins: {
      legend: { display: config.type === "line" && config.data.datasets.length > 1, position: "bottom", labels: { color: colour("--ink"), boxHeight: 2 } },
      tooltip: {
        displayColors: false,
        callbacks: {
          title: ([item]) => (item ? [item.dataset.bars[item.dataIndex].group, item.dataset.bars[item.dataIndex].label].filter(Boolean).join(" · ") : ""),
          label: (item) => item.dataset.bars[item.dataIndex].text,
          afterLabel: (item) => item.dataset.bars[item.dataIndex].note,
        },
      },
    },
  });
  return config;
}

export function draw(figure) {
  const place = figure.querySelector(".canvas");
  const data = JSON.parse(figure.dataset.numbers);
  drawn.get(figure)?.destroy();
  place.querySelector("canvas")?.remove();
  const canvas = document.createElement("canvas");
  const config = data.kind === "series" ? lineConfig(data) : barConfig(data);
  const lines = data.kind === "series" ? 0 : Math.max(2, ...config.data.labels.map((label) => label.length));
  place.style.height = lines ? `${60 + (20 + 17 * lines) * data.bars.length}px` : "320px";
  place.append(canvas);
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.font.size = 13;
  drawn.set(figure, new Chart(canvas, dress(config, data)));
}

dark.addEventListener("change", () => [...drawn.keys()].forEach(draw));
