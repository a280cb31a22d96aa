package io.doppelstream.trainer.evaluate.diagnostic;

import io.doppelstream.model.data.ColumnData;
import java.util.BitSet;

/** Whether values stay within what the real column has. */
final class Adherence {

    private Adherence() {}

    /**
     * BoundaryAdherence: share of the values from the smallest to the largest real one, both included. Nulls are left out
     * where the real column has some, and break the bounds where it has none.
     *
     * @return NaN where nothing is left on one side
     */
    static double boundary(ColumnData real, ColumnData synthetic) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        boolean nullable = false;
        for (int row = 0; row < real.size(); row++) {
            if (real.isNull(row)) {
                nullable = true;
            } else {
                low = Math.min(low, real.number(row));
                high = Math.max(high, real.number(row));
            }
        }
        int counted = 0;
        int valid = 0;
        for (int row = 0; row < synthetic.size(); row++) {
            boolean isNull = synthetic.isNull(row);
            if (!isNull || !nullable) {
                counted++;
                valid += !isNull && synthetic.number(row) >= low && synthetic.number(row) <= high ? 1 : 0;
            }
        }
        return low > high || counted == 0 ? Double.NaN : (double) valid / counted;
    }

    /** CategoryAdherence: share of the values, null being one, that the real column has. NaN without synthetic rows. */
    static double category(ColumnData real, ColumnData synthetic) {
        BitSet known = new BitSet();
        for (int row = 0; row < real.size(); row++) {
            known.set(code(real, row));
        }
        int valid = 0;
        for (int row = 0; row < synthetic.size(); row++) {
            valid += known.get(code(synthetic, row)) ? 1 : 0;
        }
        return synthetic.size() == 0 ? Double.NaN : (double) valid / synthetic.size();
    }

    /** Index of the category, from 1; 0 is null. */
    private static int code(ColumnData column, int row) {
        return column.isNull(row) ? 0 : (int) column.number(row) + 1;
    }
}
