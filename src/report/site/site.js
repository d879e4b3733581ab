// Sorting, searching and drawing for the pages of a site. Every page can be read without it.
"use strict";

(() => {
    const language = document.documentElement.lang;
    const collator = new Intl.Collator(language, {numeric: true, sensitivity: "base"});
    const words = language === "vi"
        ? {found: (n, all) => `${n} / ${all} dòng`}
        : {found: (n, all) => `${n} of ${all} rows`};

    document.documentElement.classList.add("js");

    // Sorting: a button in every heading of a sortable table. Rows without a value come last either way.

    const keyOf = (row, column) => {
        const cell = row.cells[column];
        return cell.dataset.key ?? cell.textContent.trim();
    };

    const compareKeys = (a, b, numeric) => numeric ? Number(a) - Number(b) : collator.compare(a, b);

    const sortRows = (table, column, numeric, descending) => {
        const body = table.tBodies[0];
        const rows = [...body.rows].filter((row) => !row.classList.contains("summary"));
        const summary = [...body.rows].filter((row) => row.classList.contains("summary"));
        const keyed = rows.map((row) => ({row, key: keyOf(row, column)}));
        keyed.sort((a, b) => {
            if (a.key === "" || b.key === "") return (a.key === "") - (b.key === "");
            const order = compareKeys(a.key, b.key, numeric);
            return descending ? -order : order;
        });
        body.append(...keyed.map((one) => one.row), ...summary);
    };

    const addSorting = (table) => {
        const headings = [...table.tHead.rows[0].cells];
        headings.forEach((heading, column) => {
            const button = document.createElement("button");
            button.type = "button";
            button.append(...heading.childNodes);
            heading.append(button);
            const numeric = heading.dataset.kind === "number";
            button.addEventListener("click", () => {
                const descending = heading.getAttribute("aria-sort") === "ascending";
                headings.forEach((other) => other.removeAttribute("aria-sort"));
                heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
                sortRows(table, column, numeric, descending);
            });
        });
    };

    // Searching: marks and case do not matter, "so y te" finds "Sở Y tế".

    const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D").toLowerCase();

    const addSearch = (field) => {
        const table = document.getElementById(field.dataset.table);
        const found = field.parentElement.querySelector(".found");
        const rows = [...table.tBodies[0].rows].map((row) => ({row, text: plain(row.textContent)}));
        field.addEventListener("input", () => {
            const wanted = plain(field.value).split(/\s+/).filter((word) => word !== "");
            let shown = 0;
            for (const {row, text} of rows) {
                row.hidden = !wanted.every((word) => text.includes(word));
                shown += row.hidden ? 0 : 1;
            }
            found.textContent = wanted.length === 0 ? "" : words.found(shown, rows.length);
        });
        field.parentElement.hidden = false;
    };

    // Charts. Figures in tips are the printed ones, not the numbers drawn.

    const colours = ["#12507b", "#c77700", "#6b7680"];
    const pale = "rgba(18, 80, 123, 0.12)";
    const lines = ["#12507b", "#c77700", "#5a3d8a", "#0b6b43", "#a03412", "#6b7680", "#00708a", "#8a6d00"];

    const wrap = (text, width, most) => {
        const rows = [];
        for (const word of text.split(" ")) {
            const last = rows.length - 1;
            if (last >= 0 && (rows[last] + " " + word).length <= width) rows[last] += " " + word;
            else rows.push(word);
        }
        if (rows.length <= most) return rows;
        return [...rows.slice(0, most - 1), rows[most - 1] + "…"];
    };

    const tip = (data) => ({
        callbacks: {label: (item) => `${item.dataset.label}: ${data.series[item.dataset.source].texts[item.dataIndex]}`}
    });

    const datasets = (data, style) => data.series.map((series, i) => ({
        label: series.name, data: series.values, source: i, spanGaps: true, ...style(i)
    }));

    // The printed figure at the end of each bar, or of its interval.
    const figures = (data) => ({
        id: "figures",
        afterDatasetsDraw(chart) {
            const {ctx, scales: {x}} = chart;
            const end = (bar, i) => data.intervals ? Math.max(bar.x, x.getPixelForValue(data.intervals[i][1])) : bar.x;
            ctx.save();
            ctx.fillStyle = Chart.defaults.color;
            ctx.font = `600 ${Chart.defaults.font.size}px ${Chart.defaults.font.family}`;
            ctx.textBaseline = "middle";
            chart.getDatasetMeta(0).data.forEach((bar, i) => ctx.fillText(data.series[0].texts[i], end(bar, i) + 8, bar.y));
            ctx.restore();
        }
    });

    // The interval of each bar as a thin line.
    const whiskers = (data) => ({
        id: "whiskers",
        afterDatasetsDraw(chart) {
            const {ctx, scales: {x}} = chart;
            ctx.save();
            ctx.strokeStyle = "#c77700";
            ctx.lineWidth = 2;
            chart.getDatasetMeta(0).data.forEach((bar, i) => {
                const [low, high] = data.intervals[i].map((value) => x.getPixelForValue(value));
                ctx.beginPath();
                ctx.moveTo(low, bar.y);
                ctx.lineTo(high, bar.y);
                ctx.stroke();
            });
            ctx.restore();
        }
    });

    const bars = (data, narrow) => ({
        type: "bar",
        data: {
            labels: data.labels.map((label) => wrap(label, narrow ? 18 : 46, 2)),
            datasets: datasets(data, () => ({backgroundColor: colours[0], maxBarThickness: 22}))
        },
        options: {
            indexAxis: "y",
            layout: {padding: {right: 56}},
            scales: {
                x: {min: data.from, max: data.to, title: {display: true, text: data.axis}, grid: {color: "#e4e8ec"}},
                y: {grid: {display: false}, ticks: {autoSkip: false}}
            },
            plugins: {legend: {display: false}, tooltip: tip(data)}
        },
        plugins: data.intervals ? [figures(data), whiskers(data)] : [figures(data)]
    });

    const radar = (data, narrow) => ({
        type: "radar",
        data: {
            labels: data.labels.map((label) => narrow ? label.split(" ")[0].replace(/\.$/, "") : wrap(label, 20, 3)),
            datasets: datasets(data, (i) => ({
                borderColor: colours[i], backgroundColor: i === 0 ? pale : "transparent", pointBackgroundColor: colours[i],
                borderWidth: i === 0 ? 3 : 2, borderDash: [[], [6, 4], [2, 3]][i], pointRadius: i === 0 ? 3 : 2
            }))
        },
        options: {
            scales: {r: {min: data.from, max: data.to, ticks: {stepSize: 25, backdropColor: "transparent"},
                         grid: {color: "#d5dbe1"}, angleLines: {color: "#d5dbe1"}, pointLabels: {font: {size: 11.5}}}},
            plugins: {legend: {position: "bottom", labels: {boxHeight: 1, boxWidth: 28}}, tooltip: tip(data)}
        }
    });

    const slope = (data, narrow) => ({
        type: "line",
        data: {
            labels: data.labels,
            datasets: datasets(data, (i) => ({
                borderColor: lines[i % lines.length], backgroundColor: lines[i % lines.length],
                borderDash: i < lines.length ? [] : [6, 4], pointRadius: 4, clip: 8
            }))
        },
        options: {
            scales: {
                x: {offset: true, grid: {display: false}},
                y: {reverse: data.downwards === true, min: data.from, max: data.to, title: {display: true, text: data.axis},
                    grid: {color: "#e4e8ec"}, ticks: data.downwards ? {stepSize: 1, precision: 0} : {}}
            },
            plugins: {legend: {position: narrow ? "bottom" : "right", labels: {boxHeight: 1, boxWidth: 28}}, tooltip: tip(data)}
        }
    });

    const draw = (canvas) => {
        const data = JSON.parse(document.getElementById(canvas.dataset.chart).textContent);
        const narrow = canvas.parentElement.clientWidth < 480;
        const config = {bars, radar, slope}[data.kind](data, narrow);
        if (data.kind === "bars") canvas.parentElement.style.height = `${data.labels.length * 34 + 64}px`;
        config.options = {...config.options, responsive: true, maintainAspectRatio: false, animation: false, locale: language};
        // A legend that does not fit would leave lines out.
        if (data.kind === "slope")
            canvas.parentElement.style.height = `${Math.max(352, data.series.length * 26 + (narrow ? 260 : 24))}px`;
        new Chart(canvas, config);
    };

    // A link to a closed entry opens it; paper shows everything.

    const openTarget = () => {
        const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
        if (target instanceof HTMLDetailsElement) {
            target.open = true;
            target.scrollIntoView();
        }
    };

    const addPrinting = () => {
        let closed = [];
        window.addEventListener("beforeprint", () => {
            closed = [...document.querySelectorAll("details:not([open])")];
            closed.forEach((one) => { one.open = true; });
        });
        window.addEventListener("afterprint", () => closed.forEach((one) => { one.open = false; }));
    };

    document.querySelectorAll("table.sortable").forEach(addSorting);
    document.querySelectorAll("input[data-table]").forEach(addSearch);
    if (window.matchMedia("(max-width: 40rem)").matches)
        document.querySelectorAll("details.provenance").forEach((one) => { one.open = false; });
    addPrinting();
    window.addEventListener("hashchange", openTarget);
    openTarget();
    if (typeof Chart !== "undefined") {
        Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
        Chart.defaults.font.size = 13;
        Chart.defaults.color = "#1b2530";
        document.querySelectorAll("canvas[data-chart]").forEach(draw);
    }
})();
