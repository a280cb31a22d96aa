package io.doppelstream.trainer.evaluate.learner;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The classes of a target: its categories, or the two values of a number that has no others. A row without a value, or
 * with one that is none of them, has no class.
 *
 * @param column index of the target
 * @param values value of each class in final units, ascending
 * @param names the classes as they stand in the data
 */
public record TargetClasses(int column, double[] values, List<String> names) {

    /** Class of a row that has none. */
    public static final int NONE = -1;

    private static final int CLASSES_OF_NUMBERS = 2;

    public TargetClasses {
        names = List.copyOf(names);
    }

    /**
     * The classes that occur in any of some real tables.
     *
     * @return empty for a target that is a number with more than two values
     */
    public static Optional<TargetClasses> of(int column, Table... real) {
        Column target = real[0].schema().column(column);
        double[] values = Stream.of(real)
                .map(table -> table.column(column))
                .flatMapToDouble(data -> IntStream.range(0, data.size())
                        .filter(row -> !data.isNull(row))
                        .mapToDouble(data::number))
                .distinct()
                .limit(target.continuous() ? CLASSES_OF_NUMBERS + 1 : Long.MAX_VALUE)
                .sorted()
                .toArray();
        if (target.continuous() && values.length > CLASSES_OF_NUMBERS) {
            return Optional.empty();
        }
        List<String> names = IntStream.range(0, values.length)
                .mapToObj(index -> target.categorical()
                        ? target.vocabulary().get((int) values[index])
                        : values[index] == Math.rint(values[index])
                                ? Long.toString((long) values[index])
                                : Double.toString(values[index]))
                .toList();
        return Optional.of(new TargetClasses(column, values, names));
    }

    /** Class of each row of a table, from 0, or {@link #NONE}. */
    public int[] of(Table table) {
        ColumnData data = table.column(column);
        return IntStream.range(0, table.rows())
                .map(row -> data.isNull(row) ? NONE : Math.max(NONE, Arrays.binarySearch(values, data.number(row))))
                .toArray();
    }

    /** Number of classes. */
    public int count() {
        return values.length;
    }
}
