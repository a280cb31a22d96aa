package io.doppelstream.trainer.gan;

import io.doppelstream.model.condition.Allowed;
import io.doppelstream.model.condition.ConditionLayout.ColumnCodes;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * CTGAN's training by sampling: a column drawn uniformly, a category of it with probability proportional to the
 * logarithm of its count plus one, a real row of that category. Rare categories are so seen more often than they occur.
 *
 * <p>Only the condition vector is written: in training CTGAN does not force the category but learns it.
 */
final class LogFrequencyConditions implements ConditionSampler {

    private final int rows;
    private final List<ColumnCodes> columns;
    private final int[][][] rowsOf;
    private final double[][] cumulative;

    LogFrequencyConditions(TabularData data) {
        rows = data.rows();
        columns = data.conditions().columns();
        rowsOf = new int[columns.size()][][];
        cumulative = new double[columns.size()][];
        for (int index = 0; index < columns.size(); index++) {
            int column = columns.get(index).column();
            int count = columns.get(index).frequencies().length;
            rowsOf[index] = new int[count][];
            cumulative[index] = new double[count];
            double total = 0;
            for (int category = 0; category < count; category++) {
                int wanted = category;
                rowsOf[index][category] = IntStream.range(0, rows)
                        .filter(row -> data.coded().category(column, row) == wanted)
                        .toArray();
                // A category that the codecs were not fitted to has no share that a condition could be weighed by.
                boolean known = columns.get(index).frequencies()[category] > 0;
                total += known ? Math.log1p(rowsOf[index][category].length) : 0;
                cumulative[index][category] = total;
            }
        }
    }

    @Override
    public int draw(SplittableRandom random, int position, ConditionArrays conditions) {
        if (columns.isEmpty()) {
            return random.nextInt(rows);
        }
        int index = random.nextInt(columns.size());
        double[] upTo = cumulative[index];
        double at = random.nextDouble() * upTo[upTo.length - 1];
        int category = 0;
        while (upTo[category] <= at) {
            category++;
        }
        boolean[] categories = new boolean[upTo.length];
        categories[category] = true;
        ColumnCodes column = columns.get(index);
        Allowed allowed = new Allowed(column.column(), categories, 0, 1);
        conditions.conditions().writeCondition(column, allowed, position, conditions.condition());
        int[] candidates = rowsOf[index][category];
        return candidates[random.nextInt(candidates.length)];
    }
}
