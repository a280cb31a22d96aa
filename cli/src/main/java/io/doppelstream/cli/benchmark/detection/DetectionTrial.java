package io.doppelstream.cli.benchmark.detection;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import io.doppelstream.cli.benchmark.measure.Machine;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.score.Scoring;
import io.doppelstream.trainer.DetectorTrainer;
import io.doppelstream.trainer.FittedDetector;
import io.doppelstream.trainer.detect.DetectorScorer;
import io.doppelstream.trainer.detect.LabelledTable;
import io.doppelstream.trainer.detect.TrainedDetector;
import io.doppelstream.trainer.evaluate.score.AveragePrecision;
import io.doppelstream.trainer.evaluate.score.RocAuc;
import io.doppelstream.trainer.gan.AladConfig;
import io.doppelstream.trainer.graph.ExecutionConfig;
import io.doppelstream.trainer.train.Budget;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The detectors on one table under one seed: half of the rows are for training, of which those that are anomalies are left out (ALAD's
 * protocol), at most {@value #MOST_TRAINING}; the other half is for testing, at most {@value #MOST_TEST} rows drawn at random. All
 * detectors have the same rows. No label of a row in the test chooses anything.
 *
 * @param table name of the table
 * @param seed of split and training
 * @param trainingRows normal rows, a tenth of which calibrates the scores
 * @param testRows rows that were scored
 * @param anomalies of them
 * @param chosen name of the default score
 * @param seconds of wall time of the detector's training
 * @param machine where
 * @param figures ROC AUC ({@code rocAuc.}) and average precision ({@code averagePrecision.}) of each detector, by name
 */
record DetectionTrial(
        String table,
        long seed,
        int trainingRows,
        int testRows,
        int anomalies,
        String chosen,
        double seconds,
        String machine,
        @JsonIgnore Map<String, Double> figures) {

    static final String DEFAULT = "default";
    static final String FOREST = "isolation-forest";
    static final String NEIGHBOURS = "knn";

    static final int MOST_TRAINING = 20_000;
    static final int MOST_TEST = 30_000;
    private static final int MOST_NEIGHBOURS = 10_000;
    private static final int NEIGHBOUR = 5;
    private static final double CALIBRATION_SHARE = 0.1;

    @JsonAnyGetter
    Map<String, Double> all() {
        return figures;
    }

    static DetectionTrial run(String name, LabelledTable table, AladConfig config, long seed, Duration time) {
        int[] order = shuffled(table.rows().rows(), seed);
        int half = order.length / 2;
        int[] normal = Arrays.stream(order, 0, half)
                .filter(row -> !table.anomaly()[row])
                .limit(MOST_TRAINING)
                .toArray();
        int[] tested = Arrays.stream(order, half, order.length).limit(MOST_TEST).toArray();
        Table training = table.rows().select(normal);
        Table test = table.rows().select(tested);
        boolean[] anomaly = new boolean[tested.length];
        IntStream.range(0, tested.length).forEach(row -> anomaly[row] = table.anomaly()[tested[row]]);

        Map<String, double[]> scores = new LinkedHashMap<>();
        Table.Split split = training.split(CALIBRATION_SHARE, seed);
        long start = System.nanoTime();
        ExecutionConfig execution = ExecutionConfig.forTraining();
        FittedDetector fitted = new DetectorTrainer(config, Budget.time(time), execution, seed)
                .train(split.first(), split.second(), Optional.empty());
        double seconds = (System.nanoTime() - start) / 1e9;
        Scoring scoring = fitted.scoring();
        try (DetectorScorer scorer = new DetectorScorer(fitted.detector(), execution)) {
            double[][] raw = scorer.score(test);
            scores.put(DEFAULT, percentiles(scoring, scoring.score(), raw));
            for (int member = 0; member < TrainedDetector.MEMBERS.size(); member++) {
                int index = member;
                scores.put(
                        TrainedDetector.MEMBERS.get(member),
                        Arrays.stream(raw).mapToDouble(row -> row[index]).toArray());
            }
            scores.put(Scoring.RANK_MEAN, percentiles(scoring, Scoring.RANK_MEAN, raw));
        }
        double[][] known = DetectionMatrix.of(training);
        double[][] asked = DetectionMatrix.of(test);
        IsolationForest forest = new IsolationForest(seed);
        forest.fit(known);
        scores.put(FOREST, forest.score(asked));
        double[][] reference =
                DetectionMatrix.standardized(known, Arrays.copyOf(known, Math.min(known.length, MOST_NEIGHBOURS)));
        scores.put(
                NEIGHBOURS,
                new DetectionNeighbours(reference, NEIGHBOUR).score(DetectionMatrix.standardized(known, asked)));

        Map<String, Double> figures = new LinkedHashMap<>();
        scores.forEach((detector, values) -> figures.put("rocAuc." + detector, RocAuc.of(values, anomaly)));
        scores.forEach((detector, values) ->
                figures.put("averagePrecision." + detector, AveragePrecision.of(values, anomaly)));
        int anomalies = (int)
                IntStream.range(0, anomaly.length).filter(row -> anomaly[row]).count();
        return new DetectionTrial(
                name,
                seed,
                normal.length,
                tested.length,
                anomalies,
                scoring.score(),
                seconds,
                Machine.describe(),
                figures);
    }

    private static double[] percentiles(Scoring scoring, String score, double[][] raw) {
        return Arrays.stream(raw)
                .mapToDouble(row -> scoring.percentile(score, row))
                .toArray();
    }

    private static int[] shuffled(int rows, long seed) {
        int[] order = IntStream.range(0, rows).toArray();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = rows - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[other];
            order[other] = swap;
        }
        return order;
    }
}
