package io.doppelstream.trainer.evaluate.utility;

import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.evaluate.learner.Learner;
import io.doppelstream.trainer.evaluate.learner.Objective;
import io.doppelstream.trainer.evaluate.learner.TargetClasses;
import io.doppelstream.trainer.evaluate.score.MacroF1;
import io.doppelstream.trainer.evaluate.score.Means;
import io.doppelstream.trainer.evaluate.score.RocAuc;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Predicts a class. {@code auc}: area under the ROC curve, of more than two classes the mean over one class against the rest
 * of those that the test rows have. {@code f1}: macro F1 of the most probable class, which of two classes is the threshold
 * 0.5. Rows without a class are left out.
 */
record ClassificationTrial(TargetClasses classes, long seed) implements Trial {

    @Override
    public Optional<String> problem(String target, String what, Table rows) {
        int[] present = Arrays.stream(classes.of(rows))
                .filter(k -> k != TargetClasses.NONE)
                .distinct()
                .toArray();
        if (present.length >= 2) {
            return Optional.empty();
        }
        String found = present.length == 0 ? "none" : "only '" + classes.names().get(present[0]) + "'";
        return Optional.of("Expected at least two classes of the target '" + target + "' in the " + what + ", found "
                + found + " in " + rows.rows() + " rows");
    }

    @Override
    public Map<String, Double> scores(Learner learner, Table train, Table test) {
        Table learned = withClass(train);
        Table asked = withClass(test);
        int[] labels = classes.of(learned);
        int[] truth = classes.of(asked);
        float[] floats = new float[labels.length];
        for (int row = 0; row < floats.length; row++) {
            floats[row] = labels[row];
        }
        boolean binary = classes.count() == 2;
        Objective objective = binary ? new Objective.Binary() : new Objective.MultiClass(classes.count());
        float[][] predicted =
                learner.predict(learned, floats, asked, index -> index != classes.column(), objective, seed);
        double[][] probabilities = new double[classes.count()][truth.length];
        for (int row = 0; row < truth.length; row++) {
            if (binary) {
                probabilities[1][row] = predicted[row][0];
                probabilities[0][row] = 1 - probabilities[1][row];
            } else {
                for (int k = 0; k < probabilities.length; k++) {
                    probabilities[k][row] = predicted[row][k];
                }
            }
        }
        return Map.of(
                "auc", auc(probabilities, truth),
                "f1", MacroF1.of(truth, mostProbable(probabilities, truth.length), classes.count()));
    }

    private Table withClass(Table table) {
        int[] found = classes.of(table);
        int[] rows = IntStream.range(0, found.length)
                .filter(row -> found[row] != TargetClasses.NONE)
                .toArray();
        return rows.length == found.length ? table : table.select(rows);
    }

    private static double auc(double[][] probabilities, int[] truth) {
        if (probabilities.length == 2) {
            return auc(probabilities[1], truth, 1);
        }
        return Means.of(IntStream.range(0, probabilities.length).mapToDouble(k -> auc(probabilities[k], truth, k)));
    }

    private static double auc(double[] scores, int[] truth, int k) {
        boolean[] positive = new boolean[truth.length];
        for (int row = 0; row < truth.length; row++) {
            positive[row] = truth[row] == k;
        }
        return RocAuc.of(scores, positive);
    }

    private static int[] mostProbable(double[][] probabilities, int rows) {
        int[] classes = new int[rows];
        for (int row = 0; row < rows; row++) {
            for (int k = 1; k < probabilities.length; k++) {
                if (probabilities[k][row] > probabilities[classes[row]][row]) {
                    classes[row] = k;
                }
            }
        }
        return classes;
    }
}
