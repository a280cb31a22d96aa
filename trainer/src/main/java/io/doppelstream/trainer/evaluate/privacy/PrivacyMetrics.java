package io.doppelstream.trainer.evaluate.privacy;

import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.evaluate.EvaluationLimits;
import io.doppelstream.trainer.evaluate.score.Median;
import io.doppelstream.trainer.evaluate.score.RocAuc;
import io.doppelstream.trainer.evaluate.score.RowSample;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
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
                overfittingProtection(draw -> part(queries, draw)),
                overfittingProtection(draw -> leftOver(draw, queries.rows())),
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
     * Of each query, which of equally many training and hold-out rows is closest. Each reference has its own ranges, so that one
     * extreme value among the drawn rows moves all distances: the rows are drawn several times, each draw for a part of the
     * queries (SDMetrics' {@code num_iterations}).
     *
     * @param queries of a draw, by its number
     */
    private double overfittingProtection(IntFunction<Table> queries) {
        int rows = overfittingRows();
        long closer = 0;
        long all = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            Table asked = queries.apply(draw);
            if (asked.rows() > 0) {
                double[] toTrain = to(trainRows(draw, rows)).of(asked);
                double[] toHoldout =
                        to(RowSample.of(rows, holdout, drawSeed(draw) + 6)).of(asked);
                for (int row = 0; row < toTrain.length; row++) {
                    closer += toTrain[row] < toHoldout[row] ? 1 : 0;
                }
                all += toTrain.length;
            }
        }
        return all == 0 ? Double.NaN : Math.min(2 * (1 - (double) closer / all), 1);
    }

    private int overfittingRows() {
        return Math.min(limits.distanceReferences(), Math.min(train.rows(), holdout.rows()));
    }

    private long drawSeed(int draw) {
        return seed + DRAW_SEEDS * draw;
    }

    /** As many training rows as there are hold-out rows: of more rows, one is closer by chance alone. */
    private Table trainRows(int draw, int rows) {
        return RowSample.of(rows, train, drawSeed(draw) + 5);
    }

    private static Table part(Table queries, int draw) {
        return queries.select(IntStream.range(0, queries.rows())
                .filter(row -> row % DRAWS == draw)
                .toArray());
    }

    /** Training rows that the draw has left over stand for new real rows. */
    private Table leftOver(int draw, int queries) {
        int rows = overfittingRows();
        int wanted = Math.min(train.rows() - rows, Math.max(1, queries / DRAWS));
        // The first of a longer draw are those of the shorter one.
        Table longer = RowSample.of(rows + wanted, train, drawSeed(draw) + 5);
        return longer.select(IntStream.range(rows, rows + wanted).toArray());
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
