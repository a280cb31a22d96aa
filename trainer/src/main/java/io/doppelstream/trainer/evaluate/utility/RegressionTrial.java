package io.doppelstream.trainer.evaluate.utility;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.evaluate.learner.Learner;
import io.doppelstream.trainer.evaluate.learner.Objective;
import io.doppelstream.trainer.evaluate.score.CoefficientOfDetermination;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Predicts a number; {@code r2}: coefficient of determination, in the target's own unit, without a transformation. Learners
 * get it less its mean and divided by its deviation, which changes no prediction and keeps its digits in single
 * precision. Rows without a value are left out.
 */
record RegressionTrial(int target, long seed) implements Trial {

    @Override
    public Optional<String> problem(String name, String what, Table rows) {
        double[] distinct = Arrays.stream(values(rows))
                .filter(value -> !Double.isNaN(value))
                .distinct()
                .limit(2)
                .toArray();
        if (distinct.length == 2) {
            return Optional.empty();
        }
        String found = distinct.length == 0 ? "none" : "only " + distinct[0];
        return Optional.of("Expected different values of the target '" + name + "' in the " + what + ", found " + found
                + " in " + rows.rows() + " rows");
    }

    @Override
    public Map<String, Double> scores(Learner learner, Table train, Table test) {
        Table learned = withValue(train);
        Table asked = withValue(test);
        double[] labels = values(learned);
        double mean = Arrays.stream(labels).average().orElse(0);
        double deviation = Math.sqrt(Arrays.stream(labels)
                .map(label -> (label - mean) * (label - mean))
                .average()
                .orElse(1));
        float[] standardised = new float[labels.length];
        for (int row = 0; row < labels.length; row++) {
            standardised[row] = (float) ((labels[row] - mean) / deviation);
        }
        float[][] predicted = learner.predict(
                learned, standardised, asked, index -> index != target, new Objective.Regression(), seed);
        double[] values = Arrays.stream(predicted)
                .mapToDouble(row -> row[0] * deviation + mean)
                .toArray();
        return Map.of("r2", CoefficientOfDetermination.of(values(asked), values));
    }

    private Table withValue(Table table) {
        ColumnData data = table.column(target);
        int[] rows = IntStream.range(0, table.rows())
                .filter(row -> !data.isNull(row))
                .toArray();
        return rows.length == table.rows() ? table : table.select(rows);
    }

    private double[] values(Table table) {
        return IntStream.range(0, table.rows())
                .mapToDouble(table.column(target)::number)
                .toArray();
    }
}
