// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** An axis from 0 to a little above the highest value, with a few round marks. */
record Scale(double top, List<Double> marks, LongFunction<String> words) {
    private static final int MOST_MARKS = 5;

    static Scale of(double highest, boolean bytes) {
        double reach = Math.max(highest, 1);
        double unit = bytes ? Math.pow(1024, Math.floor(Math.log(reach) / Math.log(1024))) : 1;
        double step = unit * roundStep(reach / unit / MOST_MARKS, bytes);
        List<Double> marks = new ArrayList<>();
        for (double mark = 0; mark <= reach * 1.0001; mark += step) {
            marks.add(mark);
        }
        return new Scale(reach * 1.06, marks, bytes ? Numbers::bytes : Numbers::count);
    }

    /** 1, 2 or 5 times a power of ten, and never a part of a replica. */
    private static double roundStep(double least, boolean parts) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(least, 1e-9))));
        for (double factor : new double[] {1, 2, 5, 10}) {
            if (factor * power >= least && (parts || factor * power >= 1)) {
                return factor * power;
            }
        }
        return Math.max(1, 10 * power);
    }

    double y(double value, double bottom, double height) {
        return bottom - value / top * height;
    }
}
