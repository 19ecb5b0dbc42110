// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.report;

import static j2html.TagCreator.tag;

import j2html.tags.ContainerTag;
import j2html.tags.DomContent;
import java.util.Locale;

/** The few shapes that pictures are made of. */
final class Svg {
    private Svg() {}

    static ContainerTag<?> picture(double width, double height, String title) {
        return tag("svg")
                .attr("viewBox", "0 0 " + number(width) + " " + number(height))
                .attr("role", "img")
                .attr("aria-label", title)
                .attr("style", "max-width:" + number(width) + "px");
    }

    static ContainerTag<?> rect(String style, double x, double y, double width, double height) {
        return tag("rect")
                .attr("class", style)
                .attr("x", number(x))
                .attr("y", number(y))
                .attr("width", number(Math.max(0, width)))
                .attr("height", number(Math.max(0, height)));
    }

    static DomContent line(String style, double x1, double y1, double x2, double y2) {
        return tag("line")
                .attr("class", style)
                .attr("x1", number(x1))
                .attr("y1", number(y1))
                .attr("x2", number(x2))
                .attr("y2", number(y2));
    }

    static DomContent path(String style, CharSequence data) {
        return tag("path").attr("class", style).attr("d", data.toString());
    }

    static DomContent text(String style, double x, double y, String text) {
        return tag("text")
                .attr("class", style)
                .attr("x", number(x))
                .attr("y", number(y))
                .withText(text);
    }

    /** What a reader sees who points at a shape. */
    static DomContent hint(String text) {
        return tag("title").withText(text);
    }

    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
    }
}
