package io.doppelstream.trainer.gan;

import io.doppelstream.model.codec.CodedRows;
import io.doppelstream.model.codec.NormalScalar;
import io.doppelstream.model.codec.QuantileCodec;
import io.doppelstream.model.condition.Allowed;
import io.doppelstream.model.condition.ConditionLayout;
import io.doppelstream.model.condition.ConditionLayout.ColumnCodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Conditions on any few columns of a uniformly drawn row: none with probability {@value #UNCONDITIONAL}, else on 1 to
 * {@value #MOST_COLUMNS} columns, on each of them one of
 *
 * <ul>
 *   <li>a cell of a fixed partition: the row's category or, in the continuous rest, its bin;
 *   <li>a random set that holds the row: of a categorical column every other category with probability q, q one of 0.1,
 *       0.3 and 0.5; of a numeric column a segment between {@link RankCuts random cuts}.
 * </ul>
 *
 * Either way all rows of a set are equally likely to be shown under it, so that the generator learns the real
 * distribution within the set.
 */
final class SubsetConditions implements ConditionSampler {

    private static final double UNCONDITIONAL = 0.5;
    private static final int MOST_COLUMNS = 3;
    private static final double[] INCLUSION = {0.1, 0.3, 0.5};

    private final List<ColumnCodes> columns;
    private final List<Optional<RankCuts>> cuts = new ArrayList<>();
    private final CodedRows rows;

    SubsetConditions(TabularData data) {
        rows = data.coded();
        columns = data.conditions().columns();
        for (ColumnCodes column : columns) {
            cuts.add(
                    data.codec().codec(column.column()) instanceof QuantileCodec quantile
                            ? Optional.of(new RankCuts(column, quantile))
                            : Optional.empty());
        }
    }

    @Override
    public int draw(SplittableRandom random, int position, ConditionArrays conditions) {
        int row = random.nextInt(rows.rows());
        if (columns.isEmpty() || random.nextDouble() < UNCONDITIONAL) {
            return row;
        }
        int count = Math.min(columns.size(), 1 + random.nextInt(MOST_COLUMNS));
        int[] chosen = new int[count];
        for (int at = 0; at < count; at++) {
            chosen[at] = anotherColumn(random, chosen, at);
            ColumnCodes column = columns.get(chosen[at]);
            // A value that the codecs were not fitted to has no share that a condition could be weighed by.
            if (column.frequencies()[rows.category(column.column(), row)] > 0) {
                conditions.write(column, allowed(random, chosen[at], row), position);
            }
        }
        return row;
    }

    private int anotherColumn(SplittableRandom random, int[] chosen, int count) {
        while (true) {
            int candidate = random.nextInt(columns.size());
            boolean fresh = true;
            for (int at = 0; at < count; at++) {
                fresh &= chosen[at] != candidate;
            }
            if (fresh) {
                return candidate;
            }
        }
    }

    private Allowed allowed(SplittableRandom random, int index, int row) {
        ColumnCodes column = columns.get(index);
        int category = rows.category(column.column(), row);
        double place = place(column, row);
        if (random.nextBoolean()) {
            return cell(column, category, place);
        }
        return cuts.get(index)
                .map(numeric -> numeric.draw(random, category, place))
                .orElseGet(() -> superset(random, column, category));
    }

    /** Where the row lies in the column's continuous rest, as a probability; 0 where there is none. */
    private double place(ColumnCodes column, int row) {
        return column.rest() < 0 ? 0 : (float) NormalScalar.probability(rows.scalar(column.column(), row));
    }

    private static Allowed cell(ColumnCodes column, int category, double place) {
        boolean[] categories = new boolean[groupSize(column)];
        if (categories.length > 0) {
            categories[category] = true;
        }
        if (category != column.rest()) {
            return new Allowed(column.column(), categories, 0, 1);
        }
        int bin = Math.min(ConditionLayout.BINS - 1, (int) (place * ConditionLayout.BINS));
        double width = 1.0 / ConditionLayout.BINS;
        return new Allowed(column.column(), categories, bin * width, (bin + 1) * width);
    }

    private static Allowed superset(SplittableRandom random, ColumnCodes column, int category) {
        double inclusion = INCLUSION[random.nextInt(INCLUSION.length)];
        boolean[] categories = new boolean[groupSize(column)];
        for (int other = 0; other < categories.length; other++) {
            boolean included = random.nextDouble() < inclusion;
            categories[other] = other == category || (included && column.frequencies()[other] > 0);
        }
        return new Allowed(column.column(), categories, 0, 1);
    }

    /** Categories of the column's group; a column that is all rest has none. */
    private static int groupSize(ColumnCodes column) {
        return column.rest() >= 0 && column.frequencies().length == 1 ? 0 : column.frequencies().length;
    }
}
