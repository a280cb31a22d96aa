package io.doppelstream.trainer.evaluate.detection;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.evaluate.EvaluationLimits;
import io.doppelstream.trainer.evaluate.learner.Learner;
import io.doppelstream.trainer.evaluate.learner.Objective;
import io.doppelstream.trainer.evaluate.score.RocAuc;
import io.doppelstream.trainer.evaluate.score.RowSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Computes a {@link Detection}: three folds, each tested by a learner trained on the other two. */
public final class DetectionMetrics {

    private static final int FOLDS = 3;
    /** Fewer rows of a side give an AUC that says nothing. */
    private static final int FEWEST_ROWS = 30;

    private DetectionMetrics() {}

    /**
     * Tells synthetic rows from equally many real ones.
     *
     * @param seed of rows, folds and learners
     */
    public static Detection of(Table real, Table synthetic, EvaluationLimits limits, long seed) {
        int rows = Math.min(limits.detectionRows(), Math.min(real.rows(), synthetic.rows()));
        if (rows < FEWEST_ROWS) {
            return new Detection.NotMeasured("Expected at least " + FEWEST_ROWS + " rows of each kind, found "
                    + real.rows() + " real and " + synthetic.rows() + " synthetic ones");
        }
        Optional<String> unavailable = Learner.unavailable();
        if (unavailable.isPresent()) {
            return new Detection.NotMeasured(unavailable.get());
        }
        // In random order each, so that every third row is a fold with equal shares of both.
        Table both = concatenated(RowSample.of(rows, real, seed), RowSample.of(rows, synthetic, seed + 1));
        return new Detection.Measured(auc(Learner.BOOSTED_TREES, both, seed), auc(Learner.LINEAR, both, seed), rows);
    }

    private static double auc(Learner learner, Table both, long seed) {
        int half = both.rows() / 2;
        double sum = 0;
        for (int fold = 0; fold < FOLDS; fold++) {
            int tested = fold;
            int[] train = IntStream.range(0, both.rows())
                    .filter(row -> row % half % FOLDS != tested)
                    .toArray();
            int[] test = IntStream.range(0, both.rows())
                    .filter(row -> row % half % FOLDS == tested)
                    .toArray();
            float[] labels = new float[train.length];
            for (int i = 0; i < train.length; i++) {
                labels[i] = train[i] < half ? 0 : 1;
            }
            float[][] predicted = learner.predict(
                    both.select(train), labels, both.select(test), column -> true, new Objective.Binary(), seed);
            double[] scores = new double[test.length];
            boolean[] synthetic = new boolean[test.length];
            for (int i = 0; i < test.length; i++) {
                scores[i] = predicted[i][0];
                synthetic[i] = test[i] >= half;
            }
            sum += RocAuc.of(scores, synthetic);
        }
        return sum / FOLDS;
    }

    private static Table concatenated(Table first, Table second) {
        List<ColumnData> columns = new ArrayList<>();
        for (int index = 0; index < first.schema().size(); index++) {
            columns.add(concatenated(first.column(index), second.column(index)));
        }
        return new Table(first.schema(), columns);
    }

    private static ColumnData concatenated(ColumnData first, ColumnData second) {
        int rows = first.size() + second.size();
        if (first instanceof ColumnData.Longs a && second instanceof ColumnData.Longs b) {
            long[] values = new long[rows];
            System.arraycopy(a.values(), 0, values, 0, a.size());
            System.arraycopy(b.values(), 0, values, a.size(), b.size());
            return new ColumnData.Longs(values);
        } else if (first instanceof ColumnData.Doubles a && second instanceof ColumnData.Doubles b) {
            double[] values = new double[rows];
            System.arraycopy(a.values(), 0, values, 0, a.size());
            System.arraycopy(b.values(), 0, values, a.size(), b.size());
            return new ColumnData.Doubles(values);
        } else if (first instanceof ColumnData.Codes a && second instanceof ColumnData.Codes b) {
            int[] values = new int[rows];
            System.arraycopy(a.values(), 0, values, 0, a.size());
            System.arraycopy(b.values(), 0, values, a.size(), b.size());
            return new ColumnData.Codes(values);
        }
        return new ColumnData.Unlearned(rows);
    }
}
