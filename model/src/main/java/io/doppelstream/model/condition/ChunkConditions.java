package io.doppelstream.model.condition;

import io.doppelstream.model.condition.CompiledConditions.ColumnPlan;
import io.doppelstream.model.data.ColumnData;
import java.util.List;

/** Inputs of the {@code generate} signature for one chunk, and the check of what it returns. */
public final class ChunkConditions {

    private final int rows;
    private final float[] condition;
    private final float[] mask;
    private final float[] interval;
    private final int boundsRows;
    private final List<ColumnPlan> plans;
    private final int[][] choices;

    ChunkConditions(
            int rows,
            float[] condition,
            float[] mask,
            float[] interval,
            int boundsRows,
            List<ColumnPlan> plans,
            int[][] choices) {
        this.rows = rows;
        this.condition = condition;
        this.mask = mask;
        this.interval = interval;
        this.boundsRows = boundsRows;
        this.plans = plans;
        this.choices = choices;
    }

    /** Records in the chunk. */
    public int rows() {
        return rows;
    }

    /** {@code float[rows * C]}. */
    public float[] condition() {
        return condition;
    }

    /** {@code float[boundsRows * L]}. */
    public float[] mask() {
        return mask;
    }

    /** {@code float[boundsRows * S * 2]}. */
    public float[] interval() {
        return interval;
    }

    /** Rows of mask and interval: 1 if all records of the chunk have the same bounds, else {@link #rows()}. */
    public int boundsRows() {
        return boundsRows;
    }

    /** Indices of the columns that are conditioned. */
    public int[] columns() {
        return plans.stream().mapToInt(plan -> plan.codes().column()).toArray();
    }

    /** Whether a value, in final units, meets the conditions on its column. */
    public boolean holds(int column, int row, double value) {
        for (int i = 0; i < plans.size(); i++) {
            if (plans.get(i).codes().column() == column && !values(i, row).contains(value)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The allowed value closest to one that the model returned. The model keeps to its interval in 32-bit precision; at its ends a value can
     * be off by that rounding.
     */
    public double correct(int column, int row, double value) {
        for (int i = 0; i < plans.size(); i++) {
            if (plans.get(i).codes().column() == column && !values(i, row).contains(value)) {
                return values(i, row).nearest(value);
            }
        }
        return value;
    }

    /**
     * Moves the values of generated rows that 32-bit rounding put beside their set back onto it, in place.
     *
     * @param columns one entry a column of the schema, in final units
     * @param firstRow where the chunk's first row lies in them
     */
    public void correct(List<ColumnData> columns, int firstRow) {
        for (int column : columns()) {
            ColumnData data = columns.get(column);
            for (int row = 0; row < rows; row++) {
                double value = data.number(firstRow + row);
                double allowed = correct(column, row, value);
                if (Double.compare(allowed, value) != 0) {
                    set(data, firstRow + row, allowed);
                }
            }
        }
    }

    private static void set(ColumnData data, int row, double value) {
        if (data instanceof ColumnData.Codes codes) {
            codes.values()[row] = Double.isNaN(value) ? ColumnData.NULL_CODE : (int) value;
        } else if (data instanceof ColumnData.Longs longs) {
            longs.values()[row] = Double.isNaN(value) ? ColumnData.NULL_LONG : Math.round(value);
        } else if (data instanceof ColumnData.Doubles doubles) {
            doubles.values()[row] = value;
        }
    }

    private NumberSet values(int plan, int row) {
        int choice = choices[plan] == null ? 0 : choices[plan][row];
        return plans.get(plan).alternatives().get(choice).values();
    }
}
