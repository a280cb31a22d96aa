package io.doppelstream.trainer.evaluate.augmentation;

import io.doppelstream.model.codec.TableCodec;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * SMOTE-NC (Chawla, Bowyer, Hall and Kegelmeyer, 2002, section 6.1): a synthetic row lies between a row of the minority and one
 * of its nearest neighbours there; a category is the most frequent one among the row's neighbours. Numbers are
 * divided by their deviation within the minority before distances are taken, so the paper's penalty of a differing category, the median of the deviations, is 1.
 * Beyond the paper: null is a category of its own, and whole numbers stay whole.
 */
public final class SmoteNc implements RareRows {

    /** As in the paper. */
    private static final int NEIGHBOURS = 5;

    private final Table minority;
    private final int[][] neighbours;
    private final long seed;

    /**
     * Finds the neighbours.
     *
     * @param minority at least two rows
     */
    public SmoteNc(Table minority, long seed) {
        if (minority.rows() < 2) {
            throw new IllegalArgumentException(
                    "Expected at least two rows of the rare class, found " + minority.rows());
        }
        this.minority = minority;
        this.seed = seed;
        double[][] scaled = scaled(minority);
        neighbours = IntStream.range(0, minority.rows())
                .mapToObj(row -> nearest(scaled, row))
                .toArray(int[][]::new);
    }

    /** Learned columns as numbers, those of continuous ones by their deviation; categories one apart or more. */
    private static double[][] scaled(Table rows) {
        List<double[]> columns = new ArrayList<>();
        for (int index = 0; index < rows.schema().size(); index++) {
            Column column = rows.schema().column(index);
            if (column.learned()) {
                ColumnData data = rows.column(index);
                double scale = column.continuous() ? deviation(data) : 1;
                columns.add(IntStream.range(0, data.size())
                        .mapToDouble(row -> data.number(row) / scale)
                        .toArray());
            }
        }
        return columns.toArray(double[][]::new);
    }

    private static double deviation(ColumnData data) {
        double[] values = IntStream.range(0, data.size())
                .mapToDouble(data::number)
                .filter(value -> !Double.isNaN(value))
                .toArray();
        double mean = Arrays.stream(values).average().orElse(0);
        double variance = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0);
        return variance > 0 ? Math.sqrt(variance) : 1;
    }

    private int[] nearest(double[][] columns, int row) {
        double[] distances = new double[minority.rows()];
        int learned = 0;
        for (int index = 0; index < minority.schema().size(); index++) {
            Column column = minority.schema().column(index);
            if (!column.learned()) {
                continue;
            }
            double[] values = columns[learned++];
            for (int other = 0; other < distances.length; other++) {
                distances[other] += squared(column.categorical(), values[row], values[other]);
            }
        }
        distances[row] = Double.POSITIVE_INFINITY;
        return IntStream.range(0, distances.length)
                .boxed()
                .filter(other -> other != row)
                .sorted(Comparator.comparingDouble(other -> distances[other]))
                .limit(NEIGHBOURS)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double squared(boolean categorical, double a, double b) {
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Double.isNaN(a) && Double.isNaN(b) ? 0 : 1;
        }
        double difference = categorical && a != b ? 1 : a - b;
        return difference * difference;
    }

    @Override
    public Table make(int count) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] values = new double[minority.schema().size()][count];
        for (int made = 0; made < count; made++) {
            int row = random.nextInt(minority.rows());
            int neighbour = neighbours[row][random.nextInt(neighbours[row].length)];
            double gap = random.nextDouble();
            for (int index = 0; index < values.length; index++) {
                values[index][made] = value(index, row, neighbour, gap);
            }
        }
        List<ColumnData> columns = new ArrayList<>();
        for (int index = 0; index < values.length; index++) {
            columns.add(TableCodec.ofNumbers(minority.schema().column(index), values[index]));
        }
        return new Table(minority.schema(), columns);
    }

    private double value(int index, int row, int neighbour, double gap) {
        Column column = minority.schema().column(index);
        ColumnData data = minority.column(index);
        if (column.categorical()) {
            return mostFrequent(data, neighbours[row]);
        }
        double from = data.number(row);
        double to = data.number(neighbour);
        return Double.isNaN(to) ? from : from + gap * (to - from);
    }

    /** NaN where most are null; the first to come of equally frequent ones. */
    private static double mostFrequent(ColumnData data, int[] rows) {
        double best = Double.NaN;
        int most = 0;
        for (int row : rows) {
            double value = data.number(row);
            int count = 0;
            for (int other : rows) {
                count += Double.compare(data.number(other), value) == 0 ? 1 : 0;
            }
            if (count > most) {
                most = count;
                best = value;
            }
        }
        return best;
    }
}
