package io.doppelstream.trainer.evaluate.privacy;

import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.evaluate.EvaluationLimits;
import io.doppelstream.trainer.evaluate.score.Median;
import io.doppelstream.trainer.evaluate.score.RocAuc;
import io.doppelstream.trainer.evaluate.score.RowSample;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Computes {@link Privacy}. */
public final class PrivacyMetrics {

    private static final int DRAWS = 5;
    private static final long DRAW_SEEDS = 1000;

    private final Table train;
    private final Table holdout;
    private final Table synthetic;
    private final EvaluationLimits limits;
    private final long seed;

    /**
     * Metrics of three tables of one schema, none of them empty.
     *
     * @param train rows that the model was trained on
     * @param holdout real rows that it was not trained on
     * @param seed of all sampling
     */
    public PrivacyMetrics(Table train, Table holdout, Table synthetic, EvaluationLimits limits, long seed) {
        this.train = train;
        this.holdout = holdout;
        this.synthetic = synthetic;
        this.limits = limits;
        this.seed = seed;
    }

    /** All of them; disclosure where there is a sensitive column. */
    public Privacy compute(OptionalInt sensitive) {
        Table queries = RowSample.atMost(limits.distanceQueries(), synthetic, seed);
        ClosestRecord toTrain = to(RowSample.atMost(limits.distanceReferences(), train, seed + 1));
        double[] distances = toTrain.of(queries);
        double[] holdoutDistances = toTrain.of(RowSample.atMost(limits.distanceQueries(), holdout, seed + 2));
        double random = Median.of(toTrain.of(UniformRows.like(train, queries.rows(), seed + 3)));
        double median = Median.of(distances);
        return new Privacy(
                overfittingProtection(queries),
                random == 0 ? Double.NaN : Math.min(median / random, 1),
                median,
                Median.of(holdoutDistances),
                NewRowSynthesis.of(train, RowSample.atMost(limits.matchedRows(), synthetic, seed + 4)),
                RowHashes.shareIn(RowHashes.of(synthetic), RowHashes.of(train)),
                RowHashes.shareIn(RowHashes.of(holdout), RowHashes.of(train)),
                membershipAuc(),
                disclosure(sensitive),
                DistanceHistogram.of(distances, holdoutDistances));
    }

    private ClosestRecord to(Table reference) {
        return new ClosestRecord(reference, limits.threads());
    }

    /**
     * As many training as hold-out rows: of more rows, one is closer by chance alone. Each reference has its own ranges, so that one
     * extreme value among the drawn rows moves all distances: the mean over several draws of rows, each for a part of the queries
     * (SDMetrics' {@code num_iterations}).
     */
    private double overfittingProtection(Table queries) {
        int rows = Math.min(limits.distanceReferences(), Math.min(train.rows(), holdout.rows()));
        int draws = Math.min(DRAWS, queries.rows());
        double sum = 0;
        for (int draw = 0; draw < draws; draw++) {
            int part = draw;
            int[] chosen = IntStream.range(0, queries.rows())
                    .filter(row -> row % draws == part)
                    .toArray();
            sum += overfittingProtection(queries.select(chosen), rows, seed + DRAW_SEEDS * draw);
        }
        return sum / draws;
    }

    private double overfittingProtection(Table queries, int rows, long drawSeed) {
        double[] toTrain = to(RowSample.atMost(rows, train, drawSeed + 5)).of(queries);
        double[] toHoldout = to(RowSample.atMost(rows, holdout, drawSeed + 6)).of(queries);
        int closer = 0;
        for (int row = 0; row < toTrain.length; row++) {
            closer += toTrain[row] < toHoldout[row] ? 1 : 0;
        }
        return Math.min(2 * (1 - (double) closer / toTrain.length), 1);
    }

    /** The attacker takes a row for a member when it is close to the synthetic rows. */
    private double membershipAuc() {
        int rows = Math.min(limits.distanceQueries(), Math.min(train.rows(), holdout.rows()));
        ClosestRecord toSynthetic = to(RowSample.atMost(limits.distanceReferences(), synthetic, seed + 7));
        double[] members = toSynthetic.of(RowSample.atMost(rows, train, seed + 8));
        double[] others = toSynthetic.of(RowSample.atMost(rows, holdout, seed + 9));
        double[] scores = DoubleStream.concat(Arrays.stream(members), Arrays.stream(others))
                .map(distance -> -distance)
                .toArray();
        boolean[] member = new boolean[scores.length];
        Arrays.fill(member, 0, members.length, true);
        return RocAuc.of(scores, member);
    }

    private Optional<Disclosure> disclosure(OptionalInt sensitive) {
        if (sensitive.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(DisclosureProtection.of(
                RowSample.atMost(limits.disclosureRows(), train, seed + 10),
                RowSample.atMost(limits.disclosureRows(), synthetic, seed + 11),
                sensitive.getAsInt()));
    }
}
