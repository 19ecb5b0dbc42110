// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.report;

/** How pages look, on a light screen and on a dark one, and on paper. */
final class Style {
    static final String SHEET = """
            :root{--page:#f6f7f9;--card:#fff;--ink:#1c2530;--soft:#647182;--rule:#e3e7ec;--before:#b9c3cf;--after:#1f6fb2;
            --after-fill:rgba(31,111,178,.30);--good:#1d7a4c;--good-soft:#e2f3ea;--warn:#8a5a00;--warn-soft:#fdf1d8;
            --bad:#a3263a;--bad-soft:#fde7ea;--mean:#d08a18}
            @media (prefers-color-scheme:dark){:root{--page:#12161b;--card:#1a2027;--ink:#e4e9ef;--soft:#97a4b2;--rule:#2b333c;
            --before:#4c5866;--after:#5aa9e6;--after-fill:rgba(90,169,230,.30);--good:#6fd3a0;--good-soft:#173326;
            --warn:#f0c36a;--warn-soft:#352a12;--bad:#ff97a6;--bad-soft:#3a1a20;--mean:#e8b04a}}
            *{box-sizing:border-box}
            body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
            main{max-width:1220px;margin:0 auto;padding:36px 28px 64px}
            header p{margin:0;color:var(--soft)}
            h1{font-size:34px;line-height:1.2;margin:4px 0 14px;letter-spacing:-.02em}
            h2{font-size:17px;margin:0 0 2px}
            .badge{display:inline-block;padding:6px 12px;border-radius:8px;font-weight:600}
            .good{background:var(--good-soft);color:var(--good)}.warn{background:var(--warn-soft);color:var(--warn)}
            .bad{background:var(--bad-soft);color:var(--bad)}
            .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(142px,1fr));gap:12px;margin:24px 0}
            .tile,.card{background:var(--card);border:1px solid var(--rule);border-radius:12px}
            .tile{padding:14px 16px}.tile b{display:block;font-size:22px;line-height:1.25;letter-spacing:-.01em}
            .tile span{color:var(--soft);font-size:13px}
            .card{padding:20px 22px;margin:14px 0}.card>p{margin:0 0 10px;color:var(--soft);font-size:13.5px}
            .pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(430px,1fr));gap:14px}.pair .card{margin:0}
            .pair{margin:14px 0}
            ul{margin:6px 0;padding-left:20px}li{margin:4px 0}
            svg{display:block;width:100%;height:auto;font-family:inherit}
            svg text{fill:var(--ink)}.tick{font-size:11.5px}svg .tick{fill:var(--soft)}svg .off{fill:var(--bad)}
            .rack{font-size:12.5px;font-weight:600}.end{text-anchor:end}.mid{text-anchor:middle}
            .grid{stroke:var(--rule)}.axis{stroke:var(--soft)}.before{fill:var(--before)}.after{fill:var(--after)}
            .outline{fill:var(--after-fill);stroke:var(--after);stroke-width:1.4}
            .mean{stroke:var(--mean);stroke-width:1.4;stroke-dasharray:6 4}
            .phase{fill:var(--rule)}
            .flow{fill:var(--after)}.none{fill:var(--rule);fill-opacity:.45}.cell{font-size:12px}svg .strong{fill:#fff}
            .key{display:inline-block;width:11px;height:11px;border-radius:3px;margin:0 5px 0 14px;vertical-align:-1px}
            .key:first-child{margin-left:0}.key.b{background:var(--before)}.key.a{background:var(--after)}
            .key.m{background:var(--mean);height:3px;vertical-align:4px}
            .why{display:grid;grid-template-columns:auto 1fr;gap:7px 14px;align-items:center;margin-top:8px}
            .why b{text-align:right;font-variant-numeric:tabular-nums}
            .why i{display:block;height:5px;border-radius:3px;background:var(--after);margin-top:3px}
            details{margin:14px 0}summary{cursor:pointer;font-weight:600;padding:4px 0}
            .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:13.5px;font-variant-numeric:tabular-nums}
            th,td{padding:5px 10px;text-align:right;border-bottom:1px solid var(--rule);white-space:nowrap}
            th{color:var(--soft);font-weight:600;position:sticky;top:0;background:var(--card)}
            .l{text-align:left}td.up{color:var(--after)}td.down{color:var(--soft)}
            footer{color:var(--soft);font-size:12.5px;margin-top:28px}
            @media print{body{background:#fff}.card,.tile{break-inside:avoid}main{padding:0}}
            """;

    private Style() {}
}
