package io.doppelstream.trainer.evaluate.privacy;

import io.doppelstream.model.data.Table;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * DCR, the distance to the closest record: the mean over the columns of {@code min(|difference| / range, 1)} for numbers
 * and 0 or 1 for categories, minimum over the reference rows; ranges are those of the reference rows. Null is at
 * distance 1 from every value and 0 from null.
 *
 * <p>A pass in single precision, column by column over a block of reference rows, finds the rows that can be the closest;
 * only those are measured exactly.
 */
final class ClosestRecord {

    /** More than single precision errs by in the distance of one column, of scaled values within [-2, 2]. */
    private static final float COLUMN_ERROR = 3e-7f;
    /** Half the distance of two floats, relative to their size: the error of one addition. */
    private static final float ADDITION_ERROR = 6e-8f;

    private final ReferenceRows reference;
    private final int threads;

    ClosestRecord(Table reference, int threads) {
        this.reference = new ReferenceRows(reference);
        this.threads = threads;
    }

    /** Distance of each row of a table to its closest reference row, in [0, 1]; NaN without reference rows. */
    double[] of(Table queries) {
        double[] distances = new double[queries.rows()];
        Arrays.fill(distances, reference.rows() == 0 ? Double.NaN : Double.POSITIVE_INFINITY);
        int share = (queries.rows() + threads - 1) / threads;
        if (reference.rows() > 0 && share > 0) {
            IntStream.range(0, threads).parallel().forEach(part -> {
                int to = Math.min(queries.rows(), (part + 1) * share);
                new Search(queries, distances, Math.min(to, part * share), to).run();
            });
        }
        return distances;
    }

    /** The queries of one thread. */
    private final class Search {

        private final int from;
        private final int to;
        private final double[] distances;
        /** Values of each query, one an axis. */
        private final double[][] values;
        /** The same on the scaled axes. */
        private final float[][] scaled;

        private final float[] sums = new float[ReferenceRows.BLOCK];

        Search(Table queries, double[] distances, int from, int to) {
            this.from = from;
            this.to = to;
            this.distances = distances;
            List<ReferenceRows.Axis> axes = reference.axes();
            values = new double[to - from][axes.size()];
            scaled = new float[to - from][axes.size()];
            for (int i = 0; i < axes.size(); i++) {
                ReferenceRows.Axis axis = axes.get(i);
                for (int query = 0; query < values.length; query++) {
                    values[query][i] = queries.column(axis.index()).number(from + query);
                    scaled[query][i] = axis.scale(values[query][i]);
                }
            }
        }

        /** Block by block, so that one stays in the processor's cache for all queries. */
        void run() {
            for (int start = 0; start < reference.rows(); start += ReferenceRows.BLOCK) {
                int rows = Math.min(ReferenceRows.BLOCK, reference.rows() - start);
                for (int query = 0; query < to - from; query++) {
                    if (distances[from + query] > 0) {
                        sum(scaled[query], start / ReferenceRows.BLOCK);
                        measure(query, start, rows);
                    }
                }
            }
        }

        /** Sums of the columns' distances, approximately. */
        private void sum(float[] query, int block) {
            Arrays.fill(sums, 0);
            for (int i = 0; i < query.length; i++) {
                add(sums, reference.axes().get(i).scaled()[block], query[i]);
            }
        }

        /** Exact distances of the rows that can be closer than the closest so far. */
        private void measure(int query, int start, int rows) {
            int columns = values[query].length;
            // Twice, since both the least sum and the one compared can be wrong.
            float margin = 2 * columns * (COLUMN_ERROR + columns * ADDITION_ERROR);
            float least = (float) Math.min(distances[from + query] * columns, Float.MAX_VALUE);
            for (int row = 0; row < rows; row++) {
                least = Math.min(least, sums[row]);
            }
            for (int row = 0; row < rows; row++) {
                if (sums[row] <= least + margin) {
                    distances[from + query] =
                            Math.min(distances[from + query], reference.distance(values[query], start + row));
                    if (distances[from + query] == 0) {
                        return;
                    }
                }
            }
        }
    }

    /** A loop of its own, plain enough to be vectorized. */
    private static void add(float[] sums, float[] column, float value) {
        for (int row = 0; row < sums.length; row++) {
            sums[row] += Math.min(Math.abs(value - column[row]), 1f);
        }
    }
}
