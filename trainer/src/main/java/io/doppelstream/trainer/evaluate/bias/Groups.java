package io.doppelstream.trainer.evaluate.bias;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The groups of a protected column: its categories; the values of a number of at most ten; else four intervals between the
 * quartiles of the real values. Null is a group, the last.
 */
final class Groups {

    private static final int MOST_VALUES = 10;

    private final boolean intervals;
    /** Values, or upper bounds of the intervals but the last. */
    private final double[] values;

    private final List<String> names = new ArrayList<>();

    Groups(Table real, int index) {
        Column column = real.schema().column(index);
        ColumnData data = real.column(index);
        double[] sorted = IntStream.range(0, data.size())
                .filter(row -> !data.isNull(row))
                .mapToDouble(data::number)
                .sorted()
                .toArray();
        double[] distinct = Arrays.stream(sorted).distinct().toArray();
        intervals = column.continuous() && distinct.length > MOST_VALUES;
        if (column.categorical()) {
            values = IntStream.range(0, column.vocabulary().size())
                    .asDoubleStream()
                    .toArray();
            names.addAll(column.vocabulary());
        } else if (intervals) {
            values = IntStream.rangeClosed(1, 3)
                    .mapToDouble(quarter -> sorted[(int) ((long) sorted.length * quarter / 4)])
                    .distinct()
                    .toArray();
            for (int i = 0; i <= values.length; i++) {
                names.add(
                        i == 0
                                ? "up to " + text(values[0])
                                : i == values.length
                                        ? "above " + text(values[i - 1])
                                        : "above " + text(values[i - 1]) + " to " + text(values[i]));
            }
        } else {
            values = distinct;
            Arrays.stream(distinct).mapToObj(Groups::text).forEach(names::add);
        }
        names.add("null");
    }

    /** Names of the groups, in their order. */
    List<String> names() {
        return names;
    }

    /** Group of each value, or -1 where it has none. */
    int[] of(ColumnData data) {
        return IntStream.range(0, data.size())
                .map(row -> data.isNull(row) ? names.size() - 1 : group(data.number(row)))
                .toArray();
    }

    private int group(double value) {
        if (!intervals) {
            return Math.max(-1, Arrays.binarySearch(values, value));
        }
        int group = 0;
        while (group < values.length && value > values[group]) {
            group++;
        }
        return group;
    }

    private static String text(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
