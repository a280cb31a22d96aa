package io.doppelstream.model.anomaly;

import io.doppelstream.model.data.Table;
import io.doppelstream.model.marginal.ReferenceMarginal;
import java.util.ArrayList;
import java.util.List;

/**
 * Values of two columns that never meet in a row, though each is so common that they would have to {@value #EXPECTED} times if the
 * columns were independent. So they are apart by more than chance: this happens to independent values once in 10^8 times.
 *
 * @param first one column
 * @param second the other one
 * @param cells pairs of bins, {@code {bin of the first, bin of the second}}, at least one
 */
record ExclusiveValues(Axis first, Axis second, List<int[]> cells) {

    private static final double EXPECTED = 20;

    /**
     * A column in bins.
     *
     * @param marginal its bins and their shares
     * @param bins bin of each row
     */
    record Axis(ReferenceMarginal marginal, int[] bins) {

        static Axis of(Table rows, ReferenceMarginal marginal) {
            int[] bins = new int[rows.rows()];
            for (int row = 0; row < bins.length; row++) {
                bins[row] = marginal.bin(rows.column(marginal.column()).number(row));
            }
            return new Axis(marginal, bins);
        }

        int column() {
            return marginal.column();
        }

        /** A row with a value in a bin, one of those that follow a row. */
        int rowIn(int bin, int from) {
            int row = from;
            while (bins[row] != bin) {
                row = (row + 1) % bins.length;
            }
            return row;
        }
    }

    /** All pairs of columns that have such values. */
    static List<ExclusiveValues> of(Table rows, List<ReferenceMarginal> marginals) {
        List<Axis> axes =
                marginals.stream().map(marginal -> Axis.of(rows, marginal)).toList();
        List<ExclusiveValues> found = new ArrayList<>();
        for (int i = 0; i < axes.size(); i++) {
            for (int j = i + 1; j < axes.size(); j++) {
                List<int[]> cells = cells(axes.get(i), axes.get(j), rows.rows());
                if (!cells.isEmpty()) {
                    found.add(new ExclusiveValues(axes.get(i), axes.get(j), cells));
                }
            }
        }
        return List.copyOf(found);
    }

    private static List<int[]> cells(Axis a, Axis b, int rows) {
        double[] shares = a.marginal().shares();
        double[] others = b.marginal().shares();
        boolean[][] met = new boolean[shares.length][others.length];
        for (int row = 0; row < rows; row++) {
            met[a.bins()[row]][b.bins()[row]] = true;
        }
        List<int[]> cells = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            for (int j = 0; j < others.length; j++) {
                if (!met[i][j] && shares[i] * others[j] * rows >= EXPECTED) {
                    cells.add(new int[] {i, j});
                }
            }
        }
        return cells;
    }
}
