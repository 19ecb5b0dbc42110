// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.report;

/** How pages look, on a light screen and on a dark one, and on paper. */
final class Style {
    static final String SHEET = """
            :root{--page:#f6f7f9;--card:#fff;--ink:#1c2530;--soft:#647182;--rule:#e3e7ec;--node:#1f6fb2;
            --good:#1d7a4c;--good-soft:#e2f3ea;--warn:#8a5a00;--warn-soft:#fdf1d8;--bad:#a3263a;--bad-soft:#fde7ea}
            @media (prefers-color-scheme:dark){:root{--page:#12161b;--card:#1a2027;--ink:#e4e9ef;--soft:#97a4b2;--rule:#2b333c;
            --node:#5aa9e6;--good:#6fd3a0;--good-soft:#173326;--warn:#f0c36a;--warn-soft:#352a12;--bad:#ff97a6;
            --bad-soft:#3a1a20}}
            *{box-sizing:border-box}
            body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
            main{max-width:1220px;margin:0 auto;padding:36px 28px 64px}
            header p{margin:0;color:var(--soft)}
            h1{font-size:34px;line-height:1.2;margin:4px 0 14px;letter-spacing:-.02em}
            h2{font-size:17px;margin:0 0 2px}
            .badge{display:inline-block;padding:2px 10px;border-radius:8px;font-weight:600;font-size:13px}
            h1+.badge{padding:6px 12px;font-size:15px}
            .good{background:var(--good-soft);color:var(--good)}.warn{background:var(--warn-soft);color:var(--warn)}
            .bad{background:var(--bad-soft);color:var(--bad)}
            .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:24px 0}
            .tile,.card{background:var(--card);border:1px solid var(--rule);border-radius:12px}
            .tile{padding:14px 16px}.tile b{display:block;font-size:22px;line-height:1.25}
            .tile span{color:var(--soft);font-size:13px}
            .card{padding:20px 22px;margin:14px 0}.card>p{margin:0 0 10px;color:var(--soft);font-size:13.5px}
            .scroll{overflow-x:auto}svg{display:block;font-family:inherit}
            svg text{fill:var(--ink);font-size:12px}svg .soft{fill:var(--soft)}
            svg .node{fill:var(--node)}svg .canary{fill:var(--warn)}svg .stopping{fill:var(--bad)}svg .in{fill:#fff;text-anchor:middle}
            svg .rule{stroke:var(--rule)}svg .stop{stroke:var(--bad);stroke-width:2;stroke-dasharray:5 4}
            svg .end{fill:var(--bad);font-weight:600}
            table{border-collapse:collapse;width:100%;font-size:13.5px}
            th,td{padding:6px 10px;text-align:left;vertical-align:top;border-bottom:1px solid var(--rule)}
            th{color:var(--soft);font-weight:600}
            ul{margin:6px 0;padding-left:20px}pre{white-space:pre-wrap;margin:0;font:13px/1.5 ui-monospace,monospace}
            footer{color:var(--soft);font-size:12.5px;margin-top:28px}
            @media print{body{background:#fff}.card,.tile{break-inside:avoid}main{padding:0}}
            """;

    private Style() {}
}
