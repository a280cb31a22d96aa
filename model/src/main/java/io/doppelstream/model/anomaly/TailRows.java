package io.doppelstream.model.anomaly;

import io.doppelstream.model.condition.CompiledConditions;
import io.doppelstream.model.data.ColumnData;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Rows from the tails of a model: of {@value #CANDIDATES} that it generates for each wanted, those of the highest score.
 *
 * @param score of candidates
 * @param chunkSize most candidates that are generated and scored at a time
 */
record TailRows(RowScore score, int chunkSize) {

    private static final int CANDIDATES = 20;

    /** Puts such rows, under conditions, into the places of others. */
    void write(
            RowSource model,
            CompiledConditions conditions,
            int[] places,
            List<ColumnData> columns,
            SplittableRandom random) {
        int most = Math.max(1, chunkSize / CANDIDATES);
        for (int done = 0; done < places.length; ) {
            int wanted = Math.min(most, places.length - done);
            long[] seed = {random.nextLong(), random.nextLong()};
            List<ColumnData> candidates = model.rows(seed, conditions, 0, wanted * CANDIDATES);
            int[] best = best(candidates, wanted);
            for (int row : best) {
                for (int column = 0; column < columns.size(); column++) {
                    Cell.copy(candidates.get(column), row, columns.get(column), places[done]);
                }
                done++;
            }
        }
    }

    private int[] best(List<ColumnData> candidates, int wanted) {
        double[] scores = score.of(candidates);
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer row) -> -scores[row]))
                .limit(wanted)
                .mapToInt(row -> row)
                .toArray();
    }
}
