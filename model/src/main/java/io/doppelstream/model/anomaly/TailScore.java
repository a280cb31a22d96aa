package io.doppelstream.model.anomaly;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.marginal.ReferenceMarginal;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far out in the tails of its columns a row is: the sum of -log of each value's tail probability, of a category's or null's
 * share. After ECOD (Li et al., IEEE TKDE 2022), with the smaller tail of each column. It takes columns as independent.
 */
record TailScore(NormalRecords normal) implements RowScore {

    /** The scores, 0 or more. */
    @Override
    public double[] of(List<ColumnData> columns) {
        return IntStream.range(0, columns.get(0).size())
                .mapToDouble(row -> of(columns, row))
                .toArray();
    }

    private double of(List<ColumnData> columns, int row) {
        double least = 0.5 / normal.rows().rows();
        double score = 0;
        for (ReferenceMarginal marginal : normal.marginals()) {
            double value = columns.get(marginal.column()).number(row);
            NormalValues values = normal.values(marginal.column());
            boolean number = values != null && !Double.isNaN(value);
            double share = number ? values.tail(value) : marginal.shares()[marginal.bin(value)];
            score -= Math.log(Math.max(least, share));
        }
        return score;
    }
}
