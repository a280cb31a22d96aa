package io.doppelstream.model.condition;

import io.doppelstream.model.codec.CategoryCodec;
import io.doppelstream.model.codec.ColumnCodec;
import io.doppelstream.model.codec.EncodedLayout;
import io.doppelstream.model.codec.NormalScalar;
import io.doppelstream.model.codec.QuantileCodec;
import io.doppelstream.model.codec.TableCodec;
import io.doppelstream.model.data.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * How conditions become tensors. Each column that can be conditioned has a run of <em>codes</em> in the condition vector: one for each
 * category and, where it has a continuous rest, {@value #BINS} bins of equal probability in the place of the rest. A condition
 * on a column fills its codes with their real distribution given the condition (sum 1), an unconditioned column's codes are 0; the mask puts
 * {@link #FORBIDDEN} on the logits outside the condition; the interval bounds the scalar.
 *
 * @param width number of codes of all columns, C
 * @param columns the columns that can be conditioned
 */
public record ConditionLayout(int width, List<ColumnCodes> columns) {

    /** Bins of a continuous rest. */
    public static final int BINS = 8;
    /** What is added to the logit of a category that is not allowed. */
    public static final float FORBIDDEN = -1e9f;

    /** Copies the list. */
    public ConditionLayout {
        columns = List.copyOf(columns);
    }

    /**
     * Codes of a column.
     *
     * @param column index of the column
     * @param offset index of its first code in the condition vector
     * @param rest index, within the group, of the category of the continuous rest; -1: all categories are plain; a column without a
     *     group is all rest and has 0 here
     * @param frequencies share of each category of the group in the real data, nulls included, sum 1; {1} for a column
     *     without a group
     */
    public record ColumnCodes(int column, int offset, int rest, double[] frequencies) {
        /** Number of codes. */
        public int codes() {
            return rest < 0 ? frequencies.length : frequencies.length - 1 + BINS;
        }

        /** Real share of what is allowed. */
        public double mass(Allowed allowed) {
            double mass = 0;
            for (int i = 0; i < frequencies.length; i++) {
                if (i == rest) {
                    mass += restAllowed(allowed) ? frequencies[i] * (allowed.high() - allowed.low()) : 0;
                } else if (allowed.categories()[i]) {
                    mass += frequencies[i];
                }
            }
            return mass;
        }

        private boolean restAllowed(Allowed allowed) {
            return allowed.categories().length == 0 || allowed.categories()[rest];
        }
    }

    /** Lays out the codes of a table's columns and counts their frequencies. */
    public static ConditionLayout of(TableCodec codec, Table table) {
        List<ColumnCodes> columns = new ArrayList<>();
        int offset = 0;
        for (int i = 0; i < codec.size(); i++) {
            ColumnCodec column = codec.codec(i);
            boolean conditionable = column instanceof CategoryCodec || column instanceof QuantileCodec;
            if (!conditionable) {
                continue;
            }
            int rest = column instanceof QuantileCodec quantile ? quantile.restCategory() : -1;
            ColumnCodes codes = new ColumnCodes(i, offset, rest, frequencies(column, table, i));
            columns.add(codes);
            offset += codes.codes();
        }
        return new ConditionLayout(offset, columns);
    }

    private static double[] frequencies(ColumnCodec codec, Table table, int column) {
        double[] counts = new double[Math.max(1, codec.categories())];
        SplittableRandom random = new SplittableRandom(0);
        for (int row = 0; row < table.rows(); row++) {
            counts[codec.category(table.column(column).number(row), random)]++;
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] /= table.rows();
        }
        return counts;
    }

    /** Codes of a column, empty if it cannot be conditioned. */
    public Optional<ColumnCodes> codes(int column) {
        return columns.stream().filter(codes -> codes.column() == column).findFirst();
    }

    /**
     * Makes all rows unconditional.
     *
     * @param condition {@code float[rows * width]}, set to 0
     * @param mask {@code float[rows * layout.logits()]}, set to 0
     * @param interval {@code float[rows * layout.scalars() * 2]}, set to -1, 1
     */
    public static void clear(float[] condition, float[] mask, float[] interval) {
        Arrays.fill(condition, 0);
        Arrays.fill(mask, 0);
        clearIntervals(interval);
    }

    /** Makes all intervals -1, 1. */
    static void clearIntervals(float[] interval) {
        for (int i = 0; i < interval.length; i += 2) {
            interval[i] = -1;
            interval[i + 1] = 1;
        }
    }

    /**
     * Writes what a column may be into one row of the condition vector.
     *
     * @param row index of the row
     * @param condition {@code float[rows * width]}
     */
    public void writeCondition(ColumnCodes codes, Allowed allowed, int row, float[] condition) {
        int at = row * width + codes.offset();
        double restWidth = Math.max(allowed.high() - allowed.low(), 1e-9);
        double total = 0;
        for (int i = 0; i < codes.frequencies().length; i++) {
            if (i == codes.rest()) {
                total += codes.restAllowed(allowed) ? codes.frequencies()[i] * restWidth : 0;
            } else if (allowed.categories()[i]) {
                total += codes.frequencies()[i];
            }
        }
        int code = 0;
        for (int i = 0; i < codes.frequencies().length; i++) {
            if (i != codes.rest()) {
                condition[at + code++] = allowed.categories()[i] ? (float) (codes.frequencies()[i] / total) : 0;
            }
        }
        if (codes.rest() >= 0) {
            double share = codes.restAllowed(allowed) ? codes.frequencies()[codes.rest()] / total : 0;
            for (int bin = 0; bin < BINS; bin++) {
                condition[at + code++] = (float) (share * overlap(bin, allowed.low(), allowed.low() + restWidth));
            }
        }
    }

    private static double overlap(int bin, double low, double high) {
        return Math.max(0, Math.min(high, (bin + 1.0) / BINS) - Math.max(low, (double) bin / BINS));
    }

    /**
     * Writes what a column may be into one row of mask and interval.
     *
     * @param row index of the row
     * @param mask {@code float[rows * layout.logits()]}
     * @param interval {@code float[rows * layout.scalars() * 2]}
     */
    public static void writeBounds(EncodedLayout layout, Allowed allowed, int row, float[] mask, float[] interval) {
        EncodedLayout.Slot slot = layout.slots().get(allowed.column());
        if (slot.hasGroup()) {
            int at = row * layout.logits() + slot.group() - layout.scalars();
            for (int i = 0; i < slot.categories(); i++) {
                mask[at + i] = allowed.categories()[i] ? 0 : FORBIDDEN;
            }
        }
        if (slot.hasScalar()) {
            int at = (row * layout.scalars() + slot.scalar()) * 2;
            interval[at] = (float) NormalScalar.scalar(allowed.low());
            interval[at + 1] = (float) NormalScalar.scalar(allowed.high());
        }
    }
}
