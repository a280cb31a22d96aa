package io.doppelstream.service.models;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.marginal.ReferenceMarginal;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How close the rows that a model generates now are to its training rows: the mean shape of its columns
 * ({@link ReferenceMarginal#shape}) over the last {@value #WINDOW} to twice as many counted rows. Rows under conditions are not
 * counted: they are meant to differ. Safe for several threads.
 */
public final class RollingFidelity {
    /** Of a chunk; its rows are independent of each other, so the first ones are a sample like any other. */
    private static final int MOST_ROWS = 200;

    private static final int WINDOW = 10_000;
    /** With fewer the score would be mostly chance. */
    private static final int FEWEST_ROWS = 1_000;

    private final List<ReferenceMarginal> reference;
    private Counts counts;
    private Counts earlier;

    private record Counts(long[][] bins, int rows) {
        static Counts none(List<ReferenceMarginal> reference) {
            return new Counts(
                    reference.stream()
                            .map(marginal -> new long[marginal.shares().length])
                            .toArray(long[][]::new),
                    0);
        }
    }

    /**
     * Nothing counted yet.
     *
     * @param reference distributions of the training rows; empty: there will be no score
     */
    RollingFidelity(List<ReferenceMarginal> reference) {
        this.reference = reference;
        this.counts = Counts.none(reference);
        this.earlier = Counts.none(reference);
    }

    /**
     * Counts a sample of generated rows.
     *
     * @param conditions that they were generated under
     * @param columns one entry a column of the schema, in final units
     */
    public synchronized void count(List<String> conditions, List<ColumnData> columns) {
        if (reference.isEmpty() || !conditions.isEmpty()) {
            return;
        }
        int rows = Math.min(MOST_ROWS, columns.get(0).size());
        for (int i = 0; i < reference.size(); i++) {
            ReferenceMarginal marginal = reference.get(i);
            ColumnData column = columns.get(marginal.column());
            long[] bins = counts.bins()[i];
            for (int row = 0; row < rows; row++) {
                bins[marginal.bin(column.number(row))]++;
            }
        }
        counts = new Counts(counts.bins(), counts.rows() + rows);
        if (counts.rows() >= WINDOW) {
            earlier = counts;
            counts = Counts.none(reference);
        }
    }

    /** Rows that the score is over. */
    public synchronized int rows() {
        return counts.rows() + earlier.rows();
    }

    /** The score, 0 to 1; empty where the model has no reference, or too few rows were counted. */
    public synchronized OptionalDouble score() {
        if (reference.isEmpty() || rows() < FEWEST_ROWS) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        for (int i = 0; i < reference.size(); i++) {
            long[] both = earlier.bins()[i].clone();
            for (int bin = 0; bin < both.length; bin++) {
                both[bin] += counts.bins()[i][bin];
            }
            sum += reference.get(i).shape(both);
        }
        return OptionalDouble.of(sum / reference.size());
    }
}
